//! Reads the whole collection on a thread of its own, and reports how far that has come.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use serde_json::json;

use super::editor_client::EditorClient;
use super::loaded::LoadedCollection;
use super::outbox::Outbox;
use super::worker_job::{HomeNumber, WorkerJob};
use crate::collection::{Accepted, Collection, Disk, PartialLoad};
use crate::lsp::answers::findings::exposure_findings;
use crate::session::{CollectionReader, Finder};

/// Starts to read a collection, given what was read of it before; the worker gets a message when all of it was read.
pub(crate) fn start_loading(
    home: HomeNumber,
    (reader, earlier): (CollectionReader, Arc<Collection>),
    disk: Disk,
    jobs: Sender<WorkerJob>,
    client: &EditorClient,
) {
    let outbox = client.abilities.shows_progress.then(|| client.outbox.clone());
    // Zed drops progress whose token is a number.
    let token = format!("casebook/reading/{}", home.0);
    let load = move || {
        let progress = LoadProgress { outbox, token };
        progress.begin();
        let mut report = |part: &PartialLoad<'_>| progress.report(part);
        let reading = reader.read_whole(&earlier, &mut report);
        let Accepted { collection, .. } = reading.checked(&earlier);
        drop(earlier);
        let exposures = exposure_findings(&collection, &disk);
        let collection = Arc::new(collection);
        // The worker is gone where the server has ended.
        let restored = reader.restored_index(&collection, None);
        let finder = Finder::to_list(&collection).with_index(restored);
        let loaded = LoadedCollection { reader, collection, finder, exposures };
        _ = jobs.send(WorkerJob::Loaded(home, Box::new(loaded)));
        progress.end();
    };
    // Without a thread, the open files are checked, each by itself.
    _ = thread::Builder::new().name("reading the files".to_owned()).spawn(load);
}

/// Reports how far the reading has come, to a client that shows it.
struct LoadProgress {
    outbox: Option<Outbox>,
    token: String,
}

impl LoadProgress {
    fn begin(&self) {
        if let Some(outbox) = &self.outbox {
            // Where it refuses, it passes over what follows.
            _ = outbox.request("window/workDoneProgress/create", &json!({ "token": self.token }));
            self.send(
                &json!({ "kind": "begin", "title": "Reading the case files", "percentage": 0 }),
            );
        }
    }

    fn report(&self, part: &PartialLoad<'_>) {
        let progress = part.progress;
        let percentage = (progress.read * 100).checked_div(progress.of).unwrap_or(100);
        let message = format!("{} of {} files", progress.read, progress.of);
        self.send(&json!({ "kind": "report", "percentage": percentage, "message": message }));
    }

    fn end(&self) {
        self.send(&json!({ "kind": "end" }));
    }

    fn send(&self, value: &serde_json::Value) {
        if let Some(outbox) = &self.outbox {
            outbox.notify("$/progress", &json!({ "token": self.token, "value": value }));
        }
    }
}
