//! A package of CSV tables that `export csv` wrote, read again: what its cells say that the collection does not.
//!
//! A cell is compared with what an export would write now, so nothing that is as it was can change a byte.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::collection::Collection;
use crate::exchange::flat::{FlatColumn, FlatTable, RepeatedTable, rows_of_table};
use crate::exchange::format::written;
use crate::record::edit::{RowPath, TypedValue};
use crate::record::{Field, FieldId, Id, Kind, RowKind, Shape, Vocabularies, fields, row_fields};
use crate::redaction::{Redaction, WITHHELD};

use super::cell::CellReader;
use super::delimited;
use super::fault::{CellFault, ImportFault};
use super::imported::{ImportedEdit, ImportedRecord};
use super::rivals;
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
        let description: Json = match serde_json::from_slice(description) {
            Ok(description) => description,
            Err(error) => {
                let place = format!("{DESCRIPTION}, line {}", error.line());
                return Err(vec![ImportFault::new(
                    place,
                    "the description of the package is not JSON",
                    "take it from the export again; an import changes nothing in it",
                )]);
            }
        };
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
        let PackageReader { records, unread, faults, .. } = reader;
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut records: Vec<ImportedRecord> = records.into_values().collect();
        records.sort_by_key(|record| record.kind);
        Ok(Self { records, is_confidential: says("confidential"), unread })
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
    faults: Vec<ImportFault>,
}

/// The cells of a record in a table, as an export would write them now.
type TextsNow = Vec<BTreeMap<&'static str, String>>;

impl PackageReader<'_> {
    /// Reads a table of records.
    fn records(&mut self, kind: Kind, table: &PackageTable) {
        for row in &table.text.rows {
            let Some(id) = self.id(table, row, "id") else { continue };
            let place = table.text.place_of_row(row);
            if let Some(other) = self.records.get(&id) {
                let what = format!("`{id}` is in {} too", other.place);
                self.faults.push(ImportFault::new(place, what, "leave one of the two rows"));
                continue;
            }
            let known = self.collection.kind_of(&id);
            if let Some(other) = known.filter(|known| *known != kind) {
                let what = format!("`{id}` is {} in the collection", other.with_article());
                self.faults.push(ImportFault::new(place, what, "give one of them another id"));
                continue;
            }
            let now = self.now(&id, FlatTable::Records(kind));
            let edits = self.fields(table, row, fields(kind), None, now.first());
            self.records.insert(id.clone(), ImportedRecord { kind, id, place, edits });
        }
    }

    /// Reads a table of rows of records.
    fn rows(
        &mut self,
        kind: RowKind,
        table: &PackageTable,
        mut disputes: Option<&mut DisputeRows>,
    ) {
        let mut of_records: BTreeMap<Id, BTreeMap<usize, &ImportedRow>> = BTreeMap::new();
        for row in &table.text.rows {
            let Some((id, number)) = self.key(table, row, "number") else { continue };
            if let Some(other) = of_records.entry(id.clone()).or_default().insert(number, row) {
                self.faults.push(ImportFault::new(
                    table.text.place_of_row(row),
                    format!("row {} is number {number} of `{id}` too", other.number),
                    "number them from 1",
                ));
            }
        }
        let flat = FlatTable::Repeated(match kind {
            RowKind::Event => RepeatedTable::Events,
            RowKind::Group => RepeatedTable::Groups,
            RowKind::Quote => RepeatedTable::Quotes,
            RowKind::Custody => RepeatedTable::Custody,
        });
        for (id, of_record) in of_records {
            let now = self.now(&id, flat);
            let of_kind = self
                .records
                .get(&id)
                .map(|record| record.kind)
                .or_else(|| self.collection.kind_of(&id));
            let first = of_record.values().next().map(|row| table.text.place_of_row(row));
            let place = first.unwrap_or_default();
            let Some(of_kind) = of_kind else {
                let what = format!("there is no record `{id}`");
                self.faults.push(ImportFault::new(place, what, "add it to the table of its kind"));
                continue;
            };
            if !fields(of_kind).iter().any(|field| field.shape == Shape::Rows(kind)) {
                let what =
                    format!("`{id}` is {}, and has no {}", of_kind.with_article(), flat.name());
                self.faults.push(ImportFault::new(place, what, "take the row out"));
                continue;
            }
            let mut edits = Vec::new();
            let mut next = now.len() + 1;
            for (number, row) in of_record {
                let rivals = match (kind, disputes.as_deref_mut()) {
                    (RowKind::Quote, Some(disputes)) => disputes.remove(&(id.clone(), number)),
                    _ => None,
                };
                let now = number.checked_sub(1).and_then(|at| now.get(at));
                if now.is_none() && number != next {
                    self.faults.push(ImportFault::new(
                        table.place(row, "number"),
                        format!("`{id}` has no number {next}, so there can be no number {number}"),
                        format!("number it {next}"),
                    ));
                    continue;
                }
                let path = now.map(|_| RowPath { kind, number: number - 1 });
                let mut of_row = self.fields(table, row, row_fields(kind), path, now);
                if let Some(rivals) = rivals {
                    of_row.extend(self.rivals(&id, of_kind, number, rivals, path));
                }
                if path.is_some() {
                    edits.extend(of_row);
                    continue;
                }
                next += 1;
                let mut values = Vec::new();
                for edit in of_row {
                    if let ImportedEdit::Field { field, value: Some(value), .. } = edit {
                        values.push((field, value));
                    }
                }
                let known = row_fields(kind);
                values.sort_by_key(|(name, _)| known.iter().position(|field| field.name == *name));
                edits.push(ImportedEdit::AddRow { kind, fields: values });
            }
            let record = self.records.entry(id.clone());
            let record = record.or_insert_with(|| ImportedRecord {
                kind: of_kind,
                id,
                place,
                edits: Vec::new(),
            });
            record.edits.extend(edits);
        }
    }

    /// Reads the table of what quotes dispute.
    fn disputes(&mut self, table: &PackageTable) -> DisputeRows {
        let mut disputes = DisputeRows::new();
        for row in &table.text.rows {
            let Some(key) = self.key(table, row, "quote") else { continue };
            let cited = table.cell(row, "field").unwrap_or_default().to_owned();
            let value = table.cell(row, "value").unwrap_or_default();
            let value = self.unguarded(value).to_owned();
            let place = table.text.place_of_row(row);
            disputes.entry(key).or_default().push(DisputeRow { place, cited, value });
        }
        disputes
    }

    /// Returns the edits of what a quote disputes: what the table lacks stays as it is.
    fn rivals(
        &mut self,
        id: &Id,
        kind: Kind,
        number: usize,
        rivals: Vec<DisputeRow>,
        row: Option<RowPath>,
    ) -> Option<ImportedEdit> {
        let now = self.now(id, FlatTable::Repeated(RepeatedTable::Disputes));
        let number = number.to_string();
        let of_quote = now.into_iter().filter(|cells| cells.get("quote") == Some(&number));
        let mut known: Vec<(String, String)> = of_quote
            .map(|mut cells| {
                (
                    cells.remove("field").unwrap_or_default(),
                    cells.remove("value").unwrap_or_default(),
                )
            })
            .collect();
        let before = known.clone();
        let mut places = BTreeMap::new();
        for DisputeRow { place, cited, value } in rivals {
            match known.iter_mut().find(|(known, _)| *known == cited) {
                Some(known) => known.1 = value,
                None => known.push((cited.clone(), value)),
            }
            places.insert(cited, place);
        }
        if known == before {
            return None;
        }
        let first = places.into_values().next().unwrap_or_default();
        let known: Vec<(String, Vec<String>)> =
            known.into_iter().map(|(cited, value)| (cited, split(&value))).collect();
        match rivals::disputes(kind, &known) {
            Ok(value) => {
                Some(ImportedEdit::Field { row, field: FieldId::Disputes, value: Some(value) })
            }
            Err(fault) => {
                self.faults.push(fault.at(first));
                None
            }
        }
    }

    /// Returns the edits of the fields of a row of a table.
    fn fields(
        &mut self,
        table: &PackageTable,
        row: &ImportedRow,
        known: &'static [Field],
        path: Option<RowPath>,
        now: Option<&BTreeMap<&'static str, String>>,
    ) -> Vec<ImportedEdit> {
        let lost = table.cell(row, "unread").is_some_and(|cell| !cell.is_empty());
        let is_lost = now.is_none_or(|now| now.get("unread").is_none_or(String::is_empty));
        self.unread += usize::from(lost && is_lost);
        let mut edits = Vec::new();
        for of in known {
            let columns: Vec<String> = FlatColumn::names_to_read(of);
            let Some(first) = columns.first() else { continue };
            let cells: Vec<&str> = columns
                .iter()
                .map(|column| self.unguarded(table.cell(row, column).unwrap_or_default()))
                .collect();
            let was = |column: &String| {
                now.and_then(|now| now.get(column.as_str())).map_or("", String::as_str)
            };
            let is_same = columns.iter().zip(&cells).all(|(column, cell)| was(column) == *cell);
            let is_in_table =
                columns.iter().any(|column| table.places.contains_key(column.as_str()));
            if is_same || !is_in_table {
                continue;
            }
            if cells.iter().all(|cell| cell.is_empty()) {
                if self.removes {
                    edits.push(ImportedEdit::Field { row: path, field: of.name, value: None });
                }
                continue;
            }
            let changed = columns.iter().zip(&cells).find(|(column, cell)| was(column) != **cell);
            let place = table.place(row, changed.map_or(first, |(column, _)| column));
            let siblings = known;
            match self.value(of, siblings, &cells) {
                Ok(value) => {
                    edits.push(ImportedEdit::Field {
                        row: path,
                        field: of.name,
                        value: Some(value),
                    });
                }
                Err(fault) => self.faults.push(fault.at(place)),
            }
        }
        edits
    }

    /// Returns the value of a field that its cells have, not all of them empty.
    fn value(
        &self,
        of: &'static Field,
        siblings: &'static [Field],
        cells: &[&str],
    ) -> Result<TypedValue, CellFault> {
        if cells.iter().any(|cell| cell.contains(WITHHELD)) {
            return Err(CellFault::new(
                "what stood here was withheld when the table was exported",
                "export it again with --with-confidential, or leave the cell as it was",
            ));
        }
        let reader = CellReader { field: of, siblings, words: self.words };
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        if of.many {
            let parts: Vec<Vec<String>> = cells.iter().map(|cell| split(cell)).collect();
            let count = parts.iter().map(Vec::len).max().unwrap_or_default();
            let items = (0..count).map(|at| {
                let item =
                    parts.iter().filter_map(|part| part.get(at)).find(|item| !item.is_empty());
                reader.exact(item.map_or("", String::as_str))
            });
            return Ok(TypedValue::List(items.collect::<Result<_, _>>()?));
        }
        if !matches!(of.shape, Shape::Money | Shape::MoneyOrYesNo) {
            let text = cells.iter().find(|cell| !cell.is_empty()).copied().unwrap_or_default();
            return reader.exact(text);
        }
        match (cell(0), cell(1), cell(2)) {
            ("", "", yes) => reader.exact(yes),
            (amount, currency, "") if !amount.is_empty() && !currency.is_empty() => {
                reader.exact(&format!("{amount} {currency}"))
            }
            ("", _, _) | (_, "", _) => Err(CellFault::new(
                "a sum has an amount and a currency",
                "write both, the currency as a code such as CNY",
            )),
            _ => Err(CellFault::new(
                "there is a sum and whether there was one",
                "leave the column of yes and no empty where the sum is known",
            )),
        }
    }

    fn key(
        &mut self,
        table: &PackageTable,
        row: &ImportedRow,
        number: &str,
    ) -> Option<(Id, usize)> {
        let id = self.id(table, row, "record")?;
        let cell = table.cell(row, number).unwrap_or_default();
        let read = cell.strip_suffix(".0").unwrap_or(cell).parse::<usize>().ok();
        if read.is_none_or(|number| number == 0) {
            let what = format!("`{cell}` is no number of a row");
            let place = table.place(row, number);
            self.faults.push(ImportFault::new(place, what, "number the rows of a record from 1"));
        }
        Some((id, read.filter(|number| *number > 0)?))
    }

    fn id(&mut self, table: &PackageTable, row: &ImportedRow, column: &str) -> Option<Id> {
        let cell = self.unguarded(table.cell(row, column).unwrap_or_default());
        let id = Id::new(cell);
        if id.is_none() {
            let place = table.place(row, column);
            self.faults.push(if cell.contains(WITHHELD) {
                ImportFault::new(
                    place,
                    "the id was withheld when the table was exported",
                    "export it again with --with-confidential, or take the row out",
                )
            } else {
                ImportFault::new(
                    place,
                    format!("`{}` is no id", crate::text::shortened(cell)),
                    "write small letters, digits and hyphens between them",
                )
            });
        }
        id
    }

    /// Returns a cell without the apostrophe that guards it from being taken for a formula.
    fn unguarded<'t>(&self, cell: &'t str) -> &'t str {
        let is_guarded = self.is_guarded && cell.trim_start_matches('\'').starts_with(FORMULAS);
        if is_guarded { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
    }

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

/// Splits the list of a cell into its items.
fn split(cell: &str) -> Vec<String> {
    if cell.is_empty() {
        return Vec::new();
    }
    let (mut items, mut item, mut signs) = (Vec::new(), String::new(), cell.chars());
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => item.extend(signs.next()),
            '|' => items.push(std::mem::take(&mut item)),
            other => item.push(other),
        }
    }
    items.push(item);
    items
}
