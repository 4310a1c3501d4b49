//! What is wrong with a collection, kept file by file. Finds nothing itself.

use std::sync::Arc;

use crate::record::Problem;

use super::file::File;
use super::parts::Parts;

/// One problem and the file it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding<'c> {
    /// The file, by its number in the collection.
    pub file: usize,
    /// What is wrong.
    pub problem: &'c Problem,
}

/// Everything that is wrong with a collection.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'c> {
    files: &'c Parts<Checked>,
    len: usize,
}

/// A file and what is wrong with it.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    /// The file.
    pub(super) file: Arc<File>,
    /// What only shows with other records, for each record that is in the file now.
    pub(super) together: Arc<[Vec<Problem>]>,
    /// All that is wrong with it, in the order of its text, less what is switched off.
    pub(super) problems: Arc<[Problem]>,
}

impl Checked {
    /// Returns a file that nobody has checked yet.
    pub(super) fn not_yet(file: Arc<File>) -> Self {
        Self { file, together: Arc::default(), problems: Arc::default() }
    }
}

impl<'c> Findings<'c> {
    pub(super) fn of(files: &'c Parts<Checked>, len: usize) -> Self {
        Self { files, len }
    }

    /// Returns how many there are.
    pub fn len(self) -> usize {
        self.len
    }

    /// Tells whether nothing is wrong.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Returns the findings file by file, each in the order of its text.
    pub fn iter(self) -> impl Iterator<Item = Finding<'c>> {
        self.files.iter().enumerate().flat_map(|(file, checked)| {
            checked.problems.iter().map(move |problem| Finding { file, problem })
        })
    }

    /// Returns the finding at a place in that order.
    pub fn get(self, number: usize) -> Option<Finding<'c>> {
        self.iter().nth(number)
    }
}

impl<'c> IntoIterator for Findings<'c> {
    type Item = Finding<'c>;
    type IntoIter = Box<dyn Iterator<Item = Finding<'c>> + 'c>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}
