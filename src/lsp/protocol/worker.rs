//! The worker thread: it owns the session and the open documents, takes in what is typed, and answers requests.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use gen_lsp_types::Uri;
use lsp_server::{Request, RequestId};

use super::abilities::ClientAbilities;
use super::context::RequestContext;
use super::diagnostic_terms::DiagnosticTerms;
use super::documents::{DocumentStore, OpenDocument};
use super::file_uri::path_of;
use super::finder::CollectionFinder;
use super::folders::CollectionFolders;
use super::loaded::LoadedCollection;
use super::loading::start_loading;
use super::outbox::Outbox;
use super::publisher::{PublishSource, Publisher};
use super::refusal::RequestRefusal;
use super::requests::answer;
use super::worker_job::WorkerJob;
use crate::collection::{Changes, Disk, FileSource, Memory, OpenBuffers};
use crate::lsp::answers::findings::exposure_findings;
use crate::session::{AppliedChanges, CollectionReader, Session};

/// The requests that the client took back.
#[derive(Clone, Debug, Default)]
pub(crate) struct CancelledRequests(Arc<Mutex<HashSet<RequestId>>>);

impl CancelledRequests {
    /// Takes note that a request was taken back.
    pub(crate) fn add(&self, id: RequestId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    /// Returns whether a request was taken back, and forgets it.
    fn take(&self, id: &RequestId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id)
    }
}

/// What the worker is started with.
pub(crate) struct WorkerSetup {
    pub(crate) outbox: Outbox,
    pub(crate) abilities: ClientAbilities,
    pub(crate) finder: Arc<dyn CollectionFinder>,
    pub(crate) cancelled: CancelledRequests,
}

/// Starts the worker thread and returns the way of its jobs. It ends when that is dropped.
///
/// # Errors
///
/// The system has no thread left.
pub(crate) fn start_worker(setup: WorkerSetup) -> io::Result<Sender<WorkerJob>> {
    let (jobs, waiting) = channel();
    let own = jobs.clone();
    thread::Builder::new().name("language server".to_owned()).spawn(move || {
        let WorkerSetup { outbox, abilities, finder, cancelled } = setup;
        let documents = DocumentStore::default();
        let mut worker =
            ServerWorker { outbox, abilities, finder, cancelled, documents, home: None, jobs: own };
        worker.work(&waiting);
    })?;
    Ok(jobs)
}

/// The worker between two jobs.
struct ServerWorker {
    outbox: Outbox,
    abilities: ClientAbilities,
    finder: Arc<dyn CollectionFinder>,
    cancelled: CancelledRequests,
    documents: DocumentStore,
    /// The collection, once one was found.
    home: Option<CollectionHome>,
    jobs: Sender<WorkerJob>,
}

/// The collection that the client works in.
struct CollectionHome {
    folders: CollectionFolders,
    buffers: Arc<OpenBuffers<Disk>>,
    /// The documents and the settings alone, as long as the rest is not read.
    early: Option<Arc<OpenBuffers<Memory>>>,
    /// Over the documents alone at first, then over all files.
    session: Session,
    publisher: Publisher,
}

impl ServerWorker {
    fn work(&mut self, waiting: &Receiver<WorkerJob>) {
        while let Ok(first) = waiting.recv() {
            let mut jobs: VecDeque<WorkerJob> = VecDeque::from([first]);
            loop {
                // What is typed meanwhile is taken in together.
                jobs.extend(waiting.try_iter());
                let Some(job) = jobs.pop_front() else { break };
                if self.outbox.is_gone() {
                    return;
                }
                let mut edits = Vec::new();
                if let Some(job) = as_edit(job, &mut edits) {
                    self.perform(job);
                    continue;
                }
                while let Some(job) = jobs.pop_front() {
                    if let Some(other) = as_edit(job, &mut edits) {
                        jobs.push_front(other);
                        break;
                    }
                }
                self.guarded(|worker| worker.edit(edits));
            }
        }
    }

    /// Does something that must not end the server, whatever becomes of it; returns whether that went well.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) -> bool {
        catch_unwind(AssertUnwindSafe(|| work(self))).is_ok()
    }

    fn perform(&mut self, job: WorkerJob) {
        match job {
            WorkerJob::Begin(folders) => _ = self.guarded(|worker| worker.begin(&folders)),
            WorkerJob::Answer(request) => self.answer(request),
            WorkerJob::Loaded(loaded) => _ = self.guarded(|worker| worker.take(*loaded)),
            WorkerJob::Saved(uris) => _ = self.guarded(|worker| worker.take_saved(&uris)),
            // These are edits.
            WorkerJob::Put(..) | WorkerJob::Close(_) => {}
        }
    }

    /// Finds the collection of the folders that the client works in.
    fn begin(&mut self, folders: &[PathBuf]) {
        let found = self.finder.named();
        let found = found.or_else(|| folders.iter().find_map(|folder| self.finder.find(folder)));
        if let Some(disk) = found {
            self.open_home(disk);
        }
    }

    fn open_home(&mut self, disk: Disk) {
        let buffers = Arc::new(OpenBuffers::over(disk.clone()));
        let source: Arc<dyn FileSource> = Arc::<OpenBuffers<Disk>>::clone(&buffers);
        let reader = CollectionReader::that_only_reads(source);
        let mut memory = Memory::default();
        let settings = Path::new("casebook.toml");
        if let Ok(bytes) = disk.read(settings) {
            memory.put(settings, bytes);
        }
        let early = Arc::new(OpenBuffers::over(memory));
        let early_source: Arc<dyn FileSource> = Arc::<OpenBuffers<Memory>>::clone(&early);
        self.home = Some(CollectionHome {
            folders: CollectionFolders::of(disk.clone()),
            buffers,
            early: Some(early),
            session: Session::open(CollectionReader::that_only_reads(early_source)),
            publisher: Publisher::default(),
        });
        let edits = self.documents.take_homeless();
        self.edit(
            edits.into_iter().map(|(uri, document)| DocumentEdit::Put(uri, document)).collect(),
        );
        let outbox = self.abilities.shows_progress.then(|| self.outbox.clone());
        start_loading(reader, disk, self.jobs.clone(), outbox);
    }

    /// Takes in what was typed, opened and closed.
    fn edit(&mut self, edits: Vec<DocumentEdit>) {
        let mut paths = BTreeSet::new();
        let mut shown = BTreeSet::new();
        for edit in edits {
            match edit {
                DocumentEdit::Put(uri, document) => {
                    self.find_home_of(&uri);
                    let path = self.home.as_ref().and_then(|home| home.folders.path_of(&uri));
                    let (Some(path), Some(home)) = (path, &mut self.home) else {
                        self.documents.put_homeless(&uri, document);
                        continue;
                    };
                    home.folders.remember(&path, &uri);
                    home.put(&path, &document.text);
                    if self.documents.get(&path).is_none() {
                        shown.insert(path.clone());
                    }
                    self.documents.put(&path, document);
                    paths.insert(path);
                }
                DocumentEdit::Close(uri) => {
                    self.documents.close_homeless(&uri);
                    let path = self.home.as_ref().and_then(|home| home.folders.path_of(&uri));
                    let (Some(path), Some(home)) = (path, &mut self.home) else { continue };
                    if self.documents.close(&path) {
                        home.close(&path);
                        shown.insert(path.clone());
                        paths.insert(path);
                    }
                }
            }
        }
        self.apply(&Changes::At(paths), shown);
    }

    /// Looks for the collection of a document, where none is known yet.
    fn find_home_of(&mut self, uri: &Uri) {
        if self.home.is_some() {
            return;
        }
        let file = path_of(uri);
        let folder = file.as_deref().and_then(Path::parent);
        if let Some(disk) = folder.and_then(|folder| self.finder.find(folder)) {
            self.open_home(disk);
        }
    }

    /// Reads changed files, and publishes what is found in them and in others because of them.
    fn apply(&mut self, changes: &Changes, mut shown: BTreeSet<PathBuf>) {
        let Some(home) = &mut self.home else { return };
        let AppliedChanges { before, .. } = home.session.apply(changes);
        let collection = home.session.collection();
        let others = if home.early.is_some() {
            // Only what is open is known, and all of it is published.
            match changes {
                Changes::At(paths) => paths.clone(),
                Changes::Everything => BTreeSet::new(),
            }
        } else {
            collection.files_with_other_problems(&before)
        };
        shown.extend(others);
        self.publish(&shown);
    }

    fn publish(&mut self, paths: &BTreeSet<PathBuf>) {
        let Self { outbox, abilities, documents, home, .. } = self;
        if let Some(home) = home {
            let (publisher, source) = home.publishing(outbox, abilities, documents);
            publisher.publish(&source, paths);
        }
    }

    /// Takes over the whole collection.
    fn take(&mut self, loaded: LoadedCollection) {
        let LoadedCollection { reader, collection, exposures } = loaded;
        let Some(home) = &mut self.home else { return };
        home.session = Session::over(reader);
        home.session.replace(collection, None);
        home.early = None;
        home.publisher.set_exposures(exposures);
        // What was typed while the files were read.
        let open = self.documents.paths().cloned().collect();
        home.session.apply(&Changes::At(open));
        let Self { outbox, abilities, documents, home, .. } = self;
        if let Some(home) = home {
            let (publisher, source) = home.publishing(outbox, abilities, documents);
            publisher.publish_all(&source);
        }
    }

    fn take_saved(&mut self, uris: &[Uri]) {
        let Some(home) = &self.home else { return };
        let paths = uris.iter().filter_map(|uri| home.folders.path_of(uri)).collect();
        self.follow_disk(&Changes::At(paths));
    }

    /// Reads what has changed on the disk.
    fn follow_disk(&mut self, changes: &Changes) {
        // While all is being read, what changes is seen by that or looked at again afterwards.
        if self.home.as_ref().is_none_or(|home| home.early.is_some()) {
            return;
        }
        self.apply(changes, BTreeSet::new());
        let Some(home) = &mut self.home else { return };
        let exposures = exposure_findings(home.session.collection(), home.folders.disk());
        let others = home.publisher.set_exposures(exposures);
        self.publish(&others);
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        if self.cancelled.take(&id) {
            self.outbox.respond(id, Err(RequestRefusal::Cancelled.into_error()));
            return;
        }
        let mut result = Err(RequestRefusal::Failed(method.clone()));
        // Where a panic leaves it, this is what became of the request.
        self.guarded(|worker| result = worker.result(&method, params));
        self.cancelled.take(&id);
        self.outbox.respond(id, result.map_err(RequestRefusal::into_error));
    }

    fn result(
        &mut self,
        method: &str,
        parameters: serde_json::Value,
    ) -> Result<serde_json::Value, RequestRefusal> {
        let Some(home) = &mut self.home else { return Ok(serde_json::Value::Null) };
        let mut context = RequestContext {
            is_whole: home.early.is_none(),
            session: &mut home.session,
            documents: &self.documents,
            abilities: &self.abilities,
            folders: &home.folders,
        };
        answer(method, parameters, &mut context)
    }
}

impl CollectionHome {
    fn put(&self, path: &Path, text: &Arc<str>) {
        self.buffers.open(path, Arc::clone(text));
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

    fn publishing<'w>(
        &'w mut self,
        outbox: &'w Outbox,
        abilities: &'w ClientAbilities,
        documents: &'w DocumentStore,
    ) -> (&'w mut Publisher, PublishSource<'w>) {
        let Self { folders, early, session, publisher, .. } = self;
        let is_whole = early.is_none();
        let collection = session.collection();
        let terms = DiagnosticTerms { collection, documents, abilities, folders };
        (publisher, PublishSource { outbox, terms, is_whole })
    }
}

/// What became of a document.
enum DocumentEdit {
    Put(Uri, OpenDocument),
    Close(Uri),
}

/// Adds a job to the edits, or returns it where it is none.
fn as_edit(job: WorkerJob, edits: &mut Vec<DocumentEdit>) -> Option<WorkerJob> {
    match job {
        WorkerJob::Put(uri, document) => edits.push(DocumentEdit::Put(uri, document)),
        WorkerJob::Close(uri) => edits.push(DocumentEdit::Close(uri)),
        WorkerJob::Begin(_) | WorkerJob::Answer(_) | WorkerJob::Loaded(_) | WorkerJob::Saved(_) => {
            return Some(job);
        }
    }
    None
}
