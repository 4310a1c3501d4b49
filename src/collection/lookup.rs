//! The records of a collection as lines to search, and what may be asked of them.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::record::{Id, Kind, Name};
use crate::search::{Catalogue, Hit, Line, Query, Sign, Sorting, Sought, fold, search};

use super::asking::{Known, catalogue};
use super::assemble::Collection;
use super::offer::Offering;

mod tally;

pub use tally::Tally;

/// Every record of a collection as a line to search.
#[derive(Clone, Debug)]
pub struct Lookup {
    catalogue: Catalogue,
    ids: Vec<Id>,
    kinds: Vec<Kind>,
    lines: Vec<Line>,
    cases: usize,
}

impl Default for Lookup {
    fn default() -> Self {
        Self::of(&Collection::default())
    }
}

impl Lookup {
    /// Returns the lines of a collection, in the order of its records.
    pub fn of(collection: &Collection) -> Self {
        let catalogue = catalogue(collection.settings(), &known(collection));
        let flawed = flawed(collection);
        let offering = Offering::of(collection, &catalogue, &flawed);
        let (mut ids, mut kinds, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        for located in collection.records() {
            ids.push(located.record.id.clone());
            kinds.push(located.record.kind);
            lines.push(offering.line(located));
        }
        let cases = kinds.iter().filter(|kind| kind.is_case()).count();
        Self { catalogue, ids, kinds, lines, cases }
    }

    /// Returns what may be asked of the collection.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Returns the ids of the records that a query finds, the best first.
    ///
    /// Only cases are looked at, unless the query asks for a `kind:` itself, or for what is linked
    /// to a record.
    pub fn find(&self, query: &Query) -> Vec<(&Id, Hit)> {
        let beyond = |name: &str| matches!(name, "kind" | "rel");
        let beyond_cases = query
            .terms()
            .into_iter()
            .filter(|term| term.sign == Sign::With)
            .any(|term| matches!(&term.sought, Sought::Field { name, .. } if beyond(name)));
        // Cases come first in the order of records.
        let looked_at = if beyond_cases { self.lines.len() } else { self.cases };
        let lines = self.lines.get(..looked_at).unwrap_or_default();
        let hits = search(query, lines).into_iter();
        hits.filter_map(|hit| Some((self.ids.get(hit.index)?, hit))).collect()
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
        let key = |index: usize| self.lines.get(index)?.facts().sort_key(sorting.field);
        match (key(one), key(other)) {
            (Some(one), Some(other)) => turned(one.partial_cmp(&other).unwrap_or(Ordering::Equal)),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    }
}

fn known(collection: &Collection) -> Known {
    let mut ids: Vec<String> = Vec::new();
    let mut names = Vec::new();
    for located in collection.records() {
        ids.push(located.record.id.as_str().to_owned());
        let called = [Name::Name, Name::Title].map(|known| located.record.fields.text(known));
        names.extend(called.into_iter().flatten().map(fold));
    }
    ids.sort_unstable();
    Known { ids: ids.into(), names: names.into() }
}

/// Returns the records that something is wrong in.
fn flawed(collection: &Collection) -> HashSet<Id> {
    let found = collection.findings().iter().filter_map(|finding| {
        let at = finding.problem.range.start();
        let records = &collection.file(finding.file)?.document.records;
        // They stand in the order of the file.
        let behind = records.partition_point(|record| record.at.start() <= at);
        records.get(behind.checked_sub(1)?)
    });
    found.map(|record| record.id.clone()).collect()
}

#[cfg(test)]
mod tests;
