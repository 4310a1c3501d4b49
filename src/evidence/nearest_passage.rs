//! Finds the passage that is nearest to a quote that is not in the text, and their word-by-word
//! difference.
//!
//! The search has two stages. In the first, every rare word of the quote votes for the places where the quote
//! would have to start for the word to be in its place, and the place with the most votes is chosen. In the
//! second, the words around it are compared with the quote (E. Myers, "An O(ND) Difference Algorithm", 1986).
//! So the expensive comparison runs once, on a window of the size of the quote.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_normalization::char::canonical_combining_class;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::search::fold;
use crate::text::{ByteRange, Glyph};

use super::typography::{number, plain_word};

/// The least share of words that a passage and a quote must have in common.
const ALIKE: f64 = 0.6;

/// A word with more occurrences than this does not vote.
const COMMON: u16 = 256;

/// The distance within which votes for different starts are added up.
const NEIGHBOURS: usize = 3;

/// The passage of a text that is nearest to some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearestPassage {
    /// Its place in the text.
    pub range: ByteRange,
    /// The difference between the words and the passage.
    pub pieces: Vec<DiffPiece>,
    /// Whether words differ, and not only the punctuation and spaces between them.
    pub other_words: bool,
}

/// A piece of the difference between words and a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffPiece {
    /// Both have this, except for typography; in the typography of the passage.
    Both(String),
    /// Only the words have this.
    Words(String),
    /// Only the passage has this.
    Passage(String),
}

/// What precedes a difference in a sentence: words of a source follow.
pub(crate) const COMES_NEAREST: &str = "of the text comes nearest: ";

impl NearestPassage {
    /// Returns the passage of `text` that is nearest to `words`; `None` if no passage has most of them.
    ///
    /// The time grows with the length of the text and of the words, not with their product.
    pub fn find(words: &str, text: &str) -> Option<Self> {
        Self::find_in(words, text, &WordIndex::of(text))
    }

    /// Returns the nearest passage of a text, given its index.
    pub(super) fn find_in(words: &str, text: &str, tokens: &WordIndex) -> Option<Self> {
        let (quote, all) = (QuoteWords::of(words, tokens), tokens);
        let window = all.around(all.likeliest_start(&quote)?, quote.count());
        let theirs = all.plain.get(window.clone())?;
        // A cheap upper bound for the words in common, regardless of their order, saves most comparisons.
        if quote.is_unlike(shared(&quote.plain, theirs)) {
            return None;
        }
        let steps = steps(&quote.plain, theirs, window.start);
        let passage = steps.first()?.theirs.start..steps.last()?.theirs.end;
        let same: usize = steps.iter().filter(|step| step.same).map(|step| step.ours.len()).sum();
        if is_unlike(same, quote.count().max(passage.len())) {
            return None;
        }
        let mut pieces = Vec::new();
        for DiffStep { same, ours, theirs } in steps {
            let ours = written(words, &quote.starts, ours);
            let theirs = written(text, &all.starts, theirs);
            if same {
                pieces.push(DiffPiece::Both(theirs.to_owned()));
                continue;
            }
            if !ours.is_empty() {
                pieces.push(DiffPiece::Words(ours.to_owned()));
            }
            if !theirs.is_empty() {
                pieces.push(DiffPiece::Passage(theirs.to_owned()));
            }
        }
        let other_words = has_other_words(&pieces);
        spell_out_invisible(&mut pieces);
        Some(Self { range: range(text, &all.starts, passage)?, pieces, other_words })
    }
}

impl DiffPiece {
    /// Returns whether only one of the two has this.
    fn is_change(&self) -> bool {
        match self {
            Self::Both(_) => false,
            Self::Words(_) | Self::Passage(_) => true,
        }
    }
}

/// Returns the text of some pieces that only the words have, and the text that only the passage has.
fn sides(pieces: &[DiffPiece]) -> (String, String) {
    let (mut ours, mut theirs) = (String::new(), String::new());
    for piece in pieces {
        match piece {
            DiffPiece::Both(_) => {}
            DiffPiece::Words(words) => ours.push_str(words),
            DiffPiece::Passage(words) => theirs.push_str(words),
        }
    }
    (ours, theirs)
}

fn has_other_words(pieces: &[DiffPiece]) -> bool {
    let mut changes = pieces.chunk_by(|one, next| one.is_change() == next.is_change());
    changes.any(|change| {
        let (ours, theirs) = sides(change);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        letters(&ours) != letters(&theirs)
    })
}

/// Writes spaces, line breaks, marks and invisible characters as names if both sides of a change would look
/// the same without that.
fn spell_out_invisible(pieces: &mut [DiffPiece]) {
    let is_seen = |c: &char| Glyph::of(*c) == Glyph::Letter && canonical_combining_class(*c) == 0;
    for change in pieces.chunk_by_mut(|one, next| one.is_change() == next.is_change()) {
        let (ours, theirs) = sides(change);
        if !ours.chars().filter(is_seen).eq(theirs.chars().filter(is_seen)) {
            continue;
        }
        for piece in change {
            match piece {
                DiffPiece::Both(_) => {}
                DiffPiece::Words(words) | DiffPiece::Passage(words) => *words = named(words),
            }
        }
    }
}

/// Returns a text with names for its invisible characters: `‹space›`, `‹line break›`, `‹U+0301›`.
fn named(text: &str) -> String {
    let mut named = String::with_capacity(text.len());
    for c in text.chars() {
        match Glyph::of(c) {
            Glyph::LineBreak => named.push_str("‹line break›"),
            Glyph::Space if matches!(c, ' ' | '\u{a0}') => named.push_str("‹space›"),
            Glyph::Space | Glyph::Unseen | Glyph::SoftHyphen => {
                _ = write!(named, "‹U+{:04X}›", u32::from(c));
            }
            Glyph::Letter if canonical_combining_class(c) != 0 => {
                _ = write!(named, "‹U+{:04X}›", u32::from(c));
            }
            Glyph::Letter | Glyph::Quotation | Glyph::Dash => named.push(c),
        }
    }
    named
}

/// Returns whether `same` words out of `of` are too few to be the same passage.
fn is_unlike(same: usize, of: usize) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "no quote has 2^52 words")]
    let unlike = (same as f64) < ALIKE * of as f64;
    unlike
}

/// Returns the size of the multiset intersection of two lists of words.
fn shared(ours: &[u32], theirs: &[u32]) -> usize {
    let (mut ours, mut theirs) = (ours.to_vec(), theirs.to_vec());
    ours.sort_unstable();
    theirs.sort_unstable();
    let mut theirs = theirs.into_iter().peekable();
    let mut in_both = |word: &u32| {
        while theirs.next_if(|their| their < word).is_some() {}
        theirs.next_if_eq(word).is_some()
    };
    ours.iter().filter(|word| in_both(word)).count()
}

/// A step of the difference, as ranges of token numbers in the quote and in the text.
struct DiffStep {
    same: bool,
    ours: Range<usize>,
    theirs: Range<usize>,
}

/// Returns the difference between words and a window, without the tokens that the window has too many at its
/// ends; the tokens of the window are counted from `start`.
fn steps(words: &[u32], window: &[u32], start: usize) -> Vec<DiffStep> {
    let ops = capture_diff_slices(Algorithm::Myers, words, window);
    let steps = ops.iter().map(|op| {
        let theirs = op.new_range();
        let same = matches!(op, DiffOp::Equal { .. });
        DiffStep { same, ours: op.old_range(), theirs: start + theirs.start..start + theirs.end }
    });
    let mut steps: Vec<DiffStep> = steps.collect();
    // A change at an end of the window is cut to as many tokens as the quote has there.
    if let Some(first) = steps.first_mut().filter(|step| !step.same) {
        let count = first.ours.len().min(first.theirs.len());
        first.theirs.start = first.theirs.end - count;
    }
    if let Some(last) = steps.last_mut().filter(|step| !step.same) {
        let count = last.ours.len().min(last.theirs.len());
        last.theirs.end = last.theirs.start + count;
    }
    steps.retain(|step| !(step.ours.is_empty() && step.theirs.is_empty()));
    steps
}

impl NearestPassage {
    /// Returns the difference on one line: `[-…-]` is only in the words, `{+…+}` only in the passage, with a
    /// few words that both have around each.
    pub fn difference(&self) -> String {
        if !self.pieces.iter().any(DiffPiece::is_change) {
            return "the same words, with other spaces between them".to_owned();
        }
        let last = self.pieces.len().saturating_sub(1);
        let pieces = self.pieces.iter().enumerate().map(|(number, piece)| match piece {
            DiffPiece::Both(text) => {
                // Nothing is shown outside of the first and the last change.
                let before = if number == 0 { 0 } else { BESIDE };
                let behind = if number == last { 0 } else { BESIDE };
                shortened(text, before, behind)
            }
            DiffPiece::Words(text) => format!("[-{text}-]"),
            DiffPiece::Passage(text) => format!("{{+{text}+}}"),
        });
        pieces.collect::<Vec<_>>().join(" ")
    }
}

/// The number of common words that are shown beside a change.
const BESIDE: usize = 3;

fn shortened(text: &str, before: usize, behind: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= before + behind + 1 {
        return words.join(" ");
    }
    let head = words.get(..before).unwrap_or_default();
    let tail = words.get(words.len() - behind..).unwrap_or_default();
    [head, &["…"], tail].concat().join(" ")
}

/// The tokens of a text (UAX #29 word boundaries, without spaces), with an inverted index of its words. It is
/// built once for a text and serves any number of quotes.
#[derive(Clone, Debug)]
pub(super) struct WordIndex {
    /// Where each token starts.
    starts: Vec<u32>,
    /// For each token, the number of its word without typography, to be compared.
    plain: Vec<u32>,
    /// The numbers of the words without typography.
    words: HashMap<Box<str>, u32>,
    /// The numbers of the words without case and accents, to be looked up.
    folded: HashMap<Box<str>, u32>,
    /// For each folded word, where its tokens start in `places`.
    first_places: Vec<u32>,
    /// The tokens of each folded word, word by word.
    places: Vec<u32>,
}

/// The tokens of a quote, by the numbers that their words have in a text.
struct QuoteWords {
    starts: Vec<u32>,
    /// A word that is not in the text has a number that no word of the text has.
    plain: Vec<u32>,
    folded: Vec<Option<u32>>,
}

impl QuoteWords {
    fn of(words: &str, text: &WordIndex) -> Self {
        let mut all = Self { starts: Vec::new(), plain: Vec::new(), folded: Vec::new() };
        let mut unknown: HashMap<String, u32> = HashMap::new();
        for (start, word) in cut(words) {
            let plain = plain_word(word);
            let known = text.words.get(plain.as_str()).copied();
            let plain = known.unwrap_or_else(|| {
                let next = number(text.words.len() + unknown.len());
                *unknown.entry(plain).or_insert(next)
            });
            all.starts.push(number(start));
            all.plain.push(plain);
            all.folded.push(text.folded.get(fold(word).as_str()).copied());
        }
        all
    }

    fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns whether so many common words are too few for a passage of any length.
    fn is_unlike(&self, same: usize) -> bool {
        is_unlike(same, self.count())
    }
}

impl WordIndex {
    pub(super) fn of(text: &str) -> Self {
        let (mut words, mut folded_words) = (HashMap::new(), HashMap::new());
        let (mut starts, mut plain, mut folded) = (Vec::new(), Vec::new(), Vec::new());
        // Most words occur more than once; each is folded once.
        let mut seen: HashMap<&str, (u32, u32)> = HashMap::new();
        for (start, word) in cut(text) {
            let (own, own_folded) = *seen.entry(word).or_insert_with(|| {
                (numbered(&mut words, plain_word(word)), numbered(&mut folded_words, fold(word)))
            });
            starts.push(number(start));
            plain.push(own);
            folded.push(own_folded);
        }
        let (first_places, places) = places(&folded, folded_words.len());
        Self { starts, plain, words, folded: folded_words, first_places, places }
    }

    /// Returns the token at which the quote most likely starts.
    ///
    /// Every occurrence of a word votes for the start that would put it in its place. The vote is divided by
    /// the number of occurrences, so a rare word counts more than a frequent one.
    fn likeliest_start(&self, words: &QuoteWords) -> Option<usize> {
        let mut votes: Vec<(usize, f64)> = Vec::new();
        for (offset, word) in words.folded.iter().enumerate() {
            let Some(found) = word.map(|word| self.places_of(word)) else { continue };
            // A word that occurs everywhere says nothing, and its votes would take quadratic time.
            let Ok(count) = u16::try_from(found.len()) else { continue };
            if count > COMMON {
                continue;
            }
            let weight = 1.0 / f64::from(count);
            votes.extend(found.iter().map(|at| ((*at as usize).saturating_sub(offset), weight)));
        }
        votes.sort_by_key(|(start, _)| *start);
        let starts = votes.chunk_by(|one, other| one.0 == other.0);
        let starts: Vec<(usize, f64)> = starts
            .filter_map(|votes| {
                let sum = votes.iter().fold(0.0, |sum, (_, weight)| sum + weight);
                Some((votes.first()?.0, sum))
            })
            .collect();
        let mut best: Option<(f64, usize)> = None;
        let mut from = 0;
        for (start, _) in &starts {
            // A word that was left out or added shifts the votes of the words after it, so the votes of
            // neighbouring starts are added up, in a window that slides over the sorted starts.
            while starts.get(from).is_some_and(|near| near.0 + NEIGHBOURS < *start) {
                from += 1;
            }
            let near = starts.iter().skip(from);
            let near = near.take_while(|near| near.0 <= start + NEIGHBOURS);
            let weight: f64 = near.map(|(_, weight)| weight).sum();
            if best.is_none_or(|(most, _)| weight.total_cmp(&most).is_gt()) {
                best = Some((weight, *start));
            }
        }
        best.map(|(_, start)| start)
    }

    fn places_of(&self, word: u32) -> &[u32] {
        let at = word as usize;
        let bound = |at: usize| self.first_places.get(at).map_or(0, |place| *place as usize);
        self.places.get(bound(at)..bound(at + 1)).unwrap_or_default()
    }

    /// Returns the window of tokens around a passage of that many, with room on both sides.
    fn around(&self, start: usize, count: usize) -> Range<usize> {
        let room = NEIGHBOURS + count / 2;
        start.saturating_sub(room)..(start + count + room).min(self.starts.len())
    }
}

fn cut(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty())
}

/// Returns the number of a word; a new word gets the next number.
fn numbered(words: &mut HashMap<Box<str>, u32>, word: String) -> u32 {
    let next = number(words.len());
    *words.entry(word.into()).or_insert(next)
}

/// Returns where the tokens of each word start, and all tokens, word by word: a counting sort.
fn places(tokens: &[u32], words: usize) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0_u32; words + 1];
    for word in tokens {
        if let Some(next) = first.get_mut(*word as usize + 1) {
            *next += 1;
        }
    }
    let mut sum = 0;
    for first in &mut first {
        sum += *first;
        *first = sum;
    }
    let (mut next, mut places) = (first.clone(), vec![0; tokens.len()]);
    for (at, word) in tokens.iter().enumerate() {
        let Some(next) = next.get_mut(*word as usize) else { continue };
        if let Some(place) = places.get_mut(*next as usize) {
            *place = number(at);
        }
        *next += 1;
    }
    (first, places)
}

fn written<'t>(text: &'t str, starts: &[u32], tokens: Range<usize>) -> &'t str {
    range(text, starts, tokens).map_or("", |range| range.of(text))
}

/// Returns the bytes of some tokens, without the space after the last one.
fn range(text: &str, starts: &[u32], tokens: Range<usize>) -> Option<ByteRange> {
    let start = *starts.get(tokens.start).filter(|_| !tokens.is_empty())? as usize;
    let end = starts.get(tokens.end).map_or(text.len(), |end| *end as usize);
    let length = text.get(start..end)?.trim_end().len();
    ByteRange::new(start, start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The gate was open. “At just 14, the boy was the youngest among the employees, \
        but he was beaten twice for failing to bait anyone.” He left in May.\n\nThe boy was 妙瓦底的人。";

    /// Checks the difference; `[-…-]` is only in the quote, `{+…+}` only in the source.
    #[track_caller]
    fn check(words: &str, expected: &str) {
        let nearest = NearestPassage::find(words, TEXT);
        let shown = nearest.as_ref().map_or_else(String::new, |nearest| {
            let pieces = nearest.pieces.iter().map(|piece| match piece {
                DiffPiece::Both(text) => text.clone(),
                DiffPiece::Words(text) => format!("[-{text}-]"),
                DiffPiece::Passage(text) => format!("{{+{text}+}}"),
            });
            pieces.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(shown, expected);
        if let Some(nearest) = nearest {
            assert!(TEXT.contains(nearest.range.of(TEXT)));
        }
    }

    #[test]
    fn one_word_that_differs_is_shown_in_its_place() {
        check(
            "the boy was the youngest amung the employees",
            "the boy was the youngest [-amung-] {+among+} the employees",
        );
        check("The boy was the youngest", "[-The-] {+the+} boy was the youngest");
        check("the youngest among all", "the youngest among [-all-] {+the+}");
        check("beaten for failing to bait anyone", "beaten {+twice+} for failing to bait anyone");
        check("he was then beaten twice for failing", "he was [-then-] beaten twice for failing");
    }

    #[test]
    fn the_difference_has_a_few_words_around_each_change() {
        let words =
            "At just 14, the boy was the youngest amung the employees, but he was beaten twice";
        let reported = NearestPassage::find(words, TEXT).map(|nearest| nearest.difference());
        let difference = "… was the youngest [-amung-] {+among+} the employees, but …";
        assert_eq!(reported.as_deref(), Some(difference));
    }

    #[track_caller]
    fn check_words(text: &str, words: &str, expected: &str, other_words: bool) {
        let nearest = NearestPassage::find(words, text).unwrap();
        assert_eq!(nearest.difference(), expected);
        assert_eq!(nearest.other_words, other_words);
    }

    #[test]
    fn an_invisible_difference_has_a_name() {
        let text = "he gave us infor\u{a0}mation on the gate, and a cafe in town";
        let expected = "… he gave us [-information-] {+infor‹space›mation+} on the gate …";
        check_words(
            text,
            "he gave us information on the gate",
            &expected.replace("… ", "").replace(" …", ""),
            false,
        );
        let expected = "gate, and a [-cafe‹U+0301›-] {+cafe+} in town";
        check_words(text, "gate, and a cafe\u{301} in town", expected, false);
        let expected = "gate, and a [-bar-] {+cafe+} in town";
        check_words(text, "gate, and a bar in town", expected, true);
        check_words(text, "the \"gate\", and a cafe", "the [-\"-] gate [-\"-] , and a cafe", false);
    }

    #[test]
    fn typography_is_no_difference() {
        check(
            "\"At just 14, the lad was the youngest",
            "“At just 14, the [-lad-] {+boy+} was the youngest",
        );
    }

    #[test]
    fn scripts_without_spaces_are_compared_sign_by_sign() {
        check("妙瓦底之人", "妙瓦底 [-之-] {+的+} 人");
    }

    #[test]
    fn a_passage_with_few_common_words_is_not_near() {
        check("a helicopter landed on the roof of the ministry", "");
        check("", "");
        check("。。。 ...", "");
        assert_eq!(NearestPassage::find("words", ""), None);
    }

    #[test]
    fn a_long_text_of_one_word_is_searched_fast() {
        let text = "the ".repeat(100_000);
        assert_eq!(NearestPassage::find(&"the ".repeat(50), &text), None);
    }
}
