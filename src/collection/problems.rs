//! The problems of a collection, stored file by file.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;

use crate::collection::containers::persistent_vec::PersistentVec;
use crate::collection::files::file::File;

/// One problem and the file it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileDiagnostic<'c> {
    /// The file, by its number in the collection.
    pub file: usize,
    /// What is wrong.
    pub problem: &'c Diagnostic,
}

/// Everything that is wrong with a collection.
#[derive(Clone, Copy, Debug)]
pub struct FileDiagnostics<'c> {
    files: &'c PersistentVec<CheckedFile>,
    len: usize,
}

/// A file and what is wrong with it.
#[derive(Clone, Debug)]
pub(crate) struct CheckedFile {
    /// The file.
    pub(crate) file: Arc<File>,
    /// What only shows with other records, for each record that is in the file now.
    pub(crate) together: Arc<[Vec<Diagnostic>]>,
    /// All that is wrong with it, in the order of its text, less what is switched off.
    pub(crate) problems: Arc<[Diagnostic]>,
}

impl CheckedFile {
    /// Returns a file that was not checked yet.
    pub(crate) fn unchecked(file: Arc<File>) -> Self {
        Self { file, together: Arc::default(), problems: Arc::default() }
    }
}

impl CheckedFile {
    /// Returns whether another reading of a file has the same diagnostics in the same lines and columns.
    pub(super) fn has_problems_like(&self, other: &Self) -> bool {
        if self.problems.is_empty() && other.problems.is_empty() {
            return true;
        }
        let is_same_text = self.file.now().piece() == other.file.now().piece();
        is_same_text
            && (Arc::ptr_eq(&self.problems, &other.problems) || self.problems == other.problems)
    }
}

impl<'c> FileDiagnostics<'c> {
    pub(crate) fn of(files: &'c PersistentVec<CheckedFile>, len: usize) -> Self {
        Self { files, len }
    }

    /// Returns how many there are.
    pub fn len(self) -> usize {
        self.len
    }

    /// Returns whether nothing is wrong.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Returns the diagnostics file by file, each in the order of its text.
    pub fn iter(self) -> impl Iterator<Item = FileDiagnostic<'c>> {
        self.files.iter().enumerate().flat_map(|(file, checked)| {
            checked.problems.iter().map(move |problem| FileDiagnostic { file, problem })
        })
    }

    /// Returns those of the files whose diagnostics are not the very same in another state of the collection.
    pub(crate) fn unlike(self, other: Self) -> impl Iterator<Item = FileDiagnostic<'c>> {
        let lists = |all: Self| all.files.iter().map(|checked| &checked.problems);
        let same: HashSet<*const Diagnostic> = lists(other)
            .filter(|problems| !problems.is_empty())
            .map(|problems| problems.as_ptr())
            .collect();
        let others = lists(self).enumerate();
        others.filter(move |(_, problems)| !same.contains(&problems.as_ptr())).flat_map(
            |(file, problems)| problems.iter().map(move |problem| FileDiagnostic { file, problem }),
        )
    }

    /// Returns the diagnostics of the file with that number, in the order of its text.
    pub fn of_file(self, file: usize) -> impl Iterator<Item = FileDiagnostic<'c>> {
        let problems = self.files.get(file).into_iter().flat_map(|checked| checked.problems.iter());
        problems.map(move |problem| FileDiagnostic { file, problem })
    }

    /// Returns the diagnostic at a place in that order.
    pub fn get(self, number: usize) -> Option<FileDiagnostic<'c>> {
        self.iter().nth(number)
    }
}

impl<'c> IntoIterator for FileDiagnostics<'c> {
    type Item = FileDiagnostic<'c>;
    type IntoIter = Box<dyn Iterator<Item = FileDiagnostic<'c>> + 'c>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}
