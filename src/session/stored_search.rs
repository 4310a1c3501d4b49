//! Finds records by the search index that is stored, and reads no files but those that have changed since and those of
//! what is found; or, where nothing is stored, by lines that are made for the query alone.

use std::path::PathBuf;

use crate::collection::{Collection, Disk, FreshLines, IndexUpdate, Progress};
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
/// beyond search lines; without a cache, what a query for words finds. `None` where all of the collection must be read.
pub(crate) fn find_stored(
    reader: &CollectionReader,
    typed: &str,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Option<StoredSearch> {
    let disk = reader.disk()?;
    let found = find_on(disk, reader, typed, progress);
    disk.close();
    found
}

fn find_on(
    disk: &Disk,
    reader: &CollectionReader,
    typed: &str,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Option<StoredSearch> {
    let opened = reader.open_index();
    // What is asked of fields is no query for words.
    let may_be_of_words = !typed.trim().is_empty() && !typed.contains(':');
    if opened.is_none() && (reader.has_cache() || !may_be_of_words) {
        return None;
    }
    let read = || opened.and_then(|read| read());
    let list = || reader.source().list().into_iter().collect::<Result<Vec<PathBuf>, _>>().ok();
    let (stored, paths) = rayon::join(read, list);
    let paths = paths?;
    // Who reads all files ends an interrupted change first, and removes what was left behind.
    if is_interrupted(disk) || disk.take_hidden().iter().any(|path| is_left_over(path)) {
        return None;
    }
    let Some(stored) = stored else {
        return if reader.has_cache() { None } else { find_fresh(reader, paths, typed, progress) };
    };
    let index = stored.current_on(reader.source(), paths)?;
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

/// Does the same with all files, of which nothing is to be stored: each is read for its line, and those found once more.
fn find_fresh(
    reader: &CollectionReader,
    paths: Vec<PathBuf>,
    typed: &str,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Option<StoredSearch> {
    let FreshLines { lookup, files } = FreshLines::of(reader.source(), paths, typed, progress)?;
    let found = Finder::of_lookup(lookup).find_stored(typed)?;
    let collection = files.read(reader.source(), &found.ids)?;
    Some(StoredSearch { found, collection, update: None })
}
