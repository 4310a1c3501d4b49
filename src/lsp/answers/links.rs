//! Where records link to an id, in the texts as they are now.

use super::place_in_file::{PlaceInFile, record_now};
use crate::collection::Collection;
use crate::record::{Id, Record};
use crate::text::ByteRange;

/// Returns all places that link to an id, with the quotation marks that are there.
pub(crate) fn places_linking_to(collection: &Collection, id: &Id) -> Vec<PlaceInFile> {
    let mut from: Vec<&Id> = collection.mentions(id).iter().map(|mention| &mention.from).collect();
    from.dedup();
    let located = from.into_iter().filter_map(|from| Some((from, collection.get(from.as_str())?)));
    let places = located.filter_map(|(from, located)| {
        let record = record_now(located.file, from)?;
        let path = &located.file.path;
        Some(links_to(record, id).map(|range| PlaceInFile::of(path, range)).collect::<Vec<_>>())
    });
    let mut places: Vec<PlaceInFile> = places.flatten().collect();
    places.sort();
    places.dedup();
    places
}

/// Returns where a record links to another, in what its quotes dispute too.
pub(crate) fn links_to<'r>(record: &'r Record, id: &'r Id) -> impl Iterator<Item = ByteRange> + 'r {
    let links = record.links().filter(move |link| link.to == id).map(|link| link.range);
    let rivals = record.quotes.iter().flat_map(|quote| &quote.disputes);
    let rivals = rivals.flat_map(|dispute| &dispute.rival);
    let rivals = rivals.filter(move |item| item.value.link() == Some(id)).map(|item| item.range);
    links.chain(rivals)
}
