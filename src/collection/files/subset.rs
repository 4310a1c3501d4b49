//! A few files of a source, read as if they were all there is.

use std::path::{Path, PathBuf};

use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::source::{FileSource, ListedPath, ReadError};

/// Some files of a source, for a command that needs no others.
pub(crate) struct FileSubset<'s> {
    source: &'s dyn FileSource,
    paths: Vec<PathBuf>,
}

impl<'s> FileSubset<'s> {
    /// Returns the files at these paths.
    pub(crate) fn of(source: &'s dyn FileSource, paths: Vec<PathBuf>) -> Self {
        Self { source, paths }
    }
}

impl FileSource for FileSubset<'_> {
    fn list(&self) -> Vec<ListedPath> {
        self.paths.iter().cloned().map(Ok).collect()
    }

    fn list_below(&self, _: &Path) -> Option<Vec<ListedPath>> {
        None
    }

    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        self.source.read_stamped(path)
    }

    fn start(&self, path: &Path) -> Vec<u8> {
        self.source.start(path)
    }

    fn stamp(&self, path: &Path) -> Option<FileStamp> {
        self.source.stamp(path)
    }
}
