//! Finds a passage from the words that a user remembers.

use super::archive::ArchivedText;
use super::nearest_passage::NearestPassage;
use super::tolerant_search;
use crate::search::fold;
use crate::text::{ByteRange, LineIndex};

/// A passage of an archived text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its place in the text.
    pub range: ByteRange,
    /// The number of the line on which it starts, from 1.
    pub line: usize,
}

/// The result of the search for a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassageResult {
    /// It was found, once or more often.
    Found(Vec<Passage>),
    /// It was not found; this is the nearest passage.
    Near(Passage, NearestPassage),
    /// It was not found, and no passage is near.
    Nowhere,
}

impl ArchivedText {
    /// Finds a passage from remembered words: adjacent words in any typography, or, with `…` or `...`
    /// between the first and the last words, everything from the first to the last. If that finds nothing,
    /// the words are matched as in a search: without accents, capitals and letter forms that were not typed;
    /// and at last without those that were.
    pub fn find_passage(&self, words: &str) -> PassageResult {
        let words = words.replace("...", "…");
        let (first, last) = words.split_once('…').unwrap_or((&words, ""));
        let letters = self.letters();
        let mut ranges = between(first, last, |words| letters.find_all(self.text(), words));
        if ranges.is_empty() {
            ranges = between(first, last, |words| tolerant_search::find_all(self.text(), words));
        }
        if ranges.is_empty() {
            let find = |words: &str| tolerant_search::find_all(self.text(), &fold(words));
            ranges = between(first, last, find);
        }
        if !ranges.is_empty() {
            // The line index is built once for all places: there can be thousands.
            let passages = ranges.into_iter().map(passage_of(self.text()));
            return PassageResult::Found(passages.collect());
        }
        match self.nearest(&words) {
            Some(nearest) => PassageResult::Near(passage_of(self.text())(nearest.range), nearest),
            None => PassageResult::Nowhere,
        }
    }
}

/// Returns a function that makes passages of ranges, with the line on which each starts.
pub(super) fn passage_of(text: &str) -> impl Fn(ByteRange) -> Passage {
    let lines = LineIndex::of(text);
    move |range| Passage { range, line: lines.line_at(range.start()) }
}

/// Returns the places of the first words; if there are last words, the place from the first words to the
/// next last words.
fn between(first: &str, last: &str, find: impl Fn(&str) -> Vec<ByteRange>) -> Vec<ByteRange> {
    let starts = find(first);
    if last.trim().is_empty() || starts.is_empty() {
        return starts;
    }
    let ends = find(last);
    let from_to = |start: &ByteRange| {
        let end = ends.iter().find(|end| end.start() >= start.end())?;
        ByteRange::new(start.start(), end.end())
    };
    // Only the first: passages from later starts would overlap it.
    starts.iter().find_map(from_to).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“One day,” he said,\nthe gate was open.\n\nOne day the gate was shut.\n";

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let text = ArchivedText::new(TEXT.into()).unwrap();
        let shown = match text.find_passage(words) {
            PassageResult::Found(found) => {
                let shown = |at: &Passage| format!("{}: {}", at.line, at.range.of(TEXT));
                found.iter().map(shown).collect()
            }
            PassageResult::Near(at, nearest) => {
                vec![format!("{}~ {}", at.line, nearest.difference())]
            }
            PassageResult::Nowhere => vec![],
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_are_found_everywhere_in_the_text() {
        check("the gate was", &["2: the gate was", "4: the gate was"]);
        check("\"One day,\" he said, the", &["1: “One day,” he said,\nthe"]);
        check("shut", &["4: shut"]);
    }

    #[test]
    fn an_ellipsis_extends_from_the_first_words_to_the_last() {
        check("he said … open.", &["1: he said,\nthe gate was open."]);
        check(
            "One day... shut",
            &["1: One day,” he said,\nthe gate was open.\n\nOne day the gate was shut"],
        );
        check("shut … open", &[]);
        check("gate was …", &["2: gate was", "4: gate was"]);
    }

    #[test]
    fn words_that_are_not_found_so_are_found_as_in_a_search() {
        check("one day,” he said", &["1: One day,” he said"]);
        check("THE GATE WAS OPEN", &["2: the gate was open"]);
        check("HE SAID … gate was", &["1: he said,\nthe gate was"]);
    }

    #[test]
    fn words_that_are_not_there_are_compared_with_the_nearest_passage() {
        check("the gate is shut", &["4~ the gate [-is-] {+was+} shut"]);
        check("nothing like it", &[]);
        check("", &[]);
        check("…", &[]);
    }
}
