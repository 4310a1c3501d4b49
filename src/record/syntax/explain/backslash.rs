//! Explains backslashes in double quotes that are not valid escapes.

use std::ops::Range;

use super::super::line::cut;
use super::super::quote_marks::QuoteMark;
use super::super::token::{TokenKind, TomlTokens};
use super::edit::{add, put};
use super::mistake::mistake;
use super::show::is_short;
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::Splice;

/// Finds a backslash that makes nothing known of the letter behind it, or that hides the closing
/// mark.
pub(super) fn detect(value: &str) -> Option<Diagnostic> {
    let first = TomlTokens::of(value, 0).next()?;
    let TokenKind::Quoted { mark, closed } = first.kind else {
        return None;
    };
    if !matches!(mark, QuoteMark::Double | QuoteMark::TripleDouble) {
        return None;
    }
    let marks = mark.written().len();
    let end = if closed { first.end - marks } else { first.end };
    let text = cut(value, marks..end);
    let unknown = unknown_escape(text, mark.is_triple());
    let at = unknown.or_else(|| hidden_close(text, closed))?;
    let escape = cut(text, at.clone()).trim_end();
    let message = if escape == "\\\"" {
        "the backslash makes the closing quote mark a part of the text".to_owned()
    } else {
        format!(
            "in double quote marks a backslash gives the letter after it a meaning, and \
             `{escape}` has none"
        )
    };
    let at = marks + at.start..marks + at.end;
    let text = text.trim_end_matches('"');
    let found = mistake(at, message);
    let twice = twice(value, text, marks);
    let has_single = !text.contains(['\'', '\n']) && !text.contains("\\\\");
    if mark.is_triple() || !has_single || !is_short(text) {
        let found = found.help("write each backslash twice: `\\\\`");
        return Some(found.fix(Fix::offered(twice)));
    }
    let help = format!("write `'{text}'` with single quote marks, or each backslash twice");
    let close = 1 + text.len();
    let single = vec![put(0..1, "'"), put(close..(close + 1).min(first.end), "'")];
    let is_certain = closed && !has_meaning(text);
    let fix = if is_certain { Some(Fix::safe(single)) } else { Fix::choice(vec![single, twice]) };
    Some(found.help(help).fix(fix))
}

/// Returns the splices that write each backslash of `text` twice; those that are there twice stay.
fn twice(value: &str, text: &str, start: usize) -> Vec<Splice> {
    let mut splices = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('\\')) {
        let backslash = at + found;
        let is_twice = cut(text, backslash + 1..text.len()).starts_with('\\');
        if !is_twice {
            splices.push(add(start + backslash, "\\"));
        }
        at = backslash + 1 + usize::from(is_twice);
    }
    let end = start + text.len();
    if !cut(value, end..value.len()).starts_with('"') {
        splices.push(add(end, "\""));
    }
    splices
}

/// Returns whether a backslash in `text` may be meant to give the letter behind it a meaning.
fn has_meaning(text: &str) -> bool {
    let behind = |at: usize| cut(text, at + 1..text.len());
    text.match_indices('\\').any(|(at, _)| {
        let mut letters = behind(at).chars();
        match letters.next() {
            Some('x' | 'u' | 'U') => letters.next().is_none_or(|c| c.is_ascii_hexdigit()),
            letter => matches!(letter, Some('b' | 'e' | 'f' | 'n' | 'r' | 't' | '"') | None),
        }
    })
}

/// Returns the first backslash in `text` whose meaning is not known, with the letter behind it.
fn unknown_escape(text: &str, has_lines: bool) -> Option<Range<usize>> {
    let mut at = 0;
    loop {
        let start = at + text.get(at..)?.find('\\')?;
        let behind = text.get(start + 1..)?;
        let letter = behind.chars().next()?;
        let width = letter.len_utf8();
        let is_known = match letter {
            'b' | 'e' | 'f' | 'n' | 'r' | 't' | '"' | '\\' => true,
            'x' => is_letter_number(behind, 2),
            'u' => is_letter_number(behind, 4),
            'U' => is_letter_number(behind, 8),
            _ => has_lines && is_line_end(behind),
        };
        if !is_known {
            return Some(start..start + 1 + width);
        }
        at = start + 1 + width;
    }
}

fn is_letter_number(behind: &str, digits: usize) -> bool {
    let number = behind.get(1..=digits).filter(|n| n.bytes().all(|b| b.is_ascii_hexdigit()));
    let number = number.and_then(|number| u32::from_str_radix(number, 16).ok());
    number.is_some_and(|number| char::from_u32(number).is_some())
}

fn is_line_end(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', '\t', '\r']);
    rest.starts_with('\n')
}

/// Returns the backslash and the mark that should have closed `text`.
fn hidden_close(text: &str, closed: bool) -> Option<Range<usize>> {
    let ends_hidden = text.ends_with("\\\"") && !closed;
    ends_hidden.then(|| text.len() - 2..text.len())
}
