//! A package of CSV tables that `export csv` wrote, read again: what its cells say that the collection does not.
//!
//! A cell is compared with what an export would write now, so nothing that is as it was can change a byte.

mod cells;
mod disputes;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::collection::Collection;
use crate::exchange::flat::{FlatTable, RepeatedTable, rows_of_table};
use crate::exchange::format::written;
use crate::record::{Id, Kind, RowKind, Vocabularies};
use crate::redaction::Redaction;

use super::delimited;
use super::fault::ImportFault;
use super::imported::ImportedRecord;
use super::strict_json;
use super::table::{self, ImportedRow, ImportedTable};

/// What a package says.
#[derive(Clone, Debug, Default)]
pub struct PackageReading {
    /// The records, those of each kind together.
    pub records: Vec<ImportedRecord>,
    /// Whether a case that does not say otherwise was confidential where the package was written.
    pub is_confidential: bool,
    /// How many values of the package no file could have: those that could not be read when it was written.
    pub unread: usize,
    /// How many quotes support or dispute such a value, and do not any more.
    pub uncited: usize,
}

/// The file that describes a package.
const DESCRIPTION: &str = "datapackage.json";

/// What a spreadsheet takes for the start of a formula.
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

impl PackageReading {
    /// Returns the names of the files that a package may have.
    pub fn files() -> impl Iterator<Item = String> {
        let tables = FlatTable::all().map(file_of);
        tables.chain([DESCRIPTION.to_owned()])
    }

    /// Returns whether a folder of files with these names can be a package.
    pub fn is_package(names: &[String]) -> bool {
        names.iter().any(|name| name == DESCRIPTION)
            && FlatTable::all().any(|table| names.contains(&file_of(table)))
    }

    /// Reads the files of a package. With `removes`, an empty cell removes the value of its field.
    ///
    /// # Errors
    ///
    /// Names everything that is wrong.
    pub fn of(
        files: &BTreeMap<String, Vec<u8>>,
        collection: &Collection,
        removes: bool,
    ) -> Result<Self, Vec<ImportFault>> {
        let description = files.get(DESCRIPTION).map(Vec::as_slice).unwrap_or_default();
        let description = strict_json::json(description).map_err(|fault| {
            let place = format!("{DESCRIPTION}, line {}", fault.line);
            let what = "the description of the package is not JSON";
            let remedy = "take it from the export again; an import changes nothing in it";
            vec![fault.said(what, remedy).at(place)]
        })?;
        let says = |name: &str| {
            description.pointer(&format!("/casebook/{name}")) == Some(&Json::Bool(true))
        };
        let redaction = Redaction::everything(collection);
        let mut reader = PackageReader {
            collection,
            redaction: &redaction,
            words: &collection.settings().vocabularies(),
            is_guarded: says("guarded"),
            removes,
            records: BTreeMap::new(),
            unread: 0,
            lost: BTreeMap::new(),
            uncited: 0,
            faults: Vec::new(),
        };
        let mut tables = BTreeMap::new();
        for table in FlatTable::all() {
            let Some(bytes) = files.get(&file_of(table)) else { continue };
            match PackageTable::of(table, bytes) {
                Ok(read) => _ = tables.insert(table, read),
                Err(faults) => reader.faults.extend(faults),
            }
        }
        for kind in Kind::all() {
            if let Some(table) = tables.get(&FlatTable::Records(kind)) {
                reader.records(kind, table);
            }
        }
        let disputes = tables.get(&FlatTable::Repeated(RepeatedTable::Disputes));
        let mut disputes = disputes.map(|table| reader.disputes(table));
        for (table, kind) in [
            (RepeatedTable::Events, RowKind::Event),
            (RepeatedTable::Groups, RowKind::Group),
            (RepeatedTable::Quotes, RowKind::Quote),
            (RepeatedTable::Custody, RowKind::Custody),
        ] {
            if let Some(table) = tables.get(&FlatTable::Repeated(table)) {
                reader.rows(kind, table, disputes.as_mut());
            }
        }
        for rest in disputes.into_iter().flat_map(BTreeMap::into_values).flatten() {
            reader.faults.push(ImportFault::new(
                rest.place,
                "the table of quotes has no such quote",
                "add the quote, or take the row out",
            ));
        }
        let PackageReader { records, unread, uncited, faults, .. } = reader;
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut records: Vec<ImportedRecord> = records.into_values().collect();
        records.sort_by_key(|record| record.kind);
        Ok(Self { records, is_confidential: says("confidential"), unread, uncited })
    }
}

fn file_of(table: FlatTable) -> String {
    format!("{}.csv", table.name())
}

/// A table of a package.
struct PackageTable {
    text: ImportedTable,
    /// Where each column of the format is in it.
    places: BTreeMap<&'static str, usize>,
}

impl PackageTable {
    fn of(table: FlatTable, bytes: &[u8]) -> Result<Self, Vec<ImportFault>> {
        let file = file_of(table);
        let text = table::decoded(bytes, None).map_err(|line| {
            let place = format!("{file}, line {}", line.line);
            vec![ImportFault::new(place, "the line is not UTF-8", "save the table as CSV in UTF-8")]
        })?;
        let delimiter = delimited::delimiter_of(text.lines().next().unwrap_or_default());
        let rows = ImportedTable::raw_rows(&file, &text, delimiter)?;
        if rows.first().is_none_or(ImportedRow::is_blank) {
            return Err(vec![ImportFault::new(
                format!("{file}, row 1"),
                "the row is to have the names of the columns, and is empty",
                "take the row from the export again, or take the table out of the package",
            )]);
        }
        let text = ImportedTable::of_rows(&file, rows, 1)?;
        let mut places = BTreeMap::new();
        let mut faults = Vec::new();
        let known = table.columns();
        for (place, name) in text.header.iter().enumerate() {
            match known.iter().find(|column| column.name == *name) {
                Some(column) => _ = places.insert(column.name.as_str(), place),
                None => faults.push(ImportFault::new(
                    format!("{file}, row 1, column {} ({name})", table::letters(place)),
                    "the table has no such column",
                    "take the column out, or import the table with a mapping",
                )),
            }
        }
        for key in table.key().iter().filter(|key| !places.contains_key(**key)) {
            faults.push(ImportFault::new(
                format!("{file}, row 1"),
                format!("the column `{key}` is missing"),
                "add it: without it, no row says what it belongs to",
            ));
        }
        if faults.is_empty() { Ok(Self { text, places }) } else { Err(faults) }
    }

    fn cell<'t>(&'t self, row: &'t ImportedRow, column: &str) -> Option<&'t str> {
        let cell = row.cells.get(*self.places.get(column)?)?;
        Some(&cell.text)
    }

    fn place(&self, row: &ImportedRow, column: &str) -> String {
        match self.places.get(column) {
            Some(place) => self.text.place(row, *place),
            None => self.text.place_of_row(row),
        }
    }
}

/// A field that a quote disputes, as a row of the table has it.
struct DisputeRow {
    place: String,
    cited: String,
    value: String,
}

/// The disputes of a package, by record and number of the quote.
type DisputeRows = BTreeMap<(Id, usize), Vec<DisputeRow>>;

struct PackageReader<'c> {
    collection: &'c Collection,
    redaction: &'c Redaction<'c>,
    words: &'c Vocabularies,
    is_guarded: bool,
    removes: bool,
    records: BTreeMap<Id, ImportedRecord>,
    unread: usize,
    /// The fields of each record whose values could not be read when the tables were written, and that it does not have here.
    lost: BTreeMap<Id, BTreeSet<String>>,
    uncited: usize,
    faults: Vec<ImportFault>,
}

/// The cells of a record in a table, as an export would write them now.
type TextsNow = Vec<BTreeMap<&'static str, String>>;

impl PackageReader<'_> {
    /// Returns what an export would write of a record into a table now; nothing where there is no such record.
    fn now(&self, id: &Id, table: FlatTable) -> TextsNow {
        let Some(released) = self.redaction.get(id) else { return Vec::new() };
        let rows = rows_of_table(self.redaction, &released, table).into_iter();
        let rows = rows.map(|cells| {
            let names = table.columns().iter().map(|column| column.name.as_str());
            names.zip(cells.iter().map(|cell| written(cell, false))).collect()
        });
        rows.collect()
    }
}
