//! A package of CSV tables that `export csv` wrote, read again: what its cells say that the collection does not.
//!
//! A cell is compared with what an export would write now, so nothing that is as it was can change a byte.

mod cells;
mod disputes;
mod package_table;
mod rows;
mod saved_again;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::collection::Collection;
use crate::exchange::flat::{FlatTable, RepeatedTable, rows_of_table};
use crate::exchange::format::written;
use crate::record::{Field, Id, Kind, RowKind, Vocabularies, fields, row_fields};
use crate::redaction::Redaction;

use super::fault::ImportFault;
use super::imported::ImportedRecord;
use super::strict_json;
use super::table::ImportedRow;
use package_table::PackageTable;

/// What a package says.
#[derive(Clone, Debug, Default)]
pub struct PackageReading {
    /// The records, those of each kind together.
    pub records: Vec<ImportedRecord>,
    /// Whether a case that does not say otherwise was confidential where the package was written.
    pub is_confidential: bool,
    /// What the description of the package names and is not there, so that nothing of it is imported, a sentence each.
    pub absent: Vec<String>,
    /// How many values of the package no file could have: those that could not be read when it was written.
    pub unread: usize,
    /// How many quotes support or dispute such a value, and do not any more.
    pub uncited: usize,
    /// How many cells a program has written otherwise without meaning anything else, such as `7` for `007`.
    pub respelled: usize,
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

    /// Returns the table that a file of this name seems to be and is not, since tables have names in small letters and are CSV.
    pub fn table_meant_by(name: &str) -> Option<String> {
        let (stem, _) = name.rsplit_once('.')?;
        let mut files = Self::files().filter(|file| file != DESCRIPTION);
        files.find(|file| {
            let known = file.strip_suffix(".csv").unwrap_or(file);
            file != name && stem.trim().eq_ignore_ascii_case(known)
        })
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
        let description = description.strip_prefix("\u{feff}".as_bytes()).unwrap_or(description);
        let description = strict_json::json(description).map_err(|fault| {
            let place = format!("{DESCRIPTION}, line {}", fault.line);
            let what = "the description of the package is not JSON";
            let remedy = "take it from the export again; an import changes nothing in it";
            vec![fault.said(what, remedy).at(place)]
        })?;
        if !description.is_object() {
            let what = "the description of the package is no object";
            let remedy = "take it from the export again; an import changes nothing in it";
            return Err(vec![ImportFault::new(DESCRIPTION, what, remedy)]);
        }
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
            respelled: 0,
            faults: Vec::new(),
        };
        let mut tables = BTreeMap::new();
        for table in FlatTable::all() {
            let Some(bytes) = files.get(&file_of(table)) else { continue };
            match PackageTable::of(table, bytes, fields_of(table), &description) {
                Ok(read) => _ = tables.insert(table, read),
                Err(faults) => reader.faults.extend(faults),
            }
        }
        let absent = absent(&description, files, &tables);
        // What a table that cannot be read says would be missing everywhere else.
        if !reader.faults.is_empty() {
            return Err(reader.faults);
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
                rest.table.place(rest.row, "quote"),
                "the table of quotes has no such quote",
                "add the quote, or take the row out",
            ));
        }
        let PackageReader { records, unread, uncited, respelled, faults, .. } = reader;
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut records: Vec<ImportedRecord> = records.into_values().collect();
        records.sort_by_key(|record| record.kind);
        let is_confidential = says("confidential");
        Ok(Self { records, is_confidential, absent, unread, uncited, respelled })
    }
}

/// Says which tables and columns a description names that are not there.
fn absent(
    description: &Json,
    files: &BTreeMap<String, Vec<u8>>,
    tables: &BTreeMap<FlatTable, PackageTable>,
) -> Vec<String> {
    let resources = description["resources"].as_array();
    let of = |table: FlatTable| {
        let file = file_of(table);
        let described = resources.into_iter().flatten().find(|one| one["path"] == file.as_str())?;
        if !files.contains_key(&file) {
            return Some(format!(
                "{file}, which {DESCRIPTION} names, is not there: nothing of it is imported"
            ));
        }
        let read = tables.get(&table)?;
        let fields = described.pointer("/schema/fields").and_then(Json::as_array);
        let names = fields.into_iter().flatten().filter_map(|field| field["name"].as_str());
        let lacking: Vec<String> = names
            .filter(|name| table.columns().iter().any(|column| column.name == **name))
            .filter(|name| !read.has(name))
            .map(|name| format!("`{name}`"))
            .collect();
        (!lacking.is_empty()).then(|| {
            format!(
                "{file} has no column {}, which {DESCRIPTION} names: nothing of it is imported",
                lacking.join(", ")
            )
        })
    };
    // The claims say the same once more.
    let read =
        FlatTable::all().filter(|table| *table != FlatTable::Repeated(RepeatedTable::Claims));
    read.filter_map(of).collect()
}

/// Returns the fields that the columns of a table are of.
fn fields_of(table: FlatTable) -> &'static [Field] {
    match table {
        FlatTable::Records(kind) => fields(kind),
        FlatTable::Repeated(RepeatedTable::Events) => row_fields(RowKind::Event),
        FlatTable::Repeated(RepeatedTable::Groups) => row_fields(RowKind::Group),
        FlatTable::Repeated(RepeatedTable::Quotes) => row_fields(RowKind::Quote),
        FlatTable::Repeated(RepeatedTable::Custody) => row_fields(RowKind::Custody),
        FlatTable::Repeated(RepeatedTable::Disputes | RepeatedTable::Claims) => &[],
    }
}

fn file_of(table: FlatTable) -> String {
    format!("{}.csv", table.name())
}

/// A field that a quote disputes, as a row of the table has it.
struct DisputeRow<'t> {
    table: &'t PackageTable,
    row: &'t ImportedRow,
    cited: &'t str,
}

/// The disputes of a package, by record and number of the quote.
type DisputeRows<'t> = BTreeMap<(Id, usize), Vec<DisputeRow<'t>>>;

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
    respelled: usize,
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
