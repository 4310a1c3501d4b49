//! How the server finds the collection of a folder that a client works in.

use std::path::Path;

use crate::collection::Disk;

/// Finds the collection that the files of a folder belong to.
pub trait CollectionFinder: Send + Sync {
    /// Returns the collection that the user has named, whatever folder is open.
    fn named(&self) -> Option<Disk>;

    /// Returns the collection in a folder or above it; `None` where there is none.
    fn find(&self, folder: &Path) -> Option<Disk>;
}
