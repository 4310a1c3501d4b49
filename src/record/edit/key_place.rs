//! Finds where to insert a new key: after the last key of its table, before the comments of the
//! next.

use toml::de::{DeTable, DeValue};

use super::super::field::{Field, FieldId};
use super::outline::{Outline, holds_keys, opening};
use super::style::KeyStyle;
use super::{EditError, line_ending};

/// Where a table's keys are written.
pub(super) enum KeyPlace {
    /// On lines from the start of the file.
    File,
    /// On lines behind a header that ends at this byte.
    Lines(usize),
    /// Between braces that open at this byte.
    Braces(usize),
}

/// Returns the table named `id` and where its keys are written.
pub(super) fn table<'t, 'i>(
    text: &str,
    root: &'t DeTable<'i>,
    id: &str,
) -> Result<(&'t DeTable<'i>, KeyPlace), EditError> {
    let node = root.get(id).ok_or_else(|| EditError::NoTable(id.to_owned()))?;
    let DeValue::Table(table) = node.get_ref() else {
        return Err(EditError::NoTable(id.to_owned()));
    };
    match opening(text, node) {
        Some('[') => Ok((table, KeyPlace::Lines(node.span().end))),
        Some('{') => Ok((table, KeyPlace::Braces(node.span().start))),
        Some(_) | None => Err(EditError::NoHeader(id.to_owned())),
    }
}

/// A key that a table does not have yet, with its value.
pub(super) struct NewKey<'a, 'i> {
    /// The whole text.
    pub(super) text: &'a str,
    /// What it holds.
    pub(super) root: &'a DeTable<'i>,
    /// The table that gets the key.
    pub(super) table: &'a DeTable<'i>,
    /// The key.
    pub(super) name: FieldId,
    /// Its value, as TOML.
    pub(super) written: &'a str,
}

/// Where a key goes among those that its table has.
pub(super) struct OrderedPlace {
    /// At which byte.
    pub(super) offset: usize,
    /// What is to be added there.
    pub(super) words: String,
    /// The start of the statement beside which it goes; `None` where there is none.
    pub(super) beside: Option<usize>,
}

impl NewKey<'_, '_> {
    /// Returns where the key goes in the order of the format: below the nearest field that comes before it, else
    /// above the nearest that comes behind it, else below the last line of its table.
    pub(super) fn place_in(&self, order: &[Field], body: &KeyPlace) -> OrderedPlace {
        let in_body = |body: &KeyPlace| {
            let (offset, words) = self.place(body);
            let beside = match body {
                KeyPlace::Lines(end) => end.checked_sub(1),
                KeyPlace::Braces(start) => Some(*start),
                KeyPlace::File => None,
            };
            OrderedPlace { offset, words, beside }
        };
        let start = match body {
            KeyPlace::Braces(_) => return in_body(body),
            KeyPlace::File => 0,
            KeyPlace::Lines(end) => *end,
        };
        let Self { text, root, table, name, written } = *self;
        let own = order.iter().position(|field| field.name == name).unwrap_or(order.len());
        let end = Outline::of(text, root).next_header(start).unwrap_or(text.len());
        let here = |field: &Field| {
            let (key, value) = table.get_key_value(field.name.as_str())?;
            let is_line =
                !holds_keys(text, value) && start <= key.span().start && value.span().end <= end;
            is_line.then(|| (key.span().start, value.span().end))
        };
        let (before, behind) = order.split_at_checked(own).unwrap_or((order, &[]));
        let line = || KeyStyle::of(text, table, start..end).line(name, written);
        if let Some((key, value)) = before.iter().rev().find_map(here) {
            let (offset, words) = below(text, value, line());
            return OrderedPlace { offset, words, beside: Some(key) };
        }
        if let Some((key, _)) = behind.iter().find_map(here) {
            let offset = above(text, start, key);
            let words = line() + line_ending(text);
            return OrderedPlace { offset, words, beside: Some(key) };
        }
        in_body(body)
    }

    /// Returns at which byte what words are to be added.
    pub(super) fn place(&self, body: &KeyPlace) -> (usize, String) {
        let (start, header_end) = match body {
            KeyPlace::Braces(start) => return self.in_braces(*start),
            KeyPlace::File => (0, None),
            KeyPlace::Lines(end) => (*end, Some(*end)),
        };
        let Self { text, root, table, name, written } = *self;
        let outline = Outline::of(text, root);
        let end = outline.next_header(start).unwrap_or(text.len());
        let line = KeyStyle::of(text, table, start..end).line(name, written);
        match outline.last_value(start..end).or(header_end) {
            Some(last) => below(text, last, line),
            None => at_the_top(text, end, &line),
        }
    }

    fn in_braces(&self, start: usize) -> (usize, String) {
        let (name, value) = (self.name.as_str(), self.written);
        let outline = Outline::of(self.text, self.table);
        if let Some(last) = outline.last_value(start..usize::MAX) {
            return (last, format!(", {name} = {value}"));
        }
        let inside = self.text.get(start + 1..).unwrap_or_default();
        let close = if inside.starts_with('}') { " " } else { "" };
        (start + 1, format!(" {name} = {value}{close}"))
    }
}

/// Puts a line below the one that holds the byte before `last`.
fn below(text: &str, last: usize, line: String) -> (usize, String) {
    let rest = text.get(last..).unwrap_or_default();
    match rest.find('\n') {
        Some(newline) => {
            let offset = last + newline + 1;
            let crlf = text.get(..offset).is_some_and(|head| head.ends_with("\r\n"));
            (offset, line + if crlf { "\r\n" } else { "\n" })
        }
        // The file ends without a line ending, and goes on doing so.
        None => (text.len(), format!("{}{line}", line_ending(text))),
    }
}

/// Returns the start of the line of a key, or of the comments right above it; comments at the start of a table are
/// rather of the table.
fn above(text: &str, table: usize, key: usize) -> usize {
    let line = |at: usize| {
        let head = text.get(..at).unwrap_or_default();
        let bom = if head.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        head.rfind('\n').map_or(bom, |newline| newline + 1)
    };
    let own = line(key);
    let mut top = own;
    while let Some(before) = top.checked_sub(1).filter(|before| *before >= table) {
        let start = line(before);
        let is_comment =
            text.get(start..top).is_some_and(|line| line.trim_start().starts_with('#'));
        if !is_comment {
            return top;
        }
        top = start;
    }
    own
}

/// Puts the file's first key above its first table, which starts at `end`, and parts the two.
fn at_the_top(text: &str, end: usize, line: &str) -> (usize, String) {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let offset = bom + preface(text.get(bom..end).unwrap_or_default(), end == text.len());
    let ending = line_ending(text);
    let before = text.get(bom..offset).unwrap_or_default();
    let rest = text.get(offset..).unwrap_or_default();
    let open = !before.is_empty() && !before.ends_with('\n');
    let parted = rest.is_empty() || rest.starts_with(['\r', '\n']);
    let first = if open { ending } else { "" };
    let blank = if parted { "" } else { ending };
    (offset, format!("{first}{line}{ending}{blank}"))
}

/// Returns how long the comments are that speak of the whole file, to be left at its top.
fn preface(head: &str, is_whole_file: bool) -> usize {
    let opening = |mark: &str| -> usize {
        let lines = head.split_inclusive('\n');
        lines.take_while(|line| line.starts_with(mark)).map(str::len).sum()
    };
    let comments = opening("#");
    let rest = head.get(comments..).unwrap_or_default();
    match rest.split_inclusive('\n').next() {
        Some(blank) if blank.trim().is_empty() => comments + blank.len(),
        None if is_whole_file => comments,
        // The comments belong to the first table, save those that speak to editors.
        Some(_) | None => opening("#:"),
    }
}
