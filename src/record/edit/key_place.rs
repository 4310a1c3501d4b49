//! Finds where to insert a new key: after the last key of its table, before the comments of the
//! next.

use toml::de::{DeTable, DeValue};

use super::super::field::FieldId;
use super::outline::{Outline, opening};
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

impl NewKey<'_, '_> {
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
