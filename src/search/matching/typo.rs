//! Matches words with typos (edit distance), such as `myawadyd` for Myawaddy.

use super::letter_bitmap::LetterBitmap;
use super::needle::Needle;
use crate::search::folding::fold::{Preserve, fold, fold_preserving};
use crate::search::folding::original::OriginalRef;
use crate::text::ByteRange;

// One slip in five letters: in four, any word is one slip away from a dozen others.
const LETTERS_TO_A_SLIP: usize = 5;
const MOST_SLIPS: usize = 2;

// Words of names are far shorter; what is longer is no word.
const LONGEST: usize = 48;

/// A word that may have been mistyped: letters left out, added, changed or swapped.
#[derive(Clone, Debug)]
pub(crate) struct TypoPattern {
    word: String,
    letters: usize,
    most_typos: usize,
    preserve: Preserve,
    signature: LetterBitmap,
}

/// A word that was probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypoMatch {
    /// The word, in the text that is folded but for what the needle asks for.
    pub(crate) range: ByteRange,
    /// How many slips lie between it and what was typed.
    pub(crate) typos: usize,
}

impl TypoPattern {
    /// Returns what was typed as a word with slips, or `None` where it is too short for one or is
    /// a number, which is never meant roughly.
    pub(crate) fn of(needle: &Needle) -> Option<Self> {
        let word = needle.text().to_owned();
        let letters = word.chars().count();
        let most = (letters / LETTERS_TO_A_SLIP).min(MOST_SLIPS);
        let is_word = !word.chars().any(|c| is_border(c) || c.is_numeric());
        let (keep, signature) = (needle.preserve(), LetterBitmap::of(needle.folded()));
        let meant = is_word && most > 0 && word.len() <= LONGEST;
        meant.then_some(Self { word, letters, most_typos: most, preserve: keep, signature })
    }

    /// Returns whether a text with these letters may hold the word with its slips.
    ///
    /// A slip changes one letter, and so takes at most one kind of letter away.
    pub(crate) fn may_match(&self, letters: LetterBitmap) -> bool {
        letters.missing_from(self.signature) as usize <= self.most_typos
    }

    /// Returns the word of a text with the fewest slips.
    pub(crate) fn find_in(&self, original: OriginalRef<'_>, folded: &str) -> Option<TypoMatch> {
        match self.preserve {
            Preserve::Nothing => self.find(folded),
            keep @ (Preserve::Case | Preserve::Accents | Preserve::All) => {
                self.find(&fold_preserving(&original.written(), keep))
            }
        }
    }

    /// Does the same in a text that is already folded but for what the needle asks for.
    pub(crate) fn find(&self, kept: &str) -> Option<TypoMatch> {
        let near = words(kept).filter_map(|(at, word)| {
            let range = ByteRange::from_span(at..at + word.len());
            Some(TypoMatch { range, typos: self.distance(word)? })
        });
        near.min_by_key(|slip| slip.typos)
    }

    /// Returns how many slips lie between a word and what was typed, where they are few enough.
    ///
    /// The first letter is never a slip: people know how a name begins.
    pub(crate) fn distance(&self, word: &str) -> Option<usize> {
        let near = word.len() <= LONGEST
            && word.chars().next() == self.word.chars().next()
            && word.chars().count().abs_diff(self.letters) <= self.most_typos;
        let slips = near.then(|| strsim::osa_distance(&self.word, word))?;
        // An accent or capital that was typed on purpose is not a typo.
        let asked = || match self.preserve {
            Preserve::Nothing => true,
            Preserve::Case | Preserve::Accents | Preserve::All => {
                strsim::osa_distance(&fold(&self.word), &fold(word)) == slips
            }
        };
        (slips <= self.most_typos && asked()).then_some(slips)
    }
}

/// Returns the words of a text, each with where it starts.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(is_border).filter_map(move |word| {
        let start = at;
        at = start
            + word.len()
            + text.get(start + word.len()..)?.chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

fn is_border(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, text: &str, expected: Option<(&str, usize)>) {
        let needle = Needle::new(typed).unwrap();
        let folded = fold(text);
        let slips = TypoPattern::of(&needle);
        let found = slips.as_ref().and_then(|slips| slips.find_in(text.into(), &folded));
        let kept = fold_preserving(text, needle.preserve());
        let found = found.map(|slip| (slip.range.of(&kept), slip.typos));
        assert_eq!(found, expected, "{typed} in {text}");
        if let (Some(slips), Some(_)) = (slips, found) {
            assert!(slips.may_match(LetterBitmap::of(&folded)), "{typed} is not thinned out");
        }
    }

    #[test]
    fn one_slip_in_five_letters_is_forgiven() {
        check("myawady", "Myawaddy", Some(("myawaddy", 1)));
        check("mayawaddy", "in Myawaddy, once", Some(("myawaddy", 1)));
        check("mywaaddy", "Myawaddy", Some(("myawaddy", 1)));
        check("poipit", "Poipet", Some(("poipet", 1)));
        check("nguyne", "Nguyễn", Some(("nguyen", 1)));
        check("sihanuokvile", "Sihanoukville", Some(("sihanoukville", 2)));
        check("testa", "Test-Tests", Some(("test", 1)));
    }

    #[test]
    fn more_than_that_is_not() {
        for typed in ["mywady", "nyawaddy", "yawaddy", "myaw", "myawaddy2"] {
            check(typed, "Myawaddy", None);
        }
        check("tset", "Test", None);
        check("202213", "202203", None);
        check("Tset-person", "Test-person", None);
    }

    #[test]
    fn capitals_and_accents_are_asked_for_here_too() {
        check("Poipit", "poipet", None);
        check("Poipit", "POIPET", None);
        check("Poipit", "Poipet", Some(("Poipet", 1)));
        check("nguyễm", "nguyen", None);
        check("nguyễn", "nguyen", None);
    }

    #[test]
    fn words_stand_between_spaces_and_marks() {
        let found: Vec<_> = words(" a-b\u{3000}妙瓦, c").collect();
        assert_eq!(found, [(1, "a"), (3, "b"), (7, "妙瓦"), (15, "c")]);
    }
}
