//! Has the files of a collection watched on a thread of its own, and passes what changed on to the worker.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::worker_job::{HomeNumber, WorkerJob};
use crate::collection::{Collection, Disk};
use crate::watcher::{FileWatcher, WatchSignals};

/// Starts to watch a collection that was read; `None` where the system has no thread left.
///
/// The client is not asked to watch: some editors freeze over thousands of files, others miss new folders or never
/// report what they watch.
pub(crate) fn start_watching(
    home: HomeNumber,
    disk: Disk,
    read: Arc<Collection>,
    jobs: Sender<WorkerJob>,
) -> Option<WatchSignals> {
    let (signals, made) = std::sync::mpsc::channel();
    let watch = move || {
        let to_worker = |report| jobs.send(WorkerJob::Watched(home, report)).is_ok();
        // Only while someone types: what no event reports is then noticed with the next key.
        let (watcher, way) = FileWatcher::of(disk, Duration::ZERO, &to_worker);
        if signals.send(way).is_ok() {
            watcher.run(read);
        }
    };
    thread::Builder::new().name("watching the files".to_owned()).spawn(watch).ok()?;
    made.recv().ok()
}
