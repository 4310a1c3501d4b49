//! The thread that looks at the ties of a collection, so that no key waits for a search of ways.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Weak};

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
            // The ties of the collection that was asked about last, which is not kept: it may be replaced meanwhile.
            let mut known: Option<(Weak<Collection>, TieGraph)> = None;
            while let Ok(first) = waiting.recv() {
                let job = waiting.try_iter().last().unwrap_or(first);
                let TieJob { generation, request, collection } = job;
                // While it is known by a weak handle, no other collection gets its address.
                let is_known = |(of, _): &(Weak<Collection>, _)| {
                    std::ptr::eq(of.as_ptr(), Arc::as_ptr(&collection))
                };
                if !known.as_ref().is_some_and(is_known) {
                    // The ties before are freed first.
                    drop(known.take());
                    let graph = TieGraph::of(&collection);
                    known = Some((Arc::downgrade(&collection), graph));
                }
                drop(collection);
                let Some((_, graph)) = &known else { continue };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};
    use crate::record::Id;
    use crate::views::network::ego::EgoRules;
    use crate::views::network::graph::Onlooker;
    use crate::views::network::request::TieAnswer;

    #[test]
    fn a_collection_that_was_replaced_is_not_kept() {
        let mut files = Memory::default();
        files.put("people.toml", "[test-ann]\nname = 'Test Ann'\n");
        let (sender, answers) = channel();
        let thread = TieThread::start(sender).unwrap();
        let rules = EgoRules { steps: 1, hubs: false, onlooker: Onlooker::Owner };
        let request = TieRequest { centre: Id::new("test-ann").unwrap(), rules, to: None };
        for generation in 1..=2 {
            let collection = Arc::new(load(&files));
            let known = Arc::downgrade(&collection);
            thread.ask(generation, request.clone(), collection);
            let tied = answers.iter().find_map(|event| {
                if let MainEvent::Done(Report::Tied { answer: TieAnswer::Tree(tree), .. }) = event {
                    Some(tree)
                } else {
                    None
                }
            });
            assert!(tied.unwrap().tree.is_some());
            assert_eq!(known.strong_count(), 0);
        }
    }
}
