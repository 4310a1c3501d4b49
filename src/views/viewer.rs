//! Answers what screens ask of a collection: the views that they draw, made on the worker.

use std::sync::Arc;

use crate::collection::{Collection, Lookup};
use crate::views::counts::{CountRequest, Counts};
use crate::views::disclosure_history::DisclosureHistory;
use crate::views::map::{MapAnswer, MapMaker, MapRequest};
use crate::views::timeline::{Rivals, Timeline, TimelineRequest, TimelineSource};

/// A view that a screen wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewRequest {
    /// A timeline.
    Timeline(TimelineRequest),
    /// What a map shows.
    Map(MapRequest),
    /// Numbers of cases.
    Counts(CountRequest),
}

impl ViewRequest {
    /// Returns whether both are of the same view, so that the later one takes the place of the earlier.
    pub fn is_of_same_view(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// A view.
#[derive(Clone, Debug)]
pub enum ViewAnswer {
    /// A timeline.
    Timeline(Arc<Timeline>),
    /// What a map shows.
    Map(Arc<MapAnswer>),
    /// Numbers of cases.
    Counts(Arc<Counts>),
}

/// Makes views, and keeps what the next one of the same query needs again.
#[derive(Debug, Default)]
pub struct Viewer {
    maps: MapMaker,
    timeline: Option<KnownTimeline>,
}

/// The rows of the timeline that was made last.
#[derive(Debug)]
struct KnownTimeline {
    typed: String,
    collection: Arc<Collection>,
    source: TimelineSource,
}

impl Viewer {
    /// Makes a view; `lookup` has the search lines of the whole collection, `history` what others have
    /// seen before.
    pub fn answer(
        &mut self,
        request: &ViewRequest,
        lookup: &Lookup,
        collection: &Arc<Collection>,
        history: &mut DisclosureHistory,
    ) -> ViewAnswer {
        match request {
            ViewRequest::Timeline(request) => {
                let timeline = self.timeline(request, lookup, collection, history);
                ViewAnswer::Timeline(Arc::new(timeline))
            }
            ViewRequest::Map(request) => {
                let answer = self.maps.answer(collection, lookup, request, history);
                ViewAnswer::Map(Arc::new(answer))
            }
            ViewRequest::Counts(request) => {
                ViewAnswer::Counts(Arc::new(Counts::of(lookup, request, None, history)))
            }
        }
    }

    /// Forgets what it kept, so that a collection before is not held in memory.
    pub fn forget(&mut self) {
        self.timeline = None;
    }

    fn timeline(
        &mut self,
        request: &TimelineRequest,
        lookup: &Lookup,
        collection: &Arc<Collection>,
        history: &mut DisclosureHistory,
    ) -> Timeline {
        let is_known = |known: &KnownTimeline| {
            known.typed == request.typed && Arc::ptr_eq(&known.collection, collection)
        };
        let known = self.timeline.take().filter(is_known).unwrap_or_else(|| KnownTimeline {
            typed: request.typed.clone(),
            collection: Arc::clone(collection),
            source: TimelineSource::of(
                &request.typed,
                lookup,
                collection,
                &|_| true,
                Rivals::Shown,
            ),
        });
        let known = self.timeline.insert(known);
        known.source.timeline(request, lookup, collection, history)
    }
}
