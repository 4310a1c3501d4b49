//! Reads a collection from its files, all of it by way of the cache, or the files that changed.

use std::sync::Arc;

use crate::collection::{
    Accepted, Cache, CacheDifference, Changes, Collection, Disk, FileSource, IndexUpdate, Loader,
    Lookup, PartialLoad, StoredIndex, Touched,
};
use crate::exchange::{Folder, RecoveredChange, is_interrupted, is_left_over, recover};
use crate::session::index_store::{IndexStore, IndexToStore, OpenedIndex, RestoredIndex};

/// The files of a collection, and the cache of what was read of them. A copy reads the same files, so that a
/// front end may read on a thread of its own.
#[derive(Clone)]
pub struct CollectionReader {
    source: Arc<dyn FileSource>,
    cache_store: Option<Arc<dyn CacheStore>>,
    /// Whether nothing is written or removed: no interrupted change is ended, and nothing left behind goes.
    only_reads: bool,
}

/// Stores what was read of a large collection for the next start.
pub trait CacheStore: Send + Sync {
    /// Returns what is stored.
    fn read(&self) -> Cache;

    /// Returns a warning if the cache cannot be used.
    fn warning(&self, cache: &Cache) -> Option<String>;

    /// Returns whether the cache, which differs so from a collection, has something that it must not have: records that are
    /// gone, confidential or different now, or any where the collection forbids a cache.
    fn is_outdated(&self, difference: CacheDifference, collection: &Collection) -> bool;

    /// Removes what is stored, and the search index too.
    fn remove(&self);

    /// Returns whether the cache, which differs so from a collection, lacks so much that it should be written again.
    fn is_stale(&self, difference: CacheDifference, collection: &Collection) -> bool;

    /// Stores what was read.
    fn store(&self, collection: &Collection);

    /// Returns where the search index is stored; `None` where it is not.
    fn index(&self) -> Option<Arc<dyn IndexStore>> {
        None
    }
}

/// What came of reading all files.
pub struct WholeReading {
    /// The collection. Its rules are not checked yet.
    pub collection: Collection,
    /// What became of changes that were interrupted, and a warning if the cache could not be used.
    pub warning: Option<String>,
    /// The cache, if it should be written again.
    pub stale_cache: Option<Arc<dyn CacheStore>>,
    /// The search index, if it had to be removed: what has not changed of it is still good.
    pub removed_index: Option<OpenedIndex>,
}

impl CollectionReader {
    /// Returns the reader of a collection that is not cached.
    pub fn of(source: Arc<dyn FileSource>) -> Self {
        Self { source, cache_store: None, only_reads: false }
    }

    /// Returns the reader of a collection whose folder it leaves as it is: it ends no interrupted change, and removes
    /// nothing that was left behind. A cache it reads, and neither writes nor removes.
    pub fn that_only_reads(source: Arc<dyn FileSource>) -> Self {
        Self { source, cache_store: None, only_reads: true }
    }

    /// Returns the reader with a cache for what is read.
    #[must_use]
    pub fn with_cache(self, cache_store: impl CacheStore + 'static) -> Self {
        self.with_shared_cache(Arc::new(cache_store))
    }

    /// Returns the reader with a cache that others may hold too.
    #[must_use]
    pub fn with_shared_cache(self, cache_store: Arc<dyn CacheStore>) -> Self {
        Self { cache_store: Some(cache_store), ..self }
    }

    /// Returns the disk that the files are on; `None` where they are on none.
    pub(crate) fn disk(&self) -> Option<&Disk> {
        self.source.disk()
    }

    /// Reads all files, and removes the cache if it has what it must not have. The cache is read only if nothing
    /// was read before: it knows no more than a collection at hand.
    pub fn read_whole(
        &self,
        before: &Collection,
        progress: &mut dyn FnMut(&PartialLoad<'_>),
    ) -> WholeReading {
        let to_recover = self.source.disk().filter(|_| !self.only_reads);
        let recovered = to_recover.map(recover).unwrap_or_default();
        let is_first = before.files().next().is_none();
        let cache_store = self.cache_store.as_ref().filter(|_| is_first);
        let cache = cache_store.map(|cache_store| cache_store.read()).unwrap_or_default();
        let loader = Loader::after(before).cached(&cache).with_progress(progress);
        let collection = loader.load(&*self.source);
        self.clean_up();
        let mut removed_index = None;
        let to_write = cache_store.filter(|_| !self.only_reads);
        let difference = to_write.map(|_| cache.difference(&collection));
        if let Some(cache_store) = self.written_cache() {
            let is_outdated = match difference {
                Some(difference) => cache_store.is_outdated(difference, &collection),
                None => collection.must_leave_cache(before, &Touched::Everything),
            };
            // What is not to be stored goes at once, even where nothing new can be written.
            if is_outdated {
                removed_index =
                    cache_store.index().filter(|_| is_first).and_then(|index| index.open());
                cache_store.remove();
            } else if let Some(index) = cache_store.index().filter(|_| is_first)
                && (cache.is_empty() || index.has_outdated_tables(&collection))
            {
                removed_index = index.open();
                index.remove();
            }
        }
        let warning = cache_store.and_then(|cache_store| cache_store.warning(&cache));
        let warnings = recovered.iter().map(RecoveredChange::in_words).chain(warning);
        let warning = warnings.reduce(|all, one| format!("{all}; {one}"));
        // The cache itself is as large as the collection, and is freed before more memory is needed.
        let stale_cache = to_write.zip(difference).and_then(|(cache_store, difference)| {
            cache_store.is_stale(difference, &collection).then(|| Arc::clone(cache_store))
        });
        WholeReading { collection, warning, stale_cache, removed_index }
    }

    /// Reads the files that changed, and checks what depends on them.
    pub(crate) fn read_changes(&self, before: &Collection, changes: &Changes) -> Accepted {
        if *changes == Changes::Everything {
            return self.read_whole(before, &mut |_| {}).checked(before);
        }
        let accepted = Loader::after(before).apply(&*self.source, changes);
        self.clean_up();
        let Accepted { collection, touched, .. } = &accepted;
        if let Some(cache_store) = self.written_cache()
            && collection.must_leave_cache(before, touched)
        {
            cache_store.remove();
        }
        look_for_confidential_terms(collection);
        accepted
    }

    /// Returns the search index of a collection that was read whole, by way of the one that is stored, or of the one that
    /// had to be removed when the collection was read.
    pub fn restored_index(
        &self,
        collection: &Collection,
        removed: Option<OpenedIndex>,
    ) -> RestoredIndex {
        let store = self.cache_store.as_ref().and_then(|store| store.index());
        let Some(store) = store.filter(|store| store.is_for(collection)) else {
            return RestoredIndex::default();
        };
        RestoredIndex::of(collection, &*store, removed, self.written_cache().is_some())
    }

    /// Returns the files.
    pub(crate) fn source(&self) -> &dyn FileSource {
        &*self.source
    }

    /// Returns whether what is read is cached.
    pub(crate) fn has_cache(&self) -> bool {
        self.cache_store.is_some()
    }

    /// Opens the search index that is stored, where there is one, and returns what reads it, where it can be used.
    pub(crate) fn open_index(&self) -> Option<impl FnOnce() -> Option<StoredIndex> + Send + use<>> {
        let store = self.cache_store.as_ref()?.index()?;
        let opened = store.open()?;
        Some(move || store.read(opened).ok())
    }

    /// Returns what stores the search index of a collection, where this reader may write it.
    pub(crate) fn index_to_store(
        &self,
        collection: &Arc<Collection>,
        lookup: &Lookup,
        has_cache: bool,
    ) -> Option<IndexToStore> {
        let store = self.written_cache().and_then(|store| store.index());
        let store = store.filter(|store| store.is_for(collection))?;
        let is_whole = lookup.is_complete() && lookup.ids().len() == collection.ids().count();
        is_whole.then(|| {
            let (collection, lookup) = (Arc::clone(collection), lookup.clone());
            IndexToStore { collection, lookup, store, has_cache }
        })
    }

    /// Puts a few files that have changed into the cache and the search index that are stored.
    pub(crate) fn update_index(&self, update: &IndexUpdate) {
        if let Some(store) = self.written_cache().and_then(|store| store.index()) {
            store.update(update);
        }
    }

    /// Returns the cache, where this reader may write it.
    fn written_cache(&self) -> Option<&Arc<dyn CacheStore>> {
        self.cache_store.as_ref().filter(|_| !self.only_reads)
    }

    /// Lets go of the disk, and removes what programs left behind that were killed while they wrote.
    fn clean_up(&self) {
        if let Some(disk) = self.source.disk() {
            // The temporary files of a change that is interrupted, or still being made, are needed to end it.
            if !self.only_reads && !is_interrupted(disk) {
                remove_leftovers(disk);
            }
            disk.close();
        }
    }
}

impl WholeReading {
    /// Checks the rules of the collection, and compares it with the one before.
    pub fn checked(self, before: &Collection) -> Accepted {
        let collection = self.collection.checked();
        look_for_confidential_terms(&collection);
        let changed = collection.changes_since(before);
        Accepted { collection, changed, touched: Touched::Everything }
    }
}

/// Computes the terms of confidential cases, which every page needs that shows the collection: a front end that
/// draws must not wait for them.
fn look_for_confidential_terms(collection: &Collection) {
    _ = collection.confidential_terms();
}

fn remove_leftovers(disk: &Disk) {
    for path in disk.take_hidden().iter().filter(|path| is_left_over(path)) {
        let (folder, path) = disk.home_of(path);
        // Where the folder cannot be opened, nothing of it was read either.
        _ = Folder::open(folder).map(|folder| folder.remove_leftovers(path));
    }
}
