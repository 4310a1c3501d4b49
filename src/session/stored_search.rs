//! Finds records by the search index that is stored, and reads no files but those that have changed since and those of
//! what is found.

use std::path::PathBuf;

use crate::collection::{Collection, Disk, IndexUpdate};
use crate::exchange::{is_interrupted, is_left_over};
use crate::search::Query;
use crate::session::collection_reader::CollectionReader;
use crate::session::finder::{Finder, SearchResult};

/// Where more than one record in so many is found, it takes as long to read them alone as to read all by way of the cache.
const FEW: usize = 8;

/// What only the collection can answer.
const BEYOND_LINES: [&str; 3] = ["is", "rel", "text"];

/// What was found by the search index that is stored.
pub(crate) struct StoredSearch {
    pub(crate) found: SearchResult,
    /// The records found, and those that come with them.
    pub(crate) collection: Collection,
    /// What stores the index again; `None` where it is as it should be.
    pub(crate) update: Option<IndexUpdate>,
}

/// Returns what a query finds in the search index that is stored, and the files of what is found, where no file has
/// changed since but a few with one record each, nothing of the collection is withheld, and the query asks for nothing
/// beyond search lines; `None` where all files must be read.
pub(crate) fn find_stored(reader: &CollectionReader, typed: &str) -> Option<StoredSearch> {
    let disk = reader.disk()?;
    let found = find_on(disk, reader, typed);
    disk.close();
    found
}

fn find_on(disk: &Disk, reader: &CollectionReader, typed: &str) -> Option<StoredSearch> {
    let (stored, listed) = rayon::join(|| reader.stored_index(), || reader.source().list());
    let paths = listed.into_iter().collect::<Result<Vec<PathBuf>, _>>().ok()?;
    // Who reads all files ends an interrupted change first, and removes what was left behind.
    if is_interrupted(disk) || disk.take_hidden().iter().any(|path| is_left_over(path)) {
        return None;
    }
    let index = stored?.current_on(reader.source(), paths)?;
    let query = Query::read(typed, index.lookup.catalogue()).0;
    if BEYOND_LINES.iter().any(|name| query.names_field(name)) {
        return None;
    }
    let found = Finder::of_lookup(index.lookup.clone()).find_stored(typed)?;
    if found.ids.len() > index.lookup.ids().len() / FEW {
        return None;
    }
    let collection = index.read(reader.source(), &found.ids)?;
    Some(StoredSearch { found, collection, update: index.into_update() })
}
