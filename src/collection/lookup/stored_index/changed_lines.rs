//! The lines of a few files that have changed since an index was stored, made without reading the collection.
//!
//! A line shows its own record, what that links to and what lies around it; so these files are read, and no others but the
//! tables. Where another line might show something of a changed record that is otherwise now, nothing is made, and all files
//! are read.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::face::{face, face_of};
use super::linked::{is_derived, linked, shown};
use super::snapshot::{Snapshot, StoredTables, is_table};
use crate::collection::assemble::Collection;
use crate::collection::files::placement::Placement;
use crate::collection::files::source::FileSource;
use crate::collection::files::subset::FileSubset;
use crate::collection::load::loader::Loader;
use crate::collection::lookup::Lookup;
use crate::collection::lookup::indexer::SearchIndexer;
use crate::record::{FileLayout, Id, Kind, Record};
use crate::search::Store;

/// Where more files have changed, all are read by way of the cache.
const MOST_CHANGED: usize = 256;
/// Where more than so many records are linked to, all files are read.
const MOST_LINKED: usize = 2_000;
/// So often what was read leads to further files.
const MOST_ROUNDS: usize = 8;

/// The files that are not what they were when an index was stored.
#[derive(Debug, Default)]
pub(super) struct ChangedFiles {
    pub(super) files: Vec<ChangedRecordFile>,
    /// Tables that are still there.
    pub(super) tables: Vec<PathBuf>,
}

/// A file with one record that came, went or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChangedRecordFile {
    path: PathBuf,
    record: ChangedRecord,
}

/// A record of a file that came, went or changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ChangedRecord {
    kind: Kind,
    id: Id,
    /// Whether it was there before, and whether it is there now.
    was: bool,
    is: bool,
}

/// The files that have changed, read anew with what their records link to.
pub(super) struct ChangedLines {
    changed: ChangedFiles,
    records: Vec<ChangedRecord>,
    collection: Collection,
}

impl ChangedRecordFile {
    /// Returns a file that is gone; `None` where its path is not that of one record.
    pub(super) fn gone(path: &str) -> Option<Self> {
        Self::at(path.into(), true, false)
    }

    /// Returns a file that was written, and whether it was there before.
    pub(super) fn written(path: PathBuf, was: bool) -> Option<Self> {
        Self::at(path, was, true)
    }

    fn at(path: PathBuf, was: bool, is: bool) -> Option<Self> {
        let Placement::Records(FileLayout::One { kind, id }) = Placement::of(&path) else {
            return None;
        };
        // A path that is no text is in no index.
        path.to_str()?;
        Some(Self { path, record: ChangedRecord { kind, id, was, is } })
    }
}

impl ChangedFiles {
    /// Returns whether nothing has changed.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.tables.is_empty()
    }

    /// Returns the files that are there now.
    fn present(&self) -> impl Iterator<Item = &ChangedRecordFile> {
        self.files.iter().filter(|file| file.record.is)
    }

    /// Returns the records of the files, as they were and as they are in a collection; `None` where a table is not read as
    /// it is.
    fn records(
        &self,
        collection: &Collection,
        tables: &StoredTables,
    ) -> Option<Vec<ChangedRecord>> {
        let mut records: Vec<ChangedRecord> =
            self.files.iter().map(|file| file.record.clone()).collect();
        for path in &self.tables {
            let Placement::Records(FileLayout::Many { kind }) = Placement::of(path) else {
                return None;
            };
            let table = collection.file_at(path).filter(|file| is_table(file))?;
            let heads = (0..table.contents.len()).filter_map(|at| table.contents.head(at));
            let now: HashSet<&Id> = heads.map(|(_, id)| id).collect();
            let before: HashSet<&Id> = tables.ids_of(path).iter().collect();
            records.extend(before.union(&now).map(|id| {
                let (was, is) = (before.contains(*id), now.contains(*id));
                ChangedRecord { kind, id: (*id).clone(), was, is }
            }));
        }
        Some(records)
    }
}

impl ChangedLines {
    /// Reads the changed files, given those without which no file is read, and the lines before; `None` where all files
    /// must be read.
    pub(super) fn of(
        source: &dyn FileSource,
        always: &[PathBuf],
        (tables, snapshot): (&StoredTables, &Snapshot),
        before: &Lookup,
        changed: ChangedFiles,
    ) -> Option<Self> {
        if changed.files.len() > MOST_CHANGED {
            return None;
        }
        let (collection, records) = read_with_linked(source, always, (tables, snapshot), &changed)?;
        let ids: HashSet<&Id> = records.iter().map(|record| &record.id).collect();
        let were = changed.files.iter().filter(|file| file.record.was);
        let has_own_ids = ids.len() == records.len()
            && records.iter().all(|record| record.has_own_line(before))
            && paths_of(&ids, snapshot)?.len() == were.count();
        let made = Self { changed, records, collection };
        let has_same_sources = made.has_same_sources(before, snapshot);
        let changes_no_other =
            |record: &ChangedRecord| made.changes_no_other(record, snapshot, has_same_sources);
        let is_sure = has_own_ids
            && made.changed.present().all(|file| made.is_storable(file))
            && made.records.iter().all(changes_no_other)
            && made.collection.withheld_in_exports().is_empty();
        is_sure.then_some(made)
    }

    /// Returns whether all sources were read, and are derived from what they were derived from.
    fn has_same_sources(&self, before: &Lookup, snapshot: &Snapshot) -> bool {
        let of_kind = |kind: &Kind| *kind == Kind::Source;
        let count = |holds: fn(&ChangedRecord) -> bool| {
            self.records.iter().filter(|record| of_kind(&record.kind) && holds(record)).count()
        };
        let before = before.kinds.iter().filter(|kind| of_kind(kind)).count();
        let gone = count(|record| record.was && !record.is);
        let new = count(|record| record.is && !record.was);
        self.collection.count_of(Kind::Source) + gone == before + new
            && snapshot.has_same_derivation(&self.collection)
    }

    /// Returns whether the lines of other records are what they were before a record changed.
    fn changes_no_other(
        &self,
        changed: &ChangedRecord,
        snapshot: &Snapshot,
        has_same_sources: bool,
    ) -> bool {
        let known = snapshot.faces.get(&changed.id);
        // How many sources are independent may depend on one that no record links to.
        let is_free = has_same_sources || changed.kind != Kind::Source;
        if !changed.is {
            // A table may have another record with the id, which is shown from now on.
            let is_gone = self.collection.with_record(&changed.id, |_| ()).is_none();
            return known.is_none() && is_free && is_gone;
        }
        let is_alone = |record: &Record| match (known, changed.was) {
            (Some(Some(before)), true) => face(record) == *before,
            (None, true) => is_free,
            (None, false) => has_same_sources || !is_derived(record),
            (Some(_), _) => false,
        };
        let is_alone = self.collection.with_record(&changed.id, |now| is_alone(now.record));
        !self.collection.index.is_shared(&changed.id) && is_alone.unwrap_or_default()
    }

    /// Returns whether a file may be stored, with its one record.
    fn is_storable(&self, file: &ChangedRecordFile) -> bool {
        self.collection.file_at(&file.path).is_some_and(|read| {
            let head = read.contents.head(0).filter(|_| read.contents.len() == 1);
            let own = Some((file.record.kind, &file.record.id));
            self.collection.cacheable(read).is_some() && head == own
        })
    }

    /// Puts the lines of the changed files in the place of those before.
    pub(super) fn put_into(
        &self,
        lookup: &mut Lookup,
        tables: &mut StoredTables,
        snapshot: &mut Snapshot,
    ) {
        let written = self.records.iter().filter(|record| record.is);
        let mut written: Vec<&ChangedRecord> = written.collect();
        written.sort_unstable_by_key(|record| (record.kind, &record.id));
        let changed: HashSet<(Kind, &Id)> =
            self.records.iter().map(|record| (record.kind, &record.id)).collect();
        let mut written = written.into_iter().peekable();
        let old_kinds = std::mem::take(&mut lookup.kinds);
        let old_ids = Arc::unwrap_or_clone(std::mem::take(&mut lookup.ids));
        let (mut kinds, mut ids) = (Vec::new(), Vec::new());
        let mut from = Vec::with_capacity(old_ids.len());
        let mut put = |kind: Kind, id: Id, place: Option<usize>| {
            kinds.push(kind);
            ids.push(id);
            from.push(place);
        };
        for (number, (kind, id)) in old_kinds.into_iter().zip(old_ids).enumerate() {
            while let Some(new) = written.next_if(|new| (new.kind, &new.id) <= (kind, &id)) {
                put(new.kind, new.id.clone(), None);
            }
            if !changed.contains(&(kind, &id)) {
                put(kind, id, Some(number));
            }
        }
        for new in written {
            put(new.kind, new.id.clone(), None);
        }
        (lookup.kinds, lookup.ids) = (kinds, Arc::new(ids));
        let indexer = SearchIndexer::of(&self.collection, &lookup.catalogue);
        let store = Store::reusing(&lookup.store, &from, |number| {
            let id = lookup.ids.get(number);
            let line =
                id.and_then(|id| self.collection.with_record(id, |located| indexer.line(located)));
            line.unwrap_or_default()
        });
        lookup.store = store;
        for path in &self.changed.tables {
            if let Some(table) = self.collection.file_at(path) {
                tables.replace(table);
            }
        }
        self.update(snapshot);
    }

    /// Has a snapshot say what the files are now, and what they link to.
    fn update(&self, snapshot: &mut Snapshot) {
        let file = |file: &ChangedRecordFile| {
            let read = self.collection.file_at(&file.path).filter(|_| file.record.is);
            (file.path.clone(), read.and_then(|read| Some((read, read.stamp.as_ref()?))))
        };
        let mut files: Vec<_> = self.changed.files.iter().map(file).collect();
        files.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        snapshot.files.replace(&files);
        for record in self.records.iter().filter(|record| record.is) {
            let linked = self.collection.with_record(&record.id, |located| {
                linked(located.record).cloned().collect::<Vec<Id>>()
            });
            for id in linked.into_iter().flatten() {
                let face = face_of(&self.collection, &id);
                snapshot.faces.entry(id).or_insert(face);
            }
        }
    }

    /// Returns what was read of the files that changed, and what its records link to.
    pub(super) fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Returns the paths of the files with one record that changed.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.changed.files.iter().map(|file| file.path.as_path())
    }
}

impl ChangedRecord {
    /// Returns whether, before, no other record had the id of this one.
    fn has_own_line(&self, before: &Lookup) -> bool {
        let kind = before.find_line(&self.id).map(|(kind, _)| kind);
        kind == self.was.then_some(self.kind)
    }
}

/// Returns the paths of the files that have records with these ids, as an index knows them.
fn paths_of(ids: &HashSet<&Id>, snapshot: &Snapshot) -> Option<Vec<PathBuf>> {
    let wanted: HashSet<&str> = ids.iter().map(|id| id.as_str()).collect();
    let mut paths = Vec::new();
    for file in snapshot.files.all() {
        let file = file?;
        if file.stem().is_some_and(|stem| wanted.contains(stem)) {
            paths.push(file.path().into());
        }
    }
    Some(paths)
}

/// Reads the changed files and those of what their lines show; returns the records of the changed ones too.
fn read_with_linked(
    source: &dyn FileSource,
    always: &[PathBuf],
    (tables, snapshot): (&StoredTables, &Snapshot),
    changed: &ChangedFiles,
) -> Option<(Collection, Vec<ChangedRecord>)> {
    let gone = changed.files.iter().filter(|file| !file.record.is);
    let gone: HashSet<&Path> = gone.map(|file| file.path.as_path()).collect();
    let mut paths: Vec<PathBuf> = always.to_vec();
    paths.extend(changed.present().map(|file| file.path.clone()));
    let mut asked: HashSet<Id> = HashSet::new();
    for _ in 0..MOST_ROUNDS {
        let collection = Loader::default().load(&FileSubset::of(source, paths.clone()));
        let records = changed.records(&collection, tables)?;
        let now = records.iter().filter(|record| record.is);
        let shown = shown(&collection, now.map(|record| record.id.clone()));
        let missing: HashSet<Id> =
            shown.into_iter().filter(|id| collection.kind_of(id).is_none()).collect();
        let new: HashSet<&Id> = missing.iter().filter(|id| !asked.contains(*id)).collect();
        let mut further = if new.is_empty() { Vec::new() } else { paths_of(&new, snapshot)? };
        further.retain(|path| !gone.contains(path.as_path()) && !paths.contains(path));
        if further.is_empty() {
            return Some((collection, records));
        }
        asked.extend(missing);
        if asked.len() > MOST_LINKED {
            return None;
        }
        paths.extend(further);
    }
    None
}
