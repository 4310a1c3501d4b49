//! Converts EDTF dates to what citation formats can express, without stating more than the source does.

use crate::record::{Date, DateForm, Day};

/// A date of a source, to be converted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CitationDate<'d> {
    date: Option<&'d Date>,
}

impl<'d> CitationDate<'d> {
    pub(crate) fn of(date: Option<&'d Date>) -> Self {
        Self { date }
    }

    /// Returns the date as the file has it.
    pub(crate) fn written(self) -> Option<&'d str> {
        self.date.map(Date::as_str)
    }

    /// Returns the parts of the date.
    pub(crate) fn extent(self) -> Option<DateForm> {
        self.date.map(Date::extent)
    }

    /// Returns whether the date is a day, month or year without any doubt, which all formats can express.
    pub(crate) fn is_plain(self) -> bool {
        match self.extent() {
            Some(DateForm::At(part)) => part.is_plain() && !part.uncertain && !part.approximate,
            Some(DateForm::Span(..) | DateForm::Set) | None => false,
        }
    }

    /// Returns the shortest day, month or year that contains all days that may be meant: the best that a
    /// format without intervals can express.
    pub(crate) fn around(self) -> Option<Vec<i32>> {
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
    pub(crate) fn is_approximate(self) -> bool {
        match self.extent() {
            Some(DateForm::At(part)) => part.approximate,
            Some(DateForm::Span(..) | DateForm::Set) | None => false,
        }
    }

    /// Returns the date if it is a single day: the date of access has to be one.
    pub(crate) fn day(self) -> Option<String> {
        let date = self.date?;
        let is_one = date.earliest() == date.latest();
        let (year, month, day) = date.earliest().and_then(Day::parts).filter(|_| is_one)?;
        Some(iso(&[year, i32::from(month), i32::from(day)]))
    }
}

/// Returns a year, month and day in ISO 8601, as far as they are known.
pub(crate) fn iso(numbers: &[i32]) -> String {
    let parts = numbers.iter().enumerate().map(|(at, number)| match (at, *number) {
        // A width in a format string would count the sign as a digit.
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
    fn the_shortest_period_contains_all_days_that_may_be_meant() {
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
