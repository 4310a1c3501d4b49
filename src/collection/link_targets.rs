//! What links point to, prepared for search: ids, names and aliases, folded once for all records
//! that link there.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::HashMap;

use crate::record::{FieldRole, Id, Kind, Record};
use crate::search::{SharedValues, fold};

use crate::collection::assemble::Collection;

/// What the links of a collection lead to.
#[derive(Debug)]
pub(crate) struct LinkTargets {
    /// Those that many link to.
    known: HashMap<Id, LinkTarget>,
}

/// What a link leads to.
#[derive(Clone, Debug)]
pub(crate) struct LinkTarget {
    /// What others call it, as written and folded.
    texts: Arc<[(String, String)]>,
    values: Arc<SharedValues>,
}

impl LinkTargets {
    /// Returns what the links of a collection lead to.
    pub(crate) fn of(collection: &Collection) -> Self {
        let many = [Kind::Source, Kind::Place, Kind::Person, Kind::Organisation];
        let many = many.into_iter().flat_map(|kind| collection.of_kind(kind));
        let known = many.map(|located| (located.record.id.clone(), LinkTarget::of(located.record)));
        let mut known: HashMap<Id, LinkTarget> = known.collect();
        // Cases that more than one record links to: each would be opened anew for every link.
        let mentions = collection.index.all_mentions().iter();
        for (id, _) in mentions.filter(|(_, mentions)| mentions.len() > 1) {
            if !known.contains_key(id) {
                let target = collection.with_record(id, |located| LinkTarget::of(located.record));
                known.extend(target.map(|target| (id.clone(), target)));
            }
        }
        Self { known }
    }

    /// Returns what an id leads to, where many link to it.
    pub(crate) fn known(&self, id: &str) -> Option<&LinkTarget> {
        self.known.get(id)
    }

    /// Returns what a link of the collection leads to; an id by itself where no record has it.
    pub(crate) fn get(&self, collection: &Collection, id: &Id) -> Cow<'_, LinkTarget> {
        if let Some(known) = self.known.get(id) {
            return Cow::Borrowed(known);
        }
        let found = collection.with_record(id, |located| LinkTarget::of(located.record));
        Cow::Owned(found.unwrap_or_else(|| LinkTarget::missing(id)))
    }
}

impl LinkTarget {
    /// Returns what a link to a record leads to.
    pub(crate) fn of(record: &Record) -> Self {
        let mut values = SharedValues::default().stored(record.id.as_str());
        let mut texts = vec![with_folded(record.name())];
        for entry in record.fields.iter().filter(|entry| entry.field.role.is_known_by()) {
            for item in &entry.items {
                let name = item.value.written();
                values = values.also_found_by(&name);
                // It may be in another script.
                if entry.field.role == FieldRole::OtherName {
                    texts.push(with_folded(&name));
                }
            }
        }
        Self { texts: texts.into(), values: Arc::new(values) }
    }

    fn missing(id: &Id) -> Self {
        let values = Arc::new(SharedValues::default().stored(id.as_str()));
        Self { texts: Arc::new([with_folded(id.as_str())]), values }
    }

    /// Returns the texts by which records that link to it are found, each with its folded form.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(original, folded)| (original.as_str(), folded.as_str()))
    }

    /// Returns the values by which a field that links to it is found.
    pub(crate) fn values(&self) -> &Arc<SharedValues> {
        &self.values
    }
}

fn with_folded(name: &str) -> (String, String) {
    let name = name.trim();
    (name.to_owned(), fold(name).trim().to_owned())
}
