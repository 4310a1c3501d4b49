//! Checks no more than what a change touches, in a collection that was not checked.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use crate::collection::assemble::Collection;
use crate::collection::load::accept::{Accepted, Touched};
use crate::collection::problems::CheckedFile;
use crate::collection::rules::{Checker, is_unknown, unknown_beside};

impl Accepted {
    /// Returns a collection as it was before the files at these paths changed, and as it is now, both with all problems of
    /// each file that may have others now. That is less work than to check all where few files changed.
    pub(crate) fn checked_where_touched(
        &self,
        before: &Collection,
        changed: &BTreeSet<&Path>,
    ) -> [Collection; 2] {
        let Touched::Only { records, .. } = &self.touched else {
            return [before.clone().checked(), self.collection.clone().checked()];
        };
        let both = [before, &self.collection];
        let mut touched = changed.clone();
        for collection in both {
            let holders = records.iter().flat_map(|id| collection.index.holders(id));
            touched.extend(holders.map(|slot| slot.file.path.as_path()));
        }
        // Of the files in an unknown folder, only the first has a problem, whichever of them changes.
        let files =
            || both.into_iter().flat_map(|all| changed.iter().filter_map(|at| all.file_at(at)));
        for unknown in files().filter(|file| is_unknown(file)) {
            let firsts = both.map(|collection| unknown_beside(collection, unknown).next());
            touched.extend(firsts.into_iter().flatten().map(|first| first.path.as_path()));
        }
        both.map(|collection| collection.checked_at(&touched))
    }
}

impl Collection {
    /// Returns the collection with all problems of the files at these paths.
    fn checked_at(&self, paths: &BTreeSet<&Path>) -> Self {
        let check = Checker::of_few(self);
        let numbers: Vec<usize> =
            paths.iter().filter_map(|path| self.number_of(path).ok()).collect();
        let checked = numbers.into_par_iter().filter_map(|number| {
            let known = self.files.get(number)?;
            Some((number, check.file(&known.file), known.problems.len()))
        });
        let checked: Vec<(usize, CheckedFile, usize)> = checked.collect();
        let mut collection = self.clone();
        for (number, file, before) in checked {
            collection.found = collection.found + file.problems.len() - before;
            collection.files.replace(number, file);
        }
        collection
    }
}
