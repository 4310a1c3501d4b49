//! What links lead to, as those who link to it are found by it: ids, names and aliases, folded once
//! however many link there.

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::HashMap;

use crate::record::{Id, Kind, Name, Record};
use crate::search::{Values, fold};

use super::assemble::Collection;

/// The fields that a record is known by to those that link to it.
pub(super) const KNOWN_BY: [Name; 5] =
    [Name::Name, Name::NativeName, Name::Title, Name::Aliases, Name::Publisher];

/// What the links of a collection lead to.
#[derive(Debug)]
pub(super) struct Targets {
    /// Those that many link to.
    known: HashMap<Id, Target>,
}

/// What a link leads to.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// What others call it, as written and folded.
    texts: Arc<[(String, String)]>,
    values: Arc<Values>,
}

impl Targets {
    /// Returns what the links of a collection lead to.
    pub(super) fn of(collection: &Collection) -> Self {
        let many = [Kind::Source, Kind::Place, Kind::Person, Kind::Organisation];
        let many = many.into_iter().flat_map(|kind| collection.of_kind(kind));
        let known = many.map(|located| (located.record.id.clone(), Target::of(located.record)));
        let mut known: HashMap<Id, Target> = known.collect();
        // Cases that more than one record links to: each would be opened anew for every link.
        let mentions = collection.index.all_mentions().iter();
        for (id, _) in mentions.filter(|(_, mentions)| mentions.len() > 1) {
            if !known.contains_key(id) {
                let target = collection.look(id, |located| Target::of(located.record));
                known.extend(target.map(|target| (id.clone(), target)));
            }
        }
        Self { known }
    }

    /// Returns what a link of the collection leads to; an id by itself where no record has it.
    pub(super) fn get(&self, collection: &Collection, id: &Id) -> Cow<'_, Target> {
        if let Some(known) = self.known.get(id) {
            return Cow::Borrowed(known);
        }
        let found = collection.look(id, |located| Target::of(located.record));
        Cow::Owned(found.unwrap_or_else(|| Target::missing(id)))
    }
}

impl Target {
    fn of(record: &Record) -> Self {
        let mut values = Values::default().stored(record.id.as_str());
        let mut texts = vec![said(record.name())];
        for known in KNOWN_BY {
            for item in record.fields.get(known).into_iter().flat_map(|entry| &entry.items) {
                let name = item.value.written();
                values = values.called(&name);
                // It may be in another script.
                if matches!(known, Name::NativeName | Name::Aliases) {
                    texts.push(said(&name));
                }
            }
        }
        Self { texts: texts.into(), values: Arc::new(values) }
    }

    fn missing(id: &Id) -> Self {
        let values = Arc::new(Values::default().stored(id.as_str()));
        Self { texts: Arc::new([said(id.as_str())]), values }
    }

    /// Returns the texts by which whoever links to it is found, each with itself folded.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(original, folded)| (original.as_str(), folded.as_str()))
    }

    /// Returns the values by which a field that links to it is found.
    pub(super) fn values(&self) -> &Arc<Values> {
        &self.values
    }
}

fn said(name: &str) -> (String, String) {
    let name = name.trim();
    (name.to_owned(), fold(name).trim().to_owned())
}
