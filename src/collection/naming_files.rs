//! The files that may name a record: those that link to it, and those of which not everything was read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use crate::record::Id;

use crate::collection::assemble::Collection;
use crate::collection::files::file::File;

/// The settings, whose views may name a record in their queries.
const SETTINGS: &str = "casebook.toml";

impl Collection {
    /// Returns the files that hold a record with an id or link to it, also where a quote states it instead of a value that
    /// it disputes; each once, by path.
    pub fn files_linking_to(&self, id: &Id) -> Vec<&File> {
        let linking = self.mentions(id).iter().map(|mention| &mention.from);
        let records: BTreeSet<&Id> = linking.chain(self.rival_mentions(id)).chain([id]).collect();
        let holders = records.into_iter().flat_map(|id| self.files_of(id));
        let files: BTreeMap<&Path, &File> =
            holders.map(|file| (file.path.as_path(), file)).collect();
        files.into_values().collect()
    }

    /// Returns the files that may name a record in a way that no index knows, by path: a part of them, or all, was not
    /// read or is only guessed, or they are the settings. All others say no more than their records.
    pub fn doubtful_files(&self) -> Vec<&File> {
        let files: Vec<&File> = self.files().collect();
        let is_doubtful = |file: &&File| {
            let is_unread = file.contents.len() == 0 && !file.contents.problems.is_empty();
            file.is_broken()
                || is_unread
                || !file.guessed.is_empty()
                || file.path.as_os_str() == SETTINGS
        };
        files.into_par_iter().filter(is_doubtful).collect()
    }
}
