//! A place in a file that an answer leads to.

use std::path::{Path, PathBuf};

use crate::collection::{Collection, File};
use crate::record::{FieldId, Id, Record};
use crate::text::ByteRange;

/// Some bytes of a file of the collection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PlaceInFile {
    /// The file, relative to the collection's folder.
    pub(crate) path: PathBuf,
    /// The bytes in its text as it is now.
    pub(crate) range: ByteRange,
}

impl PlaceInFile {
    pub(crate) fn of(path: &Path, range: ByteRange) -> Self {
        Self { path: path.to_owned(), range }
    }

    /// Returns where the record with an id is named: the header of its table, or its title.
    pub(crate) fn of_record(collection: &Collection, id: &Id) -> Option<Self> {
        let file = collection.get(id.as_str())?.file;
        // In a file that is broken, the record may have moved, or be gone.
        let record = record_now(file, id);
        Some(Self::of(&file.path, record.map(name_range).unwrap_or_default()))
    }
}

/// Returns the record with an id as the text of its file says now.
fn record_now<'c>(file: &'c File, id: &Id) -> Option<&'c Record> {
    file.now().records().iter().find(|record| record.id == *id)
}

/// Returns where a record is named in the text of its file.
pub(crate) fn name_range(record: &Record) -> ByteRange {
    if !record.at.is_empty() {
        return record.at;
    }
    let names = [FieldId::Title, FieldId::Name].into_iter();
    let name = names.filter_map(|name| record.fields.get(name)).map(|entry| entry.value).next();
    name.unwrap_or(record.at)
}
