//! Which cases are confidential, and what is to be kept back of all and of those.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::record::{Id, Kind, Problem, Record, Rule};

use super::accept::Touched;
use super::assemble::Collection;
use super::file::File;
use super::index::{Located, Slot};
use super::kept::KeptBack;
use super::settings::Confidentiality;

/// What more records than this register is looked for anew.
const FEW: usize = 1000;

impl Collection {
    /// Returns what is to be kept back of everyone that the collection has a record of. The first
    /// call looks for it.
    pub fn kept_back(&self) -> &KeptBack {
        self.registered.of_everyone.get_or_init(|| {
            let mut kept = KeptBack::default();
            add(&mut kept, self.index.all_slots(), |_| true);
            self.guessed().for_each(|record| kept.add(record));
            self.departed.values().flatten().for_each(|record| kept.add(record));
            self.gone.values().flatten().for_each(|record| kept.add(record));
            Arc::new(kept.settled())
        })
    }

    /// Returns the same where it was looked for already.
    pub fn known_names(&self) -> Option<&KeptBack> {
        self.registered.of_everyone.get().map(|kept| &**kept)
    }

    /// Tells whether it was.
    pub fn knows_names(&self) -> bool {
        self.known_names().is_some()
    }

    /// Takes over what the collection before keeps back of everyone, where it has looked for it, and
    /// adds what these records say now. What they said before is kept back all the same: to see
    /// whether others say it too, all would have to be looked at.
    pub(super) fn keep_back_after<'f>(
        &mut self,
        before: &Self,
        changed: &BTreeSet<Id>,
        mut files: impl Iterator<Item = &'f Arc<File>>,
    ) {
        let known = before.registered.of_everyone.get();
        if let Some(known) = known.filter(|_| changed.len() <= FEW) {
            let slots = changed.iter().flat_map(|id| self.index.holders(id));
            let kept = KeptBack::beside(known, |kept| {
                add(kept, slots, |_| true);
                files
                    .by_ref()
                    .flat_map(|file| file.guessed.iter())
                    .for_each(|record| kept.add(record));
            });
            self.registered.of_everyone = OnceLock::from(Arc::new(kept));
        }
    }

    /// Returns what is to be kept back of the confidential cases.
    pub fn confidential(&self) -> &KeptBack {
        self.registered.of_confidential.get_or_init(|| {
            let mut kept = KeptBack::default();
            let slots = self.perhaps_confidential().into_iter();
            add(&mut kept, slots, |record| self.is_confidential(record));
            let guessed = self.guessed().filter(|record| self.says_confidential(record));
            guessed.chain(self.departed.values().flatten()).for_each(|record| kept.add(record));
            Arc::new(kept.settled())
        })
    }

    /// Goes on holding back the confidential cases among these that `before` had, or that it held back
    /// though they were gone, and that are gone now. One that is there again says itself what it is.
    pub(super) fn hold_back_departed<'i>(
        &mut self,
        before: &Self,
        ids: impl Iterator<Item = &'i Id>,
    ) {
        let mut departed = BTreeMap::clone(&before.departed);
        for id in ids {
            let mut records = Vec::new();
            for slot in before.index.holders(id) {
                slot.look(|Located { record, .. }| {
                    if record.kind.is_case() && before.is_confidential(record) {
                        records.push(record.clone());
                    }
                });
            }
            if !records.is_empty() {
                departed.insert(id.clone(), records);
            }
        }
        // A file that was emptied says nothing of who may see what it said.
        let says_something = |Located { record, .. }: Located<'_>| {
            let empty = record.fields.iter().next().is_none() && record.quotes.is_empty();
            !empty || record.is_held_back()
        };
        departed.retain(|id, _| {
            let mut slots = self.index.holders(id);
            !slots.any(|slot| slot.look(says_something) == Some(true))
        });
        if !(departed.is_empty() && self.departed.is_empty()) {
            self.departed = Arc::new(departed);
        }
    }

    /// Does so after everything was read again.
    pub(super) fn hold_back_all_departed(&mut self, before: &Self) {
        let slots = before.perhaps_confidential().into_iter();
        let ids: BTreeSet<Id> = slots.filter_map(|slot| Some(slot.head()?.1.clone())).collect();
        self.hold_back_departed(before, ids.iter());
        let ids: Vec<&Id> =
            before.index.all_slots().filter_map(|slot| Some(slot.head()?.1)).collect();
        self.remember_gone(before, ids.into_iter());
    }

    /// Remembers the people among these whom `before` had a record of, or remembered, and who have none
    /// now.
    pub(super) fn remember_gone<'i>(&mut self, before: &Self, ids: impl Iterator<Item = &'i Id>) {
        let mut gone: Vec<(Id, Vec<Record>)> = Vec::new();
        for id in ids.filter(|id| self.index.holders(id).next().is_none()) {
            let mut records = Vec::new();
            for slot in before.index.holders(id) {
                slot.look(|Located { record, .. }| {
                    if matches!(record.kind, Kind::Victim | Kind::Person) {
                        records.push(record.clone());
                    }
                });
            }
            if !records.is_empty() {
                gone.push((id.clone(), records));
            }
        }
        self.gone = Arc::clone(&before.gone);
        if !gone.is_empty() {
            Arc::make_mut(&mut self.gone).extend(gone);
        }
    }

    /// Tells whether something of the collection before, which may be in a cache of it, is not to be in
    /// any now: it is gone, or it is confidential, or the collection is.
    pub fn must_be_forgotten(&self, before: &Self, touched: &Touched) -> bool {
        if self.settings.forbids_cache() {
            return true;
        }
        match touched {
            Touched::Everything => before.files().any(|file| {
                let now = self.file_at(&file.path).and_then(|file| self.cacheable(file));
                before.cacheable(file).is_some() && now.is_none()
            }),
            Touched::Only { records, .. } => records.iter().any(|id| {
                let open =
                    |all: &Self| all.look(id, |located| !all.is_confidential(located.record));
                open(before) == Some(true) && open(self) != Some(true)
            }),
        }
    }

    /// Returns the records that unreadable files seem to hold.
    pub(super) fn guessed(&self) -> impl Iterator<Item = &Record> {
        self.files().flat_map(|file| file.guessed.iter())
    }

    /// Tells whether there are cases of which not even the ids are known: those of a table or of a
    /// folder that cannot be read.
    pub fn has_unknown_cases(&self) -> bool {
        *self.registered.unknown.get_or_init(|| {
            self.files().any(|file| {
                let unreadable = |problem: &Problem| {
                    problem.rule == Rule::Unreadable && file.contents.len() == 0
                };
                let top = file.path.iter().next().and_then(|top| Path::new(top).file_stem());
                let kind = top.and_then(|top| Kind::of_folder(top.to_str()?));
                kind.is_some_and(Kind::is_case) && file.contents.problems.iter().any(unreadable)
            })
        })
    }

    /// Tells whether a case is confidential: it says so, or says nothing and the collection does.
    ///
    /// One that tries to say and cannot be understood is, and so is whatever has the id of one that is.
    pub fn is_confidential(&self, record: &Record) -> bool {
        let says = |located: Located<'_>| self.says_confidential(located.record);
        self.says_confidential(record)
            || self.index.is_shared(&record.id)
                && self.index.holders(&record.id).any(|slot| slot.look(says) == Some(true))
    }

    fn says_confidential(&self, record: &Record) -> bool {
        let of_collection = self.settings.confidentiality == Some(Confidentiality::Confidential);
        record.kind.is_case() && record.says_confidential().unwrap_or(of_collection)
    }

    /// Tells whether one of these cases is confidential.
    pub(super) fn keeps_back_any(&self, cases: &BTreeSet<Id>) -> bool {
        let confidential = |located: Located<'_>| self.says_confidential(located.record);
        let mut slots = cases.iter().flat_map(|case| self.index.holders(case));
        slots.any(|slot| slot.look(confidential) == Some(true))
    }

    /// Counts the cases that are confidential.
    pub fn confidential_cases(&self) -> usize {
        let perhaps = self.perhaps_confidential().into_iter();
        let case = |located: Located<'_>| {
            let Located { record, .. } = located;
            (record.kind.is_case() && self.is_confidential(record)).then(|| record.id.clone())
        };
        perhaps.filter_map(|slot| slot.look(case).flatten()).collect::<HashSet<Id>>().len()
    }

    /// Returns where the records are that may be confidential, unopened: to look at all would take too
    /// long for whoever waits for a saved file. People who may not be named are among them.
    pub(super) fn perhaps_confidential(&self) -> Vec<&Slot> {
        let of_collection = self.settings.confidentiality == Some(Confidentiality::Confidential);
        let slots = self.index.all_slots();
        let is_shared = |slot: &Slot| slot.head().is_some_and(|(_, id)| self.index.is_shared(id));
        let perhaps =
            |slot: &&Slot| of_collection || slot.file.contents.is_guarded() || is_shared(slot);
        slots.filter(perhaps).collect()
    }
}

fn add<'s>(
    kept: &mut KeptBack,
    slots: impl Iterator<Item = &'s Slot>,
    wanted: impl Fn(&Record) -> bool,
) {
    for slot in slots {
        slot.look(|Located { record, .. }| {
            if wanted(record) {
                kept.add(record);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::collection::{Changes, Collection, Memory, load, load_after};

    #[track_caller]
    fn check(of_collection: &str, of_case: &str, confidential: bool) {
        let mut memory = Memory::default();
        memory.put("casebook.toml", of_collection);
        memory.put("victims/test-one.toml", format!("title = 'T'\nname = 'Test One'\n{of_case}"));
        memory.put("people.toml", "[other]\nname = 'Other Two'\n");
        let collection = load(&memory);
        let case = collection.get("test-one").unwrap().record;
        assert_eq!(collection.is_confidential(case), confidential, "{of_collection} {of_case}");
        assert!(!collection.is_confidential(collection.get("other").unwrap().record));
        assert_eq!(collection.confidential().is_empty(), !confidential);
        assert_eq!(collection.kept_back().without_names("Test One, Other", "#"), "#, #");
    }

    #[test]
    fn a_case_is_as_confidential_as_it_says_else_as_the_collection() {
        let by_default = "confidentiality = 'confidential'\n";
        check("", "", false);
        check("", "confidentiality = 'confidential'\n", true);
        check("", "confidentiality = 'restricted'\n", false);
        check(by_default, "", true);
        check(by_default, "confidentiality = 'public'\n", false);
    }

    #[test]
    fn a_mask_covers_the_people_whose_records_are_gone_whatever_is_read_again() {
        let mut memory = Memory::default();
        memory.put("victims/test-one.toml", "title = 'T'\nname = 'Test One'\n");
        memory.put("people.toml", "[other]\nname = 'Other Two'\n[third]\nname = 'Third Three'\n");
        let mut collection = load(&memory);
        memory.remove("victims/test-one.toml");
        collection = collection.accept(&memory, &Changes::at("victims/test-one.toml")).collection;
        memory.put("people.toml", "[third]\nname = 'Third Three'\n");
        for _ in 0..2 {
            collection = load_after(&memory, &collection);
            let said = collection.kept_back().without_names("Test One, Other Two, Third", "#");
            assert_eq!(said, "#, #, #");
        }
        assert_eq!(load(&memory).kept_back().without_names("Test One, Third", "#"), "Test One, #");
    }

    #[test]
    fn what_changed_records_say_is_kept_back_beside_what_was() {
        let mut memory = Memory::default();
        let person = |name: &str, words: &str| {
            format!("title = 'T'\nname = '{name}'\n[[quote]]\ntext = '{words}'\n")
        };
        memory.put("victims/test-one.toml", person("Test One", "one two three four five"));
        memory.put("victims/test-two.toml", person("Test Two", "so said the second of them"));
        let mut collection = load(&memory);
        let said =
            "Test One, Two Three-Four: one two three four five. Then six seven eight nine ten!";
        let kept =
            |collection: &Collection| collection.kept_back().without_names_and_quotes(said, "#");
        assert_eq!(kept(&collection), "#, # Three-Four: #. Then six seven eight nine ten!");
        for (name, words) in [("Test Three", "six seven eight nine ten"), ("Four Test", "none")] {
            memory.put("victims/test-two.toml", person(name, words));
            collection =
                collection.accept(&memory, &Changes::at("victims/test-two.toml")).collection;
        }
        assert_eq!(kept(&collection), "#, #: #. Then #!");
        assert_eq!(kept(&load(&memory)), "#, Two Three-#: #. Then six seven eight nine ten!");
    }

    #[test]
    fn what_cannot_be_understood_is_confidential() {
        check("", "confidentiality = 'confidental'\n", true);
        check("", "confidentiality = 3\n", true);
        check("", "confidentiality = \n", true);
        check("", "\"confidential\\u0069ty\" = 'confidential'\n", true);
    }
}
