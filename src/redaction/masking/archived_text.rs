//! An archived text with sensitive lines masked, line by line.

use std::borrow::Cow;
use std::sync::Arc;

use crate::evidence::{ArchivedText, Passage, quoted_share};
use crate::text::{ByteRange, LineIndex, visible_unicode, without_controls};

/// An archived text, and the ranges of it that are masked.
#[derive(Clone, Debug)]
pub(crate) struct MaskedText {
    text: Arc<ArchivedText>,
    withheld: MaskedPlaces,
}

/// The masked ranges of an archived text.
#[derive(Clone, Debug)]
pub(crate) enum MaskedPlaces {
    /// Every line that has a byte in one of these places, which are sorted by where they start.
    Places(Vec<ByteRange>),
    /// Every line.
    Everything,
}

/// A line of an archived text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MaskedLine<'t> {
    /// Its place in the text.
    pub(crate) range: ByteRange,
    /// The text, safe to show, with every byte at its place; `None` if it is masked.
    pub(crate) words: Option<Cow<'t, str>>,
}

/// A passage of an archived text and the words around it, safe to show on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MaskedExcerpt {
    /// The words before it.
    pub(crate) before: String,
    /// The passage.
    pub(crate) passage: String,
    /// The words behind it.
    pub(crate) behind: String,
}

impl MaskedText {
    /// Returns a text with these ranges masked.
    pub(crate) fn new(text: Arc<ArchivedText>, withheld: MaskedPlaces) -> Self {
        Self { text, withheld }
    }

    /// Returns the lines, from top to bottom. A line end after the last line starts no further one.
    pub(crate) fn lines(&self) -> impl Iterator<Item = MaskedLine<'_>> {
        let text = self.text.text();
        let lines = LineIndex::of(text);
        let last = if text.ends_with('\n') { lines.count() - 1 } else { lines.count() };
        // Masked ranges may span lines and overlap.
        let mut reached = 0;
        let mut places = match &self.withheld {
            MaskedPlaces::Places(places) => places.iter().peekable(),
            MaskedPlaces::Everything => [].iter().peekable(),
        };
        (1..=last).map(move |number| {
            let (start, line) = (lines.start(number), lines.line(number));
            let end = start + line.len();
            while let Some(place) = places.next_if(|place| place.start() < end) {
                reached = reached.max(place.end());
            }
            let hidden = matches!(self.withheld, MaskedPlaces::Everything) || reached > start;
            let words = (!hidden).then(|| safe(line));
            MaskedLine { range: ByteRange::from_span(start..end), words }
        })
    }

    /// Returns the text of a range within a line that is not masked, safe to show.
    pub(crate) fn words(&self, place: ByteRange) -> Cow<'_, str> {
        safe(place.of(self.text.text()))
    }

    /// Returns a passage with the words around it on its line, each of at most so many characters; `None` if any
    /// line of the passage is masked.
    pub(crate) fn excerpt(&self, passage: Passage, most: usize) -> Option<MaskedExcerpt> {
        let text = self.text.text();
        let range = passage.range;
        let (before, behind) = (text.get(..range.start())?, text.get(range.end()..)?);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = behind.find('\n').map_or(text.len(), |newline| range.end() + newline);
        let is_hidden = match &self.withheld {
            MaskedPlaces::Everything => true,
            MaskedPlaces::Places(places) => {
                places.iter().any(|place| place.start() < end && start < place.end())
            }
        };
        if is_hidden {
            return None;
        }
        let around = passage.excerpt(text, most);
        let words = |start: usize, end: usize| {
            let words = text.get(start..end).unwrap_or_default();
            let lines = words.split(['\r', '\n']).filter(|line| !line.is_empty());
            let shown = |line: &str| visible_unicode(&line.replace('\t', " ")).into_owned();
            lines.map(shown).collect::<Vec<_>>().join(" ")
        };
        Some(MaskedExcerpt {
            before: words(around.start(), range.start()),
            passage: words(range.start(), range.end()),
            behind: words(range.end(), around.end()),
        })
    }

    /// Returns the share of the text that passages take, from 0 to 1.
    pub(crate) fn share(&self, passages: impl IntoIterator<Item = ByteRange>) -> f64 {
        quoted_share(self.text.text(), passages)
    }
}

fn safe(words: &str) -> Cow<'_, str> {
    let shown = without_controls(words);
    if shown.contains('\t') { Cow::Owned(shown.replace('\t', " ")) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, withheld: MaskedPlaces, shown: &[&str]) {
        let archived = MaskedText::new(Arc::new(ArchivedText::new(text.into()).unwrap()), withheld);
        let lines = archived.lines().map(|line| line.words.map_or("-".into(), Cow::into_owned));
        assert_eq!(lines.collect::<Vec<_>>(), shown);
    }

    #[test]
    fn lines_are_safe_to_show_and_each_byte_stays_where_it_is() {
        let nothing = || MaskedPlaces::Places(Vec::new());
        check("one\r\n\r\ntwo", nothing(), &["one", "", "two"]);
        check("a\tb\u{1b}[31m\u{202e}c\n", nothing(), &["a b?[31m\u{fffd}c"]);
        check("", nothing(), &[""]);
    }

    #[test]
    fn a_line_with_anything_withheld_is_withheld_whole() {
        let places = |ranges: &[(usize, usize)]| {
            MaskedPlaces::Places(
                ranges.iter().filter_map(|(a, b)| ByteRange::new(*a, *b)).collect(),
            )
        };
        check("one\ntwo\nthree\nfour", places(&[(5, 10)]), &["one", "-", "-", "four"]);
        check("one\ntwo\nthree\nfour", places(&[(0, 20)]), &["-", "-", "-", "-"]);
        check("one\ntwo\nthree", places(&[(0, 1), (0, 9), (2, 3)]), &["-", "-", "-"]);
        check("one\ntwo\nthree", places(&[(3, 4)]), &["one", "two", "three"]);
        check("one\ntwo", MaskedPlaces::Everything, &["-", "-"]);
    }

    #[test]
    fn an_excerpt_is_on_one_line_and_none_is_of_a_masked_line() {
        let text = "Before it.\nThe guard-\nian\u{1b} left at once.\nAfter it.";
        let excerpt = |withheld: &[(usize, usize)], most: usize| {
            let places = withheld.iter().filter_map(|(a, b)| ByteRange::new(*a, *b)).collect();
            let archived = Arc::new(ArchivedText::new(text.into()).unwrap());
            let start = text.find("guard-").unwrap();
            let range = ByteRange::from_span(start..start + "guard-\nian".len());
            let masked = MaskedText::new(archived, MaskedPlaces::Places(places));
            let excerpt = masked.excerpt(Passage { range, line: 2 }, most)?;
            Some([excerpt.before, excerpt.passage, excerpt.behind].join("|"))
        };
        assert_eq!(excerpt(&[], 80).as_deref(), Some("The |guard- ian|␛ left at once."));
        assert_eq!(excerpt(&[(0, 3)], 7).as_deref(), Some("The |guard- ian|␛ left"));
        for hidden in [(11, 12), (24, 27), (0, 60)] {
            assert_eq!(excerpt(&[hidden], 80), None);
        }
    }
}
