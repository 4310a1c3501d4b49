//! One collection that the client works in: its open documents, its session, and what was published of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use gen_lsp_types::Uri;
use serde_json::{Value, json};

use super::context::RequestContext;
use super::diagnostic_terms::DiagnosticTerms;
use super::documents::{DocumentStore, OpenDocument};
use super::editor_client::EditorClient;
use super::finder::FoundCollection;
use super::folders::CollectionFolders;
use super::loaded::LoadedCollection;
use super::loading::start_loading;
use super::publisher::{PublishSource, Publisher};
use super::refusal::RequestRefusal;
use super::requests::answer;
use super::watching::start_watching;
use super::worker_job::{HomeNumber, WorkerJob};
use crate::collection::{Changes, Disk, FileSource, Memory, OpenBuffers, Placement};
use crate::lsp::answers::findings::exposure_findings;
use crate::lsp::answers::links::places_linking_to;
use crate::session::moved_ids::MovedIds;
use crate::session::{AppliedChanges, CollectionReader, Session};
use crate::watcher::{WatchReport, WatchSignals};

/// A collection that the client works in.
pub(crate) struct CollectionHome {
    number: HomeNumber,
    client: EditorClient,
    jobs: Sender<WorkerJob>,
    folders: CollectionFolders,
    documents: DocumentStore,
    buffers: Arc<OpenBuffers<Disk>>,
    /// The documents and the settings alone, as long as the rest is not read.
    early: Option<Arc<OpenBuffers<Memory>>>,
    /// Over the documents alone at first, then over all files.
    session: Session,
    publisher: Publisher,
    /// The way to the watcher, once all files were read.
    watcher: Option<WatchSignals>,
    /// What changed on the disk while all files are read.
    missed: BTreeSet<PathBuf>,
    /// Whether all files are read on another thread, for the first time or once more.
    is_loading: bool,
    /// Which records have other ids than before.
    moved: MovedIds,
    /// Whether records can be made ready to be searched.
    can_index: bool,
}

/// What became of a document.
pub(crate) enum DocumentEdit {
    /// It was opened, or has another text.
    Put(Uri, OpenDocument),
    /// It was closed.
    Close(Uri),
}

impl DocumentEdit {
    /// Returns the document that it is of.
    pub(crate) fn uri(&self) -> &Uri {
        match self {
            Self::Put(uri, _) | Self::Close(uri) => uri,
        }
    }
}

impl CollectionHome {
    /// Opens a collection, and has its files read.
    pub(crate) fn open(
        number: HomeNumber,
        found: FoundCollection,
        client: &EditorClient,
        jobs: &Sender<WorkerJob>,
    ) -> Self {
        let FoundCollection { disk, cache } = found;
        let buffers = Arc::new(OpenBuffers::over(disk.clone()));
        let source: Arc<dyn FileSource> = Arc::<OpenBuffers<Disk>>::clone(&buffers);
        let mut reader = CollectionReader::that_only_reads(source);
        if let Some(cache) = cache {
            reader = reader.with_shared_cache(cache);
        }
        let mut memory = Memory::default();
        let settings = Path::new("casebook.toml");
        if let Ok(bytes) = disk.read(settings) {
            memory.put(settings, bytes);
        }
        let early = Arc::new(OpenBuffers::over(memory));
        let early_source: Arc<dyn FileSource> = Arc::<OpenBuffers<Memory>>::clone(&early);
        let session = Session::open(CollectionReader::that_only_reads(early_source));
        start_loading(number, (reader, Arc::default()), disk.clone(), jobs.clone(), client);
        Self {
            number,
            client: client.clone(),
            jobs: jobs.clone(),
            folders: CollectionFolders::of(disk),
            documents: DocumentStore::default(),
            buffers,
            early: Some(early),
            session,
            publisher: Publisher::default(),
            watcher: None,
            missed: BTreeSet::new(),
            is_loading: true,
            moved: MovedIds::default(),
            can_index: true,
        }
    }

    /// Returns where its files are.
    pub(crate) fn folders(&self) -> &CollectionFolders {
        &self.folders
    }

    /// Returns whether a document has a place in the collection, or is open as one of its files all the same: a file in
    /// a folder of no kind may be in a collection of its own.
    pub(crate) fn reads_or_has_open(&self, uri: &Uri) -> bool {
        let Some(path) = self.folders.path_of(uri) else { return false };
        let is_read = match Placement::of(&path) {
            Placement::Settings
            | Placement::Records(_)
            | Placement::Archived(_)
            | Placement::BadName(..)
            | Placement::Misnamed(_)
            | Placement::Copy(_)
            | Placement::MisnamedSettings => true,
            Placement::UnknownKind(_) | Placement::Foreign => false,
        };
        is_read || self.documents.get(&path).is_some()
    }

    /// Returns whether the client has no file of it open.
    pub(crate) fn is_unused(&self) -> bool {
        self.documents.paths().next().is_none()
    }

    /// Takes in what was typed, opened and closed.
    pub(crate) fn edit(&mut self, edits: Vec<DocumentEdit>) {
        let mut paths = BTreeSet::new();
        let mut shown = BTreeSet::new();
        for edit in edits {
            let Some(path) = self.folders.path_of(edit.uri()) else { continue };
            match edit {
                DocumentEdit::Put(uri, document) => {
                    self.folders.remember(&path, &uri);
                    self.put(&path, &document.text);
                    self.documents.put(&path, document);
                    // Also where the same bytes have the same findings: they may be in other lines now.
                    shown.insert(path.clone());
                    // All files would have to be read again with each key in the settings: for the others, what is
                    // typed there counts once it is saved.
                    if !is_of_settings(&path) || self.early.is_some() {
                        paths.insert(path);
                    }
                }
                DocumentEdit::Close(_) => {
                    if self.documents.close(&path) {
                        self.close(&path);
                        shown.insert(path.clone());
                        if !is_of_settings(&path) || self.early.is_some() {
                            paths.insert(path);
                        }
                    }
                }
            }
        }
        self.apply(&Changes::At(paths), shown);
    }

    fn put(&self, path: &Path, text: &Arc<str>) {
        if !is_of_settings(path) {
            self.buffers.open(path, Arc::clone(text));
        }
        if let Some(early) = &self.early {
            early.open(path, Arc::clone(text));
        }
    }

    fn close(&self, path: &Path) {
        self.buffers.close(path);
        if let Some(early) = &self.early {
            early.close(path);
        }
    }

    /// Reads changed files, and publishes what is found in them and in others because of them.
    fn apply(&mut self, changes: &Changes, mut shown: BTreeSet<PathBuf>) {
        let AppliedChanges { before, touched, .. } = self.session.apply(changes);
        if self.early.is_none() {
            let collection = self.session.collection();
            for old in self.moved.follow(&before, collection, &touched) {
                let places = places_linking_to(collection, &old).into_iter();
                shown.extend(places.map(|place| place.path));
            }
        }
        let others = if self.early.is_some() {
            // Only what is open is known, and all of it is published.
            match changes {
                Changes::At(paths) => paths.clone(),
                Changes::Everything => BTreeSet::new(),
            }
        } else {
            self.session.collection().files_with_other_problems(&before)
        };
        shown.extend(others);
        self.publish(&shown);
    }

    fn publish(&mut self, paths: &BTreeSet<PathBuf>) {
        let (publisher, source) = self.publishing();
        publisher.publish(&source, paths);
    }

    fn publishing(&mut self) -> (&mut Publisher, PublishSource<'_>) {
        let Self { client, folders, documents, early, session, publisher, moved, .. } = self;
        let EditorClient { outbox, abilities } = client;
        let collection = session.collection();
        let terms = DiagnosticTerms { collection, documents, abilities, folders, moved };
        (publisher, PublishSource { outbox, terms, is_whole: early.is_none() })
    }

    /// Takes over the whole collection.
    pub(crate) fn take(&mut self, loaded: LoadedCollection) {
        let LoadedCollection { reader, collection, finder, exposures } = loaded;
        if self.watcher.is_none() {
            let (disk, read) = (self.folders.disk().clone(), Arc::clone(&collection));
            self.watcher = start_watching(self.number, disk, read, self.jobs.clone());
        }
        self.session = Session::over(reader);
        self.session.replace(collection, Some(finder));
        self.early = None;
        self.is_loading = false;
        self.can_index = true;
        self.publisher.set_exposures(exposures);
        // What was typed, and what changed on the disk, while the files were read.
        let mut missed = std::mem::take(&mut self.missed);
        missed.extend(self.documents.paths().filter(|path| !is_of_settings(path)).cloned());
        if missed.iter().any(|path| is_of_settings(path)) {
            self.load_again();
        }
        missed.retain(|path| !is_of_settings(path));
        self.session.apply(&Changes::At(missed));
        let (publisher, source) = self.publishing();
        publisher.publish_all(&source);
    }

    /// Reads what has changed on the disk, so far as the client knows.
    pub(crate) fn take_saved(&mut self, uris: &[Uri]) {
        let paths: BTreeSet<PathBuf> =
            uris.iter().filter_map(|uri| self.folders.path_of(uri)).collect();
        if !paths.is_empty() {
            self.follow_disk(paths);
        }
    }

    /// Takes in what the watcher reports.
    pub(crate) fn take_watched(&mut self, report: WatchReport) {
        match report {
            WatchReport::Changed(paths) => self.follow_disk(paths),
            WatchReport::Polls(why) | WatchReport::MaybeOutdated(Some(why)) => self.notify(&why),
            WatchReport::MaybeOutdated(None) => {}
        }
    }

    /// Shows the user a sentence, of which no word is from a case.
    fn notify(&self, sentence: &str) {
        const INFORMATION: i32 = 3;
        let message = json!({ "type": INFORMATION, "message": format!("Casebook: {sentence}") });
        self.client.outbox.notify("window/showMessage", &message);
    }

    fn follow_disk(&mut self, mut paths: BTreeSet<PathBuf>) {
        if self.is_loading {
            // That reading may have been before the change.
            self.missed.extend(paths.iter().cloned());
        }
        if self.early.is_some() {
            return;
        }
        if paths.iter().any(|path| is_of_settings(path)) {
            paths.retain(|path| !is_of_settings(path));
            self.load_again();
        }
        self.apply(&Changes::At(paths), BTreeSet::new());
        let exposures = exposure_findings(self.session.collection(), self.folders.disk());
        let others = self.publisher.set_exposures(exposures);
        self.publish(&others);
    }

    /// Has all files read again on another thread, with other settings. Until then, those before count.
    fn load_again(&mut self) {
        if !self.is_loading {
            self.is_loading = true;
            let (reader, disk) = (self.session.reader().clone(), self.folders.disk().clone());
            let earlier = Arc::clone(self.session.collection());
            start_loading(self.number, (reader, earlier), disk, self.jobs.clone(), &self.client);
        }
    }

    /// Makes some thousand more records ready to be searched; returns whether there were any.
    pub(crate) fn index_some(&mut self) -> bool {
        if self.early.is_some() || !self.can_index || self.session.is_indexed() {
            return false;
        }
        // Unless this fails, there may be more.
        self.can_index = false;
        self.session.index_more();
        self.can_index = true;
        true
    }

    /// Returns whether what was typed cannot be searched yet.
    pub(crate) fn is_behind(&self) -> bool {
        self.session.is_behind()
    }

    /// Makes what was typed ready to be searched.
    pub(crate) fn follow(&mut self) {
        self.session.follow();
    }

    /// Says that the client is in use.
    pub(crate) fn in_use(&mut self) {
        if let Some(watcher) = &mut self.watcher {
            watcher.in_use();
        }
    }

    /// Answers a request.
    ///
    /// # Errors
    ///
    /// There is no such request, its parameters cannot be read, or it cannot be done.
    pub(crate) fn answer(
        &mut self,
        method: &str,
        parameters: Value,
        is_cancelled: &(dyn Fn() -> bool + Sync),
        is_confirmed: bool,
    ) -> Result<Value, RequestRefusal> {
        let mut context = RequestContext {
            is_whole: self.early.is_none(),
            session: &mut self.session,
            documents: &self.documents,
            abilities: &self.client.abilities,
            folders: &self.folders,
            moved: &self.moved,
            is_cancelled,
            is_confirmed,
        };
        answer(method, parameters, &mut context)
    }

    /// Takes back what was published.
    pub(crate) fn take_back(&mut self) {
        let (publisher, source) = self.publishing();
        publisher.take_back(&source);
    }
}

fn is_of_settings(path: &Path) -> bool {
    Placement::of(path).is_of_settings()
}
