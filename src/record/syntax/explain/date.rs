//! Explains mistakes in dates.

use super::super::super::date::{Date, plain, suggested_date};
use super::Detector;
use super::mistake::mistake;
use super::show::{code, quoted};
use crate::diagnostic::Diagnostic;

const MONTHS: [&str; 12] = [
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

const LOOKS: &[Detector] = &[impossible, not_a_day, other_order, time, in_words];

/// Says what is wrong with `value` if it was meant as a date.
pub(super) fn detect(value: &str) -> Option<Diagnostic> {
    LOOKS.iter().find_map(|look| look(value))
}

/// Returns the date that `value` is or was meant to be, in quote marks, where that is what it lacks.
pub(super) fn corrected(value: &str) -> Option<String> {
    if is_edtf(value) { (value.len() > 4).then(|| quoted(value)) } else { meant_date(value) }
}

/// Returns the date that was meant, in quote marks.
fn meant_date(value: &str) -> Option<String> {
    suggested_date(value).as_deref().map(quoted)
}

fn impossible(value: &str) -> Option<Diagnostic> {
    let [year, month, day] = numbers(value)?;
    let message = if !(1..=12).contains(&month) {
        format!("there is no month {month:02}")
    } else if day == 0 {
        "there is no day 00".to_owned()
    } else if day > days(year, month) {
        let name = MONTHS[month - 1];
        format!("{name} {year} has {} days", days(year, month))
    } else {
        return None;
    };
    let turned = suggested_date(value).filter(|turned| turned.len() == value.len());
    let help = if let Some(turned) = turned {
        format!("write year, month and day in this order: `{turned}`")
    } else {
        let is_month = (1..=12).contains(&month);
        let known = if is_month { format!("{year:04}-{month:02}") } else { format!("{year:04}") };
        format!("correct it, or write `\"{known}\"` if no more is known")
    };
    Some(mistake(0..value.len(), message).help(help))
}

fn numbers(value: &str) -> Option<[usize; 3]> {
    let shape = value.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    if !shape.eq(*b"0000-00-00") {
        return None;
    }
    let mut parts = value.split('-').map(|part| part.parse().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}

fn days(year: usize, month: usize) -> usize {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + usize::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn not_a_day(value: &str) -> Option<Diagnostic> {
    let text = corrected(value).filter(|_| is_edtf(value))?;
    let shown = code(value);
    let message = if value.contains('/') {
        format!("the span of time {shown} is not in quote marks")
    } else if value.contains(['~', '?', '%', 'X']) {
        format!("the date {shown} is not exact, so it needs quote marks")
    } else {
        format!("the date {shown} has no day, so it needs quote marks")
    };
    Some(mistake(0..value.len(), message).help(format!("write {}", code(&text))))
}

/// Tells whether `value` is a date or interval of EDTF.
fn is_edtf(value: &str) -> bool {
    value.contains(is_digit) && Date::parse(value).is_ok()
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

fn other_order(value: &str) -> Option<Diagnostic> {
    let plain = plain(value);
    let parts: Vec<&str> = plain.split(['-', '–', '/', '.']).collect();
    let is_part =
        |part: &&str| (1..=4).contains(&part.trim().len()) && part.trim().chars().all(is_digit);
    let has_year = parts.iter().any(|part| part.trim().len() == 4);
    if parts.len() < 2 || !parts.iter().all(is_part) || !has_year {
        return None;
    }
    let message = format!("the date {} is not written as year-month-day", code(value));
    let help = match meant_date(value) {
        Some(date) => format!("write {}", code(&date)),
        None => "write it in quote marks in this order, as in `\"2017-08-02\"`".to_owned(),
    };
    Some(mistake(0..value.len(), message).help(help))
}

fn time(value: &str) -> Option<Diagnostic> {
    let shows_time = value.contains(':')
        && value.chars().all(|c| {
            is_digit(c) || matches!(c, '-' | ':' | 'T' | 't' | ' ' | '.' | 'Z' | 'z' | '+')
        });
    let message = format!("{} is not a date with a time of day", code(value));
    let help = match meant_date(value) {
        Some(day) => format!("write {}, or correct the time and give its seconds", code(&day)),
        None => {
            "correct it, as in `2017-08-02T12:30:00`, or put quote marks around it if it is words"
                .to_owned()
        }
    };
    (shows_time && value.starts_with(is_digit)).then(|| mistake(0..value.len(), message).help(help))
}

fn in_words(value: &str) -> Option<Diagnostic> {
    let mut words = value.split([' ', ',', '.', '-', '/']).filter(|word| word.len() >= 3);
    let is_month = |word: &str| {
        MONTHS.iter().any(|month| {
            month.get(..word.len().min(month.len())).is_some_and(|m| m.eq_ignore_ascii_case(word))
        })
    };
    if !value.contains(is_digit) || value.len() > 20 || !words.any(is_month) {
        return None;
    }
    let message = format!("the date {} is in words", code(value));
    let help = match meant_date(value) {
        Some(date) => format!("write {}", code(&date)),
        None => {
            "write it as year-month-day in quote marks, as in `\"2017-08-02\"` or `\"2017-08\"`"
                .to_owned()
        }
    };
    Some(mistake(0..value.len(), message).help(help))
}
