//! The days that a date means, for comparing it with others: what it says of start and end, which
//! of several are meant, and how sure it is. Knows no query.

use edtf_core::{Bound, Bounds, Edtf, Interval, IntervalEndpoint, SetElement, SetKind};

use crate::search::{DayNumber, Days, Stretch, Window};

use super::{BadDate, Date, read};

// `XXXX-12` may be ten thousand Decembers. Beyond this, every day between the first and the last is
// taken as possible.
const MOST_MEANT: usize = 400;

impl Date {
    /// Returns the days that the date means.
    ///
    /// A month or year says that something happened at some time in it; an interval, that it went
    /// on. An empty end is unknown, `..` has no end. `~` reaches as much further on either side, so
    /// that `2021-12~` may be November or January; `?` leaves what is written and makes it doubtful.
    pub fn days(&self) -> Days {
        read(&self.written).map_or_else(anything, |date| meant(&date))
    }

    /// Reads a date that is asked for: the days from its first to its last.
    ///
    /// # Errors
    ///
    /// Says what was probably meant.
    pub fn window(text: &str) -> Result<Window, BadDate> {
        let date = read(text).ok_or_else(|| BadDate::of(text))?;
        Ok(window(date.bounds()))
    }
}

/// What says nothing.
fn anything() -> Days {
    one(Stretch::within(Window::ALWAYS), true)
}

fn one(stretch: Stretch, doubtful: bool) -> Days {
    Days { stretches: vec![stretch], all: false, doubtful }
}

fn meant(date: &Edtf) -> Days {
    let doubtful = date.is_uncertain();
    match date {
        Edtf::Date(_) | Edtf::DateTime(_) => match values(date) {
            Some(values) if date.has_unspecified() => {
                let stretches = values.into_iter().map(Stretch::within).collect();
                Days { stretches, all: false, doubtful }
            }
            Some(_) | None => one(Stretch::within(reach(date)), doubtful),
        },
        Edtf::Interval(interval) => one(went_on(interval), doubtful),
        Edtf::Set(set) => {
            let stretches = set.elements.iter().flat_map(element).collect();
            let all = match set.kind {
                SetKind::AllMembers => true,
                SetKind::OneMember => false,
            };
            Days { stretches, all, doubtful }
        }
    }
}

fn went_on(interval: &Interval) -> Stretch {
    let Interval { start, end } = interval;
    let written = window(Edtf::Interval(*interval).bounds());
    let start = match start {
        IntervalEndpoint::Date(date) => reach(&Edtf::Date(*date)),
        IntervalEndpoint::Open => Window { first: DayNumber::MIN, last: DayNumber::MIN },
        IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
            let Window { last, .. } = reach(&Edtf::Date(*date));
            Window { first: written.first, last }
        }
        // It cannot have started after it ended.
        IntervalEndpoint::Unknown => Window { first: DayNumber::MIN, last: written.last },
    };
    let end = match end {
        IntervalEndpoint::Date(date) => reach(&Edtf::Date(*date)),
        IntervalEndpoint::Open => Window { first: DayNumber::MAX, last: DayNumber::MAX },
        IntervalEndpoint::OnOrBefore(date) | IntervalEndpoint::OnOrAfter(date) => {
            let Window { first, .. } = reach(&Edtf::Date(*date));
            Window { first, last: written.last }
        }
        IntervalEndpoint::Unknown => Window { first: start.first, last: DayNumber::MAX },
    };
    Stretch { start, end }
}

fn element(element: &SetElement) -> Vec<Stretch> {
    match element {
        SetElement::Date(date) => meant(&Edtf::Date(*date)).stretches,
        SetElement::OnOrBefore(date) => {
            let Window { last, .. } = reach(&Edtf::Date(*date));
            vec![Stretch::within(Window { last, ..Window::ALWAYS })]
        }
        SetElement::OnOrAfter(date) => {
            let Window { first, .. } = reach(&Edtf::Date(*date));
            vec![Stretch::within(Window { first, ..Window::ALWAYS })]
        }
        SetElement::Range(from, to) => {
            let Window { first, .. } = reach(&Edtf::Date(*from));
            let Window { last, .. } = reach(&Edtf::Date(*to));
            vec![Stretch::within(Window { first, last })]
        }
    }
}

/// Returns the windows of a date with unspecified digits, those that touch made one; `None` where
/// there are too many.
fn values(date: &Edtf) -> Option<Vec<Window>> {
    let mut windows: Vec<Window> = Vec::new();
    for (number, value) in date.values().ok()?.enumerate() {
        let next = reach(&value);
        match windows.last_mut() {
            _ if number > MOST_MEANT => return None,
            Some(last) if next.first <= last.last.saturating_add(1) => {
                last.last = last.last.max(next.last);
            }
            Some(_) | None => windows.push(next),
        }
    }
    (!windows.is_empty()).then_some(windows)
}

/// Returns the days that a date may mean, further by its own length where it is approximate.
fn reach(date: &Edtf) -> Window {
    let written = window(date.bounds());
    let length = written.last.saturating_sub(written.first).saturating_add(1);
    // The month before one of 31 days may have fewer, the year before a leap year has.
    let length = match length {
        29..=31 => 28,
        366 => 365,
        other => other,
    };
    if date.is_approximate() { written.widened(length) } else { written }
}

fn window(bounds: Bounds) -> Window {
    let Bounds { earliest, latest } = bounds;
    Window { first: number(earliest, DayNumber::MIN), last: number(latest, DayNumber::MAX) }
}

/// Returns the number of a day; `unknown` where it says that nobody knows.
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
