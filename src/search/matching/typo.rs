//! Matches words with typos, such as `myawadyd` for Myawaddy.
//!
//! Typos are counted as the optimal string alignment distance, also called restricted Damerau-Levenshtein
//! distance: a letter left out, added or changed, or two adjacent letters swapped.

use super::letter_bitmap::LetterBitmap;
use super::needle::Needle;
use crate::search::folding::fold::{Preserve, fold, fold_preserving};
use crate::search::folding::original::OriginalRef;
use crate::text::ByteRange;

// One typo is allowed in five letters: in four, any word is one typo away from a dozen others.
const LETTERS_PER_TYPO: usize = 5;
const MOST_TYPOS: usize = 2;

// Words of names are far shorter. The limit bounds the quadratic time of the distance.
const LONGEST: usize = 48;

/// A word that may contain typos.
#[derive(Clone, Debug)]
pub(crate) struct TypoPattern {
    word: String,
    letters: usize,
    most_typos: usize,
    preserve: Preserve,
    bitmap: LetterBitmap,
}

/// A word that was probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypoMatch {
    /// The word, in the text that is folded except for what the needle preserves.
    pub(crate) range: ByteRange,
    /// How many typos it is away from the typed word.
    pub(crate) typos: usize,
}

impl TypoPattern {
    /// Returns a typed word as one that may contain typos, or `None` if it is too short for one, too long,
    /// or has a digit: a similar number is another number.
    pub(crate) fn of(needle: &Needle) -> Option<Self> {
        let word = needle.text().to_owned();
        let letters = word.chars().count();
        let most_typos = (letters / LETTERS_PER_TYPO).min(MOST_TYPOS);
        let is_word = !word.chars().any(|c| is_border(c) || c.is_numeric());
        let (preserve, bitmap) = (needle.preserve(), LetterBitmap::of(needle.folded()));
        let may_have_typos = is_word && most_typos > 0 && word.len() <= LONGEST;
        may_have_typos.then_some(Self { word, letters, most_typos, preserve, bitmap })
    }

    /// Returns whether a text with these letters may contain the word with typos.
    ///
    /// A typo removes at most one letter, and so at most one bit. So no text that matches is ruled out.
    pub(crate) fn may_match(&self, letters: LetterBitmap) -> bool {
        letters.lacks_at_most(self.most_typos, self.bitmap)
    }

    /// Returns the word of a text with the fewest typos.
    pub(crate) fn find_in(&self, original: OriginalRef<'_>, folded: &str) -> Option<TypoMatch> {
        match self.preserve {
            Preserve::Nothing => self.find(folded),
            keep @ (Preserve::Case | Preserve::Accents | Preserve::All) => {
                self.find(&fold_preserving(&original.written(), keep))
            }
        }
    }

    /// Like [`Self::find_in`], in a text that is already folded except for what the needle preserves.
    pub(crate) fn find(&self, text: &str) -> Option<TypoMatch> {
        let near = self.words_alike(text).filter_map(|(at, word)| {
            let range = ByteRange::from_span(at..at + word.len());
            Some(TypoMatch { range, typos: self.distance(word)? })
        });
        near.min_by_key(|near| near.typos)
    }

    /// Returns the words of a text that begin with the right letter, each with the byte at which it starts. Few do, so
    /// the text is not split into all its words.
    fn words_alike<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        let first = self.word.chars().next();
        let letters = first.into_iter().flat_map(|first| text.match_indices(first));
        letters.filter_map(|(at, _)| {
            let before = text.get(..at)?.chars().next_back();
            let rest = text.get(at..).filter(|_| before.is_none_or(is_border))?;
            let word = rest.find(is_border).and_then(|end| rest.get(..end));
            Some((at, word.unwrap_or(rest)))
        })
    }

    /// Returns how many typos a word is away from the typed one, or `None` if they are too many.
    ///
    /// The first letter must be right: people know how a name begins.
    pub(crate) fn distance(&self, word: &str) -> Option<usize> {
        let near = word.len() <= LONGEST
            && word.chars().next() == self.word.chars().next()
            && word.chars().count().abs_diff(self.letters) <= self.most_typos;
        let typos = near.then(|| strsim::osa_distance(&self.word, word))?;
        // An accent or capital that was typed on purpose is not a typo: folding must not bring the two
        // words closer.
        let has_accents = || match self.preserve {
            Preserve::Nothing => true,
            Preserve::Case | Preserve::Accents | Preserve::All => {
                strsim::osa_distance(&fold(&self.word), &fold(word)) == typos
            }
        };
        (typos <= self.most_typos && has_accents()).then_some(typos)
    }
}

/// Returns the words of a text, each with the byte at which it starts.
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
        let pattern = TypoPattern::of(&needle);
        let found = pattern.as_ref().and_then(|pattern| pattern.find_in(text.into(), &folded));
        let folded = fold_preserving(text, needle.preserve());
        let found = found.map(|found| (found.range.of(&folded), found.typos));
        assert_eq!(found, expected, "{typed} in {text}");
        if let (Some(pattern), Some(_)) = (pattern, found) {
            assert!(pattern.may_match(LetterBitmap::of(&folded)), "the prefilter keeps {text}");
        }
    }

    #[test]
    fn one_typo_in_five_letters_is_allowed() {
        check("myawady", "Myawaddy", Some(("myawaddy", 1)));
        check("mayawaddy", "in Myawaddy, once", Some(("myawaddy", 1)));
        check("mywaaddy", "Myawaddy", Some(("myawaddy", 1)));
        check("poipit", "Poipet", Some(("poipet", 1)));
        check("nguyne", "Nguyễn", Some(("nguyen", 1)));
        check("sihanuokvile", "Sihanoukville", Some(("sihanoukville", 2)));
        check("testa", "Test-Tests", Some(("test", 1)));
    }

    #[test]
    fn more_typos_are_not() {
        for typed in ["mywady", "nyawaddy", "yawaddy", "myaw", "myawaddy2"] {
            check(typed, "Myawaddy", None);
        }
        check("tset", "Test", None);
        check("202213", "202203", None);
        check("Tset-person", "Test-person", None);
    }

    #[test]
    fn typed_capitals_and_accents_must_match_here_too() {
        check("Poipit", "poipet", None);
        check("Poipit", "POIPET", None);
        check("Poipit", "Poipet", Some(("Poipet", 1)));
        check("nguyễm", "nguyen", None);
        check("nguyễn", "nguyen", None);
    }

    #[test]
    fn only_words_with_the_right_first_letter_are_compared() {
        let pattern = TypoPattern::of(&Needle::new("tests").unwrap()).unwrap();
        let text = "at tes\u{3000}test-tesst, 测t ttt";
        let all: Vec<_> = words(text).filter(|(_, word)| word.starts_with('t')).collect();
        assert_eq!(pattern.words_alike(text).collect::<Vec<_>>(), all);
        assert_eq!(all.len(), 4);
    }

    #[test]
    fn spaces_and_punctuation_separate_words() {
        let found: Vec<_> = words(" a-b\u{3000}妙瓦, c").collect();
        assert_eq!(found, [(1, "a"), (3, "b"), (7, "妙瓦"), (15, "c")]);
    }
}
