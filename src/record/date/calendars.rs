//! Years of calendars that are not the Gregorian one, and the Gregorian years in which they lie.

use super::Date;

/// The years by which the Buddhist calendar is ahead of the Gregorian one, month for month.
pub const BUDDHIST: i32 = 543;
/// The year before the first of the Republic of China.
pub const MINGUO: i32 = 1911;
/// The years that are taken for Buddhist ones. Before 2484 they did not begin in January.
const BUDDHIST_YEARS: std::ops::RangeInclusive<i32> = 2484..=2643;

/// A calendar whose years begin on another day than the Gregorian ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherCalendar {
    /// The solar calendar of Iran and Afghanistan (Jalali).
    Persian,
    /// The lunar calendar (Hijri).
    Islamic,
    /// The Hebrew calendar.
    Hebrew,
}

impl OtherCalendar {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Persian, Self::Islamic, Self::Hebrew];

    /// Returns what the calendar is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Persian => "Persian",
            Self::Islamic => "Islamic",
            Self::Hebrew => "Hebrew",
        }
    }

    /// Returns whether a year is one of the last hundred or the next thirty by this calendar.
    pub fn has_recent(self, year: i32) -> bool {
        match self {
            Self::Persian => (1300..=1435).contains(&year),
            Self::Islamic => (1340..=1480).contains(&year),
            Self::Hebrew => (5680..=5820).contains(&year),
        }
    }

    /// Returns the date that says that something happened at some time in a year of this calendar.
    ///
    /// Returns `None` where the year is no recent one.
    pub fn in_gregorian_years(self, year: i32) -> Option<Date> {
        if !self.has_recent(year) {
            return None;
        }
        let (first, last) = match self {
            Self::Persian => (year + 621, year + 622),
            // Its years are shorter: 354.367 days of 365.2425. Ten days of room at either end.
            Self::Islamic => {
                let begins = |year: i32| year * 970_224 + 621_577_400;
                let in_years = |millionths: i32| millionths.div_euclid(1_000_000);
                (in_years(begins(year) - 30_000), in_years(begins(year + 1) + 30_000))
            }
            Self::Hebrew => (year - 3761, year - 3760),
        };
        Date::parse(&format!("[{first:04}..{last:04}]")).ok()
    }
}

/// Returns the date with its Buddhist years as Gregorian ones, where all its years are such as are
/// Buddhist without any doubt.
pub(super) fn without_buddhist_years(date: &str) -> Option<String> {
    let read = Date::parse(date).ok()?;
    let ends = [read.earliest(), read.latest()].map(|day| day.and_then(super::Day::parts));
    let is_buddhist = |(year, ..): (i32, u8, u8)| BUDDHIST_YEARS.contains(&year);
    let all =
        ends.iter().flatten().all(|day| is_buddhist(*day)) && ends.iter().any(Option::is_some);
    let moved = if all { read.years_later(-BUDDHIST) } else { None };
    moved.map(|date| date.as_str().to_owned())
}

/// Finds the calendar that a text names by one of its months or signs, and its year.
pub(super) fn named(plain: &str) -> Option<(OtherCalendar, i32)> {
    const PERSIAN: [&str; 24] = [
        "فروردین",
        "اردیبهشت",
        "خرداد",
        "تیر",
        "مرداد",
        "شهریور",
        "مهر",
        "آبان",
        "آذر",
        "دی",
        "بهمن",
        "اسفند",
        "farvardin",
        "ordibehesht",
        "khordad",
        "tir",
        "mordad",
        "shahrivar",
        "mehr",
        "aban",
        "azar",
        "dey",
        "bahman",
        "esfand",
    ];
    const ISLAMIC: [&str; 22] = [
        "محرم",
        "صفر",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "هـ",
        "هجري",
        "muharram",
        "safar",
        "rajab",
        "shaban",
        "sha'ban",
        "ramadan",
        "ramazan",
        "shawwal",
        "rabi",
        "jumada",
        "ah",
        "hijri",
        "a.h.",
        "hijriah",
    ];
    const HEBREW: [&str; 16] = [
        "nisan", "iyar", "sivan", "tammuz", "av", "elul", "tishrei", "tishri", "cheshvan",
        "heshvan", "kislev", "tevet", "shevat", "adar", "a.m.", "anno",
    ];
    const SOLAR: [&str; 4] = ["ه.ش", "هـ.ش", "ش", "jalali"];
    let lower = plain.to_lowercase();
    let words = || lower.split([' ', ',', '-', '/']).filter(|word| !word.is_empty());
    let has = |known: &[&str]| words().any(|word| known.contains(&word));
    let mut years = words().filter_map(|word| {
        word.parse::<i32>()
            .ok()
            .filter(|_| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
    });
    let year = years.next().filter(|_| years.next().is_none())?;
    let calendar = if has(&PERSIAN) || has(&SOLAR) {
        OtherCalendar::Persian
    } else if has(&ISLAMIC) {
        OtherCalendar::Islamic
    } else if has(&HEBREW) {
        OtherCalendar::Hebrew
    } else {
        return None;
    };
    calendar.has_recent(year).then_some((calendar, year))
}
