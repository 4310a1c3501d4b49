//! The parts of a date (year, month, day, qualifiers), for output formats with parts of their own.

use edtf_core::{Date as Calendar, DateField, Edtf, IntervalEndpoint, YearKind};

use super::{Date, read};

/// What a date is, as far as other formats know such things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// One day, month, season, year or the like.
    At(DateParts),
    /// From one to another.
    Span(IntervalEnd, IntervalEnd),
    /// One of several, or all of them.
    Set,
}

/// An end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntervalEnd {
    /// A date.
    At(DateParts),
    /// There is none.
    Open,
    /// It is unknown.
    Unknown,
    /// On or before a date, or on or after it.
    Beyond,
}

/// A year, and what is known beyond it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateParts {
    /// The four digits of the year as written, `X` for unknown ones; `None` for far years and for
    /// those known only to some digits.
    pub year_digits: Option<String>,
    /// The year, where all its digits are known.
    pub year: Option<i32>,
    /// The two digits of the month or season as they are written.
    pub month_digits: Option<String>,
    /// The month from 1 to 12, or the part of a year from 21 to 41, where both digits are known.
    pub month: Option<u8>,
    /// The two digits of the day as they are written.
    pub day_digits: Option<String>,
    /// The day, where both digits are known.
    pub day: Option<u8>,
    /// Whether a part of it is uncertain.
    pub uncertain: bool,
    /// Whether a part of it is approximate.
    pub approximate: bool,
}

impl Date {
    /// Returns what the date says, part by part.
    pub fn extent(&self) -> DateForm {
        match read(&self.written) {
            Some(Edtf::Date(date)) => DateForm::At(DateParts::of(&date)),
            Some(Edtf::DateTime(time)) => DateForm::At(DateParts::of(&time.date)),
            Some(Edtf::Interval(interval)) => {
                DateForm::Span(IntervalEnd::of(&interval.start), IntervalEnd::of(&interval.end))
            }
            Some(Edtf::Set(_)) | None => DateForm::Set,
        }
    }
}

impl IntervalEnd {
    fn of(end: &IntervalEndpoint) -> Self {
        match end {
            IntervalEndpoint::Date(date) => Self::At(DateParts::of(date)),
            IntervalEndpoint::Open => Self::Open,
            IntervalEndpoint::Unknown => Self::Unknown,
            IntervalEndpoint::OnOrBefore(_) | IntervalEndpoint::OnOrAfter(_) => Self::Beyond,
        }
    }
}

impl DateParts {
    fn of(date: &Calendar) -> Self {
        let year_digits = match date.year.kind {
            YearKind::Standard { negative, digits } if date.year.significant_digits.is_none() => {
                let sign = if negative { "-" } else { "" };
                Some(format!("{sign}{}", written(&digits)))
            }
            YearKind::Standard { .. } | YearKind::Big { .. } | YearKind::Exponential { .. } => None,
        };
        let year = date.year.value().and_then(|year| i32::try_from(year).ok());
        Self {
            year: year.filter(|_| year_digits.is_some()),
            year_digits,
            month_digits: date.month.map(|month| written(&month.digits)),
            month: date.month.and_then(DateField::value),
            day_digits: date.day.map(|day| written(&day.digits)),
            day: date.day.and_then(DateField::value),
            uncertain: date.is_uncertain(),
            approximate: date.is_approximate(),
        }
    }

    /// Returns the part of the year, from 21 to 41, where that is what it names instead of a month.
    pub fn season(&self) -> Option<u8> {
        self.month.filter(|month| *month > 12)
    }

    /// Returns the year, month and day as far as all their digits are known, a season left out.
    pub fn numbers(&self) -> Vec<i32> {
        let month = self.month.filter(|_| self.season().is_none()).map(i32::from);
        let day = self.day.filter(|_| month.is_some()).map(i32::from);
        let Some(year) = self.year else { return Vec::new() };
        std::iter::once(year).chain(month).chain(day).collect()
    }

    /// Returns whether all digits of it are known, and it is no season.
    pub fn is_plain(&self) -> bool {
        let written = [&self.month_digits, &self.day_digits].into_iter().flatten().count();
        self.numbers().len() == written + 1
    }
}

fn written(digits: &[Option<u8>]) -> String {
    digits.iter().map(|digit| digit.map_or('X', |digit| char::from(b'0' + digit))).collect()
}
