//! The field for which words are looked for in archived texts.

use crate::record::{Cited, Id};

/// A field or row of a case, for which words are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WantedWords {
    /// The case.
    pub(crate) case: Id,
    /// What quotes call the field or row.
    pub(crate) cited: Cited,
}
