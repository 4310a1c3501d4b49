//! Types a value in place: of the field under the cursor, of a field of the row under it, or of one that is missing.

use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::value_input::ValuePlace;
use crate::browser::model::page::{DetailItem, QuoteItem, label};
use crate::browser::model::update::change_review;
use crate::browser::model::update::value_input::{self, MaskConsent};
use crate::browser::model::update::value_place::why_not as why_not_now;
use crate::browser::model::update::value_write;
use crate::browser::model::{Effect, Slip};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};
use crate::record::edit::RowPath;
use crate::record::{
    Cited, Field, FieldId, Fields, Id, Kind, Record, RowKind, Shape, fields, row_fields,
};
use crate::session::ChangeRequest;

/// What is under the cursor.
enum ValueTarget {
    /// A field.
    Field(ValuePlace),
    /// An event, group or quote of a record.
    Row(Id, RowPath),
}

/// Opens the input for the field under the cursor, or lists the fields of the row under it.
pub(crate) fn edit(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    if let Some(said) = why_not(model) {
        model.shared.notice = Some(said);
        return Vec::new();
    }
    match target(model.view()) {
        Some(ValueTarget::Field(place)) => {
            return value_input::open(model.shared, place, MaskConsent::Unasked);
        }
        Some(ValueTarget::Row(record, row)) => list_row(model, &record, row),
        None => {
            let said = match model.own.focus {
                Pane::List => "press Enter to open the record, then i on the field to change",
                Pane::Detail | Pane::Quotes => "there is no value to change here",
            };
            model.shared.notice = Some(said.to_owned());
        }
    }
    Vec::new()
}

/// Lists the fields that the record lacks, or the row under the cursor.
pub(crate) fn add(model: &mut BrowseMut<'_>) {
    if let Some(said) = why_not(model) {
        model.shared.notice = Some(said);
        return;
    }
    let row = match target(model.view()) {
        Some(ValueTarget::Row(_, row)) => Some(row),
        Some(ValueTarget::Field(_)) | None => None,
    };
    let Some(located) = model.view().record() else {
        model.shared.say("there is no record to add a field to");
        return;
    };
    let record = located.record;
    let id = record.id.clone();
    let missing = missing(model.view(), record, row);
    let name = model.shared.masked().map(|masked| masked.name_of(&id)).unwrap_or_default();
    let of = row.map_or(name, |row| format!("this {}", row.kind.name()));
    let entries = missing.into_iter().map(|missing| OverlayLine {
        note: if missing.count == 0 { String::new() } else { missing.count.to_string() },
        ..line(&id, row, missing.field, missing.field.meaning.to_owned())
    });
    let overlay = Overlay::of(format!("Add a field to {of}"), entries.collect());
    model.shared.overlay = Some(overlay.as_popup().filterable());
}

/// Asks whether the field under the cursor is to be removed, or shows what the row under it takes with it.
pub(crate) fn remove(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    if let Some(why_not) = why_not_now(model.shared) {
        model.shared.notice = Some(why_not.to_owned());
        return Vec::new();
    }
    match target(model.view()) {
        Some(ValueTarget::Field(place)) => value_write::ask_removal(model.shared, place),
        Some(ValueTarget::Row(id, row)) => {
            let name = model.shared.masked().map(|masked| masked.name_of(&id));
            let title = format!("Remove a {} of {}", row.kind.name(), name.unwrap_or_default());
            return change_review::begin(model.shared, ChangeRequest::RemoveRow { id, row }, title);
        }
        None => {
            let said = match model.own.focus {
                Pane::List => ":delete deletes this record; Delete removes a field of an open one",
                Pane::Detail | Pane::Quotes => {
                    "there is no field to remove here; e opens the file in an editor"
                }
            };
            model.shared.notice = Some(said.to_owned());
        }
    }
    Vec::new()
}

/// Returns why nothing is changed: the collection cannot be, or letters may have been meant as words.
fn why_not(model: &mut BrowseMut<'_>) -> Option<String> {
    if let Some(why_not) = why_not_now(model.shared) {
        return Some(why_not.to_owned());
    }
    if model.shared.slip != Slip::None {
        model.shared.slip = Slip::None;
        return Some("press it again to change the record; / searches".to_owned());
    }
    None
}

fn target(model: BrowseRef<'_>) -> Option<ValueTarget> {
    let record = model.record()?.record;
    let field = |field: FieldId| {
        ValueTarget::Field(ValuePlace { record: record.id.clone(), row: None, field })
    };
    let row = |kind: RowKind, number: usize| {
        ValueTarget::Row(record.id.clone(), RowPath { kind, number })
    };
    match model.own.focus {
        Pane::List => None,
        Pane::Detail => match model.own.detail.spot()? {
            DetailItem::Field(name) | DetailItem::Link(name, _) => Some(field(*name)),
            DetailItem::Row(kind, key) => {
                let number = record.rows(*kind).position(|row| row.key() == Some(&**key))?;
                Some(row(*kind, number))
            }
            DetailItem::Keyless(kind, number) => Some(row(*kind, *number)),
            DetailItem::Extra(_) | DetailItem::Mention(_) => None,
        },
        Pane::Quotes => match model.own.quotes.spot()? {
            QuoteItem::Quote(case, number) if *case == record.id => {
                Some(row(RowKind::Quote, *number))
            }
            QuoteItem::Quote(..) | QuoteItem::Mention(_) | QuoteItem::At(_) => None,
        },
    }
}

/// Lists the fields of a row, those that it has first.
fn list_row(model: &mut BrowseMut<'_>, id: &Id, row: RowPath) {
    let Some((masked, seen)) =
        model.shared.masked().and_then(|masked| Some((masked, masked.get(id.as_str())?)))
    else {
        return;
    };
    let Some(own) = fields_of(&seen.record, row) else { return };
    let words = |field: &Field| {
        // What a quote supports and disputes is read as such, and is no entry.
        let cited = cited_by(&seen.record, row, field.name);
        if !cited.is_empty() {
            let labels: Vec<String> = cited.into_iter().map(|cited| label(&seen, cited)).collect();
            return Some(labels.join(", "));
        }
        own.get(field.name).map(|entry| masked.values_in_words(&entry.items, entry.field.shape))
    };
    let all = row_fields(row.kind).iter().filter(|field| is_typed(field));
    let present = all.clone().filter_map(|field| Some(line(id, Some(row), field, words(field)?)));
    let missing = all.filter(|field| !has_field(&seen.record, Some(row), field.name));
    let missing = missing.map(|field| OverlayLine {
        note: "add".to_owned(),
        ..line(id, Some(row), field, field.meaning.to_owned())
    });
    let entries = present.chain(missing).collect();
    let title = format!("Change a field of this {}", row.kind.name());
    model.shared.overlay = Some(Overlay::of(title, entries).as_popup().filterable());
}

fn line(id: &Id, row: Option<RowPath>, field: &'static Field, meaning: String) -> OverlayLine {
    let place = ValuePlace { record: id.clone(), row, field: field.name };
    OverlayLine {
        term: field.label.to_owned(),
        meaning,
        found_by: field.name.as_str().to_owned(),
        choice: Some(Choice::EditField(place)),
        ..OverlayLine::default()
    }
}

/// A field that a record lacks, and how many of its kind have it.
struct MissingField {
    field: &'static Field,
    count: usize,
}

/// The most records that are looked at to find which fields are usual.
const MOST_COUNTED: usize = 1_000;

/// Returns the fields that a record or a row of it lacks, the most usual first.
fn missing(model: BrowseRef<'_>, record: &Record, row: Option<RowPath>) -> Vec<MissingField> {
    let all = row.map_or_else(|| fields(record.kind), |row| row_fields(row.kind));
    let is_missing = |field: &&Field| !has_field(record, row, field.name);
    let missing = all.iter().filter(|field| is_typed(field)).filter(is_missing);
    let mut missing: Vec<MissingField> =
        missing.map(|field| MissingField { field, count: 0 }).collect();
    count(model, record.kind, row, &mut missing);
    missing.sort_by_key(|one| std::cmp::Reverse(one.count));
    missing
}

fn count(model: BrowseRef<'_>, kind: Kind, row: Option<RowPath>, missing: &mut [MissingField]) {
    let Some(masked) = model.shared.masked() else { return };
    for id in masked.whole().ids_of(kind).take(MOST_COUNTED) {
        masked.with_record(id, |record| {
            for one in missing.iter_mut() {
                let has = |number| {
                    let row = row.map(|row| RowPath { number, ..row });
                    has_field(record, row, one.field.name)
                };
                let rows = match row.map(|row| row.kind) {
                    Some(RowKind::Quote) => record.quotes.len(),
                    Some(kind) => record.rows(kind).count(),
                    None => 1,
                };
                one.count += usize::from((0..rows).any(has));
            }
        });
    }
}

fn fields_of(record: &Record, row: RowPath) -> Option<&Fields> {
    match row.kind {
        RowKind::Quote => record.quotes.get(row.number).map(|quote| &quote.fields),
        RowKind::Event | RowKind::Group | RowKind::Custody => {
            record.rows(row.kind).nth(row.number).map(|row| &row.fields)
        }
    }
}

/// Returns what a quote says that it supports, or disputes; nothing for any other field.
fn cited_by(record: &Record, row: RowPath, field: FieldId) -> Vec<&Cited> {
    let quote = record.quotes.get(row.number).filter(|_| row.kind == RowKind::Quote);
    match (quote, field) {
        (Some(quote), FieldId::Supports) => quote.supports.iter().map(|one| &one.cited).collect(),
        (Some(quote), FieldId::Disputes) => quote.disputes.iter().map(|one| &one.cited).collect(),
        _ => Vec::new(),
    }
}

/// Returns whether a record, or a row of it, has a field.
fn has_field(record: &Record, row: Option<RowPath>, field: FieldId) -> bool {
    let own = match row {
        Some(row) => fields_of(record, row),
        None => Some(&record.fields),
    };
    own.is_some_and(|own| own.get(field).is_some())
        || row.is_some_and(|row| !cited_by(record, row, field).is_empty())
}

fn is_typed(field: &Field) -> bool {
    !matches!(field.shape, Shape::Rows(_))
}
