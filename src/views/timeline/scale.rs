//! The greatest number of cases in any column of a unit: what all columns are drawn to.

use rayon::prelude::*;

use crate::collection::DatedLine;
use crate::search::DayRange;
use crate::views::calendar_unit::CalendarUnit;

/// Returns the greatest number of records that may lie in one unit of the calendar.
///
/// A record counts once in a unit, whichever of its dates lie there. The ends of what each record spans are sorted
/// and swept over, so that units in which nothing begins or ends cost nothing.
pub(super) fn greatest_column<'l>(
    lines: impl ParallelIterator<Item = DatedLine<'l>>,
    unit: CalendarUnit,
) -> usize {
    let ends_of = |line: DatedLine<'l>| {
        let intervals = line.dates.into_iter().flat_map(|days| &days.intervals);
        let mut spans: Vec<(i32, i32)> = intervals
            .map(|interval| DayRange { first: interval.start.first, last: interval.end.last })
            .map(|days| (unit.at(days.first), unit.at(days.last)))
            .collect();
        spans.sort_unstable();
        let mut apart: Vec<(i32, i32)> = Vec::with_capacity(spans.len());
        for (from, to) in spans {
            match apart.last_mut() {
                Some((_, end)) if from <= *end => *end = to.max(*end),
                Some(_) | None => apart.push((from, to)),
            }
        }
        // What ends in a unit is over only in the next.
        apart.into_iter().flat_map(|(from, to)| [(from, 1), (to + 1, -1)])
    };
    let mut ends: Vec<(i32, i32)> = lines.flat_map_iter(ends_of).collect();
    // Of the same unit, what is over comes first.
    ends.par_sort_unstable();
    let (mut open, mut greatest) = (0, 0);
    for (_, change) in ends {
        open += change;
        greatest = greatest.max(open);
    }
    usize::try_from(greatest).unwrap_or_default()
}
