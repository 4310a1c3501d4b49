//! The files of the built-in sample, with archived texts from a folder.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use crate::collection::{Disk, FileSource, FileStamp, ListedPath, Memory, ReadError, sample};

/// The sample, with the archived texts of a folder as they were when it was last listed.
pub(super) struct SampleFiles {
    archive: Option<PathBuf>,
    listed: RwLock<Memory>,
}

impl SampleFiles {
    /// Returns the sample, with the archived texts in a folder if one is named.
    pub(super) fn new(archive: Option<PathBuf>) -> Self {
        Self { archive, listed: RwLock::default() }
    }

    fn with<T>(&self, read: impl FnOnce(&Memory) -> T) -> T {
        read(&self.listed.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn list_again(&self) {
        let files = with_archive(sample(), self.archive.as_deref());
        *self.listed.write().unwrap_or_else(PoisonError::into_inner) = files;
    }
}

impl FileSource for SampleFiles {
    fn list(&self) -> Vec<ListedPath> {
        self.list_again();
        self.with(FileSource::list)
    }

    fn list_below(&self, path: &Path) -> Option<Vec<ListedPath>> {
        self.list_again();
        self.with(|files| files.list_below(path))
    }

    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        self.with(|files| files.read_stamped(path))
    }

    fn stamp(&self, path: &Path) -> Option<FileStamp> {
        self.with(|files| files.stamp(path))
    }
}

/// Puts archived texts from a folder beside the sample.
fn with_archive(mut sample: Memory, archive: Option<&Path>) -> Memory {
    let Some(archive) = archive else { return sample };
    let disk = Disk::new(archive).with_archive(archive);
    for path in disk.list().into_iter().flatten().filter(|path| path.starts_with("archive")) {
        if let Ok(bytes) = disk.read(&path) {
            sample.put(path, bytes);
        }
    }
    sample
}
