//! One value behind the colon of a field: what it asks for, that it is only begun, or what is wrong.
//! Knows what a field takes, not what it is called.

use super::super::amount::Range;
use super::super::catalogue::{Askable, Catalogue, Takes};
use super::super::facts::one_line;
use super::super::fold::fold;
use super::super::lex::{Compare, RawValue};
use super::super::needle::Needle;
use super::super::store::Store;
use super::condition::Condition;
use super::problem::{QueryProblem, nearest};
use super::range::{amounts, days, parse_number, parse_sum};
use super::wrong::{Read, Wrong};

// Among more records than this the nearest id is not looked for while somebody types.
const MOST_IDS_COMPARED: usize = 5_000;
// A list of words longer than this is no help in one line.
const MOST_WORDS_LISTED: usize = 8;

/// Returns what a value asks of a field, `None` where it is only begun.
pub(super) fn read(
    field: &Askable,
    value: &RawValue<'_>,
    catalogue: &Catalogue,
) -> Result<Option<Condition>, QueryProblem> {
    let text = value.text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = match (&field.takes, value.compare) {
        (Takes::Names(names), None | Some(Compare::Is)) => name(field, text, names),
        (_, Some(Compare::Is)) => Ok(Some(Condition::Is(one_line(text)))),
        (Takes::Number, _) => amounts(value, parse_number).map(lies),
        (Takes::Money, None) if text.chars().all(char::is_alphabetic) => Ok(begins(text)),
        (Takes::Money, _) => amounts(value, parse_sum).map(lies),
        (Takes::Date, _) => days(value, catalogue).map(|window| window.map(Condition::Overlaps)),
        (_, Some(_)) => Err(Wrong {
            message: format!("`{}` is not compared by size", field.name),
            help: Some("take the sign before the value away".to_owned()),
        }),
        (Takes::Words | Takes::TextsOf(_) | Takes::Order(_), None) => Ok(begins(text)),
        (Takes::OneOf(words), None) => one_of(field, text, words),
        (Takes::Record(known), None) => record(text, known),
    };
    read.map_err(|Wrong { message, help }| QueryProblem::new(value.range, message, help))
}

fn lies(range: Option<Range>) -> Option<Condition> {
    range.map(Condition::Lies)
}

fn begins(text: &str) -> Option<Condition> {
    Needle::new(text).map(Box::new).map(Condition::Begins)
}

fn name(field: &Askable, text: &str, names: &[String]) -> Read<Condition> {
    let text = text.to_ascii_lowercase();
    match names.iter().position(|name| *name == text) {
        Some(number) => Ok(Some(Condition::Has(number))),
        None if names.iter().any(|name| name.starts_with(&text)) => Ok(None),
        None => Err(unknown_word(field, &text, names)),
    }
}

fn one_of(field: &Askable, text: &str, words: &[String]) -> Read<Condition> {
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

fn unknown_word(field: &Askable, text: &str, words: &[String]) -> Wrong {
    let near = nearest(&text.replace([' ', '-'], "_"), words.iter().map(String::as_str));
    let help = match near {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if words.len() <= MOST_WORDS_LISTED => Some(format!("use {}", words.join(", "))),
        None => None,
    };
    Wrong { message: format!("`{}:` knows no `{text}`", field.name), help }
}

fn record(text: &str, known: &Store) -> Read<Condition> {
    if known.has_id(text) {
        return Ok(Some(Condition::Is(text.to_owned())));
    }
    let Some(needle) = Needle::new(text) else { return Ok(None) };
    if known.is_empty() || known.has_called(&needle) {
        return Ok(Some(Condition::Begins(Box::new(needle))));
    }
    let few = known.len() <= MOST_IDS_COMPARED;
    let near = if few { nearest(text, known.ids()) } else { None };
    Err(Wrong {
        message: format!("there is no record `{text}`"),
        help: near.map(|near| format!("did you mean `{near}`?")),
    })
}
