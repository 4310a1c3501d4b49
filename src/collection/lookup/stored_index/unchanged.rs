//! Searching the lines of a stored index without reading the collection, where no file of it has changed and nothing of it
//! is withheld.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::StoredIndex;
use super::face::ShortHash;
use super::snapshot::Snapshot;
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

/// The lines of a collection of which no file has changed since they were stored, and what is needed to read a few of its
/// files.
pub struct UnchangedIndex {
    /// All lines.
    pub lookup: Lookup,
    snapshot: Snapshot,
    /// Tables, settings and archived texts, without which no file is read.
    always: Vec<PathBuf>,
}

/// What a path of a collection is to the index.
enum PathRole {
    /// A file with one record, by what the file system says of it now.
    One(FileStamp),
    Table,
    Archived,
    Foreign,
}

impl StoredIndex {
    /// Returns the lines, where the files of a source are, one by one, those that they were made of; `None` where one is
    /// not, or where something of the collection is withheld, so that all of it must be read. `paths` are all paths of the
    /// source.
    pub fn unchanged_on(
        self,
        source: &dyn FileSource,
        mut paths: Vec<PathBuf>,
    ) -> Option<UnchangedIndex> {
        let Self { tables, snapshot, lines, store } = self;
        if !tables.is_open {
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
        let roles: Vec<PathRole> = paths.par_iter().map(role).collect::<Option<_>>()?;
        let mut stored = snapshot.files();
        let (mut always, mut settings) = (Vec::new(), Settings::default());
        let mut tables_found = 0;
        for (path, role) in paths.into_iter().zip(roles) {
            match role {
                PathRole::One(stamp) => {
                    let known = stored.next()??;
                    let read = || ShortHash::of(&source.read(&path).unwrap_or_default());
                    if path.as_os_str() != known.path || !known.is_as(&stamp, read) {
                        return None;
                    }
                }
                PathRole::Table => {
                    let text = source.read(&path).ok()?;
                    if !tables.has(&path, ShortHash::of(&text)) {
                        return None;
                    }
                    tables_found += 1;
                    if Placement::of(&path) == Placement::Settings {
                        settings = Settings::read(String::from_utf8(text).ok()?.into()).0;
                    }
                    always.push(path);
                }
                PathRole::Archived => always.push(path),
                PathRole::Foreign => {}
            }
        }
        if stored.next().is_some() || tables_found != tables.len() || settings.forbids_cache() {
            return None;
        }
        drop(stored);
        let nothing = Collection { settings: settings.into(), ..Collection::default() };
        let ids = lines.all().map(|(_, id)| Id::new(id));
        let ids: Vec<Id> = ids.collect::<Option<_>>()?;
        let kinds: Vec<Kind> = lines.all().map(|(kind, _)| kind).collect();
        let cases = kinds.partition_point(|kind| kind.is_case());
        let mut lookup = Lookup {
            catalogue: nothing.catalogue(),
            ids,
            kinds,
            store,
            cases,
            with_problems: HashSet::default(),
            texts: TextLinks::of(&nothing),
            links: OnceLock::new(),
            targets: None,
        };
        lookup.finish_if_complete();
        Some(UnchangedIndex { lookup, snapshot, always })
    }
}

impl UnchangedIndex {
    /// Reads the files of these records and what no file is read without; `None` where one of them is not what it was
    /// when it was found.
    pub fn read(&self, source: &dyn FileSource, ids: &[Id]) -> Option<Collection> {
        let wanted: HashSet<&str> = ids.iter().map(Id::as_str).collect();
        let mut paths = self.always.clone();
        let mut found = Vec::new();
        for file in self.snapshot.files() {
            let file = file?;
            let stem = Path::new(file.path).file_stem().and_then(|stem| stem.to_str());
            if stem.is_some_and(|stem| wanted.contains(stem)) {
                paths.push(file.path.into());
                found.push(file);
            }
        }
        let collection = Loader::default().load(&FileSubset::of(source, paths));
        let is_same = found.iter().all(|known| {
            let file = collection.file_at(Path::new(known.path));
            let stamped = file.and_then(|file| Some((file, file.stamp.as_ref()?)));
            stamped.is_some_and(|(file, stamp)| known.is_same(file, stamp))
        });
        let has_all = ids.iter().all(|id| collection.kind_of(id).is_some());
        (is_same && has_all && collection.withheld_in_exports().is_empty()).then_some(collection)
    }
}
