//! What lies at a place of a file: a link, a field, the words of a quote.

use super::place::AskedPlace;
use crate::record::{Cited, FieldEntry, FieldId, Fields, Id, Quote, Record, Row};
use crate::text::ByteRange;

/// What lies at a place, and the record that it is a part of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'r> {
    /// The record.
    pub(crate) record: &'r Record,
    /// What of it.
    pub(crate) part: TargetPart<'r>,
    /// The bytes of that.
    pub(crate) range: ByteRange,
}

/// A part of a record that a place may be in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TargetPart<'r> {
    /// The header of the record's table.
    Header,
    /// The header of one of its rows.
    RowHeader(&'r Row),
    /// The header of one of its quotes.
    QuoteHeader(&'r Quote),
    /// The id of another record.
    Link(&'r Id),
    /// What a quote supports or disputes.
    Citation(&'r Cited),
    /// The words of a quote.
    QuoteText(&'r Quote),
    /// The name of a field.
    Key(FieldPart<'r>),
    /// One value of a field.
    Value(FieldPart<'r>),
    /// The name of a field that the format does not know.
    UnknownKey,
}

/// A field and the table that it is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldPart<'r> {
    /// The field.
    pub(crate) entry: &'r FieldEntry,
    /// The row that has it, where it is no field of the record itself.
    pub(crate) row: Option<&'r Row>,
    /// The quote that has it.
    pub(crate) quote: Option<&'r Quote>,
}

impl<'r> Target<'r> {
    /// Finds what lies at a place. The end of a word belongs to it: the cursor may be behind its last letter.
    pub(crate) fn of(place: &AskedPlace<'r>) -> Option<Self> {
        let record = place.record()?;
        Self::in_record(record, place.offset)
    }

    /// Finds what lies at a place of a record.
    pub(crate) fn in_record(record: &'r Record, at: usize) -> Option<Self> {
        let rows = record.rows.iter().map(|row| (&row.fields, Some(row), None));
        let quotes = record.quotes.iter().map(|quote| (&quote.fields, None, Some(quote)));
        let mut tables = std::iter::once((&record.fields, None, None)).chain(rows).chain(quotes);
        let found = tables.find_map(|(fields, row, quote)| in_fields(fields, row, quote, at));
        let found =
            found.or_else(|| record.quotes.iter().find_map(|quote| in_citations(quote, at)));
        let header = || {
            let header = touches(record.at, at).then_some((TargetPart::Header, record.at));
            let row = record.rows.iter().find(|row| touches(row.at, at));
            let row = row.map(|row| (TargetPart::RowHeader(row), row.at));
            let quote = record.quotes.iter().find(|quote| touches(quote.at, at));
            let quote = quote.map(|quote| (TargetPart::QuoteHeader(quote), quote.at));
            row.or(quote).or(header.filter(|_| !record.at.is_empty()))
        };
        let (part, range) = found.or_else(header)?;
        Some(Self { record, part, range })
    }

    /// Returns the record that the place names: that of a link, or the one whose name, title or header it is.
    pub(crate) fn named_record(&self) -> Option<&'r Id> {
        match self.part {
            TargetPart::Link(id) => Some(id),
            TargetPart::Header => Some(&self.record.id),
            TargetPart::Key(FieldPart { entry, row: None, quote: None })
            | TargetPart::Value(FieldPart { entry, row: None, quote: None }) => {
                let is_name = matches!(entry.field.name, FieldId::Title | FieldId::Name);
                is_name.then_some(&self.record.id)
            }
            TargetPart::RowHeader(_)
            | TargetPart::QuoteHeader(_)
            | TargetPart::Citation(_)
            | TargetPart::QuoteText(_)
            | TargetPart::Key(_)
            | TargetPart::Value(_)
            | TargetPart::UnknownKey => None,
        }
    }

    /// Returns the field or row that quotes may cite and that the place names.
    pub(crate) fn cited(&self) -> Option<Cited> {
        let of_row = |row: &Row| Some(Cited::Row(row.kind, row.key()?.into()));
        match self.part {
            TargetPart::Citation(cited) => Some(cited.clone()),
            TargetPart::RowHeader(row)
            | TargetPart::Key(FieldPart { row: Some(row), .. })
            | TargetPart::Value(FieldPart { row: Some(row), .. }) => of_row(row),
            TargetPart::Key(FieldPart { entry, row: None, quote: None })
            | TargetPart::Value(FieldPart { entry, row: None, quote: None }) => {
                Some(Cited::Field(entry.field.name))
            }
            TargetPart::Header
            | TargetPart::QuoteHeader(_)
            | TargetPart::Link(_)
            | TargetPart::QuoteText(_)
            | TargetPart::Key(_)
            | TargetPart::Value(_)
            | TargetPart::UnknownKey => None,
        }
    }
}

fn in_fields<'r>(
    fields: &'r Fields,
    row: Option<&'r Row>,
    quote: Option<&'r Quote>,
    at: usize,
) -> Option<(TargetPart<'r>, ByteRange)> {
    for entry in fields.iter() {
        let part = FieldPart { entry, row, quote };
        if touches(entry.key, at) {
            return Some((TargetPart::Key(part), entry.key));
        }
        if let Some(quote) = quote.filter(|_| entry.field.name == FieldId::Text)
            && touches(entry.value, at)
        {
            return Some((TargetPart::QuoteText(quote), entry.value));
        }
        if let Some(item) = entry.items.iter().find(|item| touches(item.range, at)) {
            let link = item.value.link().map(TargetPart::Link);
            return Some((link.unwrap_or(TargetPart::Value(part)), item.range));
        }
    }
    let unknown = fields.extras().iter().find(|unknown| touches(unknown.key, at))?;
    Some((TargetPart::UnknownKey, unknown.key))
}

fn in_citations(quote: &Quote, at: usize) -> Option<(TargetPart<'_>, ByteRange)> {
    let rivals = quote.disputes.iter().flat_map(|dispute| &dispute.rival);
    let links = rivals.filter_map(|item| Some((item.value.link()?, item.range)));
    let mut links = links.map(|(id, range)| (TargetPart::Link(id), range));
    let supports = quote.supports.iter().map(|citation| (&citation.cited, citation.range));
    let disputes = quote.disputes.iter().map(|dispute| (&dispute.cited, dispute.range));
    let mut cited =
        supports.chain(disputes).map(|(cited, range)| (TargetPart::Citation(cited), range));
    links
        .find(|(_, range)| touches(*range, at))
        .or_else(|| cited.find(|(_, range)| touches(*range, at)))
}

fn touches(range: ByteRange, at: usize) -> bool {
    (range.start()..=range.end()).contains(&at)
}
