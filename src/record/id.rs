//! Record ids, which are also the links between records.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use crate::text::{is_too_long, letters_in_ascii, shortened};

/// The id of a record: lower-case ASCII letters, digits and hyphens, unique in a collection.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Arc<str>);

/// The most bytes of an id that a file is called by: systems take names of 255 bytes, and an archived table has `.orig.xlsx` behind it.
const LONGEST_OF_FILE: usize = 240;
/// The bytes that are kept for a number behind an id.
const ROOM: usize = 8;

impl Id {
    /// Returns the id written as `text`, or `None` where it is not a valid id.
    pub fn new(text: &str) -> Option<Self> {
        Self::is_id(text).then(|| Self(text.into()))
    }

    /// Returns whether `text` is in the form of an id.
    ///
    /// Hyphens separate letters and digits, never first, last or twice in a row. No id is longer
    /// than a short value may be.
    pub fn is_id(text: &str) -> bool {
        let mut is_in_part = false;
        let mut is_of_parts = |text: &str| {
            text.bytes().all(|byte| match byte {
                b'-' => std::mem::take(&mut is_in_part),
                b'a'..=b'z' | b'0'..=b'9' => {
                    is_in_part = true;
                    true
                }
                _ => false,
            })
        };
        !is_too_long(text) && is_of_parts(text) && is_in_part
    }

    /// Returns the nearest text in the form of an id, in which letters of other alphabets are spelled in
    /// that of ASCII; `None` where no letter or digit is left.
    pub fn suggestion(text: &str) -> Option<String> {
        let id = in_ascii(shortened(text));
        Self::is_id(&id).then_some(id)
    }

    /// Returns the same, cut to what a file can be called, with room for a number behind it.
    pub fn suggestion_for_file(text: &str) -> Option<String> {
        let whole = in_ascii(shortened(text));
        let mut id = whole.get(..LONGEST_OF_FILE - ROOM).unwrap_or(&whole);
        if id.len() < whole.len() {
            id = id.rsplit_once('-').map_or(id, |(words, _)| words);
        }
        Self::is_id(id).then(|| id.to_owned())
    }

    /// Returns whether a file can be called so, with an ending behind the id, on every system.
    pub fn fits_file_name(&self) -> bool {
        self.0.len() <= LONGEST_OF_FILE
    }

    /// Returns the id of a record whose file name or header is `text`: the nearest, or one made up from
    /// the text where no letter or digit is left.
    pub fn nearest_to(text: &str) -> Self {
        let nearest = Self::suggestion(text).and_then(|id| Self::new(&id));
        nearest.unwrap_or_else(|| {
            Self(format!("unnamed-{:08x}", crc32fast::hash(text.as_bytes())).into())
        })
    }

    /// Returns the id that replaces one that may not be printed. It need not be in the form of
    /// an id, and then no record has it.
    pub fn placeholder(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the id as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns a text as words of ASCII letters and digits with hyphens between them.
fn in_ascii(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars() {
        match letters_in_ascii(c) {
            Some(letters) => folded.extend(letters.map(|letter| letter.to_ascii_lowercase())),
            None => folded.push('-'),
        }
    }
    let parts: Vec<_> = folded.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_letters_digits_and_hyphens_between_them() {
        for good in ["yun", "siem-reap-2017", "4", "a-b-c"] {
            assert!(Id::new(good).is_some(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "Yun", "a_b", "a b", "ấ", "a/b", "../a"] {
            assert!(Id::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn the_nearest_id_is_suggested() {
        assert_eq!(Id::suggestion("Li He (alias)").as_deref(), Some("li-he-alias"));
        assert_eq!(Id::suggestion("../../etc").as_deref(), Some("etc"));
        for (text, id) in [
            ("Nguyễn", "nguyen"),
            ("Nguye\u{302}\u{303}n Thử", "nguyen-thu"),
            ("Đà Nẵng", "da-nang"),
            ("Straße", "strasse"),
            ("妙瓦底", "miaowadi"),
            ("Łódź—Öst", "lodz-ost"),
            ("Тест Ова", "test-ova"),
            ("１２ 号", "12-hao"),
            ("می\u{200c}خواهم", "mykhwhm"),
        ] {
            assert_eq!(Id::suggestion(text).as_deref(), Some(id), "{text}");
        }
        assert_eq!(Id::suggestion("☃ … !"), None);
        assert_eq!(Id::suggestion_for_file("Li He").as_deref(), Some("li-he"));
        for (text, length) in
            [("x".repeat(400), 232), ("ab ".repeat(200), 230), ("名字".repeat(150), 232)]
        {
            let id = Id::suggestion_for_file(&text).and_then(|id| Id::new(&id)).unwrap();
            assert_eq!((id.as_str().len(), id.fits_file_name()), (length, true), "{id}");
            assert!(!Id::nearest_to(&text).fits_file_name());
        }
        assert_eq!(Id::nearest_to("Li He").as_str(), "li-he");
        assert_eq!(Id::nearest_to("Đà Nẵng").as_str(), "da-nang");
        for text in ["妙瓦底", "ž", "", "_", "名", "-", "☃"] {
            let id = Id::nearest_to(text);
            assert!(Id::is_id(id.as_str()) && id == Id::nearest_to(text), "{text}: {id}");
        }
        assert_ne!(Id::nearest_to("名"), Id::nearest_to("字"));
    }
}
