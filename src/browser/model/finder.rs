//! What a query finds, in the order of the list. The worker holds one for the collection it loaded.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::collection::{Collection, Lookup, field_names};
use crate::record::{Date, Day, Id};
use crate::search::{Query, QueryProblem};

use super::page::Columns;

/// The cases of a collection, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    lookup: Lookup,
    rank: HashMap<Id, usize>,
    columns: Columns,
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
    /// Whether words were looked for, so that the best come first.
    pub ranked: bool,
    /// How wide the columns of the list are.
    pub columns: Columns,
}

impl Finder {
    /// Makes a collection ready.
    pub fn of(collection: &Collection) -> Self {
        let mut order: Vec<_> = collection
            .records()
            .map(|located| {
                let day = located.record.when().and_then(Date::earliest);
                (located.record.kind, Reverse(day.unwrap_or(Day::FIRST)), &located.record.id)
            })
            .collect();
        order.sort();
        let ids = order.into_iter().map(|(_, _, id)| id.clone());
        let rank = ids.enumerate().map(|(rank, id)| (id, rank)).collect();
        let cases = collection.records().map(|located| located.record);
        let columns = Columns::of(cases.filter(|record| record.kind.is_case()));
        Self { lookup: Lookup::of(collection), rank, columns }
    }

    /// Returns what `typed` finds: kind by kind and the latest first, or the best first where it
    /// has words.
    pub fn find(&self, typed: &str) -> Answer {
        let (query, problems) = Query::parse(typed, field_names());
        let mut found = self.lookup.find(&query);
        found.sort_by_key(|(id, hit)| (hit.found, self.rank.get(*id).copied()));
        let ranked = found.iter().any(|(_, hit)| hit.found.is_some());
        let ids = found.into_iter().map(|(id, _)| id.clone()).collect();
        Answer { query, problems, ids, ranked, columns: self.columns }
    }
}
