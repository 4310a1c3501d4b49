//! How a collection differs from what a stored index was made of, and which lines are stale because of it.

use std::collections::HashSet;

use super::face::face_of;
use super::snapshot::{KeptFiles, Snapshot, StoredLines, StoredTables};
use crate::collection::assemble::Collection;
use crate::collection::files::file::File;
use crate::collection::lookup::refresh::{shows_place, stale};
use crate::record::{FieldId, Id};
use crate::search::Store;

/// What is not as it was.
#[derive(Debug, Default)]
pub(super) struct IndexDifference {
    /// The records of files that came, went or changed, as they were and as they are.
    records: HashSet<Id>,
    /// Whether the index has something of a file that is not as it was, or that is not to be stored now.
    pub(super) is_outdated: bool,
}

impl IndexDifference {
    /// Compares a collection with what an index was made of; `None` where so much depends on what is different that all
    /// lines have to be made anew, or where the index cannot be read.
    pub(super) fn of(
        collection: &Collection,
        tables: &StoredTables,
        snapshot: &Snapshot,
        lines: &StoredLines,
    ) -> Option<Self> {
        if !snapshot.has_same_derivation(collection) {
            return None;
        }
        let kept = KeptFiles::of(collection);
        let mut difference = Self::default();
        let other_tables = tables.differences(collection);
        for table in &other_tables {
            difference.is_outdated = true;
            difference.records.extend(table.ids.iter().cloned());
        }
        let mut stored = snapshot.files.all().peekable();
        let (mut cacheable, mut is_whole) = (kept.files.iter().peekable(), true);
        for file in collection.files() {
            while let Some(gone) = stored.next_if(|stored| {
                stored.as_ref().is_none_or(|stored| stored.order(&file.path).is_lt())
            }) {
                is_whole &= gone.is_some();
                difference.take(gone.and_then(|gone| gone.id()));
            }
            let stamp = cacheable.next_if(|(kept, _)| std::ptr::eq(*kept, file));
            let was = stored.next_if(|stored| {
                stored.as_ref().is_some_and(|stored| stored.order(&file.path).is_eq())
            });
            match (was.flatten(), stamp) {
                (Some(was), Some((_, stamp))) if was.is_same(file, stamp) => continue,
                (Some(was), _) => difference.take(was.id()),
                (None, _) => {}
            }
            if !tables.has_same(&file.path, &other_tables) {
                difference.records.extend(ids_of(file));
            }
        }
        for gone in stored {
            is_whole &= gone.is_some();
            difference.take(gone.and_then(|gone| gone.id()));
        }
        // A record of a table that is as it was may be confidential by another with its id.
        let now_hidden = kept.left_out();
        if !now_hidden.is_empty() {
            let mut shown = lines.all().filter_map(|(_, id)| Id::new(id));
            difference.is_outdated |= shown.any(|id| now_hidden.contains(&id));
            difference.records.extend(now_hidden.iter().cloned());
        }
        is_whole.then_some(difference)
    }

    /// Takes note of a record that the index knows and that is not what it was.
    fn take(&mut self, id: Option<Id>) {
        self.is_outdated = true;
        self.records.extend(id);
    }

    /// Returns the records whose lines are no longer right.
    pub(super) fn stale(
        &self,
        collection: &Collection,
        snapshot: &Snapshot,
        store: &Store,
        lines: &StoredLines,
    ) -> HashSet<Id> {
        let other_texts = snapshot.sources_with_other_texts(collection);
        if self.records.is_empty() && other_texts.is_empty() {
            return HashSet::new();
        }
        let looks_different = |id: &&Id| snapshot.face(id) != face_of(collection, id);
        let named: HashSet<Id> = self.records.iter().filter(looks_different).cloned().collect();
        let mut stale = stale(collection, &self.records, &named);
        for source in &other_texts {
            let quotes = collection.mentions(source).iter();
            let quotes = quotes.filter(|mention| mention.field == FieldId::Source);
            stale.extend(quotes.map(|mention| mention.from.clone()));
        }
        if !named.is_empty() {
            let shows = lines.all().zip(shows_place(store, &collection.catalogue(), &named));
            let shows = shows.filter(|(_, shows)| *shows);
            stale.extend(shows.filter_map(|((_, id), _)| Id::new(id)));
        }
        stale
    }
}

fn ids_of(file: &File) -> impl Iterator<Item = Id> {
    let contents = &file.contents;
    (0..contents.len()).filter_map(|number| Some(contents.head(number)?.1.clone()))
}
