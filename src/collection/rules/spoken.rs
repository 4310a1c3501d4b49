//! Which people and organisations quotes name as speakers. A name may be a part of what a quote
//! says of who speaks: `Test One` in `Test One, a guard`.

use std::collections::HashSet;

use aho_corasick::AhoCorasick;

use crate::collection::assemble::Collection;
use crate::record::{Name, Record, Value};

/// Tells which names speakers have.
pub(super) enum Spoken<'c> {
    /// All speakers were looked through for the names of all records that nothing links to.
    Known(HashSet<&'c str>),
    /// Each name is looked for when it is asked for.
    Asked(&'c Collection),
}

impl<'c> Spoken<'c> {
    /// Looks for all names at once.
    pub(super) fn of_all(collection: &'c Collection) -> Self {
        let unlinked = collection.index.unlinked();
        let names: Vec<&str> = unlinked.flat_map(|located| names(located.record)).collect();
        // One pass for all names: names times speakers would be too many looks.
        let Ok(automaton) = AhoCorasick::new(&names) else { return Self::Asked(collection) };
        let mut spoken = HashSet::new();
        for speaker in collection.index.speakers() {
            let found = automaton.find_overlapping_iter(speaker);
            spoken.extend(found.filter_map(|found| names.get(found.pattern().as_usize()).copied()));
        }
        Self::Known(spoken)
    }

    /// Looks for names one by one: the better way for few records.
    pub(super) fn asked_one_by_one(collection: &'c Collection) -> Self {
        Self::Asked(collection)
    }

    /// Tells whether a quote names a record that nothing links to as its speaker.
    pub(super) fn names(&self, record: &Record) -> bool {
        names(record).any(|name| match self {
            Self::Known(spoken) => spoken.contains(name),
            Self::Asked(collection) => {
                collection.index.speakers().any(|speaker| speaker.contains(name))
            }
        })
    }
}

/// Tells whether `speaker` names a record.
pub(in crate::collection) fn is_named(record: &Record, speaker: &str) -> bool {
    names(record).any(|name| speaker.contains(name))
}

fn names(record: &Record) -> impl Iterator<Item = &str> {
    let entries =
        [Name::Name, Name::Aliases].into_iter().filter_map(|name| record.fields.get(name));
    entries
        .flat_map(|entry| &entry.items)
        .filter_map(|item| if let Value::Words(name) = &item.value { Some(&**name) } else { None })
}
