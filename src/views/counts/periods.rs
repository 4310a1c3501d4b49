//! Divides the dates of some cases into stretches of the calendar.

use crate::collection::Lookup;
use crate::record::{MONTHS, year_and_month};
use crate::search::{DayNumber, LineSet};

use super::axis::{AxisField, Period};
use super::category::{Category, CategoryKind};

/// The most stretches; what lies outside has a row or column before and after them.
const MOST_PERIODS: i64 = 240;

/// Dates whose first and last possible day are further apart than this do not decide where the stretches begin
/// and end: `XXXX-12` may be in any year.
const LONGEST: DayNumber = 3660;

/// Returns the stretches that the dates of some lines reach into, one after the other with none left out, and one
/// each for what lies before and after them.
pub(super) fn categories(field: &AxisField, lookup: &Lookup, within: &LineSet) -> Vec<Category> {
    let days = lookup.days_in(&field.name, within);
    let number = |day: DayNumber| number_of(field.period, day);
    let definite = days.iter().filter_map(|(first, last)| {
        let (first, last) = ((*first)?, (*last)?);
        (last.saturating_sub(first) <= LONGEST).then(|| (number(first), number(last)))
    });
    let mut spans: Vec<(i64, i64)> = definite.collect();
    if spans.is_empty() {
        let ends = days.iter().flat_map(|(first, last)| [*first, *last]).flatten();
        spans = ends.map(|day| (number(day), number(day))).collect();
    }
    spans.sort_unstable();
    let (Some(first), Some(last)) =
        (spans.first().map(|(first, _)| *first), spans.iter().map(|(_, last)| *last).max())
    else {
        return Vec::new();
    };
    let (first, last) = (first.max(number_of_year(field.period, 0)), last);
    let last = last.min(number_of_year(field.period, 10_000) - 1).max(first);
    let (first, last) = if last - first < MOST_PERIODS {
        (first, last)
    } else {
        // Those around the date in the middle: one wrong year must not push all others out.
        let middle = spans.get(spans.len() / 2).map_or(last, |(first, _)| *first);
        let from = (middle - MOST_PERIODS / 2).clamp(first, last - MOST_PERIODS + 1);
        (from, from + MOST_PERIODS - 1)
    };
    let label = &field.label;
    let start = start_of(field.period, first);
    let before = Category {
        kind: CategoryKind::Before(words_of(field.period, first)),
        terms: format!("{label}:<{start}"),
    };
    let after = Category {
        kind: CategoryKind::After(words_of(field.period, last)),
        terms: format!("{label}:>{}", end_of(field.period, last)),
    };
    let stretch = |number: i64| {
        let (start, end) = (start_of(field.period, number), end_of(field.period, number));
        let asked = if start == end { start } else { format!("{start}..{end}") };
        Category {
            kind: CategoryKind::Stretch(words_of(field.period, number)),
            terms: format!("{label}:{asked}"),
        }
    };
    let stretches = (first..=last).map(stretch);
    std::iter::once(before).chain(stretches).chain([after]).collect()
}

/// Returns the number of the stretch that a day lies in; later ones have greater numbers.
fn number_of(period: Period, day: DayNumber) -> i64 {
    let (year, month) = year_and_month(day);
    let month = i64::from(month) - 1;
    match period {
        Period::Decade => year.div_euclid(10),
        Period::Year => year,
        Period::Quarter => year * 4 + month / 3,
        Period::Month => year * 12 + month,
    }
}

/// Returns the number of the first stretch of a year.
fn number_of_year(period: Period, year: i64) -> i64 {
    match period {
        Period::Decade => year.div_euclid(10),
        Period::Year => year,
        Period::Quarter => year * 4,
        Period::Month => year * 12,
    }
}

/// Returns the first part of a stretch, as a query has it.
fn start_of(period: Period, number: i64) -> String {
    match period {
        Period::Decade => format!("{:04}", number * 10),
        Period::Year => format!("{number:04}"),
        Period::Quarter => {
            format!("{:04}-{:02}", number.div_euclid(4), number.rem_euclid(4) * 3 + 1)
        }
        Period::Month => format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1),
    }
}

/// Returns the last part of a stretch, as a query has it.
fn end_of(period: Period, number: i64) -> String {
    match period {
        Period::Decade => format!("{:04}", number * 10 + 9),
        Period::Quarter => {
            format!("{:04}-{:02}", number.div_euclid(4), number.rem_euclid(4) * 3 + 3)
        }
        Period::Year | Period::Month => start_of(period, number),
    }
}

fn words_of(period: Period, number: i64) -> String {
    match period {
        Period::Decade => format!("{:04}s", number * 10),
        Period::Year => format!("{number:04}"),
        Period::Quarter => format!("{:04} Q{}", number.div_euclid(4), number.rem_euclid(4) + 1),
        Period::Month => {
            let month = usize::try_from(number.rem_euclid(12)).ok();
            let name = month.and_then(|month| MONTHS.get(month)?.get(..3)).unwrap_or_default();
            format!("{name} {:04}", number.div_euclid(12))
        }
    }
}
