//! Confidential cases: which they are, and the sensitive terms of a collection across reloads.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Diagnostic, Rule};
use crate::record::{FieldId, Id, Kind, Record, Value};

use crate::collection::assemble::Collection;
use crate::collection::files::file::File;
use crate::collection::files::guess::withheld_text;
use crate::collection::index::{Located, RecordLocation};
use crate::collection::load::accept::Touched;
use crate::collection::may_be_named::may_be_named;
use crate::collection::sensitive::terms::{SensitiveTermCache, SensitiveTerms};
use crate::collection::settings::Confidentiality;

/// What more records than this register is looked for anew.
const FEW: usize = 1000;

impl Collection {
    /// Returns the sensitive terms of all people in the collection. The first call computes them.
    pub fn sensitive_terms(&self) -> &SensitiveTerms {
        self.sensitive_terms.of_everyone.get_or_init(|| {
            let mut kept = SensitiveTerms::default();
            add(&mut kept, self.index.all_slots(), |_| true);
            self.guessed().for_each(|record| kept.add(record));
            self.departed.values().flatten().for_each(|record| kept.add(record));
            self.gone.values().flatten().for_each(|record| kept.add(record));
            Arc::new(kept.finish())
        })
    }

    /// Returns the same where it was looked for already.
    pub fn known_sensitive_terms(&self) -> Option<&SensitiveTerms> {
        self.sensitive_terms.of_everyone.get().map(|kept| &**kept)
    }

    /// Returns whether it was.
    pub fn has_sensitive_terms(&self) -> bool {
        self.known_sensitive_terms().is_some()
    }

    /// Takes over the sensitive terms of the earlier collection, and the names of children, if they were computed, and adds
    /// those of the changed records. Earlier terms are kept: finding out whether other records
    /// contain them too would mean reading all of them.
    pub(crate) fn carry_over_sensitive_terms<'f>(
        &mut self,
        before: &Self,
        changed: &BTreeSet<Id>,
        files: impl Iterator<Item = &'f Arc<File>>,
    ) {
        let files: Vec<&Arc<File>> = files.collect();
        if changed.len() > FEW {
            return;
        }
        let extended = |known: &OnceLock<Arc<SensitiveTerms>>, wanted: &dyn Fn(&Record) -> bool| {
            let Some(known) = known.get() else { return OnceLock::new() };
            let slots = changed.iter().flat_map(|id| self.index.holders(id));
            let guessed = files.iter().flat_map(|file| file.guessed.iter());
            let kept = SensitiveTerms::extended(known, |kept| {
                add(kept, slots, wanted);
                guessed.filter(|record| wanted(record)).for_each(|record| kept.add(record));
            });
            OnceLock::from(Arc::new(kept))
        };
        let SensitiveTermCache { of_everyone, of_children, .. } = &before.sensitive_terms;
        let of_everyone = extended(of_everyone, &|_| true);
        let of_children = extended(of_children, &Record::may_be_childs_name);
        self.sensitive_terms.of_everyone = of_everyone;
        self.sensitive_terms.of_children = of_children;
    }

    /// Returns the names that may be a child's real name. The first call looks for them.
    pub fn childrens_names(&self) -> &SensitiveTerms {
        self.sensitive_terms.of_children.get_or_init(|| {
            let mut kept = SensitiveTerms::default();
            let slots = self.perhaps_confidential().into_iter();
            add(&mut kept, slots, Record::may_be_childs_name);
            let others = self.guessed().chain(self.departed.values().flatten());
            others.filter(|record| record.may_be_childs_name()).for_each(|one| kept.add(one));
            Arc::new(kept.finish())
        })
    }

    /// Returns the sensitive terms of the confidential cases.
    pub fn confidential_terms(&self) -> &SensitiveTerms {
        self.sensitive_terms.of_confidential.get_or_init(|| {
            let mut kept = SensitiveTerms::default();
            let slots = self.perhaps_confidential().into_iter();
            add(&mut kept, slots, |record| self.is_confidential(record));
            // What a confidential case said before in this run is among them.
            let others = self.guessed().chain(self.departed.values().flatten());
            let others = others.filter(|record| self.says_confidential(record));
            others.for_each(|record| kept.add(record));
            Arc::new(kept.finish())
        })
    }

    /// Goes on withholding what `before` withheld of these records, whatever became of them, until
    /// a record with the same id says that the case is public or that the person may be named. A
    /// half-saved file says neither, nor does a folder in its place.
    pub(crate) fn keep_withholding_removed<'i>(
        &mut self,
        before: &Self,
        ids: impl Iterator<Item = &'i Id>,
    ) {
        self.departed = Arc::clone(&before.departed);
        let mut departed = BTreeMap::clone(&before.departed);
        for id in ids {
            if !departed.contains_key(id) && self.says_the_same(before, id) {
                continue;
            }
            let now = self.withheld_texts(id);
            let mut known: BTreeSet<String> =
                departed.get(id).into_iter().flatten().map(withheld_text).collect();
            for record in before.withheld_of(id, self.settings.is_confidential()) {
                let text = withheld_text(&record);
                // What the record still says need not be kept beside it.
                let is_said = text.lines().all(|line| line.is_empty() || now.contains(line));
                if !is_said && known.insert(text) {
                    departed.entry(id.clone()).or_default().push(record);
                }
            }
            if let Some(records) = departed.get_mut(id) {
                for slot in self.index.holders(id) {
                    slot.with_record(|Located { record: now, .. }| {
                        records.retain(|record| !releases(now, record));
                    });
                }
            }
        }
        departed.retain(|_, records| !records.is_empty());
        // It depends on what has departed.
        self.sensitive_terms.shared = OnceLock::new();
        self.sensitive_terms.guessed = OnceLock::new();
        if !(departed.is_empty() && self.departed.is_empty()) {
            self.departed = Arc::new(departed);
        }
    }

    /// Still withholds what files seemed to say that are not read as records, where they are gone or
    /// say less now.
    pub(crate) fn keep_withholding_unreadable<'f>(
        &mut self,
        before: &Self,
        files: impl Iterator<Item = &'f File>,
    ) {
        let mut departed = BTreeMap::clone(&self.departed);
        let unread = files.filter(|file| file.contents.len() == 0 && !file.guessed.is_empty());
        for file in unread {
            let now = self.file_at(&file.path).map(|now| Arc::clone(&now.guessed));
            let said: BTreeSet<String> =
                now.iter().flat_map(|now| now.iter()).map(withheld_text).collect();
            for guess in file.guessed.iter() {
                let held = before.is_confidential(guess) || !may_be_named(guess);
                let text = withheld_text(guess);
                let known: &mut Vec<Record> = departed.entry(guess.id.clone()).or_default();
                let is_known = known.iter().any(|known| withheld_text(known) == text);
                if held && !said.contains(&text) && !is_known {
                    known.push(guess.clone());
                }
            }
        }
        departed.retain(|_, records| !records.is_empty());
        if !(departed.is_empty() && self.departed.is_empty()) {
            self.departed = Arc::new(departed);
        }
    }

    /// Returns whether the files of a record say what they did before, and count as they did.
    fn says_the_same(&self, before: &Self, id: &Id) -> bool {
        let as_before = !before.settings.is_confidential() || self.settings.is_confidential();
        as_before
            && before.index.holders(id).all(|slot| {
                let now = self.file_at(&slot.file.path);
                now.is_some_and(|now| {
                    now.contents.piece() == slot.file.contents.piece()
                        && now.guessed == slot.file.guessed
                })
            })
    }

    /// Returns what is withheld of a record and of the guesses for its file, marked as such. What
    /// only the settings withhold is withheld as long as they say so, or as long as the file cannot
    /// be read.
    fn withheld_of(&self, id: &Id, by_settings: bool) -> Vec<Record> {
        let mut withheld = Vec::new();
        for slot in self.index.holders(id) {
            let unread = |problem: &Diagnostic| problem.code == Rule::Unreadable;
            let is_unread = slot.file.now().problems.iter().any(unread);
            let guesses = slot.file.guessed.iter();
            let guesses = guesses.filter(|guess| guess.id == *id || !Id::is_id(guess.id.as_str()));
            let record = slot.with_record(|located| located.record.clone());
            for mut record in record.into_iter().chain(guesses.cloned()) {
                let says = [FieldId::Confidentiality, FieldId::Public];
                let says = says.iter().any(|name| record.fields.get(*name).is_some());
                // An empty file that cannot be read for a moment need not stay withheld.
                if is_unread && !says && !self.departed.contains_key(id) {
                    continue;
                }
                let unnamed = !may_be_named(&record);
                let by_default = record.says_confidential().is_none();
                if self.is_confidential(&record) && (by_settings || !by_default) {
                    record.mark_perhaps_confidential();
                } else if !unnamed {
                    continue;
                }
                // That it may be a child's name it says itself, and may say otherwise later.
                if unnamed && !record.may_be_childs_name() {
                    record.mark_unnamed();
                }
                withheld.push(record);
            }
        }
        withheld
    }

    /// Returns all names and quotes that are withheld of the records with an id.
    fn withheld_texts(&self, id: &Id) -> BTreeSet<String> {
        let texts = self.withheld_of(id, true).into_iter().map(|record| withheld_text(&record));
        texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// Does so after everything was read again.
    pub(crate) fn keep_withholding_all_removed(&mut self, before: &Self) {
        let slots = before.perhaps_confidential().into_iter();
        let mut ids: BTreeSet<Id> = slots.filter_map(|slot| Some(slot.head()?.1.clone())).collect();
        ids.extend(before.departed.keys().cloned());
        self.keep_withholding_removed(before, ids.iter());
        let ids: Vec<&Id> =
            before.index.all_slots().filter_map(|slot| Some(slot.head()?.1)).collect();
        self.remember_removed(before, ids.into_iter());
        self.keep_withholding_unreadable(before, before.files());
    }

    /// Remembers the people among these whom `before` had a record of, or remembered, and who have none
    /// now.
    pub(crate) fn remember_removed<'i>(
        &mut self,
        before: &Self,
        ids: impl Iterator<Item = &'i Id>,
    ) {
        let mut gone: Vec<(Id, Vec<Record>)> = Vec::new();
        for id in ids.filter(|id| self.index.holders(id).next().is_none()) {
            let mut records = Vec::new();
            for slot in before.index.holders(id) {
                slot.with_record(|Located { record, .. }| {
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

    /// Returns whether something of the collection before, which may be in a cache of it, is not to be in
    /// any now: it is gone, or it is confidential, or the collection is.
    pub fn must_leave_cache(&self, before: &Self, touched: &Touched) -> bool {
        if self.settings.forbids_cache() {
            return true;
        }
        match touched {
            Touched::Everything => before.files().any(|file| {
                let now = self.file_at(&file.path).and_then(|file| self.cacheable(file));
                before.cacheable(file).is_some() && now.is_none()
            }),
            Touched::Only { records, .. } => {
                let is_open = |all: &Self, id: &Id| {
                    all.with_record(id, |located| !all.is_confidential(located.record))
                };
                // A file that is not read as a record touches none.
                let guessed = self.guessed_confidential().difference(before.guessed_confidential());
                let mut ids = records.iter().chain(guessed);
                ids.any(|id| is_open(before, id) == Some(true) && is_open(self, id) != Some(true))
            }
        }
    }

    /// Returns whether a file that is not read, or not wholly, may hold a confidential case.
    pub fn guesses_confidential(&self, path: &Path) -> bool {
        let guessed = self.file_at(path).map(|file| file.guessed.iter());
        guessed.into_iter().flatten().any(|record| self.is_confidential(record))
    }

    /// Returns the records that unreadable files seem to hold, and those with names that no record has. A word that may be a name
    /// is none where a place, an organisation or a source of the collection is called so.
    pub(crate) fn guessed(&self) -> impl Iterator<Item = &Record> {
        let things: OnceCell<HashSet<&str>> = OnceCell::new();
        let is_thing = move |record: &Record| {
            let name = record.fields.get(FieldId::Aliases).and_then(|names| names.items.first());
            let Some(Value::Words(name)) = name.map(|item| &item.value) else { return false };
            things.get_or_init(|| self.names_of_things()).contains(&**name)
        };
        let all = self.files().flat_map(|file| file.guessed.iter());
        all.filter(move |record| !record.is_word_that_may_name() || !is_thing(record))
    }

    fn names_of_things(&self) -> HashSet<&str> {
        let kinds = [Kind::Place, Kind::Organisation, Kind::Source];
        kinds.into_iter().flat_map(|kind| self.ids_of(kind)).map(|id| self.name_of(id)).collect()
    }

    /// Returns whether there are cases or people of which not even the ids are known: those of a table or
    /// of a folder that cannot be read.
    pub fn has_unknown_cases(&self) -> bool {
        *self.sensitive_terms.unknown.get_or_init(|| {
            self.files().any(|file| {
                let unreadable = |problem: &Diagnostic| {
                    problem.code == Rule::Unreadable && file.contents.len() == 0
                };
                let top = file.path.iter().next().and_then(|top| Path::new(top).file_stem());
                let kind = top.and_then(|top| Kind::of_folder(top.to_str()?));
                kind.is_some_and(|kind| kind.is_case() || kind == Kind::Person)
                    && file.contents.problems.iter().any(unreadable)
            })
        })
    }

    /// Returns whether a case is confidential: it says so, or says nothing and the collection does.
    ///
    /// One that tries to say and cannot be understood is, and so is whatever has the id of one that is.
    pub fn is_confidential(&self, record: &Record) -> bool {
        self.says_confidential(record)
            || self.index.is_shared(&record.id) && self.shared_confidential().contains(&record.id)
            || record.kind.is_case() && self.guessed_confidential().contains(&record.id)
    }

    /// Returns the ids of the confidential cases in files that are not read as records: copies, and files with a misspelt
    /// name or in another place.
    pub(crate) fn guessed_confidential(&self) -> &BTreeSet<Id> {
        self.sensitive_terms.guessed.get_or_init(|| {
            let is_one =
                |record: &&Record| Id::is_id(record.id.as_str()) && self.says_confidential(record);
            self.guessed().filter(is_one).map(|record| record.id.clone()).collect()
        })
    }

    /// Returns the ids that several records have, of which one is a confidential case.
    fn shared_confidential(&self) -> &BTreeSet<Id> {
        self.sensitive_terms.shared.get_or_init(|| {
            let says = |located: Located<'_>| self.says_confidential(located.record);
            let is_one =
                |id: &&Id| self.index.holders(id).any(|slot| slot.with_record(says) == Some(true));
            self.index.shared_ids().filter(is_one).cloned().collect()
        })
    }

    fn says_confidential(&self, record: &Record) -> bool {
        let of_collection = self.settings.confidentiality == Some(Confidentiality::Confidential);
        let before = || {
            // One that says it no more says nothing until it says otherwise.
            let before = self.departed.get(&record.id).into_iter().flatten();
            before.clone().any(Record::is_perhaps_confidential)
        };
        match record.kind {
            Kind::Victim | Kind::Rescue | Kind::Arrest => {
                record.says_confidential().unwrap_or_else(|| of_collection || before())
            }
            // A case in the wrong folder may say so.
            Kind::Person | Kind::Source | Kind::Place | Kind::Organisation => {
                record.is_perhaps_confidential()
            }
        }
    }

    /// Returns whether one of these cases is confidential.
    pub(crate) fn any_confidential(&self, cases: &BTreeSet<Id>) -> bool {
        let confidential = |located: Located<'_>| self.is_confidential(located.record);
        let mut slots = cases.iter().flat_map(|case| self.index.holders(case));
        slots.any(|slot| slot.with_record(confidential) == Some(true))
    }

    /// Counts the cases that are confidential.
    pub fn confidential_cases(&self) -> usize {
        let perhaps = self.perhaps_confidential().into_iter();
        let case = |located: Located<'_>| {
            let Located { record, .. } = located;
            (record.kind.is_case() && self.is_confidential(record)).then(|| record.id.clone())
        };
        perhaps.filter_map(|slot| slot.with_record(case).flatten()).collect::<HashSet<Id>>().len()
    }

    /// Returns the locations of records that may be confidential, without unpacking them: reading
    /// all of them would make the user wait after a save. People who may not be named are included.
    pub(crate) fn perhaps_confidential(&self) -> Vec<&RecordLocation> {
        let of_collection = self.settings.confidentiality == Some(Confidentiality::Confidential);
        let slots = self.index.all_slots();
        let is_shared =
            |slot: &RecordLocation| slot.head().is_some_and(|(_, id)| self.index.is_shared(id));
        let is_departed = |slot: &RecordLocation| {
            let id = slot.head().map(|(_, id)| id);
            !self.departed.is_empty() && id.is_some_and(|id| self.departed.contains_key(id))
        };
        let guessed = self.guessed_confidential();
        let is_guessed = |slot: &RecordLocation| {
            !guessed.is_empty() && slot.head().is_some_and(|(_, id)| guessed.contains(id))
        };
        let perhaps = |slot: &&RecordLocation| {
            of_collection
                || slot.file.contents.has_privacy_keys()
                || is_shared(slot)
                || is_departed(slot)
                || is_guessed(slot)
        };
        slots.filter(perhaps).collect()
    }
}

/// Returns whether a record allows showing what was withheld of an earlier one.
fn releases(now: &Record, before: &Record) -> bool {
    let open = now.says_confidential() == Some(false);
    let named = may_be_named(now)
        && (now.fields.yes(FieldId::Public) == Some(true) || open && now.kind == Kind::Victim);
    let no_child = named || may_be_named(now) && now.states_no_childs_name();
    (open || !before.is_perhaps_confidential())
        && (named || !before.fields.lost(FieldId::Public))
        && (no_child || !before.may_be_childs_name())
}

fn add<'s>(
    kept: &mut SensitiveTerms,
    slots: impl Iterator<Item = &'s RecordLocation>,
    wanted: impl Fn(&Record) -> bool,
) {
    for slot in slots {
        slot.with_record(|Located { record, .. }| {
            if wanted(record) {
                kept.add(record);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::collection::{Changes, Collection, Loader, Memory, load};

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
        assert_eq!(collection.confidential_terms().is_empty(), !confidential);
        assert_eq!(collection.sensitive_terms().without_names("Test One, Other", "#"), "#, #");
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
        collection = Loader::after(&collection)
            .apply(&memory, &Changes::at("victims/test-one.toml"))
            .collection;
        memory.put("people.toml", "[third]\nname = 'Third Three'\n");
        for _ in 0..2 {
            collection = Loader::after(&collection).load(&memory).checked();
            let said =
                collection.sensitive_terms().without_names("Test One, Other Two, Third", "#");
            assert_eq!(said, "#, #, #");
        }
        assert_eq!(
            load(&memory).sensitive_terms().without_names("Test One, Third", "#"),
            "Test One, #"
        );
    }

    /// What takes the place of the file of a case, by its path; nothing, where it goes.
    type Instead = (&'static str, Option<&'static str>);

    const PATH: &str = "victims/test-one.toml";

    /// Tells what is shown of a name after the file of its case became something else, each time once: by
    /// looking at that file alone, and by reading everything again.
    #[track_caller]
    fn after(before: &str, steps: &[Instead], shown: bool) {
        let changed = |all: bool| {
            let mut memory = Memory::default();
            memory.put(PATH, before);
            let mut collection = load(&memory);
            // Compute the sensitive terms once, so that there is something to carry over.
            assert!(!collection.sensitive_terms().is_empty());
            _ = collection.confidential_terms();
            for (path, text) in steps {
                let mut changes = Changes::at(*path);
                changes.add(Changes::at(PATH));
                match text {
                    Some(text) => memory.put(*path, *text),
                    None => memory.remove(path),
                }
                if *path != PATH {
                    memory.remove(PATH);
                }
                let changes = if all { Changes::Everything } else { changes };
                collection = Loader::after(&collection).apply(&memory, &changes).collection;
            }
            collection
        };
        for all in [false, true] {
            let collection = changed(all);
            let said = collection
                .confidential_terms()
                .without_names_and_quotes("Testname: so said the first of them.", "#");
            let expected = if shown { "Testname: so said the first of them." } else { "#: #." };
            assert_eq!(said, expected, "{all} {steps:?}");
        }
    }

    #[test]
    fn a_confidential_case_is_withheld_whatever_takes_its_place_until_it_is_said_to_be_public() {
        const BEFORE: &str = "title = 'T'\nname = 'Zora Testname'\nconfidentiality = 'confidential'\n[[quote]]\ntext = 'so said the first of them'\n";
        let steps: &[&[Instead]] = &[
            &[(PATH, None)],
            &[(PATH, Some(""))],
            &[(PATH, Some("title = 'x'\n"))],
            &[(PATH, Some("title = 'T'\nname = 'Zora Testname'\n"))],
            &[(PATH, Some("title = 'T'\nname = 'Ann'\nconfidentiality = 'confidential'\n"))],
            &[(PATH, Some("title = 'T'\nconfidentiality = 'confidential'\n"))],
            &[
                (PATH, Some("title = 'T'\nconfidentiality = 'confidential'\n")),
                (PATH, Some("title = 'x'\n")),
            ],
            &[
                (PATH, Some("title = 'x'\n")),
                (PATH, Some("title = 'y'\nname = 'Bo'\n")),
                (PATH, None),
            ],
            &[(PATH, Some("title = 'x'\nname = \n"))],
            &[(PATH, None), (PATH, Some("title = 'x'\n"))],
            // As if a folder lay in its place, its file is gone and nothing can be read.
            &[("victims/test-one.toml/x.toml", Some("title = 'x'\n"))],
            &[("arrests/test-one.toml", Some("title = 'T'\nconfidentiality = 'confidential'\n"))],
            &[("arrests/test-one.toml", Some("title = 'T'\n"))],
            &[("people/test-one.toml", Some("name = 'Bo'\npublic = true\n"))],
            &[("victims.toml", Some("[test-one]\ntitle = 'T'\n"))],
        ];
        for steps in steps {
            after(BEFORE, steps, false);
        }
        for open in ["public", "restricted"] {
            let text: &'static str = match open {
                "public" => "title = 'T'\nconfidentiality = 'public'\n",
                _ => "title = 'T'\nconfidentiality = 'restricted'\n",
            };
            after(BEFORE, &[(PATH, Some(text))], true);
            after(BEFORE, &[(PATH, Some("title = 'x'\n")), (PATH, Some(text))], true);
            after(BEFORE, &[(PATH, None), (PATH, Some(text)), (PATH, Some("title = 'x'\n"))], true);
        }
    }

    #[test]
    fn a_case_that_says_no_more_that_it_is_confidential_is_so_until_the_program_ends() {
        let mut memory = Memory::default();
        memory.put(PATH, "title = 'T'\nname = 'Zora Testname'\nconfidentiality = 'confidential'\n");
        let first = load(&memory);
        memory.put(PATH, "title = 'T'\nname = 'Zora Testname'\n");
        let accepted = Loader::after(&first).apply(&memory, &Changes::at(PATH)).collection;
        for later in [Loader::after(&first).load(&memory).checked(), accepted] {
            assert!(later.is_confidential(later.get("test-one").unwrap().record));
            assert_eq!(later.confidential_cases(), 1);
        }
        assert_eq!(load(&memory).confidential_cases(), 0);
    }

    #[test]
    fn a_person_is_not_to_be_named_until_a_record_says_otherwise() {
        let exported = |collection: &Collection| {
            let withheld = collection.withheld_in_exports();
            withheld.names.without_names("Met Testname.", "[withheld]")
        };
        for now in
            ["name = 'Bo'\n", "name = 'Zora Testname'\n", "name = 'Bo'\npublic = false\n", ""]
        {
            let mut memory = Memory::default();
            memory.put("people/p.toml", "name = 'Zora Testname'\npublic = false\n");
            let mut collection = load(&memory);
            memory.put("people/p.toml", now);
            for all in [false, true, false] {
                let changes = if all { Changes::Everything } else { Changes::at("people/p.toml") };
                collection = Loader::after(&collection).apply(&memory, &changes).collection;
                assert_eq!(exported(&collection), "Met [withheld].", "{now}");
                assert_eq!(
                    collection.sensitive_terms().without_names("Testname", "#"),
                    "#",
                    "{now}"
                );
            }
            memory.put("people/p.toml", "name = 'Bo'\npublic = true\n");
            let named =
                Loader::after(&collection).apply(&memory, &Changes::at("people/p.toml")).collection;
            assert_eq!(exported(&named), "Met Testname.", "{now}");
        }
    }

    #[test]
    fn what_changed_records_say_is_withheld_beside_what_was() {
        let mut memory = Memory::default();
        let person = |name: &str, words: &str| {
            format!("title = 'T'\nname = '{name}'\n[[quote]]\ntext = '{words}'\n")
        };
        memory.put("victims/test-one.toml", person("Test One", "one two three four five"));
        memory.put("victims/test-two.toml", person("Test Two", "so said the second of them"));
        let mut collection = load(&memory);
        let said =
            "Test One, Two Three-Four: one two three four five. Then six seven eight nine ten!";
        let kept = |collection: &Collection| {
            collection.sensitive_terms().without_names_and_quotes(said, "#")
        };
        assert_eq!(kept(&collection), "#, # Three-Four: #. Then six seven eight nine ten!");
        for (name, words) in [("Test Three", "six seven eight nine ten"), ("Four Test", "none")] {
            memory.put("victims/test-two.toml", person(name, words));
            collection = Loader::after(&collection)
                .apply(&memory, &Changes::at("victims/test-two.toml"))
                .collection;
        }
        assert_eq!(kept(&collection), "#, #: #. Then #!");
        assert_eq!(kept(&load(&memory)), "#, Two Three-#: #. Then six seven eight nine ten!");
    }

    #[test]
    fn what_a_misnamed_file_withheld_stays_withheld_when_it_goes() {
        let case = "title = 'Z'\nname = 'Zora Testname'\nconfidentiality = 'confidential'\n";
        for path in ["victims/zq.TOML", "victim/zq.toml", "victims/名.toml.txt", "cases/zq.toml"] {
            for now in [None, Some("title = 'V1'\n"), Some("title = 'V1'\nname = 'Other Name'\n")] {
                let mut memory = Memory::default();
                memory.put("rescues/way.toml", "title = 'Way'\nsummary = 'Met Testname.'\n");
                memory.put(path, case);
                let before = load(&memory);
                match now {
                    None => memory.remove(path),
                    Some(text) => memory.put(path, text),
                }
                for changes in [Changes::at(path), Changes::Everything] {
                    let after = Loader::after(&before).apply(&memory, &changes).collection;
                    let masked = after.confidential_terms().without_names("Met Testname.", "#");
                    assert_eq!(masked, "Met #.", "{path} {now:?}");
                }
            }
        }
    }

    #[test]
    fn what_only_a_copy_withheld_is_looked_for_anew_when_its_case_changes() {
        let mut memory = Memory::default();
        memory.put(PATH, "title = 'T'\nname = 'Zora Testname'\n");
        let copy = "title = 'T'\nconfidentiality = 'confidential'\n";
        memory.put("victims/test-one.TOML", copy);
        let before = load(&memory);
        let masked = |all: &Collection| all.confidential_terms().without_names("Zora, Bo", "#");
        assert_eq!(masked(&before), "#, Bo");
        memory.put(PATH, "title = 'T'\nname = 'Bo'\nconfidentiality = 'public'\n");
        for changes in [Changes::at(PATH), Changes::Everything] {
            let after = Loader::after(&before).apply(&memory, &changes).collection;
            assert_eq!(masked(&after), "Zora, #", "{changes:?}");
        }
    }

    #[test]
    fn what_cannot_be_understood_is_confidential() {
        check("", "confidentiality = 'confidental'\n", true);
        check("", "confidentiality = 3\n", true);
        check("", "confidentiality = \n", true);
        check("", "\"confidential\\u0069ty\" = 'confidential'\n", true);
    }
}
