//! The dates of many records at once, as the search lines have them.

use crate::collection::lookup::Lookup;
use crate::collection::lookup::catalogue::FieldNumbers;
use crate::parallel::of_stretches;
use crate::record::{Id, Kind};
use crate::search::{Days, LineSet};

/// A record with the dates that a query for any date compares.
#[derive(Clone, Debug)]
pub struct DatedLine<'l> {
    /// The number of the line.
    pub line: usize,
    /// The record.
    pub id: &'l Id,
    /// Its kind.
    pub kind: Kind,
    /// The days that its dates mean, none of them twice, in the order of the record.
    pub dates: Vec<&'l Days>,
}

impl Lookup {
    /// Returns what is made of the records of some lines that have a date, some of them at a time, in the order of the lines.
    pub fn of_dated_lines<'l, T: Send>(
        &'l self,
        lines: &LineSet,
        make: &(dyn Fn(&mut dyn Iterator<Item = DatedLine<'l>>) -> T + Sync),
    ) -> Vec<T> {
        let FieldNumbers { date, .. } = FieldNumbers::of(&self.catalogue);
        let lines: Vec<usize> = lines.lines().collect();
        let dated = |line: usize| {
            let mut dates: Vec<&Days> = Vec::new();
            for days in self.store.facts(line)?.days_of(date) {
                if !dates.contains(&days) {
                    dates.push(days);
                }
            }
            let (id, kind) = (self.ids.get(line)?, *self.kinds.get(line)?);
            (!dates.is_empty()).then_some(DatedLine { line, id, kind, dates })
        };
        of_stretches(&lines, &|_, some| make(&mut some.iter().filter_map(|line| dated(*line))))
    }

    /// Returns the records of some lines, in their order.
    pub fn ids_of_lines(&self, lines: &LineSet) -> Vec<Id> {
        lines.lines().filter_map(|line| self.ids.get(line).cloned()).collect()
    }
}
