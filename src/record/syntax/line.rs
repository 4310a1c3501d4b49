//! Helpers for lines and characters of TOML, and a first guess at what a line is.
//!
//! The guess can be wrong: a line that looks like a field may still be broken.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter};

use crate::text::{ByteRange, Splice};

/// Returns the replacement of a range of a text.
pub(super) fn replacement(at: Range<usize>, text: &str) -> Splice {
    Splice::replace(ByteRange::from_span(at), text)
}

/// Returns the part of `text` at `range`, or `""` where there is none.
pub(super) fn cut(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// Returns the offset of the end of the line that holds `at`, before its `\n` or `\r\n`.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let end = memchr(b'\n', rest).map_or(text.len(), |newline| at + newline);
    let before = text.as_bytes().get(at..end).unwrap_or_default();
    end - usize::from(before.ends_with(b"\r"))
}

/// Returns whether a letter may be in a name without quote marks.
pub(super) fn is_bare(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')
}

/// Returns the line that holds the byte `at`, from there on, without its ending.
pub(super) fn rest_of_line(text: &str, at: usize) -> &str {
    cut(text, at..line_end(text, at))
}

/// Returns whether `line` is `[name]` or `[[name]]` and cannot be an item of a list.
pub(super) fn looks_like_header(line: &str) -> bool {
    let line = line.split_once('#').map_or(line, |(line, _)| line).trim();
    let name = line
        .strip_prefix("[[")
        .and_then(|line| line.strip_suffix("]]"))
        .or_else(|| line.strip_prefix('[')?.strip_suffix(']'));
    name.is_some_and(|name| !is_plain_value(name.trim()) && is_bare_path(name))
}

/// Returns whether `line` starts with a name and an equals sign.
pub(super) fn looks_like_field(line: &str) -> bool {
    let name = line.trim_start_matches([' ', '\t']);
    let rest = match name.chars().next() {
        Some(mark @ ('"' | '\'')) => behind_quoted_name(name, mark),
        _ => name.trim_start_matches(|letter| is_bare(letter) || letter == '.'),
    };
    let is_named = rest.len() < name.len();
    is_named && rest.trim_start_matches([' ', '\t']).starts_with(['=', '＝'])
}

fn behind_quoted_name(name: &str, mark: char) -> &str {
    let inside = name.strip_prefix(mark).unwrap_or_default();
    inside.split_once(mark).map_or(name, |(_, rest)| rest)
}

fn is_bare_path(name: &str) -> bool {
    name.split('.').map(str::trim).all(|part| !part.is_empty() && part.chars().all(is_bare))
}

/// Returns whether `word` could be an item of a list unchanged.
fn is_plain_value(word: &str) -> bool {
    let is_number = word.parse::<f64>().is_ok() || word.starts_with("0x");
    is_number || word == "true" || word == "false" || !word.contains(|c: char| c.is_alphabetic())
}

/// Returns whether `letter` is forbidden anywhere in a file.
pub(super) fn is_control(letter: char) -> bool {
    letter.is_ascii_control() && !matches!(letter, '\t' | '\n' | '\r')
}

/// Returns whether `letter` is a space, or shows as one or as nothing.
pub(super) fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t') || is_invisible(letter)
}

/// Returns whether `letter` shows as a space or as nothing and is neither to TOML.
pub(super) fn is_invisible(letter: char) -> bool {
    let is_one =
        matches!(letter, '\u{a0}' | '\u{ad}' | '\u{1680}' | '\u{180e}' | '\u{3000}' | '\u{feff}');
    let is_general = matches!(letter, '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}');
    is_one || is_general || matches!(letter, '\u{205f}'..='\u{206f}')
}

/// Returns the offsets of the carriage returns that no newline follows.
pub(super) fn lone_returns(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// Returns `text` with a newline for each lone carriage return.
pub(super) fn with_newlines(text: &str) -> Cow<'_, str> {
    if lone_returns(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut letters = text.chars().peekable();
    let mut mended = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let is_lone = letter == '\r' && letters.peek() != Some(&'\n');
        mended.push(if is_lone { '\n' } else { letter });
    }
    Cow::Owned(mended)
}
