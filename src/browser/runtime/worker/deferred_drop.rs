//! Deferred drop: large values are kept until the main thread no longer uses them and are then
//! freed on the worker thread, because freeing them takes longer than a key may wait.

use std::sync::Arc;

use crate::collection::Collection;
use crate::record::Id;

/// Values that the main thread may still use.
#[derive(Debug, Default)]
pub(crate) struct DeferredDrop {
    collections: Vec<Arc<Collection>>,
    lists: Vec<Arc<[Id]>>,
}

impl DeferredDrop {
    /// Holds a collection that is no longer the latest.
    pub(crate) fn collection(&mut self, collection: Arc<Collection>) {
        self.collections.push(collection);
    }

    /// Holds what a search has found.
    pub(crate) fn list(&mut self, ids: &Arc<[Id]>) {
        self.lists.push(Arc::clone(ids));
    }

    /// Drops the values that no other thread uses any more.
    pub(crate) fn drop_unshared(&mut self) {
        self.collections.retain(|collection| Arc::strong_count(collection) > 1);
        self.lists.retain(|ids| Arc::strong_count(ids) > 1);
    }
}
