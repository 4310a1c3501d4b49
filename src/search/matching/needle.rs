//! A needle: a text to be found, prepared once for many lines.

use memchr::memmem::Finder;
use unicode_normalization::UnicodeNormalization;

use super::korean::is_korean;
use super::pinyin::SoundPattern;
use super::vietnamese::tone_variants;
use crate::search::folding::fold::{Preserve, fold, fold_preserving};
use crate::search::folding::letters::starts_word;
use crate::search::folding::original::OriginalRef;
use crate::search::lex::MatchMode;
use crate::text::ByteRange;

/// A text to be found; capitals and accents that were typed on purpose must be in what is found.
#[derive(Clone, Debug)]
pub struct Needle {
    text: String,
    preserve: Preserve,
    folded: Finder<'static>,
    /// The text with what is to be preserved, and its other spellings with the same accents.
    variants: Vec<Finder<'static>>,
    /// The text in the form in which it was typed, if it can be found in another form.
    typed: Option<Finder<'static>>,
    /// The text as a pattern of sounds, if it is one.
    spelling: Option<Box<SoundPattern>>,
}

/// Where in a text a needle was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MatchPosition {
    /// The needle is the whole text.
    Whole,
    /// A word of the text starts with it.
    WordStart,
    /// It is inside a word.
    Inside,
}

impl Needle {
    /// Returns the needle for a typed text, or `None` if the text has no visible character.
    pub fn new(typed: &str) -> Option<Self> {
        let folded = fold(typed);
        let keep = preserve_for(typed, &folded);
        let text = fold_preserving(typed, keep);
        let (folded, text) = (folded.trim(), text.trim());
        if folded.is_empty() || text.is_empty() {
            return None;
        }
        let accented = matches!(keep, Preserve::Accents | Preserve::All);
        let others = accented.then(|| tone_variants(text)).into_iter().flatten();
        let variants = std::iter::once(text.to_owned()).chain(others);
        let as_typed = (!typed.is_ascii()).then(|| in_its_form(typed.trim()));
        let mut needle = Self {
            text: text.to_owned(),
            preserve: keep,
            folded: Finder::new(folded).into_owned(),
            variants: variants.map(|text| Finder::new(&text).into_owned()).collect(),
            typed: as_typed.map(|typed| Finder::new(&typed).into_owned()),
            spelling: None,
        };
        needle.spelling = SoundPattern::of(text, keep, folded).map(Box::new);
        Some(needle)
    }

    /// Returns the text as a pattern of sounds, or `None` if it is none.
    pub(crate) fn spelling(&self) -> Option<&SoundPattern> {
        self.spelling.as_deref()
    }

    /// Returns whether the needle can be found in other forms than the one in which it was typed.
    pub(crate) fn has_form(&self) -> bool {
        self.typed.is_some()
    }

    /// Returns whether a text contains the needle in the form in which it was typed. Long texts,
    /// which are compressed, are not checked for it.
    pub(crate) fn is_as_typed_in(&self, original: OriginalRef<'_>) -> bool {
        let typed = self.typed.as_ref().zip(original.plain());
        typed.is_some_and(|(typed, text)| typed.find(in_its_form(text).as_bytes()).is_some())
    }

    /// Returns all spellings that are searched for, in texts that are folded except for
    /// [`Self::preserve`].
    pub fn ways(&self) -> impl Iterator<Item = &str> {
        self.variants.iter().map(|variant| str::from_utf8(variant.needle()).unwrap_or_default())
    }

    /// Returns the text, folded except for [`Self::preserve`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns what must be in a text as it was typed.
    pub fn preserve(&self) -> Preserve {
        self.preserve
    }

    /// Returns the text, folded completely.
    pub(crate) fn folded(&self) -> &str {
        str::from_utf8(self.folded.needle()).unwrap_or_default()
    }

    /// Returns the length of the completely folded text.
    pub(crate) fn folded_len(&self) -> usize {
        self.folded.needle().len()
    }

    /// Returns the next occurrence in a folded text, regardless of [`Self::preserve`].
    pub(crate) fn find_folded(&self, folded: &str, from: usize) -> Option<usize> {
        self.folded.find(folded.as_bytes().get(from..)?).map(|at| from + at)
    }

    /// Returns the best position of the needle in a text, or `None` if it is not found.
    ///
    /// The original is folded again only if the needle preserves something and was found without it.
    pub(crate) fn position_in<'o>(
        &self,
        original: impl Into<OriginalRef<'o>>,
        folded: &str,
    ) -> Option<MatchPosition> {
        let position = best_position(&self.folded, folded)?;
        match self.preserve {
            Preserve::Nothing => Some(position),
            keep @ (Preserve::Case | Preserve::Accents | Preserve::All) => {
                let text = fold_preserving(&original.into().written(), keep);
                self.variants.iter().filter_map(|own| best_position(own, &text)).min()
            }
        }
    }

    /// Returns the best position of the needle in a text, or `None` if it is not found in that mode.
    pub(crate) fn position_in_mode<'o>(
        &self,
        mode: MatchMode,
        original: impl Into<OriginalRef<'o>>,
        folded: &str,
    ) -> Option<MatchPosition> {
        let original = original.into();
        let position = self.position_in(original, folded)?;
        let ends = |find: fn(&str, &str) -> bool| match self.preserve {
            Preserve::Nothing => find(folded, self.folded()),
            keep @ (Preserve::Case | Preserve::Accents | Preserve::All) => {
                let text = fold_preserving(&original.written(), keep);
                self.ways().any(|own| find(text.trim(), own))
            }
        };
        let matches = match mode {
            MatchMode::Rough | MatchMode::Exact => true,
            MatchMode::Start => ends(|text, needle| text.starts_with(needle)),
            MatchMode::End => ends(|text, needle| text.ends_with(needle)),
            MatchMode::Whole => position == MatchPosition::Whole,
        };
        matches.then_some(position)
    }

    /// Returns whether a word of the folded `value` starts with the needle, regardless of
    /// [`Self::preserve`].
    ///
    /// A number only matches a whole number: `1` does not start `14`, but `2022` starts `2022-07`.
    pub(crate) fn starts_word_of(&self, value: &str) -> bool {
        let length = self.folded.needle().len();
        let number = self.folded.needle().last().is_some_and(u8::is_ascii_digit);
        self.folded.find_iter(value.as_bytes()).any(|at| {
            let behind = value.as_bytes().get(at + length);
            starts_word(value, at) && !(number && behind.is_some_and(u8::is_ascii_digit))
        })
    }

    /// Returns whether a word of the folded `value` starts with the needle, or sounds like it.
    pub(crate) fn begins_in(&self, value: &str) -> bool {
        let sounds =
            || !value.is_ascii() && self.spelling().is_some_and(|own| own.find(value).is_some());
        self.starts_word_of(value) || self.is_korean_in(value) || sounds()
    }

    /// Returns whether the needle is Korean and occurs in a value: no space separates a Korean family name
    /// from the given name after it.
    fn is_korean_in(&self, value: &str) -> bool {
        !value.is_ascii() && is_korean(self.text()) && self.folded.find(value.as_bytes()).is_some()
    }

    /// Returns the occurrences of the needle in `text`, which is folded except for [`Self::preserve`].
    pub(crate) fn places(&self, text: &str) -> impl Iterator<Item = ByteRange> {
        self.variants.iter().flat_map(|own| {
            let length = own.needle().len();
            own.find_iter(text.as_bytes()).map(move |at| ByteRange::from_span(at..at + length))
        })
    }
}

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.preserve) == (&other.text, other.preserve)
    }
}

impl Eq for Needle {}

fn best_position(finder: &Finder<'_>, text: &str) -> Option<MatchPosition> {
    if finder.needle() == text.as_bytes() {
        return Some(MatchPosition::Whole);
    }
    let mut best = None;
    for at in finder.find_iter(text.as_bytes()) {
        if starts_word(text, at) {
            return Some(MatchPosition::WordStart);
        }
        best = Some(MatchPosition::Inside);
    }
    best
}

/// Returns what was typed on purpose: accents always, capitals only if [`asks_for_capitals`] says so.
fn preserve_for(typed: &str, folded: &str) -> Preserve {
    let accents =
        !typed.is_ascii() && !fold_preserving(typed, Preserve::Accents).nfd().eq(folded.chars());
    match (asks_for_capitals(typed), accents) {
        (false, false) => Preserve::Nothing,
        (true, false) => Preserve::Case,
        (false, true) => Preserve::Accents,
        (true, true) => Preserve::All,
    }
}

/// Returns a text in lower case and composed (NFC), so that only real differences of form remain.
fn in_its_form(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).collect()
}

/// Returns whether capitals were typed on purpose; `MYAWADDY` was typed with caps lock on.
fn asks_for_capitals(typed: &str) -> bool {
    let capitals = typed.chars().filter(|c| c.is_uppercase()).count();
    let small = typed.chars().any(char::is_lowercase);
    capitals > 0 && (small || capitals < 3)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::folding::fold::Folded;

    #[track_caller]
    fn check(typed: &str, text: &str, expected: Option<MatchPosition>) {
        let needle = Needle::new(typed).unwrap();
        assert_eq!(needle.position_in(text, &fold(text)), expected, "{typed} in {text}");
    }

    #[test]
    fn plain_letters_find_accents_and_capitals() {
        check("nguyen", "Nguyễn Văn Thử", Some(MatchPosition::WordStart));
        check("da nang", "Đà Nẵng", Some(MatchPosition::Whole));
        check("lodz", "in Łódź", Some(MatchPosition::WordStart));
        check("isparta", "Isparta", Some(MatchPosition::Whole));
        check("ılık", "ilik", Some(MatchPosition::Whole));
        check("ışıl", "Işıl", Some(MatchPosition::Whole));
        check("ısparta", "Isparta", Some(MatchPosition::Whole));
        check("ilik", "ılık", Some(MatchPosition::Whole));
        check("its", "it’s", None);
        check("it's", "it’s", Some(MatchPosition::Whole));
        check("abc", "ＡＢＣ", Some(MatchPosition::Whole));
        check("瓦", "妙瓦底", Some(MatchPosition::WordStart));
        check("park", "sparks", Some(MatchPosition::Inside));
        check("park", "spark park", Some(MatchPosition::WordStart));
        check("x", "", None);
    }

    #[test]
    fn typed_accents_and_capitals_must_match() {
        check("Đà", "Đà Nẵng", Some(MatchPosition::WordStart));
        check("Đà", "da nang", None);
        check("đà", "Đà Nẵng", Some(MatchPosition::WordStart));
        check("đà", "Da Nang", None);
        check("Đa\u{300}", "Đà", Some(MatchPosition::Whole));
        check("ẹ", "ệ", None);
        check("Test", "test person", None);
        check("Test", "Tést person", Some(MatchPosition::WordStart));
        check("Park", "park Park", Some(MatchPosition::WordStart));
        check("KK", "kk park", None);
        check("KK", "KK园区", Some(MatchPosition::WordStart));
    }

    #[test]
    fn three_capitals_without_a_small_letter_match_any_case() {
        check("TEST", "Test Person", Some(MatchPosition::WordStart));
        check("THỬ", "thử", Some(MatchPosition::Whole));
        check("THỬ", "thu", None);
    }

    #[test]
    fn invisible_text_is_no_needle() {
        for typed in ["", " ", "\u{200b}", "\u{301}", "\u{ad} "] {
            assert_eq!(Needle::new(typed), None);
        }
    }

    #[test]
    fn a_value_is_found_by_the_starts_of_its_words() {
        let held = |typed: &str, value: &str| Needle::new(typed).unwrap().starts_word_of(value);
        assert!(held("sihanouk", "sihanoukville"));
        assert!(held("Penh", "phnom penh"));
        assert!(held("2022", "2022-07"));
        assert!(held("妙瓦", "妙瓦底"));
        assert!(!held("1", "14"));
        assert!(!held("202", "2022"));
        assert!(!held("male", "female"));
    }

    #[test]
    fn a_korean_name_is_found_in_a_field_without_the_family_name() {
        let held = |typed: &str, value: &str| Needle::new(typed).unwrap().begins_in(&fold(value));
        assert!(held("시험", "김시험"));
        assert!(held("시허", "박시험 1"));
        assert!(held("\u{1109}\u{1175}험", "김시험"));
        assert!(!held("험시", "김시험"));
        assert!(!held("ㅎ", "김시험"));
        assert!(!held("male", "김female"));
    }

    proptest! {
        #[test]
        fn a_text_is_found_by_any_run_of_its_clusters(
            wild in any::<String>(),
            tame in "[A-Ca-cÀĐđßİı妙ក្រệẹ가 ＡＢ“\u{300}-\u{303}\u{200b}\n]{0,20}",
            skip in 0..9_usize,
            take in 1..9_usize,
        ) {
            for text in [wild, tame] {
                // Marks that an invisible character separates from their letter are in its cluster.
                let folded = Folded::of(&text);
                let clusters = folded.clusters().skip(skip).take(take);
                let typed: String = clusters.map(|(_, at)| at.of(&text)).collect();
                if let Some(needle) = Needle::new(&typed) {
                    prop_assert!(needle.position_in(text.as_str(), &fold(&text)).is_some());
                }
            }
        }
    }
}
