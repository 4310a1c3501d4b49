//! The worker thread: it owns the collections that the client works in, takes in what is typed, and answers requests.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use gen_lsp_types::Uri;
use lsp_server::{Request, RequestId, Response};
use serde_json::{Value, json};

use super::documents::HomelessDocuments;
use super::editor_client::EditorClient;
use super::file_uri::path_of;
use super::finder::{CollectionFinder, FoundCollection};
use super::home::{CollectionHome, DocumentEdit};
use super::refusal::{RequestQuestion, RequestRefusal};
use super::worker_job::{HomeNumber, WorkerJob};
use crate::text::visible_unicode;

/// After so long without a key, typing has paused.
const TYPING_PAUSE: Duration = Duration::from_millis(500);

/// The requests that the client took back.
#[derive(Clone, Debug, Default)]
pub(crate) struct CancelledRequests(Arc<Mutex<HashSet<RequestId>>>);

impl CancelledRequests {
    /// Takes note that a request was taken back.
    pub(crate) fn add(&self, id: RequestId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    /// Returns whether a request was taken back.
    fn has(&self, id: &RequestId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(id)
    }

    /// Returns whether a request was taken back, and forgets it.
    fn take(&self, id: &RequestId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id)
    }
}

/// What the worker is started with.
pub(crate) struct WorkerSetup {
    pub(crate) client: EditorClient,
    pub(crate) finder: Arc<dyn CollectionFinder>,
    pub(crate) cancelled: CancelledRequests,
}

/// Starts the worker thread and returns the way of its jobs.
///
/// # Errors
///
/// The system has no thread left.
pub(crate) fn start_worker(setup: WorkerSetup) -> io::Result<Sender<WorkerJob>> {
    let (jobs, waiting) = channel();
    let own = jobs.clone();
    thread::Builder::new().name("language server".to_owned()).spawn(move || {
        let WorkerSetup { client, finder, cancelled } = setup;
        let mut worker = ServerWorker {
            client,
            finder,
            cancelled,
            homeless: HomelessDocuments::default(),
            homes: BTreeMap::new(),
            is_named: false,
            opened: 0,
            jobs: own,
            asked: HashMap::new(),
        };
        worker.work(&waiting);
    })?;
    Ok(jobs)
}

/// The worker between two jobs.
struct ServerWorker {
    client: EditorClient,
    finder: Arc<dyn CollectionFinder>,
    cancelled: CancelledRequests,
    /// The documents that are in no collection, so far as is known.
    homeless: HomelessDocuments,
    /// The collections that the client works in, by the order in which they were found.
    homes: BTreeMap<HomeNumber, CollectionHome>,
    /// Whether the user has named the collection, so that no other is looked for.
    is_named: bool,
    /// How many collections were opened.
    opened: usize,
    jobs: Sender<WorkerJob>,
    /// What waits for an answer of the user, by the number of the question.
    asked: HashMap<RequestId, (Request, RequestQuestion)>,
}

impl ServerWorker {
    fn work(&mut self, waiting: &Receiver<WorkerJob>) {
        while let Some(first) = self.next(waiting) {
            let mut jobs: VecDeque<WorkerJob> = VecDeque::from([first]);
            loop {
                // What is typed meanwhile is taken in together.
                jobs.extend(waiting.try_iter());
                let Some(job) = jobs.pop_front() else { break };
                if self.client.outbox.is_gone() || matches!(job, WorkerJob::End) {
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

    /// Waits for a job. Until one comes, records are made ready to be searched, some thousand at a time; those that are
    /// being typed once no key came for a moment.
    fn next(&mut self, waiting: &Receiver<WorkerJob>) -> Option<WorkerJob> {
        loop {
            match waiting.try_recv() {
                Ok(job) => return Some(job),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => {}
            }
            let mut has_indexed = false;
            self.guarded(|worker| {
                has_indexed = worker.homes.values_mut().any(CollectionHome::index_some);
            });
            if has_indexed {
                continue;
            }
            if !self.homes.values().any(CollectionHome::is_behind) {
                return waiting.recv().ok();
            }
            match waiting.recv_timeout(TYPING_PAUSE) {
                Ok(job) => return Some(job),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    self.guarded(|worker| {
                        worker.homes.values_mut().for_each(CollectionHome::follow);
                    });
                }
            }
        }
    }

    /// Does something that must not end the server, whatever becomes of it; returns whether that went well.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) -> bool {
        catch_unwind(AssertUnwindSafe(|| work(self))).is_ok()
    }

    fn perform(&mut self, job: WorkerJob) {
        if !matches!(job, WorkerJob::Loaded(..) | WorkerJob::Watched(..)) {
            self.homes.values_mut().for_each(CollectionHome::in_use);
        }
        match job {
            WorkerJob::Begin(folders) => _ = self.guarded(|worker| worker.begin(&folders)),
            WorkerJob::Folders { added, removed } => {
                self.guarded(|worker| worker.change_folders(&added, &removed));
            }
            WorkerJob::Answer(request) => self.answer(request, false),
            WorkerJob::Answered(response) => self.take_answer(response),
            WorkerJob::Loaded(number, loaded) => {
                self.guarded_home(number, |home| home.take(*loaded));
            }
            WorkerJob::Watched(number, report) => {
                self.guarded_home(number, |home| home.take_watched(report));
            }
            WorkerJob::Saved(uris) => {
                let numbers: Vec<HomeNumber> = self.homes.keys().copied().collect();
                for number in numbers {
                    self.guarded_home(number, |home| home.take_saved(&uris));
                }
            }
            // These are edits, and the end was seen before.
            WorkerJob::Put(..) | WorkerJob::Close(_) | WorkerJob::End => {}
        }
    }

    /// Does something with a collection, if the client still works in it.
    fn guarded_home(&mut self, number: HomeNumber, work: impl FnOnce(&mut CollectionHome)) {
        self.guarded(|worker| {
            if let Some(home) = worker.homes.get_mut(&number) {
                work(home);
            }
        });
    }

    /// Finds the collections of the folders that the client works in.
    fn begin(&mut self, folders: &[PathBuf]) {
        if let Some(named) = self.finder.named() {
            self.is_named = true;
            self.open_home(named);
        }
        self.change_folders(folders, &[]);
    }

    fn change_folders(&mut self, added: &[PathBuf], removed: &[PathBuf]) {
        if self.is_named {
            return;
        }
        for folder in added {
            if let Some(found) = self.finder.find(folder) {
                self.open_home(found);
            }
        }
        // A collection whose files are open stays.
        let is_left = |home: &CollectionHome| {
            home.is_unused() && removed.iter().any(|folder| home.folders().are_below(folder))
        };
        for (_, mut home) in self.homes.extract_if(.., |_, home| is_left(home)) {
            home.take_back();
        }
    }

    /// Opens a collection, unless it is open.
    fn open_home(&mut self, found: FoundCollection) {
        if self.homes.values().any(|home| home.folders().are_those_of(&found.disk)) {
            return;
        }
        let number = HomeNumber(self.opened);
        self.opened += 1;
        let mut home = CollectionHome::open(number, found, &self.client, &self.jobs);
        let inside = self.homeless.take_those_in(home.folders());
        home.edit(
            inside.into_iter().map(|(uri, document)| DocumentEdit::Put(uri, document)).collect(),
        );
        self.homes.insert(number, home);
    }

    /// Takes in what was typed, opened and closed.
    fn edit(&mut self, edits: Vec<DocumentEdit>) {
        self.homes.values_mut().for_each(CollectionHome::in_use);
        let mut by_home: BTreeMap<HomeNumber, Vec<DocumentEdit>> = BTreeMap::new();
        for edit in edits {
            if matches!(edit, DocumentEdit::Put(..)) {
                self.find_home_of(edit.uri());
            }
            match (self.home_of(edit.uri()), edit) {
                (Some(number), edit) => by_home.entry(number).or_default().push(edit),
                (None, DocumentEdit::Put(uri, document)) => self.homeless.put(&uri, document),
                (None, DocumentEdit::Close(uri)) => self.homeless.close(&uri),
            }
        }
        for (number, edits) in by_home {
            if let Some(home) = self.homes.get_mut(&number) {
                home.edit(edits);
            }
        }
    }

    /// Returns the collection that a file is in: the innermost, where one lies in the folder of another.
    fn home_of(&self, uri: &Uri) -> Option<HomeNumber> {
        let of_home = self.homes.iter().filter_map(|(number, home)| {
            Some((home.folders().path_of(uri)?.components().count(), *number))
        });
        of_home.min().map(|(_, number)| number)
    }

    /// Looks for the collection of a document, where none is known yet that reads it.
    fn find_home_of(&mut self, uri: &Uri) {
        let is_read = |number: HomeNumber| {
            self.homes.get(&number).is_some_and(|home| home.reads_or_has_open(uri))
        };
        if self.is_named || self.homeless.has(uri) || self.home_of(uri).is_some_and(is_read) {
            return;
        }
        let file = path_of(uri);
        let folder = file.as_deref().and_then(Path::parent);
        if let Some(found) = folder.and_then(|folder| self.finder.find(folder)) {
            self.open_home(found);
        }
    }

    /// Goes on with what the user was asked about.
    fn take_answer(&mut self, response: Response) {
        let Some((request, question)) = self.asked.remove(&response.id) else { return };
        let chosen = response.response_result.unwrap_or_default();
        if chosen.get("title").and_then(Value::as_str) == Some(&question.consent) {
            return self.answer(request, true);
        }
        let refusal = RequestRefusal::Unconfirmed(question).into_error();
        self.client.outbox.respond(request.id, Err(refusal));
    }

    /// Asks the user; returns whether the client can.
    fn ask_user(&mut self, request: &Request, question: &RequestQuestion) -> bool {
        const WARNING: i32 = 2;
        let RequestQuestion { question: message, consent, .. } = question;
        let message = visible_unicode(message);
        if !self.client.abilities.asks_users {
            self.client
                .outbox
                .notify("window/showMessage", &json!({ "type": WARNING, "message": message }));
            return false;
        }
        let actions = json!([{ "title": consent }, { "title": "Cancel" }]);
        let asked = json!({ "type": WARNING, "message": message, "actions": actions });
        let Some(id) = self.client.outbox.request("window/showMessageRequest", &asked) else {
            return false;
        };
        self.asked.insert(id, (request.clone(), question.clone()));
        true
    }

    fn answer(&mut self, request: Request, is_confirmed: bool) {
        let Request { id, method, params } = request.clone();
        if self.cancelled.take(&id) {
            self.client.outbox.respond(id, Err(RequestRefusal::Cancelled.into_error()));
            return;
        }
        let mut result = Err(RequestRefusal::Failed(method.clone()));
        // Where a panic leaves it, this is what became of the request.
        let cancelled = self.cancelled.clone();
        let is_cancelled = || cancelled.has(&id);
        self.guarded(|worker| {
            result = worker.result(&method, params, &is_cancelled, is_confirmed);
        });
        if let Err(RequestRefusal::Unconfirmed(question)) = &result {
            if !self.ask_user(&request, question) {
                self.answer(request, true);
            }
            return;
        }
        self.cancelled.take(&id);
        self.client.outbox.respond(id, result.map_err(RequestRefusal::into_error));
    }

    /// Answers a request: by the collection of the file that it names, or else by all of them.
    fn result(
        &mut self,
        method: &str,
        parameters: Value,
        is_cancelled: &(dyn Fn() -> bool + Sync),
        is_confirmed: bool,
    ) -> Result<Value, RequestRefusal> {
        let named = ["/textDocument/uri", "/files/0/oldUri"];
        let named = named.iter().find_map(|path| parameters.pointer(path)?.as_str());
        if let Some(uri) = named {
            let number = self.home_of(&Uri(uri.to_owned()));
            let home = number.and_then(|number| self.homes.get_mut(&number));
            return home.map_or(Ok(Value::Null), |home| {
                home.answer(method, parameters, is_cancelled, is_confirmed)
            });
        }
        let mut all = Value::Null;
        for home in self.homes.values_mut() {
            match (&mut all, home.answer(method, parameters.clone(), is_cancelled, is_confirmed)?) {
                (Value::Array(all), Value::Array(more)) => all.extend(more),
                (all, answer) => *all = answer,
            }
        }
        Ok(all)
    }
}

/// Adds a job to the edits, or returns it where it is none.
fn as_edit(job: WorkerJob, edits: &mut Vec<DocumentEdit>) -> Option<WorkerJob> {
    match job {
        WorkerJob::Put(uri, document) => edits.push(DocumentEdit::Put(uri, document)),
        WorkerJob::Close(uri) => edits.push(DocumentEdit::Close(uri)),
        WorkerJob::Begin(_)
        | WorkerJob::Folders { .. }
        | WorkerJob::Answer(_)
        | WorkerJob::Answered(_)
        | WorkerJob::Loaded(..)
        | WorkerJob::Saved(_)
        | WorkerJob::Watched(..)
        | WorkerJob::End => return Some(job),
    }
    None
}
