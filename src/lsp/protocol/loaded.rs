//! A collection that was read by another thread, for the worker.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::collection::Collection;
use crate::lsp::answers::findings::Finding;
use crate::session::{CollectionReader, Finder};

/// A collection of which all files were read and checked.
pub(crate) struct LoadedCollection {
    pub(crate) reader: CollectionReader,
    pub(crate) collection: Arc<Collection>,
    /// What lists its records, and searches them where their lines were stored.
    pub(crate) finder: Finder,
    /// What the disk shows about confidential files.
    pub(crate) exposures: BTreeMap<PathBuf, Vec<Finding>>,
}
