//! How the server finds the collection of a folder that a client works in.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::collection::Disk;
use crate::session::CacheStore;

/// Finds the collection that the files of a folder belong to.
pub trait CollectionFinder: Send + Sync {
    /// Returns the collection that the user has named, whatever folder is open.
    fn named(&self) -> Option<FoundCollection>;

    /// Returns the collection in a folder or above it; `None` where there is none.
    fn find(&self, folder: &Path) -> Option<FoundCollection>;
}

/// A collection that was found for a client.
#[derive(Clone)]
pub struct FoundCollection {
    /// Where its files are.
    pub disk: Disk,
    /// What was read of it before, which the server reads and never writes.
    pub cache: Option<Arc<dyn CacheStore>>,
}

impl fmt::Debug for FoundCollection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FoundCollection").field("disk", &self.disk).finish_non_exhaustive()
    }
}
