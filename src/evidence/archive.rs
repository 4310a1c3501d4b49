//! Archived texts of sources, and the search for the words of a quote in them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use crate::record::Id;
use crate::text::ByteRange;

use super::nearest_passage::{NearestPassage, WordIndex};
use super::tolerant_search::folded_letters;
use super::typography::{Difference, LetterIndex, differences};
use super::verbatim_index::VerbatimIndex;
use super::years::Years;

/// The archived texts, by the id of their source.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    texts: HashMap<Id, Arc<ArchivedText>>,
}

/// The text of a source as it was captured.
#[derive(Clone, Debug)]
pub struct ArchivedText {
    text: String,
    sha256: String,
    verbatim: VerbatimIndex,
    /// Built for the first quote that is not verbatim: most are, and need no index.
    letters: OnceLock<LetterIndex>,
    /// Built when words are first searched for in all texts; they are as long as the text.
    folded_letters: OnceLock<Box<str>>,
    /// Built for the first quote that differs in more than typography.
    tokens: OnceLock<WordIndex>,
    /// Built when the first year is checked.
    years: OnceLock<Years>,
    /// Where lines end, built when the line of a quote is first shown.
    line_ends: OnceLock<Box<[usize]>>,
}

/// How the words of a quote were found in the archived text of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// Byte for byte.
    Verbatim(ByteRange),
    /// Except for typography ([`ArchivedText::differences`] lists the differences).
    ButForTypography(ByteRange),
    /// Only nearly: this is the nearest passage.
    Close(ByteRange),
    /// Not at all, and no passage is near.
    NotFound,
    /// The text is not archived, so this is unknown.
    NotArchived,
}

impl Match {
    /// Returns its name in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim(_) => "verbatim",
            Self::ButForTypography(_) => "but_for_typography",
            Self::Close(_) => "close",
            Self::NotFound => "not_found",
            Self::NotArchived => "not_archived",
        }
    }

    /// Returns the passage of the text, where the words or nearly these are there.
    pub fn passage(self) -> Option<ByteRange> {
        match self {
            Self::Verbatim(range) | Self::ButForTypography(range) | Self::Close(range) => {
                Some(range)
            }
            Self::NotFound | Self::NotArchived => None,
        }
    }

    /// Returns the sign that is drawn for it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Verbatim(_) => "✓",
            Self::ButForTypography(_) => "≈",
            Self::Close(_) => "≠",
            Self::NotFound => "✗",
            Self::NotArchived => "◌",
        }
    }

    /// Returns whether the words were found.
    pub fn is_found(self) -> bool {
        match self {
            Self::Verbatim(_) | Self::ButForTypography(_) => true,
            Self::Close(_) | Self::NotFound | Self::NotArchived => false,
        }
    }
}

impl Archive {
    /// Adds a text to the archive.
    pub fn insert(&mut self, source: Id, text: impl Into<Arc<ArchivedText>>) {
        self.texts.insert(source, text.into());
    }

    /// Removes the text of a source from the archive.
    pub fn remove(&mut self, source: &Id) {
        self.texts.remove(source);
    }

    /// Returns the archived text of a source.
    pub fn get(&self, source: &Id) -> Option<&ArchivedText> {
        self.texts.get(source).map(|text| &**text)
    }

    /// Returns a shared reference to the archived text of a source.
    pub fn shared(&self, source: &Id) -> Option<Arc<ArchivedText>> {
        self.texts.get(source).map(Arc::clone)
    }

    /// Returns all texts, each with its source, in no order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&Id, &ArchivedText)> {
        self.texts.iter().map(|(source, text)| (source, &**text))
    }

    /// Returns whether the archive has no text.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Returns how many texts were added, removed or changed since an earlier archive.
    pub fn changes_since(&self, earlier: &Self) -> usize {
        let differs = |id: &&Id| {
            self.get(id).map(ArchivedText::sha256) != earlier.get(id).map(ArchivedText::sha256)
        };
        let changed = self.texts.keys().filter(differs).count();
        changed + earlier.texts.keys().filter(|id| !self.texts.contains_key(*id)).count()
    }

    /// Searches for the words of a quote in the text of its source.
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
            verbatim: VerbatimIndex::default(),
            letters: OnceLock::new(),
            folded_letters: OnceLock::new(),
            tokens: OnceLock::new(),
            years: OnceLock::new(),
            line_ends: OnceLock::new(),
        })
    }

    /// Returns the SHA-256 hash of the bytes of any file of the archive, in lower-case hexadecimal digits.
    pub fn hash(bytes: &[u8]) -> String {
        sha256(bytes)
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the number of the line, from 1, of the byte at `offset`.
    pub fn line_at(&self, offset: usize) -> usize {
        let ends = || memchr::memchr_iter(b'\n', self.text.as_bytes()).collect();
        self.line_ends.get_or_init(ends).partition_point(|end| *end < offset) + 1
    }

    /// Returns the SHA-256 hash of the text's bytes in lower-case hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Returns whether the text may name a year, in any digits or calendar.
    pub fn may_name_year(&self, year: u16) -> bool {
        self.years.get_or_init(|| Years::of(&self.text)).may_name(year)
    }

    /// Searches for the words of a quote. The three searches are from cheap to expensive, and each finds all
    /// that the one before does.
    pub fn find(&self, words: &str) -> Match {
        if words.trim().is_empty() {
            return Match::NotFound;
        }
        match self.verbatim.find(&self.text, words) {
            Some(start) => Match::Verbatim(ByteRange::from_span(start..start + words.len())),
            None => match self.letters().find(&self.text, words) {
                Some(range) => Match::ButForTypography(range),
                None => {
                    self.nearest(words).map_or(Match::NotFound, |near| Match::Close(near.range))
                }
            },
        }
    }

    /// Returns the passage that is nearest to words that are not in the text.
    pub fn nearest(&self, words: &str) -> Option<NearestPassage> {
        let tokens = self.tokens.get_or_init(|| WordIndex::of(&self.text));
        NearestPassage::find_in(words, &self.text, tokens)
    }

    /// Returns the differences in typography between words and the passage as which they were found.
    pub fn differences(&self, words: &str, passage: ByteRange) -> Vec<Difference> {
        differences(words, passage.of(&self.text))
    }

    /// Returns the letter index of the text, for a search that ignores typography.
    pub(super) fn letters(&self) -> &LetterIndex {
        self.letters.get_or_init(|| LetterIndex::of(&self.text))
    }

    /// Returns the letters of the text, folded, which are kept for the next search.
    pub(super) fn folded_letters(&self) -> &str {
        self.folded_letters.get_or_init(|| folded_letters(&self.text).into())
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
    fn words_are_found_verbatim_except_for_typography_or_nearly() {
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
    fn a_quote_of_a_source_without_archived_text_is_not_archived() {
        let source = Id::new("a-source").unwrap();
        assert_eq!(Archive::default().find(&source, "words"), Match::NotArchived);
    }
}
