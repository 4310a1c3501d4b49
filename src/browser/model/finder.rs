//! What a query finds, in the order of the list. The worker holds one for the collection it loaded.

use std::collections::HashSet;

use crate::collection::{Collection, Lookup};
use crate::record::Id;
use crate::search::{Certainty, Query, QueryProblem};

use super::completion;
use super::offers::Offers;
use super::order::{Sort, Standings};
use super::page::Columns;
use super::prompt::Prompt;

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
    /// Those of them that are only possibly meant.
    pub possible: HashSet<Id>,
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

    /// Returns what could stand at the cursor of a line; `collection` is the one made ready.
    pub fn offers(&self, collection: &Collection, line: &Prompt) -> Offers {
        completion::offers(&self.lookup, collection, line)
    }

    /// Returns what `typed` finds: the certain before the possible, of each the best first where
    /// there are words to go by, else as the sort says.
    ///
    /// An order that was chosen for these very finds, in the query or by key, is kept throughout.
    pub fn find(&self, typed: &str, sort: Sort) -> Answer {
        let (query, problems) = Query::read(typed, self.lookup.catalogue());
        let mut found = self.lookup.find(&query);
        let possible = found.iter().filter(|(_, hit)| hit.certainty == Certainty::Possible);
        let possible: HashSet<Id> = possible.map(|(id, _)| (*id).clone()).collect();
        let chosen = sort.over_words || query.sorting().is_some();
        let ranked = !chosen && found.iter().any(|(_, hit)| hit.found.is_some());
        match query.sorting() {
            Some(sorting) => self.lookup.sort(&mut found, sorting),
            None => found.sort_by_key(|(id, hit)| {
                let certainty = Some(hit.certainty).filter(|_| !chosen);
                let best = hit.found.filter(|_| ranked);
                (certainty, best, self.standings.standing(id, sort))
            }),
        }
        let ids = found.into_iter().map(|(id, _)| id.clone()).collect();
        Answer { query, problems, ids, possible, ranked, columns: self.columns }
    }
}
