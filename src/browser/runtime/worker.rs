//! The worker: reads the files and searches them, while keys are answered.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::collection::{Accepted, Changes, Collection};

use super::super::model::{Finder, Msg, Prompt, Sort, Wish};
use super::mail::{Mail, start};

/// Reads the files that may have changed, given what was read before.
pub(super) type Load = Box<dyn Fn(&Collection, &Changes) -> Accepted + Send>;

/// The way to the worker's thread.
pub(super) struct Worker {
    jobs: Sender<Job>,
    /// The search that was asked for last.
    wanted: Arc<AtomicU64>,
}

enum Job {
    Reload { generation: u64, changes: Changes },
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
        let wanted = Arc::new(AtomicU64::default());
        let latest = Arc::clone(&wanted);
        start("reading and searching the files", sender, move |sender| {
            work(&load, &waiting, &latest, sender);
        })?;
        Ok(Self { jobs, wanted })
    }

    /// Reads the files that may have changed; answered by [`Msg::Loaded`].
    pub(super) fn reload(&self, generation: u64, changes: Changes) {
        self.ask(Job::Reload { generation, changes });
    }

    /// Searches what was read last; answered by [`Msg::Found`], with the first page before the rest
    /// where there is more. A search that is under way is abandoned.
    pub(super) fn search(&self, generation: u64, query: String, sort: Sort) {
        self.wanted.store(generation, Ordering::Relaxed);
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

fn work(load: &Load, waiting: &Receiver<Job>, latest: &AtomicU64, sender: &Sender<Mail>) {
    let mut finder = Finder::default();
    let mut before = Arc::<Collection>::default();
    let mut reading = None;
    while let Ok(first) = waiting.recv() {
        let mut reload: Option<(u64, Changes)> = None;
        let mut search = None;
        let mut complete = None;
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
                Job::Complete { generation, line } => complete = Some((generation, line)),
            }
        }
        // Where nobody receives any more, the program is ending, and so does the next `recv`.
        let tell = |msg| _ = sender.send(Mail::Done(msg));
        if let Some((generation, changes)) = reload {
            let Accepted { collection, changed, touched } = load(&before, &changes);
            let collection = Arc::new(collection);
            // Looked for beside, so that the key that masks them need not wait, nor anything for it.
            let masked = Arc::clone(&collection);
            rayon::spawn(move || _ = masked.kept_back());
            before = Arc::clone(&collection);
            reading = Some(generation);
            let shown = Arc::clone(&collection);
            tell(Msg::Loaded { generation, collection: shown, changed, touched: touched.clone() });
            finder.renew(&collection, &touched);
        }
        if let Some((generation, typed, sort)) = search {
            let abandoned = || latest.load(Ordering::Relaxed) != generation;
            let wish = Wish { typed: &typed, sort, abandoned: &abandoned };
            let found = |answer| Msg::Found { generation, reading, answer: Box::new(answer) };
            if let Some(answer) = finder.search(&wish, |page| tell(found(page))) {
                tell(found(answer));
            }
        }
        if let Some((generation, line)) = complete {
            tell(Msg::Offered { generation, offers: finder.offers(&before, &line) });
        }
    }
}
