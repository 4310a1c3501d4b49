//! Searching the lines of a stored index without reading the collection: where no file has changed since, as they are, and
//! where a few have, with the lines of these made anew. Nothing of the collection may be withheld.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::StoredIndex;
use super::changed_lines::{ChangedFiles, ChangedLines, ChangedRecordFile};
use super::face::ShortHash;
use super::snapshot::Snapshot;
use super::update::{IndexUpdate, StaleIndex};
use crate::collection::assemble::Collection;
use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::placement::Placement;
use crate::collection::files::source::FileSource;
use crate::collection::files::subset::FileSubset;
use crate::collection::load::loader::Loader;
use crate::collection::lookup::Lookup;
use crate::collection::lookup::texts::TextLinks;
use crate::collection::settings::Settings;
use crate::record::{FileLayout, Id, Kind};

/// The lines of a collection as its files are now, and what is needed to read a few of its files.
pub struct CurrentIndex {
    /// All lines.
    pub lookup: Lookup,
    snapshot: Snapshot,
    /// Tables, settings and archived texts, without which no file is read.
    always: Vec<PathBuf>,
    /// What is stored; `None` where these are the lines.
    stale: Option<StaleIndex>,
}

/// What a path of a collection is to the index.
enum PathRole {
    /// A file with one record, by what the file system says of it now.
    One(FileStamp),
    Table,
    Archived,
    Foreign,
}

/// The stamps of so many files are held at a time.
const STAMPED_AT_ONCE: usize = 8192;

/// The files of a source, compared with those that an index was made of.
struct ComparedFiles {
    always: Vec<PathBuf>,
    settings: Settings,
    changed: ChangedFiles,
}

impl StoredIndex {
    /// Returns the lines as they are now; `None` where more than a few files have changed, where the line of a record of
    /// another file might be another too, or where something of the collection is withheld, so that all of it must be
    /// read. `paths` are all paths of the source.
    pub fn current_on(self, source: &dyn FileSource, paths: Vec<PathBuf>) -> Option<CurrentIndex> {
        let ComparedFiles { always, settings, changed } = self.compared(source, paths)?;
        let Self { mut tables, mut snapshot, lines, store, written } = self;
        let nothing = Collection { settings: settings.into(), ..Collection::default() };
        let ids = lines.all().map(|(_, id)| Id::new(id));
        let ids: Vec<Id> = ids.collect::<Option<_>>()?;
        let kinds: Vec<Kind> = lines.all().map(|(kind, _)| kind).collect();
        drop(lines);
        let mut lookup = Lookup {
            catalogue: nothing.catalogue(),
            ids: Arc::new(ids),
            kinds,
            store,
            cases: 0,
            with_problems: HashSet::default(),
            texts: TextLinks::of(&nothing),
            links: OnceLock::new(),
            targets: None,
        };
        let mut stale = None;
        if !changed.is_empty() {
            let made_of = (&tables, &snapshot);
            let changed_lines = ChangedLines::of(source, &always, made_of, &lookup, changed)?;
            let store = lookup.store.clone();
            changed_lines.put_into(&mut lookup, &mut tables, &mut snapshot);
            stale = Some(StaleIndex { changed_lines, tables, store, written });
        }
        lookup.cases = lookup.kinds.partition_point(|kind| kind.is_case());
        lookup.finish_if_complete();
        Some(CurrentIndex { lookup, snapshot, always, stale })
    }

    fn compared(&self, source: &dyn FileSource, mut paths: Vec<PathBuf>) -> Option<ComparedFiles> {
        if !self.tables.is_open {
            return None;
        }
        paths.par_sort_unstable();
        let role = |path: &PathBuf| match Placement::of(path) {
            Placement::Records(FileLayout::One { .. }) => source.stamp(path).map(PathRole::One),
            Placement::Records(FileLayout::Many { .. }) | Placement::Settings => {
                Some(PathRole::Table)
            }
            Placement::Archived(_) => Some(PathRole::Archived),
            Placement::Foreign => Some(PathRole::Foreign),
            Placement::MisnamedSettings
            | Placement::BadName(..)
            | Placement::UnknownKind(_)
            | Placement::Misnamed(_)
            | Placement::Copy(_) => None,
        };
        let mut stored = self.snapshot.files.all().peekable();
        let (mut always, mut settings) = (Vec::new(), Settings::default());
        let mut changed = ChangedFiles::default();
        for some in paths.chunks(STAMPED_AT_ONCE) {
            let roles: Vec<PathRole> = some.par_iter().map(role).collect::<Option<_>>()?;
            for (path, role) in some.iter().zip(roles) {
                match role {
                    PathRole::One(stamp) => {
                        while let Some(gone) = stored.next_if(|stored| {
                            stored.as_ref().is_none_or(|stored| stored.order(path).is_lt())
                        }) {
                            changed.files.push(ChangedRecordFile::gone(gone?.path())?);
                        }
                        let known = stored.next_if(|stored| {
                            stored.as_ref().is_some_and(|stored| stored.order(path).is_eq())
                        });
                        let known = known.flatten();
                        let read = || ShortHash::of(&source.read(path).unwrap_or_default());
                        if !known.as_ref().is_some_and(|known| known.is_as(&stamp, read)) {
                            let is_known = known.is_some();
                            changed.files.push(ChangedRecordFile::written(path.clone(), is_known)?);
                        }
                    }
                    PathRole::Table => {
                        let text = source.read(path).ok()?;
                        let is_settings = Placement::of(path) == Placement::Settings;
                        if !self.tables.has(path, ShortHash::of(&text)) {
                            if is_settings || !self.tables.knows(path) {
                                return None;
                            }
                            changed.tables.push(path.clone());
                        }
                        if is_settings {
                            settings = Settings::read(String::from_utf8(text).ok()?.into()).0;
                        }
                        always.push(path.clone());
                    }
                    PathRole::Archived => always.push(path.clone()),
                    PathRole::Foreign => {}
                }
            }
        }
        for gone in stored {
            changed.files.push(ChangedRecordFile::gone(gone?.path())?);
        }
        let tables = always.iter().filter(|path| self.tables.knows(path)).count();
        let is_whole = tables == self.tables.len() && !settings.forbids_cache();
        is_whole.then_some(ComparedFiles { always, settings, changed })
    }
}

impl CurrentIndex {
    /// Reads the files of these records and what no file is read without; `None` where one of them is not what it was
    /// when it was found.
    pub fn read(&self, source: &dyn FileSource, ids: &[Id]) -> Option<Collection> {
        let wanted: HashSet<&str> = ids.iter().map(Id::as_str).collect();
        let mut paths = self.always.clone();
        let mut found = Vec::new();
        for file in self.snapshot.files.all() {
            let file = file?;
            if file.stem().is_some_and(|stem| wanted.contains(stem)) {
                paths.push(file.path().into());
                found.push(file);
            }
        }
        let collection = Loader::default().load(&FileSubset::of(source, paths));
        let is_same = found.iter().all(|known| {
            let file = collection.file_at(Path::new(known.path()));
            let stamped = file.and_then(|file| Some((file, file.stamp.as_ref()?)));
            stamped.is_some_and(|(file, stamp)| known.is_same(file, stamp))
        });
        let has_all = ids.iter().all(|id| collection.kind_of(id).is_some());
        (is_same && has_all && collection.withheld_in_exports().is_empty()).then_some(collection)
    }

    /// Returns what stores the index as it is now; `None` where that is what is stored.
    pub fn into_update(self) -> Option<IndexUpdate> {
        let Self { lookup, snapshot, stale, always: _ } = self;
        stale.map(|stale| IndexUpdate { stale, lookup, snapshot: snapshot.pack() })
    }
}
