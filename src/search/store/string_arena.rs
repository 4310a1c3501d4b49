//! A string arena: many short texts in one buffer.

use crate::text::ByteRange;

/// Texts, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StringArena(String);

/// Where a text lies among others; the default is an empty one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct StringSpan {
    start: u32,
    end: u32,
}

impl StringArena {
    /// Adds a text.
    pub(crate) fn push(&mut self, text: &str) -> StringSpan {
        let start = self.0.len();
        self.0.push_str(text);
        // Of 4 GB of texts, what lies beyond is found as nothing.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        StringSpan { start: place(start), end: place(self.0.len()) }
    }

    /// Returns a text.
    pub(crate) fn get(&self, span: StringSpan) -> &str {
        let [start, end] = [span.start, span.end].map(|at| usize::try_from(at).unwrap_or_default());
        ByteRange::from_span(start..end).of(&self.0)
    }

    /// Returns the texts; the buffer is kept for the next.
    pub(crate) fn take(&mut self) -> Self {
        let texts = Self(self.0.as_str().into());
        self.0.clear();
        texts
    }
}
