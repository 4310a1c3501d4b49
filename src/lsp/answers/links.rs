//! Where records link to an id, in the texts as they are now.

use rayon::prelude::*;

use super::place_in_file::PlaceInFile;
use crate::collection::Collection;
use crate::record::{Id, Record};
use crate::text::ByteRange;

/// Returns all places that link to an id, with the quotation marks that are there.
pub(crate) fn places_linking_to(collection: &Collection, id: &Id) -> Vec<PlaceInFile> {
    // The records are not kept: thousands may link to one.
    let places = collection.files_linking_to(id).into_par_iter().flat_map_iter(|file| {
        file.now().with_records(|records| {
            let ranges = records.iter().flat_map(|record| links_to(record, id));
            ranges.map(|range| PlaceInFile::of(&file.path, range)).collect::<Vec<_>>()
        })
    });
    let mut places: Vec<PlaceInFile> = places.collect();
    places.sort();
    places.dedup();
    places
}

/// Returns where a record links to another, in what its quotes dispute too.
pub(crate) fn links_to<'r>(record: &'r Record, id: &'r Id) -> impl Iterator<Item = ByteRange> + 'r {
    let links = record.links().filter(move |link| link.to == id).map(|link| link.range);
    let rivals = record.rival_links().filter(move |(to, _)| *to == id).map(|(_, range)| range);
    links.chain(rivals)
}
