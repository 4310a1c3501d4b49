//! How a collection is read, and how what was read is kept until the next time. Whoever opens the
//! browser says both.

use std::sync::Arc;

use crate::collection::{Accepted, Begun, Cache, Changes, Collection};

/// Reads the files that may have changed, given what was read before, and tells how far it has come.
pub(super) type Load = Arc<
    dyn Fn((&Collection, &Cache), &Changes, &mut dyn FnMut(&Begun<'_>)) -> Accepted + Send + Sync,
>;

/// How a collection is read, and kept for the next time.
#[derive(Clone)]
pub(super) struct Reading {
    pub(super) load: Load,
    pub(super) keeping: Option<Arc<dyn Keeping>>,
}

/// Keeps what was read of a large collection until the next time.
pub trait Keeping: Send + Sync {
    /// Returns what is kept.
    fn read(&self) -> Cache;

    /// Returns a line to be told where what is kept cannot be used.
    fn complaint(&self, kept: &Cache) -> Option<String>;

    /// Tells whether something is kept that is not to be: it is gone, confidential, or said otherwise now.
    fn is_outdated(&self, kept: &Cache, collection: &Collection) -> bool;

    /// Removes what is kept.
    fn forget(&self);

    /// Tells whether what is kept lacks so much of what was read that it is to be kept anew.
    fn is_stale(&self, kept: &Cache, collection: &Collection) -> bool;

    /// Keeps what was read.
    fn keep(&self, collection: &Collection);
}
