//! A text as it was written, which may lie pressed: most queries are found in what it was folded to.

use std::ops::Deref;
use std::sync::Arc;

use crate::text::{Bale, ByteRange, Piece, Text};

/// A text as it was written, wherever it lies.
#[derive(Clone, Copy, Debug)]
pub(super) enum Original<'o> {
    /// As it is.
    Plain(&'o str),
    /// In a bale.
    Pressed(&'o Arc<Bale>, ByteRange),
}

/// A text as it was written.
pub(super) enum Written<'o> {
    Plain(&'o str),
    Opened(Text),
}

impl<'o> Original<'o> {
    /// Returns the text where it does not lie pressed.
    pub(super) fn plain(self) -> Option<&'o str> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Pressed(..) => None,
        }
    }

    /// Returns the text.
    pub(super) fn written(self) -> Written<'o> {
        match self {
            Self::Plain(text) => Written::Plain(text),
            Self::Pressed(bale, range) => Written::Opened(Piece::of(bale, range).text()),
        }
    }
}

impl<'o> From<&'o str> for Original<'o> {
    fn from(text: &'o str) -> Self {
        Self::Plain(text)
    }
}

impl Deref for Written<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Opened(text) => text,
        }
    }
}
