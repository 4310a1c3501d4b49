//! What was told to the main thread, held here until nobody else does: what is as large as a collection
//! takes a while to be taken apart, and keys wait for the main thread.

use std::sync::Arc;

use crate::collection::Collection;
use crate::record::Id;

/// What was told and may still be looked at.
#[derive(Debug, Default)]
pub(super) struct Given {
    collections: Vec<Arc<Collection>>,
    lists: Vec<Arc<[Id]>>,
}

impl Given {
    /// Holds a collection that is no longer the latest.
    pub(super) fn collection(&mut self, collection: Arc<Collection>) {
        self.collections.push(collection);
    }

    /// Holds what a search has found.
    pub(super) fn list(&mut self, ids: &Arc<[Id]>) {
        self.lists.push(Arc::clone(ids));
    }

    /// Lets go of what nobody else holds any more.
    pub(super) fn sweep(&mut self) {
        self.collections.retain(|collection| Arc::strong_count(collection) > 1);
        self.lists.retain(|ids| Arc::strong_count(ids) > 1);
    }
}
