//! The files of a collection as it was read, some of them changed: what a change is tried on before it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Rule};

use super::read_error_of;
use crate::collection::assemble::Collection;
use crate::collection::files::file::File;
use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::placement::Placement;
use crate::collection::files::source::{FileSource, ListedPath, ReadError};

/// The files of a collection, some of them with another text or gone. What could not be read cannot be read here either.
pub struct TriedFiles<'c> {
    collection: &'c Collection,
    /// The texts that are others; `None` where the file is gone.
    changed: BTreeMap<PathBuf, Option<String>>,
}

impl<'c> TriedFiles<'c> {
    /// Returns the files of a collection as they were read.
    pub fn of(collection: &'c Collection) -> Self {
        Self { collection, changed: BTreeMap::new() }
    }

    /// Gives a file another text; `None` takes it away.
    pub fn change(&mut self, path: &Path, text: Option<&str>) {
        self.changed.insert(path.to_owned(), text.map(str::to_owned));
    }

    fn put(&self) -> impl Iterator<Item = &PathBuf> {
        self.changed.iter().filter(|(_, text)| text.is_some()).map(|(path, _)| path)
    }
}

/// Returns whether it was not even possible to list a file or folder.
fn is_unlisted(file: &File) -> bool {
    // What is listed and has a name under which nothing is read has a problem of its name before that.
    let first = file.now().problems.first();
    let may_be_read = matches!(
        Placement::of(&file.path),
        Placement::Records(_)
            | Placement::Archived(_)
            | Placement::Settings
            | Placement::MisnamedSettings
    );
    !may_be_read && first.is_some_and(|problem| problem.code == Rule::Unreadable)
}

impl FileSource for TriedFiles<'_> {
    fn list(&self) -> Vec<ListedPath> {
        let is_same = |path: &&PathBuf| !self.changed.contains_key(*path);
        let texts = self.collection.texts.keys();
        let listed = self.collection.files().filter(|file| !is_unlisted(file));
        let same = listed.map(|file| &file.path).chain(texts).filter(is_same);
        let paths: BTreeSet<&PathBuf> = same.chain(self.put()).collect();
        let unlisted = self.collection.files().filter(|file| is_unlisted(file));
        let unlisted = unlisted.filter_map(read_error_of).map(|error| Err(Box::new(error)));
        paths.into_iter().cloned().map(Ok).chain(unlisted).collect()
    }

    fn list_below(&self, path: &Path) -> Option<Vec<ListedPath>> {
        let from = self.changed.range::<Path, _>((Bound::Included(path), Bound::Unbounded));
        let below = from.take_while(|(changed, _)| changed.starts_with(path));
        let put = below.filter(|(_, text)| text.is_some());
        Some(put.map(|(put, _)| Ok(put.clone())).collect())
    }

    fn stamp(&self, _: &Path) -> Option<FileStamp> {
        None
    }

    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        let gone = || ReadError::gone(path);
        if let Some(text) = self.changed.get(path) {
            return text.clone().map(|text| (text.into_bytes(), None)).ok_or_else(gone);
        }
        if let Some((_, text)) = self.collection.texts.get(path) {
            return Ok((text.text().as_bytes().to_vec(), None));
        }
        if let Some(borders) = self.collection.borders().filter(|borders| borders.path == path) {
            let text = borders.text.clone();
            let error = |message| ReadError { message, gone: false, ..gone() };
            return text.map(|text| (text.into_bytes(), None)).map_err(error);
        }
        let file = self.collection.file_at(path).ok_or_else(gone)?;
        let is_misnamed = Placement::of(path) == Placement::MisnamedSettings;
        let is_withheld_in_doubt =
            |problem: &Diagnostic| is_misnamed && problem.code == Rule::WithheldInDoubt;
        match read_error_of(file) {
            Some(error) => Err(error),
            // Of settings under another name, nothing is kept but whether they may withhold something, as if they were unreadable.
            None if file.now().problems.iter().any(is_withheld_in_doubt) => {
                Err(ReadError { gone: false, ..gone() })
            }
            None => Ok((file.now().text().to_string().into_bytes(), None)),
        }
    }
}
