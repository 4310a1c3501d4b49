//! Finds the field of a record that is to be changed, and says why it cannot be.

use crate::browser::model::overlay::list::Overlay;
use crate::browser::model::overlay::value_input::{FieldOfPlace, ValuePlace};
use crate::browser::model::shared::Shared;
use crate::collection::Located;
use crate::record::edit::{FieldPath, RowPath};
use crate::record::{Id, Record, fields, row_fields};

/// Returns why a collection cannot be changed now, in words for the status line.
pub(crate) fn why_not(shared: &Shared) -> Option<&'static str> {
    if let Some(why_not) = why_never(shared) {
        return Some(why_not);
    }
    if shared.collection.is_none() || shared.is_arriving() {
        return Some("the files are still being read; try again when they are");
    }
    None
}

/// Returns why a collection, or the file in question, can never be changed here, in words for the status line.
pub(crate) fn why_never(shared: &Shared) -> Option<&'static str> {
    if shared.about.sample {
        return Some("this is the built-in sample (read-only); make your own: casebook init DIR");
    }
    if shared.about.locked {
        return Some(
            "this folder cannot be written to, so nothing is changed here; make it writable, or copy the collection",
        );
    }
    shared.probed.as_ref()?.why_not
}

/// Returns what the format says of a field in its place.
pub(crate) fn field_of(place: &ValuePlace, record: &Record) -> Option<FieldOfPlace> {
    let kind = record.kind;
    let siblings = place.row.map_or_else(|| fields(kind), |row| row_fields(row.kind));
    let field = siblings.iter().find(|field| field.name == place.field)?;
    Some(FieldOfPlace { kind, field, siblings })
}

/// Returns where a field is in its file.
pub(crate) fn path_of(place: &ValuePlace, located: Located<'_>) -> FieldPath {
    // A record that is a file of its own has no header.
    let header = (!located.record.at.is_empty()).then(|| place.record.clone());
    FieldPath { header, row: place.row, field: place.field }
}

/// Returns the value of a field as its file has it, a line for each item, where no value can be read that could be written
/// so: a date of TOML, for one.
pub(crate) fn written_text(place: &ValuePlace, record: &Record) -> String {
    let fields = match place.row {
        Some(RowPath { kind, number }) => record.rows(kind).nth(number).map(|row| &row.fields),
        None => Some(&record.fields),
    };
    let entry = fields.and_then(|fields| fields.get(place.field));
    let items = entry.into_iter().flat_map(|entry| entry.items.iter());
    items.map(|item| item.value.written().to_string()).collect::<Vec<_>>().join("\n")
}

/// Returns whether the screen does not show the value of a field as it is.
pub(crate) fn is_masked(shared: &Shared, place: &ValuePlace) -> bool {
    let Some((masked, all)) = shared.masked().zip(shared.collection.as_deref()) else {
        return true;
    };
    let (Some(seen), Some(located)) =
        (masked.get(place.record.as_str()), all.get(place.record.as_str()))
    else {
        return true;
    };
    let words = |record: &Record| -> Option<Vec<String>> {
        let fields = match place.row {
            Some(RowPath { kind, number }) => &record.rows(kind).nth(number)?.fields,
            None => &record.fields,
        };
        let items = &fields.get(place.field)?.items;
        Some(items.iter().map(|item| item.value.written().to_string()).collect())
    };
    words(&seen.record) != words(located.record)
}

/// Returns what the screen calls a record.
pub(crate) fn name_of(shared: &Shared, record: &Id) -> String {
    shared.masked().map(|masked| masked.name_of(record)).unwrap_or_default()
}

/// Returns whether yes was typed into the overlay that asks.
pub(crate) fn is_yes(shared: &Shared) -> bool {
    let prompt = shared.overlay.as_ref().and_then(Overlay::prompt);
    prompt.is_some_and(|prompt| matches!(prompt.text().trim(), "y" | "Y" | "yes"))
}
