//! Where a link leads, what a quote cites, and the passage of the archived text that has its words.

use super::links::{links_to, places_linking_to};
use super::passages::{passage_of, quotes_at};
use super::place::AskedPlace;
use super::place_in_file::PlaceInFile;
use super::target::{Target, TargetPart};
use crate::record::{Cited, Record};
use crate::text::ByteRange;

/// Where something leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Definition {
    /// The bytes that lead there.
    pub(crate) from: Option<ByteRange>,
    /// Where they lead.
    pub(crate) to: Vec<PlaceInFile>,
}

/// Returns where the place leads; from an archived text, to the quotes with the words at it.
pub(crate) fn definition(place: &AskedPlace<'_>) -> Option<Definition> {
    if place.file().is_none() {
        let at = ByteRange::new(place.offset, place.offset)?;
        let to = quotes_at(place.collection, place.path, at);
        return (!to.is_empty()).then_some(Definition { from: None, to });
    }
    let target = Target::of(place)?;
    let to = match target.part {
        TargetPart::Link(id) => PlaceInFile::of_record(place.collection, id)?,
        TargetPart::QuoteText(quote) | TargetPart::QuoteHeader(quote) => {
            passage_of(place.collection, quote)?
        }
        TargetPart::Citation(cited) => {
            PlaceInFile::of(place.path, cited_range(target.record, cited)?)
        }
        TargetPart::Header => PlaceInFile::of(place.path, target.range),
        TargetPart::RowHeader(_)
        | TargetPart::Key(_)
        | TargetPart::Value(_)
        | TargetPart::UnknownKey => return None,
    };
    Some(Definition { from: Some(target.range), to: vec![to] })
}

/// Returns where a record has what a quote cites.
pub(crate) fn cited_range(record: &Record, cited: &Cited) -> Option<ByteRange> {
    match cited {
        Cited::Field(name) => record.fields.get(*name).map(|entry| entry.key),
        Cited::Row(kind, key) => record.row(*kind, key).map(|row| row.at),
    }
}

/// Returns the places that name a record, or cite a field or row, or quote a passage; the place itself where it is
/// wanted.
pub(crate) fn references(place: &AskedPlace<'_>, with_itself: bool) -> Vec<PlaceInFile> {
    if place.file().is_none() {
        let at = ByteRange::new(place.offset, place.offset);
        return at.map(|at| quotes_at(place.collection, place.path, at)).unwrap_or_default();
    }
    let Some(target) = Target::of(place) else { return Vec::new() };
    let mut places = Vec::new();
    if let Some(id) = target.named_record() {
        places.extend(PlaceInFile::of_record(place.collection, id).filter(|_| with_itself));
        places.extend(places_linking_to(place.collection, id));
    } else if let Some(cited) = target.cited() {
        let itself = cited_range(target.record, &cited).filter(|_| with_itself);
        let citations = citations_of(target.record, &cited);
        let ranges = itself.into_iter().chain(citations);
        places.extend(ranges.map(|range| PlaceInFile::of(place.path, range)));
    }
    places.sort();
    places.dedup();
    places
}

/// Returns the places in the file itself that name what is at a place.
pub(crate) fn highlights(place: &AskedPlace<'_>) -> Vec<ByteRange> {
    let Some(target) = Target::of(place) else { return Vec::new() };
    let mut ranges = Vec::new();
    if let Some(id) = target.named_record() {
        for record in place.records() {
            ranges.extend((record.id == *id).then(|| super::place_in_file::name_range(record)));
            ranges.extend(links_to(record, id));
        }
    } else if let Some(cited) = target.cited() {
        ranges.extend(cited_range(target.record, &cited));
        ranges.extend(citations_of(target.record, &cited));
    }
    ranges.retain(|range| !range.is_empty());
    ranges.sort();
    ranges.dedup();
    ranges
}

/// Returns where the quotes of a record cite a field or row.
fn citations_of<'r>(record: &'r Record, cited: &'r Cited) -> impl Iterator<Item = ByteRange> + 'r {
    record.quotes.iter().flat_map(move |quote| {
        let supports = quote.supports.iter().map(|citation| (&citation.cited, citation.range));
        let disputes = quote.disputes.iter().map(|dispute| (&dispute.cited, dispute.range));
        supports.chain(disputes).filter(move |(other, _)| *other == cited).map(|(_, range)| range)
    })
}
