//! Many short texts in one buffer. Knows not what they say.

use crate::text::ByteRange;

/// Texts, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Strings(String);

/// Where a text lies among others; the default is an empty one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Strings {
    /// Adds a text.
    pub(super) fn push(&mut self, text: &str) -> Span {
        let start = self.0.len();
        self.0.push_str(text);
        // Of 4 GB of texts, what lies beyond is found as nothing.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: place(start), end: place(self.0.len()) }
    }

    /// Returns a text.
    pub(super) fn get(&self, span: Span) -> &str {
        let [start, end] = [span.start, span.end].map(|at| usize::try_from(at).unwrap_or_default());
        ByteRange::from_span(start..end).of(&self.0)
    }

    /// Takes the texts out; the room for them is kept for the next.
    pub(super) fn take(&mut self) -> Self {
        let texts = Self(self.0.as_str().into());
        self.0.clear();
        texts
    }
}
