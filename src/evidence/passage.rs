//! Finding the passage that somebody remembers, to quote it.

use super::archive::ArchivedText;
use super::forgiving;
use super::nearest::Nearest;
use crate::text::{ByteRange, Lines};

/// A passage of an archived text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands.
    pub range: ByteRange,
    /// The number of the line on which it starts, from 1.
    pub line: usize,
}

/// What came of looking for a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// It stands there, once or more often.
    Found(Vec<Passage>),
    /// It does not; this comes nearest.
    Near(Passage, Nearest),
    /// It does not, nor anything like it.
    Nowhere,
}

impl ArchivedText {
    /// Looks for what somebody remembers of a passage: words side by side, their typography as it
    /// may be; with `…` or `...` between the first words and the last, everything from the ones to
    /// the others. What does not stand there so is found as a search finds it: without accents,
    /// capitals and the forms of letters that it does not ask for.
    pub fn seek(&self, words: &str) -> Sought {
        let words = words.replace("...", "…");
        let (first, last) = words.split_once('…').unwrap_or((&words, ""));
        let letters = self.letters();
        let mut ranges = between(first, last, |words| letters.find_all(self.text(), words));
        if ranges.is_empty() {
            ranges = between(first, last, |words| forgiving::find_all(self.text(), words));
        }
        if !ranges.is_empty() {
            // The lines are counted once: the words may stand in the text as often as it has words.
            let passages = ranges.into_iter().map(passage_of(self.text()));
            return Sought::Found(passages.collect());
        }
        match self.nearest(&words) {
            Some(nearest) => Sought::Near(passage_of(self.text())(nearest.range), nearest),
            None => Sought::Nowhere,
        }
    }
}

/// Returns what says on which line of a text a passage starts.
fn passage_of(text: &str) -> impl Fn(ByteRange) -> Passage {
    let lines = Lines::of(text);
    move |range| Passage { range, line: lines.line_at(range.start()) }
}

/// Returns where the first words stand; where there are last ones, from the first to those behind them.
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
    // Later starts would share the end of the first.
    starts.iter().find_map(from_to).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“One day,” he said,\nthe gate was open.\n\nOne day the gate was shut.\n";

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let text = ArchivedText::new(TEXT.into()).unwrap();
        let shown = match text.seek(words) {
            Sought::Found(found) => {
                let shown = |at: &Passage| format!("{}: {}", at.line, at.range.of(TEXT));
                found.iter().map(shown).collect()
            }
            Sought::Near(at, nearest) => vec![format!("{}~ {}", at.line, nearest.difference())],
            Sought::Nowhere => vec![],
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        check("the gate was", &["2: the gate was", "4: the gate was"]);
        check("\"One day,\" he said, the", &["1: “One day,” he said,\nthe"]);
        check("shut", &["4: shut"]);
    }

    #[test]
    fn an_ellipsis_reaches_from_the_first_words_to_the_last() {
        check("he said … open.", &["1: he said,\nthe gate was open."]);
        check(
            "One day... shut",
            &["1: One day,” he said,\nthe gate was open.\n\nOne day the gate was shut"],
        );
        check("shut … open", &[]);
        check("gate was …", &["2: gate was", "4: gate was"]);
    }

    #[test]
    fn what_does_not_stand_so_is_found_as_a_search_finds_it() {
        check("one day,” he said", &["1: One day,” he said"]);
        check("THE GATE WAS OPEN", &["2: the gate was open"]);
        check("HE SAID … gate was", &["1: he said,\nthe gate was"]);
    }

    #[test]
    fn what_is_not_there_is_shown_beside_what_is_near() {
        check("the gate is shut", &["4~ the gate [-is-] {+was+} shut"]);
        check("nothing like it", &[]);
        check("", &[]);
        check("…", &[]);
    }
}
