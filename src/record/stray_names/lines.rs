//! Finds names in the lines of a text that could not be parsed.
//!
//! When in doubt it reports a name.

use std::ops::Range;

use super::key::{LONGEST_KEY, holds_person, is_generic, is_of_field, is_of_name};
use crate::record::privacy_key::{LINE_ENDS, SIGNS, is_invisible, without_comment};

/// Opening quotation marks, each with those that close it.
const MARKS: [(char, &str); 12] = [
    ('"', "\""),
    ('\'', "'"),
    ('`', "`"),
    ('“', "”“\""),
    ('„', "“”\""),
    ('”', "”"),
    ('«', "»"),
    ('‘', "’'"),
    ('「', "」"),
    ('『', "』"),
    ('＂', "＂"),
    ('＇', "＇"),
];
/// A value that is not closed goes on for so many lines at most, where it is no list.
const MOST_LINES: usize = 8;
/// A line that starts with the key of a name and has no sign behind it is prose from so many words on.
const PROSE: usize = 8;

/// A value that may go on in the next line.
#[derive(Clone, Copy, Debug)]
struct OpenValue {
    /// How many brackets are open.
    brackets: usize,
    /// How many lines are left.
    lines: usize,
}

/// Calls `add` with what the lines of a text seem to give as names, and with headers above them, which may
/// be ids.
pub(super) fn find(text: &str, add: &mut dyn FnMut(String, bool)) {
    let mut header: Option<&str> = None;
    let mut is_of_names = false;
    let mut open: Option<OpenValue> = None;
    for line in text.split_inclusive(LINE_ENDS) {
        let shown = line.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if let Some(inside) = header_of(shown) {
            if open.is_some() {
                quoted(shown).strings.into_iter().for_each(|name| add(name.to_owned(), false));
            }
            open = None;
            is_of_names = inside.rsplit('.').next().is_some_and(is_of_name);
            header = (!is_generic(inside)).then_some(inside);
            if inside.contains(|c: char| c.is_uppercase() || c.is_whitespace() || !c.is_ascii()) {
                header.take().into_iter().for_each(|header| add(header.to_owned(), true));
            }
            continue;
        }
        if shown.is_empty() {
            continue;
        }
        let code = without_comment(line);
        let values = if open.is_some() && is_item(shown) { Vec::new() } else { values(code) };
        let has_sign = values.iter().any(|field| field.has_sign);
        let before = open;
        let goes_on_here = open.filter(|_| !has_sign);
        let mut found = None;
        for LineKey { key, value, is_first, has_sign } in values {
            let key = code.get(key).unwrap_or_default();
            if holds_person(key) && (is_first || has_sign) {
                header.take().into_iter().for_each(|header| add_header(header, add));
            }
            if is_of_name(key) || (is_of_names || before.is_some()) && !is_of_field(key) {
                // Of other keys no end was looked for.
                let end = if is_of_name(key) { value.end } else { code.len() };
                let value = code.get(value.start..end).unwrap_or_default();
                names_in(value, add);
                found = Some(value);
            }
        }
        open = match (goes_on_here, found) {
            (Some(before), _) => {
                names_in(code, add);
                let is_of_list = shown.starts_with(['-', '*', '•']);
                let listed = Some(OpenValue { lines: MOST_LINES, ..before });
                if is_of_list { listed } else { goes_on(code, before) }
            }
            (None, Some(value)) => {
                let own = goes_on(value, OpenValue { brackets: 0, lines: MOST_LINES });
                // A name in several parts: each has a key of its own.
                own.or_else(|| before.and_then(|before| next_part(code, before)))
            }
            (None, None) => {
                if is_of_names && !has_sign {
                    names_in(code, add);
                }
                None
            }
        };
    }
}

fn add_header(header: &str, add: &mut dyn FnMut(String, bool)) {
    for part in header.split('.').filter(|part| !is_generic(part)) {
        let part = part.trim_matches(|c: char| c.is_whitespace() || "\"'[]".contains(c));
        add(part.to_owned(), true);
    }
}

/// Returns what is within the brackets of a line that seems to be a header.
fn header_of(line: &str) -> Option<&str> {
    let inside = line.strip_prefix(['[', '［', '【'])?;
    let inside = without_comment(inside).trim();
    let is_list = inside.contains(SIGNS) || inside.contains([',', '{']);
    let edge = |c: char| c.is_whitespace() || "[]［］【】\"'".contains(c);
    let inside = inside.trim_matches(edge);
    // A bracket alone begins a list.
    (!is_list && !inside.is_empty() && inside.len() <= LONGEST_KEY).then_some(inside)
}

/// Returns whether a line seems to be an item of a list: a text in quotation marks with no sign behind it.
fn is_item(line: &str) -> bool {
    let Some(mark) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return false };
    let inside = line.get(1..).unwrap_or_default();
    let behind = inside.find(mark).and_then(|end| inside.get(end + 1..)).unwrap_or_default();
    !behind.trim_start().starts_with(SIGNS)
}

/// A key in a line and what follows it.
struct LineKey {
    key: Range<usize>,
    value: Range<usize>,
    /// Whether the line starts with it.
    is_first: bool,
    /// Whether a sign follows it.
    has_sign: bool,
}

/// Returns what seem to be keys in a line, with their values. None lies in the value of a name.
fn values(line: &str) -> Vec<LineKey> {
    let mut fields = Vec::new();
    let mut reached = 0;
    let is_letter = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '_' | '-' | '.')
            || is_invisible(c) && !(c.is_whitespace() || c.is_control())
    };
    let mut is_first = true;
    let mut at = 0;
    while let Some(start) = line.get(at..).and_then(|rest| rest.find(is_letter)) {
        let start = at + start;
        let rest = line.get(start..).unwrap_or_default();
        let end = start + rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        at = end;
        let behind = line.get(end..).unwrap_or_default();
        let behind = behind.trim_start_matches(|c: char| {
            c.is_whitespace()
                || is_invisible(c)
                || MARKS.iter().any(|(mark, closes)| *mark == c || closes.contains(c))
        });
        let has_sign = behind.starts_with(SIGNS);
        let gap = line.len() - behind.len() - end;
        let is_glued = line.get(end..end + gap).is_some_and(|gap| gap.contains(is_mark));
        let is_prose = || behind.split_whitespace().take(PROSE).count() == PROSE;
        let begins = std::mem::take(&mut is_first);
        let run = start..end;
        let key = if has_sign {
            whole_key(line, reached, &run)
        } else if (begins && !is_prose())
            || is_glued && is_of_name(line.get(run.clone()).unwrap_or_default())
        {
            run
        } else {
            continue;
        };
        let value = if has_sign { line.len() - behind.len() } else { end };
        let own = line.get(key.clone()).unwrap_or_default();
        let own = if is_of_name(own) { own } else { line.get(start..end).unwrap_or_default() };
        let key = if own.len() < key.len() { start..end } else { key };
        let is_in_braces = braces_begin(line.get(value..).unwrap_or_default());
        let end = match is_of_name(own) {
            // Each part has a key of its own.
            true if is_in_braces => line.len(),
            true => value_end(line, value),
            false => value,
        };
        if has_sign || is_of_name(own) {
            fields.push(LineKey { key, value: value..end, is_first: begins, has_sign });
            (at, reached) = (at.max(end), at.max(end));
        }
    }
    fields
}

/// Returns the words before a sign that may be its key: all since the last sign or bracket.
fn whole_key(line: &str, reached: usize, last: &Range<usize>) -> Range<usize> {
    let from = reached.max(last.end.saturating_sub(LONGEST_KEY)).min(last.start);
    let from = (from..=last.start).find(|at| line.is_char_boundary(*at)).unwrap_or(last.start);
    let before = line.get(from..last.start).unwrap_or_default();
    let ends = |c: char| SIGNS.contains(&c) || "{}[](),;<>|".contains(c) || is_mark(c);
    let start = before.char_indices().rfind(|(_, c)| ends(*c));
    start.map_or(from, |(at, c)| from + at + c.len_utf8())..last.end
}

fn is_mark(c: char) -> bool {
    MARKS.iter().any(|(mark, closes)| *mark == c || closes.contains(c))
}

/// Returns whether a value, behind its sign, begins with a brace.
fn braces_begin(value: &str) -> bool {
    value.trim_start_matches(|c: char| c.is_whitespace() || SIGNS.contains(&c)).starts_with('{')
}

/// Returns where a value ends: before the next key, where quotation marks allow that to be seen.
fn value_end(line: &str, start: usize) -> usize {
    let value = line.get(start..).unwrap_or_default();
    let mut mark = None;
    let mut before = None;
    for (at, c) in value.char_indices() {
        match (mark, c) {
            (None, '"') => mark = Some(c),
            (None, '\'') if before.is_none_or(|c: char| !c.is_alphanumeric()) => mark = Some(c),
            (Some(open), c) if open == c && before != Some('\\') => mark = None,
            (None, ',' | ';' | '{' | '}') if is_followed_by_key(value, at + 1) => {
                return start + at;
            }
            (None | Some(_), _) => {}
        }
        before = Some(c);
    }
    line.len()
}

/// Returns whether a key that holds no name, and its sign, come next.
fn is_followed_by_key(value: &str, at: usize) -> bool {
    let rest = value.get(at..).unwrap_or_default();
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
    let near = rest.get(..rest.floor_char_boundary(LONGEST_KEY)).unwrap_or_default();
    let Some(sign) = near.find(SIGNS) else { return false };
    let key = near
        .get(..sign)
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_whitespace() || is_mark(c));
    !key.is_empty()
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
}

/// What is in quotation marks, and whether there is anything else.
struct QuotedStrings<'t> {
    strings: Vec<&'t str>,
    is_all: bool,
}

fn quoted(value: &str) -> QuotedStrings<'_> {
    let mut quoted = QuotedStrings { strings: Vec::new(), is_all: true };
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let behind = rest.get(first.len_utf8()..).unwrap_or_default();
        let marks = MARKS.iter().find(|(mark, _)| *mark == first);
        if let Some((_, closes)) = marks {
            let mut escaped = false;
            let close = behind.char_indices().find(|(_, c)| {
                let is_close = closes.contains(*c) && !escaped;
                escaped = *c == '\\' && !escaped;
                is_close
            });
            if let Some((end, mark)) = close {
                quoted.strings.push(behind.get(..end).unwrap_or_default());
                rest = behind.get(end + mark.len_utf8()..).unwrap_or_default();
                continue;
            }
            quoted.is_all = false;
            return quoted;
        }
        quoted.is_all &= first.is_whitespace() || "[]{}(),;".contains(first);
        rest = behind;
    }
    quoted
}

/// Adds the names in a value as it is written.
pub(in crate::record) fn names_in(value: &str, add: &mut dyn FnMut(String, bool)) {
    let value = value.trim_start_matches(|c: char| c.is_whitespace() || SIGNS.contains(&c));
    let QuotedStrings { strings, is_all } = quoted(value);
    let mut add = |name: &str| {
        let edge = |c: char| {
            c.is_whitespace() || is_invisible(c) || is_mark(c) || "[]{}(),;=<>|\\".contains(c)
        };
        let name = name.trim_matches(edge);
        let is_word = |c: char| c.is_alphabetic() || !c.is_ascii();
        let says_nothing = matches!(name, "true" | "false" | "null" | "none" | "nil" | "unknown");
        if says_nothing || !name.contains(is_word) {
            return;
        }
        add(name.to_owned(), false);
        if name.contains('_') {
            add(name.replace('_', " "), false);
        }
        if name.contains('\\') {
            add(decoded(name), false);
            add(name.replace('\\', ""), false);
            add(name.replace('\\', " "), false);
        }
    };
    // Keys between braces are none.
    let is_done = is_all || value.starts_with('{') && !strings.is_empty();
    strings.into_iter().for_each(&mut add);
    if !is_done {
        add(value);
        let parts = |c: char| ",;<>|[]{}\"“”„«»=".contains(c);
        value.split(parts).for_each(&mut add);
    }
}

/// Returns a text with the characters for their escapes.
fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        decoded.push_str(rest.get(..at).unwrap_or_default());
        let behind = rest.get(at + 1..).unwrap_or_default();
        let digits = match behind.chars().next() {
            Some('u') => 4,
            Some('U') => 8,
            Some('x') => 2,
            _ => 0,
        };
        let number = behind.get(1..=digits).filter(|_| digits > 0);
        let letter = number.and_then(|number| u32::from_str_radix(number, 16).ok());
        if let Some(letter) = letter.and_then(char::from_u32) {
            decoded.push(letter);
            rest = behind.get(digits + 1..).unwrap_or_default();
        } else {
            let escaped = behind.chars().next();
            decoded.push(match escaped {
                Some('n' | 't' | 'r' | 'b' | 'f') | None => ' ',
                Some(letter) => letter,
            });
            rest = behind.get(escaped.map_or(0, char::len_utf8)..).unwrap_or_default();
        }
    }
    decoded.push_str(rest);
    decoded
}

/// Returns how many brackets are open behind a value.
fn brackets_behind(value: &str, before: OpenValue) -> usize {
    value.chars().fold(before.brackets, |brackets, c| match c {
        '[' | '{' => brackets + 1,
        ']' | '}' => brackets.saturating_sub(1),
        _ => brackets,
    })
}

/// Returns whether another part of a name may follow one that has a key of its own.
fn next_part(line: &str, before: OpenValue) -> Option<OpenValue> {
    let brackets = brackets_behind(line, before);
    if brackets > 0 {
        return Some(OpenValue { brackets, lines: MOST_LINES });
    }
    let lines = before.lines.checked_sub(1)?;
    (before.brackets == 0 && lines > 0).then_some(OpenValue { brackets, lines })
}

/// Returns whether a quotation mark or bracket of a text is closed in it.
fn is_closed(value: &str, mark: char, closes: &str) -> bool {
    if closes.chars().eq([mark]) {
        return value.matches(mark).count().is_multiple_of(2);
    }
    // An apostrophe closes nothing that was not opened.
    value.rfind(mark).is_none_or(|open| value.rfind(|c| closes.contains(c)) > Some(open))
}

/// Returns whether a value goes on in the next line, and for how long.
fn goes_on(value: &str, before: OpenValue) -> Option<OpenValue> {
    let brackets = brackets_behind(value, before);
    let value = value.trim_end_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let pairs = MARKS.iter().copied().chain([('(', ")"), ('（', "）")]);
    // One closes others, and one is an accent too.
    let mut pairs = pairs.filter(|(mark, _)| !matches!(mark, '`' | '”'));
    let is_done = !value.is_empty()
        && pairs.all(|(mark, closes)| is_closed(value, mark, closes))
        && !value.ends_with([',', '\\', '=', ':', '>', '|', '+', '&'])
        && !value.ends_with("\"\"\"")
        && !value.ends_with("'''");
    if brackets > 0 {
        return Some(OpenValue { brackets, lines: MOST_LINES });
    }
    let lines = before.lines.checked_sub(1)?;
    let was_open = before.brackets > 0;
    (!is_done && !was_open && lines > 0).then_some(OpenValue { brackets, lines })
}
