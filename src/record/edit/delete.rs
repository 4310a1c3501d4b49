//! Deletes a key or a list item as a splice, with its comma or its whole lines.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::reader::TomlNode;
use crate::text::{ByteRange, Splice};

/// A deletion, and what else it takes away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deletion {
    pub(crate) splice: Splice,
    /// A comment goes with it.
    pub(crate) takes_comment: bool,
    /// A table that it was all of, such as an event, goes with it.
    pub(crate) takes_table: bool,
}

/// Something that can be deleted: a list item, or a key with its value.
struct Element {
    /// The place by which it is known: that of the item, or of the value.
    value: Range<usize>,
    /// From the key, where it has one, to the end of the value.
    whole: Range<usize>,
    /// Whether it has a key.
    has_key: bool,
    /// Whether nothing else is between the brackets that it is between.
    is_only: bool,
    is_table: bool,
}

/// Returns what deletes the item, key or value at a place; `None` where the text is not TOML, or where
/// more than that would have to go. What would leave a list or an inline table empty deletes the key
/// of that too.
pub(crate) fn delete(text: &str, at: ByteRange) -> Option<Deletion> {
    let root = DeTable::parse(text).ok()?;
    delete_in(text, root.get_ref(), at).filter(|deletion| {
        let after = deletion.splice.apply(text);
        after.is_some_and(|(after, _)| DeTable::parse(&after).is_ok())
    })
}

/// Does the same in a text of which `root` was read; whether it does no more is for the caller to check.
pub(super) fn delete_in(text: &str, root: &DeTable<'_>, at: ByteRange) -> Option<Deletion> {
    let mut path = Vec::new();
    find(root, &Range::from(at), &mut path).then_some(())?;
    let mut taken: Option<Deletion> = None;
    let mut takes_table = false;
    while let Some(element) = path.pop() {
        match in_brackets(text, &element) {
            InBrackets::Beside(splice) => {
                let takes_comment = splice.range().of(text).contains('#');
                taken = Some(Deletion { splice, takes_comment, takes_table });
                break;
            }
            // The brackets would be empty.
            InBrackets::Alone => takes_table |= path.last().is_some_and(|above| above.is_table),
            InBrackets::Not => {
                taken = element.has_key.then(|| lines(text, &element.whole)).flatten();
                if let Some(taken) = &mut taken {
                    taken.takes_table = takes_table;
                }
                break;
            }
            InBrackets::Unclear => break,
        }
    }
    taken
}

/// Finds the element that is at a place, and notes those that hold it.
fn find(table: &DeTable<'_>, at: &Range<usize>, path: &mut Vec<Element>) -> bool {
    table.iter().any(|(key, node)| {
        let (key, value) = (key.span(), node.span());
        let whole = key.start..value.end;
        let is_only = table.len() == 1;
        let is_table = node.get_ref().is_table();
        path.push(Element { value, whole, has_key: true, is_only, is_table });
        let found = key == *at || inside(node, at, path);
        if !found {
            path.pop();
        }
        found
    })
}

fn inside(node: &TomlNode<'_>, at: &Range<usize>, path: &mut Vec<Element>) -> bool {
    if path.last().is_some_and(|element| element.value == *at) && node.span() == *at {
        return true;
    }
    match node.get_ref() {
        DeValue::Table(table) => find(table, at, path),
        DeValue::Array(items) => items.iter().any(|item| {
            let span = item.span();
            let (is_only, is_table) = (items.len() == 1, item.get_ref().is_table());
            let value = span.clone();
            path.push(Element { value, whole: span, has_key: false, is_only, is_table });
            let found = inside(item, at, path);
            if !found {
                path.pop();
            }
            found
        }),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => false,
    }
}

/// How an element is written.
enum InBrackets {
    /// Between brackets, with others.
    Beside(Splice),
    /// Between brackets, alone.
    Alone,
    /// On lines of its own.
    Not,
    /// With comments between it and the brackets or commas.
    Unclear,
}

fn in_brackets(text: &str, element: &Element) -> InBrackets {
    let Range { start, end } = element.whole;
    let (Some(before), Some(behind)) = (text.get(..start), text.get(end..)) else {
        return InBrackets::Unclear;
    };
    let ahead = before.trim_end();
    let rest = behind.trim_start();
    let opens = ahead.ends_with(['[', '{']);
    let is_first_line = |gap: &str| !gap.contains('\n');
    let closes = rest.starts_with([']', '}']);
    if element.has_key && !opens && !ahead.ends_with(',') {
        return InBrackets::Not;
    }
    if let Some(rest) = rest.strip_prefix(',') {
        let next = rest.trim_start();
        if opens && next.starts_with([']', '}']) {
            return alone(element);
        }
        // Up to the next item; where it is on a line of its own, the line goes.
        let gap = rest.get(..rest.len() - next.len()).unwrap_or_default();
        let comma = text.len() - rest.len();
        if next.starts_with('#') {
            return InBrackets::Unclear;
        }
        let to = if is_first_line(gap) { comma + gap.len() } else { comma };
        let own_line = before.rfind('\n').map_or(0, |newline| newline + 1);
        let is_own = before.get(own_line..).is_some_and(|indent| indent.trim().is_empty());
        let range = match (is_own, gap.find('\n')) {
            (true, Some(newline)) => own_line..comma + newline + 1,
            (true, None) | (false, _) => start..to,
        };
        return InBrackets::Beside(Splice::replace(ByteRange::from_span(range), ""));
    }
    if !closes {
        return InBrackets::Not;
    }
    if opens {
        return alone(element);
    }
    if ahead.ends_with(',') {
        let from = ahead.len() - 1;
        return InBrackets::Beside(Splice::replace(ByteRange::from_span(from..end), ""));
    }
    InBrackets::Unclear
}

/// Returns how an element is written that seems to be alone: what looks like a bracket may be in a comment.
fn alone(element: &Element) -> InBrackets {
    if element.is_only { InBrackets::Alone } else { InBrackets::Unclear }
}

/// Deletes the lines of a key that has them for itself.
fn lines(text: &str, whole: &Range<usize>) -> Option<Deletion> {
    let before = text.get(..whole.start)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let start = if start == 0 && text.starts_with('\u{feff}') { 3 } else { start };
    let indent = text.get(start..whole.start)?;
    let behind = text.get(whole.end..)?;
    let length = behind.find('\n').map_or(behind.len(), |newline| newline + 1);
    let rest = behind.get(..length)?.trim();
    if !indent.trim().is_empty() || !(rest.is_empty() || rest.starts_with('#')) {
        return None;
    }
    let splice = Splice::replace(ByteRange::from_span(start..whole.end + length), "");
    let takes_comment = splice.range().of(text).contains('#');
    Some(Deletion { splice, takes_comment, takes_table: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, at: &str, after: Option<&str>) {
        let start = before.rfind(at).unwrap();
        let range = ByteRange::from_span(start..start + at.len());
        let deleted = delete(before, range).map(|it| it.splice.apply(before).unwrap().0);
        assert_eq!(deleted.as_deref(), after, "{before}");
    }

    #[test]
    fn a_key_goes_with_its_line() {
        check("a = 1\nb = 2\nc = 3\n", "2", Some("a = 1\nc = 3\n"));
        check("a = 1\nb = 2", "b", Some("a = 1\n"));
        check("a = 1\r\nb = '''\r\nx'''\r\nc = 3\r\n", "'''\r\nx'''", Some("a = 1\r\nc = 3\r\n"));
        check("\u{feff}a = ''\n", "''", Some("\u{feff}"));
        check("[t]\n  a = ''  # why\n", "''", Some("[t]\n"));
    }

    #[test]
    fn an_item_goes_with_its_comma() {
        check("a = [1, 2, 3]\n", "2", Some("a = [1, 3]\n"));
        check("a = [1, 2]\n", "2", Some("a = [1]\n"));
        check("a = [2, 1]\n", "2", Some("a = [1]\n"));
        check("a = [\n  1,\n  2,\n  3,\n]\n", "2", Some("a = [\n  1,\n  3,\n]\n"));
        check("a = [\n  1, # one\n  2 # two\n]\n", "2", None);
        check("a = [\n  1, # [\n  2\n]\n", "2", None);
        check("a = { b = 1, c = 2 }\n", "c", Some("a = { b = 1 }\n"));
        check("a = { b = 1, c = 2 }\n", "b", Some("a = { c = 2 }\n"));
    }

    #[test]
    fn what_would_be_empty_goes_too() {
        check("x = 0\na = [2]\n", "2", Some("x = 0\n"));
        check("x = 0\na = { b = [ 2, ] }\n", "2", Some("x = 0\n"));
        check("x = 0\na = [{ b = 2 }, 'y']\n", "2", Some("x = 0\na = ['y']\n"));
        check("[[q]]\nx = 1\nd = { count = 3 }\n", "count", Some("[[q]]\nx = 1\n"));
    }
}
