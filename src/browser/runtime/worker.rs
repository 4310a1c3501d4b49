//! The worker: reads the files and searches them, while keys are answered.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::collection::{Accepted, Changes, Collection};

use super::super::model::{Finder, Msg, Sort};
use super::mail::{Mail, start};

/// Reads the files that may have changed, given what was read before.
pub(super) type Load = Box<dyn Fn(&Collection, &Changes) -> Accepted + Send>;

/// The way to the worker's thread.
pub(super) struct Worker {
    jobs: Sender<Job>,
}

enum Job {
    Reload { generation: u64, changes: Changes },
    Search { generation: u64, query: String, sort: Sort },
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

    /// Reads the files that may have changed; answered by [`Msg::Loaded`].
    pub(super) fn reload(&self, generation: u64, changes: Changes) {
        self.ask(Job::Reload { generation, changes });
    }

    /// Searches what was read last; answered by [`Msg::Found`].
    pub(super) fn search(&self, generation: u64, query: String, sort: Sort) {
        self.ask(Job::Search { generation, query, sort });
    }

    fn ask(&self, job: Job) {
        // A worker that has panicked has said so itself.
        _ = self.jobs.send(job);
    }
}

fn work(load: &Load, waiting: &Receiver<Job>, sender: &Sender<Mail>) {
    let mut finder = Finder::default();
    let mut before = Arc::<Collection>::default();
    let mut reading = None;
    while let Ok(first) = waiting.recv() {
        let mut reload: Option<(u64, Changes)> = None;
        let mut search = None;
        // Several readings that wait are one; of several searches, only the last is still wanted.
        for job in std::iter::once(first).chain(waiting.try_iter()) {
            match job {
                Job::Reload { generation, mut changes } => {
                    if let Some((_, waiting)) = reload.take() {
                        changes.add(waiting);
                    }
                    reload = Some((generation, changes));
                }
                Job::Search { generation, query, sort } => search = Some((generation, query, sort)),
            }
        }
        let mut done = Vec::new();
        if let Some((generation, changes)) = reload {
            let Accepted { collection, changed, touched } = load(&before, &changes);
            let collection = Arc::new(collection);
            // Looked for beside, so that the key that masks them need not wait, nor anything for it.
            let masked = Arc::clone(&collection);
            rayon::spawn(move || _ = masked.kept_back());
            finder.renew(&collection, &touched);
            before = Arc::clone(&collection);
            reading = Some(generation);
            done.push(Msg::Loaded { generation, collection, changed, touched });
        }
        if let Some((generation, query, sort)) = search {
            let answer = Box::new(finder.find(&query, sort));
            done.push(Msg::Found { generation, reading, answer });
        }
        for msg in done {
            if sender.send(Mail::Done(msg)).is_err() {
                return;
            }
        }
    }
}
