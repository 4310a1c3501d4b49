//! The rule that no two records have one identifier in another database.

use foldhash::{HashMap, HashMapExt as _, HashSet};

use crate::collection::assemble::Collection;
use crate::collection::index::Located;
use crate::diagnostic::{Diagnostic, Rule};
use crate::record::{FieldId, Id, Record, Value};

/// The records that have each identifier, where these are several.
pub(crate) struct SharedIdentifiers(HashMap<Box<str>, Vec<Id>>);

/// Returns the identifiers of a record.
pub(crate) fn identifiers(record: &Record) -> impl Iterator<Item = &str> {
    let items = record.fields.get(FieldId::Identifiers).into_iter().flat_map(|entry| &entry.items);
    items.filter_map(|item| if let Value::Code(code) = &item.value { Some(&**code) } else { None })
}

impl Collection {
    /// Returns the identifiers of all records that have any, each with the record.
    fn identified(&self) -> impl Iterator<Item = (Box<str>, Id)> {
        let own = |Located { record, .. }: Located<'_>| {
            let own = identifiers(record).map(|code| (Box::from(code), record.id.clone()));
            own.collect::<Vec<_>>()
        };
        self.index.map_partial(&|field| field == FieldId::Identifiers, own).into_iter().flatten()
    }

    /// Returns the records that have any of these identifiers.
    pub(crate) fn identified_by(&self, codes: &HashSet<Box<str>>) -> Vec<Id> {
        let found = self.identified().filter(|(code, _)| codes.contains(code));
        found.map(|(_, id)| id).collect()
    }
}

impl SharedIdentifiers {
    /// Looks through all records for identifiers that several of them have.
    pub(crate) fn of(collection: &Collection) -> Self {
        let mut shared: HashMap<Box<str>, Vec<Id>> = HashMap::new();
        for (code, id) in collection.identified() {
            let of_code = shared.entry(code).or_default();
            if !of_code.contains(&id) {
                of_code.push(id);
            }
        }
        shared.retain(|_, ids| ids.len() > 1);
        for ids in shared.values_mut() {
            ids.sort_unstable();
        }
        Self(shared)
    }

    /// Reports the identifiers of a record that another has too, whose id is before its own in the alphabet.
    pub(crate) fn shared(&self, record: &Record, problems: &mut Vec<Diagnostic>) {
        let Some(entry) = record.fields.get(FieldId::Identifiers) else { return };
        for item in &entry.items {
            let Value::Code(code) = &item.value else { continue };
            // Reported once: the first may be right.
            let first = self.0.get(code).and_then(|ids| ids.first());
            let Some(other) = first.filter(|first| **first != record.id) else { continue };
            let message = format!("`{other}` has the identifier \"{code}\" too");
            problems.push(Diagnostic::new(Rule::SharedIdentifier, item.range, message).help(
                "remove it from the record that it is not of; if both are one thing, merge the records: an import would not know which one to change",
            ));
        }
    }
}
