//! Open buffers over files: what an editor holds and has not saved is read in the place of the file.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::source::{
    Disk, FileSource, ListedPath, ReadError, START, too_large_to_read,
};

/// The files of a source, with the texts of open buffers in the place of some, or beside them where a file is not
/// saved yet.
///
/// A buffer has no stamp, so that no cache vouches for the file below it. What the source refuses, such as
/// a link that leads out of the collection, stays refused whatever is open. Buffers open and close while
/// others hold the source too.
#[derive(Debug)]
pub struct OpenBuffers<S> {
    below: S,
    open: RwLock<BTreeMap<PathBuf, Arc<str>>>,
}

impl<S> OpenBuffers<S> {
    /// Returns the files of a source with nothing open.
    pub fn over(below: S) -> Self {
        Self { below, open: RwLock::default() }
    }

    /// Opens a buffer for the file at `path`, or changes its text.
    pub fn open(&self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        open.insert(path.into(), text.into());
    }

    /// Closes the buffer for the file at `path`; returns whether one was open.
    pub fn close(&self, path: &Path) -> bool {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        open.remove(path).is_some()
    }

    /// Returns the text of the buffer for the file at `path`, if one is open.
    fn buffer(&self, path: &Path) -> Option<Arc<str>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// Adds the buffers at or below `path` whose files are not listed, each before the first file that comes after it
    /// by its path.
    fn with_unsaved(&self, path: &Path, mut listed: Vec<ListedPath>) -> Vec<ListedPath> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        for unsaved in open.keys().filter(|open| open.starts_with(path) && is_listable(open)) {
            let of = |entry: &ListedPath| match entry {
                Ok(path) => path == unsaved,
                Err(error) => error.path == *unsaved,
            };
            if !listed.iter().any(of) {
                let after = |entry: &ListedPath| entry.as_ref().is_ok_and(|path| path > unsaved);
                let at = listed.iter().position(after).unwrap_or(listed.len());
                listed.insert(at, Ok(unsaved.clone()));
            }
        }
        listed
    }
}

impl<S: FileSource> FileSource for OpenBuffers<S> {
    fn list(&self) -> Vec<ListedPath> {
        self.with_unsaved(Path::new(""), self.below.list())
    }

    fn list_below(&self, path: &Path) -> Option<Vec<ListedPath>> {
        Some(self.with_unsaved(path, self.below.list_below(path)?))
    }

    fn read_stamped(&self, path: &Path) -> Result<(Vec<u8>, Option<FileStamp>), ReadError> {
        match self.buffer(path) {
            Some(text) => too_large_to_read(path, text.len())
                .map_or_else(|| Ok((text.as_bytes().to_vec(), None)), Err),
            None => self.below.read_stamped(path),
        }
    }

    fn start(&self, path: &Path) -> Vec<u8> {
        match self.buffer(path) {
            Some(text) => {
                let start = text.as_bytes().iter().take(usize::try_from(START).unwrap_or_default());
                start.copied().collect()
            }
            None => self.below.start(path),
        }
    }

    fn stamp(&self, path: &Path) -> Option<FileStamp> {
        if self.buffer(path).is_some() { None } else { self.below.stamp(path) }
    }

    fn disk(&self) -> Option<&Disk> {
        self.below.disk()
    }
}

/// Returns whether a file at a path would be listed if it were saved: it lies in the folder, and nothing on the
/// way is hidden.
fn is_listable(path: &Path) -> bool {
    path.components().all(|component| match component {
        Component::Normal(name) => !name.as_encoded_bytes().starts_with(b"."),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            false
        }
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::collection::{Cache, Disk, Loader, Memory, Purpose, load};

    fn title_of(files: &dyn FileSource, id: &str) -> Option<String> {
        let collection = load(files);
        collection.get(id).map(|located| located.record.heading().to_owned())
    }

    #[test]
    fn a_buffer_is_read_until_it_is_closed() {
        let mut memory = Memory::default();
        memory.put("victims/test-ann.toml", "title = 'Saved'\n");
        let overlay = OpenBuffers::over(memory);
        assert_eq!(title_of(&overlay, "test-ann").as_deref(), Some("Saved"));
        overlay.open("victims/test-ann.toml", "title = 'Open'\n");
        overlay.open("victims/test-new.toml", "title = 'New'\n");
        assert_eq!(title_of(&overlay, "test-ann").as_deref(), Some("Open"));
        assert_eq!(title_of(&overlay, "test-new").as_deref(), Some("New"));
        assert!(overlay.close(Path::new("victims/test-ann.toml")));
        assert!(overlay.close(Path::new("victims/test-new.toml")));
        assert!(!overlay.close(Path::new("victims/test-new.toml")));
        assert_eq!(title_of(&overlay, "test-ann").as_deref(), Some("Saved"));
        assert_eq!(title_of(&overlay, "test-new"), None);
    }

    #[test]
    fn a_buffer_adds_nothing_that_a_file_would_not() {
        let overlay = OpenBuffers::over(Memory::default());
        for path in
            [".git/a.toml", "victims/.hidden/b.toml", "../victims/c.toml", "/victims/d.toml"]
        {
            overlay.open(path, "title = 'T'\n");
        }
        assert_eq!(overlay.list(), Vec::new());
        overlay.open("victims/e.toml", "x".repeat(17 * 1024 * 1024));
        assert!(overlay.read(Path::new("victims/e.toml")).is_err(), "none of that size is read");
    }

    #[test]
    fn no_cache_vouches_for_a_file_that_is_open() {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("victims")).unwrap();
        fs::write(folder.path().join("casebook.toml"), "format = 1\n").unwrap();
        fs::write(folder.path().join("victims/test-ann.toml"), "title = 'Saved'\n").unwrap();
        let disk = Disk::new(folder.path());
        let purpose = Purpose::of(folder.path(), b"format = 1\n", "1");
        let settled = load(&disk).with_settled_stamps(folder.path());
        let bytes: Vec<u8> = Cache::written(&settled, &purpose).flatten().collect();
        let cache = Cache::read(bytes.as_slice(), &purpose).unwrap();
        let overlay = OpenBuffers::over(disk);
        overlay.open("victims/test-ann.toml", "title = 'Open'\n");
        let read = Loader::default().cached(&cache).load(&overlay);
        assert_eq!(read.get("test-ann").unwrap().record.heading(), "Open");
        assert!(overlay.stamp(Path::new("victims/test-ann.toml")).is_none());
        assert!(overlay.stamp(Path::new("casebook.toml")).is_some());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_collection_stays_refused_while_it_is_open() {
        let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        fs::create_dir_all(folder.path().join("victims")).unwrap();
        fs::write(other.path().join("secret.toml"), "title = 'Secret'\n").unwrap();
        let link = folder.path().join("victims/test-ann.toml");
        std::os::unix::fs::symlink(other.path().join("secret.toml"), link).unwrap();
        let overlay = OpenBuffers::over(Disk::new(folder.path()));
        overlay.open("victims/test-ann.toml", "title = 'Open'\n");
        assert_ne!(title_of(&overlay, "test-ann").as_deref(), Some("Open"));
    }
}
