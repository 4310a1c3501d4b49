//! The files of a collection that the user has named for `check`.

use std::collections::HashSet;
use std::path::PathBuf;

use crate::collection::Collection;

use super::failure::Failure;
use super::locate::CollectionPlace;

/// The files whose problems are reported and fixed.
pub(super) enum ChosenFiles {
    All,
    /// Those that the user has named, by their number in the collection.
    Named(HashSet<usize>),
}

impl ChosenFiles {
    /// Finds the files at these paths and below them; all files if there are no paths.
    ///
    /// # Errors
    ///
    /// A path leads to no file of the collection.
    pub(super) fn of(
        place: &CollectionPlace,
        collection: &Collection,
        paths: &[PathBuf],
    ) -> Result<Self, Failure> {
        if paths.is_empty() {
            return Ok(Self::All);
        }
        let real = |path: PathBuf| path.canonicalize().unwrap_or(path);
        let files: Vec<PathBuf> =
            collection.files().map(|file| real(place.path_of(&file.path))).collect();
        let mut named = HashSet::new();
        for path in paths {
            let wanted = real(path.clone());
            let found = files.iter().enumerate().filter(|(_, file)| file.starts_with(&wanted));
            let found: Vec<usize> = found.map(|(number, _)| number).collect();
            if found.is_empty() {
                let message =
                    format!("{} is not a file or folder of this collection", path.display());
                return Err(Failure::new(message).hint("name a file or a folder of the collection"));
            }
            named.extend(found);
        }
        Ok(Self::Named(named))
    }

    /// Returns whether these are all files.
    pub(super) fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// Returns whether the file with this number is one of them.
    pub(super) fn has(&self, file: usize) -> bool {
        match self {
            Self::All => true,
            Self::Named(files) => files.contains(&file),
        }
    }
}
