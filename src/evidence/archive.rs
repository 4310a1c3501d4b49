//! Archived texts of sources, and finding the words of a quote in them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use memchr::memmem;
use sha2::{Digest, Sha256};

use crate::record::Id;
use crate::text::ByteRange;

use super::nearest_passage::{NearestPassage, WordIndex};
use super::typography::{Difference, LetterIndex, differences};
use super::years::Years;

/// The archived texts that are at hand, by the id of their source.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    texts: HashMap<Id, Arc<ArchivedText>>,
}

/// The text of a source as it was captured.
#[derive(Clone, Debug)]
pub struct ArchivedText {
    text: String,
    sha256: String,
    /// Made when words are first looked for that do not stand there byte for byte.
    letters: OnceLock<LetterIndex>,
    /// Made when words are first looked for that do not stand there at all.
    tokens: OnceLock<WordIndex>,
    /// Made when a year is first looked for.
    years: OnceLock<Years>,
}

/// Whether the words of a quote stand in the archived text of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// They stand there byte for byte.
    Verbatim(ByteRange),
    /// They are there but for typography ([`ArchivedText::differences`] says what of it).
    ButForTypography(ByteRange),
    /// They do not, and this is the passage that comes nearest to them.
    Close(ByteRange),
    /// They do not stand there, nor anything like them.
    NotFound,
    /// The text is not archived, so this is unknown.
    NotArchived,
}

impl Match {
    /// Returns whether the words were found.
    pub fn is_found(self) -> bool {
        match self {
            Self::Verbatim(_) | Self::ButForTypography(_) => true,
            Self::Close(_) | Self::NotFound | Self::NotArchived => false,
        }
    }
}

impl Archive {
    /// Puts a text into the archive.
    pub fn insert(&mut self, source: Id, text: impl Into<Arc<ArchivedText>>) {
        self.texts.insert(source, text.into());
    }

    /// Takes the text of a source out of the archive.
    pub fn remove(&mut self, source: &Id) {
        self.texts.remove(source);
    }

    /// Returns the archived text of a source.
    pub fn get(&self, source: &Id) -> Option<&ArchivedText> {
        self.texts.get(source).map(|text| &**text)
    }

    /// Returns the archived text of a source, to be kept.
    pub fn shared(&self, source: &Id) -> Option<Arc<ArchivedText>> {
        self.texts.get(source).map(Arc::clone)
    }

    /// Returns whether no text is at hand.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Counts the texts that are new, gone or others than in an earlier archive.
    pub fn changes_since(&self, earlier: &Self) -> usize {
        let differs = |id: &&Id| {
            self.get(id).map(ArchivedText::sha256) != earlier.get(id).map(ArchivedText::sha256)
        };
        let changed = self.texts.keys().filter(differs).count();
        changed + earlier.texts.keys().filter(|id| !self.texts.contains_key(*id)).count()
    }

    /// Looks for the words of a quote in the text of its source.
    pub fn find(&self, source: &Id, words: &str) -> Match {
        self.get(source).map_or(Match::NotArchived, |archived| archived.find(words))
    }
}

impl ArchivedText {
    /// Returns the text whose exact bytes are `bytes`.
    ///
    /// # Errors
    ///
    /// The bytes are not UTF-8.
    pub fn new(bytes: Vec<u8>) -> Result<Self, std::string::FromUtf8Error> {
        let sha256 = sha256(&bytes);
        String::from_utf8(bytes).map(|text| Self {
            text,
            sha256,
            letters: OnceLock::new(),
            tokens: OnceLock::new(),
            years: OnceLock::new(),
        })
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the SHA-256 hash of the text's bytes in lower-case hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Returns whether the text may name a year, in whatever digits or calendar.
    pub fn may_name_year(&self, year: u16) -> bool {
        self.years.get_or_init(|| Years::of(&self.text)).may_name(year)
    }

    /// Looks for the words of a quote.
    pub fn find(&self, words: &str) -> Match {
        if words.trim().is_empty() {
            return Match::NotFound;
        }
        match memmem::find(self.text.as_bytes(), words.as_bytes()) {
            Some(start) => Match::Verbatim(ByteRange::from_span(start..start + words.len())),
            None => match self.letters().find(&self.text, words) {
                Some(range) => Match::ButForTypography(range),
                None => {
                    self.nearest(words).map_or(Match::NotFound, |near| Match::Close(near.range))
                }
            },
        }
    }

    /// Returns the passage that comes nearest to words which do not stand here.
    pub fn nearest(&self, words: &str) -> Option<NearestPassage> {
        let tokens = self.tokens.get_or_init(|| WordIndex::of(&self.text));
        NearestPassage::find_in(words, &self.text, tokens)
    }

    /// Returns in what typography words differ from a passage, as which they were found.
    pub fn differences(&self, words: &str, passage: ByteRange) -> Vec<Difference> {
        differences(words, passage.of(&self.text))
    }

    /// Returns the letters of the text, in which words are looked for but for typography.
    pub(super) fn letters(&self) -> &LetterIndex {
        self.letters.get_or_init(|| LetterIndex::of(&self.text))
    }
}

/// Returns the SHA-256 hash of `bytes` in lower-case hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "She said: “It’s cross\u{2011}border.”\n\n    Then\u{a0}left. 妙瓦底";

    #[track_caller]
    fn check(words: &str, found: &str) {
        let text = ArchivedText::new(TEXT.as_bytes().to_vec()).unwrap();
        let shown = match text.find(words) {
            Match::Verbatim(range) => format!("= {}", range.of(TEXT)),
            Match::ButForTypography(range) => format!("~ {}", range.of(TEXT)),
            Match::Close(range) => format!("! {}", range.of(TEXT)),
            Match::NotFound | Match::NotArchived => "-".to_owned(),
        };
        assert_eq!(shown, found);
    }

    #[test]
    fn words_are_told_apart_from_typography() {
        check("“It’s cross\u{2011}border.”", "= “It’s cross\u{2011}border.”");
        check("\"It's cross-border.\"", "~ “It’s cross\u{2011}border.”");
        check("border.\" Then left.", "~ border.”\n\n    Then\u{a0}left.");
        check("妙瓦底", "= 妙瓦底");
        check(" 妙瓦底 ", "= 妙瓦底".replace('=', "~").as_str());
        check("It’s cross-bordel", "! It’s cross\u{2011}border");
        check("it’s", "-");
        check("", "-");
        check("\u{200b}", "-");
    }

    #[test]
    fn the_hash_is_of_the_bytes() {
        let text = ArchivedText::new(b"abc".to_vec()).unwrap();
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(text.sha256(), known);
        assert!(ArchivedText::new(vec![0xff]).is_err());
    }

    #[test]
    fn a_source_that_is_not_archived_is_said_to_be_so() {
        let source = Id::new("a-source").unwrap();
        assert_eq!(Archive::default().find(&source, "words"), Match::NotArchived);
    }
}
