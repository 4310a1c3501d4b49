//! The place of a record that is gone by now, to come back to where the record does.

use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::screen::browse::link_history::Visit;
use crate::record::Id;

/// Where the user was in a record that is gone.
#[derive(Clone, Debug)]
pub(crate) struct LostPlace {
    /// The position.
    pub(crate) visit: Visit,
    /// The place of the record in the list, where it was selected there.
    pub(crate) listed: Option<usize>,
    /// The record that is shown instead.
    pub(crate) instead: Option<Id>,
    /// The position that the record was entered from, which is shown instead.
    pub(crate) entered_from: Option<Visit>,
}

impl LostPlace {
    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        self.visit.follow(renamed);
        renamed.follow_each(&mut self.instead);
        if let Some(visit) = &mut self.entered_from {
            visit.follow(renamed);
        }
    }
}
