//! Renewing the lines of records that changed, and of those that show their names.

use std::cmp::Ordering;
use std::collections::HashSet;

use rayon::prelude::*;

use crate::collection::accept::Touched;
use crate::collection::assemble::Collection;
use crate::collection::index::Located;
use crate::record::{Id, Kind, Name};
use crate::search::Line;

use super::{Lookup, line};

/// Which lines of a lookup were renewed, by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renewed {
    /// All of them.
    All,
    /// These, each where it was; records neither came nor went.
    These(Vec<usize>),
    /// For each line, its number before; `None` where it was renewed.
    Moved(Vec<Option<usize>>),
}

impl Lookup {
    /// Makes the lines those of a collection that took in changes, and tells which were renewed.
    pub fn renew(&mut self, collection: &Collection, touched: &Touched) -> Renewed {
        let Touched::Only { records, named } = touched else {
            *self = Self::of(collection);
            return Renewed::All;
        };
        let stale = stale(collection, records, named);
        let stays = |id: &Id| {
            let kind = collection.get(id.as_str()).map(|located| located.record.kind);
            self.find_line(id).map(|(kind, _)| kind) == kind
        };
        if !named.iter().all(stays) {
            return self.merge(collection, &stale);
        }
        let found = stale.par_iter().filter_map(|id| {
            let (_, number) = self.find_line(id)?;
            Some((number, line(collection, collection.get(id.as_str())?)))
        });
        let lines: Vec<(usize, Line)> = found.collect();
        let numbers = lines.iter().map(|(number, _)| *number).collect();
        for (number, line) in lines {
            if let Some(old) = self.lines.get_mut(number) {
                *old = line;
            }
        }
        Renewed::These(numbers)
    }

    /// Makes a list of all records again, with the lines that are still good.
    fn merge(&mut self, collection: &Collection, stale: &HashSet<Id>) -> Renewed {
        let old = std::mem::take(self);
        let kinds = old.kinds();
        let mut known = kinds.zip(old.ids).zip(old.lines).enumerate().peekable();
        let mut kept: Vec<(Located<'_>, Option<(usize, Line)>)> = Vec::new();
        for located in collection.records() {
            let wanted = (located.record.kind, &located.record.id);
            let mut found = None;
            while let Some((number, ((_, id), line))) =
                known.next_if(|(_, ((kind, id), _))| (*kind, id).cmp(&wanted) != Ordering::Greater)
            {
                found = (id == *wanted.1).then_some((number, line));
            }
            kept.push((located, found.filter(|_| !stale.contains(wanted.1))));
        }
        let from = kept.iter().map(|(_, kept)| kept.as_ref().map(|(number, _)| *number)).collect();
        let lines = kept.into_par_iter().map(|(located, kept)| match kept {
            Some((_, line)) => line,
            None => line(collection, located),
        });
        self.lines = lines.collect();
        self.list(collection);
        Renewed::Moved(from)
    }

    /// Returns the kind of each line.
    fn kinds(&self) -> impl Iterator<Item = Kind> + use<> {
        let counts = self.counts;
        Kind::all().zip(counts).flat_map(|(kind, count)| std::iter::repeat_n(kind, count))
    }

    /// Returns the number of the line of a record, and its kind.
    fn find_line(&self, id: &Id) -> Option<(Kind, usize)> {
        let mut start = 0;
        for (kind, count) in Kind::all().zip(self.counts) {
            let of_kind = self.ids.get(start..start + count).unwrap_or_default();
            if let Ok(at) = of_kind.binary_search(id) {
                return Some((kind, start + at));
            }
            start += count;
        }
        None
    }
}

/// Returns the records whose lines are no longer right: those that changed, those that link to one
/// that is called otherwise, and those that link to a place within such a one.
fn stale(collection: &Collection, records: &HashSet<Id>, named: &HashSet<Id>) -> HashSet<Id> {
    let mut stale = records.clone();
    let mut seen = named.clone();
    let mut open: Vec<Id> = named.iter().cloned().collect();
    while let Some(id) = open.pop() {
        for mention in collection.mentions(&id) {
            stale.insert(mention.from.clone());
            if mention.field == Name::Within && seen.insert(mention.from.clone()) {
                open.push(mention.from.clone());
            }
        }
    }
    stale
}
