//! The date of a record in the list, as short as the width of the list makes it.

use crate::record::{Date, DateStyle, Day};
use crate::text::visible;

/// How much of a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateLength {
    /// All of it.
    Whole,
    /// The month, or the months from which and to which it goes.
    Months,
    /// The year, or the years.
    Years,
}

/// The signs of EDTF for uncertain, approximate, and both.
const DOUBTS: [char; 3] = ['?', '~', '%'];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The year and the month of a day.
#[derive(Clone, Copy, PartialEq, Eq)]
struct YearMonth {
    year: i32,
    month: u8,
}

impl DateLength {
    /// Returns the cells that most dates take.
    pub(super) fn cells(self) -> usize {
        match self {
            Self::Whole => 11,
            Self::Months => 8,
            Self::Years => 4,
        }
    }

    /// Returns a date as lists say it.
    pub(super) fn said(self, date: &Date, style: DateStyle) -> String {
        match style {
            DateStyle::Words => self.words(date),
            DateStyle::Notation => self.notation(date.as_str()),
        }
    }

    /// Returns a date in EDTF, that or its ends shortened to a month or year.
    fn notation(self, written: &str) -> String {
        let parts = match self {
            Self::Whole => return written.to_owned(),
            Self::Months => 2,
            Self::Years => 1,
        };
        let shortened = |end: &str| {
            let dashes = end.match_indices('-').filter(|(at, _)| *at > 0);
            let end_of_part = dashes.map(|(at, _)| at).nth(parts - 1).unwrap_or(end.len());
            let (short, rest) = end.split_at_checked(end_of_part).unwrap_or((end, ""));
            // What is in doubt stays so.
            let doubt = rest.chars().rev().find(|c| DOUBTS.contains(c));
            short.chars().chain(doubt.filter(|_| !short.ends_with(DOUBTS))).collect::<String>()
        };
        let ends: Vec<String> = written.split('/').map(shortened).collect();
        match ends.as_slice() {
            [from, to] if from != to => format!("{from}/{to}"),
            [from, ..] => from.clone(),
            [] => String::new(),
        }
    }

    /// Returns a date in words.
    fn words(self, date: &Date) -> String {
        let whole = || visible(&date.in_few_words()).into_owned();
        if self == Self::Whole {
            return whole();
        }
        let first = date.earliest().and_then(YearMonth::of);
        let last = date.latest().and_then(YearMonth::of);
        let short = match (first, last) {
            (Some(first), Some(last)) if first.year == last.year => self.in_one_year(first, last),
            (Some(first), Some(last)) => years(first.year, last.year),
            (Some(first), None) => format!("{}–", self.month(first)),
            (None, Some(last)) => format!("–{}", self.month(last)),
            (None, None) => return whole(),
        };
        // What is in doubt stays so.
        let about = if date.as_str().contains(['~', '%']) { "c. " } else { "" };
        let perhaps = if date.as_str().contains(['?', '%']) { "?" } else { "" };
        format!("{about}{short}{perhaps}")
    }

    fn in_one_year(self, first: YearMonth, last: YearMonth) -> String {
        let year = first.year;
        match (self, first.month, last.month) {
            (Self::Years, ..) | (_, 1, 12) => year.to_string(),
            (_, from, to) if from == to => self.month(first),
            (_, from, to) => format!("{}–{} {year}", name(from), name(to)),
        }
    }

    fn month(self, at: YearMonth) -> String {
        let YearMonth { year, month } = at;
        if self == Self::Years { year.to_string() } else { format!("{} {year}", name(month)) }
    }
}

impl YearMonth {
    fn of(day: Day) -> Option<Self> {
        day.parts().map(|(year, month, _)| Self { year, month })
    }
}

/// Returns two years, the second without the century if it is the same.
fn years(first: i32, last: i32) -> String {
    if first > 0 && first / 100 == last / 100 {
        format!("{first}–{:02}", last % 100)
    } else {
        format!("{first}–{last}")
    }
}

fn name(month: u8) -> &'static str {
    let number = usize::from(month).checked_sub(1);
    number.and_then(|number| MONTHS.get(number)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, months: &str, years: &str) {
        let date = Date::parse(written).unwrap();
        let words = [DateLength::Months, DateLength::Years].map(|length| length.words(&date));
        assert_eq!(words, [months, years], "{written}");
    }

    #[test]
    fn a_date_in_edtf_is_shortened_at_both_ends() {
        let check = |written: &str, months: &str, years: &str| {
            let date = Date::parse(written).unwrap();
            let said = |length: DateLength| length.said(&date, DateStyle::Notation);
            let all = [DateLength::Whole, DateLength::Months, DateLength::Years].map(said);
            assert_eq!(all, [written, months, years]);
        };
        check("2021-12-05", "2021-12", "2021");
        check("2026-01-21/2026-02-16", "2026-01/2026-02", "2026");
        check("2021?-12", "2021?-12", "2021?");
        check("2021-12~", "2021-12~", "2021~");
        check("2021-12-05?", "2021-12?", "2021?");
        check("../2017-08", "../2017-08", "../2017");
    }

    #[test]
    fn a_date_is_shortened_to_its_months_or_years() {
        check("2021-12-05", "Dec 2021", "2021");
        check("2021-12~", "c. Dec 2021", "c. 2021");
        check("2021?-12", "Dec 2021?", "2021?");
        check("2021-12%", "c. Dec 2021?", "c. 2021?");
        check("2021", "2021", "2021");
        check("2026-01-21/2026-02-16", "Jan–Feb 2026", "2026");
        check("2017-08-03/2019", "2017–19", "2017–19");
        check("1999/2003-05", "1999–2003", "1999–2003");
        check("2026-01-21/..", "Jan 2026–", "2026–");
        check("../2017-08", "–Aug 2017", "–2017");
    }
}
