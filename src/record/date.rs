//! Dates in EDTF, the extended date format of ISO 8601-2:2019, with the spelling of the file.
//!
//! Only this file and its submodules use the EDTF library.

mod calendars;
mod days;
mod months;
mod nearest;
mod parts;
mod single;
mod slip;
mod suggestion;
mod wording;
mod words;

use std::fmt::{self, Write as _};

use edtf_core::{Bound, Edtf};

use crate::text::is_too_long;
pub use calendars::{BUDDHIST, MINGUO, OtherCalendar};
pub(super) use nearest::nearest;
pub use parts::{DateForm, DateParts, IntervalEnd};
pub use slip::BadDate;
pub(super) use suggestion::{plain, possible, suggested_date};
pub use wording::DateStyle;
pub(crate) use wording::MONTHS;

/// A day of the proleptic Gregorian calendar, for comparing; later days are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// Before every day that can be written.
    pub const FIRST: Self = Self(i32::MIN);
    /// After every day that can be written.
    pub const LAST: Self = Self(i32::MAX);

    /// Returns the number of the day, to be kept: later days have greater ones.
    pub(super) fn to_raw(self) -> i32 {
        self.0
    }

    /// Returns the day of which this was kept.
    pub(super) fn from_raw(number: i32) -> Self {
        Self(number)
    }

    /// Returns the day as `(year, month, day of the month)`; `None` for [`Self::FIRST`] and
    /// [`Self::LAST`].
    pub fn parts(self) -> Option<(i32, u8, u8)> {
        let day = u8::try_from(self.0.rem_euclid(32)).ok()?;
        let month = u8::try_from(self.0.div_euclid(32).rem_euclid(16)).ok()?;
        let bounded = self != Self::FIRST && self != Self::LAST;
        bounded.then(|| (self.0.div_euclid(512), month, day))
    }
}

/// A date of any EDTF form, levels 0 to 2: a day, month, year, season, interval or set, each
/// possibly uncertain or approximate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    written: Box<str>,
    earliest: Option<Day>,
    latest: Option<Day>,
    qualified: bool,
}

/// What was read from the text of a date, as a packed record stores it: parsing EDTF again would take longer.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawDate {
    /// The first day, as a number of [`Day`].
    pub(super) earliest: Option<i32>,
    /// The last day, as a number of [`Day`].
    pub(super) latest: Option<i32>,
    /// Whether it is uncertain, approximate, or has unspecified digits.
    pub(super) is_qualified: bool,
}

impl Date {
    /// Reads a date.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the text and, if it is clear, what was meant.
    pub fn parse(text: &str) -> Result<Self, BadDate> {
        if let Some((earliest, latest)) = plain_days(text) {
            let (earliest, latest) = (Some(earliest), Some(latest));
            return Ok(Self { written: text.into(), earliest, latest, qualified: false });
        }
        let edtf = read(text).ok_or_else(|| BadDate::of(text))?;
        let bounds = edtf.bounds();
        Ok(Self {
            written: text.into(),
            earliest: day(bounds.earliest),
            latest: day(bounds.latest),
            qualified: edtf.is_uncertain() || edtf.is_approximate() || edtf.has_unspecified(),
        })
    }

    /// Returns what was read from the text, to be packed.
    pub(super) fn to_raw(&self) -> RawDate {
        RawDate {
            earliest: self.earliest.map(Day::to_raw),
            latest: self.latest.map(Day::to_raw),
            is_qualified: self.qualified,
        }
    }

    /// Returns the date of a text from which `raw` was read.
    pub(super) fn from_raw(written: &str, raw: RawDate) -> Self {
        let RawDate { earliest, latest, is_qualified } = raw;
        Self {
            written: written.into(),
            earliest: earliest.map(Day::from_raw),
            latest: latest.map(Day::from_raw),
            qualified: is_qualified,
        }
    }

    /// Returns whether the date is an interval: something that went on from one end to the other.
    pub fn is_interval(&self) -> bool {
        self.written.contains('/')
    }

    /// Returns an interval as EDTF says that something happens at some time between its ends; `None` where
    /// the ends cannot be said so.
    pub fn at_some_time_in_it(&self) -> Option<String> {
        let (start, end) = self.written.split_once('/')?;
        let open = |end: &str| matches!(end, "" | "..");
        let between = match (open(start), open(end)) {
            (true, true) => return None,
            (true, false) => format!("[..{end}]"),
            (false, true) => format!("[{start}..]"),
            (false, false) => format!("[{start}..{end}]"),
        };
        read(&between).map(|_| between)
    }

    /// Returns the date with all its years so much later, or earlier; `None` where it has none of four
    /// digits, or that is no date.
    pub fn years_later(&self, years: i32) -> Option<Self> {
        let mut moved = String::new();
        let mut rest = &*self.written;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let (before, from) = rest.split_at_checked(at)?;
            let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
            let (digits, behind) = from.split_at_checked(end)?;
            moved.push_str(before);
            // Years alone have four digits, and none of these is before the year 0.
            if digits.len() == 4 && !before.ends_with(['Y', '-']) {
                let year = digits.parse::<i32>().ok()?.checked_add(years)?;
                write!(moved, "{year:04}").ok()?;
            } else {
                moved.push_str(digits);
            }
            rest = behind;
        }
        moved.push_str(rest);
        Self::parse(&moved).ok().filter(|_| moved != *self.written)
    }

    /// Returns the years of four digits that bear no mark: neither one of their own nor one behind a part to
    /// their right, which is for all to its left.
    pub fn unmarked_years(&self) -> Vec<u16> {
        let parts = self.written.split(['/', ',', '[', ']', '{', '}']);
        let parts = parts.flat_map(|part| part.split("..")).map(str::trim);
        parts.filter_map(unmarked_year).collect()
    }

    /// Returns the date with a `?` behind that year wherever it has no mark; `None` where that is no
    /// date.
    pub fn with_year_in_doubt(&self, year: u16) -> Option<String> {
        let year = format!("{year:04}");
        let mut marked = String::new();
        for part in self.written.split_inclusive(['/', ',', '[', ']', '{', '}']) {
            for piece in part.split_inclusive("..") {
                match piece.strip_prefix(year.as_str()).filter(|_| unmarked_year(piece).is_some()) {
                    Some(rest) => marked.extend([&year, "?", rest]),
                    None => marked.push_str(piece),
                }
            }
        }
        read(&marked).map(|_| marked)
    }

    /// Returns the date as the file writes it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Returns the first day that the date may mean, `None` where it says that this is unknown.
    pub fn earliest(&self) -> Option<Day> {
        self.earliest
    }

    /// Returns the last day that the date may mean, `None` where it says that this is unknown.
    pub fn latest(&self) -> Option<Day> {
        self.latest
    }

    /// Returns whether the date is marked uncertain (`?`), approximate (`~`) or partly unspecified.
    pub fn is_qualified(&self) -> bool {
        self.qualified
    }

    /// Returns whether a month or day is known and only its year is in doubt, as where the year is inferred:
    /// `2021?-12`.
    pub fn has_inferred_year(&self) -> bool {
        self.qualified
            && read(&self.written).is_some_and(|date| wording::is_year_alone_in_doubt(&date))
    }

    /// Returns whether the whole of this date certainly lies before the whole of `other`.
    pub fn is_before(&self, other: &Self) -> bool {
        matches!((self.latest, other.earliest), (Some(end), Some(start)) if end < start)
    }

    /// Returns whether the two dates may share a day; unknown ends may be anything.
    pub fn may_overlap(&self, other: &Self) -> bool {
        !self.is_before(other) && !other.is_before(self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

/// Returns the year of one date of a set or interval, where it has four known digits and no mark.
fn unmarked_year(part: &str) -> Option<u16> {
    let is_mark = |c: char| matches!(c, '?' | '~' | '%');
    let (year, rest) =
        part.split_at_checked(4).filter(|(year, _)| year.bytes().all(|b| b.is_ascii_digit()))?;
    let mut before = '0';
    for c in rest.chars() {
        if is_mark(c) && before != '-' {
            return None;
        }
        before = c;
    }
    let is_longer = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'X' | 'S' | 'E'));
    if is_longer { None } else { year.parse().ok() }
}

/// Reads a date of any form, unless it is too long for one. Nothing else calls the EDTF library.
fn read(text: &str) -> Option<Edtf> {
    if is_too_long(text) { None } else { Edtf::parse(text).ok() }
}

/// Returns the first and the last day of a date that is a day, a month or a year and nothing else, as most are; `None` where
/// the library has to read it, or it is no date.
fn plain_days(text: &str) -> Option<(Day, Day)> {
    let bytes = text.as_bytes();
    let two = |at: usize| match bytes.get(at..at + 2) {
        Some([tens @ b'0'..=b'9', ones @ b'0'..=b'9']) => Some((tens - b'0') * 10 + (ones - b'0')),
        Some(_) | None => None,
    };
    let is_parted = |at: usize| bytes.get(at) == Some(&b'-');
    let (month, day) = match bytes.len() {
        4 => (None, None),
        7 if is_parted(4) => (Some(two(5)?), None),
        10 if is_parted(4) && is_parted(7) => (Some(two(5)?), Some(two(8)?)),
        _ => return None,
    };
    let year = i32::from(two(0)?) * 100 + i32::from(two(2)?);
    let month = month.map(|month| (1..=12).contains(&month).then_some(month));
    let (first_month, last_month) = match month {
        None => (1, 12),
        Some(month) => (month?, month?),
    };
    let last_day = days_in(year, last_month);
    let (first_day, last_day) = match day {
        None => (1, last_day),
        Some(day) => {
            let day = Some(day).filter(|day| (1..=last_day).contains(day))?;
            (day, day)
        }
    };
    let at = |month: u8, day: u8| Day(year * 512 + i32::from(month) * 32 + i32::from(day));
    Some((at(first_month, first_day), at(last_month, last_day)))
}

/// Returns how many days a month of the Gregorian calendar has.
fn days_in(year: i32, month: u8) -> u8 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn day(bound: Bound) -> Option<Day> {
    match bound {
        Bound::NegativeInfinity => Some(Day::FIRST),
        Bound::PositiveInfinity => Some(Day::LAST),
        Bound::Unknown => None,
        Bound::Date(date) => {
            let year = i32::try_from(date.year).ok()?.checked_mul(512)?;
            year.checked_add(i32::from(date.month) * 32 + i32::from(date.day)).map(Day)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|bad| panic!("{}", bad.message))
    }

    #[test]
    fn a_date_keeps_its_spelling_and_knows_its_days() {
        let december = date("2021-12~");
        assert_eq!(december.as_str(), "2021-12~");
        assert_eq!(december.earliest().and_then(Day::parts), Some((2021, 12, 1)));
        assert_eq!(december.latest().and_then(Day::parts), Some((2021, 12, 31)));
        assert!(december.is_qualified());
        assert_eq!(date("2024-12-07/..").latest(), Some(Day::LAST));
        assert_eq!(date("../2022").earliest(), Some(Day::FIRST));
        assert_eq!(date("2024-12-07/").latest(), None);
        assert_eq!(date("-0044").earliest().and_then(Day::parts), Some((-44, 1, 1)));
    }

    #[test]
    fn plain_dates_are_read_as_the_library_reads_them() {
        let mut plain = 0;
        for year in [0, 4, 100, 400, 1582, 1900, 2000, 2023, 2024, 9999] {
            let days = (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day)));
            let texts = days.map(|(month, day)| match (month, day) {
                (0, 0) => format!("{year:04}"),
                (month, 0) => format!("{year:04}-{month:02}"),
                (month, day) => format!("{year:04}-{month:02}-{day:02}"),
            });
            for text in texts.chain([format!("{year:04}-21"), format!("{year:04}-1")]) {
                let bounds = read(&text).map(|date| date.bounds());
                let known = bounds.map(|bounds| (day(bounds.earliest), day(bounds.latest)));
                let found = plain_days(&text).map(|(first, last)| (Some(first), Some(last)));
                assert!(found.is_none() || found == known, "{text}: {found:?} {known:?}");
                let is_season = text.ends_with("-21") && text.len() == 7;
                assert!(found.is_some() || known.is_none() || is_season, "{text}");
                plain += usize::from(found.is_some());
            }
        }
        assert_eq!(plain, 10 * (1 + 12 + 365) + 5);
    }

    #[test]
    fn before_means_certainly_before() {
        assert!(date("2021").is_before(&date("2022-01-01")));
        assert!(!date("2022").is_before(&date("2022-03")));
        assert!(!date("2022/").is_before(&date("2030")));
        assert!(date("2022").may_overlap(&date("2021-12/2022-01")));
        assert!(!date("2022").may_overlap(&date("2023?")));
    }

    #[test]
    fn what_was_meant_is_guessed_only_where_it_is_plain() {
        let meant = |text: &str| Date::parse(text).unwrap_err().meant;
        assert_eq!(meant("2021/12/05").as_deref(), Some("2021-12-05"));
        assert_eq!(meant("2021-3").as_deref(), Some("2021-03"));
        assert_eq!(meant("5 December 2021").as_deref(), Some("2021-12-05"));
        assert_eq!(meant("December 5, 2021").as_deref(), Some("2021-12-05"));
        assert_eq!(meant("Dec 2021").as_deref(), Some("2021-12"));
        assert_eq!(meant("circa 2021").as_deref(), Some("2021~"));
        assert_eq!(meant("25.12.2021").as_deref(), Some("2021-12-25"));
        assert_eq!(meant("2022–05–03").as_deref(), Some("2022-05-03"));
        assert_eq!(meant("03.04.2021"), None);
        assert_eq!(meant("2021-02-30"), None);
        assert_eq!(meant("last summer"), None);
    }

    #[test]
    fn an_interval_can_become_some_time_between_its_ends() {
        let between = |text| date(text).at_some_time_in_it();
        assert_eq!(between("2026-01/2026-03").as_deref(), Some("[2026-01..2026-03]"));
        assert_eq!(between("2026-01/..").as_deref(), Some("[2026-01..]"));
        assert_eq!(between("/2026-03").as_deref(), Some("[..2026-03]"));
        assert_eq!(between("2026-01~/2026-03"), None);
        assert_eq!(between("2026-01"), None);
    }

    #[test]
    fn years_are_moved_and_nothing_else() {
        let moved = |text, years| date(text).years_later(years).map(|date| date.to_string());
        assert_eq!(moved("2568-02-12", -543).as_deref(), Some("2025-02-12"));
        assert_eq!(moved("2567~/2568-01", -543).as_deref(), Some("2024~/2025-01"));
        assert_eq!(moved("[0113,0114-05]", 1911).as_deref(), Some("[2024,2025-05]"));
        assert_eq!(moved("2568-02-12T10:00:00", -543).as_deref(), Some("2025-02-12T10:00:00"));
        assert_eq!(moved("-0044", 1911), None);
        assert_eq!(moved("256X", -543), None);
    }

    #[test]
    fn an_interval_that_runs_backwards_is_reported() {
        let bad = Date::parse("2022-05/2022-01").unwrap_err();
        assert!(bad.message.contains("ends before it starts"), "{}", bad.message);
    }
}
