//! A place in a file of a collection, as it is asked about.

use std::path::Path;

use crate::collection::{Collection, File};
use crate::record::Record;

/// A byte in the text of a file, in the collection as it is known now.
#[derive(Clone, Copy)]
pub(crate) struct AskedPlace<'c> {
    /// All that is known.
    pub(crate) collection: &'c Collection,
    /// The file, relative to the collection's folder.
    pub(crate) path: &'c Path,
    /// The byte in its text.
    pub(crate) offset: usize,
}

impl<'c> AskedPlace<'c> {
    /// Returns the file; `None` where it is none of the collection, or an archived text.
    pub(crate) fn file(&self) -> Option<&'c File> {
        self.collection.file_at(self.path)
    }

    /// Returns the records as the text says now, also where a part of it cannot be read.
    pub(crate) fn records(&self) -> &'c [Record] {
        self.file().map_or(&[], |file| file.now().records())
    }

    /// Returns the record whose part of the text has the place.
    pub(crate) fn record(&self) -> Option<&'c Record> {
        self.records().iter().rfind(|record| record.at.start() <= self.offset)
    }
}
