//! Dates in plain English: `2021-12~` is "about December 2021".
//!
//! A date says as much in words as in EDTF, no more and no less: two dates that mean different things never read the
//! same in full.

use edtf_core::{
    Date as Calendar, DateField, DateTime, Edtf, Interval, IntervalEndpoint, Precision, Qualifier,
    Set, SetElement, SetKind, Year, YearKind,
};

use super::{Date, read};

/// How dates are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateStyle {
    /// In words: "about December 2021".
    #[default]
    Words,
    /// In EDTF, as files have it: `2021-12~`.
    Notation,
}

/// How long the words may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    /// For a sentence: "about December 2021".
    Full,
    /// For a narrow column: "c. Dec 2021". Of several dates it says only how many they are.
    Short,
}

/// The English names of the months.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// In a short form, more dates than this are only counted.
const MOST_LISTED: usize = 2;

impl Date {
    /// Returns the date in words, in full: "21 January – 16 February 2026", "since 2020".
    pub fn in_words(&self) -> String {
        self.worded(Length::Full)
    }

    /// Returns the date in few words, for a narrow column: "21 Jan – 16 Feb 2026", "c. Dec 2021".
    pub fn in_few_words(&self) -> String {
        self.worded(Length::Short)
    }

    /// Returns the date in full, in words or as the file has it.
    pub fn said(&self, style: DateStyle) -> String {
        match style {
            DateStyle::Words => self.in_words(),
            DateStyle::Notation => self.written.to_string(),
        }
    }

    /// Returns the date for a narrow column, in few words or as the file has it.
    pub fn said_in_short(&self, style: DateStyle) -> String {
        match style {
            DateStyle::Words => self.in_few_words(),
            DateStyle::Notation => self.written.to_string(),
        }
    }

    /// Returns the date as the file has it, where its words say more than a day, month or year: the notation is exact.
    pub fn notation(&self) -> Option<&str> {
        self.plain_words(Length::Short).is_none().then_some(&*self.written)
    }

    /// Returns the words of a day, month or year of which all digits are known. Most dates are one; lists ask for each,
    /// so that the library is not asked to read them again.
    fn plain_words(&self, length: Length) -> Option<String> {
        if self.qualified {
            return None;
        }
        let mut parts = self.written.split('-');
        let (year, month, day) = (parts.next()?, parts.next(), parts.next());
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_year = year.len() == 4 && is_digits(year) && !year.starts_with('0');
        if !is_year || parts.next().is_some() {
            return None;
        }
        let number =
            |part: &str| part.parse::<u8>().ok().filter(|_| part.len() == 2 && is_digits(part));
        let name = |part: &str| length.month(number(part)?);
        Some(match (month, day) {
            (None, _) => year.to_owned(),
            (Some(month), None) => format!("{} {year}", name(month)?),
            (Some(month), Some(day)) => format!("{} {} {year}", number(day)?, name(month)?),
        })
    }

    fn worded(&self, length: Length) -> String {
        if let Some(words) = self.plain_words(length) {
            return words;
        }
        let words = match read(&self.written) {
            Some(Edtf::Date(date)) => length.date(&date),
            Some(Edtf::DateTime(time)) => length.time(&time),
            Some(Edtf::Interval(interval)) => length.interval(&interval),
            Some(Edtf::Set(set)) => length.set(&set, self.written.contains(['?', '~', '%'])),
            None => None,
        };
        words.unwrap_or_else(|| self.written.to_string())
    }
}

/// The year, month or day of a date, in words, with what is in doubt about it.
struct DatePart {
    words: PartWords,
    doubt: Qualifier,
}

/// The words of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PartWords {
    /// A number or name that is written beside the other parts: `21`, `December`.
    Plain(String),
    /// A phrase that the part to its right follows after "of": `an unknown day`.
    Phrase(String),
}

impl Length {
    fn time(self, time: &DateTime) -> Option<String> {
        let date = self.date(&time.date)?;
        let clock = time.time.to_string();
        let clock = match clock.split_at_checked(8)? {
            (clock, "") => clock.to_owned(),
            (clock, "Z") => format!("{clock} UTC"),
            (clock, shift) => format!("{clock} UTC{shift}"),
        };
        Some(match self {
            Self::Full => format!("{date}, {clock}"),
            Self::Short => date,
        })
    }

    fn interval(self, interval: &Interval) -> Option<String> {
        use IntervalEndpoint::{Date, Open, Unknown};
        let Interval { start, end } = interval;
        // An interval from a day to the same day is that day.
        if let (Date(from), Date(to)) = (start, end)
            && from == to
        {
            return self.date(from);
        }
        if let (Date(from), Date(to)) = (start, end)
            && let Some(plain) = self.plain_interval(from, to)
        {
            return Some(plain);
        }
        let words = |end: &IntervalEndpoint| match end {
            Date(date) => self.date(date),
            IntervalEndpoint::OnOrBefore(date) => Some(format!("{} or earlier", self.date(date)?)),
            IntervalEndpoint::OnOrAfter(date) => Some(format!("{} or later", self.date(date)?)),
            Open | Unknown => None,
        };
        let (from, to) = (words(start), words(end));
        Some(match (start, end, from, to) {
            (_, _, Some(from), Some(to)) => match self {
                Self::Full => format!("from {from} to {to}"),
                Self::Short => format!("{from} – {to}"),
            },
            (_, Open, Some(from), _) => format!("since {from}"),
            (_, _, Some(from), _) => match self {
                Self::Full => format!("from {from} to an unknown time"),
                Self::Short => format!("{from} – ?"),
            },
            (Open, _, _, Some(to)) => format!("until {to}"),
            (_, _, _, Some(to)) => match self {
                Self::Full => format!("from an unknown time to {to}"),
                Self::Short => format!("? – {to}"),
            },
            // EDTF has no interval without a date.
            (.., None, None) => return None,
        })
    }

    /// Returns an interval between two dates without any doubt, with what both have in common said once; `None`
    /// where a part is in doubt.
    fn plain_interval(self, from: &Calendar, to: &Calendar) -> Option<String> {
        let known = |date: &Calendar| {
            (date.year.value().is_some() && date.precision() != Precision::Season)
                && !date.has_unspecified()
                && !date.is_uncertain()
                && !date.is_approximate()
                && date.year.significant_digits.is_none()
        };
        if !known(from) || !known(to) {
            return None;
        }
        let same_year = from.year == to.year;
        let (start, dash) = match (same_year, from.precision(), to.precision()) {
            (true, Precision::Day, Precision::Day) if from.month == to.month => {
                (from.day?.value()?.to_string(), "–")
            }
            (true, Precision::Day, Precision::Day) => {
                (format!("{} {}", from.day?.value()?, self.month_name(from.month?)?), " – ")
            }
            (true, Precision::Month, Precision::Month) => (self.month_name(from.month?)?, " – "),
            (_, Precision::Year, Precision::Year) if !same_year => (self.date(from)?, "–"),
            _ => (self.date(from)?, " – "),
        };
        Some(format!("{start}{dash}{}", self.date(to)?))
    }

    fn set(self, set: &Set, is_doubtful: bool) -> Option<String> {
        let Set { kind, elements } = set;
        let all = *kind == SetKind::AllMembers;
        let words = elements.iter().map(|element| self.element(element, all));
        let words = words.collect::<Option<Vec<String>>>()?;
        let is_simple = elements.iter().all(|element| {
            matches!(element, SetElement::Date(date) if !has_phrases(date) && is_evenly_qualified(date))
        });
        Some(match (self, all, words.as_slice()) {
            (_, _, [one]) => one.clone(),
            (Self::Short, _, many) if many.len() > MOST_LISTED => {
                let of = if all { "all" } else { "one" };
                let doubt = if is_doubtful { ", some in doubt" } else { "" };
                format!("{of} of {} dates{doubt}", many.len())
            }
            (_, true, many) if is_simple => joined(many, "and"),
            (_, false, many) if is_simple => joined(many, "or"),
            (_, true, many) => format!("all of these: {}", many.join("; ")),
            (_, false, many) => format!("one of these: {}", many.join("; ")),
        })
    }

    fn element(self, element: &SetElement, all: bool) -> Option<String> {
        let every = |date: &Calendar| match date.precision() {
            Precision::Year => "every year",
            Precision::Month => "every month",
            Precision::Season => "every season",
            Precision::Day => "every day",
        };
        let of = |date: &Calendar| self.date(date);
        Some(match (element, all) {
            (SetElement::Date(date), _) => of(date)?,
            (SetElement::OnOrBefore(date), false) => format!("{} or earlier", of(date)?),
            (SetElement::OnOrAfter(date), false) => format!("{} or later", of(date)?),
            (SetElement::Range(from, to), false) => {
                format!("between {} and {}", of(from)?, of(to)?)
            }
            (SetElement::OnOrBefore(date), true) => format!("{} until {}", every(date), of(date)?),
            (SetElement::OnOrAfter(date), true) => format!("{} from {} on", every(date), of(date)?),
            (SetElement::Range(from, to), true) => {
                format!("{} from {} to {}", every(from), of(from)?, of(to)?)
            }
        })
    }

    /// Returns a day, month, season or year. Parts beside each other that are qualified alike are said together,
    /// behind the words for their doubt.
    fn date(self, date: &Calendar) -> Option<String> {
        let parts = self.parts(date)?;
        let mut words = String::new();
        for group in parts.chunk_by(|one, next| one.doubt == next.doubt) {
            let doubt = group.first()?.doubt;
            let text = self.together(group);
            if words.is_empty() && group.len() == parts.len() {
                return Some(self.doubted(doubt, &text));
            }
            let is_first = words.is_empty();
            if self == Self::Short && !is_first {
                words.push(' ');
            }
            words.push_str(&self.group(doubt, &text, is_first));
        }
        Some(words)
    }

    /// Returns some parts of a date, not all of which are qualified alike.
    fn group(self, doubt: Qualifier, text: &str, is_first: bool) -> String {
        match (self, is_first, doubt.uncertain, doubt.approximate) {
            // The mark is beside the part that it is for.
            (Self::Short, _, false, false) => text.to_owned(),
            (Self::Short, ..) => format!("({})", self.doubted(doubt, text)),
            (Self::Full, true, ..) => self.doubted(doubt, text),
            (Self::Full, _, true, _) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!(", {}", self.doubted(doubt, text))
            }
            (Self::Full, _, true, false) => format!(", probably of {text}"),
            (Self::Full, _, true, true) => format!(", probably of about {text}"),
            (Self::Full, _, false, true) => format!(" of about {text}"),
            (Self::Full, _, false, false) => format!(", of {text}"),
        }
    }

    /// Returns what is in doubt with the words for that; a question mark is short for "probably".
    fn doubted(self, doubt: Qualifier, text: &str) -> String {
        let Qualifier { uncertain, approximate } = doubt;
        let (probably, about, mark) = match self {
            Self::Full => ("probably ", "about ", ""),
            Self::Short => ("", "c. ", "?"),
        };
        let (probably, mark) = if uncertain { (probably, mark) } else { ("", "") };
        let about = if approximate { about } else { "" };
        format!("{probably}{about}{text}{mark}")
    }

    /// Returns the parts of a date, the day first.
    fn parts(self, date: &Calendar) -> Option<Vec<DatePart>> {
        let day =
            date.day.map(|day| Some(DatePart { words: day_words(day)?, doubt: day.qualifier }));
        let month = date.month.map(|month| {
            Some(DatePart { words: self.month_words(month)?, doubt: month.qualifier })
        });
        let year = DatePart { words: year_words(&date.year)?, doubt: date.year.qualifier };
        let all = day.into_iter().chain(month).collect::<Option<Vec<DatePart>>>()?;
        Some(all.into_iter().chain([year]).collect())
    }

    /// Returns parts that follow each other: "5 December 2021", "an unknown day of December 2021".
    fn together(self, parts: &[DatePart]) -> String {
        let mut words = String::new();
        for (number, part) in parts.iter().enumerate() {
            let before = number.checked_sub(1).and_then(|before| parts.get(before));
            let next = parts.get(number + 1);
            words.push_str(match (before.map(|before| &before.words), &part.words) {
                (None, _) => "",
                (Some(PartWords::Plain(_)), PartWords::Plain(_)) => " ",
                (Some(PartWords::Phrase(_)), _) | (_, PartWords::Phrase(_)) => " of ",
            });
            match &part.words {
                // A day by itself, or before a phrase, is "the 5th".
                PartWords::Plain(day)
                    if day.len() <= 2
                        && day.bytes().all(|byte| byte.is_ascii_digit())
                        && !next.is_some_and(|next| matches!(next.words, PartWords::Plain(_)))
                        && (parts.len() > 1 || self == Self::Full) =>
                {
                    words += "the ";
                    words += &ordinal(day);
                }
                PartWords::Plain(text) | PartWords::Phrase(text) => words.push_str(text),
            }
        }
        words
    }

    fn month_name(self, month: DateField) -> Option<String> {
        self.month(month.value()?).map(str::to_owned)
    }

    /// Returns the name of a month.
    fn month(self, number: u8) -> Option<&'static str> {
        let name = *MONTHS.get(usize::from(number).checked_sub(1)?)?;
        match self {
            Self::Full => Some(name),
            Self::Short => name.get(..3),
        }
    }

    fn month_words(self, month: DateField) -> Option<PartWords> {
        let Some(number) = month.value() else {
            let names = (1..=12).filter(|number| may_be(month, *number));
            let field = |number: u8| DateField { digits: digits_of(number), ..month };
            let names = names.map(|number| self.month_name(field(number)));
            let names = names.collect::<Option<Vec<String>>>()?;
            return Some(PartWords::Phrase(match names.as_slice() {
                [] => format!("a part of the year ({})", written(month)),
                [first, .., last] if names.len() == 12 || is_run(month) => match names.len() {
                    12 => "an unknown month".to_owned(),
                    _ => format!("a month from {first} to {last}"),
                },
                several => joined(several, "or"),
            }));
        };
        if let Some(name) = self.month_name(month) {
            return Some(PartWords::Plain(name));
        }
        let season = |number: u8| ["spring", "summer", "autumn", "winter"].get(usize::from(number));
        let count = |number: u8| ["first", "second", "third", "fourth"].get(usize::from(number));
        Some(match number {
            21..=24 => PartWords::Plain((*season(number - 21)?).to_owned()),
            25..=28 => PartWords::Phrase(format!("the northern {}", season(number - 25)?)),
            29..=32 => PartWords::Phrase(format!("the southern {}", season(number - 29)?)),
            33..=36 => PartWords::Phrase(format!("the {} quarter", count(number - 33)?)),
            37..=39 => PartWords::Phrase(format!("the {} third", count(number - 37)?)),
            40..=41 => PartWords::Phrase(format!("the {} half", count(number - 40)?)),
            _ => return None,
        })
    }
}

/// Returns whether of one of the dates the year alone is uncertain.
pub(super) fn is_year_alone_in_doubt(date: &Edtf) -> bool {
    let is_meant = |date: &Calendar| {
        let is_uncertain = |part: DateField| part.qualifier.uncertain;
        date.year.qualifier.uncertain
            && date.month.is_some_and(|month| !is_uncertain(month))
            && !date.day.is_some_and(is_uncertain)
    };
    let is_end = |end: &IntervalEndpoint| match end {
        IntervalEndpoint::Date(date)
        | IntervalEndpoint::OnOrBefore(date)
        | IntervalEndpoint::OnOrAfter(date) => is_meant(date),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => false,
    };
    match date {
        Edtf::Date(date) => is_meant(date),
        Edtf::DateTime(time) => is_meant(&time.date),
        Edtf::Interval(interval) => is_end(&interval.start) || is_end(&interval.end),
        Edtf::Set(set) => set.elements.iter().any(|element| match element {
            SetElement::Date(date) | SetElement::OnOrBefore(date) | SetElement::OnOrAfter(date) => {
                is_meant(date)
            }
            SetElement::Range(from, to) => is_meant(from) || is_meant(to),
        }),
    }
}

/// Returns whether all parts of a date are qualified alike.
fn is_evenly_qualified(date: &Calendar) -> bool {
    let of_year = date.year.qualifier;
    [date.month, date.day].iter().flatten().all(|part| part.qualifier == of_year)
}

/// Returns whether a date has parts that are not single numbers or names.
fn has_phrases(date: &Calendar) -> bool {
    date.has_unspecified() || date.year.significant_digits.is_some()
}

fn day_words(day: DateField) -> Option<PartWords> {
    if let Some(number) = day.value() {
        return Some(PartWords::Plain(number.to_string()));
    }
    let days = (1..=31).filter(|number| may_be(day, *number));
    let days: Vec<String> = days.map(|number: u8| ordinal(&number.to_string())).collect();
    Some(PartWords::Phrase(match days.as_slice() {
        [] => return None,
        _ if days.len() == 31 => "an unknown day".to_owned(),
        [first, .., last] if is_run(day) && days.len() > 2 => {
            format!("a day from the {first} to the {last}")
        }
        several => format!("the {}", joined(several, "or")),
    }))
}

fn year_words(year: &Year) -> Option<PartWords> {
    let (negative, digits) = match year.kind {
        YearKind::Standard { negative, digits } => (negative, digits),
        YearKind::Big { .. } | YearKind::Exponential { .. } => {
            let number = match (year.value(), year.kind) {
                (Some(number), _) => number.to_string(),
                (None, YearKind::Exponential { significand, exponent }) => {
                    format!("{significand} × 10^{exponent}")
                }
                (None, YearKind::Standard { .. } | YearKind::Big { .. }) => return None,
            };
            return Some(PartWords::Phrase(in_digits(format!("the year {number}"), year)));
        }
    };
    let written: String =
        digits.iter().map(|digit| digit.map_or('X', |digit| char::from(b'0' + digit))).collect();
    let words = match (year.value(), digits, negative) {
        // The year before 1 is 0 in EDTF, and 1 BC in words.
        (Some(number), ..) if number <= 0 => format!("{} BC", 1 - number),
        (Some(number), ..) if number < 1000 => format!("AD {number}"),
        (Some(number), ..) => number.to_string(),
        (None, [None, None, None, None], false) => {
            return Some(PartWords::Phrase("an unknown year".to_owned()));
        }
        (None, [Some(_), Some(_), Some(decade), None], false) if decade != 0 => {
            format!("the {}0s", written.trim_end_matches('X'))
        }
        (None, [Some(_), ..], false)
            if written.trim_end_matches('X').bytes().all(|b| b != b'X') =>
        {
            let (first, last) = (written.replace('X', "0"), written.replace('X', "9"));
            format!("a year from {first} to {last}")
        }
        (None, _, negative) => {
            let sign = if negative { "-" } else { "" };
            format!("a year written {sign}{written}")
        }
    };
    let is_plain = year.value().is_some() && year.significant_digits.is_none();
    let words = in_digits(words, year);
    Some(if is_plain { PartWords::Plain(words) } else { PartWords::Phrase(words) })
}

/// Adds how many digits of a year are known.
fn in_digits(words: String, year: &Year) -> String {
    match year.significant_digits {
        Some(1) => format!("{words} to 1 digit"),
        Some(count) => format!("{words} to {count} digits"),
        None => words,
    }
}

/// Returns whether a field with unknown digits may be this number.
fn may_be(field: DateField, number: u8) -> bool {
    field.digits.iter().zip(digits_of(number)).all(|(one, other)| one.is_none() || *one == other)
}

/// Returns whether the numbers that a field may be follow each other: its last digit is unknown.
fn is_run(field: DateField) -> bool {
    matches!(field.digits, [_, None])
}

fn digits_of(number: u8) -> [Option<u8>; 2] {
    [Some(number / 10), Some(number % 10)]
}

fn written(field: DateField) -> String {
    let digits = field.digits.iter();
    digits.map(|digit| digit.map_or('X', |digit| char::from(b'0' + digit))).collect()
}

/// Returns a number of a day with its ending: `1st`, `12th`.
fn ordinal(number: &str) -> String {
    let ending = match number {
        "11" | "12" | "13" => "th",
        _ if number.ends_with('1') => "st",
        _ if number.ends_with('2') => "nd",
        _ if number.ends_with('3') => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Returns a list in a sentence: `a, b or c`.
fn joined(all: &[String], word: &str) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(written: &str, full: &str, short: &str) {
        let date = Date::parse(written).unwrap_or_else(|bad| panic!("{written}: {}", bad.message));
        assert_eq!((&*date.in_words(), &*date.in_few_words()), (full, short), "{written}");
    }

    #[test]
    fn a_day_month_or_year_is_said_as_people_do() {
        check("2026-01-21", "21 January 2026", "21 Jan 2026");
        check("2021-12-05", "5 December 2021", "5 Dec 2021");
        check("2021-12", "December 2021", "Dec 2021");
        check("2021", "2021", "2021");
        check("2021-21", "spring 2021", "spring 2021");
        check("2021-28", "the northern winter of 2021", "the northern winter of 2021");
        check("2021-33", "the first quarter of 2021", "the first quarter of 2021");
        check("2021-39", "the third third of 2021", "the third third of 2021");
        check("2021-41", "the second half of 2021", "the second half of 2021");
        check("-0044", "45 BC", "45 BC");
        check("0113-02", "February AD 113", "Feb AD 113");
        check("Y-17000", "the year -17000", "the year -17000");
        check("Y17E7S3", "the year 170000000 to 3 digits", "the year 170000000 to 3 digits");
        check("1950S2", "1950 to 2 digits", "1950 to 2 digits");
        check("2026-01-21T10:05:00+07:00", "21 January 2026, 10:05:00 UTC+07:00", "21 Jan 2026");
        check("2026-01-21T10:05:00Z", "21 January 2026, 10:05:00 UTC", "21 Jan 2026");
    }

    #[test]
    fn what_is_in_doubt_is_said_of_the_part_that_is_in_doubt() {
        check("2021-12~", "about December 2021", "c. Dec 2021");
        check("2021-12?", "probably December 2021", "Dec 2021?");
        check("2021-12%", "probably about December 2021", "c. Dec 2021?");
        check("2021?-12", "December, probably 2021", "Dec (2021?)");
        check("2021?-12-05", "5 December, probably 2021", "5 Dec (2021?)");
        check("2021?-12-?05", "probably the 5th, of December, probably 2021", "(5?) Dec (2021?)");
        check("2022-?02", "probably February, of 2022", "(Feb?) 2022");
        check("2021-12-~05", "about the 5th, of December 2021", "(c. 5) Dec 2021");
        check("2004-06~-11", "the 11th of about June 2004", "11 (c. Jun 2004)");
        check("2004-~06-11", "the 11th of about June, of 2004", "11 (c. Jun) 2004");
    }

    #[test]
    fn digits_that_are_not_known_are_said_to_be_unknown() {
        check("2021-12-XX", "an unknown day of December 2021", "an unknown day of Dec 2021");
        check("2021-XX", "an unknown month of 2021", "an unknown month of 2021");
        check(
            "2021-XX-XX",
            "an unknown day of an unknown month of 2021",
            "an unknown day of an unknown month of 2021",
        );
        check(
            "2021-XX-05",
            "the 5th of an unknown month of 2021",
            "the 5th of an unknown month of 2021",
        );
        check(
            "2021-1X",
            "a month from October to December of 2021",
            "a month from Oct to Dec of 2021",
        );
        check("2021-X1", "January or November of 2021", "Jan or Nov of 2021");
        check(
            "2021-12-1X",
            "a day from the 10th to the 19th of December 2021",
            "a day from the 10th to the 19th of Dec 2021",
        );
        check("2021-12-3X", "the 30th or 31st of December 2021", "the 30th or 31st of Dec 2021");
        check(
            "2021-12-X5",
            "the 5th, 15th or 25th of December 2021",
            "the 5th, 15th or 25th of Dec 2021",
        );
        check("201X", "the 2010s", "the 2010s");
        check("200X", "a year from 2000 to 2009", "a year from 2000 to 2009");
        check("20XX", "a year from 2000 to 2099", "a year from 2000 to 2099");
        check("XXXX", "an unknown year", "an unknown year");
        check("XXXX-12", "December of an unknown year", "Dec of an unknown year");
        check("2X21", "a year written 2X21", "a year written 2X21");
        check("201X?", "probably the 2010s", "the 2010s?");
    }

    #[test]
    fn an_interval_says_what_its_ends_have_in_common_once() {
        check("2026-01-21/2026-02-16", "21 January – 16 February 2026", "21 Jan – 16 Feb 2026");
        check("2026-01-21/2026-01-25", "21–25 January 2026", "21–25 Jan 2026");
        check(
            "2021-12-21/2022-01-05",
            "21 December 2021 – 5 January 2022",
            "21 Dec 2021 – 5 Jan 2022",
        );
        check("2021-01/2021-06", "January – June 2021", "Jan – Jun 2021");
        check("2021-12/2022-06", "December 2021 – June 2022", "Dec 2021 – Jun 2022");
        check("2020/2022", "2020–2022", "2020–2022");
        check("2020/2022-06", "2020 – June 2022", "2020 – Jun 2022");
        check(
            "2021-12~/2022-06",
            "from about December 2021 to June 2022",
            "c. Dec 2021 – Jun 2022",
        );
        check("2023/2023?-06", "from 2023 to June, probably 2023", "2023 – Jun (2023?)");
        check("2020/..", "since 2020", "since 2020");
        check("2020~/..", "since about 2020", "since c. 2020");
        check("2020/", "from 2020 to an unknown time", "2020 – ?");
        check("../2017-08", "until August 2017", "until Aug 2017");
        check("/2017-08", "from an unknown time to August 2017", "? – Aug 2017");
    }

    #[test]
    fn one_of_several_dates_and_all_of_them_differ() {
        check("[2017-03,2017-05]", "March 2017 or May 2017", "Mar 2017 or May 2017");
        check("{2017-03,2017-05}", "March 2017 and May 2017", "Mar 2017 and May 2017");
        check("[2017,2018,2020]", "2017, 2018 or 2020", "one of 3 dates");
        check("{2017,2018,2020}", "2017, 2018 and 2020", "all of 3 dates");
        check(
            "{2017,2018?,2020~}",
            "2017, probably 2018 and about 2020",
            "all of 3 dates, some in doubt",
        );
        check("[2026-01-21..]", "21 January 2026 or later", "21 Jan 2026 or later");
        check("[..2022-06]", "June 2022 or earlier", "Jun 2022 or earlier");
        check(
            "[2021-12..2022-06]",
            "between December 2021 and June 2022",
            "between Dec 2021 and Jun 2022",
        );
        check(
            "{2021-12..2022-06}",
            "every month from December 2021 to June 2022",
            "every month from Dec 2021 to Jun 2022",
        );
        check("{..1984}", "every year until 1984", "every year until 1984");
        check(
            "[2017,2019..]",
            "one of these: 2017; 2019 or later",
            "one of these: 2017; 2019 or later",
        );
        check(
            "[2021?,2022?-05]",
            "one of these: probably 2021; May, probably 2022",
            "one of these: 2021?; May (2022?)",
        );
        check("[2021]", "2021", "2021");
    }

    #[test]
    fn an_interval_of_one_day_month_or_year_is_that() {
        check("2021-12-05/2021-12-05", "5 December 2021", "5 Dec 2021");
        check("2021-12/2021-12", "December 2021", "Dec 2021");
        check("2021~/2021~", "about 2021", "c. 2021");
    }

    #[test]
    fn a_year_may_be_in_doubt_alone() {
        let inferred = |written: &str| Date::parse(written).unwrap().has_inferred_year();
        for written in ["2021?-12", "2021?-12-05", "2023/2023?-06", "[2017,2018?-05]", "2021%-~12"]
        {
            assert!(inferred(written), "{written}");
        }
        for written in ["2021-12", "2021-12?", "2021?", "2021-?12", "2021~-12", "2021?-12-?05"] {
            assert!(!inferred(written), "{written}");
        }
    }

    #[test]
    fn the_notation_is_offered_where_words_say_more_than_a_day_month_or_year() {
        let notation = |written: &str| Date::parse(written).unwrap().notation().is_some();
        for written in ["2021", "2021-12", "2021-12-05"] {
            assert!(!notation(written), "{written}");
        }
        for written in ["2021~", "2021?-12", "2021-XX", "2020/2021", "[2020..]", "0113", "2021-21"]
        {
            assert!(notation(written), "{written}");
        }
    }

    /// Any text that may be a date: parts with marks, intervals and sets of them.
    fn dates() -> impl Strategy<Value = String> {
        let mark = "[?~%]?";
        let day = format!("(-{mark}(0[1-9X]|1[0-9X]|3[01X]|X[0-9X]){mark})");
        let month = format!("(-{mark}(0[1-9X]|1[0-2X]|2[1-9X]|3[0-9]|4[01]|X[0-9X]){mark})");
        let year = format!("{mark}-?(20[12][0-9X]|20XX|00[0-9][0-9]|XXXX|X0X1){mark}(S[12])?");
        let one = format!("{year}({month}({day})?)?|Y-?[1-9][0-9]{{4,5}}(E[1-3])?(S[1-3])?");
        let plain = "20[12][0-9](-0[1-9](-0[1-9])?)?";
        let end = format!("(\\.\\.)?({one})(\\.\\.)?|\\.\\.|");
        let element = format!("({one})|\\.\\.({plain})|({plain})\\.\\.|({plain})\\.\\.({plain})");
        let forms = [
            format!("({one})"),
            format!("({end})/({end})"),
            format!("[\\[{{]({element})(,({element})){{0,2}}[\\]}}]"),
            "20[12][0-9]-0[1-9]-0[1-9]T1[0-9]:[0-5]0:00(Z|\\+07:00|-03)?".to_owned(),
        ];
        proptest::strategy::Union::new(
            forms.map(|form| proptest::string::string_regex(&form).unwrap().boxed()),
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn dates_that_mean_different_things_never_read_the_same(
            written in proptest::collection::vec(dates(), 300)
        ) {
            let mut read_as: HashMap<String, Edtf> = HashMap::new();
            for written in written {
                let Some(meant) = read(&written) else { continue };
                let Ok(date) = Date::parse(&written) else { continue };
                let words = date.in_words();
                prop_assert!(!words.is_empty() && !date.in_few_words().is_empty());
                prop_assert!(!words.contains("  ") && words.trim() == words, "{written}: {words}");
                if let Some(other) = read_as.insert(words.clone(), meant.clone()) {
                    let other = Date::parse(&other.to_string()).unwrap();
                    // A set of one date is that date.
                    let alone = |date: &str| date.trim_matches(['[', ']', '{', '}']).to_owned();
                    let same = alone(&other.to_string()) == alone(&meant.to_string())
                        || (other.days(), other.is_qualified()) == (date.days(), date.is_qualified());
                    prop_assert!(same, "{written} and {other}: {words}");
                }
            }
        }

        #[test]
        fn what_is_in_doubt_is_never_said_without_a_word_for_it(written in dates()) {
            let Ok(date) = Date::parse(&written) else { return Ok(()) };
            let (full, short) = (date.in_words(), date.in_few_words());
            let has = |words: &str, any_of: &[&str]| any_of.iter().any(|word| words.contains(word));
            let counted = has(&short, &["one of 3 dates", "all of 3 dates"]);
            let is_marked = written.contains(['?', '%', '~']);
            prop_assert!(!counted || has(&short, &["some in doubt"]) == is_marked, "{written}: {short}");
            if written.contains(['?', '%']) {
                prop_assert!(has(&full, &["probably"]), "{written}: {full}");
                prop_assert!(counted || has(&short, &["?"]), "{written}: {short}");
            } else {
                let short = short.replace(" – ?", "").replace("? – ", "");
                prop_assert!(!has(&full, &["probably"]) && !has(&short, &["?"]), "{written}");
            }
            if written.contains(['~', '%']) {
                prop_assert!(has(&full, &["about"]), "{written}: {full}");
                prop_assert!(counted || has(&short, &["c. "]), "{written}: {short}");
            } else {
                prop_assert!(!has(&full, &["about"]) && !has(&short, &["c. "]), "{written}");
            }
        }
    }
}
