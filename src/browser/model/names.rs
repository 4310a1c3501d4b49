//! What the names of the query language stand for, in words. Knows no collection.

use crate::collection::{Flag, SHORT_FORMS};
use crate::record::{Field, Kind, RowKind, fields, row_fields};

/// Returns what a name stands for: a short form, or a field of the format.
pub(super) fn looks_in(name: &str) -> &'static str {
    let of_field = || all_fields().find(|field| field.name.as_str() == name);
    match short_form(name) {
        Some((_, finds)) => finds,
        None => of_field().map_or("", |field| field.meaning),
    }
}

/// Returns what a state stands for.
pub(super) fn state(name: &str) -> &'static str {
    Flag::all().find(|flag| flag.name() == name).map_or("", Flag::meaning)
}

/// Returns the place of a name among others: the short forms come first, in their order.
pub(super) fn rank(name: &str) -> usize {
    short_form(name).map_or(SHORT_FORMS.len(), |(at, _)| at)
}

/// Tells whether the values of a field are ids of records.
pub(super) fn leads_to_records(name: &str) -> bool {
    matches!(name, "id" | "place" | "source" | "rel")
        || all_fields().any(|field| field.name.as_str() == name && field.is_link())
}

fn short_form(name: &str) -> Option<(usize, &'static str)> {
    let mut forms = SHORT_FORMS.iter().enumerate();
    let found = forms.find(|(_, form)| form.typed.split(':').next() == Some(name));
    found.map(|(at, form)| (at, form.finds))
}

fn all_fields() -> impl Iterator<Item = &'static Field> {
    let rows = [RowKind::Event, RowKind::Group].map(row_fields);
    Kind::all().map(fields).chain(rows).flatten()
}
