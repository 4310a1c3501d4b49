//! The functions that the caller provides for reading a collection and for caching it.

use std::sync::Arc;

use crate::collection::{Accepted, Cache, Changes, Collection, Loader};

/// Applies the changes of the collection's files: gives the loader their source.
pub(crate) type ApplyFn = Arc<dyn Fn(Loader<'_>, &Changes) -> Accepted + Send + Sync>;

/// How a collection is read and cached.
#[derive(Clone)]
pub(crate) struct CollectionReader {
    pub(crate) apply: ApplyFn,
    pub(crate) cache_store: Option<Arc<dyn CacheStore>>,
}

/// Stores what was read of a large collection for the next start.
pub trait CacheStore: Send + Sync {
    /// Returns what is stored.
    fn read(&self) -> Cache;

    /// Returns a warning if the cache cannot be used.
    fn warning(&self, cache: &Cache) -> Option<String>;

    /// Returns whether the cache has something that it must not have: records that are gone, confidential
    /// or different now.
    fn is_outdated(&self, cache: &Cache, collection: &Collection) -> bool;

    /// Removes what is stored.
    fn remove(&self);

    /// Returns whether the cache lacks so much that it should be written again.
    fn is_stale(&self, cache: &Cache, collection: &Collection) -> bool;

    /// Stores what was read.
    fn store(&self, collection: &Collection);
}
