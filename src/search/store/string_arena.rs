//! A string arena: many short strings in one buffer.

use crate::text::ByteRange;

/// Strings, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StringArena(String);

/// The place of a string in its arena; the default is an empty string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct StringSpan {
    start: u32,
    end: u32,
}

impl StringArena {
    /// Adds a string.
    pub(crate) fn push(&mut self, text: &str) -> StringSpan {
        let start = self.0.len();
        self.0.push_str(text);
        self.since(start)
    }

    /// Adds the string that `push` puts at the end of the buffer; `None` if it says that it has put none there.
    pub(crate) fn push_if(&mut self, push: impl FnOnce(&mut String) -> bool) -> Option<StringSpan> {
        let start = self.0.len();
        push(&mut self.0).then(|| self.since(start))
    }

    /// Returns the place of what was added since the buffer had this length.
    fn since(&self, start: usize) -> StringSpan {
        // Beyond 4 GB, strings become empty.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        StringSpan { start: place(start), end: place(self.0.len()) }
    }

    /// Returns a string.
    pub(crate) fn get(&self, span: StringSpan) -> &str {
        let [start, end] = [span.start, span.end].map(|at| usize::try_from(at).unwrap_or_default());
        ByteRange::from_span(start..end).of(&self.0)
    }

    /// Returns the arena, at its exact size; the buffer is reused for the next one.
    pub(crate) fn take(&mut self) -> Self {
        let strings = Self(self.0.as_str().into());
        self.0.clear();
        strings
    }
}
