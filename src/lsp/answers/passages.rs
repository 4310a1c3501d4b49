//! Quotes and the passages of archived texts that have their words, in both directions.

use std::path::Path;

use rayon::prelude::*;

use super::place_in_file::PlaceInFile;
use crate::collection::{Collection, Placement};
use crate::evidence::Match;
use crate::record::{FieldId, Id, Quote};
use crate::text::ByteRange;

/// Returns the passage that has the words of a quote, or the nearest one; where there is none, the start of the text.
pub(crate) fn passage_of(collection: &Collection, quote: &Quote) -> Option<PlaceInFile> {
    let source = quote.source()?;
    let path = collection.archived_path(source)?;
    let range = match collection.archive().find(source, quote.text()?) {
        Match::Verbatim(range) | Match::ButForTypography(range) | Match::Close(range) => range,
        Match::NotFound | Match::NotArchived => ByteRange::default(),
    };
    Some(PlaceInFile::of(path, range))
}

/// Returns the source whose archived text is at a path.
pub(crate) fn source_at(path: &Path) -> Option<Id> {
    if let Placement::Archived(source) = Placement::of(path) { Some(source) } else { None }
}

/// Returns the quotes of all cases whose words are at some bytes of an archived text.
pub(crate) fn quotes_at(collection: &Collection, path: &Path, at: ByteRange) -> Vec<PlaceInFile> {
    let Some(source) = source_at(path) else { return Vec::new() };
    let Some(archived) = collection.archived_at(path) else { return Vec::new() };
    // The records are not kept: thousands may quote one source.
    let places = collection.files_linking_to(&source).into_par_iter().flat_map_iter(|file| {
        file.now().with_records(|records| {
            let quotes = records.iter().flat_map(|record| &record.quotes);
            let quotes = quotes.filter(|quote| quote.source() == Some(&source));
            let here = quotes.filter_map(|quote| {
                let words = quote.fields.get(FieldId::Text)?.value;
                is_passage_at(archived.find(quote.text()?), at).then_some(words)
            });
            here.map(|words| PlaceInFile::of(&file.path, words)).collect::<Vec<_>>()
        })
    });
    let mut places: Vec<PlaceInFile> = places.collect();
    places.sort();
    places.dedup();
    places
}

/// Returns whether the passage of a quote is at some bytes of a text.
fn is_passage_at(found: Match, at: ByteRange) -> bool {
    match found {
        Match::Verbatim(passage) | Match::ButForTypography(passage) | Match::Close(passage) => {
            passage.overlaps(at)
                || (passage.start()..=passage.end()).contains(&at.start()) && at.is_empty()
        }
        Match::NotFound | Match::NotArchived => false,
    }
}
