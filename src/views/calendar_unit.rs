//! Whole units of the calendar, from days to decades, each numbered without a gap.

use strum::IntoStaticStr;

use crate::record::MONTHS;
use crate::search::{DayNumber, DayRange};

/// The first and the last year that a view shows.
pub const YEARS: (i32, i32) = (-9999, 9999);

/// Days of the Gregorian calendar in four centuries.
const DAYS_IN_CYCLE: i32 = 146_097;
/// Years after which the calendar repeats itself.
const YEARS_IN_CYCLE: i32 = 400;
/// The number of a Monday.
const MONDAY: DayNumber = 5;

/// A unit of the calendar. Each has a number; the next unit has the next number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum CalendarUnit {
    /// A day.
    Day,
    /// A week, from Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months, from January, April, July or October.
    Quarter,
    /// A year.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CivilDay {
    /// The year; 0 is that before 1.
    pub year: i32,
    /// The month, from 1.
    pub month: i32,
    /// The day of the month, from 1.
    pub day: i32,
}

impl CivilDay {
    /// Returns the day with a number.
    ///
    /// The number counts from the first of March of the year 0. Counted from March, the day that only some years
    /// have is the last of its year.
    pub fn of(number: DayNumber) -> Self {
        let (cycle, in_cycle) =
            (number.div_euclid(DAYS_IN_CYCLE), number.rem_euclid(DAYS_IN_CYCLE));
        // Each of the four centuries has a leap day less than 25 times four years, but for the last.
        let century = (in_cycle / 36_524).min(3);
        let in_century = in_cycle - century * 36_524;
        let four_years = in_century / 1_461;
        let in_four_years = in_century - four_years * 1_461;
        let year = (in_four_years / 365).min(3);
        let in_year = in_four_years - year * 365;
        let from_march = (5 * in_year + 2) / 153;
        let day = in_year - (153 * from_march + 2) / 5 + 1;
        let year = cycle * YEARS_IN_CYCLE + century * 100 + four_years * 4 + year;
        if from_march < 10 {
            Self { year, month: from_march + 3, day }
        } else {
            Self { year: year + 1, month: from_march - 9, day }
        }
    }

    /// Returns the number of the day.
    pub fn number(self) -> DayNumber {
        let Self { year, month, day } = self;
        let (year, from_march) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + (153 * from_march + 2) / 5 + day - 1
    }

    fn first_of(year: i32, month: i32) -> DayNumber {
        Self { year, month, day: 1 }.number()
    }

    /// Returns the day as a query takes it.
    fn written(self) -> String {
        let Self { year, month, day } = self;
        format!("{}-{month:02}-{day:02}", year_written(year))
    }
}

/// Returns the first and the last day that a view shows.
pub fn shown_days() -> DayRange {
    let (first, last) = YEARS;
    DayRange { first: CivilDay::first_of(first, 1), last: CivilDay::first_of(last + 1, 1) - 1 }
}

impl CalendarUnit {
    /// All units, the finest first.
    pub const ALL: [Self; 6] =
        [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year, Self::Decade];

    /// Those by which a table counts dates, the coarsest first: a day or a week makes a table too wide to read.
    pub const COUNTED: [Self; 4] = [Self::Decade, Self::Year, Self::Quarter, Self::Month];

    /// Returns what it is called.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns the next finer unit.
    pub fn finer(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|unit| *unit == self)?;
        Self::ALL.get(at.checked_sub(1)?).copied()
    }

    /// Returns the next coarser unit.
    pub fn coarser(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|unit| *unit == self)?;
        Self::ALL.get(at + 1).copied()
    }

    /// Returns the number of the unit in which a day is; a day that no view shows counts as the nearest that is
    /// shown.
    pub fn at(self, day: DayNumber) -> i32 {
        let DayRange { first, last } = shown_days();
        let day = day.clamp(first, last);
        let CivilDay { year, month, .. } = CivilDay::of(day);
        match self {
            Self::Day => day,
            Self::Week => (day - MONDAY).div_euclid(7),
            Self::Month => year * 12 + month - 1,
            Self::Quarter => year * 4 + (month - 1) / 3,
            Self::Year => year,
            Self::Decade => year.div_euclid(10),
        }
    }

    /// Returns the first and the last number of this unit that a view shows.
    pub fn shown(self) -> (i32, i32) {
        let DayRange { first, last } = shown_days();
        (self.at(first), self.at(last))
    }

    /// Returns the days of the unit with a number, as far as a view shows them.
    pub fn days(self, number: i32) -> DayRange {
        let shown = shown_days();
        let (least, most) = self.shown();
        let number = number.clamp(least, most);
        let days = DayRange { first: self.start(number), last: self.start(number + 1) - 1 };
        days.within(shown)
    }

    /// Returns the first day of the unit with a number.
    fn start(self, number: i32) -> DayNumber {
        let month =
            |months: i32| CivilDay::first_of(months.div_euclid(12), months.rem_euclid(12) + 1);
        match self {
            Self::Day => number,
            Self::Week => number * 7 + MONDAY,
            Self::Month => month(number),
            Self::Quarter => month(number * 3),
            Self::Year => CivilDay::first_of(number, 1),
            Self::Decade => CivilDay::first_of(number * 10, 1),
        }
    }

    /// Returns the value of a date that a query takes for the unit with a number: `2025`, `2025-07..2025-09`.
    pub fn asked(self, number: i32) -> String {
        let (from, to) = self.asked_ends(number);
        if from == to { from } else { format!("{from}..{to}") }
    }

    /// Returns the first and the last part of the unit with a number, as a query takes them: `2025-07` and `2025-09`.
    pub fn asked_ends(self, number: i32) -> (String, String) {
        let DayRange { first, last } = self.days(number);
        let written = |day: DayNumber| {
            let day = CivilDay::of(day);
            match self {
                Self::Day | Self::Week => day.written(),
                Self::Month | Self::Quarter => {
                    format!("{}-{:02}", year_written(day.year), day.month)
                }
                Self::Year | Self::Decade => year_written(day.year),
            }
        };
        (written(first), written(last))
    }

    /// Returns the unit with a number in words: `Jul–Sep 2017`.
    pub fn words(self, number: i32) -> String {
        let DayRange { first, last } = self.days(number);
        let (from, to) = (CivilDay::of(first), CivilDay::of(last));
        let month = |day: CivilDay| month_name(day.month);
        match self {
            Self::Day => format!("{} {} {}", from.day, month(from), from.year),
            Self::Week => format!("week of {} {} {}", from.day, month(from), from.year),
            Self::Month => format!("{} {}", month(from), from.year),
            Self::Quarter => format!("{}–{} {}", month(from), month(to), from.year),
            Self::Year => from.year.to_string(),
            Self::Decade => format!("{}–{}", from.year, to.year),
        }
    }

    /// Returns the unit with a number in few words, to head a column: `2017 Q3`.
    pub fn in_short(self, number: i32) -> String {
        match self {
            Self::Day | Self::Week | Self::Month => self.words(number),
            Self::Quarter => {
                format!("{} Q{}", year_written(number.div_euclid(4)), number.rem_euclid(4) + 1)
            }
            Self::Year => year_written(number),
            Self::Decade => format!("{}s", year_written(number * 10)),
        }
    }

    /// Returns the first and the last day of the unit with a number, as ISO 8601 writes them.
    pub fn ends(self, number: i32) -> (String, String) {
        let DayRange { first, last } = self.days(number);
        (CivilDay::of(first).written(), CivilDay::of(last).written())
    }
}

/// Returns the first three letters of the name of a month.
pub fn month_name(month: i32) -> &'static str {
    let number = usize::try_from(month - 1).unwrap_or_default();
    MONTHS.get(number).and_then(|name| name.get(..3)).unwrap_or_default()
}

/// Returns a year with four digits, as EDTF writes it.
fn year_written(year: i32) -> String {
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}", year.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Date;

    #[test]
    fn days_are_numbered_as_the_search_numbers_them() {
        for text in [
            "2025-01-01",
            "2024-02-29",
            "2023-12-31",
            "1900-03-01",
            "0000-02-29",
            "-0044-03-15",
            "-9999-01-01",
            "9999-12-31",
        ] {
            let DayRange { first, .. } = Date::window(text).unwrap_or(DayRange::ALWAYS);
            assert_eq!(CivilDay::of(first).written(), text);
            assert_eq!(CivilDay::of(first).number(), first);
        }
        let DayRange { first, last } = shown_days();
        for day in (first..=last).step_by(97).chain([first, last]) {
            assert_eq!(CivilDay::of(day).number(), day);
        }
    }

    #[test]
    fn units_follow_each_other_without_a_gap_and_are_asked_for_by_their_days() {
        for unit in CalendarUnit::ALL {
            let (least, most) = unit.shown();
            let step = usize::try_from((most - least) / 500).unwrap_or(1).max(1);
            for number in (least..most).step_by(step).chain([least, most]) {
                let days = unit.days(number);
                assert_eq!((unit.at(days.first), unit.at(days.last)), (number, number));
                if number < most {
                    assert_eq!(unit.days(number + 1).first, days.last + 1, "{unit:?} {number}");
                }
                let asked = unit.asked(number);
                let ends = asked.split_once("..").unwrap_or((&asked, &asked));
                let window = |end: &str| Date::window(end).unwrap_or(DayRange::ALWAYS);
                let read = DayRange { first: window(ends.0).first, last: window(ends.1).last };
                assert_eq!(read, days, "{asked}");
            }
        }
    }

    #[test]
    fn weeks_begin_on_mondays_and_units_are_said_in_words() {
        let at = |unit: CalendarUnit, text: &str| {
            let number = unit.at(Date::window(text).unwrap_or(DayRange::ALWAYS).first);
            (unit.words(number), unit.asked(number))
        };
        let said = |words: &str, asked: &str| (words.to_owned(), asked.to_owned());
        assert_eq!(
            at(CalendarUnit::Week, "2026-11-29"),
            said("week of 23 Nov 2026", "2026-11-23..2026-11-29")
        );
        assert_eq!(at(CalendarUnit::Quarter, "2017-08"), said("Jul–Sep 2017", "2017-07..2017-09"));
        assert_eq!(at(CalendarUnit::Decade, "-0044"), said("-50–-41", "-0050..-0041"));
        assert_eq!(at(CalendarUnit::Day, "2024-12-07"), said("7 Dec 2024", "2024-12-07"));
    }
}
