//! The ranges of days that a date can mean, including open ends, alternatives and approximate
//! parts.

use edtf_core::{
    Bound, Bounds, Date as Calendar, DateField, Edtf, Interval, IntervalEndpoint, Precision,
    Qualifier, SetElement, SetKind, YearKind,
};

use crate::search::{DayInterval, DayNumber, DayRange, Days};

use super::{BadDate, Date, Day, plain_days, read};

// `XXXX-12` may be ten thousand Decembers. Beyond this, every day between the first and the last is
// taken as possible.
const MOST_MEANT: usize = 400;

impl Date {
    /// Returns the days that the date means, where no source says how long what it calls open went on.
    pub fn days(&self) -> Days {
        self.days_known_until(None)
    }

    /// Returns the days that the date means.
    ///
    /// A month or year says that something happened at some time in it; an interval, that it went
    /// on. An empty end is unknown; an open one (`..`) is certain up to the day until which the sources
    /// could know of it, and possible from then on. A start that is open or unknown may be any day up to the end. `~` lets the part that it qualifies be one more or
    /// less: `2021-12~` may be November or January, `2004-06~-11` the 11th of May. `?` leaves what is
    /// written and puts the part in doubt: `2022-?02` certainly lies in 2022.
    pub fn days_known_until(&self, known: Option<DayNumber>) -> Days {
        if let Some(window) = plain_window(&self.written) {
            return Days { intervals: vec![DayInterval::within(window)], all: false };
        }
        read(&self.written).map_or_else(anything, |date| days_of(&date, known))
    }

    /// Returns whether the date is an interval without an end, of which only sources say how long it is
    /// known to have gone on.
    pub fn is_open(&self) -> bool {
        self.written.ends_with("/..")
    }

    /// Reads a date that is asked for: the days from its first to its last.
    ///
    /// # Errors
    ///
    /// Says what was probably meant.
    pub fn window(text: &str) -> Result<DayRange, BadDate> {
        let date = read(text).ok_or_else(|| BadDate::of(text))?;
        Ok(window(date.bounds()))
    }
}

/// Returns the days of a date that is a day, a month or a year and nothing else.
fn plain_window(text: &str) -> Option<DayRange> {
    let (first, last) = plain_days(text)?;
    let at = |day: Day| {
        let (year, month, day) = day.parts()?;
        DayNumber::try_from(days_since_year_zero(i64::from(year), month, day)?).ok()
    };
    Some(DayRange { first: at(first)?, last: at(last)? })
}

/// What says nothing.
fn anything() -> Days {
    let interval =
        DayInterval { doubt: Some(DayRange::ALWAYS), ..DayInterval::within(DayRange::ALWAYS) };
    Days { intervals: vec![interval], all: false }
}

fn days_of(date: &Edtf, known: Option<DayNumber>) -> Days {
    match date {
        Edtf::Date(date) => Days { intervals: on(date), all: false },
        Edtf::DateTime(time) => Days { intervals: on(&time.date), all: false },
        Edtf::Interval(interval) => Days { intervals: vec![went_on(interval, known)], all: false },
        Edtf::Set(set) => {
            let all = match set.kind {
                SetKind::AllMembers => true,
                SetKind::OneMember => false,
            };
            let elements = set.elements.iter().map(element);
            let intervals = elements.flat_map(|of_one| {
                // Of an element that may be one of several, all are not meant.
                if all && of_one.len() > 1 { vec![merged_interval(&of_one)] } else { of_one }
            });
            Days { intervals: intervals.collect(), all }
        }
    }
}

fn went_on(interval: &Interval, known: Option<DayNumber>) -> DayInterval {
    let Interval { start, end } = interval;
    let written = window(Edtf::Interval(*interval).bounds());
    let at = |date: &Calendar| merged_interval(&on(date));
    let (start, start_doubt) = match start {
        IntervalEndpoint::Date(date) => (at(date).start, at(date).doubt),
        IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
            (DayRange { first: written.first, last: at(date).start.last }, at(date).doubt)
        }
        // That a source states no start does not say that it went on for ever before. It cannot have started after it
        // ended, and no more is certain.
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => {
            (DayRange { first: DayNumber::MIN, last: written.last }, None)
        }
    };
    let (end, end_doubt) = match end {
        IntervalEndpoint::Date(date) => (at(date).end, at(date).doubt),
        IntervalEndpoint::Open => {
            let known = known.unwrap_or(DayNumber::MIN).max(start.first);
            (DayRange { first: known, last: DayNumber::MAX }, None)
        }
        IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
            (DayRange { first: at(date).start.first, last: written.last }, at(date).doubt)
        }
        IntervalEndpoint::Unknown => (DayRange { first: start.first, last: DayNumber::MAX }, None),
    };
    if let (Some(one), Some(other)) = (start_doubt, end_doubt) {
        return DayInterval { start, end, doubt: Some(one.joined(other)) };
    }
    // The end that is not in doubt is certain: it was not over before its start, nor begun after its end.
    let latest_start = start_doubt.map_or(start.last, |days| days.last.min(end.last));
    let earliest_end = end_doubt.map_or(end.first, |days| days.first.max(start.first));
    DayInterval {
        start: DayRange { last: latest_start.max(start.last), ..start },
        end: DayRange { first: earliest_end.min(end.first), ..end },
        doubt: None,
    }
}

fn element(element: &SetElement) -> Vec<DayInterval> {
    let one_sided = |date: &Calendar, side: fn(DayRange) -> DayRange| {
        let around = merged_interval(&on(date));
        vec![DayInterval {
            doubt: around.doubt.map(side),
            ..DayInterval::within(side(around.start))
        }]
    };
    match element {
        SetElement::Date(date) => on(date),
        SetElement::OnOrBefore(date) => {
            one_sided(date, |window| DayRange { first: DayNumber::MIN, ..window })
        }
        SetElement::OnOrAfter(date) => {
            one_sided(date, |window| DayRange { last: DayNumber::MAX, ..window })
        }
        SetElement::Range(from, to) => {
            let (from, to) = (merged_interval(&on(from)), merged_interval(&on(to)));
            vec![DayInterval::within(from.start.joined(to.start))]
        }
    }
}

/// Returns one interval that surely holds what one of several says.
fn merged_interval(intervals: &[DayInterval]) -> DayInterval {
    let windows = intervals.iter().map(|interval| interval.start);
    let window = windows.reduce(DayRange::joined).unwrap_or(DayRange::ALWAYS);
    let doubts = intervals.iter().filter_map(|interval| interval.doubt);
    let doubt = doubts.reduce(DayRange::joined).map(|days| days.joined(window));
    DayInterval { doubt, ..DayInterval::within(window) }
}

/// Returns the intervals of which one is meant by a date, those that touch made one.
fn on(date: &Calendar) -> Vec<DayInterval> {
    let values = || -> Option<Vec<DayInterval>> {
        let mut intervals = Vec::new();
        for (number, value) in Edtf::Date(*date).values().ok()?.enumerate() {
            let Edtf::Date(value) = value else { return None };
            if number > MOST_MEANT {
                return None;
            }
            intervals.extend(about(&value));
        }
        Some(intervals)
    };
    let many = date.has_unspecified() || date.year.significant_digits.is_some();
    let found = if many { values() } else { Some(about(date)) };
    let intervals =
        found.filter(|found| !found.is_empty()).unwrap_or_else(|| vec![widened_interval(date)]);
    merged(intervals)
}

/// Makes those that touch one.
fn merged(mut intervals: Vec<DayInterval>) -> Vec<DayInterval> {
    intervals.sort_by_key(|interval| interval.start.first);
    let mut merged: Vec<DayInterval> = Vec::new();
    for next in intervals {
        match merged.last_mut() {
            Some(last)
                if last.doubt == next.doubt
                    && next.start.first <= last.start.last.saturating_add(1) =>
            {
                let window = last.start.joined(next.start);
                *last = DayInterval { doubt: last.doubt, ..DayInterval::within(window) };
            }
            Some(_) | None => merged.push(next),
        }
    }
    merged
}

/// Returns what a date of which all digits are known may mean: what it says, and where a part is
/// approximate, what that part would be one less or one more.
///
/// Parts beside each other that are approximate are counted as one: a day more than the 31st of December
/// is the next year. Where the part to the left is not approximate, it stays as it is.
fn about(date: &Calendar) -> Vec<DayInterval> {
    let Some(written) = CalendarParts::of(date) else { return vec![widened_interval(date)] };
    let is_about = |part: Option<DateField>| part.is_some_and(|part| part.qualifier.approximate);
    let approximate = ApproximateParts {
        year: date.year.qualifier.approximate,
        month: is_about(date.month),
        day: is_about(date.day),
    };
    let steps = |is_approximate: bool| if is_approximate { -1..=1 } else { 0..=0 };
    let mut intervals = Vec::new();
    for years in steps(approximate.year && !approximate.month) {
        for months in steps(approximate.month && !approximate.day) {
            for days in steps(approximate.day) {
                let moved = written.moved(DateStep { years, months, days }, approximate);
                let found = moved.and_then(|parts| Some((parts, parts.window()?)));
                intervals.extend(found.map(|(parts, window)| DayInterval {
                    doubt: parts.doubt(date),
                    ..DayInterval::within(window)
                }));
            }
        }
    }
    intervals
}

/// Which parts of a date are approximate, so that a step of the next part may change them too.
#[derive(Clone, Copy)]
struct ApproximateParts {
    year: bool,
    month: bool,
    day: bool,
}

/// By how many years, months and days a date is moved.
#[derive(Clone, Copy)]
struct DateStep {
    years: i64,
    months: i64,
    days: i64,
}

/// A year, month or day of which all digits are known.
#[derive(Clone, Copy)]
struct CalendarParts {
    year: i64,
    month: Option<u8>,
    day: Option<u8>,
}

impl CalendarParts {
    /// Returns the parts of a date; `None` for seasons and for years that are not of four digits.
    fn of(date: &Calendar) -> Option<Self> {
        let is_plain = matches!(date.year.kind, YearKind::Standard { .. })
            && date.year.significant_digits.is_none()
            && date.precision() != Precision::Season
            && !date.has_unspecified();
        let part = |field: Option<DateField>| field.and_then(DateField::value);
        let year = date.year.value().filter(|_| is_plain)?;
        Some(Self { year, month: part(date.month), day: part(date.day) })
    }

    /// Returns the parts so many years, months and days later; `None` where that would change a part
    /// that is not approximate.
    fn moved(self, step: DateStep, approximate: ApproximateParts) -> Option<Self> {
        let DateStep { years, months, days } = step;
        let mut year = self.year + years;
        let Some(month) = self.month else { return Some(Self { year, ..self }) };
        let in_year = i64::from(month) - 1 + months;
        let month = u8::try_from(in_year.rem_euclid(12) + 1).ok()?;
        let turns = in_year.div_euclid(12);
        year += turns;
        if turns != 0 && !approximate.year {
            return None;
        }
        let moved = Self { year, month: Some(month), ..self };
        let Some(day) = self.day.filter(|_| days != 0) else { return Some(moved) };
        let day = i64::from(day) + days;
        let last = last_day(year, month)?;
        if (1..=last).contains(&day) {
            return Some(Self { day: u8::try_from(day).ok(), ..moved });
        }
        if !approximate.month {
            return None;
        }
        let step = DateStep { years: 0, months: days.signum(), days: 0 };
        let to_month = moved.moved(step, approximate)?;
        let day = if day < 1 { last_day(to_month.year, to_month.month?)? } else { 1 };
        Some(Self { day: u8::try_from(day).ok(), ..to_month })
    }

    /// Returns the days of a year or month, or the day; `None` where there is no such day.
    fn window(self) -> Option<DayRange> {
        let Self { year, month, day } = self;
        let at =
            |year, month, day| DayNumber::try_from(days_since_year_zero(year, month, day)?).ok();
        Some(match (month, day) {
            (None, _) => DayRange { first: at(year, 1, 1)?, last: at(year, 12, 31)? },
            (Some(month), None) => {
                let last = u8::try_from(last_day(year, month)?).ok()?;
                DayRange { first: at(year, month, 1)?, last: at(year, month, last)? }
            }
            (Some(month), Some(day)) => {
                let exists = (1..=last_day(year, month)?).contains(&i64::from(day));
                let day = at(year, month, day).filter(|_| exists)?;
                DayRange { first: day, last: day }
            }
        })
    }

    /// Returns the days between which it certainly lies, where a part of the date is in doubt.
    fn doubt(self, date: &Calendar) -> Option<DayRange> {
        let is_doubtful =
            |part: Option<DateField>| part.is_some_and(|part| part.qualifier.uncertain);
        let certain = if date.year.qualifier.uncertain {
            return Some(DayRange::ALWAYS);
        } else if is_doubtful(date.month) {
            Self { month: None, day: None, ..self }
        } else if is_doubtful(date.day) {
            Self { day: None, ..self }
        } else {
            return None;
        };
        Some(certain.window().unwrap_or(DayRange::ALWAYS))
    }
}

/// Returns what a date means that is not of known years, months and days, such as a season: further by
/// its own length on either side where it is approximate.
fn widened_interval(date: &Calendar) -> DayInterval {
    let written = window(Edtf::Date(*date).bounds());
    let of_year =
        CalendarParts { year: date.year.value().unwrap_or_default(), month: None, day: None };
    // Winter ends in the next year.
    let in_year = of_year.window().map(|year| year.joined(written));
    let known_year = date.year.value().is_some() && date.year.significant_digits.is_none();
    let in_year = in_year.filter(|_| known_year).unwrap_or(DayRange::ALWAYS);
    let Qualifier { uncertain, approximate } = date.year.qualifier;
    let (finest, season) = match date.month {
        Some(month) => (month.qualifier, true),
        None => (date.year.qualifier, false),
    };
    let length = written.last.saturating_sub(written.first).saturating_add(1);
    let reached = match (approximate, finest.approximate) {
        // The same season of the year before or after.
        (true, false) => written.widened(366),
        (true, true) => written.widened(length),
        (false, true) => written.widened(length).within(in_year),
        (false, false) => written,
    };
    let doubt = match (uncertain, finest.uncertain) {
        (true, _) => Some(DayRange::ALWAYS),
        (false, true) if season => Some(in_year),
        (false, _) => None,
    };
    DayInterval { doubt, ..DayInterval::within(reached) }
}

fn window(bounds: Bounds) -> DayRange {
    let Bounds { earliest, latest } = bounds;
    DayRange { first: number(earliest, DayNumber::MIN), last: number(latest, DayNumber::MAX) }
}

/// Returns the number of a day; `unknown` if the bound is unknown.
fn number(bound: Bound, unknown: DayNumber) -> DayNumber {
    match bound {
        Bound::NegativeInfinity => DayNumber::MIN,
        Bound::PositiveInfinity => DayNumber::MAX,
        Bound::Unknown => unknown,
        Bound::Date(date) => {
            let days = days_since_year_zero(date.year, date.month, date.day);
            let far = if date.year < 0 { DayNumber::MIN } else { DayNumber::MAX };
            days.and_then(|days| DayNumber::try_from(days).ok()).unwrap_or(far)
        }
    }
}

/// Returns the number of the last day of a month.
fn last_day(year: i64, month: u8) -> Option<i64> {
    let (next_year, next) = if month >= 12 { (year.checked_add(1)?, 1) } else { (year, month + 1) };
    Some(days_since_year_zero(next_year, next, 1)? - days_since_year_zero(year, month, 1)?)
}

/// Counts the days from the first of March of the year 0 of the Gregorian calendar on.
///
/// Years are counted from March, so that the day that only some have is their last.
fn days_since_year_zero(year: i64, month: u8, day: u8) -> Option<i64> {
    let year = if month <= 2 { year.checked_sub(1)? } else { year };
    let month_from_march = (i64::from(month) + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let in_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    year.checked_mul(365)?.checked_add(leap_days)?.checked_add(in_year)
}

#[cfg(test)]
mod tests;
