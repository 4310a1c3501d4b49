//! The greatest number of cases in any column of a unit: what all columns are drawn to.

use foldhash::{HashMap, HashMapExt as _};

use crate::collection::{DatedLine, Lookup};
use crate::search::{DayRange, LineSet};
use crate::views::calendar_unit::CalendarUnit;
use crate::views::in_order::sort_short_list;

/// Returns the greatest number of records that may lie in one unit of the calendar.
///
/// A record counts once in a unit, whichever of its dates lie there. In each unit in which any record begins or is over, it is
/// counted how many more there are than before; these are added up in the order of time, so that units in which nothing begins
/// or ends cost nothing.
pub(super) fn greatest_column(lookup: &Lookup, within: &LineSet, unit: CalendarUnit) -> usize {
    let add = |more: &mut HashMap<i32, i64>, line: DatedLine<'_>| {
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
    };
    let stretches = lookup.of_dated_lines(within, &|lines| {
        let mut more = HashMap::new();
        lines.for_each(|line| add(&mut more, line));
        more
    });
    let mut more: HashMap<i32, i64> = HashMap::new();
    for (number, of_stretch) in stretches.into_iter().flatten() {
        *more.entry(number).or_default() += of_stretch;
    }
    let (mut open, mut greatest) = (0, 0);
    let mut more: Vec<(i32, i64)> = more.into_iter().collect();
    sort_short_list(&mut more, Ord::cmp);
    for (_, more) in more {
        open += more;
        greatest = greatest.max(open);
    }
    usize::try_from(greatest).unwrap_or_default()
}
