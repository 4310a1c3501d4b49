//! The main loop: it takes the messages of the client and never waits for anything else.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    TextDocumentContentChangeEvent, Uri,
};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, ResponseError};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::abilities::ClientAbilities;
use super::capabilities::offered;
use super::client_end::{when_ended, when_not_read};
use super::documents::OpenDocument;
use super::editor_client::EditorClient;
use super::file_uri::path_of;
use super::finder::CollectionFinder;
use super::outbox::Outbox;
use super::worker::{CancelledRequests, WorkerSetup, start_worker};
use super::worker_job::WorkerJob;

/// How the server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerEnd {
    /// The client said that it is done, and then that the server is to end.
    AsAsked,
    /// The client is gone, or ended the server without a word before.
    ClientGone,
}

/// Serves the client on standard input and output until it ends or is gone.
///
/// # Errors
///
/// The system has no thread left.
pub fn serve_stdio(finder: Arc<dyn CollectionFinder>) -> io::Result<ServerEnd> {
    let (connection, _) = Connection::stdio();
    let (events, waiting) = channel();
    let of_output = events.clone();
    when_not_read(move || _ = of_output.send(ServerEvent::Gone));
    serve_events(connection, finder, events, &waiting)
}

/// Serves a client until it ends or is gone.
///
/// # Errors
///
/// The system has no thread left.
pub fn serve(connection: Connection, finder: Arc<dyn CollectionFinder>) -> io::Result<ServerEnd> {
    let (events, waiting) = channel();
    serve_events(connection, finder, events, &waiting)
}

fn serve_events(
    connection: Connection,
    finder: Arc<dyn CollectionFinder>,
    events: Sender<ServerEvent>,
    waiting: &Receiver<ServerEvent>,
) -> io::Result<ServerEnd> {
    let Connection { sender, receiver } = connection;
    let (of_client, of_outbox, of_process) = (events.clone(), events.clone(), events);
    let outbox = Outbox::of(move |message| {
        let is_sent = sender.send(message).is_ok();
        if !is_sent {
            // The main loop waits for the client, which may be gone on this side only.
            _ = of_outbox.send(ServerEvent::Gone);
        }
        is_sent
    });
    thread::Builder::new().name("messages".to_owned()).spawn(move || {
        for message in receiver {
            if of_client.send(ServerEvent::Message(message)).is_err() {
                return;
            }
        }
        _ = of_client.send(ServerEvent::Gone);
    })?;
    let Some(started) = initialize(waiting, &outbox) else { return Ok(ServerEnd::ClientGone) };
    let Started { abilities, folders, parameters } = started;
    when_ended(&parameters, move || _ = of_process.send(ServerEvent::Gone));
    let cancelled = CancelledRequests::default();
    let client = EditorClient { outbox: outbox.clone(), abilities };
    let setup = WorkerSetup { client, finder, cancelled: cancelled.clone() };
    let jobs = start_worker(setup)?;
    let main = MainLoop { outbox, jobs: jobs.clone(), cancelled, folders, is_shut_down: false };
    let end = main.run(waiting);
    // Where it has ended before, there is nothing to end.
    _ = jobs.send(WorkerJob::End);
    Ok(end)
}

enum ServerEvent {
    Message(Message),
    /// The client no longer sends, no longer listens, or is no longer running.
    Gone,
}

/// What the client said when it started the server.
struct Started {
    abilities: ClientAbilities,
    folders: Vec<PathBuf>,
    /// All that it said.
    parameters: Value,
}

/// Waits for the client to start the server; `None` where it does not.
fn initialize(waiting: &Receiver<ServerEvent>, outbox: &Outbox) -> Option<Started> {
    loop {
        let ServerEvent::Message(message) = waiting.recv().ok()? else { return None };
        match message {
            Message::Request(Request { id, method, params }) if method == "initialize" => {
                let abilities = ClientAbilities::of(&params);
                outbox.respond(id, Ok(serde_json::to_value(offered(&abilities)).ok()?));
                let folders = folders_of(&params);
                return Some(Started { abilities, folders, parameters: params });
            }
            Message::Request(Request { id, .. }) => {
                let message = "initialize comes first".to_owned();
                let code = ErrorCode::ServerNotInitialized as i32;
                outbox.respond(id, Err(ResponseError { code, message, data: None }));
            }
            Message::Notification(Notification { method, .. }) if method == "exit" => return None,
            Message::Notification(_) | Message::Response(_) => {}
        }
    }
}

/// Returns the folders that the client works in. Where it names a file, it is that in which the file is.
fn folders_of(parameters: &Value) -> Vec<PathBuf> {
    let folders: Vec<PathBuf> = folders_in(parameters.get("workspaceFolders")).collect();
    if !folders.is_empty() {
        return folders;
    }
    // Of clients that work in one folder.
    let uri = parameters.get("rootUri").and_then(Value::as_str).map(|uri| Uri(uri.to_owned()));
    let root = parameters.get("rootPath").and_then(Value::as_str).map(PathBuf::from);
    let root = uri.and_then(|uri| path_of(&uri)).or(root);
    root.into_iter().filter(|path| path.is_absolute()).collect()
}

/// Returns the paths of workspace folders.
fn folders_in(folders: Option<&Value>) -> impl Iterator<Item = PathBuf> {
    let folders = folders.and_then(Value::as_array).into_iter().flatten();
    let uris = folders.filter_map(|folder| folder.get("uri")?.as_str());
    let paths = uris.filter_map(|uri| path_of(&Uri(uri.to_owned())));
    paths.filter(|path| path.is_absolute())
}

/// The main loop between two messages.
struct MainLoop {
    outbox: Outbox,
    jobs: Sender<WorkerJob>,
    cancelled: CancelledRequests,
    folders: Vec<PathBuf>,
    is_shut_down: bool,
}

impl MainLoop {
    fn run(mut self, waiting: &Receiver<ServerEvent>) -> ServerEnd {
        while let Ok(ServerEvent::Message(message)) = waiting.recv() {
            match message {
                Message::Request(request) => self.request(request),
                Message::Notification(notification) if notification.method == "exit" => {
                    let is_asked = self.is_shut_down;
                    return if is_asked { ServerEnd::AsAsked } else { ServerEnd::ClientGone };
                }
                Message::Notification(notification) => {
                    // One that cannot be read is of no use.
                    _ = self.notification(notification);
                }
                Message::Response(response) => self.ask(WorkerJob::Answered(response)),
            }
        }
        ServerEnd::ClientGone
    }

    fn request(&mut self, request: Request) {
        if request.method == "shutdown" {
            self.is_shut_down = true;
            self.outbox.respond(request.id, Ok(Value::Null));
        } else if self.is_shut_down {
            let message = "the server is shut down".to_owned();
            let code = ErrorCode::InvalidRequest as i32;
            self.outbox.respond(request.id, Err(ResponseError { code, message, data: None }));
        } else {
            self.ask(WorkerJob::Answer(request));
        }
    }

    fn notification(&mut self, notification: Notification) -> Option<()> {
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => {
                let folders = std::mem::take(&mut self.folders);
                self.ask(WorkerJob::Begin(folders));
            }
            "textDocument/didOpen" => {
                let opened = read::<DidOpenTextDocumentParams>(params)?.text_document;
                let (version, text) = (opened.version, opened.text.into());
                self.ask(WorkerJob::Put(opened.uri, OpenDocument { version, text }));
            }
            "textDocument/didChange" => {
                let changed = read::<DidChangeTextDocumentParams>(params)?;
                let text = changed.content_changes.into_iter().rev().find_map(whole_text)?.into();
                let version = changed.text_document.version;
                let uri = changed.text_document.text_document_identifier.uri;
                self.ask(WorkerJob::Put(uri, OpenDocument { version, text }));
            }
            "textDocument/didClose" => {
                let closed = read::<DidCloseTextDocumentParams>(params)?;
                self.ask(WorkerJob::Close(closed.text_document.uri));
            }
            "workspace/didChangeWorkspaceFolders" => {
                let event = params.get("event")?;
                let (added, removed) =
                    (folders_in(event.get("added")), folders_in(event.get("removed")));
                self.ask(WorkerJob::Folders { added: added.collect(), removed: removed.collect() });
            }
            // The server watches the files itself; some clients say so all the same, and sooner.
            "workspace/didChangeWatchedFiles" => {
                let changes = params.get("changes")?.as_array()?;
                let uris = changes.iter().filter_map(|change| change.get("uri")?.as_str());
                self.ask(WorkerJob::Saved(uris.map(|uri| Uri(uri.to_owned())).collect()));
            }
            "textDocument/didSave" => {
                let uri = params.pointer("/textDocument/uri")?.as_str()?;
                self.ask(WorkerJob::Saved(vec![Uri(uri.to_owned())]));
            }
            "$/cancelRequest" => self.cancelled.add(read::<RequestId>(params.get("id")?.clone())?),
            // What the server did not ask for.
            _ => {}
        }
        Some(())
    }

    fn ask(&self, job: WorkerJob) {
        // The worker ends when the client no longer listens, and then this does.
        _ = self.jobs.send(job);
    }
}

fn read<P: DeserializeOwned>(parameters: Value) -> Option<P> {
    serde_json::from_value(parameters).ok()
}

/// Returns the whole text; a client that sends a part of it did not read what the server offers.
fn whole_text(change: TextDocumentContentChangeEvent) -> Option<String> {
    match change {
        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
            Some(whole.text)
        }
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(_) => None,
    }
}
