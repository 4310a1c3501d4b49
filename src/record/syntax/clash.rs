//! Two statements that exclude each other, such as a key that is set twice.

use std::ops::Range;

use super::line::{cut, replacement};
use super::single_statement;
use super::statement::{Statement, StatementKind};
use crate::diagnostic::Fix;
use crate::text::Splice;

/// Two statements of which only one can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clash {
    /// The byte at which the first of them names what they clash over.
    pub(super) first: usize,
    /// Where the second one names it.
    pub(super) second: Range<usize>,
    pub(super) sort: ClashSort,
}

/// How two statements clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClashSort {
    /// Both give the same thing.
    Twice,
    /// Both start the same table.
    TableTwice,
    /// One says `[name]`, the other `[[name]]`.
    TableAndRows,
    /// The first gives a value, the second wants a table to put something into.
    ValueAndTable,
}

/// The statements of a text, two of which clash.
pub(super) struct ClashingStatements<'t, 's> {
    pub(super) text: &'t str,
    pub(super) statements: &'s [Statement],
}

impl ClashingStatements<'_, '_> {
    /// Returns what can be done about a clash.
    pub(super) fn fix(&self, clash: &Clash) -> Option<Fix> {
        let (first, second) = (self.at(clash.first)?, self.at(clash.second.start)?);
        match clash.sort {
            ClashSort::Twice | ClashSort::ValueAndTable => self.without_one(first, second),
            ClashSort::TableTwice => self.in_one(first, second).map(Fix::offered),
            ClashSort::TableAndRows => self.as_rows(first, second).map(Fix::offered),
        }
    }

    fn at(&self, byte: usize) -> Option<&Statement> {
        let behind = self.statements.partition_point(|statement| statement.start <= byte);
        self.statements.get(behind.checked_sub(1)?)
    }

    /// Deletes one of two fields. A header is not deleted: what is below it would fall into another table.
    fn without_one(&self, first: &Statement, second: &Statement) -> Option<Fix> {
        let is_field = |statement: &&Statement| statement.form == StatementKind::Field;
        let delete = |statement: &Statement| vec![replacement(statement.range(), "")];
        let words = |statement: &Statement| cut(self.text, statement.range());
        if is_field(&first) && is_field(&second) && words(first) == words(second) {
            return Some(Fix::safe(delete(second)));
        }
        Fix::choice([second, first].into_iter().filter(is_field).map(delete).collect())
    }

    /// Moves what is below the second header of a table below the first.
    fn in_one(&self, first: &Statement, second: &Statement) -> Option<Vec<Splice>> {
        if first.form != StatementKind::Header {
            return None;
        }
        let first_end = self.line_of_next_header(first);
        let second_end = self.line_of_next_header(second);
        let header_end = cut(self.text, second.end..self.text.len())
            .find('\n')
            .map_or(self.text.len(), |newline| second.end + newline + 1);
        if first_end == self.start_of_line(second.start) {
            return Some(vec![replacement(first_end..header_end, "")]);
        }
        let fields = cut(self.text, header_end..second_end).trim_end();
        let start = self.start_of_line(second.start);
        let last = cut(self.text, 0..first_end).trim_end().len();
        let deletion = replacement(start..second_end, "");
        if fields.is_empty() {
            return Some(vec![deletion]);
        }
        Some(vec![replacement(last..last, &format!("\n{fields}")), deletion])
    }

    /// Returns the start of the line of the header that follows, or the end of the text.
    fn line_of_next_header(&self, header: &Statement) -> usize {
        let behind = self.statements.partition_point(|statement| statement.start <= header.start);
        let mut behind = self.statements.iter().skip(behind);
        let next = behind.find(|statement| statement.form == StatementKind::Header);
        next.map_or(self.text.len(), |next| self.start_of_line(next.start))
    }

    fn start_of_line(&self, at: usize) -> usize {
        cut(self.text, 0..at).rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Writes double brackets for the single ones.
    fn as_rows(&self, first: &Statement, second: &Statement) -> Option<Vec<Splice>> {
        [first, second].into_iter().find_map(|statement| {
            let header =
                single_statement::header(cut(self.text, statement.range()), statement.start);
            let header = header.ok().filter(|header| !header.is_row)?;
            let (start, end) = (header.span.start, header.span.end);
            Some(vec![replacement(start..start, "["), replacement(end..end, "]")])
        })
    }
}
