//! What can be seen of files without reading them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::collection::{Disk, Placement, Shelf as _};

/// A file as it is seen from outside; `None` where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look(Option<(u64, Option<SystemTime>)>);

impl Look {
    /// Looks at a file.
    pub(super) fn at(file: &Path) -> Self {
        let metadata = fs::metadata(file).ok();
        Self(metadata.map(|metadata| (metadata.len(), metadata.modified().ok())))
    }

    /// Tells whether the file may be in the middle of being saved: many programs empty it or move
    /// it away before they write.
    pub(super) fn is_doubtful(self) -> bool {
        self.0.is_none_or(|(length, _)| length == 0)
    }
}

/// Returns a look at every file of the collection.
pub(super) fn at_all(disk: &Disk) -> BTreeMap<PathBuf, Look> {
    let paths = disk.list().into_iter().flatten().filter(|path| is_ours(path));
    let looks = paths.map(|path| {
        let look = Look::at(&disk.locate(&path));
        (path, look)
    });
    looks.collect()
}

/// Returns the files that look otherwise now, those that have come and those that are gone.
pub(super) fn differing<'l>(
    before: &'l BTreeMap<PathBuf, Look>,
    now: &'l BTreeMap<PathBuf, Look>,
) -> impl Iterator<Item = PathBuf> + 'l {
    let others = now.iter().filter(|(path, look)| before.get(*path) != Some(*look));
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    others.map(|(path, _)| path).chain(gone).cloned()
}

/// Tells whether a path of the collection is one that it reads.
pub(super) fn is_ours(path: &Path) -> bool {
    match Placement::of(path) {
        Placement::Settings
        | Placement::Records(_)
        | Placement::Archived(_)
        | Placement::BadName(..)
        | Placement::UnknownKind(_) => true,
        Placement::Foreign => false,
    }
}
