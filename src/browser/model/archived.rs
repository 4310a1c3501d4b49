//! An archived text as it may be seen: line by line, those that are kept back without their words.
//! Knows no source and no quote.

use std::borrow::Cow;
use std::sync::Arc;

use crate::evidence::{ArchivedText, quoted_share};
use crate::text::{ByteRange, Lines, masked};

/// An archived text, and what of it is kept back.
#[derive(Clone, Debug)]
pub(super) struct Archived {
    text: Arc<ArchivedText>,
    withheld: Withheld,
}

/// What of an archived text is kept back.
#[derive(Clone, Debug)]
pub(super) enum Withheld {
    /// Every line that has a byte in one of these places, which are sorted by where they start.
    Places(Vec<ByteRange>),
    /// Every line.
    Everything,
}

/// A line of an archived text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read<'t> {
    /// Where it stands.
    pub(super) range: ByteRange,
    /// What it says, safe to show, each byte where it stands in the text; `None` where that is kept
    /// back.
    pub(super) words: Option<Cow<'t, str>>,
}

impl Archived {
    /// Returns a text without what is kept back of it.
    pub(super) fn new(text: Arc<ArchivedText>, withheld: Withheld) -> Self {
        Self { text, withheld }
    }

    /// Returns the lines, from top to bottom. A line end behind the last opens no further one.
    pub(super) fn lines(&self) -> impl Iterator<Item = Read<'_>> {
        let text = self.text.text();
        let lines = Lines::of(text);
        let last = if text.ends_with('\n') { lines.count() - 1 } else { lines.count() };
        // What is kept back may reach over lines, and overlap.
        let mut reached = 0;
        let mut places = match &self.withheld {
            Withheld::Places(places) => places.iter().peekable(),
            Withheld::Everything => [].iter().peekable(),
        };
        (1..=last).map(move |number| {
            let (start, line) = (lines.start(number), lines.line(number));
            let end = start + line.len();
            while let Some(place) = places.next_if(|place| place.start() < end) {
                reached = reached.max(place.end());
            }
            let hidden = matches!(self.withheld, Withheld::Everything) || reached > start;
            let words = (!hidden).then(|| safe(line));
            Read { range: ByteRange::from_span(start..end), words }
        })
    }

    /// Returns what stands at a place within a line that is not kept back, safe to show.
    pub(super) fn words(&self, place: ByteRange) -> Cow<'_, str> {
        safe(place.of(self.text.text()))
    }

    /// Returns the share of the text that passages take, from 0 to 1.
    pub(super) fn share(&self, passages: impl IntoIterator<Item = ByteRange>) -> f64 {
        quoted_share(self.text.text(), passages)
    }
}

fn safe(words: &str) -> Cow<'_, str> {
    let shown = masked(words);
    if shown.contains('\t') { Cow::Owned(shown.replace('\t', " ")) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, withheld: Withheld, shown: &[&str]) {
        let archived = Archived::new(Arc::new(ArchivedText::new(text.into()).unwrap()), withheld);
        let lines = archived.lines().map(|line| line.words.map_or("-".into(), Cow::into_owned));
        assert_eq!(lines.collect::<Vec<_>>(), shown);
    }

    #[test]
    fn lines_are_safe_to_show_and_each_byte_stays_where_it_is() {
        let nothing = || Withheld::Places(Vec::new());
        check("one\r\n\r\ntwo", nothing(), &["one", "", "two"]);
        check("a\tb\u{1b}[31m\u{202e}c\n", nothing(), &["a b?[31m\u{fffd}c"]);
        check("", nothing(), &[""]);
    }

    #[test]
    fn a_line_with_anything_kept_back_is_kept_back_whole() {
        let places = |ranges: &[(usize, usize)]| {
            Withheld::Places(ranges.iter().filter_map(|(a, b)| ByteRange::new(*a, *b)).collect())
        };
        check("one\ntwo\nthree\nfour", places(&[(5, 10)]), &["one", "-", "-", "four"]);
        check("one\ntwo\nthree\nfour", places(&[(0, 20)]), &["-", "-", "-", "-"]);
        check("one\ntwo\nthree", places(&[(0, 1), (0, 9), (2, 3)]), &["-", "-", "-"]);
        check("one\ntwo\nthree", places(&[(3, 4)]), &["one", "two", "three"]);
        check("one\ntwo", Withheld::Everything, &["-", "-"]);
    }
}
