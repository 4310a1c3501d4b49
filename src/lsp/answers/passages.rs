//! Quotes and the passages of archived texts that have their words, in both directions.

use std::path::Path;

use super::place_in_file::{PlaceInFile, record_now};
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
    let mentions = collection.mentions(&source).iter();
    let mut places = Vec::new();
    for mention in mentions.filter(|mention| mention.field == FieldId::Source) {
        let Some(located) = collection.get(mention.from.as_str()) else { continue };
        let Some(record) = record_now(located.file, &mention.from) else { continue };
        for quote in record.quotes.iter().filter(|quote| quote.source() == Some(&source)) {
            let text = quote.fields.get(FieldId::Text);
            let (Some(words), Some(text)) = (quote.text(), text) else { continue };
            let passage = match archived.find(words) {
                Match::Verbatim(range) | Match::ButForTypography(range) | Match::Close(range) => {
                    range
                }
                Match::NotFound | Match::NotArchived => continue,
            };
            let is_here = passage.overlaps(at)
                || (passage.start()..=passage.end()).contains(&at.start()) && at.is_empty();
            if is_here {
                places.push(PlaceInFile::of(&located.file.path, text.value));
            }
        }
    }
    places.sort();
    places.dedup();
    places
}
