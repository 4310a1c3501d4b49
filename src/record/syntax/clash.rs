//! Two statements that exclude each other, such as a key that is set twice.

use std::ops::Range;

/// Two statements of which only one can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clash {
    /// The byte at which the first of them names what they clash over.
    pub(super) first: usize,
    /// Where the second one names it.
    pub(super) second: Range<usize>,
    pub(super) sort: ClashSort,
}

/// How two statements clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClashSort {
    /// Both give the same thing.
    Twice,
    /// Both start the same table.
    TableTwice,
    /// One says `[name]`, the other `[[name]]`.
    TableAndRows,
    /// The first gives a value, the second wants a table to put something into.
    ValueAndTable,
}
