//! The outline of a TOML text: where headers start and values end.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::TomlNode;

/// Where headers start and values end, of a whole file or of what is between braces.
#[derive(Default)]
pub(super) struct Outline {
    headers: Vec<usize>,
    ends: Vec<usize>,
}

impl Outline {
    /// Returns the outline of a table and of all tables in it.
    pub(super) fn of(text: &str, table: &DeTable<'_>) -> Self {
        let mut outline = Self::default();
        outline.walk(text, table);
        outline
    }

    fn walk(&mut self, text: &str, table: &DeTable<'_>) {
        for (_, node) in table {
            match node.get_ref() {
                DeValue::Table(inner) if holds_keys(text, node) => {
                    self.header(text, node);
                    self.walk(text, inner);
                }
                DeValue::Array(rows) if holds_keys(text, node) => {
                    for row in rows {
                        self.header(text, row);
                        if let DeValue::Table(inner) = row.get_ref() {
                            self.walk(text, inner);
                        }
                    }
                }
                DeValue::Table(_)
                | DeValue::Array(_)
                | DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_) => self.ends.push(node.span().end),
            }
        }
    }

    /// Tables that come of keys such as `a.b` have no header.
    fn header(&mut self, text: &str, node: &TomlNode<'_>) {
        if opening(text, node) == Some('[') {
            self.headers.push(node.span().start);
        }
    }

    /// Returns where the first header from the byte `from` on starts.
    pub(super) fn next_header(&self, from: usize) -> Option<usize> {
        self.headers.iter().copied().filter(|start| *start >= from).min()
    }

    /// Returns where the last header starts.
    pub(super) fn last_header(&self) -> Option<usize> {
        self.headers.iter().copied().max()
    }

    /// Returns where the last header starts or the last value ends, whichever is later.
    pub(super) fn last(&self) -> Option<usize> {
        self.headers.iter().chain(&self.ends).copied().max()
    }

    /// Returns where the last value that ends in a range of bytes does so.
    pub(super) fn last_value(&self, within: Range<usize>) -> Option<usize> {
        self.ends.iter().copied().filter(|end| within.start < *end && *end <= within.end).max()
    }
}

/// Returns whether a value is a table of lines rather than a value behind a `=`.
pub(super) fn holds_keys(text: &str, node: &TomlNode<'_>) -> bool {
    match node.get_ref() {
        DeValue::Table(_) => opening(text, node) != Some('{'),
        DeValue::Array(rows) => rows.iter().any(|row| is_row(text, row)),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => false,
    }
}

/// Returns the first character of what a value's place holds: for a table `[` of its header, `{` of
/// its braces, or else a letter of the dotted key that made it.
pub(super) fn opening(text: &str, node: &TomlNode<'_>) -> Option<char> {
    text.get(node.span())?.chars().next()
}

/// Returns whether an array's element is a table of lines, `[[…]]`.
fn is_row(text: &str, node: &TomlNode<'_>) -> bool {
    matches!(node.get_ref(), DeValue::Table(_)) && opening(text, node) == Some('[')
}
