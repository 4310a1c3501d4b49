//! Tests of the formats, by what they write.

mod childs_names;
mod citations;
mod exports;
mod lists;
mod misplaced_children;
mod whereabouts;

use super::{Format, Takes, View};
use crate::collection::Collection;
use crate::record::Id;
use crate::redaction::Redaction;

/// Writes the records with these ids in a format.
pub(super) fn written(takes: Takes, name: &str, view: &View<'_>, ids: &[&Id]) -> String {
    let format: &Format = takes.formats().find(|format| format.name == name).unwrap();
    let mut out = Vec::new();
    format.write(view, ids, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Writes all records of a collection in a format of `list`.
pub(super) fn listed(name: &str, collection: &Collection) -> String {
    let redaction = Redaction::everything(collection);
    let ids: Vec<&Id> = collection.ids().collect();
    written(Takes::Records, name, &View::of(&redaction), &ids)
}
