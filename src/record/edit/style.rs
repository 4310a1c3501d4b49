//! The style of a new line: indentation and alignment of the lines around it.

use std::ops::Range;

use toml::de::DeTable;

use super::super::field::FieldId;
use super::outline::holds_keys;

/// How the lines of a table look.
#[derive(Default)]
pub(super) struct KeyStyle<'t> {
    lines: Vec<KeyLine<'t>>,
}

/// One key's line: the indent, the key, the spacing around its `=`.
#[derive(Clone, Copy)]
struct KeyLine<'t> {
    start: usize,
    indent: &'t str,
    key: usize,
    before: &'t str,
    after: &'t str,
}

impl<'t> KeyStyle<'t> {
    /// Returns the style of those lines of `table` that start in a range of bytes.
    pub(super) fn of(text: &'t str, table: &DeTable<'_>, within: Range<usize>) -> Self {
        let mut lines: Vec<_> = table
            .iter()
            .filter(|(key, node)| within.contains(&key.span().start) && !holds_keys(text, node))
            .filter_map(|(key, node)| KeyLine::of(text, &key.span(), node.span().start))
            .collect();
        lines.sort_by_key(|line| line.start);
        Self { lines }
    }

    /// Returns a line in this style, without its ending.
    pub(super) fn line(&self, name: FieldId, value: &str) -> String {
        let name = name.as_str();
        let Some(last) = self.lines.last() else {
            return format!("{name} = {value}");
        };
        let KeyLine { indent, before, after, .. } = *last;
        let column = last.column();
        let in_column = |line: &KeyLine<'_>| line.key != last.key && line.column() == column;
        let aligned = before.len() > 1 || self.lines.iter().any(in_column);
        let room = column.saturating_sub(name.len());
        let before = match before {
            "" => String::new(),
            tabs if tabs.contains('\t') => tabs.to_owned(),
            _ if aligned => " ".repeat(room.max(1)),
            _ => " ".to_owned(),
        };
        format!("{indent}{name}{before}={after}{value}")
    }
}

impl<'t> KeyLine<'t> {
    fn of(text: &'t str, key: &Range<usize>, value: usize) -> Option<Self> {
        let (before, after) = text.get(key.end..value)?.split_once('=')?;
        let head = text.get(..key.start)?;
        let line = head.rfind('\n').map_or(0, |newline| newline + 1);
        let indent = head.get(line..)?;
        Some(Self {
            start: key.start,
            indent: if indent.trim_matches([' ', '\t']).is_empty() { indent } else { "" },
            key: text.get(key.clone())?.chars().count(),
            before,
            after,
        })
    }

    /// Returns the distance of its `=` from the start of its key.
    fn column(&self) -> usize {
        self.key + self.before.len()
    }
}
