//! The functions that the caller provides for reading a collection and for caching it.

use std::sync::Arc;

use crate::collection::{Accepted, Cache, Changes, Collection, Loader};

/// Applies the changes of the collection's files: gives the loader their source.
pub(crate) type LoadFn = Arc<dyn Fn(Loader<'_>, &Changes) -> Accepted + Send + Sync>;

/// How a collection is read and cached.
#[derive(Clone)]
pub(crate) struct CollectionReader {
    pub(crate) load: LoadFn,
    pub(crate) keeping: Option<Arc<dyn CacheStore>>,
}

/// Keeps what was read of a large collection until the next time.
pub trait CacheStore: Send + Sync {
    /// Returns what is kept.
    fn read(&self) -> Cache;

    /// Returns a warning if the cache cannot be used.
    fn warning(&self, kept: &Cache) -> Option<String>;

    /// Returns whether the cache has something that it must not have: records that are gone, confidential
    /// or different now.
    fn is_outdated(&self, kept: &Cache, collection: &Collection) -> bool;

    /// Removes what is kept.
    fn remove(&self);

    /// Returns whether the cache lacks so much that it should be written again.
    fn is_stale(&self, kept: &Cache, collection: &Collection) -> bool;

    /// Keeps what was read.
    fn store(&self, collection: &Collection);
}
