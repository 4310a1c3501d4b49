//! One day, month or year in another order than that of EDTF, or without its signs.

use super::months::{month_number, without_silent_words};
use super::read;

/// Reads one day, month or year; `None` where it could be several.
pub(super) fn single(text: &str) -> Option<String> {
    let mut possible = singles(text);
    possible.pop().filter(|_| possible.is_empty())
}

/// Returns the days, months or years that a text may mean.
pub(super) fn singles(text: &str) -> Vec<String> {
    let text = without_time(text.trim());
    // A dash at an end may be the beginning of an interval.
    if text.starts_with('-') || text.ends_with('-') {
        return Vec::new();
    }
    let mut possible: Vec<String> = candidates(text);
    possible.retain(|date| read(date).is_some());
    possible.sort_unstable();
    possible.dedup();
    possible
}

/// Returns a text without the time of day behind its date.
fn without_time(text: &str) -> &str {
    let parts = text.split_once(['T', 't']).or_else(|| text.rsplit_once(' '));
    let Some((date, time)) = parts else { return text };
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    let is_time = (1..=2).contains(&digits) && time.as_bytes().get(digits) == Some(&b':');
    if is_time { date.trim() } else { text }
}

/// Returns all that a text may mean, whether or not there are such days.
pub(super) fn candidates(text: &str) -> Vec<String> {
    const PARTING: [char; 12] = ['-', '/', '.', ',', ' ', '年', '月', '日', '号', '號', '년', '월'];
    let text = without_silent_words(text.strip_suffix('일').unwrap_or(text));
    let parts: Vec<&str> = text.split(PARTING).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str| part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| is_number(part));
    let year = |part: &str| number(part).filter(|_| part.len() == 4);
    let small = |part: &str| number(part).filter(|_| part.len() <= 2);
    let day_of = |y: Option<u32>, m: Option<u32>, d: Option<u32>| {
        Some(format!("{:04}-{:02}-{:02}", y?, m?, d?))
    };
    let month_of = |y: Option<u32>, m: Option<u32>| Some(format!("{:04}-{:02}", y?, m?));
    let named = |part: &str| month_number(part);
    let found = match *parts.as_slice() {
        [one] => return run_together(one),
        [one, other] => vec![
            month_of(year(one), small(other)),
            month_of(year(other), small(one)),
            month_of(year(one), named(other)),
            month_of(year(other), named(one)),
            year(one).filter(|_| small(other) == Some(0)).map(|year| format!("{year:04}")),
        ],
        [one, two, three] => {
            let days_first = |y, d, m| day_of(y, m, d);
            let (first, last) = (year(one), year(three));
            let big_endian = day_of(first, small(two), small(three));
            // A day between the year and the month is always a mistake.
            let mistaken = small(two).filter(|month| *month > 12);
            let in_century =
                |part: &str| small(part).filter(|_| part.len() == 2).map(|two| 2000 + two);
            let (early, late) = (in_century(one), in_century(three));
            vec![
                big_endian,
                mistaken.and_then(|day| day_of(first, small(three), Some(day))),
                days_first(last, small(one), small(two)),
                day_of(last, small(one), small(two)),
                day_of(last, named(two), ordinal(one)),
                day_of(last, named(one), ordinal(two)),
                day_of(first, named(two), ordinal(three)),
                day_of(early, small(two), small(three)),
                day_of(late, small(two), small(one)),
                day_of(late, small(one), small(two)),
                day_of(late, named(two), ordinal(one)),
                // A month or day of zeroes is an unknown one.
                month_of(first, small(two)).filter(|_| small(three) == Some(0)),
            ]
        }
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// Reads digits with nothing between them: `20220503`, `202205`, `25122021`.
fn run_together(text: &str) -> Vec<String> {
    let is_year = |year: &str| ("1900".."2101").contains(&year);
    let at = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    match text.len() {
        4 => found.push(text.to_owned()),
        6 => {
            if is_year(at(0, 4)) {
                found.push(format!("{}-{}", at(0, 4), at(4, 6)));
            }
            found.push(format!("20{}-{}-{}", at(0, 2), at(2, 4), at(4, 6)));
        }
        8 => {
            if is_year(at(0, 4)) {
                found.push(format!("{}-{}-{}", at(0, 4), at(4, 6), at(6, 8)));
            }
            if is_year(at(4, 8)) {
                found.push(format!("{}-{}-{}", at(4, 8), at(2, 4), at(0, 2)));
                found.push(format!("{}-{}-{}", at(4, 8), at(0, 2), at(2, 4)));
            }
        }
        _ => {}
    }
    found
}

/// Reads the number of a day: `5`, `05`, `5th`.
fn ordinal(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let ends = ["st", "nd", "rd", "th"];
    let digits = ends.iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    digits.parse().ok().filter(|_| digits.len() <= 2)
}
