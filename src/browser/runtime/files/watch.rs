//! Has the files watched on a thread of its own and passes what changed on to the main thread.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use super::super::event::{MainEvent, start};
use crate::browser::model::Report;
use crate::collection::{Changes, Collection, Disk};
use crate::watcher::{FileWatcher, WatchReport, WatchSignals};

/// So long after the last key the watcher rests, and wakes only for what the system reports.
const RESTS_AFTER: Duration = Duration::from_mins(1);

/// The ways to the watcher.
pub(crate) struct Watching {
    /// Takes the collection as it was read, once.
    pub(crate) collection: Option<Sender<Arc<Collection>>>,
    /// Says that someone uses the browser.
    pub(crate) signals: WatchSignals,
}

/// Starts the watcher. It waits for the collection as it was read, watches
/// its files from then on, and reports every difference, earlier or later, as [`Report::Changed`].
///
/// A watcher that ran while files are read would get an event for each of them.
///
/// # Errors
///
/// The system has no thread left.
pub(crate) fn watch(disk: Disk, sender: Sender<MainEvent>) -> io::Result<Watching> {
    let (way, collections) = channel::<Arc<Collection>>();
    let (made, signals) = channel();
    start("watching the files", sender, move |sender| {
        let to_main = |report| sender.send(MainEvent::Done(of_watcher(report))).is_ok();
        let (watcher, signals) = FileWatcher::of(disk, RESTS_AFTER, &to_main);
        // If either end of a channel is gone, the program is ending.
        if made.send(signals).is_err() {
            return;
        }
        let Ok(read) = collections.recv() else { return };
        watcher.run(read);
    })?;
    let signals = signals.recv().map_err(io::Error::other)?;
    Ok(Watching { collection: Some(way), signals })
}

fn of_watcher(report: WatchReport) -> Report {
    match report {
        WatchReport::Changed(files) => Report::Changed(Changes::At(files)),
        WatchReport::Polls(why) => Report::Notify(why),
        WatchReport::MaybeOutdated(why) => Report::MaybeOutdated(why),
    }
}
