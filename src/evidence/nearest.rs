//! The passage of a text that comes nearest to words which are not in it, and the difference word
//! by word.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::search::fold;
use crate::text::ByteRange;

use super::typography::without_typography;

/// Of two passages that have less than this share of their words in common, neither is the other.
const ALIKE: f64 = 0.6;

/// Occurrences beyond which a word is not looked up.
const COMMON: u16 = 256;

/// How far the votes of neighbouring starts count together.
const NEIGHBOURS: usize = 3;

/// The passage of a text that comes nearest to some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Where in the text it stands.
    pub range: ByteRange,
    /// The words and the passage, one beside the other.
    pub pieces: Vec<Piece>,
}

/// A piece of words and passage laid beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Both say this, but for typography; as the passage has it.
    Both(String),
    /// Only the words say this.
    Words(String),
    /// Only the passage says this.
    Passage(String),
}

impl Nearest {
    /// Returns the passage of `text` nearest to `words`; `None` where none has most of them.
    ///
    /// The work grows with the length of the text and that of the words, not with their product.
    pub fn find(words: &str, text: &str) -> Option<Self> {
        let (words, text) = (Tokens::of(words), Tokens::of(text));
        let window = text.around(text.likeliest_start(&words)?, words.count());
        let steps = steps(&words.plain, text.plain.get(window.clone())?, window.start);
        let passage = steps.first()?.theirs.start..steps.last()?.theirs.end;
        let same: usize = steps.iter().filter(|step| step.same).map(|step| step.ours.len()).sum();
        let longer = words.count().max(passage.len());
        #[expect(clippy::cast_precision_loss, reason = "no quote has 2^52 words")]
        if (same as f64) < ALIKE * longer as f64 {
            return None;
        }
        let mut pieces = Vec::new();
        for Step { same, ours, theirs } in steps {
            let (ours, theirs) = (words.written(ours), text.written(theirs));
            if same {
                pieces.push(Piece::Both(theirs.to_owned()));
                continue;
            }
            if !ours.is_empty() {
                pieces.push(Piece::Words(ours.to_owned()));
            }
            if !theirs.is_empty() {
                pieces.push(Piece::Passage(theirs.to_owned()));
            }
        }
        Some(Self { range: text.range(passage)?, pieces })
    }
}

/// Some words and what stands for them in the passage, as the numbers of tokens.
struct Step {
    same: bool,
    ours: Range<usize>,
    theirs: Range<usize>,
}

/// Returns how words and window differ, without what the window has too much at its ends; the
/// tokens of the window are counted from `start`.
fn steps(words: &[String], window: &[String], start: usize) -> Vec<Step> {
    let ops = capture_diff_slices(Algorithm::Myers, words, window);
    let steps = ops.iter().map(|op| {
        let theirs = op.new_range();
        let same = matches!(op, DiffOp::Equal { .. });
        Step { same, ours: op.old_range(), theirs: start + theirs.start..start + theirs.end }
    });
    let mut steps: Vec<Step> = steps.collect();
    if let Some(first) = steps.first_mut().filter(|step| !step.same) {
        let kept = first.ours.len().min(first.theirs.len());
        first.theirs.start = first.theirs.end - kept;
    }
    if let Some(last) = steps.last_mut().filter(|step| !step.same) {
        let kept = last.ours.len().min(last.theirs.len());
        last.theirs.end = last.theirs.start + kept;
    }
    steps.retain(|step| !(step.ours.is_empty() && step.theirs.is_empty()));
    steps
}

impl Nearest {
    /// Returns the difference in a line: what only the words say as `[-so-]`, what only the passage
    /// says as `{+so+}`, and of what both say a few words around.
    pub fn difference(&self) -> String {
        let last = self.pieces.len().saturating_sub(1);
        let pieces = self.pieces.iter().enumerate().map(|(number, piece)| match piece {
            Piece::Both(text) => {
                // What lies outside of the first and the last difference needs no words.
                let before = if number == 0 { 0 } else { BESIDE };
                let behind = if number == last { 0 } else { BESIDE };
                shortened(text, before, behind)
            }
            Piece::Words(text) => format!("[-{text}-]"),
            Piece::Passage(text) => format!("{{+{text}+}}"),
        });
        pieces.collect::<Vec<_>>().join(" ")
    }
}

/// Words of what is the same that are shown beside a difference.
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

/// A text cut at the borders of words, spaces left out.
struct Tokens<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Without typography, to be compared.
    plain: Vec<String>,
    /// Without capitals and accents too, to be looked up.
    folded: Vec<String>,
}

impl<'t> Tokens<'t> {
    fn of(text: &'t str) -> Self {
        let words = text.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty());
        let (starts, words): (Vec<usize>, Vec<&str>) = words.unzip();
        let plain = words.iter().map(|word| without_typography(word)).collect();
        let folded = words.iter().map(|word| fold(word)).collect();
        Self { text, starts, plain, folded }
    }

    fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the token at which the most of `words` would stand where they ought to, were they
    /// to start there. Rare words have more to say than frequent ones.
    fn likeliest_start(&self, words: &Tokens<'_>) -> Option<usize> {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, word) in self.folded.iter().enumerate() {
            places.entry(word).or_default().push(at);
        }
        let mut votes: HashMap<usize, f64> = HashMap::new();
        for (offset, word) in words.folded.iter().enumerate() {
            let Some(found) = places.get(word.as_str()) else { continue };
            // A word that stands everywhere says nothing, and would cost the product of two lengths.
            let Ok(count) = u16::try_from(found.len()) else { continue };
            if count > COMMON {
                continue;
            }
            for at in found {
                *votes.entry(at.saturating_sub(offset)).or_default() += 1.0 / f64::from(count);
            }
        }
        // A word that was left out or put in parts the votes between neighbours.
        let near = |start: usize| -> f64 {
            let slack = start.saturating_sub(NEIGHBOURS)..=start + NEIGHBOURS;
            slack.filter_map(|start| votes.get(&start)).sum()
        };
        let weighed = votes.keys().map(|start| (near(*start), *start));
        let better = |one: &(f64, usize), other: &(f64, usize)| {
            one.0.total_cmp(&other.0).then(other.1.cmp(&one.1))
        };
        weighed.max_by(better).map(|(_, start)| start)
    }

    /// Returns the tokens in which a passage of that many lies, with room on both sides.
    fn around(&self, start: usize, count: usize) -> Range<usize> {
        let room = NEIGHBOURS + count / 2;
        start.saturating_sub(room)..(start + count + room).min(self.count())
    }

    fn written(&self, tokens: Range<usize>) -> &'t str {
        self.range(tokens).map_or("", |range| range.of(self.text))
    }

    /// Returns the bytes of some tokens, without the space behind the last.
    fn range(&self, tokens: Range<usize>) -> Option<ByteRange> {
        let start = *self.starts.get(tokens.start).filter(|_| !tokens.is_empty())?;
        let end = self.starts.get(tokens.end).copied().unwrap_or(self.text.len());
        let length = self.text.get(start..end)?.trim_end().len();
        ByteRange::new(start, start + length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The gate was open. “At just 14, the boy was the youngest among the employees, \
        but he was beaten twice for failing to bait anyone.” He left in May.\n\nThe boy was 妙瓦底的人。";

    /// Writes words that are only in the quote as `[-so-]`, words only in the source as `{+so+}`.
    #[track_caller]
    fn check(words: &str, expected: &str) {
        let nearest = Nearest::find(words, TEXT);
        let shown = nearest.as_ref().map_or_else(String::new, |nearest| {
            let pieces = nearest.pieces.iter().map(|piece| match piece {
                Piece::Both(text) => text.clone(),
                Piece::Words(text) => format!("[-{text}-]"),
                Piece::Passage(text) => format!("{{+{text}+}}"),
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
    fn the_difference_is_told_with_a_few_words_around() {
        let words =
            "At just 14, the boy was the youngest amung the employees, but he was beaten twice";
        let told = Nearest::find(words, TEXT).map(|nearest| nearest.difference());
        let difference = "… was the youngest [-amung-] {+among+} the employees, but …";
        assert_eq!(told.as_deref(), Some(difference));
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
    fn what_is_not_alike_is_not_near() {
        check("a helicopter landed on the roof of the ministry", "");
        check("", "");
        check("。。。 ...", "");
        assert_eq!(Nearest::find("words", ""), None);
    }

    #[test]
    fn a_long_text_of_one_word_is_no_burden() {
        let text = "the ".repeat(100_000);
        assert_eq!(Nearest::find(&"the ".repeat(50), &text), None);
    }
}
