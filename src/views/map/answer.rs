//! What a map needs to be drawn, made away from the thread that draws it.

use std::sync::{Arc, Weak};

use crate::collection::{Collection, Lookup};
use crate::views::disclosure_history::DisclosureHistory;
use crate::views::map::borders::Borders;
use crate::views::map::marks::MapMarks;
use crate::views::map::places::MapPlaces;
use crate::views::map::projection::Disclosure;

/// What a map is asked to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapRequest {
    /// The query, as it was typed.
    pub typed: String,
    /// For whom.
    pub disclosure: Disclosure,
}

/// What it shows.
#[derive(Clone, Debug, Default)]
pub struct MapAnswer {
    /// What was asked.
    pub request: MapRequest,
    /// The places of the collection.
    pub places: Arc<MapPlaces>,
    /// The borders.
    pub borders: Arc<Borders>,
    /// The marks.
    pub marks: MapMarks,
}

/// Answers requests, and keeps what is the same for all of one collection.
#[derive(Clone, Debug, Default)]
pub struct MapMaker {
    /// What is kept is of this collection, which is not kept itself.
    of: Weak<Collection>,
    places: Arc<MapPlaces>,
    borders: Arc<Borders>,
}

impl MapMaker {
    /// Returns what a map of a collection shows, given its search lines and what others have seen before.
    pub fn answer(
        &mut self,
        collection: &Arc<Collection>,
        lookup: &Lookup,
        request: &MapRequest,
        history: &mut DisclosureHistory,
    ) -> MapAnswer {
        if !std::ptr::eq(self.of.as_ptr(), Arc::as_ptr(collection)) {
            self.of = Arc::downgrade(collection);
            self.places = Arc::new(MapPlaces::of(collection));
            self.borders = Arc::new(Borders::of(collection));
        }
        let MapRequest { typed, disclosure } = request;
        let marks = MapMarks::of(lookup, &self.places, typed, *disclosure, &|_| true, history);
        MapAnswer {
            request: request.clone(),
            places: Arc::clone(&self.places),
            borders: Arc::clone(&self.borders),
            marks,
        }
    }
}
