//! Adds an event, group or quote to a case, in the style of those that it has, and removes one.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::field::FieldId;
use super::super::kind::RowKind;
use super::super::syntax::{self, LostField, NoRowPlace, RowPlace, Syntax};
use super::field_path::RowPath;
use super::key_place::KeyPlace;
use super::outline::{Outline, holds_keys};
use super::style::KeyStyle;
use super::typed_value::TypedValue;
use super::verify::{EditStep, is_same, proven_at};
use super::{EditError, TomlNode, key_place, line_ending};
use crate::text::{ByteRange, LineIndex, Splice};

/// A row to be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewRow<'r> {
    pub(super) kind: RowKind,
    /// Its fields, in the order of the format.
    pub(super) fields: &'r [(FieldId, TypedValue)],
}

/// Returns the splice that adds a row to the record of the file, or to that of the table `[header]`.
///
/// It goes below the record's last row of its kind; the first goes above the rows of the kinds that come behind it, or
/// below the record. An empty line parts it from its neighbours. Its header and lines look as those of the row above
/// do. A file that is not TOML gets it too, where the place is certain whatever is mended elsewhere.
///
/// # Errors
///
/// Says why the file cannot be edited; it is then to be edited by hand.
pub fn add_row(
    text: &str,
    header: Option<&str>,
    kind: RowKind,
    fields: &[(FieldId, TypedValue)],
) -> Result<Splice, EditError> {
    let before = syntax::read(text);
    let row = NewRow { kind, fields };
    let is_sound = DeTable::parse(text).is_ok();
    let RowPlace { offset, above } = if is_sound {
        row.in_sound(text, &before, header)?
    } else {
        row.in_broken(text, &before, header)?
    };
    let table = table(text, before.root(), header)?;
    let known = table.get(kind.name()).and_then(|node| last_row(text, node));
    let known =
        known.filter(|known| above.as_ref().is_some_and(|above| above.start == known.span().start));
    let title = above.map(|above| ByteRange::from_span(above).of(text));
    let title = row.title_like(title, header);
    let splice = row.addition(text, offset, &title, known);
    let mut path: Vec<EditStep<'_>> = header.map(EditStep::Key).into_iter().collect();
    path.push(EditStep::Key(kind.name()));
    proven_at(text, &before, splice, &path, |before, after| row.is_added(before, after))
}

/// Returns the splice that removes a row with its lines and the comments right above it.
///
/// # Errors
///
/// Says why the file cannot be edited; it is then to be edited by hand.
pub fn remove_row(text: &str, header: Option<&str>, row: RowPath) -> Result<Splice, EditError> {
    let before = syntax::read(text);
    let kind = row.kind.name();
    let table = table(text, before.root(), header)?;
    let rows = table.get(kind).filter(|rows| holds_keys(text, rows));
    let rows = rows.and_then(|rows| rows.get_ref().as_array()).ok_or(EditError::NoRow(row))?;
    let node = rows.get(row.number).ok_or(EditError::NoRow(row))?;
    let start = node.span().start;
    if before.is_broken() {
        syntax::certain_statement(text, start, true)
            .map_err(|NoRowPlace { at, why }| EditError::uncertain(text, at, why))?;
    }
    let range = lines_of(text, before.root(), node);
    let splice = Splice::replace(ByteRange::from_span(range), "");
    let mut path: Vec<EditStep<'_>> = header.map(EditStep::Key).into_iter().collect();
    path.push(EditStep::Key(kind));
    proven_at(text, &before, splice, &path, |old, new| is_without(old, new, row.number))
}

/// Returns the lines of a row: from the comments right above its header to those above the next.
fn lines_of(text: &str, root: &DeTable<'_>, row: &TomlNode<'_>) -> Range<usize> {
    let span = row.span();
    let inside = row.get_ref().as_table().map(|table| Outline::of(text, table)).unwrap_or_default();
    let last = inside.last_header().unwrap_or(span.start).max(span.start);
    let next = Outline::of(text, root).next_header(last + 1);
    let start = with_comments(text, span.start);
    if let Some(next) = next {
        return start..with_comments(text, next);
    }
    // The empty lines that parted it from what is above go with the last one.
    let head = text.get(..start).unwrap_or_default();
    let kept = head.trim_end_matches([' ', '\t', '\r', '\n']).len();
    let newline =
        head.get(kept..).and_then(|blank| blank.find('\n')).map_or(head.len(), |at| kept + at + 1);
    newline.min(start)..text.len()
}

/// Returns where the comments right above the line of a header start, or the line itself.
pub(super) fn with_comments(text: &str, header: usize) -> usize {
    let head = text.get(..header).unwrap_or_default();
    let own = head.rfind('\n').map_or(0, |newline| newline + 1);
    let lines = head.get(..own).unwrap_or_default().split_inclusive('\n').rev();
    let is_comment =
        |line: &&str| line.trim_start_matches('\u{feff}').trim_start().starts_with('#');
    let comments: usize = lines.take_while(is_comment).map(str::len).sum();
    // All that is above the first header of a file speaks of the file.
    let start = own - comments;
    if start == 0 { own } else { start }
}

/// Returns whether rows are those from before without one of them.
fn is_without(old: Option<&DeValue<'_>>, new: Option<&DeValue<'_>>, number: usize) -> bool {
    let old = old.and_then(DeValue::as_array).into_iter().flatten().enumerate();
    let kept: Vec<&TomlNode<'_>> =
        old.filter(|(other, _)| *other != number).map(|(_, row)| row).collect();
    match new {
        None => kept.is_empty(),
        Some(DeValue::Array(new)) => {
            let mut pairs = new.iter().zip(kept.iter());
            new.len() == kept.len() && pairs.all(|(new, old)| is_same(new.get_ref(), old.get_ref()))
        }
        Some(_) => false,
    }
}

impl NewRow<'_> {
    fn in_sound(
        self,
        text: &str,
        syntax: &Syntax<'_>,
        header: Option<&str>,
    ) -> Result<RowPlace, EditError> {
        let root = syntax.root();
        let table = table(text, root, header)?;
        let known = match table.get(self.kind.name()) {
            None => None,
            Some(node) => Some(last_row(text, node).ok_or(EditError::NotAValue(self.key()))?),
        };
        let first_behind = || {
            let behind = RowKind::ALL.into_iter();
            let behind = behind.skip_while(|kind| *kind != self.kind).skip(1);
            let rows = behind
                .filter_map(|kind| table.get(kind.name()))
                .filter(|rows| holds_keys(text, rows));
            let starts = rows
                .filter_map(|rows| Some(rows.get_ref().as_array()?.iter().next()?.span().start));
            starts.min().map(|start| with_comments(text, start))
        };
        let offset = match (known, first_behind()) {
            (None, Some(offset)) if offset > 0 => offset,
            _ => end_of(text, root, known.or_else(|| header.and_then(|id| root.get(id)))),
        };
        // Versions of a merge may lie in texts of several lines.
        if syntax::is_in_conflict(text, offset) {
            return Err(no_place(text, offset, "a merge conflict is not resolved"));
        }
        Ok(RowPlace { offset, above: known.map(TomlNode::span) })
    }

    fn in_broken(
        self,
        text: &str,
        syntax: &Syntax<'_>,
        header: Option<&str>,
    ) -> Result<RowPlace, EditError> {
        table(text, syntax.root(), header)?;
        if let Some(lost) = syntax.lost().iter().find(|lost| self.may_be(lost, header)) {
            let what = match self.kind {
                RowKind::Quote => "what is here cannot be read, and may be a list of quotes",
                RowKind::Event | RowKind::Group | RowKind::Custody => {
                    "what is here cannot be read, and may be a list of rows"
                }
            };
            return Err(no_place(text, lost.range.start(), what));
        }
        syntax::end_of_rows(text, header, self.kind.name())
            .map_err(|NoRowPlace { at, why }| no_place(text, at, why))
    }

    fn key(self) -> FieldId {
        match self.kind {
            RowKind::Event => FieldId::Event,
            RowKind::Group => FieldId::Group,
            RowKind::Quote => FieldId::Quote,
            RowKind::Custody => FieldId::Custody,
        }
    }

    /// Returns whether a field that cannot be read may be the rows of a record, or the record.
    fn may_be(self, lost: &LostField, header: Option<&str>) -> bool {
        let rows = self.kind.name();
        let first = lost.key.split('.').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        match header {
            None => lost.under.is_empty() && first == rows,
            Some(id) => {
                (lost.under.is_empty() && first == id) || (lost.under == id && first == rows)
            }
        }
    }

    /// Returns the header of the row: as that of the row above it is written.
    fn title_like(self, above: Option<&str>, header: Option<&str>) -> String {
        let rows = self.kind.name();
        match (above, header) {
            (Some(above), _) if above.starts_with("[[") => above.to_owned(),
            (_, Some(id)) => format!("[[{id}.{rows}]]"),
            (_, None) => format!("[[{rows}]]"),
        }
    }

    /// Returns the splice that adds the row at a byte, with lines as another row has them.
    fn addition(
        self,
        text: &str,
        offset: usize,
        title: &str,
        known: Option<&TomlNode<'_>>,
    ) -> Splice {
        let ending = line_ending(text);
        let known = known.and_then(|known| Some((known, known.get_ref().as_table()?)));
        let style =
            known.map(|(known, table)| KeyStyle::of(text, table, known.span().start..text.len()));
        let lines = self.fields.iter().map(|(name, value)| (*name, value.toml_of(*name, ending)));
        let width = self.fields.iter().map(|(name, _)| name.as_str().len()).max().unwrap_or(0);
        let lines = lines.map(|(name, value)| match &style {
            Some(style) => style.line(name, &value),
            None => format!("{:width$} = {value}", name.as_str()),
        });
        let lines = std::iter::once(title.to_owned()).chain(lines).collect::<Vec<_>>();
        let place = ByteRange::from_span(offset..offset);
        Splice::replace(place, parted(text, offset, &lines.join(ending)))
    }

    /// Returns whether rows are those from before and this one behind them.
    fn is_added(self, before: Option<&DeValue<'_>>, after: Option<&DeValue<'_>>) -> bool {
        let before = before.and_then(DeValue::as_array);
        let known = before.map_or(0, |rows| rows.len());
        let Some(rows) = after.and_then(DeValue::as_array) else { return false };
        let mut pairs = before.into_iter().flatten().zip(rows.iter());
        rows.len() == known + 1
            && pairs.all(|(old, new)| is_same(old.get_ref(), new.get_ref()))
            && rows.iter().next_back().is_some_and(|row| self.is(row.get_ref()))
    }

    /// Returns whether a table holds this row and nothing else.
    fn is(self, row: &DeValue<'_>) -> bool {
        let Some(row) = row.as_table() else { return false };
        let is_there = |(name, value): &(FieldId, TypedValue)| {
            row.get(name.as_str()).is_some_and(|read| value.is(read.get_ref()))
        };
        row.len() == self.fields.len() && self.fields.iter().all(is_there)
    }
}

/// Returns the table that holds the rows of a record.
fn table<'t, 'i>(
    text: &str,
    root: &'t DeTable<'i>,
    header: Option<&str>,
) -> Result<&'t DeTable<'i>, EditError> {
    let Some(id) = header else { return Ok(root) };
    match key_place::table(text, root, id)? {
        (_, KeyPlace::Braces(_)) => Err(EditError::InBraces(id.to_owned())),
        (table, KeyPlace::File | KeyPlace::Lines(_)) => Ok(table),
    }
}

fn no_place(text: &str, at: usize, what: &'static str) -> EditError {
    EditError::NoPlace { line: LineIndex::of(text).line_at(at), what }
}

/// Returns the last table of lines in an array of them; `None` where it is another kind of value.
fn last_row<'n, 'i>(text: &str, node: &'n TomlNode<'i>) -> Option<&'n TomlNode<'i>> {
    match node.get_ref() {
        DeValue::Array(rows) if holds_keys(text, node) => rows.last(),
        DeValue::Array(_)
        | DeValue::Table(_)
        | DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

/// Returns the byte at which the lines of a table and of all tables in it are over: the start of a
/// line, or the end of the file.
fn end_of(text: &str, root: &DeTable<'_>, node: Option<&TomlNode<'_>>) -> usize {
    let (Some(node), outline) = (node, Outline::of(text, root)) else {
        return text.len();
    };
    let inside = match node.get_ref() {
        DeValue::Table(table) => Outline::of(text, table).last(),
        DeValue::Array(_)
        | DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    };
    let last = inside.unwrap_or_default().max(node.span().end);
    // What follows the last table of a file belongs to it.
    if outline.next_header(last).is_none() {
        return text.len();
    }
    let rest = text.get(last..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |newline| last + newline + 1)
}

/// Returns a block with what parts it from the lines before and behind it.
fn parted(text: &str, offset: usize, block: &str) -> String {
    let ending = line_ending(text);
    let (before, behind) = text.split_at_checked(offset).unwrap_or((text, ""));
    let before = before.trim_start_matches('\u{feff}');
    let open = if before.is_empty() || before.ends_with('\n') { "" } else { ending };
    let is_blank = before.lines().next_back().is_none_or(|line| line.trim().is_empty());
    let blank = if is_blank { "" } else { ending };
    // A file that ends without a line ending goes on doing so.
    let close = if behind.is_empty() && !open.is_empty() { "" } else { ending };
    let next_is_blank = behind.is_empty() || behind.starts_with(['\r', '\n']);
    let below = if next_is_blank { "" } else { ending };
    format!("{open}{blank}{block}{close}{below}")
}
