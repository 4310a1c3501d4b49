//! Suggests the EDTF date for a text that is nearly one: other separators, another order, month
//! names, older forms of EDTF.
//!
//! It suggests a date only if there is exactly one, and `check` accepts it.

use edtf_core::Edtf;

use super::calendars::without_buddhist_years;
use super::read;
use super::single::{single, singles};
use super::words::in_words;
use crate::text::{is_default_ignorable, is_too_long};

/// Returns the date that was probably meant, in EDTF.
pub(in crate::record) fn suggested_date(text: &str) -> Option<String> {
    let mut possible = possible(text);
    possible.pop().filter(|_| possible.is_empty())
}

/// Returns the dates that may have been meant: more than one where several are as likely.
pub(in crate::record) fn possible(text: &str) -> Vec<String> {
    if is_too_long(text) {
        return Vec::new();
    }
    let plain = plain(text);
    let mut dates = as_written(text, &plain);
    for date in &mut dates {
        if let Some(meant) = without_buddhist_years(date) {
            *date = meant;
        }
    }
    dates.retain(|date| date != text && read(date).is_some());
    dates
}

fn as_written(text: &str, plain: &str) -> Vec<String> {
    if let Some((year, two)) = year_and_two_digits(plain) {
        return month_or_years(year, two);
    }
    let short = from_one_to_the_other(plain);
    if !short.is_empty() {
        return short;
    }
    let hyphens = plain.replace(RANGE, "-");
    let readings = [
        |_: &str, hyphens: &str| Some(hyphens.to_owned()),
        |_: &str, hyphens: &str| without_spaces(hyphens),
        |_: &str, hyphens: &str| older(hyphens),
        |_: &str, hyphens: &str| single(hyphens),
        |plain: &str, _: &str| with_words(plain),
        |plain: &str, _: &str| span(plain),
    ];
    let mut found = readings.iter().filter_map(|reading| reading(plain, &hyphens));
    if let Some(date) = found.find(|date| date != text && read(date).is_some()) {
        return vec![date];
    }
    let said = in_words(plain);
    if said.is_empty() { singles(&hyphens) } else { said }
}

/// How a dash is normalized here that may separate two dates or be part of one.
const RANGE: char = '–';

/// Returns a text with its digits and signs as EDTF has them, dashes that may be ranges as [`RANGE`].
pub(in crate::record) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '‐' | '‑' | '−' | '﹣' | '－' => plain.push('-'),
            '‒'..='―' | '〜' | '～' | '∼' | '⸺' | '⸻' | '﹘' => plain.push(RANGE),
            '／' | '⁄' | '∕' => plain.push('/'),
            '．' | '。' => plain.push('.'),
            '…' => plain.push_str(".."),
            '？' => plain.push('?'),
            '％' => plain.push('%'),
            '，' | '、' => plain.push(','),
            '：' => plain.push(':'),
            '［' => plain.push('['),
            '］' => plain.push(']'),
            '｛' => plain.push('{'),
            '｝' => plain.push('}'),
            '（' => plain.push('('),
            '）' => plain.push(')'),
            c if is_default_ignorable(c) => {}
            c if c.is_whitespace() => plain.push(' '),
            c => plain.push(digit(c).unwrap_or(c)),
        }
    }
    plain
}

/// Returns a digit of any script as one of ASCII.
fn digit(c: char) -> Option<char> {
    // The first digit of each script in which sources write dates; the other nine follow it.
    const ZEROES: [char; 16] =
        ['０', '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '၀', '០'];
    let code = u32::from(c);
    let value =
        ZEROES.iter().find_map(|zero| code.checked_sub(u32::from(*zero)).filter(|at| *at < 10))?;
    char::from_digit(value, 10)
}

/// Reads a year, a long dash or a slash, and two digits.
fn year_and_two_digits(plain: &str) -> Option<(u32, u32)> {
    let (year, rest) = plain.split_once([RANGE, '/'])?;
    let number = |text: &str, digits: usize| {
        let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| is_number)
    };
    Some((number(year.trim(), 4)?, number(rest.trim(), 2)?))
}

/// Returns what a year, a long dash or a slash, and two digits mean: `2022–05` is a month, `2021/22` two
/// years, and `2009–10` may be either.
fn month_or_years(year: u32, two: u32) -> Vec<String> {
    let month = (1..=12).contains(&two).then(|| format!("{year:04}-{two:02}"));
    let years = || format!("{year:04}/{:04}", year / 100 * 100 + two);
    month.into_iter().chain((two > year % 100).then(years)).collect()
}

/// Reads two dates of which one is left out or cut short: `2022..`, `2021..2022`, `2022-05/06`,
/// `2022-05-03/06`.
fn from_one_to_the_other(plain: &str) -> Vec<String> {
    let is_date = |text: &str| {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        is_plain && text.len() >= 4 && read(text).is_some()
    };
    if let Some((start, end)) = plain.split_once("..") {
        let (start, end) = (start.trim(), end.trim());
        let is_end = |text: &str| text.is_empty() || is_date(text);
        if !is_end(start) || !is_end(end) || (start, end) == ("", "") {
            return Vec::new();
        }
        let or_open = |text: &str| if text.is_empty() { "..".to_owned() } else { text.to_owned() };
        return vec![format!("{}/{}", or_open(start), or_open(end)), format!("[{start}..{end}]")];
    }
    let Some((start, end)) = plain.split_once([RANGE, '/']) else { return Vec::new() };
    let (start, end) = (start.trim(), end.trim());
    let is_short = end.len() == 2 && end.bytes().all(|byte| byte.is_ascii_digit());
    let last = start.rfind('-').map_or(start.len(), |at| at + 1);
    let (Some(whole), Some(own)) = (start.get(..last), start.get(last..)) else {
        return Vec::new();
    };
    if !is_short || !is_date(start) || !matches!(start.len(), 7 | 10) {
        return Vec::new();
    }
    let later = (end > own).then(|| format!("{start}/{whole}{end}"));
    // Behind a month the two digits may be those of the day.
    let day = (start.len() == 7).then(|| format!("{start}-{end}"));
    let is_month = start.len() == 10 || ("01"..="12").contains(&end);
    later.filter(|_| is_month).into_iter().chain(day).collect()
}

/// Spaces have no place in EDTF; without these signs they may part two things.
fn without_spaces(text: &str) -> Option<String> {
    let is_edtf = text.contains(['[', '{', '/', '~', '?', '%']) && text.contains(' ');
    is_edtf.then(|| text.split(' ').collect())
}

/// Reads what was EDTF before 2019: `open`, `unknown`, `u` and `x` for digits, `?~`, brackets around
/// parts, `y` and `p` of far years.
fn older(text: &str) -> Option<String> {
    let one = |text: &str| {
        let text = text.trim();
        let is_old = |c: char| c.is_ascii_digit() || "uxXyYeEpS-?~%()".contains(c);
        if !text.chars().all(is_old) || !text.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let text =
            text.replace(['u', 'x'], "X").replace('y', "Y").replace('e', "E").replace('p', "S");
        let text = text.replace("?~", "%").replace("~?", "%");
        if text.contains('(') { grouped(&text) } else { Some(text) }
    };
    let Some((start, end)) = text.split_once('/') else { return one(text) };
    let end_of = |text: &str, is_start: bool| match text.trim().to_ascii_lowercase().as_str() {
        "open" | ".." => Some("..".to_owned()),
        "unknown" | "unk" | "" => Some(String::new()),
        "now" | "present" | "today" | "ongoing" if !is_start => Some("..".to_owned()),
        _ => one(text),
    };
    Some(format!("{}/{}", end_of(start, true)?, end_of(end, false)?))
}

/// A part of a date in which brackets say what a qualifier is for.
#[derive(Default)]
struct BracketedPart {
    digits: String,
    uncertain: bool,
    approximate: bool,
    in_brackets: bool,
}

/// Reads `2004-(06)?-11`, `(2011)-06-04~`: a qualifier behind a bracket is for what is in it, one at the
/// end for all that is in none.
fn grouped(text: &str) -> Option<String> {
    let mut parts: Vec<BracketedPart> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut digits = String::new();
    // Where the brackets start that were closed last, as long as a qualifier may follow.
    let mut closed = None;
    let finish = |digits: &mut String, parts: &mut Vec<BracketedPart>| {
        if !digits.is_empty() {
            parts
                .push(BracketedPart { digits: std::mem::take(digits), ..BracketedPart::default() });
        }
    };
    for c in text.chars() {
        match c {
            '(' if digits.is_empty() => open.push(parts.len()),
            ')' => {
                finish(&mut digits, &mut parts);
                let start = open.pop()?;
                parts.get_mut(start..)?.iter_mut().for_each(|part| part.in_brackets = true);
                closed = Some(start);
            }
            '?' | '~' | '%' => {
                finish(&mut digits, &mut parts);
                let meant = parts.iter_mut().enumerate().filter(|(at, part)| match closed {
                    Some(start) => *at >= start,
                    None => !part.in_brackets,
                });
                for (_, part) in meant {
                    part.uncertain |= c != '~';
                    part.approximate |= c != '?';
                }
            }
            '-' => {
                finish(&mut digits, &mut parts);
                closed = None;
            }
            '0'..='9' | 'X' if closed.is_none() => digits.push(c),
            _ => return None,
        }
    }
    finish(&mut digits, &mut parts);
    let written = parts.iter().map(|part| {
        let qualifier = match (part.uncertain, part.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        };
        format!("{qualifier}{}", part.digits)
    });
    let written = written.collect::<Vec<_>>().join("-");
    // Written the shortest way.
    open.is_empty().then(|| Edtf::parse(&written).ok().map(|date| date.to_string()))?
}

/// Reads two dates with something between them that says from one to the other.
fn span(plain: &str) -> Option<String> {
    const BETWEEN: [&str; 11] =
        [" to ", " until ", " till ", " bis ", " -- ", " - ", "--", "至", "到", "/", "–"];
    let lower = plain.to_lowercase();
    let lower = lower.strip_prefix("from ").unwrap_or(&lower);
    let two = |between: &&str| {
        let (start, end) = lower.split_once(between)?;
        let side = |text: &str| {
            let text = text.trim().replace(RANGE, "-");
            if read(&text).is_some() && !text.contains('/') { Some(text) } else { single(&text) }
        };
        let date = format!("{}/{}", side(start)?, side(end)?);
        read(&date).map(|_| date)
    };
    let years = |text: &str| {
        let (start, end) = text.split_once('-')?;
        let is_year =
            |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        (is_year(start) && is_year(end)).then(|| format!("{start}/{end}"))
    };
    years(lower).or_else(|| BETWEEN.iter().find_map(two))
}

/// Reads `about 2021`, `since 2021`, `2021 (?)`.
fn with_words(plain: &str) -> Option<String> {
    const ABOUT: [&str; 7] = ["about ", "around ", "circa ", "approx. ", "ca. ", "ca ", "c. "];
    const SINCE: [&str; 2] = ["since ", "from "];
    let lower = plain.to_lowercase().replace(RANGE, "-");
    let date = |text: &str| {
        let text = text.trim();
        let plain =
            text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if plain && read(text).is_some() { Some(text.to_owned()) } else { single(text) }
    };
    if let Some(rest) = ABOUT.iter().find_map(|word| lower.strip_prefix(word)) {
        return date(rest).map(|date| format!("{date}~"));
    }
    if let Some(rest) = SINCE.iter().find_map(|word| lower.strip_prefix(word)) {
        return date(rest).map(|date| format!("{date}/.."));
    }
    let doubted = lower.strip_suffix("(?)").or_else(|| lower.strip_suffix('?'))?;
    date(doubted).map(|date| format!("{date}?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(texts: &[(&str, &str)]) {
        for (text, expected) in texts {
            let expected = Some(*expected).filter(|expected| !expected.is_empty());
            assert_eq!(suggested_date(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dashes_and_digits_of_other_keyboards_are_those_of_edtf() {
        check(&[
            ("2022–05–03", "2022-05-03"),
            ("2022‑05‑03", "2022-05-03"),
            ("2022−05", "2022-05"),
            ("２０２２-05", "2022-05"),
            ("๒๐๒๒-๐๕-๐๓", "2022-05-03"),
            ("2021-12～", ""),
            ("2021／2022", "2021/2022"),
            ("2021/…", "2021/.."),
            ("2021？", "2021?"),
            ("2022\u{200b}-05", "2022-05"),
        ]);
    }

    #[test]
    fn a_dash_between_two_dates_is_an_interval() {
        check(&[
            ("2021–2022", "2021/2022"),
            ("2021-2022", "2021/2022"),
            ("2021—2022", "2021/2022"),
            ("2021 – 2022", "2021/2022"),
            ("2021-12–2022-03", "2021-12/2022-03"),
            ("2021-12 - 2022-03", "2021-12/2022-03"),
            ("2021 to 2022", "2021/2022"),
            ("20220503/20220510", "2022-05-03/2022-05-10"),
            ("2021–22", "2021/2022"),
            ("2022–05", "2022-05"),
            // A month, or two years.
            ("2009–10", ""),
            ("2022–2021", ""),
        ]);
    }

    #[test]
    fn an_end_that_is_cut_short_is_no_season_and_no_day_is_made_up() {
        check(&[
            ("2021/22", "2021/2022"),
            ("2022/23", "2022/2023"),
            ("2022/05", "2022-05"),
            ("2009/10", ""),
            ("2022-05-03/06", "2022-05-03/2022-05-06"),
            ("2022-05-03–06", "2022-05-03/2022-05-06"),
            ("2022-05-06/03", ""),
            ("2022-05/23", "2022-05-23"),
            ("2022-05/03", "2022-05-03"),
            // A day, or two months.
            ("2022-05/06", ""),
        ]);
    }

    #[test]
    fn two_dots_without_brackets_are_never_dropped() {
        for (text, dates) in [
            ("2022..", ["2022/..", "[2022..]"]),
            ("..2022-05", ["../2022-05", "[..2022-05]"]),
            ("2021..2022", ["2021/2022", "[2021..2022]"]),
            ("2021-12 … 2022-03", ["2021-12/2022-03", "[2021-12..2022-03]"]),
        ] {
            assert_eq!(possible(text), dates, "{text}");
        }
    }

    #[test]
    fn other_orders_and_no_signs_are_read_where_one_day_can_be_meant() {
        check(&[
            ("01/2022", "2022-01"),
            ("1.2022", "2022-01"),
            ("20220503", "2022-05-03"),
            ("202205", "2022-05"),
            ("25122021", "2021-12-25"),
            ("2021-13-02", "2021-02-13"),
            ("12/25/2021", "2021-12-25"),
            ("03/03/2021", "2021-03-03"),
            ("2022年5月3日", "2022-05-03"),
            ("2022-05-03T23:59", "2022-05-03"),
            ("2022-05-03 23:59", "2022-05-03"),
            ("5th May 2022", "2022-05-05"),
            ("Sept 2021", "2021-09"),
            ("03/04/2021", ""),
            ("03042021", ""),
            // May 2004, or the fifth of April 2020.
            ("200405", ""),
            ("2021-31-02", ""),
            ("20221303", ""),
            ("Decoy 2021", ""),
        ]);
    }

    #[test]
    fn edtf_of_before_2019_is_turned_into_that_of_today() {
        check(&[
            ("199u", "199X"),
            ("19uu", "19XX"),
            ("1999-uu", "1999-XX"),
            ("1999-01-uu", "1999-01-XX"),
            ("196x", "196X"),
            ("2004/open", "2004/.."),
            ("2004-06-01/unknown", "2004-06-01/"),
            ("unknown/2006", "/2006"),
            ("1984?~", "1984%"),
            ("2004-(06)?-11", "2004-?06-11"),
            ("2004-06-(11)~", "2004-06-~11"),
            ("(2011)-06-04~", "2011-~06-~04"),
            ("2011-(06-04)~", "2011-~06-~04"),
            ("2004-(06)?~", "2004-%06"),
            ("y170000002", "Y170000002"),
            ("y-17e7", "Y-17E7"),
            ("y17101e4p3", "Y17101E4S3"),
            ("[2017, 2018]", "[2017,2018]"),
            ("{1667, 1668, 1670..1672}", "{1667,1668,1670..1672}"),
        ]);
    }

    /// Texts that are dates but for some signs.
    fn nearly_a_date() -> impl Strategy<Value = String> {
        let signs = proptest::sample::select(vec![
            "-", "–", "/", ".", " ", "~", "?", "%", "u", "X", "x", "(", ")", "[", "]", "{", "}",
            ",", "..", "20", "2022", "05", "3", "13", "31", "0114", "2568", "open", "unknown",
            "May", "about ", "T", "23:59", "Y", "y", "e", "p", "年", "月", "日", "２", "٢",
            "\u{200b}", "S", " to ",
        ]);
        proptest::collection::vec(signs, 1..9).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_meant_is_a_date(text in prop_oneof![nearly_a_date(), any::<String>()]) {
            if let Some(date) = suggested_date(&text) {
                prop_assert!(super::super::Date::parse(&date).is_ok(), "{} for {}", date, text);
                prop_assert_ne!(date, text);
            }
        }
    }
}
