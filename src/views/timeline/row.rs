//! The rows of a timeline: one for each date that a record states, and for each that a source states instead.

use std::sync::Arc;

use rayon::prelude::*;

use crate::collection::{Collection, DatedLine, Lookup};
use crate::record::{Id, Kind};
use crate::search::{DayNumber, DayRange, Days, LineSet, Truth};

/// Dates whose start or end is further apart than this from first to last do not decide what is shown first:
/// `XXXX-12` may be in any year.
const LONGEST: DayNumber = 3_660;

/// A date of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRow {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: Kind,
    /// The number of its search line.
    pub line: u32,
    /// The number of the date among [`Collection::dated_statements`].
    pub statement: u16,
    /// The first day that it may mean.
    pub first: DayNumber,
    /// The last day that it may mean.
    pub last: DayNumber,
    /// Whether the record only possibly matches the query.
    pub is_possible: bool,
    /// Whether a source states it instead of the date of the record.
    pub is_rival: bool,
    /// Whether it may leave out days between the first and the last.
    pub has_gaps: bool,
}

/// All rows of a query, by their first day, and the stretch of time to show first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineRows {
    /// The rows.
    pub rows: Arc<[TimelineRow]>,
    /// From the first to the last day of what is known; `None` where no date says one.
    pub span: Option<DayRange>,
}

impl TimelineRows {
    /// Returns the rows of the records in a set of lines; of those in `disputed`, also what sources state instead.
    pub fn of(
        lookup: &Lookup,
        collection: &Collection,
        within: &LineSet,
        disputed: &LineSet,
    ) -> Self {
        let of_line = |line: DatedLine<'_>| {
            let (id, kind) = (line.id, line.kind);
            let number = u32::try_from(line.line).unwrap_or(u32::MAX);
            let is_possible = within.truth(line.line) == Truth::Possibly;
            let row = move |(statement, days): (u16, &Days), is_rival: bool| TimelineRow {
                id: id.clone(),
                kind,
                line: number,
                statement,
                first: days.first(),
                last: days.last(),
                is_possible,
                is_rival,
                has_gaps: days.intervals.len() > 1,
            };
            if disputed.truth(line.line) == Truth::No {
                return (0..).zip(&line.dates).map(|(at, days)| row((at, days), false)).collect();
            }
            // What a query compares puts the claims of several sources together; here each has a row.
            let stated =
                collection.with_record(id, |located| collection.dated_statements(located.record));
            let stated = (0..).zip(stated.iter().flatten());
            let rows = stated.map(|(at, one)| row((at, &one.days), one.rival_of.is_some()));
            rows.collect::<Vec<TimelineRow>>()
        };
        let dated = || lookup.dated_lines(within);
        let mut rows: Vec<TimelineRow> = dated().flat_map_iter(of_line).collect();
        rows.par_sort_unstable_by_key(|row| (row.first, row.last, row.line, row.statement));
        let spans = dated().flat_map_iter(|line| line.dates).filter_map(span);
        let span = spans.reduce_with(DayRange::joined);
        Self { rows: rows.into(), span }
    }

    /// Returns the numbers of the rows that may lie in a stretch of time.
    pub fn in_stretch(&self, days: DayRange, collection: &Collection) -> Arc<[u32]> {
        let is_inside = |row: &TimelineRow| {
            let begins_inside = days.first <= row.first && row.first <= days.last;
            let ends_inside = days.first <= row.last && row.last <= days.last;
            let reaches_it = row.first <= days.last && row.last >= days.first;
            begins_inside
                || ends_inside
                || reaches_it && (!row.has_gaps || row.may_be_in(days, collection))
        };
        let rows = self.rows.par_iter().enumerate();
        let inside = rows.filter(|(_, row)| is_inside(row));
        inside.filter_map(|(number, _)| u32::try_from(number).ok()).collect::<Vec<_>>().into()
    }
}

impl TimelineRow {
    /// Returns whether the date may lie in some days, by all of what it says.
    fn may_be_in(&self, days: DayRange, collection: &Collection) -> bool {
        let found = collection.with_record(&self.id, |located| {
            let statements = collection.dated_statements(located.record);
            let statement = statements.get(usize::from(self.statement));
            statement.is_some_and(|statement| statement.days.may_overlap(days) != Truth::No)
        });
        found.unwrap_or_default()
    }
}

/// Returns the stretch that the ends of a date span which are known to some years.
fn span(days: &Days) -> Option<DayRange> {
    let known = |end: &DayRange| {
        let is_bounded = end.first != DayNumber::MIN && end.last != DayNumber::MAX;
        is_bounded && end.last.saturating_sub(end.first) <= LONGEST
    };
    let ends = days.intervals.iter().flat_map(|interval| [interval.start, interval.end]);
    ends.filter(known).reduce(DayRange::joined)
}
