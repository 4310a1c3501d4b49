//! The back and forward history of followed links.

use crate::record::Id;

use crate::browser::model::overlay::impact_position::ImpactPosition;
use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::browser::screen::browse::panes::Pane;

/// A position that the user was at: a record and an item in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    /// The record in the detail pane.
    pub(crate) record: Id,
    /// The place in it under the cursor.
    pub(crate) spot: Option<DetailItem>,
    /// The first line of it on the screen.
    pub(crate) first: usize,
    /// What was under the cursor of the quote pane, where keys went there.
    pub(crate) pick: Option<QuoteItem>,
    /// The list that covered the panes, where a line of it was followed.
    pub(crate) list: Option<ImpactPosition>,
    /// The screen to which going back leads, where that is another.
    pub(crate) screen: Option<&'static str>,
    /// Where a link of the record led; `None` where it was left otherwise.
    pub(crate) link: Option<Id>,
    /// The pane that keys went to.
    pub(crate) focus: Pane,
    /// How the position was reached.
    pub(crate) arrival: Arrival,
}

/// How a position was reached, which decides what leaves it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// From the list, which Esc goes back to.
    #[default]
    Listed,
    /// By a link or a list of records, which Esc goes back from.
    Entered,
}

/// The positions before each followed link, and those left by going back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LinkHistory {
    back: Vec<Visit>,
    forward: Vec<Visit>,
    arrival: Arrival,
}

/// The most positions that are remembered.
const LONGEST: usize = 256;

impl LinkHistory {
    /// Remembers the position `here` before a link is followed, and clears the forward history.
    pub(crate) fn leave(&mut self, here: Visit, arrival: Arrival) {
        self.forward.clear();
        self.arrival = arrival;
        self.back.push(here);
        if self.back.len() > LONGEST {
            self.back.remove(0);
        }
    }

    /// Goes back: returns the last position, and remembers `here` to go forward to.
    pub(crate) fn back(&mut self, here: Option<Visit>) -> Option<Visit> {
        let there = self.back.pop()?;
        self.arrival = there.arrival;
        self.forward.extend(here);
        Some(there)
    }

    /// Goes forward: returns the position before the last step back, and remembers `here` to go back to.
    pub(crate) fn forward(&mut self, here: Option<Visit>) -> Option<Visit> {
        let there = self.forward.pop()?;
        self.arrival = there.arrival;
        self.back.extend(here);
        Some(there)
    }

    /// Notes that keys go to the list, so that what is opened now is opened from there.
    pub(crate) fn is_at_list(&mut self) {
        self.arrival = Arrival::Listed;
    }

    /// Returns how the present position was reached.
    pub(crate) fn arrival(&self) -> Arrival {
        self.arrival
    }

    /// Returns the position that Esc goes back to, if this one was entered from there.
    pub(crate) fn entered_from(&self) -> Option<&Visit> {
        (self.arrival == Arrival::Entered).then(|| self.last()).flatten()
    }

    /// Returns where the last link was followed.
    pub(crate) fn last(&self) -> Option<&Visit> {
        self.back.last()
    }
}
