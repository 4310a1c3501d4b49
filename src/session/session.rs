//! The session: one collection for one front end, which reads, searches, changes and follows it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::collection::{
    Accepted, Changes, Collection, IndexUpdate, Lookup, PartialLoad, Progress, Touched,
};
use crate::exchange::{Change, PlannedChange, PlannedFile, Readers, write_together};
use crate::record::Id;
use crate::redaction::{Mask, MaskedCollection};
use crate::search::{Query, QuerySort};
use crate::session::change_history::{ChangeHistory, UndoStep};
use crate::session::collection_reader::{CacheStore, CollectionReader, WholeReading};
use crate::session::completions::Completions;
use crate::session::edit_preview::{PreviewRequest, ValuePreview};
use crate::session::facets::{Facet, facets};
use crate::session::file_edit::{EditRefusal, planned};
use crate::session::finder::{FindRequest, Finder, SearchResult};
use crate::session::index_store::{IndexToStore, OpenedIndex, RestoredIndex};
use crate::session::prompt::Prompt;
use crate::session::stored_search::{StoredSearch, find_stored};
use crate::session::value_suggestions::{SuggestionRequest, ValueSuggestion};

/// A collection with its search index and the changes made in this run. It starts no thread and has no clock: a
/// front end that must not wait has a worker own it, and may read on another thread
/// ([`Session::reader`], [`Session::replace`]).
///
/// The search index is made when something is first searched, all at once or in steps
/// ([`Session::index_more`]), and follows the changes.
pub struct Session {
    reader: CollectionReader,
    collection: Arc<Collection>,
    /// Whether the rules of the collection were checked.
    is_checked: bool,
    /// What lists and searches the collection, once that was asked for.
    finder: Option<Finder>,
    /// What changed since the finder last followed.
    not_followed: Option<Touched>,
    /// What found one query only; to free it before the program ends would take a while.
    once: Option<Finder>,
    stale_cache: Option<Arc<dyn CacheStore>>,
    /// Whether the cache that is stored has all files as they are.
    has_cache: bool,
    /// Whether the stored search index was asked for.
    is_restored: bool,
    /// The search index, if it had to be removed when the files were read.
    removed_index: Option<OpenedIndex>,
    /// The files that have changed since the search index was stored by which records were found.
    index_update: Option<IndexUpdate>,
    /// Why the stored search index is not used.
    warning: Option<String>,
    history: ChangeHistory,
}

/// What became of the collection of a session when files of it changed.
#[derive(Clone, Debug)]
pub struct AppliedChanges {
    /// The collection before. To free a large one takes a while, so the front end decides when.
    pub before: Arc<Collection>,
    /// How many files changed, archived texts among them.
    pub changed: usize,
    /// Which records changed.
    pub touched: Touched,
}

/// What became of a change of files.
#[derive(Clone, Debug)]
pub struct PerformedChange {
    /// What became of the collection.
    pub applied: AppliedChanges,
    /// The first file that could not be written, and why; those before it are written, and can be undone.
    pub refused: Option<(PathBuf, EditRefusal)>,
}

impl Session {
    /// Returns a session of which nothing is read yet.
    pub fn over(reader: CollectionReader) -> Self {
        Self {
            reader,
            collection: Arc::default(),
            is_checked: true,
            finder: None,
            not_followed: None,
            once: None,
            stale_cache: None,
            has_cache: false,
            is_restored: false,
            removed_index: None,
            index_update: None,
            warning: None,
            history: ChangeHistory::default(),
        }
    }

    /// Reads all files and checks them. What cannot be read is among the problems.
    pub fn open(reader: CollectionReader) -> Self {
        let mut session = Self::over(reader);
        session.read(&mut |_| {});
        session.check();
        session
    }

    /// Returns what a query finds, and a session that has the records found and no others, where that is known without
    /// reading all files, or by reading each for this query alone; `None` where all must be read.
    pub fn open_found(
        reader: CollectionReader,
        typed: &str,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Option<(Self, SearchResult)> {
        let StoredSearch { found, collection, update: index_update } =
            find_stored(&reader, typed, progress)?;
        let collection = Arc::new(collection);
        Some((Self { collection, is_restored: true, index_update, ..Self::over(reader) }, found))
    }

    /// Reads all files, and checks nothing yet. Returns a warning if the cache cannot be used.
    pub fn read(&mut self, progress: &mut dyn FnMut(&PartialLoad<'_>)) -> Option<String> {
        let reading = self.reader.read_whole(&self.collection, progress);
        let WholeReading { collection, warning, stale_cache, removed_index } = reading;
        self.stale_cache = stale_cache;
        self.removed_index = removed_index;
        self.finder = None;
        self.replace(Arc::new(collection), None);
        self.is_checked = false;
        warning
    }

    /// Checks the rules, if that was not done yet.
    pub fn check(&mut self) {
        if self.is_checked {
            return;
        }
        // What no one else holds is not copied.
        let collection = Arc::unwrap_or_clone(std::mem::take(&mut self.collection));
        self.replace(Arc::new(collection.checked()), None);
    }

    /// Returns the reader, for reading on another thread.
    pub fn reader(&self) -> &CollectionReader {
        &self.reader
    }

    /// Returns the collection as it was last read.
    pub fn collection(&self) -> &Arc<Collection> {
        &self.collection
    }

    /// Ends the session and returns its collection.
    pub fn into_collection(self) -> Collection {
        let Self { collection, finder, .. } = self;
        // It shares the collection.
        drop(finder);
        Arc::unwrap_or_clone(collection)
    }

    /// Returns whether the cache should be written again.
    pub fn has_stale_cache(&self) -> bool {
        self.stale_cache.is_some()
    }

    /// Writes the cache again if it should be. A front end that must not wait does so on another thread.
    pub fn write_cache(&mut self) {
        if let Some(cache_store) = self.stale_cache.take() {
            cache_store.store(&self.collection);
            self.has_cache = true;
        }
    }

    /// Returns the search lines of all records by way of the index that is stored, once.
    fn restored(&mut self) -> RestoredIndex {
        if std::mem::replace(&mut self.is_restored, true) {
            return RestoredIndex::default();
        }
        let removed = self.removed_index.take();
        let mut restored = self.reader.restored_index(&self.collection, removed);
        self.warning = restored.warning.take();
        restored
    }

    /// Returns why the stored search index is not used, once.
    pub fn take_warning(&mut self) -> Option<String> {
        self.warning.take()
    }

    /// Returns whether a few files have changed since the search index was stored by which records were found.
    pub fn is_index_behind(&self) -> bool {
        self.index_update.is_some()
    }

    /// Stores the search index again by which records were found, once, where a few files have changed since.
    pub fn update_index(&mut self) {
        if let Some(update) = self.index_update.take() {
            self.reader.update_index(&update);
        }
    }

    /// Returns what stores the search index again, once, if it should be stored and all lines are made. A front end that
    /// must not wait has another thread do so.
    pub fn take_index_to_store(&mut self) -> Option<IndexToStore> {
        let finder = self.finder.as_mut().filter(|finder| finder.is_ready());
        let finder = finder.or(self.once.as_mut()).filter(|finder| finder.is_index_stale())?;
        if self.not_followed.is_some() {
            return None;
        }
        let lookup = finder.lookup();
        let to_store = self.reader.index_to_store(&self.collection, lookup, self.has_cache)?;
        finder.index_was_stored();
        Some(to_store)
    }

    /// Does the same where the cache should be stored too, which it is with the search index.
    pub fn take_both_to_store(&mut self) -> Option<IndexToStore> {
        self.stale_cache.as_ref()?;
        let to_store = self.take_index_to_store()?;
        self.stale_cache = None;
        self.has_cache = true;
        Some(to_store)
    }

    /// Reads the files that changed; the collection is as if it were opened now, except that a file which can
    /// no longer be read keeps the records that it had.
    pub fn apply(&mut self, changes: &Changes) -> AppliedChanges {
        let accepted = self.reader.read_changes(&self.collection, changes);
        self.has_cache = false;
        let Accepted { collection, changed, touched } = accepted;
        let before = std::mem::replace(&mut self.collection, Arc::new(collection));
        self.is_checked = true;
        // Each key that is typed is a change: they are followed together, once something is searched.
        let earlier = self.not_followed.take().filter(|_| self.finder.is_some());
        self.not_followed = Some(match earlier {
            Some(earlier) => earlier.and(touched.clone()),
            None => touched.clone(),
        });
        AppliedChanges { before, changed, touched }
    }

    /// Takes over a collection that was read on another thread, and what lists it; without one, the records
    /// are those that the session lists already, and only checked now. Returns the collection before.
    pub fn replace(
        &mut self,
        collection: Arc<Collection>,
        finder: Option<Finder>,
    ) -> Arc<Collection> {
        match (finder, &mut self.finder) {
            (Some(finder), own) => {
                *own = Some(finder);
                self.is_restored = true;
                self.not_followed = None;
            }
            (None, Some(own)) => own.check(&collection),
            (None, None) => {}
        }
        self.is_checked = true;
        std::mem::replace(&mut self.collection, collection)
    }

    /// Takes over the same records, checked, and reads the files again that have changed since they were read. The session knows
    /// these changes already: `known` is what they touched.
    pub fn replace_checked(
        &mut self,
        collection: &Collection,
        changes: &Changes,
        known: Touched,
    ) -> AppliedChanges {
        let Accepted { collection, changed, touched } =
            self.reader.read_changes(collection, changes);
        // What is as it was before the changes that are known has changed too.
        let touched = known.and(touched);
        let not_followed = match self.not_followed.take().filter(|_| self.finder.is_some()) {
            Some(earlier) => earlier.and(touched.clone()),
            None => touched.clone(),
        };
        self.has_cache = false;
        self.is_checked = true;
        self.not_followed = Some(not_followed);
        let before = std::mem::replace(&mut self.collection, Arc::new(collection));
        AppliedChanges { before, changed, touched }
    }

    /// Has the search index follow the changes. Searching does so by itself; a front end that shows the changes
    /// first calls it afterwards.
    pub fn follow(&mut self) {
        let Some(touched) = self.not_followed.take() else { return };
        match &mut self.finder {
            Some(finder) if finder.can_follow(&touched) => {
                finder.renew(&self.collection, &touched);
            }
            Some(finder) => *finder = Finder::to_list(&self.collection),
            None => {}
        }
    }

    /// Returns whether the search index is ready, and does not know all changes yet.
    pub fn is_behind(&self) -> bool {
        self.not_followed.is_some() && self.finder.as_ref().is_some_and(Finder::is_ready)
    }

    /// Returns the finder, which knows the names of all records as they are now. What else changed in records that are
    /// being typed it may know later: to follow each key would take longer than to suggest something.
    fn finder_of_names(&mut self) -> &mut Finder {
        let knows_names =
            matches!(&self.not_followed, Some(Touched::Only { named, .. }) if named.is_empty());
        if knows_names && self.is_indexed() {
            return self.finder.get_or_insert_default();
        }
        self.finder()
    }

    fn finder(&mut self) -> &mut Finder {
        self.follow();
        if self.finder.is_none() {
            let finder = if self.is_empty() {
                Finder::default()
            } else {
                Finder::to_list(&self.collection).with_index(self.restored())
            };
            self.finder = Some(finder);
        }
        self.finder.get_or_insert_default()
    }

    fn is_empty(&self) -> bool {
        self.collection.files().next().is_none()
    }

    /// Makes some thousand more records ready to be searched.
    pub fn index_more(&mut self) {
        let collection = Arc::clone(&self.collection);
        self.finder().prepare_some(&collection);
    }

    /// Returns whether all records can be searched.
    pub fn is_indexed(&self) -> bool {
        self.finder.as_ref().map_or_else(|| self.is_empty(), Finder::is_ready)
    }

    /// Counts the records that can be searched.
    pub fn count_indexed(&self) -> usize {
        self.finder.as_ref().map_or(0, Finder::searchable)
    }

    /// Returns whether what was typed can be answered for all records.
    pub fn can_answer(&self, typed: &str) -> bool {
        let can_answer = |finder: &Finder| finder.can_answer(typed);
        self.finder.as_ref().map_or_else(|| self.is_empty(), can_answer)
    }

    /// Searches the records that are indexed, and reports the first page as soon as it is certain if there is
    /// more than one; `None` if the search was cancelled.
    pub fn search(
        &mut self,
        request: &FindRequest<'_>,
        first_page: impl FnMut(SearchResult),
    ) -> Option<SearchResult> {
        self.finder().search(request, first_page)
    }

    /// Searches all records, which are indexed first if they are not.
    pub fn find(&mut self, request: &FindRequest<'_>) -> Option<SearchResult> {
        let collection = Arc::clone(&self.collection);
        let finder = self.finder();
        finder.prepare(&collection);
        finder.search(request, |_| {})
    }

    /// Returns the first records of any kind for a query; all records are indexed first if they are not.
    pub fn find_any_kind(&mut self, typed: &str, most: usize) -> Vec<Id> {
        let collection = Arc::clone(&self.collection);
        let finder = self.finder();
        finder.prepare(&collection);
        finder.find_any_kind(typed, most)
    }

    /// Searches for a front end that ends after this: only what the query can find is indexed. An `order` counts
    /// more than that of the query.
    pub fn find_once(&mut self, typed: &str, order: Option<&QuerySort>) -> SearchResult {
        let (query, _) = Query::read(typed, &self.collection.catalogue());
        if query.names_field("is") {
            // One of the states is that something is wrong.
            self.check();
        }
        let restored = self.restored();
        // Lines that are stored afterwards have to know everything.
        let is_once = !restored.is_stale && order.is_none();
        let collection = &self.collection;
        let for_words = || is_once.then(|| Finder::for_words(collection, &query)).flatten();
        let finder = match restored.lookup {
            Some(_) => Finder::default(),
            None => for_words().unwrap_or_else(|| Finder::for_query(collection, &query)),
        };
        self.once.insert(finder.with_index(restored)).find_once(&self.collection, typed, order)
    }

    /// Returns the search lines of all records, which are made first where they are not.
    pub fn lookup(&mut self) -> &Lookup {
        let collection = Arc::clone(&self.collection);
        let finder = self.finder();
        finder.prepare(&collection);
        finder.lookup()
    }

    /// Returns search lines for a front end that ends after this: only what the query and these fields need is
    /// known in them.
    pub fn lookup_once(&mut self, typed: &str, fields: &[&str]) -> &Lookup {
        let catalogue = self.collection.catalogue();
        let (query, _) = Query::read(typed, &catalogue);
        if query.names_field("is") || fields.contains(&"is") {
            // One of the states is that something is wrong.
            self.check();
        }
        let numbers: Vec<_> = fields.iter().filter_map(|name| catalogue.number(name)).collect();
        let restored = self.restored().lookup;
        let make = || Lookup::for_fields(&self.collection, &query, &numbers);
        let lookup = restored.unwrap_or_else(make);
        self.once.insert(Finder::of_lookup(lookup)).lookup()
    }

    /// Returns the completions for the cursor position in a line.
    pub fn completions(&mut self, line: &Prompt) -> Completions {
        let collection = Arc::clone(&self.collection);
        let finder = self.finder();
        finder.prepare(&collection);
        finder.offers(&collection, line)
    }

    /// Returns what `check` would say after an edit that is being typed, and what could be typed. Values are suggested
    /// once all records are indexed.
    pub fn preview(&mut self, request: &PreviewRequest) -> ValuePreview {
        let collection = Arc::clone(&self.collection);
        let finder = self.is_indexed().then(|| self.finder());
        request.answer(&collection, finder)
    }

    /// Returns values that could be typed for a field. All records are indexed first, if they are not.
    pub fn suggestions(&mut self, request: &SuggestionRequest) -> Vec<ValueSuggestion> {
        let collection = Arc::clone(&self.collection);
        let finder = self.finder_of_names();
        finder.prepare(&collection);
        request.suggestions(finder, &collection)
    }

    /// Returns the values of some records, to choose from.
    pub fn facets(&self, mask: Mask, ids: &[Id]) -> Vec<Facet> {
        facets(MaskedCollection::new(&self.collection, mask), ids)
    }

    /// Changes files, if each has the text for which the change was made; `write` writes one of them. What was
    /// written is read again and can be undone.
    ///
    /// # Errors
    ///
    /// A file has another text by now, and nothing was written.
    pub fn perform(
        &mut self,
        change: &Change,
        write: impl FnMut(&PlannedFile) -> Result<(), EditRefusal>,
    ) -> Result<PerformedChange, EditRefusal> {
        let (inverse, performed) = self.write(change, write)?;
        if !inverse.files.is_empty() {
            self.history.remember(UndoStep { inverse: Arc::new(inverse), context: () });
        }
        Ok(performed)
    }

    /// Changes files on the disk as one: all of them, or none. What was written is read again and can be undone.
    ///
    /// # Errors
    ///
    /// A file has another text by now, cannot be written, or the collection is on no disk; nothing was written.
    pub fn commit(&mut self, change: &Change) -> Result<AppliedChanges, EditRefusal> {
        let (inverse, applied) = self.write_as_one(change)?;
        if !inverse.files.is_empty() {
            self.history.remember(UndoStep { inverse: Arc::new(inverse), context: () });
        }
        Ok(applied)
    }

    /// Takes back the last change as one; `None` where there is none left. It can be made again.
    ///
    /// # Errors
    ///
    /// A file has another text by now, or cannot be written; nothing was written, and the change can be tried again.
    pub fn take_back(&mut self) -> Option<Result<AppliedChanges, EditRefusal>> {
        let step = self.history.take_last()?;
        Some(match self.write_as_one(&step.inverse) {
            Ok((inverse, applied)) => {
                self.history
                    .remember_taken_back(UndoStep { inverse: Arc::new(inverse), context: () });
                Ok(applied)
            }
            Err(refusal) => {
                self.history.remember_again(step);
                Err(refusal)
            }
        })
    }

    /// Makes the change again that was taken back last; `None` where there is none.
    ///
    /// # Errors
    ///
    /// A file has another text by now, or cannot be written; nothing was written, and the change can be tried again.
    pub fn make_again(&mut self) -> Option<Result<AppliedChanges, EditRefusal>> {
        let step = self.history.take_last_taken_back()?;
        Some(match self.write_as_one(&step.inverse) {
            Ok((inverse, applied)) => {
                self.history.remember_again(UndoStep { inverse: Arc::new(inverse), context: () });
                Ok(applied)
            }
            Err(refusal) => {
                self.history.remember_taken_back(step);
                Err(refusal)
            }
        })
    }

    fn write_as_one(&mut self, change: &Change) -> Result<(Change, AppliedChanges), EditRefusal> {
        let planned = self.plan(change)?;
        let inverse = planned.inverse();
        let Some(disk) = self.reader.disk() else {
            return Err(EditRefusal {
                what: "the collection is on no disk".to_owned(),
                remedy: "open a collection that is in a folder".to_owned(),
            });
        };
        let readers = Readers::of(&self.collection);
        write_together(disk, planned.files(), readers).map_err(|error| EditRefusal::of(&error))?;
        let paths = inverse.files.iter().map(|file| file.path().to_owned()).collect();
        Ok((inverse, self.apply(&Changes::At(paths))))
    }

    /// Returns a change with its texts as the collection has them, the archived ones too.
    ///
    /// # Errors
    ///
    /// A file has another text by now.
    pub fn plan(&self, change: &Change) -> Result<PlannedChange, EditRefusal> {
        planned(&self.collection, change)
    }

    /// Takes back the last change; `None` where there is none left. A change that cannot be taken back can be
    /// tried again.
    ///
    /// # Errors
    ///
    /// A file has another text by now, and nothing was written.
    pub fn undo(
        &mut self,
        write: impl FnMut(&PlannedFile) -> Result<(), EditRefusal>,
    ) -> Option<Result<PerformedChange, EditRefusal>> {
        let step = self.history.take_last()?;
        let performed = self.write(&step.inverse, write).map(|(_, performed)| performed);
        if !matches!(performed, Ok(PerformedChange { refused: None, .. })) {
            self.history.remember_again(step);
        }
        Some(performed)
    }

    /// Returns the changes that can be undone.
    pub fn history(&self) -> &ChangeHistory {
        &self.history
    }

    fn write(
        &mut self,
        change: &Change,
        write: impl FnMut(&PlannedFile) -> Result<(), EditRefusal>,
    ) -> Result<(Change, PerformedChange), EditRefusal> {
        let planned = self.plan(change)?;
        let paths = planned.files().iter().map(|file| file.path.clone()).collect();
        let written = planned.write(write);
        let applied = self.apply(&Changes::At(paths));
        let performed = PerformedChange { applied, refused: written.refused };
        Ok((written.inverse, performed))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::collection::{FileSource, Memory, OpenBuffers};
    use crate::record::{FieldId, Kind};

    /// Changes the texts of some files one after the other, as someone types them.
    fn typed(buffers: &Arc<OpenBuffers<Memory>>, session: &mut Session, texts: &[(&str, &str)]) {
        for (path, text) in texts {
            buffers.open(Path::new(path), Arc::from(*text));
            session.apply(&Changes::at(*path));
        }
    }

    #[test]
    fn what_is_typed_is_followed_together_once_something_is_searched() {
        let mut memory = Memory::default();
        memory.put("places.toml", "[test-town]\nname = 'Test Town'\n");
        memory.put("victims/test-ann.toml", "title = 'Ann Test'\nhome = 'test-town'\n");
        memory.put("victims/test-bo.toml", "title = 'Bo Test'\nhome = 'test-town'\n");
        let buffers = Arc::new(OpenBuffers::over(memory));
        let source: Arc<dyn FileSource> = Arc::<OpenBuffers<Memory>>::clone(&buffers);
        let mut session = Session::open(CollectionReader::that_only_reads(Arc::clone(&source)));
        while !session.is_indexed() {
            session.index_more();
        }
        let request = SuggestionRequest {
            kind: Kind::Victim,
            row: None,
            field: FieldId::Home,
            typed: "te".to_owned(),
            with_new: false,
        };
        let values = |session: &mut Session| -> Vec<String> {
            let values = session.suggestions(&request).into_iter().map(|one| one.value);
            let mut values: Vec<String> = values.collect();
            values.sort();
            values
        };
        // What a record says, but none of its names: it is not followed before something is suggested.
        let ann = "victims/test-ann.toml";
        typed(
            &buffers,
            &mut session,
            &[
                (ann, "title = 'Ann Test'\nhome = 'test-t'\n"),
                (ann, "title = 'Ann Test'\nage = 17\n"),
                ("victims/test-bo.toml", "title = 'Bo Test'\nage = 40\n"),
            ],
        );
        assert_eq!(values(&mut session), ["test-town"]);
        assert!(session.is_behind());
        let found = |session: &mut Session, typed: &str| {
            session.find(&FindRequest { typed, ..FindRequest::default() }).unwrap().ids
        };
        assert_eq!(found(&mut session, "age:17").len(), 1);
        assert!(!session.is_behind());
        assert!(found(&mut session, "home:test-town").is_empty());
        // Another name, a new record and one that is gone, over several changes.
        typed(
            &buffers,
            &mut session,
            &[
                ("places.toml", "[test-town]\nname = 'Test Town'\n[test-to]\n"),
                (ann, "title = 'Ann Other'\nage = 18\n"),
                ("places.toml", "[test-town]\nname = 'Test Town'\n[test-tower]\nname = 'T'\n"),
            ],
        );
        assert_eq!(values(&mut session), ["test-tower", "test-town"]);
        assert!(!session.is_behind());
        typed(&buffers, &mut session, &[("places.toml", "[test-tower]\nname = 'T'\n")]);
        assert_eq!(values(&mut session), ["test-tower"]);
        let mut anew = Session::open(CollectionReader::that_only_reads(source));
        for typed in ["", "test", "age:18", "age:17", "ann", "other", "kind:place"] {
            assert_eq!(found(&mut session, typed), found(&mut anew, typed), "{typed}");
        }
    }
}
