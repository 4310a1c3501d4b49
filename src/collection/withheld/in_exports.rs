//! Finds what must not leave the program: the confidential cases, and the people who may not be named.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::collection::assemble::Collection;
use crate::collection::files::file::File;
use crate::collection::index::{Located, RecordLocation};
use crate::collection::may_be_named::may_be_named;
use crate::collection::sensitive::terms::WithheldSet;
use crate::record::{FieldId, Id, Kind, Record};

impl Collection {
    /// Returns what is not printed unless its owner asks for it. The first call looks for it, and
    /// looks only into files that say who may see a record or name a person.
    pub(crate) fn withheld_in_exports(&self) -> &WithheldSet {
        self.sensitive_terms.exports.get_or_init(|| Arc::new(self.find_withheld()))
    }

    /// Returns what is not printed where no one is to be named: besides what is never printed unasked, the names of everyone,
    /// and the words of quotes for those from whom these are withheld too. The first call looks through all records.
    pub(crate) fn withheld_under_mask(&self) -> &WithheldSet {
        self.sensitive_terms.masked.get_or_init(|| {
            let mut held = WithheldSet::clone(self.withheld_in_exports());
            held.names = self.sensitive_terms().clone();
            let people =
                [Kind::Victim, Kind::Person].into_iter().flat_map(|kind| self.ids_of(kind));
            held.people.extend(people.cloned());
            // People whom a text seems to name, and those of records that are gone.
            let gone = self.gone.values().flatten();
            let others = self.guessed().chain(self.departed.values().flatten()).chain(gone);
            held.people.extend(others.filter_map(person_of).cloned());
            Arc::new(held)
        })
    }

    fn find_withheld(&self) -> WithheldSet {
        let holds = |Located { record, .. }: Located<'_>| {
            self.is_confidential(record) || !may_be_named(record)
        };
        let slots: Vec<&RecordLocation> = self
            .perhaps_confidential()
            .into_par_iter()
            .filter(|slot| slot.with_record(holds) == Some(true))
            .collect();
        let mut held = WithheldSet::default();
        let mut linked: BTreeSet<Id> = BTreeSet::new();
        for slot in slots {
            slot.with_record(|Located { record, file, .. }| {
                if self.is_confidential(record) {
                    held.cases.insert(record.id.clone());
                    linked.extend(people_of(record));
                    // Of a link that cannot be read, or in a field that takes none, only the words are known.
                    let now = file.now();
                    if !now.problems.is_empty() {
                        linked.extend(self.people_in_words(&now.text()));
                    }
                }
                withhold(&mut held, record);
            });
        }
        // What is not read as a record may be confidential all the same, and its people not to be named;
        // so may what a record said before in this run.
        for record in self.guessed().chain(self.departed.values().flatten()) {
            let confidential = self.is_confidential(record);
            if confidential {
                held.cases.insert(record.id.clone());
                linked.extend(people_of(record));
            }
            if confidential || !may_be_named(record) {
                withhold(&mut held, record);
            }
        }
        // Who is known from confidential cases alone is as confidential as these.
        linked.retain(|person| {
            let mentions = self.mentions(person);
            mentions.iter().all(|mention| held.cases.contains(&mention.from))
        });
        let mut files: BTreeMap<&Path, &Arc<File>> = BTreeMap::new();
        for person in &linked {
            self.with_record(person, |Located { record, .. }| {
                if record.kind == Kind::Person && record.fields.yes(FieldId::Public) != Some(true) {
                    withhold(&mut held, record);
                }
            });
            let slots = self.index.holders(person);
            files.extend(slots.map(|slot| (slot.file.path.as_path(), &slot.file)));
        }
        for guess in files.values().flat_map(|file| file.guessed.iter()) {
            let of_another = Id::is_id(guess.id.as_str()) && !linked.contains(&guess.id);
            if !of_another && guess.fields.yes(FieldId::Public) != Some(true) {
                withhold(&mut held, guess);
            }
        }
        held.names = std::mem::take(&mut held.names).finish();
        held
    }

    /// Returns the ids of people that a text contains as words.
    fn people_in_words(&self, text: &str) -> BTreeSet<Id> {
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        let words: BTreeSet<&str> = words.filter(|word| Id::is_id(word)).collect();
        let ids = words.into_iter().filter_map(Id::new);
        ids.filter(|id| self.kind_of(id) == Some(Kind::Person)).collect()
    }
}

/// Returns what a record links to; a person may be named in a field for others by mistake.
fn people_of(record: &Record) -> impl Iterator<Item = Id> {
    record.links().map(|link| link.to.clone())
}

/// Returns the id of the person whom a record is of, where it is known: for a name in a broken text, the owner may not be.
fn person_of(record: &Record) -> Option<&Id> {
    let is_person =
        matches!(record.kind, Kind::Victim | Kind::Person) || record.may_be_childs_name();
    Some(&record.id).filter(|id| is_person && Id::is_id(id.as_str()))
}

fn withhold(held: &mut WithheldSet, record: &Record) {
    held.people.extend(person_of(record).cloned());
    held.names.add_names(record);
}
