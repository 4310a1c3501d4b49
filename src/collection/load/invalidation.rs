//! Invalidation: which evidence and which checks depend on the files that changed.
//!
//! It knows how to find the records for which a [`Dependency`] has changed, and no rule: the checks
//! declare which dependencies they have.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::evidence::{ArchivedText, Evidence, Independence};
use crate::record::{FieldId, Id, Kind, Quote, Record, Value};

use crate::collection::assemble::{Collection, Texts};
use crate::collection::files::file::File;
use crate::collection::index::{Index, IndexDelta};
use crate::collection::problems::CheckedFile;
use crate::collection::rules::identifiers::identifiers;
use crate::collection::rules::{
    Checker, Dependency, any_depends_on, are_too_many, is_named, is_unknown, may_be_typo_of,
    unknown_beside,
};

/// What has to be assessed and checked again, once the index has taken in the files that changed.
pub(crate) struct Invalidation<'c> {
    old: &'c Collection,
    new: &'c mut Collection,
    delta: IndexDelta,
    /// The cases whose evidence has to be assessed again.
    to_assess: BTreeSet<Id>,
    /// The ids whose records are to be checked again.
    to_check: BTreeSet<Id>,
    records: HashSet<Id>,
    named: HashSet<Id>,
    /// The identifiers that records got or lost.
    identifiers: foldhash::HashSet<Box<str>>,
}

/// How many speakers are compared with how many records that nothing links to at most.
const MOST_SPOKEN: usize = 1_000_000;

/// A file as it was and as it is.
type FileChange<'f> = (Option<&'f Arc<File>>, Option<&'f Arc<File>>);

impl<'c> Invalidation<'c> {
    /// Finds out what depends on the records that changed.
    pub(crate) fn of(old: &'c Collection, new: &'c mut Collection, delta: IndexDelta) -> Self {
        let (to_check, to_assess) = (delta.ids.clone(), delta.ids.clone());
        let (records, named) = (HashSet::new(), HashSet::new());
        let identifiers = foldhash::HashSet::default();
        let mut invalidation =
            Self { old, new, delta, to_assess, to_check, records, named, identifiers };
        // The records that changed come first, with the records that each of them links to or is linked
        // from. Ids that came or went reach further: a dangling link may be a typo of a new id, and a
        // speaker may be a person whom nothing links to. Those are looked for last and by bounds, since
        // they compare each changed id with all others.
        let linked = invalidation.delta.linked.iter().cloned().collect();
        invalidation.recheck(Dependency::Mentions, linked);
        let mut came_or_went = Vec::new();
        for id in invalidation.delta.ids.clone() {
            if invalidation.depending_on(&id) {
                came_or_went.push(id);
            }
        }
        invalidation.links_possibly_meant(&came_or_went);
        if !invalidation.identifiers.is_empty() {
            // One look at all records, however many identifiers changed.
            let sharing = invalidation.new.identified_by(&invalidation.identifiers);
            invalidation.recheck(Dependency::SharedIdentifiers, sharing);
        }
        invalidation.named_by_speakers();
        invalidation
    }

    /// Notes what depends on one record that changed, was added or was deleted; returns whether it was
    /// added or deleted.
    fn depending_on(&mut self, id: &Id) -> bool {
        let was = self.old.get(id.as_str()).map(|located| located.record);
        let is = self.new.get(id.as_str()).map(|located| located.record);
        if was.zip(is).is_some_and(|(was, is)| was.has_same_values(is)) {
            // A comment, the layout or another record of its file changed, which no other record looks at.
            return false;
        }
        self.records.insert(id.clone());
        let identified = |record: Option<&Record>| {
            record.into_iter().flat_map(identifiers).map(Box::from).collect::<BTreeSet<Box<str>>>()
        };
        let (had, has) = (identified(was), identified(is));
        self.identifiers.extend(had.symmetric_difference(&has).cloned());
        if face(was) != face(is) {
            self.named.insert(id.clone());
        }
        let kind = |record: Option<&Record>| record.map(|record| record.kind);
        let hash = |record: Option<&Record>| {
            record.and_then(|record| record.fields.text(FieldId::Sha256)).map(str::to_owned)
        };
        let (came_or_went, hash_differs) = (kind(was) != kind(is), hash(was) != hash(is));
        let year_differs = given_year(was) != given_year(is);
        let names_differ = !self.new.archive.is_empty() && names(was) != names(is);
        let linking = |new: &Collection| linking_to(&new.index, id).collect();
        let quoting = |new: &Collection| quoting(&new.index, id).collect();
        for (dependency, has_changed) in
            [(Dependency::LinkedKind, came_or_went), (Dependency::LinkedNames, names_differ)]
        {
            if has_changed {
                self.recheck(dependency, linking(self.new));
            }
        }
        for (dependency, has_changed) in
            [(Dependency::QuotedHash, hash_differs), (Dependency::QuotedYear, year_differs)]
        {
            if has_changed {
                self.recheck(dependency, quoting(self.new));
            }
        }
        let wholes = [&self.old.index, &self.new.index].map(|index| index.links_of(id));
        let wholes = wholes.into_iter().flatten().filter(|(_, by)| *by == FieldId::PartOf);
        self.recheck(Dependency::Parts, wholes.map(|(whole, _)| whole).collect());
        came_or_went
    }

    /// Notes the records for which a dependency has changed, where a check has it.
    fn recheck(&mut self, dependency: Dependency, records: Vec<Id>) {
        if any_depends_on(dependency) {
            self.to_check.extend(records);
        }
    }

    /// Notes the links to no record that may have meant one of those which have come or are gone: all
    /// of them where both are so many that to compare each with each would take longer.
    fn links_possibly_meant(&mut self, came_or_went: &[Id]) {
        if came_or_went.is_empty() || !any_depends_on(Dependency::SimilarIds) {
            return;
        }
        let index = &self.new.index;
        let all = are_too_many(came_or_went.len(), index.dangling());
        let meant = index.dangling().filter(|word| all || may_be_typo_of(word, came_or_went));
        self.to_check.extend(meant.flat_map(|word| linking_to(index, word)));
    }

    /// Notes the records that nothing links to and that new speakers name, or those who are gone.
    fn named_by_speakers(&mut self) {
        let Self { new, delta, to_check, .. } = self;
        if delta.speakers.is_empty() || !any_depends_on(Dependency::Speakers) {
            return;
        }
        let unlinked = new.index.unlinked();
        // Where both are many, it takes less to check all again.
        let all = delta.speakers.len().saturating_mul(new.index.count_unlinked()) > MOST_SPOKEN;
        for record in unlinked.map(|located| located.record) {
            if all || delta.speakers.iter().any(|speaker| is_named(record, speaker)) {
                to_check.insert(record.id.clone());
            }
        }
    }

    /// Takes in archived texts, by path as they were and as they are; counts the sources whose text
    /// is another.
    pub(crate) fn archive(&mut self, were: &Texts, are: Texts) -> usize {
        if were.is_empty() && are.is_empty() {
            return 0;
        }
        let both = were.values().chain(are.values());
        let sources: BTreeSet<Id> = both.map(|(source, _)| source.clone()).collect();
        let texts = Arc::make_mut(&mut self.new.texts);
        texts.retain(|path, _| !were.contains_key(path));
        texts.extend(are);
        // Of several texts of one source, the last by path is the one.
        let mut last: BTreeMap<&Id, _> = BTreeMap::new();
        for (source, text) in texts.values().filter(|(source, _)| sources.contains(source)) {
            last.insert(source, text);
        }
        let archive = Arc::make_mut(&mut self.new.archive);
        let mut changed = 0;
        for source in &sources {
            let now = last.get(source).copied();
            let hash = now.map(|text| text.sha256());
            if self.old.archive.get(source).map(ArchivedText::sha256) == hash {
                continue;
            }
            changed += 1;
            match now {
                Some(text) => archive.insert(source.clone(), Arc::clone(text)),
                None => archive.remove(source),
            }
            let cases: Vec<Id> = quoting(&self.new.index, source).collect();
            self.to_assess.extend(cases.iter().cloned());
            if any_depends_on(Dependency::ArchivedText) {
                self.to_check.extend(cases);
                self.to_check.insert(source.clone());
            }
        }
        changed
    }

    /// Assesses the evidence that may have changed.
    pub(crate) fn assess(&mut self) {
        self.regroup_sources();
        let to_assess = std::mem::take(&mut self.to_assess);
        self.records.extend(to_assess.iter().cloned());
        for id in to_assess {
            let was = self.old.evidence(&id);
            self.new.evidence.set(&id, None);
            let is = self.new.evidence(&id);
            let case = self.new.get(id.as_str()).map(|located| located.record);
            let archive = &self.new.archive;
            let sources = case.into_iter().flat_map(|case| &case.quotes).filter_map(Quote::source);
            if sources.into_iter().any(|source| archive.get(source).is_some()) {
                self.new.evidence.set(&id, is.clone());
            }
            if was != is {
                let marks = |evidence: Option<&Arc<Evidence>>| {
                    evidence.map(|evidence| evidence.counts()).unwrap_or_default()
                };
                if !self.new.is_unchecked {
                    self.new.status_counts =
                        self.new.status_counts + marks(is.as_ref()) - marks(was.as_ref());
                }
                self.records.insert(id.clone());
                self.recheck(Dependency::Evidence, vec![id.clone()]);
            }
            if self.new.settings.quotation_share.is_some() {
                self.shares(&id);
            }
        }
    }

    /// Parts the sources into families again where what one is derived from has changed.
    fn regroup_sources(&mut self) {
        let Self { old, new, delta, to_assess, to_check, .. } = self;
        let origins = |collection: &Collection, id: &Id| -> Option<Vec<Id>> {
            let located = collection.get(id.as_str())?;
            let source = Some(located.record).filter(|record| record.kind == Kind::Source)?;
            Some(source.fields.linked(FieldId::DerivedFrom).cloned().collect())
        };
        // A source that is derived from none counts the same whether it is there or not.
        let differs =
            |id: &&Id| origins(old, id).unwrap_or_default() != origins(new, id).unwrap_or_default();
        let changed: Vec<&Id> = delta.ids.iter().filter(differs).collect();
        if changed.is_empty() {
            return;
        }
        let sources = new.index.of_kind(Kind::Source).map(|located| located.record);
        let independence = Independence::of(sources);
        let kin = old.independence.kin(changed.iter().copied());
        for source in kin.chain(independence.kin(changed.iter().copied())) {
            to_assess.extend(quoting(&new.index, source));
            if any_depends_on(Dependency::Derivation) {
                to_check.insert(source.clone());
            }
        }
        new.independence = Arc::new(independence);
    }

    /// Notes the sources of which a case quotes other passages than before.
    fn shares(&mut self, case: &Id) {
        let both = [self.old, &*self.new];
        let quotes = |collection: &Collection| -> Vec<Id> {
            let quotes = collection.get(case.as_str()).map(|located| &located.record.quotes);
            quotes.into_iter().flatten().filter_map(Quote::source).cloned().collect()
        };
        let sources: BTreeSet<Id> = both.into_iter().flat_map(quotes).collect();
        for source in sources {
            let [was, is] = both.map(|collection| collection.passages(case, &source));
            if was != is && any_depends_on(Dependency::QuotedPassages) {
                self.to_check.insert(source);
            }
        }
    }

    /// Checks again what may be wrong otherwise, and all of the files that changed.
    pub(crate) fn check<'f>(&mut self, files: impl Iterator<Item = FileChange<'f>> + Clone) {
        let checked = self.checked(files.clone());
        let mut found = self.new.found;
        for file in files.filter_map(|(was, _)| was) {
            let was = self.old.number_of(&file.path).ok().and_then(|at| self.old.files.get(at));
            found -= was.map_or(0, |was| was.problems.len());
        }
        for (at, checked) in checked {
            let before = self.new.files.get(at).map_or(0, |before| before.problems.len());
            found = found + checked.problems.len() - before;
            self.new.files.replace(at, checked);
        }
        self.new.found = found;
    }

    fn checked<'f>(
        &self,
        files: impl Iterator<Item = FileChange<'f>>,
    ) -> Vec<(usize, CheckedFile)> {
        let mut whole: BTreeSet<PathBuf> = BTreeSet::new();
        let mut parts: BTreeMap<&Path, BTreeSet<usize>> = BTreeMap::new();
        for id in &self.to_check {
            for slot in self.new.index.holders(id) {
                parts.entry(&slot.file.path).or_default().insert(slot.record);
            }
        }
        for (was, is) in files {
            whole.extend(is.map(|file| file.path.clone()));
            for file in was.into_iter().chain(is).filter(|file| is_unknown(file)) {
                // Only the first file of a folder is reported.
                for collection in [self.old, &*self.new] {
                    let first = unknown_beside(collection, file).next();
                    whole.extend(first.map(|first| first.path.clone()));
                }
            }
        }
        let check = Checker::of_few(self.new);
        let at = |path: &Path| {
            let number = self.new.number_of(path).ok()?;
            Some((number, self.new.files.get(number)?))
        };
        let all = whole.iter().filter_map(|path| at(path));
        let all = all.map(|(number, known)| (number, check.file(&known.file)));
        let some = parts.iter().filter(|(path, _)| !whole.contains(**path));
        let some = some.filter_map(|(path, records)| {
            let (number, known) = at(path)?;
            Some((number, check.some(known, records)))
        });
        all.chain(some).collect()
    }

    /// Returns the records that changed, and those whose name or place changed.
    pub(crate) fn touched(mut self) -> (HashSet<Id>, HashSet<Id>) {
        // A record that is checked again may have other problems or other links.
        self.records.extend(self.to_check);
        (self.records, self.named)
    }
}

/// The kind of a record, and the values of some of its fields.
type ShownFields<'r> = (Kind, Vec<(FieldId, Vec<&'r Value>)>);

/// Returns what other records show of one: its kind, its names, the place it lies in, and when it was
/// published, up to which what its quotes call open is certain.
fn face(record: Option<&Record>) -> Option<ShownFields<'_>> {
    record.map(|record| {
        let shown = record.fields.iter().filter(|entry| {
            let name = entry.field.name;
            entry.field.role.is_known_by() || matches!(name, FieldId::Within | FieldId::Published)
        });
        let values = shown
            .map(|entry| (entry.field.name, entry.items.iter().map(|item| &item.value).collect()));
        (record.kind, values.collect())
    })
}

/// Returns what says in which year a source states that it was published.
fn given_year(record: Option<&Record>) -> Option<[Option<String>; 2]> {
    let source = record.filter(|record| record.kind == Kind::Source)?;
    let published = source.fields.date(FieldId::Published).map(ToString::to_string);
    Some([published, source.fields.text(FieldId::PublishedBasis).map(str::to_owned)])
}

/// Returns what a text may call a record.
fn names(record: Option<&Record>) -> Vec<&Value> {
    let entries = record.into_iter().flat_map(|record| record.fields.iter());
    let names = entries.filter(|entry| entry.field.role.is_name());
    names.flat_map(|entry| &entry.items).map(|item| &item.value).collect()
}

fn linking_to(index: &Index, id: &Id) -> impl Iterator<Item = Id> {
    index.mentions(id).iter().map(|mention| mention.from.clone())
}

fn quoting(index: &Index, source: &Id) -> impl Iterator<Item = Id> {
    let quotes = index.mentions(source).iter().filter(|mention| mention.field == FieldId::Source);
    quotes.map(|mention| mention.from.clone())
}
