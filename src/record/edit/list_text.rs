//! A TOML list as it is written: its items with their comments, so that one is added, removed or moved and the others
//! keep their lines.

use std::ops::Range;

/// What is to become of a list: its items in their new order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NewItem {
    /// The item with this number.
    Kept(usize),
    /// The item with this number, written otherwise.
    Rewritten(usize, String),
    /// Another item.
    Added(String),
}

/// A list as it is written.
pub(super) struct ListText<'t> {
    /// From bracket to bracket.
    written: &'t str,
    /// Where the items are in it.
    items: Vec<Range<usize>>,
    /// The line ending of the file.
    ending: &'static str,
    /// The indentation of the line on which the list starts.
    indent: &'t str,
}

/// One item with the comments that belong to it.
#[derive(Clone, Debug, Default)]
struct ItemLines {
    /// Whole lines above it: comments, and empty ones.
    above: String,
    indent: String,
    item: String,
    /// What comes between the item and its comma.
    gap: String,
    has_comma: bool,
    /// What comes behind it on its line: a comment.
    behind: String,
}

/// A list whose items have lines of their own.
struct ListLines {
    /// The opening bracket and what else is on its line.
    head: String,
    items: Vec<ItemLines>,
    /// Whether the last item has a line ending, so that the closing bracket has a line of its own.
    is_closed_below: bool,
    /// From behind the last item's line to the closing bracket.
    tail: String,
}

impl<'t> ListText<'t> {
    /// Returns the list at a place of a text, whose items are at these places.
    pub(super) fn of(
        text: &'t str,
        at: Range<usize>,
        items: impl Iterator<Item = Range<usize>>,
        ending: &'static str,
    ) -> Option<Self> {
        let items = items
            .map(|item| Some(item.start.checked_sub(at.start)?..item.end.checked_sub(at.start)?));
        let items = items.collect::<Option<Vec<_>>>()?;
        let head = text.get(..at.start)?;
        let line = head.get(head.rfind('\n').map_or(0, |newline| newline + 1)..)?;
        let line = line.trim_start_matches('\u{feff}');
        let indent = line.get(..line.len() - line.trim_start_matches([' ', '\t']).len())?;
        let written = text.get(at).filter(|list| list.len() > 1)?;
        Some(Self { written, items, ending, indent })
    }

    /// Returns an item as it is written.
    pub(super) fn item(&self, number: usize) -> Option<&'t str> {
        self.written.get(self.items.get(number)?.clone())
    }

    /// Returns the list with other items, or in another order; at least one.
    pub(super) fn with(&self, new: &[NewItem]) -> Option<String> {
        let lines = self.lines();
        if let Some(lines) = lines {
            return self.in_lines(lines, new);
        }
        let has_comments = self.gaps()?.iter().any(|gap| gap.contains('#'));
        if has_comments { self.in_lines(self.as_lines()?, new) } else { self.in_row(new) }
    }

    /// Returns what comes before, between and behind the items.
    fn gaps(&self) -> Option<Vec<&'t str>> {
        let mut from = 1;
        let mut gaps = Vec::new();
        for item in &self.items {
            gaps.push(self.written.get(from..item.start)?);
            from = item.end;
        }
        gaps.push(self.written.get(from..self.written.len() - 1)?);
        Some(gaps)
    }

    /// Returns the list with other items in the spaces and commas that it has.
    fn in_row(&self, new: &[NewItem]) -> Option<String> {
        let gaps = self.gaps()?;
        let (first, last) = match gaps.as_slice() {
            [_] => ("", ""),
            [first, .., last] => (*first, *last),
            [] => return None,
        };
        let kept = |item: &NewItem| match item {
            NewItem::Kept(number) | NewItem::Rewritten(number, _) => Some(*number),
            NewItem::Added(_) => None,
        };
        // Items that only change places leave what is between them where it is.
        let is_same_count =
            new.len() == self.items.len() && new.iter().all(|item| kept(item).is_some());
        let between = gaps.get(1..gaps.len() - 1).unwrap_or_default();
        let one_line = between.iter().find(|gap| !gap.contains('\n')).copied().unwrap_or(", ");
        let mut row = format!("[{first}");
        for (place, item) in new.iter().enumerate() {
            if let Some(before) = place.checked_sub(1).and_then(|before| new.get(before)) {
                let gap = if is_same_count {
                    between.get(place - 1).copied()
                } else {
                    // What came before the item, or behind the one before it.
                    let own = kept(item).and_then(|number| between.get(number.checked_sub(1)?));
                    own.copied().filter(|_| kept(before).is_some())
                };
                row.push_str(gap.unwrap_or(one_line));
            }
            row.push_str(self.written_item(item)?);
        }
        row.push_str(last);
        row.push(']');
        Some(row)
    }

    fn written_item<'n>(&self, item: &'n NewItem) -> Option<&'n str>
    where
        't: 'n,
    {
        match item {
            NewItem::Kept(number) => self.item(*number),
            NewItem::Rewritten(_, written) | NewItem::Added(written) => Some(written),
        }
    }

    /// Returns the lines of the items; `None` where not every item has a line of its own, comma included.
    fn lines(&self) -> Option<ListLines> {
        let newline = |from: usize| self.written.get(from..)?.find('\n').map(|at| from + at + 1);
        if self.items.is_empty() && !self.written.contains('#') {
            return None;
        }
        let head_end = newline(0)?;
        if self.items.first().is_some_and(|first| first.start < head_end) {
            return None;
        }
        let mut from = head_end;
        let mut items = Vec::new();
        let mut is_closed_below = true;
        for (number, item) in self.items.iter().enumerate() {
            let before = self.written.get(from..item.start)?;
            let line = before.rfind('\n').map_or(0, |newline| newline + 1);
            let (above, indent) = before.split_at_checked(line)?;
            let end = newline(item.end);
            let next = self.items.get(number + 1).map_or(self.written.len() - 1, |next| next.start);
            let end = end.filter(|end| *end <= next);
            if !indent.trim().is_empty() || (end.is_none() && number + 1 < self.items.len()) {
                return None;
            }
            is_closed_below = end.is_some();
            let to = end.unwrap_or(next);
            let rest = self.written.get(item.end..to)?.trim_end_matches(['\r', '\n']);
            let comment = rest.find('#').unwrap_or(rest.len());
            let comma = rest.get(..comment)?.find(',');
            if number + 1 < self.items.len() && comma.is_none() {
                return None;
            }
            let (gap, behind) = comma.map_or(("", rest), |comma| {
                (rest.get(..comma).unwrap_or_default(), rest.get(comma + 1..).unwrap_or_default())
            });
            items.push(ItemLines {
                above: above.to_owned(),
                indent: indent.to_owned(),
                item: self.written.get(item.clone())?.to_owned(),
                gap: gap.to_owned(),
                has_comma: comma.is_some(),
                behind: behind.to_owned(),
            });
            from = to;
        }
        let head = self.written.get(..head_end)?.to_owned();
        Some(ListLines { head, items, is_closed_below, tail: self.written.get(from..)?.to_owned() })
    }

    /// Returns the list with a line for each item, whose comments stay with it.
    fn as_lines(&self) -> Option<ListLines> {
        let Self { ending, indent, .. } = *self;
        let gaps = self.gaps()?;
        let (first, rest) = gaps.split_first()?;
        let comments = |gap: &str| -> Vec<String> {
            let comment = |line: &str| {
                line.find('#')
                    .and_then(|at| line.get(at..))
                    .map(|comment| comment.trim_end().to_owned())
            };
            gap.lines().filter_map(comment).collect()
        };
        let as_lines = |comments: &[String]| -> String {
            let line = |comment: &String| [indent, "  ", comment, ending].concat();
            comments.iter().map(line).collect()
        };
        let mut above = as_lines(&comments(first));
        let mut items = Vec::new();
        for (number, gap) in rest.iter().enumerate() {
            let all = comments(gap);
            let (own_line, _) = gap.split_once('\n').unwrap_or((gap, ""));
            let is_behind = own_line.contains('#');
            let (behind, below) = all.split_at_checked(usize::from(is_behind))?;
            let behind = behind.first().map(|comment| format!(" {comment}")).unwrap_or_default();
            items.push(ItemLines {
                above: std::mem::replace(&mut above, as_lines(below)),
                indent: format!("{indent}  "),
                item: self.item(number)?.to_owned(),
                gap: String::new(),
                has_comma: true,
                behind,
            });
        }
        let tail = format!("{above}{indent}]");
        Some(ListLines { head: format!("[{ending}"), items, is_closed_below: true, tail })
    }

    fn in_lines(&self, lines: ListLines, new: &[NewItem]) -> Option<String> {
        let ListLines { head, items, is_closed_below, tail } = lines;
        let indent =
            items.last().map_or_else(|| format!("{}  ", self.indent), |item| item.indent.clone());
        let is_kept = |number: usize| {
            new.iter().any(|item| matches!(item, NewItem::Kept(kept) | NewItem::Rewritten(kept, _) if *kept == number))
        };
        // Lines above an item that goes may speak of those below: they stay, before what comes next.
        let mut left: Vec<(usize, String)> = Vec::new();
        for (number, item) in items.iter().enumerate().filter(|(number, _)| !is_kept(*number)) {
            if !item.above.is_empty() {
                left.push((number, item.above.clone()));
            }
        }
        let mut made: Vec<ItemLines> = Vec::new();
        for item in new {
            let lines = match item {
                NewItem::Kept(number) | NewItem::Rewritten(number, _) => {
                    let mut lines = items.get(*number)?.clone();
                    if let NewItem::Rewritten(_, written) = item {
                        lines.item.clone_from(written);
                    }
                    let before: String = left
                        .extract_if(.., |(at, _)| *at < *number)
                        .map(|(_, above)| above)
                        .collect();
                    lines.above.insert_str(0, &before);
                    lines
                }
                NewItem::Added(written) => ItemLines {
                    indent: indent.clone(),
                    item: written.clone(),
                    has_comma: true,
                    ..ItemLines::default()
                },
            };
            made.push(lines);
        }
        let had_last_comma = items.last().is_none_or(|last| last.has_comma);
        let last = made.len().checked_sub(1)?;
        // A bracket behind a comment would be a part of it.
        let closed_below = is_closed_below || made.get(last)?.behind.contains('#');
        let mut written = head;
        for (number, lines) in made.iter().enumerate() {
            let ItemLines { above, indent, item, gap, has_comma, behind } = lines;
            let is_added = matches!(new.get(number), Some(NewItem::Added(_)));
            let ends_so = number < last || (*has_comma && (!is_added || had_last_comma));
            let comma = if ends_so { "," } else { "" };
            written.extend([above, indent, item, gap, comma, behind]);
            if number < last || closed_below {
                written.push_str(self.ending);
            }
        }
        written.extend(left.into_iter().map(|(_, above)| above));
        if closed_below && !is_closed_below {
            written.push_str(self.indent);
        }
        written.push_str(&tail);
        Some(written)
    }
}

#[cfg(test)]
mod tests {
    use super::NewItem::{Added, Kept, Rewritten};
    use super::*;

    #[track_caller]
    fn check(list: &str, new: &[NewItem], after: &str) {
        let text = format!("  a = {list}\n");
        let parsed = toml::de::DeTable::parse(&text).unwrap();
        let node = parsed.get_ref().get("a").unwrap();
        let items = node.get_ref().as_array().unwrap();
        let of =
            ListText::of(&text, node.span(), items.iter().map(toml::Spanned::span), "\n").unwrap();
        assert_eq!(of.with(new).as_deref(), Some(after));
    }

    fn added(written: &str) -> NewItem {
        Added(written.to_owned())
    }

    #[test]
    fn items_in_a_row_keep_what_is_between_them() {
        check("[1, 2]", &[Kept(0), Kept(1), added("3")], "[1, 2, 3]");
        check("[ 1,2 ]", &[Kept(0), added("3"), Kept(1)], "[ 1,3,2 ]");
        check("[1]", &[Kept(0), added("3")], "[1, 3]");
        check("[]", &[added("3")], "[3]");
        check("[1, 2, 3]", &[Kept(0), Kept(2)], "[1, 3]");
        check("[1, 2, 3]", &[Kept(2), Kept(0), Kept(1)], "[3, 1, 2]");
        check("[1, 2, ]", &[Kept(0), Rewritten(1, "5".to_owned())], "[1, 5, ]");
        check("[1, 2,\n 3, 4]", &[Kept(0), Kept(2), Kept(3)], "[1,\n 3, 4]");
        check("[1, 2,\n 3, 4]", &[Kept(3), Kept(1), Kept(2), Kept(0)], "[4, 2,\n 3, 1]");
    }

    #[test]
    fn items_on_lines_take_their_comments_along() {
        let list = "[\n    1, # one\n    # of two\n    2 , # two\n    3 # three\n  ]";
        check(list, &[Kept(0), Kept(1)], "[\n    1, # one\n    # of two\n    2 , # two\n  ]");
        check(list, &[Kept(0), Kept(2)], "[\n    1, # one\n    # of two\n    3 # three\n  ]");
        check(
            list,
            &[Kept(1), Kept(0), Kept(2)],
            "[\n    # of two\n    2 , # two\n    1, # one\n    3 # three\n  ]",
        );
        check(
            list,
            &[Kept(2), Kept(0), Kept(1)],
            "[\n    3, # three\n    1, # one\n    # of two\n    2 , # two\n  ]",
        );
        check(
            list,
            &[Kept(0), Kept(1), Kept(2), added("4")],
            "[\n    1, # one\n    # of two\n    2 , # two\n    3, # three\n    4\n  ]",
        );
        check("[\n 1,\n 2]", &[Kept(0), Kept(1), added("3")], "[\n 1,\n 2,\n 3]");
        check("[ # c\n]", &[added("3")], "[ # c\n    3,\n]");
    }

    #[test]
    fn a_list_whose_comments_belong_to_no_line_gets_a_line_for_each_item() {
        check(
            "[1, 2, # two\n 3]",
            &[Kept(0), Kept(1), Kept(2), added("4")],
            "[\n    1,\n    2, # two\n    3,\n    4,\n  ]",
        );
    }
}
