//! A text to be found, made ready once for many lines. Knows no line and no field.

use memchr::memmem::Finder;
use unicode_normalization::UnicodeNormalization;

use super::fold::{Keep, fold, fold_keeping};
use super::letters::{is_accent, starts_word, unaccented};
use super::lex::Manner;
use super::original::Original;

/// A text to be found, and what it asks for: capitals or accents in it must be in what is found.
#[derive(Clone, Debug)]
pub struct Needle {
    text: String,
    keep: Keep,
    folded: Finder<'static>,
    kept: Finder<'static>,
}

/// How a needle stands in a text, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stand {
    /// It is the text.
    Whole,
    /// A word of the text starts with it.
    WordStart,
    /// It stands inside a word.
    Inside,
}

impl Needle {
    /// Returns the needle for what was typed, or `None` where nothing of it can be seen.
    pub(super) fn new(typed: &str) -> Option<Self> {
        let keep = asked(typed);
        let folded = fold(typed);
        let text = fold_keeping(typed, keep);
        let (folded, text) = (folded.trim(), text.trim());
        (!folded.is_empty() && !text.is_empty()).then(|| Self {
            text: text.to_owned(),
            keep,
            folded: Finder::new(folded).into_owned(),
            kept: Finder::new(text).into_owned(),
        })
    }

    /// Returns the text as it is looked for, in texts that are folded but for [`Self::keep`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns what the needle asks to be as it was typed.
    pub fn keep(&self) -> Keep {
        self.keep
    }

    /// Returns the text without anything that it asks for.
    pub(super) fn folded(&self) -> &str {
        str::from_utf8(self.folded.needle()).unwrap_or_default()
    }

    /// Returns how many bytes that text has.
    pub(super) fn folded_len(&self) -> usize {
        self.folded.needle().len()
    }

    /// Returns where the needle stands next in a folded text, whatever it asks for.
    pub(super) fn find_folded(&self, folded: &str, from: usize) -> Option<usize> {
        self.folded.find(folded.as_bytes().get(from..)?).map(|at| from + at)
    }

    /// Returns how the needle stands in a text, or `None` where it does not.
    ///
    /// The original is folded anew only where the needle asks for capitals or accents and would be
    /// found without them.
    pub(super) fn stand<'o>(
        &self,
        original: impl Into<Original<'o>>,
        folded: &str,
    ) -> Option<Stand> {
        let stand = best_stand(&self.folded, folded)?;
        match self.keep {
            Keep::Nothing => Some(stand),
            keep @ (Keep::Case | Keep::Accents | Keep::All) => {
                best_stand(&self.kept, &fold_keeping(&original.into().written(), keep))
            }
        }
    }

    /// Returns how the needle stands in a text, where it stands there in that manner.
    pub(super) fn stand_as<'o>(
        &self,
        manner: Manner,
        original: impl Into<Original<'o>>,
        folded: &str,
    ) -> Option<Stand> {
        let original = original.into();
        let stand = self.stand(original, folded)?;
        let ends = |find: fn(&str, &str) -> bool| match self.keep {
            Keep::Nothing => find(folded, self.folded()),
            keep @ (Keep::Case | Keep::Accents | Keep::All) => {
                find(fold_keeping(&original.written(), keep).trim(), &self.text)
            }
        };
        let there = match manner {
            Manner::Rough | Manner::Exact => true,
            Manner::Start => ends(|text, needle| text.starts_with(needle)),
            Manner::End => ends(|text, needle| text.ends_with(needle)),
            Manner::Whole => stand == Stand::Whole,
        };
        there.then_some(stand)
    }

    /// Tells whether a word of the folded `value` starts with the needle, whatever it asks for.
    ///
    /// A number is a whole one: `1` does not start `14`, though `2022` starts `2022-07`.
    pub(super) fn starts_word_of(&self, value: &str) -> bool {
        let length = self.folded.needle().len();
        let number = self.folded.needle().last().is_some_and(u8::is_ascii_digit);
        self.folded.find_iter(value.as_bytes()).any(|at| {
            let behind = value.as_bytes().get(at + length);
            starts_word(value, at) && !(number && behind.is_some_and(u8::is_ascii_digit))
        })
    }

    /// Returns where the needle stands in `kept`, a text folded but for [`Self::keep`].
    pub(super) fn places(&self, kept: &str) -> impl Iterator<Item = usize> {
        self.kept.find_iter(kept.as_bytes())
    }
}

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.keep) == (&other.text, other.keep)
    }
}

impl Eq for Needle {}

fn best_stand(finder: &Finder<'_>, text: &str) -> Option<Stand> {
    if finder.needle() == text.as_bytes() {
        return Some(Stand::Whole);
    }
    let mut best = None;
    for at in finder.find_iter(text.as_bytes()) {
        if starts_word(text, at) {
            return Some(Stand::WordStart);
        }
        best = Some(Stand::Inside);
    }
    best
}

/// Returns what was typed on purpose: accents always are, capitals unless all letters are.
fn asked(typed: &str) -> Keep {
    let accents =
        typed.nfd().any(|c| is_accent(c) || c.to_lowercase().any(|c| unaccented(c).is_some()));
    match (asks_for_capitals(typed), accents) {
        (false, false) => Keep::Nothing,
        (true, false) => Keep::Case,
        (false, true) => Keep::Accents,
        (true, true) => Keep::All,
    }
}

/// Tells whether capitals were typed on purpose; `MYAWADDY` was typed with the shift key stuck.
fn asks_for_capitals(typed: &str) -> bool {
    let capitals = typed.chars().filter(|c| c.is_uppercase()).count();
    let small = typed.chars().any(char::is_lowercase);
    capitals > 0 && (small || capitals < 3)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    #[track_caller]
    fn check(typed: &str, text: &str, expected: Option<Stand>) {
        let needle = Needle::new(typed).unwrap();
        assert_eq!(needle.stand(text, &fold(text)), expected, "{typed} in {text}");
    }

    #[test]
    fn plain_letters_find_accents_and_capitals() {
        check("nguyen", "Nguyễn Văn Thử", Some(Stand::WordStart));
        check("da nang", "Đà Nẵng", Some(Stand::Whole));
        check("lodz", "in Łódź", Some(Stand::WordStart));
        check("isparta", "Isparta", Some(Stand::Whole));
        check("ılık", "ilik", Some(Stand::Whole));
        check("ışıl", "Işıl", Some(Stand::Whole));
        check("ısparta", "Isparta", Some(Stand::Whole));
        check("ilik", "ılık", Some(Stand::Whole));
        check("its", "it’s", None);
        check("it's", "it’s", Some(Stand::Whole));
        check("abc", "ＡＢＣ", Some(Stand::Whole));
        check("瓦", "妙瓦底", Some(Stand::WordStart));
        check("park", "sparks", Some(Stand::Inside));
        check("park", "spark park", Some(Stand::WordStart));
        check("x", "", None);
    }

    #[test]
    fn accents_and_capitals_ask_for_themselves() {
        check("Đà", "Đà Nẵng", Some(Stand::WordStart));
        check("Đà", "da nang", None);
        check("đà", "Đà Nẵng", Some(Stand::WordStart));
        check("đà", "Da Nang", None);
        check("Đa\u{300}", "Đà", Some(Stand::Whole));
        check("ẹ", "ệ", None);
        check("Test", "test person", None);
        check("Test", "Tést person", Some(Stand::WordStart));
        check("Park", "park Park", Some(Stand::WordStart));
        check("KK", "kk park", None);
        check("KK", "KK园区", Some(Stand::WordStart));
    }

    #[test]
    fn three_capitals_and_nothing_small_ask_for_nothing() {
        check("TEST", "Test Person", Some(Stand::WordStart));
        check("THỬ", "thử", Some(Stand::Whole));
        check("THỬ", "thu", None);
    }

    #[test]
    fn what_nobody_sees_is_no_needle() {
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

    proptest! {
        #[test]
        fn a_text_is_found_by_any_run_of_its_clusters(
            wild in any::<String>(),
            tame in "[A-Ca-cÀĐđßİı妙ក្រệẹ가 ＡＢ“\u{300}-\u{303}\u{200b}\n]{0,20}",
            skip in 0..9_usize,
            take in 1..9_usize,
        ) {
            for text in [wild, tame] {
                let typed: String = text.graphemes(true).skip(skip).take(take).collect();
                if let Some(needle) = Needle::new(&typed) {
                    prop_assert!(needle.stand(text.as_str(), &fold(&text)).is_some());
                }
            }
        }
    }
}
