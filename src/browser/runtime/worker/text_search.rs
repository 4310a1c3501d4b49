//! The thread that searches the archived texts, so that neither keys nor other searches wait for it.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};

use crate::collection::{Collection, TextSearchPart};

use super::super::event::{MainEvent, start};
use crate::browser::model::Report;

/// More matches than a user looks through.
const MOST: usize = 5_000;

/// The handle of the thread.
pub(super) struct TextSearchThread {
    jobs: Sender<TextSearchJob>,
    /// The latest search; the thread abandons all earlier ones.
    wanted: Arc<AtomicU64>,
}

/// A requested search.
struct TextSearchJob {
    generation: u64,
    words: String,
    collection: Arc<Collection>,
}

impl TextSearchThread {
    /// Starts the thread; it answers through `sender`.
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(super) fn start(sender: Sender<MainEvent>) -> io::Result<Self> {
        let (jobs, waiting) = channel::<TextSearchJob>();
        let wanted = Arc::new(AtomicU64::default());
        let latest = Arc::clone(&wanted);
        start("searching the archived texts", sender, move |sender| {
            while let Ok(first) = waiting.recv() {
                let job = waiting.try_iter().last().unwrap_or(first);
                search(&job, &latest, sender);
            }
        })?;
        Ok(Self { jobs, wanted })
    }

    /// Searches the texts of a collection; a search that is under way is abandoned.
    pub(super) fn search(&self, generation: u64, words: String, collection: Arc<Collection>) {
        self.wanted.store(generation, Ordering::Relaxed);
        // A thread that has panicked has reported that itself.
        _ = self.jobs.send(TextSearchJob { generation, words, collection });
    }
}

fn search(job: &TextSearchJob, latest: &AtomicU64, sender: &Sender<MainEvent>) {
    let TextSearchJob { generation, words, collection } = job;
    let mut is_first = true;
    let mut report = |part: TextSearchPart| {
        if latest.load(Ordering::Relaxed) != *generation {
            return ControlFlow::Break(());
        }
        if !part.hits.is_empty() || part.is_last {
            let report = Report::TextsFound { generation: *generation, is_first, part };
            is_first = false;
            // If the receiver is gone, the program is ending.
            _ = sender.send(MainEvent::Done(report));
        }
        ControlFlow::Continue(())
    };
    collection.search_texts_in_parts(words, MOST, &mut report);
}
