//! The records of a collection as lines to search, and what may be asked of them.

mod linked;
mod narrowed;
mod renewing;
mod tally;

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use crate::record::{Id, Kind};
use crate::search::{
    Advice, Catalogue, Hit, Query, Ranking, Request, Sign, Sorting, Sought, Store, advise, search,
};

use super::assemble::Collection;
use super::index::{Located, Mention, Slot};
use super::offer::Offering;
use super::shared::Shared;
use linked::Ties;

pub use renewing::Renewed;
pub use tally::Tally;

/// Every record of a collection as a line to search.
#[derive(Clone, Debug)]
pub struct Lookup {
    catalogue: Catalogue,
    ids: Vec<Id>,
    /// The kind of each line's record; they come kind by kind, and by id within a kind.
    kinds: Vec<Kind>,
    store: Store,
    cases: usize,
    /// The records that something is wrong in.
    flawed: HashSet<Id>,
    /// What links to what, and what that comes to for the lines.
    mentions: Shared<Id, Arc<[Mention]>>,
    ties: OnceLock<Ties>,
}

impl Default for Lookup {
    fn default() -> Self {
        Self::of(&Collection::default())
    }
}

impl Lookup {
    /// Returns the lines of a collection, in the order of its records.
    pub fn of(collection: &Collection) -> Self {
        Self::of_these(collection, &collection.index.slots().collect::<Vec<_>>())
    }

    /// Returns the lines of some records, which are given in their order.
    fn of_these(collection: &Collection, records: &[&Slot]) -> Self {
        let mut catalogue = collection.askable();
        let flawed = flawed(collection);
        let store = lines(records, &Offering::of(collection, &catalogue, &flawed));
        catalogue.know(&store);
        let (ids, kinds, ties) = (Vec::new(), Vec::new(), OnceLock::new());
        let mentions = collection.index.all_mentions().clone();
        let mut lookup = Self { catalogue, ids, kinds, store, cases: 0, flawed, mentions, ties };
        lookup.list(records);
        lookup
    }

    /// Returns what may be asked of the collection.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Lists which records the lines are of.
    fn list(&mut self, records: &[&Slot]) {
        let heads = records.iter().filter_map(|slot| slot.head());
        (self.kinds, self.ids) = heads.map(|(kind, id)| (kind, id.clone())).unzip();
        self.cases = self.kinds.partition_point(|kind| kind.is_case());
    }

    /// Returns the ids of the records that a query finds, the best first.
    ///
    /// Only cases are looked at, unless the query asks for a `kind:` itself, or for what is linked
    /// to a record.
    pub fn find(&self, query: &Query) -> Vec<(&Id, Hit)> {
        let ranking = self.search(query, &Request::default(), |_| {}).unwrap_or_default();
        let hits = ranking.hits.into_iter();
        hits.filter_map(|hit| Some((self.ids.get(hit.index)?, hit))).collect()
    }

    /// Does the same as a request says, and tells the first page as soon as it is certain; `None`
    /// where the search was abandoned.
    pub fn search(
        &self,
        query: &Query,
        request: &Request<'_>,
        first_page: impl FnMut(&[Hit]),
    ) -> Option<Ranking> {
        let all = asks_beyond_cases(query);
        // Cases come first in the order of records.
        let within = |line: usize| (all || line < self.cases) && (request.within)(line);
        // What was found among cases says nothing of the other records.
        let before = request.before.filter(|trail| !all || asks_beyond_cases(trail.query()));
        let request = Request { within: &within, before, ..*request };
        let answered = self.with_links(query);
        search(answered.as_ref().unwrap_or(query), &self.store, &request, first_page)
    }

    /// Returns what to type instead of a query that finds nothing.
    pub fn advise(&self, typed: &str, query: &Query) -> Advice {
        let read = |typed: &str| Query::read(typed, &self.catalogue).0;
        advise(typed, query, &self.store, |typed| self.find(&read(typed)).len())
    }

    /// Returns the ids of the records, in the order of the lines.
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// Puts what was found in an order; what lacks the field comes last either way, equals go by
    /// kind and id.
    pub fn sort(&self, found: &mut [(&Id, Hit)], sorting: &Sorting) {
        found.sort_by(|(_, one), (_, other)| {
            let by_field = self.compare(one.index, other.index, sorting);
            by_field.then(one.index.cmp(&other.index))
        });
    }

    fn compare(&self, one: usize, other: usize, sorting: &Sorting) -> Ordering {
        let turned = |order: Ordering| if sorting.descending { order.reverse() } else { order };
        if sorting.name == "kind" {
            return turned(self.kinds.get(one).cmp(&self.kinds.get(other)));
        }
        let key = |index: usize| self.store.known(index)?.sort_key(sorting.field);
        match (key(one), key(other)) {
            (Some(one), Some(other)) => turned(one.partial_cmp(&other).unwrap_or(Ordering::Equal)),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    }
}

fn lines(records: &[&Slot], offering: &Offering<'_>) -> Store {
    Store::made(records.len(), |number| {
        let line = |located: Located<'_>| offering.line(located);
        let made = records.get(number).and_then(|slot| match offering.unquoted() {
            Some(wanted) => slot.glance(&wanted, line),
            None => slot.look(line),
        });
        made.unwrap_or_default()
    })
}

fn asks_beyond_cases(query: &Query) -> bool {
    let beyond = |name: &str| matches!(name, "kind" | "rel");
    let terms = query.terms().into_iter().filter(|term| term.sign == Sign::With);
    let mut sought = terms.map(|term| &term.sought);
    sought.any(|sought| match sought {
        Sought::Field { name, .. } | Sought::Lines { name, .. } => beyond(name),
        Sought::Text { .. } | Sought::Part { .. } => false,
    })
}

/// Returns the records that something is wrong in.
fn flawed(collection: &Collection) -> HashSet<Id> {
    let found = collection.findings().iter().filter_map(|finding| {
        let at = finding.problem.range.start();
        let contents = &collection.file(finding.file)?.contents;
        let only = contents.head(0).filter(|_| contents.len() == 1);
        only.map(|(_, id)| id).or_else(|| {
            // They stand in the order of the file.
            let behind = contents.records().partition_point(|record| record.at.start() <= at);
            contents.records().get(behind.checked_sub(1)?).map(|record| &record.id)
        })
    });
    found.cloned().collect()
}

#[cfg(test)]
mod tests;
