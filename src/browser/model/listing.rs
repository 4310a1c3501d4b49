//! The list of records, with its selection and scroll position.

use std::sync::Arc;

use crate::record::Id;

use crate::browser::model::input::command::Step;
use crate::browser::model::renamed_ids::RenamedIds;

/// The records that are listed, one of them selected unless there are none. A copy shares the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    ids: Arc<[Id]>,
    /// The place of the selected one, found again by its id whenever the list is another.
    selected: Option<usize>,
    first: usize,
    /// Whether what is selected is to stay so.
    held: bool,
}

/// Which record is selected when the list is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Select {
    /// The record that was selected, or the one now at its position; the first until the user has
    /// done something.
    Same,
    /// The record that was selected, or the first where it is not listed: the list answers another query.
    SameOrFirst,
    /// The best find.
    First,
}

impl Listing {
    /// Returns the ids, in order, to be kept.
    pub(crate) fn shared_ids(&self) -> &Arc<[Id]> {
        &self.ids
    }

    /// Returns the ids, in order.
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// Returns the selected record.
    pub fn selected(&self) -> Option<&Id> {
        self.ids.get(self.selected?)
    }

    /// Returns the place of the selected record in the list.
    pub fn position(&self) -> Option<usize> {
        self.selected
    }

    /// Returns the ids on screen and the place of the first of them.
    pub fn window(&self, rows: usize) -> (usize, &[Id]) {
        let end = self.first.saturating_add(rows).min(self.ids.len());
        (self.first, self.ids.get(self.first..end).unwrap_or_default())
    }

    /// Puts other records into the list.
    pub fn replace(&mut self, ids: impl Into<Arc<[Id]>>, select: Select) {
        let ids = ids.into();
        let place = match select {
            Select::Same | Select::SameOrFirst if self.held => {
                let at = self.selected.unwrap_or_default();
                let same = |id: &Id| self.selected() == Some(id);
                let stays = ids.get(at).filter(|id| same(id)).map(|_| at);
                let otherwise = if select == Select::Same { at } else { 0 };
                let place = stays.or_else(|| ids.iter().position(same)).unwrap_or(otherwise);
                place.min(ids.len().saturating_sub(1))
            }
            Select::Same | Select::SameOrFirst | Select::First => 0,
        };
        self.selected = (!ids.is_empty()).then_some(place);
        self.ids = ids;
    }

    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        renamed.follow_list(&mut self.ids);
    }

    /// Lists a record again that was at this place, and selects it.
    pub(crate) fn put_back(&mut self, id: &Id, place: usize) {
        if !self.select(id) {
            let place = place.min(self.ids.len());
            let (before, behind) = self.ids.split_at(place);
            self.ids = before.iter().chain([id]).chain(behind).cloned().collect();
            self.selected = Some(place);
        }
    }

    /// Returns whether what is selected stays so, whatever else is listed.
    pub(crate) fn is_held(&self) -> bool {
        self.held
    }

    /// Has what is selected stay so, whatever else is listed.
    pub fn keep_selection(&mut self) {
        self.held = true;
    }

    /// Keeps only the records for which `there` returns true.
    pub fn retain(&mut self, there: impl Fn(&Id) -> bool) {
        if !self.ids.iter().all(&there) {
            let remaining: Arc<[Id]> = self.ids.iter().filter(|id| there(id)).cloned().collect();
            self.replace(remaining, Select::Same);
        }
    }

    /// Selects a record; returns whether it is listed.
    pub fn select(&mut self, id: &Id) -> bool {
        let place = self.ids.iter().position(|listed| listed == id);
        self.selected = place.or(self.selected);
        place.is_some()
    }

    /// Selects the record on a line of the screen, counted from the first line of the list.
    pub fn select_line(&mut self, line: usize) {
        let place = self.first + line;
        if place < self.ids.len() {
            self.selected = Some(place);
        }
    }

    /// Moves the selection.
    pub fn step(&mut self, step: Step, rows: usize) {
        let at = self.position().unwrap_or_default();
        let to = step.from(at, self.ids.len(), rows);
        self.selected = (to < self.ids.len()).then_some(to);
    }

    /// Scrolls by `lines`, and takes the selection along where it would leave the screen.
    pub fn scroll(&mut self, lines: isize, rows: usize) {
        let farthest = self.ids.len().saturating_sub(rows);
        self.first = self.first.saturating_add_signed(lines).min(farthest);
        let last = (self.first + rows).min(self.ids.len()).saturating_sub(1);
        self.selected = self.selected.map(|at| at.max(self.first).min(last));
    }

    /// Scrolls as little as needed to show the selection, and no further than the list goes.
    ///
    /// A list that is not on the screen comes back as it was.
    pub fn settle(&mut self, rows: usize) {
        if rows == 0 {
            return;
        }
        let at = self.position().unwrap_or_default();
        let lowest = (at + 1).saturating_sub(rows);
        let farthest = self.ids.len().saturating_sub(rows);
        self.first = self.first.clamp(lowest, at.max(lowest)).min(farthest.max(lowest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<Id> {
        names.iter().filter_map(|name| Id::new(name)).collect()
    }

    fn listing(names: &[&str]) -> Listing {
        let mut listing = Listing::default();
        listing.replace(ids(names), Select::First);
        listing
    }

    #[track_caller]
    fn check(listing: &Listing, selected: Option<&str>) {
        assert_eq!(listing.selected().map(Id::as_str), selected);
    }

    #[test]
    fn a_new_list_keeps_the_selection_or_its_place() {
        let mut listing = listing(&["b", "c", "d"]);
        listing.replace(ids(&["a", "b", "c", "d"]), Select::Same);
        listing.keep_selection();
        listing.step(Step::Down, 9);
        check(&listing, Some("b"));
        listing.replace(ids(&["x", "y", "b"]), Select::Same);
        check(&listing, Some("b"));
        listing.replace(ids(&["x", "y"]), Select::Same);
        check(&listing, Some("y"));
        listing.replace(ids(&["z", "y"]), Select::SameOrFirst);
        check(&listing, Some("y"));
        listing.replace(ids(&["v", "w"]), Select::SameOrFirst);
        check(&listing, Some("v"));
        listing.replace(Vec::new(), Select::Same);
        check(&listing, None);
    }

    #[test]
    fn the_window_moves_as_little_as_needed() {
        let mut listing = listing(&["a", "b", "c", "d", "e"]);
        listing.step(Step::Last, 3);
        listing.settle(3);
        assert_eq!(listing.window(3), (2, &ids(&["c", "d", "e"])[..]));
        listing.step(Step::Up, 3);
        listing.settle(3);
        assert_eq!(listing.window(3).0, 2);
        listing.settle(4);
        assert_eq!(listing.window(4).0, 1);
        listing.step(Step::First, 0);
        listing.settle(0);
        assert_eq!(listing.window(0).1, &[]);
    }
}
