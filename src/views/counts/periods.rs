//! Divides the dates of some cases into stretches of the calendar.

use crate::collection::Lookup;
use crate::search::{DayNumber, LineSet};
use crate::views::in_order::sort_short_list;

use super::axis::AxisField;
use super::category::{Category, CategoryKind};

/// The most stretches; what lies outside has a row or column before and after them.
const MOST_PERIODS: i32 = 240;

/// Dates whose first and last possible day are further apart than this do not decide where the stretches begin
/// and end: `XXXX-12` may be in any year.
const LONGEST: DayNumber = 3660;

/// Returns the stretches that the dates of some lines reach into, one after the other with none left out, and one
/// each for what lies before and after them.
pub(super) fn categories(field: &AxisField, lookup: &Lookup, within: &LineSet) -> Vec<Category> {
    let days = lookup.days_in(&field.name, within);
    let unit = field.period;
    let number = |day: DayNumber| unit.at(day);
    let definite = days.iter().filter_map(|(first, last)| {
        let (first, last) = ((*first)?, (*last)?);
        (last.saturating_sub(first) <= LONGEST).then(|| (number(first), number(last)))
    });
    let mut spans: Vec<(i32, i32)> = definite.collect();
    if spans.is_empty() {
        let ends = days.iter().flat_map(|(first, last)| [*first, *last]).flatten();
        spans = ends.map(|day| (number(day), number(day))).collect();
    }
    let (firsts, lasts) = (spans.iter().map(|span| span.0), spans.iter().map(|span| span.1));
    let (Some(first), Some(last)) = (firsts.clone().min(), lasts.max()) else {
        return Vec::new();
    };
    let (first, last) = if last - first < MOST_PERIODS {
        (first, last)
    } else {
        // Those around the date in the middle: one wrong year must not push all others out.
        let mut firsts: Vec<i32> = firsts.collect();
        sort_short_list(&mut firsts, Ord::cmp);
        let middle = firsts.get(firsts.len() / 2).copied().unwrap_or(last);
        let from = (middle - MOST_PERIODS / 2).clamp(first, last - MOST_PERIODS + 1);
        (from, from + MOST_PERIODS - 1)
    };
    let label = &field.label;
    let before = Category {
        kind: CategoryKind::Before(unit.in_short(first)),
        terms: format!("{label}:<{}", unit.asked_ends(first).0),
        days: None,
    };
    let after = Category {
        kind: CategoryKind::After(unit.in_short(last)),
        terms: format!("{label}:>{}", unit.asked_ends(last).1),
        days: None,
    };
    let stretch = |number: i32| Category {
        kind: CategoryKind::Stretch(unit.in_short(number)),
        terms: format!("{label}:{}", unit.asked(number)),
        days: Some(unit.days(number)),
    };
    let stretches = (first..=last).map(stretch);
    std::iter::once(before).chain(stretches).chain([after]).collect()
}
