//! The records that the user has marked in the list, to copy, cite, export or change them together.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::browser::model::listing::Listing;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::record::Id;

/// The marked records, by their ids, so that they stay marked when the list or the files change.
#[derive(Clone, Debug, Default)]
pub(crate) struct MarkedRecords {
    ids: HashSet<Id>,
    /// Those of records that are gone, to be marked again where they come back.
    gone: HashSet<Id>,
    /// Where a range starts that goes on to the selected record.
    anchor: Option<Id>,
}

impl MarkedRecords {
    /// Returns whether nothing is marked.
    pub(crate) fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.anchor.is_none()
    }

    /// Marks a record, or takes its mark away.
    pub(crate) fn toggle(&mut self, id: &Id) {
        if !self.ids.remove(id) {
            self.ids.insert(id.clone());
        }
    }

    /// Marks all listed records; if all are marked, takes their marks away.
    pub(crate) fn toggle_all(&mut self, listing: &Listing) {
        self.anchor = None;
        if listing.ids().iter().all(|id| self.ids.contains(id)) {
            listing.ids().iter().for_each(|id| _ = self.ids.remove(id));
        } else {
            self.ids.extend(listing.ids().iter().cloned());
        }
    }

    /// Starts a range at the selected record, or ends the one that was started and marks its records.
    pub(crate) fn toggle_range(&mut self, listing: &Listing) {
        if self.anchor.is_none() {
            self.anchor = listing.selected().cloned();
        } else {
            self.end_range(listing);
        }
    }

    /// Marks the records of the range that was started, if one was.
    pub(crate) fn end_range(&mut self, listing: &Listing) {
        if let Some(range) = self.range(listing) {
            self.ids.extend(listing.ids().get(range).unwrap_or_default().iter().cloned());
        }
        self.anchor = None;
    }

    /// Forgets the range that was started, or else all marks; returns whether there was anything.
    pub(crate) fn clear(&mut self) -> bool {
        if self.anchor.take().is_some() {
            return true;
        }
        let any = !self.ids.is_empty();
        self.ids.clear();
        self.gone.clear();
        any
    }

    /// Keeps only the marks of the records for which `there` returns true, until others are there again.
    pub(crate) fn retain(&mut self, there: impl Fn(&Id) -> bool) {
        let gone: HashSet<Id> = self.ids.extract_if(|id| !there(id)).collect();
        let back = self.gone.extract_if(|id| there(id));
        self.ids.extend(back);
        self.gone.extend(gone);
        self.anchor = self.anchor.take().filter(there);
    }

    /// Puts the ids that records have now in the place of those that they had, and forgets the mark of a record that is gone where
    /// another one has got its id.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        renamed.follow_set(&mut self.ids);
        self.gone.retain(|id| !renamed.is_of_another(id));
        renamed.follow_set(&mut self.gone);
        renamed.follow_each(&mut self.anchor);
    }

    /// Returns the places in the list of the records of the range that was started.
    pub(crate) fn range(&self, listing: &Listing) -> Option<RangeInclusive<usize>> {
        let anchor = self.anchor.as_ref()?;
        let start = listing.ids().iter().position(|id| id == anchor)?;
        let end = listing.position()?;
        Some(start.min(end)..=start.max(end))
    }

    /// Returns whether a record is marked, apart from the range that was started.
    pub(crate) fn contains(&self, id: &Id) -> bool {
        self.ids.contains(id)
    }

    /// Counts the marked records, those of the range that was started too.
    pub(crate) fn count(&self, listing: &Listing) -> usize {
        let range = self.range(listing).and_then(|range| listing.ids().get(range));
        let new = range.unwrap_or_default().iter().filter(|id| !self.ids.contains(*id)).count();
        self.ids.len() + new
    }

    /// Returns the marked records: those that are listed in the order of the list, then the others by id.
    pub(crate) fn in_order(&self, listing: &Listing) -> Vec<Id> {
        let range = self.range(listing);
        let in_range = |place: usize| range.as_ref().is_some_and(|range| range.contains(&place));
        let listed = listing.ids().iter().enumerate();
        let listed = listed.filter(|(place, id)| self.ids.contains(*id) || in_range(*place));
        let mut marked: Vec<Id> = listed.map(|(_, id)| id.clone()).collect();
        // Where all that are marked are listed, none is looked for again: there may be very many.
        if marked.len() < self.count(listing) {
            let listed: HashSet<&Id> = marked.iter().collect();
            let rest = self.ids.iter().filter(|id| !listed.contains(id));
            let mut rest: Vec<Id> = rest.cloned().collect();
            rest.sort_unstable();
            marked.extend(rest);
        }
        marked
    }
}
