//! Parses numbers, sums and dates in queries, as comparisons or ranges.

use super::catalogue::Catalogue;
use super::problem::{ValueResult, invalid_value};
use crate::diagnostic::{Diagnostic, Rule, did_you_mean};
use crate::search::lex::{Compare, RawValue};
use crate::search::values::amount::{AmountRange, RangeEnd, Unit};
use crate::search::values::days::{DayNumber, DayRange};

/// A parsed number with its currency; `None` if it is unfinished.
pub(super) type NumberResult = ValueResult<(f64, Option<Unit>)>;

/// Parses a number or a range of numbers.
pub(super) fn amounts(
    value: &RawValue<'_>,
    parse: &dyn Fn(&str) -> NumberResult,
) -> ValueResult<AmountRange> {
    let text = value.text.trim();
    let (from, to, unit) = match (value.compare, text.split_once("..")) {
        (None, Some((from, to))) => {
            let ends = |text: &str| {
                if text.is_empty() { Ok(Some((RangeEnd::Open, None))) } else { with(parse(text)?) }
            };
            let (Some((from, one)), Some((to, other))) = (ends(from)?, ends(to)?) else {
                return Ok(None);
            };
            (from, to, one.or(other))
        }
        (compare, _) => {
            let Some((number, unit)) = parse(text)? else { return Ok(None) };
            match compare {
                None | Some(Compare::Is) => (RangeEnd::With(number), RangeEnd::With(number), unit),
                Some(Compare::Below) => (RangeEnd::Open, RangeEnd::Without(number), unit),
                Some(Compare::UpTo) => (RangeEnd::Open, RangeEnd::With(number), unit),
                Some(Compare::Above) => (RangeEnd::Without(number), RangeEnd::Open, unit),
                Some(Compare::From) => (RangeEnd::With(number), RangeEnd::Open, unit),
            }
        }
    };
    let range = AmountRange { from, to, unit };
    match (from, to) {
        (RangeEnd::Open, RangeEnd::Open) => Ok(None),
        _ if range.is_backwards() => Err(backwards(text)),
        _ => Ok(Some(range)),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the other arm of the caller returns a result too")]
fn with(parsed: Option<(f64, Option<Unit>)>) -> ValueResult<(RangeEnd, Option<Unit>)> {
    Ok(parsed.map(|(number, unit)| (RangeEnd::With(number), unit)))
}

fn backwards(text: &str) -> Diagnostic {
    let swapped = text.split_once("..").map(|(from, to)| format!("{to}..{from}"));
    invalid_value(
        Rule::WrongType,
        format!("`{text}` runs backwards"),
        swapped.map(|swapped| did_you_mean(&swapped)),
    )
}

/// Parses a whole number. A point before three digits is refused: to some people it separates thousands, to
/// others decimals.
pub(super) fn parse_whole(text: &str) -> NumberResult {
    let digits = text.trim();
    match without_thousands(digits.strip_prefix('-').unwrap_or(digits)) {
        Some(joined) => {
            let minus = if digits.starts_with('-') { "-" } else { "" };
            let help = format!("write the number without points or spaces: {minus}{joined}");
            let message = format!("`{digits}` is not a whole number");
            Err(invalid_value(Rule::WrongType, message, Some(help)))
        }
        None => parse_number(text),
    }
}

/// Parses a number.
pub(super) fn parse_number(text: &str) -> NumberResult {
    let text = text.trim();
    let digits = text.strip_suffix('.').unwrap_or(text);
    if digits.is_empty() || digits == "-" {
        return Ok(None);
    }
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() && is_plain_number(digits) => Ok(Some((number, None))),
        Ok(_) | Err(_) => {
            let help = match digits.split_once(['-', '–', '—']) {
                Some((from, to)) if is_plain_number(from) && is_plain_number(to) => {
                    did_you_mean(&format!("{from}..{to}"))
                }
                Some(_) | None if unit(digits).is_some() => {
                    let whole = unit(digits).and_then(|zeroes| multiplied(digits, zeroes));
                    format!("write the number in full: {}", whole.unwrap_or_default())
                }
                Some(_) | None if without_thousands(digits).is_some() => {
                    let joined = without_thousands(digits).unwrap_or_default();
                    did_you_mean(&joined)
                }
                Some(_) | None => "write a number, or a range: <18, >=18, 14..17".to_owned(),
            };
            Err(invalid_value(Rule::WrongType, format!("`{digits}` is not a number"), Some(help)))
        }
    }
}

/// Returns whether a text is digits with at most a minus and a point; `inf` and `1e9` are not.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain && digits.parse::<f64>().is_ok()
}

/// Parses a number with or without a currency.
pub(super) fn parse_sum(text: &str, catalogue: &Catalogue) -> NumberResult {
    let text = text.trim();
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let digits = text.trim_matches(|c: char| c.is_ascii_alphabetic() || c.is_whitespace());
    if digits.is_empty() {
        return Ok(None);
    }
    let code = letters.to_ascii_uppercase();
    // A currency may follow an amount with a multiplier: `600k CNY`.
    let (bare, currency) = match text.len().checked_sub(3).and_then(|at| text.split_at_checked(at))
    {
        Some((bare, code)) if catalogue.knows_currency(&code.to_ascii_uppercase()) => {
            (bare.trim_end(), code.to_ascii_uppercase())
        }
        Some(_) | None => (text, String::new()),
    };
    let wrong = |help: String| {
        Err(invalid_value(Rule::BadMoney, format!("\"{text}\" is not a sum of money"), Some(help)))
    };
    if let Some(zeroes) = unit(bare).filter(|_| !catalogue.knows_currency(&code)) {
        return wrong(match multiplied(bare, zeroes) {
            Some(whole) => format!("write the number in full: {whole}{currency}"),
            None => "write the number in full, as in 600000".to_owned(),
        });
    }
    if let Some(joined) = without_thousands(digits) {
        return wrong(format!("write the number without points or spaces: {joined}{code}"));
    }
    let Some((number, _)) = parse_number(digits).ok().flatten() else {
        let general = "write an amount alone or with the letters of its currency: 5000CNY";
        return wrong(sums(text, catalogue).unwrap_or_else(|| general.to_owned()));
    };
    match code.as_bytes() {
        [] => Ok(Some((number, None))),
        [one, two, three] if catalogue.has_currency(&code) => {
            Ok(Some((number, Some([*one, *two, *three]))))
        }
        // The code is still being typed.
        [_] | [_, _] if catalogue.may_begin_currency(&code) => Ok(None),
        _ => Err(invalid_value(
            Rule::BadMoney,
            format!("no currency is called `{letters}`"),
            Some(sums(text, catalogue).unwrap_or_else(|| {
                "write the three letters of ISO 4217: 5000CNY, 5000USD, 5000THB".to_owned()
            })),
        )),
    }
}

/// Returns advice with the sums that may be meant; `None` if there are none.
fn sums(text: &str, catalogue: &Catalogue) -> Option<String> {
    let sums = catalogue.sums_meant(text);
    let sums: Vec<String> = sums.iter().map(|sum| sum.replace(' ', "")).collect();
    match sums.as_slice() {
        [] => None,
        [sum] => Some(did_you_mean(sum)),
        several => Some(format!("write `{}`, whichever is meant", several.join("` or `"))),
    }
}

/// Returns how many zeroes the word or letter after a number adds: `600k`, `1.5m`, `60万`.
fn unit(text: &str) -> Option<usize> {
    const UNITS: [(&str, usize); 20] = [
        ("k", 3),
        ("tsd", 3),
        ("thousand", 3),
        ("m", 6),
        ("mn", 6),
        ("mio", 6),
        ("mil", 6),
        ("million", 6),
        ("b", 9),
        ("bn", 9),
        ("billion", 9),
        ("lakh", 5),
        ("crore", 7),
        ("w", 4),
        ("wan", 4),
        ("千", 3),
        ("万", 4),
        ("萬", 4),
        ("亿", 8),
        ("億", 8),
    ];
    let behind = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || " .,".contains(c));
    let word = behind.split_whitespace().next()?.to_lowercase();
    UNITS.iter().find(|(known, _)| *known == word).map(|(_, zeroes)| *zeroes)
}

/// Returns a number with so many zeroes added, written in full.
fn multiplied(text: &str, zeroes: usize) -> Option<String> {
    let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let part = format!("{part:0<zeroes$}");
    let is_plain = !whole.is_empty() && whole.len() <= 12 && part.len() == zeroes;
    let full = format!("{whole}{part}");
    let full = full.trim_start_matches('0');
    is_plain.then(|| full.to_owned()).filter(|full| !full.is_empty())
}

/// Returns a number without its thousands separators; `None` if it has none: `100.000`, `1 000`.
fn without_thousands(digits: &str) -> Option<String> {
    let signs = ['.', ',', ' ', '\'', '’', '_', '\u{a0}', '\u{202f}', '\u{66c}', '，'];
    let parts: Vec<&str> = digits.split(signs).collect();
    let [first, rest @ ..] = parts.as_slice() else { return None };
    let are_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let in_threes = !rest.is_empty() && rest.iter().all(|part| part.len() == 3);
    let is_parted = (1..=3).contains(&first.len()) && in_threes && parts.iter().all(are_digits);
    is_parted.then(|| parts.concat())
}

/// Parses a date or a range of dates.
pub(super) fn days(value: &RawValue<'_>, catalogue: &Catalogue) -> ValueResult<DayRange> {
    let text = value.text.trim();
    let window = match (value.compare, text.split_once("..")) {
        (None, Some((from, to))) if catalogue.read_date(text).is_err() => {
            let end = |text: &str| match text.trim() {
                "" => Ok(Some(DayRange::ALWAYS)),
                // The finished part of an unfinished date would be another end of the range.
                text if is_partial_date(text, catalogue) => Ok(None),
                text => one_date(text, catalogue),
            };
            let (Some(from), Some(to)) = (end(from)?, end(to)?) else { return Ok(None) };
            DayRange { first: from.first, last: to.last }
        }
        (compare, _) => {
            let Some(date) = one_date(text, catalogue)? else { return Ok(None) };
            let DayRange { first, last } = date;
            match compare {
                None | Some(Compare::Is) => date,
                Some(Compare::Below) => {
                    DayRange { last: first.saturating_sub(1), ..DayRange::ALWAYS }
                }
                Some(Compare::UpTo) => DayRange { last, ..DayRange::ALWAYS },
                Some(Compare::Above) => {
                    DayRange { first: last.saturating_add(1), ..DayRange::ALWAYS }
                }
                Some(Compare::From) => DayRange { first, ..DayRange::ALWAYS },
            }
        }
    };
    let DayRange { first, last } = window;
    match (first, last) {
        (DayNumber::MIN, DayNumber::MAX) => Ok(None),
        _ if first > last => Err(backwards(text)),
        _ => Ok(Some(window)),
    }
}

/// Parses one date; of an unfinished date, the finished part.
fn one_date(text: &str, catalogue: &Catalogue) -> ValueResult<DayRange> {
    let text = text.trim();
    match catalogue.read_date(text) {
        Ok(window) => Ok(Some(window)),
        Err(_) if is_beginning_of_date(text) => {
            let whole = text.rsplit_once('-').map(|(whole, _)| whole);
            Ok(whole.and_then(|whole| catalogue.read_date(whole).ok()))
        }
        Err(help) => Err(invalid_value(
            Rule::BadDate,
            format!("\"{text}\" is not a date"),
            Some(match (help, text.to_lowercase().as_str()) {
                (_, "before" | "until" | "by") => {
                    "write `<2022` for before, `<=2022` for until".to_owned()
                }
                (_, "after" | "since" | "from") => {
                    "write `>2022` for after, `>=2022` for since".to_owned()
                }
                (Some(help), _) => help,
                (None, _) => {
                    "write 2022, 2022-07, 2022-07-15 or a range: 2021-12..2022-06".to_owned()
                }
            }),
        )),
    }
}

/// Returns whether a text is an unfinished date.
pub(super) fn is_partial_date(text: &str, catalogue: &Catalogue) -> bool {
    catalogue.read_date(text).is_err() && is_beginning_of_date(text)
}

/// Returns whether a text is the beginning of a date: `20`, `2022-`, `2022-1`, `[2022`.
fn is_beginning_of_date(text: &str) -> bool {
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
