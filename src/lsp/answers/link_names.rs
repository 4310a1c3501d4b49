//! What other records are called in the answers about a file: a confidential one, and one with the name of a child, by its id
//! and kind alone.

use std::path::Path;

use crate::collection::Collection;
use crate::record::Id;
use crate::redaction::{MARK, Mask, MaskedCollection, is_masked};

/// Says what records are called for the reader of one file.
#[derive(Clone, Copy)]
pub(crate) struct LinkNames<'c> {
    collection: &'c Collection,
    masked: MaskedCollection<'c>,
    path: &'c Path,
    masks_all: bool,
}

impl<'c> LinkNames<'c> {
    /// Returns the names for the answers about a file. `mask` is what the user asked for: [`Mask::All`] covers every
    /// name and quote.
    pub(crate) fn of(collection: &'c Collection, path: &'c Path, mask: Mask) -> Self {
        let file = collection.file_at(path);
        let is_confidential = |record| collection.is_confidential(record);
        let own = file.is_some_and(|file| file.contents.records().iter().any(is_confidential));
        let mask = match mask {
            Mask::All => Mask::All,
            // The file itself says who its people are.
            Mask::Confidential | Mask::Nothing if own => Mask::Nothing,
            Mask::Confidential | Mask::Nothing => Mask::Confidential,
        };
        let masked = MaskedCollection::new(collection, mask);
        Self { collection, masked, path, masks_all: mask == Mask::All }
    }

    /// Returns whether names and quotes are covered in all answers.
    pub(crate) fn masks_all(&self) -> bool {
        self.masks_all
    }

    /// Returns the collection as its words may be said in the answers.
    pub(crate) fn masked(&self) -> MaskedCollection<'c> {
        self.masked
    }

    /// Returns whether no more than the id and kind of a record may be said: it is confidential and in another file,
    /// or all names are covered.
    pub(crate) fn withholds(&self, id: &Id) -> bool {
        let Some(located) = self.collection.get(id.as_str()) else { return self.masks_all };
        let is_elsewhere = located.file.path != self.path;
        self.masks_all || is_elsewhere && self.collection.is_confidential(located.record)
    }

    /// Returns words of another record as they may be said in the answers: without the names of confidential cases and of children.
    pub(crate) fn words(&self, words: &str) -> String {
        self.collection.childrens_names().without_names(&self.masked.text(words), MARK)
    }

    /// Returns what a record is called, where that may be said and is more than its id.
    pub(crate) fn name(&self, id: &Id) -> Option<String> {
        if self.withholds(id) {
            return None;
        }
        let name = self.masked.name_of(id);
        let is_own = self.collection.get(id.as_str())?.file.path == self.path;
        let names = self.collection.childrens_names();
        let name = if is_own { name } else { names.without_names(&name, MARK) };
        (!is_masked(&name) && name != id.as_str()).then_some(name)
    }
}
