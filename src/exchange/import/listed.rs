//! Records of lists that say of each what is known, without words to quote: a record gets only what it lacks.

use std::collections::HashSet;

use crate::collection::Collection;
use crate::record::edit::TypedValue;
use crate::record::{FieldId, Id, Kind, Vocabularies, fields};

use super::cell::{CellReader, control};
use super::fault::ImportFault;
use super::imported::{ImportedEdit, ImportedRecord};

/// What a list says of one record.
pub(super) struct ListedRecord {
    pub(super) kind: Kind,
    pub(super) id: Id,
    /// Where in the list it is.
    pub(super) place: String,
    pub(super) values: Vec<(FieldId, Vec<String>)>,
    /// Whether our own export has written it, which may have control characters that are in a record.
    pub(super) is_ours: bool,
}

/// Makes records of what a list says.
pub(super) struct ListedReader<'c> {
    collection: &'c Collection,
    words: Vocabularies,
    /// Returns whether what a record has is what the list says, as far as the list can say it.
    is_same: fn(FieldId, &[String], &[String]) -> bool,
    pub(super) records: Vec<ImportedRecord>,
    /// What of the list was left out, in sentences.
    pub(super) notes: Vec<String>,
    pub(super) faults: Vec<ImportFault>,
}

impl<'c> ListedReader<'c> {
    pub(super) fn of(
        collection: &'c Collection,
        is_same: fn(FieldId, &[String], &[String]) -> bool,
    ) -> Self {
        Self {
            collection,
            words: collection.settings().vocabularies(),
            is_same,
            records: Vec::new(),
            notes: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Adds what a record lacks; identifiers are added to those that it has.
    pub(super) fn fill(&mut self, listed: ListedRecord) {
        let ListedRecord { kind, id, place, values, is_ours } = listed;
        let located = self.collection.get(id.as_str());
        let existing = located.as_ref().map(|located| located.record);
        let mut edits = Vec::new();
        for field in fields(kind) {
            let Some((_, items)) = values.iter().find(|(name, _)| *name == field.name) else {
                continue;
            };
            let mut items = items.clone();
            if let Some(entry) = existing.and_then(|record| record.fields.get(field.name)) {
                let known: Vec<String> =
                    entry.items.iter().map(|item| item.value.written().into_owned()).collect();
                let is_union = field.name == FieldId::Identifiers;
                if (self.is_same)(field.name, &known, &items) {
                    continue;
                }
                if !is_union || entry.items.iter().any(|item| !item.value.is_read()) {
                    self.notes.push(format!(
                        "{place}: {} of `{id}` is another in the collection, and is left as it is",
                        field.name.as_str()
                    ));
                    continue;
                }
                let there: HashSet<&String> = known.iter().collect();
                items.retain(|item| !there.contains(item));
                items.splice(0..0, known);
            }
            let reader = CellReader { field, siblings: fields(kind), words: &self.words };
            let exact = |item: &String| match control(item).filter(|_| !is_ours) {
                Some(fault) => Err(fault),
                None => reader.exact(item),
            };
            let read: Result<Vec<TypedValue>, _> = items.iter().map(exact).collect();
            match read {
                Ok(read) if field.many => {
                    edits.push(ImportedEdit::set(field.name, TypedValue::List(read)));
                }
                Ok(read) => {
                    let first = read.into_iter().next();
                    edits.extend(first.map(|value| ImportedEdit::set(field.name, value)));
                }
                Err(fault) => {
                    // An identifier that is too long is made of the id.
                    let is_of_id = field.name == FieldId::Identifiers;
                    let of = if is_of_id { "id" } else { field.name.as_str() };
                    self.faults.push(fault.at(format!("{place}, {of}")));
                }
            }
        }
        if existing.is_none() || !edits.is_empty() {
            self.records.push(ImportedRecord::new(kind, id, place, edits));
        }
    }
}
