//! EDTF dates as simpler formats can hold them: a day, month or year, or from one to another.

use crate::record::{Date, Day};

/// A date as a source gives it, and what is left of it in a simpler format.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated<'d> {
    date: Option<&'d Date>,
}

/// What is left of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// Nothing: no date, one of several, or one that may be anything.
    Nothing,
    /// One day, month or year.
    At(Part),
    /// From one to another, or open at the end.
    Span(Part, Option<Part>),
}

/// A year, and what is known beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) year: i32,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl<'d> Dated<'d> {
    pub(super) fn of(date: Option<&'d Date>) -> Self {
        Self { date }
    }

    /// Returns the date as the file writes it.
    pub(super) fn written(self) -> Option<&'d str> {
        self.date.map(Date::as_str)
    }

    /// Tells whether the date is uncertain, approximate or partly unspecified.
    pub(super) fn is_rough(self) -> bool {
        self.date.is_some_and(Date::is_qualified)
    }

    /// Tells whether nobody knows when the date ends, which few formats can say.
    pub(super) fn is_open(self) -> bool {
        matches!(self.rest(), Rest::Span(_, None))
    }

    /// Returns what a format without EDTF can say of the date.
    ///
    /// A set of dates is none of them; a date without a start cannot be put in order.
    pub(super) fn rest(self) -> Rest {
        let Some(date) = self.date.filter(|date| !date.as_str().starts_with(['[', '{'])) else {
            return Rest::Nothing;
        };
        let start = date.earliest().and_then(Day::parts);
        let end = date.latest().and_then(Day::parts);
        match (start, end) {
            (None, _) => Rest::Nothing,
            (Some(start), None) => Rest::Span(Part::whole(start), None),
            (Some(start), Some(end)) => between(start, end),
        }
    }

    /// Returns the rest as ISO 8601, an open end as two dots.
    pub(super) fn plain(self) -> Option<String> {
        match self.rest() {
            Rest::Nothing => None,
            Rest::At(part) => Some(part.to_string()),
            Rest::Span(from, Some(to)) => Some(format!("{from}/{to}")),
            Rest::Span(from, None) => Some(format!("{from}/..")),
        }
    }
}

impl Part {
    fn whole((year, month, day): (i32, u8, u8)) -> Self {
        Self { year, month: Some(month), day: Some(day) }
    }

    /// Returns the numbers that are known, the year first.
    pub(super) fn numbers(self) -> Vec<i32> {
        let Self { year, month, day } = self;
        std::iter::once(year).chain([month, day].into_iter().flatten().map(i32::from)).collect()
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { year, month, day } = self;
        write!(f, "{year:04}")?;
        for part in [month, day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// Returns the days between two as one year or month where they are all of it, else as a span as
/// fine as it needs to be.
fn between(start: (i32, u8, u8), end: (i32, u8, u8)) -> Rest {
    let (from, to) = (Part::whole(start), Part::whole(end));
    if from == to {
        return Rest::At(from);
    }
    let whole_months = start.2 == 1 && end.2 == last_day(end.0, end.1);
    let whole_years = whole_months && start.1 == 1 && end.1 == 12;
    let cut = |part: Part| Part {
        month: part.month.filter(|_| !whole_years),
        day: part.day.filter(|_| !whole_months),
        ..part
    };
    let (from, to) = (cut(from), cut(to));
    if from == to { Rest::At(from) } else { Rest::Span(from, Some(to)) }
}

/// Returns the number of days in a month of the Gregorian calendar.
fn last_day(year: i32, month: u8) -> u8 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, plain: Option<&str>) {
        let date = Date::parse(written).unwrap();
        assert_eq!(Dated::of(Some(&date)).plain().as_deref(), plain, "{written}");
    }

    #[test]
    fn a_date_keeps_what_is_certain_of_it() {
        check("2017-08-16", Some("2017-08-16"));
        check("2017-08", Some("2017-08"));
        check("2017", Some("2017"));
        check("2022-07~", Some("2022-07"));
        check("2017-08-XX", Some("2017-08"));
        check("2024-02", Some("2024-02"));
        check("2017-XX-XX", Some("2017"));
    }

    #[test]
    fn an_interval_keeps_its_ends() {
        check("2026-01-21/2026-02-16", Some("2026-01-21/2026-02-16"));
        check("2026-01-21/..", Some("2026-01-21/.."));
        check("2021/2022", Some("2021/2022"));
        check("2021-12/2022-06", Some("2021-12/2022-06"));
        check("201X", Some("2010/2019"));
        check("2022-21", Some("2022-03/2022-05"));
    }

    #[test]
    fn what_may_be_anything_is_left_out() {
        check("../2026-01-21", None);
        check("/2022-02", None);
        check("[2017,2018]", None);
        check("{2017,2019}", None);
        assert_eq!(Dated::of(None).rest(), Rest::Nothing);
    }
}
