//! Converts EDTF dates to what citation formats can express, never saying more than the source.

use crate::record::{Date, DateForm, Day};

/// A date as a source gives it, and what other formats can say of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CitationDate<'d> {
    date: Option<&'d Date>,
}

impl<'d> CitationDate<'d> {
    pub(super) fn of(date: Option<&'d Date>) -> Self {
        Self { date }
    }

    /// Returns the date as the file writes it.
    pub(super) fn written(self) -> Option<&'d str> {
        self.date.map(Date::as_str)
    }

    /// Returns what the date says, part by part.
    pub(super) fn extent(self) -> Option<DateForm> {
        self.date.map(Date::extent)
    }

    /// Returns whether the date is a day, month or year of which nothing is in doubt: what all formats can
    /// say.
    pub(super) fn is_plain(self) -> bool {
        match self.extent() {
            Some(DateForm::At(part)) => part.is_plain() && !part.uncertain && !part.approximate,
            Some(DateForm::Span(..) | DateForm::Set) | None => false,
        }
    }

    /// Returns the one day, month or year that all days lie in which may be meant, as exactly as can be:
    /// what a format without intervals can say of one.
    pub(super) fn around(self) -> Option<Vec<i32>> {
        let date = self.date?;
        if let DateForm::At(part) = date.extent() {
            return Some(part.numbers()).filter(|numbers| !numbers.is_empty());
        }
        let (first, last) = (date.earliest()?.parts()?, date.latest()?.parts()?);
        let numbers = |(year, month, day): (i32, u8, u8)| [year, i32::from(month), i32::from(day)];
        let both = numbers(first).into_iter().zip(numbers(last));
        let same: Vec<i32> =
            both.take_while(|(one, other)| one == other).map(|(one, _)| one).collect();
        Some(same).filter(|same| !same.is_empty())
    }

    /// Returns whether a part of the date is approximate.
    pub(super) fn is_approximate(self) -> bool {
        match self.extent() {
            Some(DateForm::At(part)) => part.approximate,
            Some(DateForm::Span(..) | DateForm::Set) | None => false,
        }
    }

    /// Returns the day, for when something was looked at.
    pub(super) fn day(self) -> Option<String> {
        let date = self.date?;
        let is_one = date.earliest() == date.latest();
        let (year, month, day) = date.earliest().and_then(Day::parts).filter(|_| is_one)?;
        Some(iso(&[year, i32::from(month), i32::from(day)]))
    }
}

/// Writes a year, month and day as ISO 8601 does, as far as they are there.
pub(super) fn iso(numbers: &[i32]) -> String {
    let parts = numbers.iter().enumerate().map(|(at, number)| match (at, *number) {
        // A sign counts as a digit where a width is asked for.
        (0, year) if year < 0 => format!("-{:04}", year.unsigned_abs()),
        (0, year) => format!("{year:04}"),
        (_, number) => format!("-{number:02}"),
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_one_date_only_gets_one_that_all_days_lie_in() {
        for (written, around) in [
            ("2017-08-16", "2017-08-16"),
            ("2017-08", "2017-08"),
            ("2022-07~", "2022-07"),
            ("2017-08-XX", "2017-08"),
            ("2021-21", "2021"),
            ("-0044", "-0044"),
            ("2026-01-21/2026-02-16", "2026"),
            ("2026-01-21/2026-01-30", "2026-01"),
            ("[2017-03,2017-05]", "2017"),
            ("2021/2022", ""),
            ("2022-01/..", ""),
            ("201X", ""),
        ] {
            let date = Date::parse(written).unwrap();
            let found = CitationDate::of(Some(&date)).around().map(|numbers| iso(&numbers));
            assert_eq!(found.unwrap_or_default(), around, "{written}");
        }
    }
}
