//! Descriptions of the names that a query can use: fields, short forms and states.

use crate::collection::{RecordState, SHORT_FORM_EXAMPLES, base_catalogue};
use crate::record::{Field, FieldId, Kind, RowKind, fields, row_fields};
use crate::search::ValueKind;

/// Returns the description of a name: a short form, or a field of the format.
pub(crate) fn describe_field(name: &str) -> &'static str {
    let of_field =
        || FieldId::of_label(name).and_then(|id| all_fields().find(|field| field.name == id));
    match short_form(name) {
        Some((_, finds)) => finds,
        None => of_field().map_or("", |field| field.meaning),
    }
}

/// Returns the description of a state.
pub(crate) fn describe_state(name: &str) -> &'static str {
    RecordState::all().find(|flag| flag.name() == name).map_or("", RecordState::meaning)
}

/// Returns the place of a name among others: the short forms come first, in their order.
pub(crate) fn rank(name: &str) -> usize {
    short_form(name).map_or(SHORT_FORM_EXAMPLES.len(), |(at, _)| at)
}

/// Returns whether the values of a field are ids of records.
pub(crate) fn leads_to_records(name: &str) -> bool {
    matches!(name, "id" | "place" | "source" | "rel")
        || all_fields().any(|field| field.name.as_str() == name && field.is_link())
}

/// A field that a list can be sorted by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SortableField {
    /// Its name.
    pub(crate) name: &'static str,
    /// What the screen calls it.
    pub(crate) label: &'static str,
}

/// Returns the fields of these kinds that a list can be sorted by, in the order of the format.
pub(crate) fn sortable_fields(kinds: &[Kind]) -> Vec<SortableField> {
    let orders = base_catalogue().named("sort").map(|sort| &sort.takes);
    let Some(ValueKind::Order(names)) = orders else { return Vec::new() };
    let mut found: Vec<SortableField> = Vec::new();
    for field in kinds.iter().flat_map(|kind| fields(*kind)) {
        let name = field.name.as_str();
        let is_known = found.iter().any(|known| known.name == name);
        if !is_known && names.iter().any(|sortable| sortable == name) {
            found.push(SortableField { name, label: field.label });
        }
    }
    found
}

fn short_form(name: &str) -> Option<(usize, &'static str)> {
    let mut forms = SHORT_FORM_EXAMPLES.iter().enumerate();
    let found = forms.find(|(_, form)| form.typed.split(':').next() == Some(name));
    found.map(|(at, form)| (at, form.finds))
}

fn all_fields() -> impl Iterator<Item = &'static Field> {
    let rows = RowKind::PLAIN.map(row_fields);
    Kind::all().map(fields).chain(rows).flatten()
}
