//! What a query finds, in the order of the list. The worker holds one for the collection it loaded.

use crate::collection::{Collection, Lookup, field_names};
use crate::record::Id;
use crate::search::{Query, QueryProblem};

use super::order::{Sort, Standings};
use super::page::Columns;

/// The cases of a collection, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    lookup: Lookup,
    standings: Standings,
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
    /// Whether the best come first, since words were looked for.
    pub ranked: bool,
    /// How wide the columns of the list are.
    pub columns: Columns,
}

impl Finder {
    /// Makes a collection ready.
    pub fn of(collection: &Collection) -> Self {
        let cases = collection.records().map(|located| located.record);
        let columns = Columns::of(cases.filter(|record| record.kind.is_case()));
        Self { lookup: Lookup::of(collection), standings: Standings::of(collection), columns }
    }

    /// Returns what `typed` finds, sorted as asked for, or the best first where it has words and
    /// the sort was not chosen for them.
    pub fn find(&self, typed: &str, sort: Sort) -> Answer {
        let (query, problems) = Query::parse(typed, field_names());
        let mut found = self.lookup.find(&query);
        let ranked = !sort.over_words && found.iter().any(|(_, hit)| hit.found.is_some());
        found.sort_by_key(|(id, hit)| {
            (hit.found.filter(|_| ranked), self.standings.standing(id, sort))
        });
        let ids = found.into_iter().map(|(id, _)| id.clone()).collect();
        Answer { query, problems, ids, ranked, columns: self.columns }
    }
}
