//! Mistakes in a date.

use super::finding::Finding;
use super::show::{code, quoted};

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

type Look = fn(&str) -> Option<Finding>;

const LOOKS: &[Look] = &[impossible, not_a_day, other_order, time, in_words];

/// Says what is wrong with `value` if it was meant as a date.
pub(super) fn look(value: &str) -> Option<Finding> {
    LOOKS.iter().find_map(|look| look(value))
}

/// Returns the date that `value` is, in quote marks, where that is what it lacks.
pub(super) fn mended(value: &str) -> Option<String> {
    (is_edtf(value) && value.len() > 4).then(|| quoted(value))
}

fn impossible(value: &str) -> Option<Finding> {
    let [year, month, day] = numbers(value)?;
    let message = if !(1..=12).contains(&month) {
        format!("there is no month {month:02}")
    } else if day == 0 {
        "there is no day 00".to_owned()
    } else {
        let name = MONTHS[month - 1];
        format!("{name} {year} has {} days", days(year, month))
    };
    let help = if month > 12 && (1..=12).contains(&day) {
        format!("write year, month and day in this order: `{year:04}-{day:02}-{month:02}`")
    } else {
        let known = if month > 12 { format!("{year:04}") } else { format!("{year:04}-{month:02}") };
        format!("correct it, or write `\"{known}\"` if no more is known")
    };
    Some(Finding::new(0..value.len(), message).help(help))
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

fn not_a_day(value: &str) -> Option<Finding> {
    let text = mended(value)?;
    let shown = code(value);
    let message = if value.contains('/') {
        format!("the span of time {shown} is not in quote marks")
    } else if value.contains(['~', '?', '%', 'X']) {
        format!("the date {shown} is not exact, so it needs quote marks")
    } else {
        format!("the date {shown} has no day, so it needs quote marks")
    };
    Some(Finding::new(0..value.len(), message).help(format!("write {}", code(&text))))
}

/// Tells whether `value` has the shape of an EDTF date or interval.
fn is_edtf(value: &str) -> bool {
    let mut ends = value.split('/');
    let is_end =
        |end: Option<&str>| end.is_some_and(|end| matches!(end, "" | "..") || is_edtf_day(end));
    let has_start = is_end(ends.next());
    let rest: Vec<&str> = ends.collect();
    has_start
        && rest.len() <= 1
        && rest.iter().all(|end| is_end(Some(end)))
        && value.contains(is_digit)
}

fn is_edtf_day(day: &str) -> bool {
    let day = day.trim_matches(['~', '?', '%']);
    let mut parts = day.split('-');
    let has_digits =
        |part: &str, count| part.len() == count && part.chars().all(|c| is_digit(c) || c == 'X');
    let year = parts.next().is_some_and(|year| has_digits(year, 4));
    let rest: Vec<&str> = parts.collect();
    year && rest.len() <= 2 && rest.iter().all(|part| has_digits(part, 2))
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

fn other_order(value: &str) -> Option<Finding> {
    let parts: Vec<&str> = value.split(['-', '/', '.']).collect();
    let is_part = |part: &&str| (1..=4).contains(&part.len()) && part.chars().all(is_digit);
    let has_year = parts.iter().any(|part| part.len() == 4);
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(is_part) || !has_year {
        return None;
    }
    let message = format!("the date {} is not written as year-month-day", code(value));
    let help = match parts.as_slice() {
        [year, rest @ ..] if year.len() == 4 => {
            let rest: Vec<_> = rest.iter().map(|part| format!("{part:0>2}")).collect();
            let date = format!("{year}-{}", rest.join("-"));
            format!("write {}", code(&quoted(&date)))
        }
        _ => "write it in quote marks in this order, as in `\"2017-08-02\"`".to_owned(),
    };
    Some(Finding::new(0..value.len(), message).help(help))
}

fn time(value: &str) -> Option<Finding> {
    let shows_time = value.contains(':')
        && value.chars().all(|c| {
            is_digit(c) || matches!(c, '-' | ':' | 'T' | 't' | ' ' | '.' | 'Z' | 'z' | '+')
        });
    let message = format!("{} is not a date with a time of day", code(value));
    let help = format!("correct it, or put it in quote marks: {}", code(&quoted(value)));
    (shows_time && value.starts_with(is_digit))
        .then(|| Finding::new(0..value.len(), message).help(help))
}

fn in_words(value: &str) -> Option<Finding> {
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
    let help = "write it as year-month-day in quote marks, as in `\"2017-08-02\"` or `\"2017-08\"`";
    Some(Finding::new(0..value.len(), message).help(help))
}
