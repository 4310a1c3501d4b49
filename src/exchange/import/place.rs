//! Where in a table something is, as a spreadsheet counts rows and columns and an editor counts lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::FieldId;

use super::place_words::{column_words, row_words};
use super::table::{ImportedRow, ImportedTable};

/// A table, as messages call it and its columns.
#[derive(Debug, PartialEq)]
pub(super) struct PlacedTable {
    name: String,
    /// The number and the name of the column that each field is in.
    columns: BTreeMap<FieldId, (usize, String)>,
}

/// A row of a table, and where in it each field is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlacedRow {
    table: Arc<PlacedTable>,
    number: usize,
    line: usize,
}

impl PlacedTable {
    /// Returns a table with the columns of its fields; of several columns of a field, the first is its place.
    pub(super) fn of(
        table: &ImportedTable,
        columns: impl Iterator<Item = (FieldId, usize)>,
    ) -> Arc<Self> {
        let mut known = BTreeMap::new();
        for (field, column) in columns {
            let name = table.header.get(column).cloned().unwrap_or_default();
            known.entry(field).or_insert((column, name));
        }
        Arc::new(Self { name: table.name.clone(), columns: known })
    }
}

impl PlacedRow {
    pub(super) fn of(table: &Arc<PlacedTable>, row: &ImportedRow) -> Self {
        Self { table: Arc::clone(table), number: row.number, line: row.line }
    }

    /// Returns what a message calls the cell of a field; the row, where there is no field or the table has no column for it.
    pub(super) fn cell(&self, field: Option<FieldId>) -> String {
        let row = format!("{}, {}", self.table.name, row_words(self.number, self.line));
        match field.and_then(|field| self.table.columns.get(&field)) {
            Some((column, name)) => format!("{row}, {}", column_words(*column, name)),
            None => row,
        }
    }
}
