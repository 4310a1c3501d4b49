//! Fields whose values could not be parsed, so that no rule reports them as missing.

use std::ops::Range;

use crate::text::ByteRange;

/// A field with a value that could not be parsed, so that it is not reported as missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostField {
    /// The name of the header it is under, dotted; empty for the document itself.
    pub under: String,
    /// Where that header is; empty at 0 for the document itself.
    pub header: ByteRange,
    /// The field's name as it is written, dotted, without quote marks around it.
    pub key: String,
    /// Where the name is.
    pub range: ByteRange,
}

/// Where a field goes.
pub(super) enum ParentTable {
    /// Into the document itself.
    Root,
    /// Into the table of a header.
    Header { path: String, range: ByteRange },
    /// Nowhere: its header could not be read, and it must not fall into the table before.
    Nowhere,
}

impl ParentTable {
    /// Returns the table of the header `path`, which is at `span`.
    pub(super) fn header(path: String, span: Range<usize>) -> Self {
        let range = ByteRange::from_span(span);
        Self::Header { path, range }
    }

    /// Returns the loss of a field from here; `None` where the whole table is lost.
    pub(super) fn lose(&self, key: String, range: Range<usize>) -> Option<LostField> {
        let (under, header) = match self {
            Self::Root => (String::new(), ByteRange::default()),
            Self::Header { path, range } => (path.clone(), *range),
            Self::Nowhere => return None,
        };
        let range = ByteRange::from_span(range);
        Some(LostField { under, header, key, range })
    }
}
