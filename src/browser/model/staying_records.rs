//! Records that were edited and stay in the list although the search no longer finds them.

use std::collections::{HashMap, HashSet};

use crate::browser::model::listing::Listing;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::collection::Collection;
use crate::record::Id;
use crate::session::finder::SearchResult;

/// Of more records than this that are edited at once, none stays in the list: they would not fit on any screen.
const MOST_STAYING: usize = 10_000;

/// The records that were edited while a query was in force.
#[derive(Clone, Debug, Default)]
pub(crate) struct StayingRecords {
    query: String,
    /// Each with its place in the list when it was edited.
    places: HashMap<Id, usize>,
    /// Those that the query does not find any more.
    lost: HashSet<Id>,
}

impl StayingRecords {
    /// Remembers a record that was edited, if the query lists it.
    pub(crate) fn keep(&mut self, query: &str, listing: &Listing, record: &Id) {
        self.leave_other(query);
        let place = listing.ids().iter().position(|id| id == record);
        if let Some(place) = place.filter(|_| !query.trim().is_empty()) {
            self.places.insert(record.clone(), place);
        }
    }

    /// Remembers many records that were edited, those of them that the query lists; none of more than are kept.
    pub(crate) fn keep_all(&mut self, query: &str, listing: &Listing, records: &[Id]) {
        self.leave_other(query);
        if query.trim().is_empty() || records.len() > MOST_STAYING {
            return;
        }
        let records: HashSet<&Id> = records.iter().collect();
        let listed = listing.ids().iter().enumerate().filter(|(_, id)| records.contains(id));
        self.places.extend(listed.map(|(place, id)| (id.clone(), place)));
    }

    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        renamed.follow_set(&mut self.lost);
        renamed.follow_keys(&mut self.places);
    }

    /// Forgets all records where another query is in force.
    fn leave_other(&mut self, query: &str) {
        if self.query != query {
            *self = Self { query: query.to_owned(), ..Self::default() };
        }
    }

    /// Returns whether a record is only in the list because it was edited.
    pub(crate) fn is_lost(&self, record: &Id) -> bool {
        self.lost.contains(record)
    }

    /// Counts those records.
    pub(crate) fn count_lost(&self) -> usize {
        self.lost.len()
    }

    /// Puts the edited records that a query does not find into what it finds, each where it was.
    pub(crate) fn put_into(&mut self, query: &str, answer: &mut SearchResult, all: &Collection) {
        self.leave_other(query);
        self.lost.clear();
        if self.places.is_empty() {
            return;
        }
        let mut missing = self.places.clone();
        missing.retain(|id, _| all.kind_of(id).is_some());
        for id in answer.ids.iter() {
            missing.remove(id);
            if missing.is_empty() {
                return;
            }
        }
        let mut missing: Vec<(Id, usize)> = missing.into_iter().collect();
        missing.sort_unstable_by_key(|(_, place)| *place);
        let count = answer.ids.len() + missing.len();
        let (mut ids, mut found) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let known = answer.found.iter().copied().chain(std::iter::repeat(None));
        let mut rest = answer.ids.iter().cloned().zip(known);
        for (id, place) in missing {
            let before = rest.by_ref().take(place.saturating_sub(ids.len()));
            for (other, how) in before {
                ids.push(other);
                found.push(how);
            }
            ids.push(id.clone());
            found.push(None);
            self.lost.insert(id);
        }
        for (other, how) in rest {
            ids.push(other);
            found.push(how);
        }
        (answer.ids, answer.found) = (ids.into(), found.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browser::model::listing::Select;
    use crate::collection::{Memory, load};

    fn ids(names: &str) -> Vec<Id> {
        names.split(' ').filter_map(Id::new).collect()
    }

    #[track_caller]
    fn check(edited: &str, query: &str, found: &str, listed: &str) {
        let mut files = Memory::default();
        for name in ["a", "b", "c", "d"] {
            files.put(format!("victims/{name}.toml"), "title = 'Test'\n");
        }
        let all = load(&files);
        let mut listing = Listing::default();
        listing.replace(ids("a b c d e"), Select::First);
        let mut staying = StayingRecords::default();
        for id in ids(edited) {
            staying.keep("age:17", &listing, &id);
        }
        let mut answer = SearchResult { ids: ids(found).into(), ..SearchResult::default() };
        staying.put_into(query, &mut answer, &all);
        assert_eq!(&*answer.ids, ids(listed));
        assert_eq!(staying.count_lost(), answer.ids.len() - ids(found).len());
    }

    #[test]
    fn an_edited_record_stays_where_it_was_until_another_query_is_asked() {
        check("b", "age:17", "a c d", "a b c d");
        check("d a", "age:17", "b c", "a b c d");
        check("d", "age:17", "a", "a d");
        check("b", "age:17", "a b c d", "a b c d");
        check("b", "age:18", "a c", "a c");
        // One that is gone is not listed.
        check("e", "age:17", "a b", "a b");
    }
}
