//! The greatest number of cases in any column of a unit: what all columns are drawn to.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::collection::DatedLine;
use crate::search::DayRange;
use crate::views::calendar_unit::CalendarUnit;

/// Returns the greatest number of records that may lie in one unit of the calendar.
///
/// A record counts once in a unit, whichever of its dates lie there. In each unit in which any record begins or is over, it is
/// counted how many more there are than before; these are added up in the order of time, so that units in which nothing begins
/// or ends cost nothing.
pub(super) fn greatest_column<'l>(
    lines: impl ParallelIterator<Item = DatedLine<'l>>,
    unit: CalendarUnit,
) -> usize {
    let add = |mut more: BTreeMap<i32, i64>, line: DatedLine<'l>| {
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
        for (from, to) in apart {
            *more.entry(from).or_default() += 1;
            // What ends in a unit is over only in the next.
            *more.entry(to + 1).or_default() -= 1;
        }
        more
    };
    let both = |mut one: BTreeMap<i32, i64>, other: BTreeMap<i32, i64>| {
        for (number, more) in other {
            *one.entry(number).or_default() += more;
        }
        one
    };
    let more = lines.fold(BTreeMap::new, add).reduce(BTreeMap::new, both);
    let (mut open, mut greatest) = (0, 0);
    for more in more.into_values() {
        open += more;
        greatest = greatest.max(open);
    }
    usize::try_from(greatest).unwrap_or_default()
}
