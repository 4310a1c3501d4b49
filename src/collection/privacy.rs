//! Which cases are confidential, and what is to be kept back of all and of those.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::record::{Id, Name, Record, Value};

use super::assemble::Collection;
use super::index::{Located, Slot};
use super::kept::KeptBack;
use super::settings::Confidentiality;

/// What more records than this register is looked for anew.
const FEW: usize = 1000;

impl Collection {
    /// Returns what is to be kept back of everyone that the collection has a record of. The first
    /// call looks for it.
    pub fn kept_back(&self) -> &KeptBack {
        self.registered.of_everyone.get_or_init(|| kept_back_of(self.index.slots(), |_| true))
    }

    /// Takes over what the collection before keeps back of everyone, where it has looked for it, and
    /// adds what these records say now. What they said before is kept back all the same: to see
    /// whether others say it too, all would have to be looked at.
    pub(super) fn keep_back_after(&mut self, before: &Self, changed: &BTreeSet<Id>) {
        let known = before.registered.of_everyone.get();
        if let Some(known) = known.filter(|_| changed.len() <= FEW) {
            let slots = changed.iter().flat_map(|id| self.index.holders(id));
            let kept = KeptBack::beside(known, |kept| add(kept, slots, |_| true));
            self.registered.of_everyone = OnceLock::from(Arc::new(kept));
        }
    }

    /// Returns what is to be kept back of the confidential cases.
    pub fn confidential(&self) -> &KeptBack {
        let confidential = |record: &Record| self.is_confidential(record);
        self.registered
            .of_confidential
            .get_or_init(|| kept_back_of(self.perhaps_confidential().into_iter(), confidential))
    }

    /// Tells whether a case is confidential: it says so, or says nothing and the collection does.
    ///
    /// One that tries to say and cannot be understood is.
    pub fn is_confidential(&self, record: &Record) -> bool {
        let of_collection = self.settings.confidentiality == Some(Confidentiality::Confidential);
        let own = record.fields.get(Name::Confidentiality).and_then(|entry| entry.items.first());
        record.kind.is_case()
            && match own.map(|item| &item.value) {
                Some(Value::Term(word)) if matches!(&**word, "public" | "restricted") => false,
                Some(_) => true,
                None => of_collection || record.fields.lost(Name::Confidentiality),
            }
    }

    /// Tells whether one of these cases is confidential.
    pub(super) fn keeps_back_any(&self, cases: &BTreeSet<Id>) -> bool {
        let confidential = |located: Located<'_>| self.is_confidential(located.record);
        cases.iter().any(|case| self.look(case, confidential) == Some(true))
    }

    /// Counts the cases that are confidential.
    pub fn confidential_cases(&self) -> usize {
        let perhaps = self.perhaps_confidential().into_iter();
        let confidential = |located: Located<'_>| self.is_confidential(located.record);
        perhaps.filter(|slot| slot.look(confidential) == Some(true)).count()
    }

    /// Returns where the records are that may be confidential, unopened: to look at all would take too
    /// long for whoever waits for a saved file.
    fn perhaps_confidential(&self) -> Vec<&Slot> {
        let of_collection = self.settings.confidentiality == Some(Confidentiality::Confidential);
        let slots = self.index.slots();
        let perhaps = |slot: &&Slot| of_collection || slot.file.contents.is_guarded();
        slots.filter(perhaps).collect()
    }
}

fn kept_back_of<'s>(
    slots: impl Iterator<Item = &'s Slot>,
    wanted: impl Fn(&Record) -> bool,
) -> Arc<KeptBack> {
    let mut kept = KeptBack::default();
    add(&mut kept, slots, wanted);
    Arc::new(kept.settled())
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
    use crate::collection::{Changes, Collection, Memory, load};

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
