//! Fields that stand in a file and whose values cannot be read. Knows only names and places.

use std::ops::Range;

use crate::text::ByteRange;

/// A field whose value could not be read, so that nobody calls it missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The name of the header it stands under, dotted; empty for the document itself.
    pub under: String,
    /// Where that header stands; empty at 0 for the document itself.
    pub header: ByteRange,
    /// The field's name as it is written, dotted, without quote marks around it.
    pub key: String,
    /// Where the name stands.
    pub range: ByteRange,
}

/// Where a field goes.
pub(super) enum Under {
    /// Into the document itself.
    Root,
    /// Into the table of a header.
    Header { path: String, range: ByteRange },
    /// Nowhere: its header could not be read, and it must not fall into the table before.
    Nowhere,
}

impl Under {
    /// Returns the table of the header `path`, which stands at `span`.
    pub(super) fn header(path: String, span: Range<usize>) -> Self {
        let range = ByteRange::from_span(span);
        Self::Header { path, range }
    }

    /// Returns the loss of a field from here; `None` where the whole table is lost.
    pub(super) fn lose(&self, key: String, range: Range<usize>) -> Option<Lost> {
        let (under, header) = match self {
            Self::Root => (String::new(), ByteRange::default()),
            Self::Header { path, range } => (path.clone(), *range),
            Self::Nowhere => return None,
        };
        let range = ByteRange::from_span(range);
        Some(Lost { under, header, key, range })
    }
}
