//! The search index that is stored beside a cache: taken over as far as nothing has changed, and stored again.

use std::io::Read;
use std::sync::Arc;

use crate::collection::{
    Collection, IndexUpdate, Lookup, Purpose, RestoredLookup, StoredIndex, Unusable,
};

/// Stores the search index of a large collection for the next start.
pub trait IndexStore: Send + Sync {
    /// Opens what is stored, which can be read even where it is removed meanwhile; `None` where nothing is.
    fn open(&self) -> Option<OpenedIndex>;

    /// Reads what was opened.
    ///
    /// # Errors
    ///
    /// Nothing of it can be used.
    fn read(&self, opened: OpenedIndex) -> Result<StoredIndex, Unusable>;

    /// Returns a warning that what is stored is not used.
    fn warning(&self, unusable: Unusable) -> String;

    /// Returns whether what is stored is of another build, or has something of tables that they do not say now. What it
    /// has of other files is in the cache too.
    fn has_outdated_tables(&self, collection: &Collection) -> bool;

    /// Removes what is stored.
    fn remove(&self);

    /// Returns whether a collection is so large that its search index should be stored, and allows it.
    fn is_for(&self, collection: &Collection) -> bool;

    /// Stores a search index, and before it what was read of the files, unless that is stored as it is.
    fn store(&self, index: &IndexToStore);

    /// Puts a few files that have changed into what is stored; where that fails, all of it is removed, since it has what
    /// the files no longer say.
    fn update(&self, update: &IndexUpdate);
}

/// A stored search index that was opened and not read yet.
pub type OpenedIndex = Box<dyn Read + Send + Sync>;

/// The search index of a collection, by way of the one that is stored.
#[derive(Default)]
pub struct RestoredIndex {
    /// All lines; `None` where they are to be made.
    pub lookup: Option<Lookup>,
    /// A warning if the stored one cannot be used.
    pub warning: Option<String>,
    /// Whether it should be stored again.
    pub is_stale: bool,
}

/// A search index that is to be stored.
pub struct IndexToStore {
    pub(super) collection: Arc<Collection>,
    pub(super) lookup: Lookup,
    pub(super) store: Arc<dyn IndexStore>,
    /// Whether the cache has all files as they are.
    pub(super) has_cache: bool,
}

/// One line in so many that had to be made anew is no reason to store all of them again.
const MADE: usize = 100;

impl RestoredIndex {
    /// Takes over what is stored of a collection that was read whole, or what had to be removed when it was read.
    pub(super) fn of(
        collection: &Collection,
        store: &dyn IndexStore,
        removed: Option<OpenedIndex>,
        may_write: bool,
    ) -> Self {
        let nothing = Self { is_stale: may_write, ..Self::default() };
        let was_removed = removed.is_some();
        let Some(opened) = removed.or_else(|| store.open()) else { return nothing };
        let stored = match store.read(opened) {
            Ok(stored) => stored,
            Err(unusable) => {
                return Self { warning: Some(store.warning(unusable)), ..nothing };
            }
        };
        let restored = stored.restored(collection);
        let is_outdated = restored.as_ref().is_none_or(|restored| restored.is_outdated);
        if is_outdated && may_write {
            store.remove();
        }
        let Some(RestoredLookup { lookup, made, .. }) = restored else { return nothing };
        let is_behind = was_removed || is_outdated || made > lookup.ids().len() / MADE;
        Self { lookup: Some(lookup), warning: None, is_stale: may_write && is_behind }
    }
}

impl IndexToStore {
    /// Stores it.
    pub fn store(&self) {
        self.store.store(self);
    }

    /// Returns the collection that it is of.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// Returns whether the cache has all files as they are.
    pub fn has_cache(&self) -> bool {
        self.has_cache
    }

    /// Returns its bytes, piece by piece.
    pub fn written(&self, purpose: &Purpose) -> impl Iterator<Item = Vec<u8>> + use<> {
        StoredIndex::written(&self.lookup, &self.collection, purpose)
    }
}
