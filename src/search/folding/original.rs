//! A reference to an original text, which may be in a compressed block.

use std::ops::Deref;
use std::sync::Arc;

use crate::codec::{BlockSlice, CompressedBlock, DecompressedText};
use crate::text::ByteRange;

/// A reference to a text as it was written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum OriginalRef<'o> {
    /// Not compressed.
    Plain(&'o str),
    /// A range of a compressed block.
    Compressed(&'o Arc<CompressedBlock>, ByteRange),
}

/// A text as it was written.
pub(crate) enum OriginalText<'o> {
    Plain(&'o str),
    Decompressed(DecompressedText),
}

impl<'o> OriginalRef<'o> {
    /// Returns the text if it is not compressed.
    pub(crate) fn plain(self) -> Option<&'o str> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Compressed(..) => None,
        }
    }

    /// Returns the text, decompressed if need be.
    pub(crate) fn written(self) -> OriginalText<'o> {
        match self {
            Self::Plain(text) => OriginalText::Plain(text),
            Self::Compressed(block, range) => {
                OriginalText::Decompressed(BlockSlice::of(block, range).text())
            }
        }
    }
}

impl<'o> From<&'o str> for OriginalRef<'o> {
    fn from(text: &'o str) -> Self {
        Self::Plain(text)
    }
}

impl Deref for OriginalText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Decompressed(text) => text,
        }
    }
}
