//! Numbers, sums and dates behind a colon, compared or as ranges. Knows no field.

use super::super::amount::{End, Range, Unit};
use super::super::catalogue::Catalogue;
use super::super::days::{DayNumber, Window};
use super::super::lex::{Compare, RawValue};
use super::wrong::{Read, Wrong};

/// A number as it was typed, with its currency; `None` where it is only begun.
pub(super) type Parsed = Read<(f64, Option<Unit>)>;

/// Reads a number or a range of them.
pub(super) fn amounts(value: &RawValue<'_>, parse: fn(&str) -> Parsed) -> Read<Range> {
    let text = value.text.trim();
    let (from, to, unit) = match (value.compare, text.split_once("..")) {
        (None, Some((from, to))) => {
            let ends = |text: &str| {
                if text.is_empty() { Ok(Some((End::Open, None))) } else { with(parse(text)?) }
            };
            let (Some((from, one)), Some((to, other))) = (ends(from)?, ends(to)?) else {
                return Ok(None);
            };
            (from, to, one.or(other))
        }
        (compare, _) => {
            let Some((number, unit)) = parse(text)? else { return Ok(None) };
            match compare {
                None | Some(Compare::Is) => (End::With(number), End::With(number), unit),
                Some(Compare::Below) => (End::Open, End::Without(number), unit),
                Some(Compare::UpTo) => (End::Open, End::With(number), unit),
                Some(Compare::Above) => (End::Without(number), End::Open, unit),
                Some(Compare::From) => (End::With(number), End::Open, unit),
            }
        }
    };
    let range = Range { from, to, unit };
    match (from, to) {
        (End::Open, End::Open) => Ok(None),
        _ if range.is_backwards() => Err(backwards(text)),
        _ => Ok(Some(range)),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it stands beside an end that may be only begun")]
fn with(parsed: Option<(f64, Option<Unit>)>) -> Read<(End, Option<Unit>)> {
    Ok(parsed.map(|(number, unit)| (End::With(number), unit)))
}

fn backwards(text: &str) -> Wrong {
    let turned = text.split_once("..").map(|(from, to)| format!("{to}..{from}"));
    Wrong {
        message: format!("`{text}` runs backwards"),
        help: turned.map(|turned| format!("did you mean `{turned}`?")),
    }
}

/// Reads a number.
pub(super) fn parse_number(text: &str) -> Parsed {
    let digits = text.trim().trim_end_matches('.');
    if digits.is_empty() || digits == "-" {
        return Ok(None);
    }
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() && is_plain_number(digits) => Ok(Some((number, None))),
        Ok(_) | Err(_) => {
            let help = match digits.split_once(['-', '–', '—']) {
                Some((from, to)) if is_plain_number(from) && is_plain_number(to) => {
                    format!("did you mean `{from}..{to}`?")
                }
                Some(_) | None => "write a number, or a range: <18, >=18, 14..17".to_owned(),
            };
            Err(Wrong { message: format!("`{digits}` is not a number"), help: Some(help) })
        }
    }
}

/// Tells whether a text is digits with at most a minus and a point; `inf` and `1e9` are none.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain && digits.parse::<f64>().is_ok()
}

/// Reads a number with a currency or without.
pub(super) fn parse_sum(text: &str) -> Parsed {
    let text = text.trim();
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let digits = text.trim_matches(|c: char| c.is_ascii_alphabetic() || c.is_whitespace());
    if digits.is_empty() {
        return Ok(None);
    }
    let number = parse_number(digits).ok().flatten().map(|(number, _)| number);
    let unit = match letters.to_ascii_uppercase().into_bytes().as_slice() {
        // A currency that is only begun is left out.
        [] | [_] | [_, _] => Some(None),
        [one, two, three] => Some(Some([*one, *two, *three])),
        _ => None,
    };
    match (number, unit) {
        (Some(number), Some(unit)) => Ok(Some((number, unit))),
        (_, None) | (None, _) => Err(Wrong {
            message: format!("`{text}` is not a sum of money"),
            help: Some("write an amount alone or with the letters of its currency: 5000CNY".into()),
        }),
    }
}

/// Reads a date or a range of them.
pub(super) fn days(value: &RawValue<'_>, catalogue: &Catalogue) -> Read<Window> {
    let text = value.text.trim();
    let window = match (value.compare, text.split_once("..")) {
        (None, Some((from, to))) if catalogue.read_date(text).is_err() => {
            let end = |text: &str| {
                if text.is_empty() { Ok(Some(Window::ALWAYS)) } else { one_date(text, catalogue) }
            };
            let (Some(from), Some(to)) = (end(from)?, end(to)?) else { return Ok(None) };
            Window { first: from.first, last: to.last }
        }
        (compare, _) => {
            let Some(date) = one_date(text, catalogue)? else { return Ok(None) };
            let Window { first, last } = date;
            match compare {
                None | Some(Compare::Is) => date,
                Some(Compare::Below) => Window { last: first.saturating_sub(1), ..Window::ALWAYS },
                Some(Compare::UpTo) => Window { last, ..Window::ALWAYS },
                Some(Compare::Above) => Window { first: last.saturating_add(1), ..Window::ALWAYS },
                Some(Compare::From) => Window { first, ..Window::ALWAYS },
            }
        }
    };
    let Window { first, last } = window;
    match (first, last) {
        (DayNumber::MIN, DayNumber::MAX) => Ok(None),
        _ if first > last => Err(backwards(text)),
        _ => Ok(Some(window)),
    }
}

/// Reads one date; of one that is only begun, the part that is whole.
fn one_date(text: &str, catalogue: &Catalogue) -> Read<Window> {
    let text = text.trim();
    match catalogue.read_date(text) {
        Ok(window) => Ok(Some(window)),
        Err(_) if is_begun_date(text) => {
            let whole = text.rsplit_once('-').map(|(whole, _)| whole);
            Ok(whole.and_then(|whole| catalogue.read_date(whole).ok()))
        }
        Err(meant) => Err(Wrong {
            message: format!("`{text}` is not a date"),
            help: Some(match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "write 2022, 2022-07, 2022-07-15 or a range: 2021-12..2022-06".to_owned(),
            }),
        }),
    }
}

/// Tells whether a text is the beginning of a date: `20`, `2022-`, `2022-1`, `[2022`.
fn is_begun_date(text: &str) -> bool {
    let in_list = text.starts_with(['[', '{']) && !text.ends_with([']', '}']);
    let mut parts = text.split('-');
    let digits = |part: &str, most: usize| {
        part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X')
    };
    let year = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let begun = match rest.as_slice() {
        [] => year.len() < 4,
        [whole @ .., last] => {
            year.len() == 4
                && whole.len() <= 1
                && digits(last, 1)
                && whole.iter().all(|part| part.len() == 2 && digits(part, 2))
        }
    };
    in_list || (begun && digits(year, 4))
}
