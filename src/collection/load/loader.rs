//! The loader: the one way to read a collection, all of it or the files that changed.

use crate::collection::assemble::Collection;
use crate::collection::cache::Cache;
use crate::collection::files::source::FileSource;
use crate::collection::load::accept::{Accepted, Changes, Touched};
use crate::collection::load::{PartialLoad, read_all};

/// Reads collections, given what was read before, a cache and a callback for the progress.
#[derive(Default)]
pub struct Loader<'l> {
    earlier: Option<&'l Collection>,
    cache: Option<&'l Cache>,
    progress: Option<&'l mut dyn FnMut(&PartialLoad<'_>)>,
}

impl<'l> Loader<'l> {
    /// Returns a loader that knows the collection as it was read before: a file that now breaks
    /// TOML's grammar keeps its records from then, if it was sound.
    pub fn after(earlier: &'l Collection) -> Self {
        Self { earlier: Some(earlier), ..Self::default() }
    }

    /// Returns the loader with a cache, for files that are unchanged.
    #[must_use]
    pub fn cached(self, cache: &'l Cache) -> Self {
        Self { cache: Some(cache), ..self }
    }

    /// Returns the loader with a receiver of its progress: the records that cases link to come first;
    /// once more when all files are read and not checked yet.
    #[must_use]
    pub fn with_progress(self, progress: &'l mut dyn FnMut(&PartialLoad<'_>)) -> Self {
        Self { progress: Some(progress), ..self }
    }

    /// Reads the collection of a file source. Never fails: what cannot be read is among the problems.
    /// Its rules are not checked yet; [`Collection::checked`] does.
    pub fn load(self, source: &dyn FileSource) -> Collection {
        let (nothing, no_cache) = (Collection::default(), Cache::default());
        let earlier = self.earlier.unwrap_or(&nothing);
        let cache = self.cache.unwrap_or(&no_cache);
        match self.progress {
            Some(progress) => read_all(source, earlier, cache, progress),
            None => read_all(source, earlier, cache, &mut |_| {}),
        }
    }

    /// Returns the earlier collection with the changed files read again, and checked.
    ///
    /// It is the one that [`load`](Self::load) would read, but only what depends on the changed files
    /// is made anew. Where the settings change, all is.
    pub fn apply(self, source: &dyn FileSource, changes: &Changes) -> Accepted {
        let nothing = Collection::default();
        let earlier = self.earlier.unwrap_or(&nothing);
        if let Some(accepted) = earlier.with_changes(source, changes) {
            return accepted;
        }
        let collection = self.load(source).checked();
        let touched = Touched::Everything;
        Accepted { changed: collection.changes_since(earlier), collection, touched }
    }
}

/// Reads the collection of a file source, and checks its rules.
pub fn load(source: &dyn FileSource) -> Collection {
    Loader::default().load(source).checked()
}
