//! Explains mistakes with quote marks.

use std::ops::Range;

use super::super::line::{cut, line_end, looks_like_field, looks_like_header};
use super::super::quote_marks::QuoteMark;
use super::super::token::{TokenKind, TomlTokens};
use super::edit::{add, fix, put, remove, rewrite};
use super::mistake::mistake;
use super::show::{is_short, quoted, write};
use crate::diagnostic::{Diagnostic, Fix};
use crate::text::Splice;

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

const OTHERWISE: &str = "put straight quote marks `\"` around the text";

/// Finds marks that are not straight around a text, or at one end of it.
pub(super) fn not_straight(value: &str) -> Option<Diagnostic> {
    let first = value.chars().next()?;
    if let Some(sort) = sort(first) {
        let found = quote_problem(first, sort, 0);
        let Some(text) = straightened(value) else {
            let close = closing_mark(value).unwrap_or(value.len()..value.len());
            let splices = vec![put(0..first.len_utf8(), "\""), put(close, "\"")];
            return Some(found.help(OTHERWISE).fix(fix(false, splices)));
        };
        // More marks inside may be those of several texts.
        let inside = value.get(first.len_utf8()..).unwrap_or_default();
        let is_one =
            !inside.contains(first) && inside.chars().filter(|c| closes(first, *c)).count() == 1;
        let found = found.help(write(&text, OTHERWISE));
        return Some(found.fix(fix(is_one, rewrite(0, value, &text))));
    }
    let last = value.chars().next_back()?;
    let sort = sort(last)?;
    let at = value.len() - last.len_utf8();
    let is_open = matches!(opening(value)?, (_, false));
    let text = cut(value, 1..at);
    is_open.then(|| {
        let found = quote_problem(last, sort, at).help(write(&quoted(text), OTHERWISE));
        found.fix(fix(true, rewrite(0, value, &quoted(text))))
    })
}

/// Returns where the mark is that closes the one that is not straight and that `text` starts with.
pub(super) fn closing_mark(text: &str) -> Option<Range<usize>> {
    let opening = text.chars().next().filter(|mark| sort(*mark).is_some())?;
    let mut letters = text.char_indices().skip(1);
    let (at, close) = letters.find(|(_, letter)| closes(opening, *letter))?;
    Some(at..at + close.len_utf8())
}

/// Returns whether a mark may close what `opening` opens.
fn closes(opening: char, mark: char) -> bool {
    match opening {
        '‘' | '‚' | '‛' => matches!(mark, '’' | '‘'),
        _ => {
            sort(mark).is_some() && !matches!(mark, '’' | '‘' | '´' | '′' | '`') || mark == opening
        }
    }
}

/// Returns the text of `value` in straight marks, where it is in other marks.
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
        let help = "write `\"\"\"` around it";
        let written = mark.written();
        let more = [written, written].concat();
        let mut splices = vec![add(0, more.clone())];
        if value.ends_with(written) {
            splices.push(add(value.len(), more));
        } else {
            splices.push(add(value.len(), [written, &more].concat()));
        }
        return Some(mistake(0..1, message).help(help).fix(fix(false, splices)));
    }
    let written = mark.written();
    let message = "the quote mark that opens this text is not closed on its line";
    let otherwise = format!("write `{written}` where the text ends");
    // The end of the line may belong to a list or a second field as well.
    let found = mistake(0..1, message);
    let at_end = vec![add(value.len(), written)];
    let signs = [']', '}', ',', ';', ' '];
    if value.ends_with([']', '}', ',', ';', '\'', '"']) || value.contains('=') {
        let inside = value.trim_end_matches(signs);
        let before_signs = vec![add(inside.len(), written)];
        let alternatives = if inside == value { vec![at_end] } else { vec![before_signs, at_end] };
        return Some(found.help(otherwise).fix(Fix::choice(alternatives)));
    }
    let is_certain = !value.contains(['#', ',', '\\']) && value.matches(written).count() == 1;
    let found = found.help(write(&format!("{value}{written}"), &otherwise));
    Some(found.fix(fix(is_certain, at_end)))
}

/// Finds a text in two marks on each side.
pub(super) fn doubled(value: &str) -> Option<Diagnostic> {
    let text = value.strip_prefix("\"\"")?.strip_suffix("\"\"")?;
    if text.is_empty() || text.contains('"') {
        return None;
    }
    let help = write(&quoted(text), "write one of them on each side");
    let splices = vec![remove(0..1), remove(value.len() - 1..value.len())];
    Some(mistake(0..2, "the quote marks are doubled").help(help).fix(fix(true, splices)))
}

/// Finds quote marks inside a text that the same marks enclose.
pub(super) fn inside(value: &str) -> Option<Diagnostic> {
    let (mark, _) = opening(value)?;
    let written = mark.written();
    let text = value.strip_prefix(written)?.strip_suffix(written)?;
    let inner = inner_marks(text, written)?;
    let at = written.len() + inner.start..written.len() + inner.end;
    if mark == QuoteMark::Single {
        // One between two letters is an apostrophe.
        let before = text.get(..inner.start).and_then(|text| text.chars().next_back());
        let behind = text.get(inner.end..).and_then(|text| text.chars().next());
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
        let is_certain = inner.len() == 1 && is_letter(before) && is_letter(behind);
        let found = mistake(at, "an apostrophe inside the text ends it too early")
            .fix(fix(is_certain, rewrite(0, value, &quoted(text))));
        return Some(found.help(write(&quoted(text), "put `\"` around the text")));
    }
    let pairs = text.matches(written).count() % 2 == 0;
    if !pairs {
        let message = "the quote marks do not come in pairs";
        let help = "each text needs one at its start and one at its end, and none inside";
        let rest = cut(value, written.len()..value.len());
        let alternatives = [rest, text].map(|text| rewrite(0, value, &quoted(text)));
        return Some(mistake(at, message).help(help).fix(Fix::choice(alternatives.into())));
    }
    let found = mistake(at, "a quote mark inside the text ends it too early");
    let escapes = text.match_indices(written).map(|(at, _)| add(written.len() + at, "\\"));
    let mut alternatives = vec![escapes.collect()];
    if !text.contains(['\'', '\\', '\n']) {
        let end = value.len() - 1;
        alternatives.insert(0, vec![put(0..1, "'"), put(end..value.len(), "'")]);
    }
    Some(found.help(unambiguous(text)).fix(Fix::choice(alternatives)))
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
    let found = mistake(0..value.len(), "the quote mark before the text is missing").help(help);
    Some(found.fix(fix(true, rewrite(0, value, &quoted(text)))))
}

fn sort(mark: char) -> Option<&'static str> {
    let known = NOT_STRAIGHT.iter().find(|(marks, _)| marks.contains(mark));
    known.map(|(_, sort)| *sort)
}

fn quote_problem(mark: char, sort: &str, at: usize) -> Diagnostic {
    let message = format!("the quote mark {mark} is {sort}; text needs straight quote marks");
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

/// Returns where the text could be closed that is never closed, each as splices of the mistake's statement in
/// the file `text`; `None` where the mistake is another one.
///
/// A text may end before the next line that looks like a field or a header, on its own line, or with the file.
pub(in super::super) fn closed_below(
    text: &str,
    statement: usize,
    mistake: &Diagnostic,
) -> Option<Vec<Vec<Splice>>> {
    let opening = statement + mistake.range.start();
    let mark = TomlTokens::of(text, opening).next()?;
    let TokenKind::Quoted { mark, closed: false } = mark.kind else {
        return None;
    };
    if !mark.is_triple() {
        return None;
    }
    let own_end = line_end(text, opening);
    let mut start = own_end;
    let next = cut(text, own_end..text.len()).split_inclusive('\n').find_map(|line| {
        let at = start;
        start += line.len();
        let words = line.trim_end_matches(['\r', '\n']);
        (looks_like_header(words) || looks_like_field(words)).then_some(at)
    });
    let last = |end: usize| cut(text, 0..end).trim_end_matches([' ', '\t', '\r', '\n']).len();
    let places = [next.map(last), Some(own_end), Some(last(text.len()))];
    let mut ends: Vec<usize> = Vec::new();
    for place in places.into_iter().flatten() {
        let place = place.max(opening + mark.written().len());
        if !ends.contains(&place) {
            ends.push(place);
        }
    }
    Some(ends.into_iter().map(|end| vec![add(end, mark.written())]).collect())
}
