//! The worker: reads the files and searches them, while keys are answered.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::collection::Collection;

use super::super::model::{Finder, Msg, Prompt, Sort};
use super::mail::{Mail, start};

/// Reads the files, given what was read before.
pub(super) type Load = Box<dyn Fn(&Collection) -> Collection + Send>;

/// The way to the worker's thread.
pub(super) struct Worker {
    jobs: Sender<Job>,
}

enum Job {
    Reload(u64),
    Search { generation: u64, query: String, sort: Sort },
    Complete { generation: u64, line: Prompt },
}

impl Worker {
    /// Starts the thread; it answers through `sender`.
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(super) fn start(load: Load, sender: Sender<Mail>) -> io::Result<Self> {
        let (jobs, waiting) = channel();
        start("reading and searching the files", sender, move |sender| {
            work(&load, &waiting, sender);
        })?;
        Ok(Self { jobs })
    }

    /// Reads the files; answered by [`Msg::Loaded`].
    pub(super) fn reload(&self, generation: u64) {
        self.ask(Job::Reload(generation));
    }

    /// Searches what was read last; answered by [`Msg::Found`].
    pub(super) fn search(&self, generation: u64, query: String, sort: Sort) {
        self.ask(Job::Search { generation, query, sort });
    }

    /// Finds what could stand at the cursor of the query line; answered by [`Msg::Offered`].
    pub(super) fn complete(&self, generation: u64, line: Prompt) {
        self.ask(Job::Complete { generation, line });
    }

    fn ask(&self, job: Job) {
        // A worker that has panicked has said so itself.
        _ = self.jobs.send(job);
    }
}

fn work(load: &Load, waiting: &Receiver<Job>, sender: &Sender<Mail>) {
    let mut finder = Finder::default();
    let mut before = Arc::<Collection>::default();
    while let Ok(first) = waiting.recv() {
        let mut reload = None;
        let mut search = None;
        let mut complete = None;
        // Of several readings or searches that wait, only the last is still wanted.
        for job in std::iter::once(first).chain(waiting.try_iter()) {
            match job {
                Job::Reload(generation) => reload = Some(generation),
                Job::Search { generation, query, sort } => search = Some((generation, query, sort)),
                Job::Complete { generation, line } => complete = Some((generation, line)),
            }
        }
        let mut done = Vec::new();
        if let Some(generation) = reload {
            let collection = Arc::new(load(&before));
            let changed = collection.changes_since(&before);
            finder = Finder::of(&collection);
            before = Arc::clone(&collection);
            done.push(Msg::Loaded { generation, collection, changed });
        }
        if let Some((generation, query, sort)) = search {
            done.push(Msg::Found { generation, answer: Box::new(finder.find(&query, sort)) });
        }
        if let Some((generation, line)) = complete {
            done.push(Msg::Offered { generation, offers: finder.offers(&before, &line) });
        }
        for msg in done {
            if sender.send(Mail::Done(msg)).is_err() {
                return;
            }
        }
    }
}
