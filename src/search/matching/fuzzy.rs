//! Fuzzy matching: letters in order with gaps, such as `shnkvl` in Sihanoukville.
//!
//! The score is that of `SkimMatcherV2`, a Smith-Waterman alignment with affine gap penalties, whose table
//! has the size of both lengths multiplied. A bit-parallel automaton rules out most texts before that.

use fuzzy_matcher::skim::SkimMatcherV2;

use super::needle::Needle;
use crate::search::folding::fold::{Preserve, fold_preserving};
use crate::search::folding::letters::starts_word;
use crate::search::folding::original::OriginalRef;

// Nearly every name contains any two letters in order.
const FEWEST_LETTERS: usize = 3;

// Longer abbreviations are not used, and these limits bound the matcher's table.
const LONGEST_NEEDLE: usize = 48;
const LONGEST_TEXT: usize = 256;

// The matcher gives 16 for a letter, and more at the start of a word or in a run; a gap costs 3, and 1 for
// each letter in it. At least 16 for each letter therefore means that the gaps cost no more than the runs
// and word starts earn.
const SCORE_PER_LETTER: i64 = 16;

// The letters that may be skipped inside words, for each letter typed. Typing only consonants (`mywdy`,
// `shnkvl`) skips one to one and a half; beyond two, letters are spread over the text by chance.
// Letters between two word starts are not counted: initials may skip words.
const SKIPPED_PER_LETTER: usize = 2;

/// A pattern whose letters match in order, with gaps between them.
pub(crate) struct FuzzyPattern {
    matcher: SkimMatcherV2,
    needle: String,
    preserve: Preserve,
    /// For each character, its places in the needle as bits.
    ascii: [u64; 128],
    others: Vec<(char, u64)>,
}

/// The letters that a pattern matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FuzzyMatch {
    /// The score of the matcher; more is better.
    pub(crate) score: i64,
    /// The byte offsets of the letters in the text, which is folded except for what the needle preserves.
    pub(crate) letters: Vec<usize>,
}

impl FuzzyPattern {
    /// Returns the pattern of a needle, or `None` if it has too few letters or too many. Digits are not
    /// letters: numbers and dates are not matched fuzzily.
    pub(crate) fn of(needle: &Needle) -> Option<Self> {
        let (text, keep) = (needle.text().to_owned(), needle.preserve());
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters < FEWEST_LETTERS || text.len() > LONGEST_NEEDLE {
            return None;
        }
        let mut ascii = [0; 128];
        let mut others: Vec<(char, u64)> = Vec::new();
        for (place, c) in text.chars().enumerate() {
            let bit = 1 << place;
            match ascii.get_mut(c as usize) {
                Some(places) => *places |= bit,
                None => others.push((c, bit)),
            }
        }
        // Folding has removed case already, unless it is to be preserved.
        let matcher = SkimMatcherV2::default().respect_case();
        Some(Self { matcher, needle: text, preserve: keep, ascii, others })
    }

    /// Returns the match in a text, or `None` if the letters are too far apart.
    pub(crate) fn find_in(&self, original: OriginalRef<'_>, folded: &str) -> Option<FuzzyMatch> {
        match self.preserve {
            Preserve::Nothing => self.find(folded),
            keep @ (Preserve::Case | Preserve::Accents | Preserve::All) => {
                self.find(&fold_preserving(&original.written(), keep))
            }
        }
    }

    /// Like [`Self::find_in`], in a text that is already folded except for what the needle preserves.
    pub(crate) fn find(&self, text: &str) -> Option<FuzzyMatch> {
        if text.len() > LONGEST_TEXT || !self.may_match(text) {
            return None;
        }
        let (score, indices) = self.matcher.fuzzy(text, &self.needle, true)?;
        let letters = byte_offsets(text, &indices);
        let wanted = self.needle.chars().count();
        let good = letters.len() == wanted
            && score >= SCORE_PER_LETTER * i64::try_from(wanted).ok()?
            && skipped_in_words(text, &letters)? <= SKIPPED_PER_LETTER * wanted;
        good.then_some(FuzzyMatch { score, letters })
    }

    /// Returns, in one pass over the text, whether the letters occur in order, so that in each word that
    /// is used the first letter is used. It rules out most texts without the matcher's table.
    ///
    /// This simulates a nondeterministic automaton in the bits of a word, as Shift-And does (Baeza-Yates
    /// and Gonnet, 1992), except that a state stays set: the letters may have gaps between them.
    fn may_match(&self, text: &str) -> bool {
        let whole = 1 << self.needle.chars().count();
        // Bit n is set if the first n letters can be matched: in `before`, using only words before this
        // one, in `within`, using a letter of this word, which has to begin with its first.
        let mut before: u64 = 1;
        let mut within: u64 = 0;
        let mut behind = None;
        for (at, c) in text.char_indices() {
            let places = self.places(c);
            let starts = match behind.replace(c) {
                Some(behind) if behind.is_ascii() && c.is_ascii() => {
                    !behind.is_ascii_alphanumeric()
                }
                _ => starts_word(text, at),
            };
            if starts {
                before |= within;
                within = (before & places) << 1;
            } else if c.is_alphanumeric() {
                within |= (within & places) << 1;
            } else {
                before |= within;
                within = (within & places) << 1;
            }
        }
        (before | within) & whole != 0
    }

    fn places(&self, c: char) -> u64 {
        let rare = || {
            let same = self.others.iter().filter(|(other, _)| *other == c);
            same.fold(0, |places, (_, bit)| places | bit)
        };
        self.ascii.get(c as usize).copied().unwrap_or_else(rare)
    }
}

/// Returns the byte offsets of the characters with these ascending indices.
fn byte_offsets(text: &str, indices: &[usize]) -> Vec<usize> {
    let mut wanted = indices.iter().peekable();
    text.char_indices()
        .enumerate()
        .filter(|(index, _)| wanted.next_if_eq(&index).is_some())
        .map(|(_, (offset, _))| offset)
        .collect()
}

/// Returns how many characters were skipped inside words, or `None` if a letter was matched inside a word
/// whose first letter was not: people remember how words begin.
fn skipped_in_words(text: &str, letters: &[usize]) -> Option<usize> {
    let mut skipped = 0;
    let mut behind = None;
    for &letter in letters {
        if !starts_word(text, letter) {
            let gap = text.get(behind?..letter)?;
            let crosses = gap.chars().any(|c| !c.is_alphanumeric());
            skipped += (!crosses).then(|| gap.chars().count())?;
        }
        behind = Some(letter + text.get(letter..)?.chars().next()?.len_utf8());
    }
    Some(skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::folding::fold::fold;

    /// Returns the text with the matched letters in brackets, or `-` without a match.
    fn found(typed: &str, text: &str) -> String {
        let needle = Needle::new(typed).unwrap();
        let folded = fold_preserving(text, needle.preserve());
        let find =
            FuzzyPattern::of(&needle).and_then(|pattern| pattern.find_in(text.into(), &fold(text)));
        find.map_or("-".into(), |find| {
            let letters = folded.char_indices().map(|(at, c)| {
                if find.letters.contains(&at) { format!("[{c}]") } else { c.to_string() }
            });
            letters.collect()
        })
    }

    #[track_caller]
    fn check(typed: &str, text: &str, expected: &str) {
        assert_eq!(found(typed, text), expected);
    }

    #[test]
    fn letters_may_be_left_out() {
        check("shnkvl", "Sihanoukville", "[s]i[h]a[n]ou[k][v]i[l]le");
        check("mywdy", "Myawaddy", "[m][y]a[w]ad[d][y]");
        check("ngyn", "Nguyễn Văn Thử", "[n][g]u[y]e[n] van thu");
        check("tstprs", "Test Person", "[t]e[s][t] [p]e[r][s]on");
        check("Tstprsn", "Test Person", "-");
        check("TstPrsn", "Test Person", "[T]e[s][t] [P]e[r][s]o[n]");
    }

    #[test]
    fn initials_are_found_however_long_the_words() {
        check("tvp", "Test Village Police", "[t]est [v]illage [p]olice");
        check("妙园司", "妙瓦底园区公司", "[妙]瓦底[园]区公[司]");
    }

    #[test]
    fn letters_that_are_too_far_apart_are_not_found() {
        check("tes", "the best", "-");
        check("ming", "myawaddy in the evening", "-");
        check("person", "police reports from some villages", "-");
        check("svill", "a sand evilly", "-");
        check("rson", "a pear so new", "-");
        check("sle", "Sihanoukville", "-");
        check("tset", "test", "-");
    }

    #[test]
    fn two_letters_and_numbers_are_never_matched_fuzzily() {
        check("sv", "Sihanoukville", "-");
        check("2023", "2020-12-03", "-");
        check("a2023", "a2-0-2-3", "-");
    }

    #[test]
    fn long_texts_are_never_matched_fuzzily() {
        check("tstp", &"test person ".repeat(30), "-");
    }
}
