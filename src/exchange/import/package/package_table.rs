//! A table of a package: its cells by the columns of the format, and whether it is as the export wrote it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::exchange::flat::{FlatColumn, FlatTable, FlatType, RepeatedTable};
use crate::exchange::import::delimited;
use crate::exchange::import::fault::ImportFault;
use crate::exchange::import::place::{PlacedRow, PlacedTable};
use crate::exchange::import::place_words::column_words;
use crate::exchange::import::table::{self, ImportedRow, ImportedTable};
use crate::record::{Field, FieldId};

use super::file_of;

/// A table of a package.
pub(super) struct PackageTable {
    pub(super) text: ImportedTable,
    /// The columns of the format that are in it, each with its number.
    columns: BTreeMap<&'static str, (usize, &'static FlatColumn)>,
    /// Whether its bytes are those that the export wrote, so that no program can have changed a cell in passing.
    pub(super) is_as_written: bool,
    /// Whether numbers have a comma before their fraction: where they have, commas do not part cells.
    pub(super) has_decimal_comma: bool,
    placed: Arc<PlacedTable>,
}

impl PackageTable {
    /// Reads a table; `fields` are those that its columns are of, and `description` is that of the package.
    pub(super) fn of(
        table: FlatTable,
        bytes: &[u8],
        fields: &'static [Field],
        description: &Json,
    ) -> Result<Self, Vec<ImportFault>> {
        let file = file_of(table);
        let text = table::decoded(bytes, None).map_err(|fault| {
            let place = format!("{file}, line {}", fault.line);
            vec![ImportFault::new(place, "the line is not UTF-8", "save the table as CSV in UTF-8")]
        })?;
        let first = text.split(['\r', '\n']).next().unwrap_or_default();
        let (delimiter, header) = match declared_delimiter(first) {
            Some(sign) => (sign, 2),
            None => (delimited::delimiter_of(first), 1),
        };
        let rows = ImportedTable::raw_rows(&file, &text, delimiter)?;
        if rows.get(header - 1).is_none_or(ImportedRow::is_blank) {
            return Err(vec![ImportFault::new(
                format!("{file}, row {header}"),
                "the row is to have the names of the columns, and is empty",
                "take the row from the export again, or take the table out of the package",
            )]);
        }
        let text = ImportedTable::of_rows(&file, rows, header)?;
        let mut columns = BTreeMap::new();
        let mut faults = Vec::new();
        let known = table.columns();
        for (number, name) in text.header.iter().enumerate() {
            match known.iter().find(|column| column.name == *name) {
                Some(column) => _ = columns.insert(column.name.as_str(), (number, column)),
                None => faults.push(ImportFault::new(
                    format!("{file}, row {header}, {}", column_words(number, name)),
                    "the table has no such column",
                    "take the column out, or import the table with a mapping",
                )),
            }
        }
        for key in table.key().iter().filter(|key| !columns.contains_key(**key)) {
            faults.push(ImportFault::new(
                format!("{file}, row {header}"),
                format!("the column `{key}` is missing"),
                "add it: without it, no row says what it belongs to",
            ));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let of_fields = fields.iter().flat_map(|field| {
            let names = FlatColumn::names_to_read(field).into_iter();
            names.filter_map(|name| Some((field.name, columns.get(name.as_str())?.0)))
        });
        let is_of_disputes = table == FlatTable::Repeated(RepeatedTable::Disputes);
        let given = columns.get("value").filter(|_| is_of_disputes);
        let of_fields = of_fields.chain(given.map(|(column, _)| (FieldId::Disputes, *column)));
        Ok(Self {
            placed: PlacedTable::of(&text, of_fields),
            text,
            columns,
            is_as_written: is_as_described(&file, bytes, description),
            has_decimal_comma: delimiter != ',',
        })
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// Returns whether the cells of a column are numbers that may have a fraction.
    pub(super) fn is_of_fractions(&self, column: &str) -> bool {
        self.columns.get(column).is_some_and(|(_, column)| column.takes == FlatType::Number)
    }

    pub(super) fn cell<'t>(&'t self, row: &'t ImportedRow, column: &str) -> Option<&'t str> {
        let cell = row.cells.get(self.columns.get(column)?.0)?;
        Some(&cell.text)
    }

    pub(super) fn place(&self, row: &ImportedRow, column: &str) -> String {
        match self.columns.get(column) {
            Some((number, _)) => self.text.place(row, *number),
            None => self.text.place_of_row(row),
        }
    }

    /// Returns where a row and the fields in it are.
    pub(super) fn row_place(&self, row: &ImportedRow) -> PlacedRow {
        PlacedRow::of(&self.placed, row)
    }
}

/// Returns the sign between cells that a first line declares for Excel, as `sep=;` does.
fn declared_delimiter(line: &str) -> Option<char> {
    let mut signs = line.strip_prefix("sep=")?.chars();
    signs.next().filter(|_| signs.next().is_none())
}

/// Returns whether bytes are those of which the description of the package has the sum.
fn is_as_described(file: &str, bytes: &[u8], description: &Json) -> bool {
    let resources = description["resources"].as_array();
    let of_file = resources.into_iter().flatten().find(|resource| resource["path"] == file);
    let sum = of_file.and_then(|resource| resource["hash"].as_str()?.strip_prefix("sha256:"));
    sum.is_some_and(|sum| {
        let digits = Sha256::digest(bytes);
        let digits = digits.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from_digit(u32::from(digit), 16)).eq(sum.chars().map(Some))
    })
}
