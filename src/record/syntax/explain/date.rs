//! Explains mistakes in dates.

use super::super::super::date::{Date, plain, possible, suggested_date};
use super::Detector;
use super::edit::{fix, rewrite};
use super::mistake::mistake;
use super::show::{code, quoted};
use crate::diagnostic::{Diagnostic, Fix};
use crate::record::MONTHS;

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
    let reordered = suggested_date(value).filter(|reordered| reordered.len() == value.len());
    let (help, text) = if let Some(reordered) = reordered {
        (format!("write year, month and day in this order: `{reordered}`"), reordered)
    } else {
        let is_month = (1..=12).contains(&month);
        let known = if is_month { format!("{year:04}-{month:02}") } else { format!("{year:04}") };
        let text = quoted(&known);
        (format!("correct it, or write `{text}` if no more is known"), text)
    };
    Some(mistake(0..value.len(), message).help(help).fix(fix(false, rewrite(0, value, &text))))
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
        format!("the interval {shown} is not in quote marks")
    } else if value.contains(['~', '?', '%', 'X']) {
        format!("the date {shown} is not exact, so it needs quote marks")
    } else {
        format!("the date {shown} has no day, so it needs quote marks")
    };
    let found = mistake(0..value.len(), message).help(format!("write {}", code(&text)));
    Some(found.fix(fix(true, rewrite(0, value, &text))))
}

/// Returns whether `value` is a date or interval of EDTF.
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
    let found = mistake(0..value.len(), message);
    let Some(date) = meant_date(value) else {
        let readings = possible(value);
        let readings = readings.iter().map(|date| rewrite(0, value, &quoted(date)));
        let found = found.fix(Fix::choice(readings.collect()));
        return Some(found.help("write it in quote marks in this order, as in `\"2017-08-02\"`"));
    };
    let found = found.help(format!("write {}", code(&date)));
    Some(found.fix(fix(has_same_numbers(&plain, &date), rewrite(0, value, &date))))
}

fn time(value: &str) -> Option<Diagnostic> {
    let shows_time = value.contains(':')
        && value.chars().all(|c| {
            is_digit(c) || matches!(c, '-' | ':' | 'T' | 't' | ' ' | '.' | 'Z' | 'z' | '+')
        });
    let message = format!("{} is not a date with a time of day", code(value));
    let (help, text) = match meant_date(value) {
        Some(day) => {
            (format!("write {}, or correct the time and give its seconds", code(&day)), day)
        }
        None => (
            "correct it, as in `2017-08-02T12:30:00`, or put quote marks around it if it is words"
                .to_owned(),
            quoted(value),
        ),
    };
    (shows_time && value.starts_with(is_digit)).then(|| {
        mistake(0..value.len(), message).help(help).fix(fix(false, rewrite(0, value, &text)))
    })
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
    let found = mistake(0..value.len(), message);
    let Some(date) = meant_date(value) else {
        return Some(found.help(
            "write it as year-month-day in quote marks, as in `\"2017-08-02\"` or `\"2017-08\"`",
        ));
    };
    let found = found.help(format!("write {}", code(&date)));
    // A year of another calendar is not in the value.
    let has_year = date.get(1..5).is_some_and(|year| value.contains(year));
    Some(found.fix(fix(has_year, rewrite(0, value, &date))))
}

/// Returns whether a date has the numbers of what was written, in the same order.
fn has_same_numbers(written: &str, date: &str) -> bool {
    let numbers = |text: &str| -> Vec<String> {
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        numbers.map(|number| number.trim_start_matches('0').to_owned()).collect()
    };
    numbers(written) == numbers(date)
}
