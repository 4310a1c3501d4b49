//! The thread that looks at the ties of a collection, so that no key waits for a search of ways.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};

use crate::collection::Collection;
use crate::views::network::graph::TieGraph;
use crate::views::network::request::TieRequest;

use super::super::event::{MainEvent, start};
use crate::browser::model::Report;

/// The handle of the thread.
pub(super) struct TieThread {
    jobs: Sender<TieJob>,
    /// The latest request; the thread abandons all earlier ones.
    wanted: Arc<AtomicU64>,
}

struct TieJob {
    generation: u64,
    request: TieRequest,
    collection: Arc<Collection>,
}

impl TieThread {
    /// Starts the thread; it answers through `sender`.
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(super) fn start(sender: Sender<MainEvent>) -> io::Result<Self> {
        let (jobs, waiting) = channel::<TieJob>();
        let wanted = Arc::new(AtomicU64::default());
        let latest = Arc::clone(&wanted);
        start("looking at ties", sender, move |sender| {
            // The ties of the collection that was asked about last.
            let mut known: Option<(Arc<Collection>, TieGraph)> = None;
            while let Ok(first) = waiting.recv() {
                let job = waiting.try_iter().last().unwrap_or(first);
                let is_known = |(of, _): &(Arc<Collection>, _)| Arc::ptr_eq(of, &job.collection);
                if !known.as_ref().is_some_and(is_known) {
                    // The ties before are freed first.
                    drop(known.take());
                    let graph = TieGraph::of(&job.collection);
                    known = Some((Arc::clone(&job.collection), graph));
                }
                let Some((_, graph)) = &known else { continue };
                let TieJob { generation, request, .. } = job;
                let is_cancelled = || latest.load(Ordering::Relaxed) != generation;
                request.answer(graph, &is_cancelled, &mut |answer| {
                    // If the receiver is gone, the program is ending.
                    _ = sender.send(MainEvent::Done(Report::Tied { generation, answer }));
                });
            }
        })?;
        Ok(Self { jobs, wanted })
    }

    /// Answers a request; one that is under way is abandoned.
    pub(super) fn ask(&self, generation: u64, request: TieRequest, collection: Arc<Collection>) {
        self.wanted.store(generation, Ordering::Relaxed);
        // A thread that has panicked has reported that itself.
        _ = self.jobs.send(TieJob { generation, request, collection });
    }
}
