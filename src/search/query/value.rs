//! Parses one value after the colon of a field into a condition.

use super::catalogue::{Catalogue, NameList, QueryField, ValueKind};
use super::condition::Condition;
use super::problem::{ValueResult, invalid_value, query_problem};
use super::range::{amounts, days, is_partial_date, parse_number, parse_sum, parse_whole};
use crate::diagnostic::{Diagnostic, Rule, suggest};
use crate::search::folding::fold::fold;
use crate::search::lex::{Compare, RawValue};
use crate::search::matching::needle::Needle;
use crate::search::store::Store;
use crate::search::store::facts::one_line;
use crate::search::values::amount::AmountRange;
use crate::text::ByteRange;

// With more records than this, the nearest id is not searched for while the user types.
const MOST_IDS_COMPARED: usize = 5_000;
// A list of words longer than this is no help in one line.
const MOST_WORDS_LISTED: usize = 8;
// Names are short, so more of them fit into a line.
const MOST_NAMES_LISTED: usize = 16;

/// Returns the condition of a value; `None` if the value is unfinished.
pub(super) fn read(
    field: &QueryField,
    value: &RawValue<'_>,
    catalogue: &Catalogue,
) -> Result<Option<Condition>, Diagnostic> {
    let text = value.text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(wrong) = misplaced(field, value) {
        return Err(wrong.at(value.range));
    }
    let read = match (&field.takes, value.compare) {
        (ValueKind::Names(names), None | Some(Compare::Is)) => name(field, text, names),
        // The words are a phrase already, so `=` adds nothing.
        (ValueKind::ArchivedTexts, None | Some(Compare::Is)) => {
            Ok(Needle::new(text).map(Box::new).map(Condition::InText))
        }
        (ValueKind::Date, Some(Compare::Is)) => {
            let date = RawValue { compare: None, ..value.clone() };
            days(&date, catalogue).map(|window| window.map(|_| Condition::Is(one_line(text))))
        }
        (_, Some(Compare::Is)) => {
            let size = if value.quoted { Ok(None) } else { as_size(field, value, catalogue) };
            size.map(|_| Some(Condition::Is(one_line(text))))
        }
        (ValueKind::Number, _) => amounts(value, &|text| parse_whole(text)).map(lies),
        (ValueKind::Decimal, _) => amounts(value, &|text| parse_number(text)).map(lies),
        (ValueKind::Money, None) if text.chars().all(char::is_alphabetic) => paid(text, catalogue),
        (ValueKind::Money, _) => amounts(value, &|text| parse_sum(text, catalogue)).map(lies),
        (ValueKind::Date, _) => {
            days(value, catalogue).map(|window| window.map(Condition::Overlaps))
        }
        (_, Some(_)) => Err(invalid_value(
            Rule::WrongType,
            format!("`{}` is not compared by size", field.label()),
            Some("remove the sign before the value".to_owned()),
        )),
        (ValueKind::Words | ValueKind::TextsOf(_) | ValueKind::Order(_), None) => Ok(begins(text)),
        (ValueKind::OneOf(words), None) => one_of(field, text, words),
        (ValueKind::Record(known), None) => record(text, known),
    };
    read.map_err(|problem| problem.at(value.range))
}

/// Parses a number or sum after `=`, only to report if it is none: the comparison itself is by its text.
fn as_size(
    field: &QueryField,
    value: &RawValue<'_>,
    catalogue: &Catalogue,
) -> ValueResult<AmountRange> {
    let value = RawValue { compare: None, ..value.clone() };
    match field.takes {
        ValueKind::Number => amounts(&value, &|text| parse_whole(text)),
        ValueKind::Decimal => amounts(&value, &|text| parse_number(text)),
        ValueKind::Money if !value.text.chars().all(char::is_alphabetic) => {
            amounts(&value, &|text| parse_sum(text, catalogue))
        }
        ValueKind::Money
        | ValueKind::Words
        | ValueKind::TextsOf(_)
        | ValueKind::ArchivedTexts
        | ValueKind::OneOf(_)
        | ValueKind::Names(_)
        | ValueKind::Record(_)
        | ValueKind::Date
        | ValueKind::Order(_) => Ok(None),
    }
}

/// Parses a value of money without an amount: yes, no, or a currency.
fn paid(text: &str, catalogue: &Catalogue) -> ValueResult<Condition> {
    let (word, code) = (text.to_lowercase(), text.to_uppercase());
    let answers = ["yes", "no", "true", "false"];
    if answers.iter().any(|answer| answer.starts_with(&word)) || catalogue.may_begin_currency(&code)
    {
        return Ok(begins(text));
    }
    Err(invalid_value(
        Rule::BadMoney,
        format!("no currency is called `{text}`"),
        Some("write three letters of ISO 4217, such as CNY, or an amount, or yes or no".to_owned()),
    ))
}

/// Returns the error of signs and operators of other tools in a value without quotes.
fn misplaced(field: &QueryField, value: &RawValue<'_>) -> Option<Diagnostic> {
    let (text, name) = (value.text.trim(), field.label());
    if value.quoted {
        return None;
    }
    if value.compare.is_some() && text.starts_with(['=', '<', '>', '!', '≤', '≥']) {
        let help = "write one of <, <=, >, >=, = before the value".to_owned();
        return Some(invalid_value(
            Rule::WrongType,
            format!("`{text}` is compared twice"),
            Some(help),
        ));
    }
    if let Some(rest) = text.strip_prefix('!').map(|rest| rest.trim_start_matches(['=', '!'])) {
        let help = (!rest.is_empty()).then(|| format!("write `-{name}:{rest}`"));
        return Some(invalid_value(
            Rule::WrongType,
            "the sign of a negated term goes before the field".to_owned(),
            help,
        ));
    }
    if matches!(text, "AND" | "OR" | "NOT") {
        let help = match text {
            "NOT" => format!("write `-{name}:` before the value, or put the word in quotes"),
            _ => "write a value, or put the word in quotes".to_owned(),
        };
        return Some(invalid_value(Rule::WrongType, format!("`{text}` joins terms"), Some(help)));
    }
    if text
        .strip_prefix(['(', '（'])
        .is_some_and(|rest| !rest.is_empty() && !rest.contains([')', '）']))
    {
        let help = format!("separate the values by bars, without brackets: `{name}:a|b`");
        return Some(invalid_value(
            Rule::WrongType,
            "values are not put in brackets".to_owned(),
            Some(help),
        ));
    }
    None
}

fn lies(range: Option<AmountRange>) -> Option<Condition> {
    range.map(Condition::Lies)
}

fn begins(text: &str) -> Option<Condition> {
    Needle::new(text).map(Box::new).map(Condition::Begins)
}

fn name(field: &QueryField, text: &str, names: &NameList) -> ValueResult<Condition> {
    match names.number(text) {
        Some(number) => Ok(Some(Condition::Has(number))),
        None if names.may_begin(text) => Ok(None),
        None => Err(unknown_name(field, &text.to_ascii_lowercase(), names.names())),
    }
}

fn one_of(field: &QueryField, text: &str, words: &[String]) -> ValueResult<Condition> {
    let Some(needle) = Needle::new(text) else { return Ok(None) };
    let begins = |word: &String| {
        let folded = fold(word);
        needle.starts_word_of(&folded) || needle.starts_word_of(&folded.replace('_', " "))
    };
    if words.iter().any(begins) {
        return Ok(Some(Condition::Begins(Box::new(needle))));
    }
    Err(unknown_word(field, text, words))
}

/// Returns whether a value is an unfinished date, whose finished part is searched for.
pub(super) fn is_partial(field: &QueryField, value: &RawValue<'_>, catalogue: &Catalogue) -> bool {
    matches!(field.takes, ValueKind::Date)
        && value.compare != Some(Compare::Is)
        && is_partial_date(value.text.trim(), catalogue)
}

/// Returns the value of a number or date with its digits, of any script, as ASCII digits.
pub(super) fn in_ascii_digits<'q>(field: &QueryField, value: &RawValue<'q>) -> RawValue<'q> {
    let is_sized = field.takes.is_sized();
    if !is_sized || value.text.is_ascii() || value.compare == Some(Compare::Is) {
        return value.clone();
    }
    let digit = |c: char| if c.is_numeric() { fold(&c.to_string()) } else { c.to_string() };
    RawValue { text: value.text.chars().map(digit).collect(), ..value.clone() }
}

/// Returns the problem of a number with commas for its thousands or decimals, because a comma separates
/// values here: `>100,000CNY`, `1,000`, `>11,5`.
pub(super) fn comma_in_number(field: &QueryField, values: &[RawValue<'_>]) -> Option<Diagnostic> {
    if !matches!(field.takes, ValueKind::Number | ValueKind::Decimal | ValueKind::Money) {
        return None;
    }
    let at = values.windows(2).position(
        |two| matches!(two, [one, other] if may_go_on(one) && follows(other, field, one)),
    )?;
    let more = values.get(at + 1..)?.iter().take_while(|value| digits_at_start(value) > 0);
    let parts: Vec<&RawValue<'_>> = values.get(at).into_iter().chain(more).collect();
    let range = parts.iter().map(|value| value.range).reduce(ByteRange::join)?;
    let joined = |sign: &str| {
        let texts: Vec<&str> = parts.iter().map(|value| &*value.text).collect();
        let compare = parts.first().and_then(|value| value.compare).map_or("", Compare::sign);
        format!("{compare}{}", texts.join(sign))
    };
    let message = format!("the comma in `{}` separates two values", joined(","));
    let name = field.label();
    let either = format!("`{name}:{}` for either", joined("|"));
    let is_thousands = parts.iter().skip(1).all(|part| digits_at_start(part) == 3);
    let help = match (is_thousands, &field.takes, parts.len()) {
        (true, ValueKind::Number | ValueKind::Money, _) => {
            format!("write `{name}:{}` for one number, {either}", joined(""))
        }
        (_, ValueKind::Decimal | ValueKind::Money, 2) => {
            format!("write `{name}:{}` for one number, {either}", joined("."))
        }
        _ => format!("write {either}"),
    };
    Some(query_problem(range, message, help))
}

/// Returns whether a value ends with one to three digits, so that a number may continue after a comma.
fn may_go_on(value: &RawValue<'_>) -> bool {
    let signs = |c: char| c.is_ascii_alphabetic() || "$€£¥- ".contains(c);
    let digits = value.text.rsplit("..").next().unwrap_or_default().trim_start_matches(signs);
    !value.quoted
        && (1..=3).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a value after a comma may be the rest of the number before it.
fn follows(value: &RawValue<'_>, field: &QueryField, before: &RawValue<'_>) -> bool {
    let is_range = before.text.contains("..");
    match digits_at_start(value) {
        0 => false,
        3 if !matches!(field.takes, ValueKind::Decimal) => true,
        // After a comparison or a range, a bare second number is hardly another value.
        _ if before.compare.is_some_and(|compare| compare != Compare::Is) || is_range => true,
        1 | 2 => !matches!(field.takes, ValueKind::Number),
        _ => matches!(field.takes, ValueKind::Decimal),
    }
}

/// Returns the number of digits at the start of a value after a comma; 0 for a comparison or a range.
fn digits_at_start(value: &RawValue<'_>) -> usize {
    let digits = value.text.bytes().take_while(u8::is_ascii_digit).count();
    let is_bare = value.comma && !value.quoted && value.compare.is_none();
    if is_bare && !value.text.contains("..") { digits } else { 0 }
}

fn unknown_word(field: &QueryField, text: &str, words: &[String]) -> Diagnostic {
    let near = suggest(text, words.iter().map(String::as_str));
    let help = match near {
        Some(meant) => Some(meant.to_string()),
        None if words.len() <= MOST_WORDS_LISTED => Some(format!("use {}", words.join(", "))),
        None => None,
    };
    invalid_value(
        Rule::NotInVocabulary,
        format!("`{text}` is not a value of `{}:`", field.label()),
        help,
    )
}

/// Returns the error of an unknown name, with all names if they fit into a line.
fn unknown_name(field: &QueryField, text: &str, names: &[String]) -> Diagnostic {
    let wrong = unknown_word(field, text, names);
    let near = suggest(text, names.iter().map(String::as_str));
    let help = match near {
        _ if names.len() > MOST_NAMES_LISTED => return wrong,
        Some(meant) => Some(format!("{meant} There are {}", names.join(", "))),
        None => Some(format!("use {}", names.join(", "))),
    };
    Diagnostic { help: help.map(Into::into), ..wrong }
}

fn record(text: &str, known: &Store) -> ValueResult<Condition> {
    if known.has_id(text) {
        return Ok(Some(Condition::Is(text.to_owned())));
    }
    let Some(needle) = Needle::new(text) else { return Ok(None) };
    if known.is_empty() || known.has_name(&needle) {
        return Ok(Some(Condition::Begins(Box::new(needle))));
    }
    let few = known.len() <= MOST_IDS_COMPARED;
    let near = if few { suggest(text, known.ids()) } else { None };
    Err(invalid_value(
        Rule::DanglingLink,
        format!("there is no record `{text}`"),
        near.map(|meant| meant.to_string()),
    ))
}
