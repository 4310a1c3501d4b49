//! The back and forward history of followed links.

use crate::record::Id;

use crate::browser::model::overlay::impact_position::ImpactPosition;
use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::browser::model::renamed_ids::RenamedIds;
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
    /// How the quote pane was entered there, where keys went to it.
    pub(crate) quotes_from: QuotesFrom,
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

/// How the quote pane was entered, which decides where going back leads. The field itself is no position of its own: those to
/// which going back leads are of different records, and are forgotten with a record that goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum QuotesFrom {
    /// From another pane or another record.
    #[default]
    Elsewhere,
    /// From a field of the record, by opening its first quote: going back leads to the field.
    Field,
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

impl Visit {
    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        renamed.follow(&mut self.record);
        renamed.follow_each(&mut self.link);
        if let Some(spot) = &mut self.spot {
            spot.follow(renamed);
        }
        if let Some(pick) = &mut self.pick {
            pick.follow(renamed);
        }
        if let Some(list) = &mut self.list {
            renamed.follow(&mut list.withdrawn.source);
        }
    }
}

fn drop_last_gone(visits: &mut Vec<Visit>, is_there: impl Fn(&Id) -> bool) -> usize {
    let before = visits.len();
    while visits.pop_if(|visit| !is_there(&visit.record)).is_some() {}
    before - visits.len()
}

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

    /// Goes back from a quote to the field from which it was opened, and remembers the quote to go forward to.
    pub(crate) fn back_to_field(&mut self, quote: Option<Visit>) {
        self.forward.extend(quote);
    }

    /// Notes that a quote is opened from a field, from which nothing leads forward.
    pub(crate) fn opens_quote(&mut self) {
        self.forward.clear();
    }

    /// Goes forward: returns the position before the last step back, and remembers `here` to go back to. From a quote that was
    /// opened from a field, going back leads to that field without it.
    pub(crate) fn forward(&mut self, here: Option<Visit>) -> Option<Visit> {
        let there = self.forward.pop()?;
        self.arrival = there.arrival;
        let is_of_field = there.quotes_from == QuotesFrom::Field;
        self.back.extend(here.filter(|here| !(is_of_field && here.record == there.record)));
        Some(there)
    }

    /// Puts the ids that records have now in the place of those that they had, and forgets positions in records that are gone
    /// where another one has got their id.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        for visits in [&mut self.back, &mut self.forward] {
            visits.retain(|visit| !renamed.is_of_another(&visit.record));
        }
        self.back.iter_mut().chain(&mut self.forward).for_each(|visit| visit.follow(renamed));
    }

    /// Forgets the last positions that cannot be gone back to, since their records are gone; returns how many.
    pub(crate) fn drop_gone(&mut self, is_there: impl Fn(&Id) -> bool) -> usize {
        drop_last_gone(&mut self.back, is_there)
    }

    /// Does the same for those that cannot be gone forward to.
    pub(crate) fn drop_gone_ahead(&mut self, is_there: impl Fn(&Id) -> bool) -> usize {
        drop_last_gone(&mut self.forward, is_there)
    }

    /// Goes back from a position that cannot be come back to, to the one that it was entered from.
    pub(crate) fn back_to_entered_from(&mut self) -> Option<Visit> {
        self.entered_from()?;
        self.back(None)
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
