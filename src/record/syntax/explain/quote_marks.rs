//! Explains mistakes with quote marks.

use std::ops::Range;

use super::super::line::cut;
use super::super::quote_marks::QuoteMark;
use super::super::token::{TokenKind, TomlTokens};
use super::mistake::mistake;
use super::show::{is_short, quoted, write};
use crate::diagnostic::Diagnostic;

/// What a user may type, or an editor insert, instead of a straight quote mark.
const NOT_STRAIGHT: [(&str, &str); 7] = [
    ("“”„‟‘’‚‛〝〞", "a curly one"),
    ("«»‹›", "an angled one"),
    ("＂＇", "a full-width one"),
    ("「」『』", "a Chinese or Japanese one"),
    ("`", "a backtick"),
    ("´", "an accent"),
    ("″′", "a prime"),
];

const OTHERWISE: &str = "put straight quote marks `\"` before and behind the text";

/// Finds marks that are not straight around a text, or at one end of it.
pub(super) fn not_straight(value: &str) -> Option<Diagnostic> {
    let first = value.chars().next()?;
    if let Some(sort) = sort(first) {
        let help = match straightened(value) {
            Some(text) => write(&text, OTHERWISE),
            None => OTHERWISE.to_owned(),
        };
        return Some(quote_problem(first, sort, 0).help(help));
    }
    let last = value.chars().next_back()?;
    let sort = sort(last)?;
    let at = value.len() - last.len_utf8();
    let is_open = matches!(opening(value)?, (_, false));
    let text = cut(value, 1..at);
    is_open.then(|| quote_problem(last, sort, at).help(write(&quoted(text), OTHERWISE)))
}

/// Returns the text in `value` in straight marks, where it stands in others.
pub(super) fn straightened(value: &str) -> Option<String> {
    let (first, last) = (value.chars().next()?, value.chars().next_back()?);
    sort(first)?;
    let end = value.len() - last.len_utf8();
    let is_closed = sort(last).is_some() || last == '"';
    let text = value.get(first.len_utf8()..end)?;
    is_closed.then(|| quoted(text))
}

/// Finds `"""` or `'''` that is never closed.
pub(super) fn triple_open(value: &str) -> Option<Diagnostic> {
    let (mark, closed) = opening(value)?;
    if closed || !mark.is_triple() {
        return None;
    }
    let written = mark.written();
    let message = format!("the text that `{written}` opens here is never closed");
    let help = format!("write `{written}` where the text ends");
    Some(mistake(0..written.len(), message).help(help))
}

/// Finds a simple mark that is not closed on its line.
pub(super) fn open(value: &str) -> Option<Diagnostic> {
    let (mark, closed) = opening(value)?;
    if closed {
        return None;
    }
    if value.contains('\n') {
        let message = "a text of several lines needs three quote marks";
        let help = "write `\"\"\"` before and behind it";
        return Some(mistake(0..1, message).help(help));
    }
    let written = mark.written();
    let message = "the quote mark that opens this text is not closed on its line";
    let otherwise = format!("write `{written}` where the text ends");
    // The end of the line may belong to a list or a second field as well.
    let help = if value.ends_with([']', '}', ',', ';', '\'', '"']) || value.contains('=') {
        otherwise
    } else {
        write(&format!("{value}{written}"), &otherwise)
    };
    Some(mistake(0..1, message).help(help))
}

/// Finds a text in two marks on each side.
pub(super) fn doubled(value: &str) -> Option<Diagnostic> {
    let text = value.strip_prefix("\"\"")?.strip_suffix("\"\"")?;
    if text.is_empty() || text.contains('"') {
        return None;
    }
    let help = write(&quoted(text), "write one of them on each side");
    Some(mistake(0..2, "the quote marks are doubled").help(help))
}

/// Finds quote marks inside a text that stands in the same marks.
pub(super) fn inside(value: &str) -> Option<Diagnostic> {
    let (mark, _) = opening(value)?;
    let written = mark.written();
    let text = value.strip_prefix(written)?.strip_suffix(written)?;
    let inner = inner_marks(text, written)?;
    let at = written.len() + inner.start..written.len() + inner.end;
    if mark == QuoteMark::Single {
        let found = mistake(at, "an apostrophe inside the text ends it too early");
        return Some(found.help(write(&quoted(text), "put `\"` before and behind the text")));
    }
    let pairs = text.matches(written).count() % 2 == 0;
    if !pairs {
        let message = "the quote marks do not come in pairs";
        let help = "each text needs one at its start and one at its end, and none inside";
        return Some(mistake(at, message).help(help));
    }
    let found = mistake(at, "a quote mark inside the text ends it too early");
    Some(found.help(unambiguous(text)))
}

/// Finds a text that has a mark behind it and none before it.
pub(super) fn missing_opening(value: &str) -> Option<Diagnostic> {
    let last = value.chars().next_back().filter(|last| matches!(last, '"' | '\''))?;
    let text = cut(value, 0..value.len() - 1);
    let starts_text = text.starts_with(char::is_alphabetic);
    if !starts_text || text.contains(last) {
        return None;
    }
    let help = write(&quoted(text), OTHERWISE);
    Some(mistake(0..value.len(), "the quote mark before the text is missing").help(help))
}

fn sort(mark: char) -> Option<&'static str> {
    let known = NOT_STRAIGHT.iter().find(|(marks, _)| marks.contains(mark));
    known.map(|(_, sort)| *sort)
}

fn quote_problem(mark: char, sort: &str, at: usize) -> Diagnostic {
    let message = format!("the quote mark {mark} is {sort}; a text stands in straight ones");
    mistake(at..at + mark.len_utf8(), message)
}

/// Returns the mark that `value` starts with, and whether it is closed.
fn opening(value: &str) -> Option<(QuoteMark, bool)> {
    let first = TomlTokens::of(value, 0).next()?;
    if let TokenKind::Quoted { mark, closed } = first.kind { Some((mark, closed)) } else { None }
}

fn inner_marks(text: &str, mark: &str) -> Option<Range<usize>> {
    Some(text.find(mark)?..text.rfind(mark)? + mark.len())
}

fn unambiguous(text: &str) -> String {
    let is_simple = !text.contains(['\'', '\\', '\n']);
    if is_simple && is_short(text) {
        return format!("write `'{text}'`, or `\\\"` for each mark inside");
    }
    "write `\\\"` for each mark inside, or curly ones: “ and ”".to_owned()
}
