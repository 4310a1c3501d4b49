//! The cache file of a large collection and its search index: private files in the user's cache folder, which may be
//! deleted at any time.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use etcetera::BaseStrategy as _;
use sha2::{Digest as _, Sha256};

use crate::collection::{
    Cache, CacheDifference, Collection, Disk, IndexUpdate, Purpose, Settings, StoredIndex, Unusable,
};
use crate::exchange::{
    PrivateFile, WriteError, remove_private_file, write_private_file, write_private_files,
};
use crate::session::{CacheStore, IndexStore, IndexToStore, OpenedIndex};

use super::bounded_read;

/// Fewer files are read without a noticeable wait, and need no second copy on disk.
const FEWEST: usize = 1_000;
/// How the names of the files end.
const CACHE: &str = "cache";
const INDEX: &str = "index";
/// One changed file in so many is no reason to write all of them again.
const STALE: usize = 100;

/// Where what was read of one collection is kept.
#[derive(Clone, Debug)]
pub(super) struct CacheFile {
    file: PathBuf,
    /// The search index.
    index: PathBuf,
    purpose: Purpose,
    /// One thread of the program writes at a time: of two at once, one would find the files taken and write nothing.
    writing: Arc<Mutex<()>>,
}

impl CacheFile {
    /// Returns where what is read of the collection in a folder is kept; `None` where nothing is to
    /// be: the collection forbids it or is confidential, or the user has no folder for it.
    ///
    /// What was kept of a collection that forbids it now is deleted.
    pub(super) fn of(root: &Path) -> Option<Self> {
        let root = fs::canonicalize(root).ok()?;
        let (folder, file) = place_of(&root)?;
        remove_unused_caches(&folder);
        let index = file.with_extension(INDEX);
        let Some(settings) = allowing_settings(&root) else {
            // What cannot be removed is not read either.
            _ = remove_private_file(&file);
            _ = remove_private_file(&index);
            return None;
        };
        Some(Self::at(file, Purpose::of(&root, &settings, &build())))
    }

    /// Does the same for a program that writes and removes nothing.
    pub(super) fn to_read(root: &Path) -> Option<Self> {
        let root = fs::canonicalize(root).ok()?;
        let (_, file) = place_of(&root)?;
        let purpose = Purpose::of(&root, &allowing_settings(&root)?, &build());
        Some(Self::at(file, purpose))
    }

    /// Returns a cache in a file, with its search index beside it.
    fn at(file: PathBuf, purpose: Purpose) -> Self {
        Self { index: file.with_extension(INDEX), file, purpose, writing: Arc::default() }
    }

    /// Waits until no other thread of the program writes.
    fn writing(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the folder of all caches, and the file of the collection in a folder.
fn place_of(root: &Path) -> Option<(PathBuf, PathBuf)> {
    let folders = etcetera::choose_base_strategy().ok()?;
    let folder = folders.cache_dir().join("casebook");
    let file = folder.join(name_for(root));
    Some((folder, file))
}

/// Returns the bytes of a collection's settings; `None` where they forbid a cache, or cannot be read and may forbid it.
fn allowing_settings(root: &Path) -> Option<Vec<u8>> {
    let settings = match bounded_read::read_plain(&root.join("casebook.toml")) {
        Ok(settings) => settings,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(_) => return None,
    };
    let outside = Disk::new(root).is_outside(&root.join("casebook.toml"));
    (!outside && !forbids(&settings)).then_some(settings)
}

/// Removes the caches of collections whose folders are gone, and those of other versions of the
/// program, which say of no folder.
fn remove_unused_caches(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let Some(extension @ (CACHE | INDEX)) = extension else { continue };
        let Ok(file) = bounded_read::open_plain(&path) else { continue };
        let file = BufReader::new(file);
        let folder =
            if extension == CACHE { Cache::folder(file) } else { StoredIndex::folder(file) };
        let is_gone = match folder {
            Ok(root) if root.as_os_str().is_empty() => false,
            Ok(root) => fs::symlink_metadata(root).is_err_and(|error| {
                matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
            }),
            Err(_) => true,
        };
        if is_gone {
            // What cannot be removed is not read either.
            _ = remove_private_file(&path);
        }
    }
}

/// Identifies this build of the program: a cache is only read by the build that wrote it, because another
/// may read its bytes differently.
fn build() -> String {
    let program = env::current_exe().and_then(fs::metadata);
    let written = program.as_ref().map(|program| (program.len(), program.modified().ok()));
    format!("{} {written:?}", env!("CARGO_PKG_VERSION"))
}

/// Returns the name of the cache file for a collection's folder; it does not reveal the folder's
/// own name.
fn name_for(root: &Path) -> String {
    let hash = Sha256::digest(root.as_os_str().as_encoded_bytes());
    let mut name = String::new();
    for byte in hash.iter().take(12) {
        // Writing into a string cannot fail.
        _ = write!(name, "{byte:02x}");
    }
    name + "." + CACHE
}

/// Returns whether settings forbid a cache; what cannot be read does.
fn forbids(settings: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(settings) else { return true };
    let (settings, document) = Settings::read(text.into());
    settings.forbids_cache() || !document.problems.is_empty()
}

/// Returns whether what could not be brought up to date must be removed: it has what files no longer say.
fn must_go(written: Result<(), WriteError>) -> bool {
    // Another Casebook that writes both at the moment leaves them for the next one to look at.
    written.is_err_and(|error| !error.is_busy())
}

impl CacheStore for CacheFile {
    fn read(&self) -> Cache {
        let Ok(file) = bounded_read::open_plain(&self.file) else { return Cache::default() };
        Cache::reading(BufReader::new(file), self.purpose.clone())
    }

    fn warning(&self, cache: &Cache) -> Option<String> {
        let unusable = cache.unusable()?;
        Some(format!("{} is not used: {unusable}", self.file.display()))
    }

    fn is_outdated(&self, difference: CacheDifference, collection: &Collection) -> bool {
        collection.settings().forbids_cache() || difference.is_outdated
    }

    fn remove(&self) {
        // What cannot be removed is in a folder that its owner alone may read.
        _ = remove_private_file(&self.file);
        IndexStore::remove(self);
    }

    fn is_stale(&self, difference: CacheDifference, collection: &Collection) -> bool {
        let files = collection.files().count();
        files >= FEWEST
            && !collection.settings().forbids_cache()
            && (difference.is_outdated || difference.missing > files / STALE)
    }

    fn store(&self, collection: &Collection) {
        let _writing = self.writing();
        // Without a cache the next reading takes longer, and that is all.
        _ = write_private_file(&self.file, Cache::written(collection, &self.purpose));
    }

    fn index(&self) -> Option<Arc<dyn IndexStore>> {
        Some(Arc::new(self.clone()))
    }
}

impl IndexStore for CacheFile {
    fn open(&self) -> Option<OpenedIndex> {
        let file = bounded_read::open_plain(&self.index).ok()?;
        Some(Box::new(BufReader::new(file)))
    }

    fn read(&self, opened: OpenedIndex) -> Result<StoredIndex, Unusable> {
        StoredIndex::read(opened, &self.purpose)
    }

    fn warning(&self, unusable: Unusable) -> String {
        format!("{} is not used: {unusable}", self.index.display())
    }

    fn has_outdated_tables(&self, collection: &Collection) -> bool {
        self.open()
            .is_some_and(|opened| StoredIndex::has_other_tables(opened, &self.purpose, collection))
    }

    fn remove(&self) {
        _ = remove_private_file(&self.index);
    }

    fn is_for(&self, collection: &Collection) -> bool {
        !collection.settings().forbids_cache() && collection.files().count() >= FEWEST
    }

    fn store(&self, index: &IndexToStore) {
        let _writing = self.writing();
        let lines = index.written(&self.purpose);
        // Without an index the next search takes longer, and that is all.
        if index.has_cache() {
            _ = write_private_file(&self.index, lines);
            return;
        }
        // Commands that do not read the index find out from the cache what must leave both: it has all that the index has.
        let cache = Cache::written(index.collection(), &self.purpose);
        let cache = PrivateFile { path: &self.file, chunks: Box::new(cache.map(Some)) };
        let lines = PrivateFile { path: &self.index, chunks: Box::new(lines.map(Some)) };
        _ = write_private_files([cache, lines]);
    }

    fn update(&self, update: &IndexUpdate) {
        let _writing = self.writing();
        let open = |path: &Path| bounded_read::open_plain(path).ok().map(BufReader::new);
        let both = open(&self.file).zip(open(&self.index)).map(|(cache, index)| {
            let cache = Box::new(update.cache(cache, &self.purpose));
            let index = Box::new(update.index(index, &self.purpose));
            // The cache first: it has all that the index has.
            let cache = PrivateFile { path: &self.file, chunks: cache };
            write_private_files([cache, PrivateFile { path: &self.index, chunks: index }])
        });
        if both.is_none_or(must_go) {
            CacheStore::remove(self);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::collection::Memory;
    use crate::session::{CollectionReader, Session};

    #[test]
    fn the_index_is_stored_where_another_thread_is_writing_the_cache() {
        let mut memory = Memory::default();
        for number in 0..FEWEST {
            memory.put(format!("victims/test-{number}.toml"), "title = 'Test Ann'\n");
        }
        let folder = tempfile::tempdir().unwrap();
        let purpose = Purpose::of(folder.path(), &[], "test");
        let file = CacheFile::at(folder.path().join("test").with_extension(CACHE), purpose);
        let reader = CollectionReader::of(Arc::new(memory)).with_cache(file.clone());
        let mut session = Session::open(reader);
        while !session.is_indexed() {
            session.index_more();
        }
        let index = session.take_index_to_store().unwrap();
        let begun = Barrier::new(2);
        thread::scope(|threads| {
            let writing = file.writing();
            threads.spawn(|| {
                begun.wait();
                index.store();
            });
            // The folder is taken for as long as this is written.
            let slowly = std::iter::once_with(|| {
                begun.wait();
                thread::sleep(Duration::from_millis(200));
                Vec::new()
            });
            write_private_file(&file.file, slowly).unwrap();
            drop(writing);
        });
        assert!(file.index.exists());
    }
}
