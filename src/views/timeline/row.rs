//! The rows of a timeline: one for each date that a record states, and for each that a source states instead.

use std::sync::Arc;

use rayon::slice::ParallelSliceMut as _;

use crate::collection::{Collection, DatedLine, Lookup};
use crate::parallel::of_stretches;
use crate::record::Id;
use crate::search::{DayNumber, DayRange, Days, LineSet, Truth};

/// Dates whose start or end is further apart than this from first to last do not decide what is shown first:
/// `XXXX-12` may be in any year.
const LONGEST: DayNumber = 3_660;

/// A date of a record. There may be many, so these are small; by day, they come in the order of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimelineRow {
    /// The first day that it may mean.
    pub first: DayNumber,
    /// The last day that it may mean.
    pub last: DayNumber,
    /// The number of the search line of the record.
    pub line: u32,
    /// The number of the date among [`Collection::dated_statements`].
    pub statement: u16,
    /// Who states it, and whether the record is meant.
    pub standing: RowStanding,
    /// Whether it may leave out days between the first and the last.
    pub has_gaps: bool,
}

/// Who states a date, and whether the record is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowStanding {
    /// The record, which certainly matches the query.
    Certain,
    /// The record, which only possibly matches the query.
    Possible,
    /// A source, instead of the date of the record.
    Rival,
}

/// All rows of a query, by their first day, and the stretch of time to show first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineRows {
    /// The rows.
    pub rows: Arc<Vec<TimelineRow>>,
    /// The records of all search lines.
    pub ids: Arc<Vec<Id>>,
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
        let put_line = |rows: &mut Vec<TimelineRow>, line: &DatedLine<'_>| {
            let number = u32::try_from(line.line).unwrap_or(u32::MAX);
            let own = match within.truth(line.line) {
                Truth::Possibly => RowStanding::Possible,
                Truth::Certainly | Truth::No => RowStanding::Certain,
            };
            let row = move |(statement, days): (u16, &Days), standing: RowStanding| TimelineRow {
                first: days.first(),
                last: days.last(),
                line: number,
                statement,
                standing,
                has_gaps: days.intervals.len() > 1,
            };
            if disputed.truth(line.line) == Truth::No {
                rows.extend((0..).zip(&line.dates).map(|(at, days)| row((at, days), own)));
                return;
            }
            // What a query compares puts the claims of several sources together; here each has a row.
            let stated = collection
                .with_record(line.id, |located| collection.dated_statements(located.record));
            let stated = (0..).zip(stated.iter().flatten());
            rows.extend(stated.map(|(at, one)| {
                let standing = if one.rival_of.is_some() { RowStanding::Rival } else { own };
                row((at, &one.days), standing)
            }));
        };
        let stretches = lookup.of_dated_lines(within, &|lines| {
            let (mut rows, mut known) = (Vec::new(), None);
            for line in lines {
                let spans = line.dates.iter().filter_map(|days| span(days));
                known = known.into_iter().chain(spans).reduce(DayRange::joined);
                put_line(&mut rows, &line);
            }
            (rows, known)
        });
        let (rows, spans): (Vec<Vec<TimelineRow>>, Vec<Option<DayRange>>) =
            stretches.into_iter().unzip();
        let mut rows = rows.concat();
        rows.par_sort_unstable();
        let span = spans.into_iter().flatten().reduce(DayRange::joined);
        Self { rows: Arc::new(rows), ids: lookup.shared_ids(), span }
    }

    /// Returns the numbers of the rows that may lie in a stretch of time.
    pub fn in_stretch(&self, days: DayRange, collection: &Collection) -> Arc<[u32]> {
        let is_inside = |row: &TimelineRow| {
            let begins_inside = days.first <= row.first && row.first <= days.last;
            let ends_inside = days.first <= row.last && row.last <= days.last;
            let reaches_it = row.first <= days.last && row.last >= days.first;
            begins_inside
                || ends_inside
                || reaches_it && (!row.has_gaps || self.may_be_in(row, days, collection))
        };
        let inside = of_stretches(&self.rows, &|first, rows| -> Vec<u32> {
            let inside = (first..).zip(rows).filter(|(_, row)| is_inside(row));
            inside.filter_map(|(number, _)| u32::try_from(number).ok()).collect()
        });
        inside.concat().into()
    }

    /// Returns whether a date may lie in some days, by all of what it says.
    fn may_be_in(&self, row: &TimelineRow, days: DayRange, collection: &Collection) -> bool {
        let Some(id) = self.ids.get(row.line as usize) else { return false };
        let found = collection.with_record(id, |located| {
            let statements = collection.dated_statements(located.record);
            let statement = statements.get(usize::from(row.statement));
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
