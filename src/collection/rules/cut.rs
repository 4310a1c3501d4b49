//! Quotes cut out of a sentence that names the value of a field outside of them.

use memchr::memmem;

use crate::collection::assemble::Collection;
use crate::collection::sensitive::names::is_name;
use crate::diagnostic::{Diagnostic, Rule};
use crate::evidence::Match;
use crate::record::{Cited, FieldId, Quote, Record, Value};
use crate::text::ByteRange;

/// So much of a text is looked at on either side of a quote: more than a sentence has.
const AROUND: usize = 1_000;
/// The fewest letters of a name that is looked for; of Chinese, Japanese and Korean ones half as many.
const SHORTEST: usize = 4;
/// The smallest number that is looked for: smaller ones are too common to prove anything.
const SMALLEST: i64 = 100;

/// The most quotes of a case that are compared with each other: no case has so many, but a hostile file may.
const MOST_QUOTES: usize = 2_000;

/// Adds which fields a quote is said to support whose value is only in the part of the sentence that
/// was cut off. `found` is where the quote is in its source.
pub(super) fn cut(
    collection: &Collection,
    record: &Record,
    quote: &Quote,
    found: Option<Match>,
    problems: &mut Vec<Diagnostic>,
) {
    if record.quotes.len() > MOST_QUOTES {
        return;
    }
    let (Some(Match::Verbatim(range)), Some(source)) = (found, quote.source()) else { return };
    let (Some(words), Some(entry)) = (quote.text(), quote.fields.get(FieldId::Text)) else {
        return;
    };
    let Some(archived) = collection.archive().get(source) else { return };
    let text = archived.text();
    let Some([before, after]) = cut_off(text, range) else { return };
    for citation in &quote.supports {
        let Cited::Field(name) = citation.cited else { continue };
        let Some(field) = record.fields.get(name) else { continue };
        for item in &field.items {
            let names = called(collection, name, &item.value);
            let is_there =
                |names: &[String], text: &str| names.iter().any(|name| has_name(name, text));
            if names.is_empty()
                || !(is_there(&names, before) || is_there(&names, after))
                || is_said(&names, words)
            {
                continue;
            }
            let others = record.quotes.iter().filter(|other| other.supports(&citation.cited));
            if others.filter_map(Quote::text).any(|other| is_said(&names, other)) {
                continue;
            }
            if is_there_again(text, range) {
                return;
            }
            let message = format!(
                "this supports `{}`, but the part of its sentence that names \"{}\" is cut off",
                name.as_str(),
                item.value.written()
            );
            problems.push(Diagnostic::new(Rule::ValueCutOff, entry.value, message).help(
                "quote the part of the sentence that names it, or remove the field from `supports`",
            ));
            return;
        }
    }
}

/// Returns what comes before and after a passage in its own sentence; `None` where nothing does.
fn cut_off(text: &str, range: ByteRange) -> Option<[&str; 2]> {
    let (before, from) = text.split_at_checked(range.start())?;
    let (words, after) = from.split_at_checked(range.len())?;
    let start = text.floor_char_boundary(range.start().saturating_sub(AROUND));
    let before = before.get(start..)?;
    let after = after.get(..after.floor_char_boundary(AROUND))?;
    let before = last_sentence(before);
    let after = if ends(words) { "" } else { first_sentence(after) };
    if before.trim().is_empty() && after.trim().is_empty() {
        return None;
    }
    Some([before, after])
}

/// Returns whether a text repeats a passage later, so that which of the two is quoted is unknown.
fn is_there_again(text: &str, range: ByteRange) -> bool {
    let behind = text.get(range.end()..).unwrap_or_default();
    memmem::find(behind.as_bytes(), range.of(text).as_bytes()).is_some()
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | ';' | '；' | '\n')
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '」' | '』')
}

/// Returns whether a passage ends with its sentence.
fn ends(words: &str) -> bool {
    words.trim_end().trim_end_matches(is_closing).ends_with(is_end)
}

/// Returns what follows the last end of a sentence.
fn last_sentence(text: &str) -> &str {
    let mut last = text;
    for (at, c) in text.char_indices().filter(|(_, c)| is_end(*c)) {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let rest = rest.trim_start_matches(is_closing);
        if rest.is_empty() || rest.starts_with(char::is_whitespace) || !c.is_ascii() || c == '\n' {
            last = rest;
        }
    }
    last
}

/// Returns what comes before the first end of a sentence.
fn first_sentence(text: &str) -> &str {
    let mut ends = text.char_indices().filter(|(_, c)| is_end(*c));
    let end = ends.find(|(at, c)| {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let rest = rest.trim_start_matches(is_closing);
        rest.is_empty() || rest.starts_with(char::is_whitespace) || !c.is_ascii() || *c == '\n'
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Returns what a text may call a value, where that is plain: names, and numbers that are no small ones.
fn called(collection: &Collection, field: FieldId, value: &Value) -> Vec<String> {
    let names = match value {
        Value::Link(id) => collection
            .with_record(id, |located| {
                let entries = located.record.fields.iter();
                let names = entries.filter(|entry| entry.field.role.is_name());
                let items = names.flat_map(|entry| &entry.items);
                items.map(|item| item.value.written().into_owned()).collect()
            })
            .unwrap_or_default(),
        Value::Words(words) if is_name(field) => vec![words.to_string()],
        Value::Whole(number) if *number >= SMALLEST => vec![number.to_string(), grouped(*number)],
        Value::Whole(_)
        | Value::Words(_)
        | Value::Term(_)
        | Value::Date(_)
        | Value::Money(_)
        | Value::Degrees(_)
        | Value::YesNo(_)
        | Value::Code(_)
        | Value::Unread(_)
        | Value::TooLong(_) => Vec::new(),
    };
    let is_long = |name: &String| {
        let wide = name.chars().filter(|c| !c.is_ascii()).count();
        name.chars().count() + wide >= SHORTEST || matches!(value, Value::Whole(_))
    };
    names.into_iter().filter(is_long).collect()
}

/// Returns a number as texts part its thousands.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(c);
    }
    grouped
}

/// Returns whether words name a value, or any word of its name that is no small one.
fn is_said(names: &[String], words: &str) -> bool {
    let is_part = |name: &str| {
        let mut parts = name.split_whitespace();
        parts.any(|part| part.chars().count() >= SHORTEST && words.contains(part))
    };
    names.iter().any(|name| words.contains(name.as_str()) || is_part(name))
}

/// Returns whether a name is in a text, with no letter or digit beside it that is written without spaces.
fn has_name(name: &str, text: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + name.len()..).and_then(|behind| behind.chars().next());
        let is_beside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !is_beside(before) && !is_beside(behind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, cut: Option<[&str; 2]>) {
        let start = text.find(words).unwrap();
        let range = ByteRange::from_span(start..start + words.len());
        assert_eq!(cut_off(text, range), cut, "{words}");
    }

    #[test]
    fn what_is_cut_off_is_the_rest_of_the_sentence() {
        let text = "One came. Guards said two left on foot; others stayed.\nThe “end.” Not so 老人说他走了。他回来了。";
        check(text, "two left", Some([" Guards said ", " on foot"]));
        check(text, "Guards said two left on foot;", None);
        check(text, "One came.", None);
        check(text, "others stayed.", None);
        check(text, "他走了。", Some([" Not so 老人说", ""]));
        let twice = "twice and twice";
        assert!(is_there_again(twice, ByteRange::from_span(0..5)));
        assert!(!is_there_again(twice, ByteRange::from_span(10..15)));
    }
}
