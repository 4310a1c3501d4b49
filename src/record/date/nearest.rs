//! The dates that are in a text which is no date: what someone who typed it may have meant.

use super::read;
use super::suggestion::{plain, possible};
use crate::text::is_too_long;

/// The most dates that are found.
const MOST: usize = 3;
/// Of so many parts of a text at most, words, numbers and signs, dates are looked for.
const MOST_PARTS: usize = 24;
/// So many parts a date has at most.
const LONGEST_DATE: usize = 9;

/// Returns the dates that parts of a text may mean, in EDTF, those of the longest parts first.
pub(in crate::record) fn nearest(text: &str) -> Vec<String> {
    if is_too_long(text) {
        return Vec::new();
    }
    let plain = plain(text);
    let ends = part_ends(&plain);
    if ends.len() > MOST_PARTS {
        return Vec::new();
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let mut parts: Vec<&str> = starts
        .enumerate()
        .flat_map(|(number, start)| {
            let later = ends.iter().skip(number).take(LONGEST_DATE);
            later.map(move |end| (start, *end))
        })
        .filter_map(|(start, end)| plain.get(start..end))
        .map(str::trim)
        .filter(|part| *part != plain.trim() && has_year(part))
        .collect();
    // Several parts that are as long stay in the order of the text.
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut found: Vec<String> = Vec::new();
    for part in parts {
        let date = match read(part) {
            Some(_) => Some(part.to_owned()),
            None => Some(possible(part)).filter(|all| all.len() == 1).and_then(|mut all| all.pop()),
        };
        found.extend(date.filter(|date| !found.contains(date)));
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// Returns where the words, numbers, signs and spaces of a text end.
fn part_ends(text: &str) -> Vec<usize> {
    let sort = |c: char| match c {
        _ if c.is_ascii_digit() => 0,
        _ if c.is_alphabetic() => 1,
        _ if c == ' ' => 2,
        _ => 3,
    };
    let mut chars = text.char_indices().peekable();
    let mut ends = Vec::new();
    while let Some((at, c)) = chars.next() {
        let is_end = chars.peek().is_none_or(|(_, next)| sort(*next) != sort(c) || sort(c) == 3);
        if is_end {
            ends.push(at + c.len_utf8());
        }
    }
    ends
}

fn has_year(part: &str) -> bool {
    part.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, dates: &[&str]) {
        assert_eq!(nearest(text), dates, "{text}");
    }

    #[test]
    fn the_longest_part_that_is_a_date_comes_first() {
        check("2021?-12about Dec 2021", &["2021-12~", "2021?-12", "2021-12"]);
        check("sold 2021-12-03 in the port", &["2021-12-03", "2021-12", "2021"]);
        check("2021-13", &["2021"]);
        check("some day", &[]);
        check("", &[]);
        check(&"2021 x ".repeat(30), &[]);
    }
}
