//! Has the files watched on a thread of its own and passes what changed on to the main thread.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use super::super::event::{MainEvent, start};
use crate::browser::model::Report;
use crate::collection::{Changes, Collection, Disk};
use crate::watcher::{FileWatcher, WatchReport};

/// Starts the watcher and returns its channel. It waits for the collection as it was read, watches
/// its files from then on, and reports every difference, earlier or later, as [`Report::Changed`].
///
/// A watcher that ran while files are read would get an event for each of them.
///
/// # Errors
///
/// The system has no thread left.
pub(crate) fn watch(disk: Disk, sender: Sender<MainEvent>) -> io::Result<Sender<Arc<Collection>>> {
    let (way, collections) = channel::<Arc<Collection>>();
    start("watching the files", sender, move |sender| {
        // If either end of the channel is gone, the program is ending.
        let Ok(read) = collections.recv() else { return };
        let to_main = |report| sender.send(MainEvent::Done(of_watcher(report))).is_ok();
        FileWatcher::of(disk, &to_main).run(read);
    })?;
    Ok(way)
}

fn of_watcher(report: WatchReport) -> Report {
    match report {
        WatchReport::Changed(files) => Report::Changed(Changes::At(files)),
        WatchReport::Polls(why) => Report::Notify(why),
        WatchReport::MaybeOutdated(why) => Report::MaybeOutdated(why),
    }
}
