//! A parsed text, and what has been read of it so far, as the steps of reading hand them on.

use crate::diagnostic::Diagnostic;

use super::id::Id;
use super::kind::Kind;
use super::record::Record;
use super::syntax::Syntax;

/// What a file's path says of the records in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileLayout {
    /// The file is one record.
    One {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: Id,
    },
    /// Each table of the file is a record, named for its id.
    Many {
        /// Their kind.
        kind: Kind,
    },
}

/// A text that was parsed, with what its path says of the records in it.
#[derive(Clone, Copy)]
pub(super) struct ParsedText<'p> {
    pub(super) text: &'p str,
    pub(super) syntax: &'p Syntax<'p>,
    pub(super) layout: &'p FileLayout,
}

impl ParsedText<'_> {
    /// Returns the kind of its records.
    pub(super) fn kind(&self) -> Kind {
        match self.layout {
            FileLayout::One { kind, .. } | FileLayout::Many { kind } => *kind,
        }
    }

    /// Returns whether all of the text is one record.
    pub(super) fn is_one(&self) -> bool {
        matches!(self.layout, FileLayout::One { .. })
    }
}

/// What is read of a text, without the text.
pub(crate) struct DocumentParts {
    /// The records in it, in the file's order.
    pub(crate) records: Vec<Record>,
    pub(super) problems: Vec<Diagnostic>,
    /// Records with the names that the text seems to give and that none of its records has.
    pub(crate) stray_names: Vec<Record>,
}
