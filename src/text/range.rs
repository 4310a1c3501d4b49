//! A half-open range of bytes in some text.

use std::ops::Range;

/// A half-open range of bytes that starts no later than it ends.
///
/// Offsets are 32 bits wide: no file of a collection is read beyond a few megabytes, and a large
/// collection holds millions of ranges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ByteRange {
    start: u32,
    end: u32,
}

impl ByteRange {
    /// Returns the range, or `None` if `start` is greater than `end` or an offset exceeds 32 bits.
    pub fn new(start: usize, end: usize) -> Option<Self> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        (start <= end).then_some(Self { start, end })
    }

    /// Returns the range of a parser's span; a span that runs backwards becomes an empty range at its end.
    pub fn from_span(span: Range<usize>) -> Self {
        let end = u32::try_from(span.end).unwrap_or(u32::MAX);
        let start = u32::try_from(span.start).unwrap_or(u32::MAX).min(end);
        Self { start, end }
    }

    /// Returns the offset of the first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the offset behind the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the number of bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Returns whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns whether `offset` is one of the range's bytes.
    pub fn contains(self, offset: usize) -> bool {
        (self.start()..self.end()).contains(&offset)
    }

    /// Returns whether the two ranges share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest range that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the range in a text whose part it is of starts at `by`.
    #[must_use]
    pub fn moved(self, by: usize) -> Self {
        Self::from_span(self.start() + by..self.end() + by)
    }

    /// Returns the text of the range, or `""` if the range is not part of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }
}

impl From<ByteRange> for Range<usize> {
    fn from(range: ByteRange) -> Self {
        range.start()..range.end()
    }
}
