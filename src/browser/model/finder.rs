//! What a query finds, in the order of the list. The worker holds one for the collection it loaded.

use crate::collection::{Collection, Lookup, Touched, field_names};
use crate::record::Id;
use crate::search::{Query, QueryProblem};

use super::order::{Sort, Standings};
use super::page::Columns;

/// The cases of a collection, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    lookup: Lookup,
    standings: Standings,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// What was typed, understood.
    pub query: Query,
    /// What of it could not be.
    pub problems: Vec<QueryProblem>,
    /// The records found, in the order of the list.
    pub ids: Vec<Id>,
    /// Whether the best come first, since words were looked for.
    pub ranked: bool,
    /// How wide the columns of the list are.
    pub columns: Columns,
}

impl Finder {
    /// Makes a collection ready.
    pub fn of(collection: &Collection) -> Self {
        Self { lookup: Lookup::of(collection), standings: Standings::of(collection) }
    }

    /// Makes ready a collection that took in changes, given what these touched.
    pub fn renew(&mut self, collection: &Collection, touched: &Touched) {
        let renewed = self.lookup.renew(collection, touched);
        self.standings.renew(collection, &renewed);
    }

    /// Returns what `typed` finds, sorted as asked for, or the best first where it has words and
    /// the sort was not chosen for them.
    pub fn find(&self, typed: &str, sort: Sort) -> Answer {
        let (query, problems) = Query::parse(typed, field_names());
        let mut found = self.lookup.find(&query);
        let ranked = !sort.over_words && found.iter().any(|(_, hit)| hit.found.is_some());
        let ids = if ranked {
            found.sort_by_key(|(_, hit)| (hit.found, self.standings.standing(hit.index, sort)));
            found.into_iter().map(|(id, _)| id.clone()).collect()
        } else {
            let mut by_number: Vec<Option<&Id>> = Vec::new();
            for (id, hit) in found {
                if by_number.len() <= hit.index {
                    by_number.resize(hit.index + 1, None);
                }
                if let Some(place) = by_number.get_mut(hit.index) {
                    *place = Some(id);
                }
            }
            let numbers = self.standings.in_order(sort);
            numbers.filter_map(|number| by_number.get(number).copied().flatten().cloned()).collect()
        };
        Answer { query, problems, ids, ranked, columns: self.standings.columns() }
    }
}
