//! Records, and their events, groups, quotes and acts, of the rows of a package.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::exchange::flat::{FlatColumn, FlatTable, RepeatedTable};
use crate::exchange::import::cell::words_of;
use crate::exchange::import::fault::ImportFault;
use crate::exchange::import::imported::{ImportedEdit, ImportedPart, ImportedRecord};
use crate::exchange::import::table::ImportedRow;
use crate::record::edit::{RowPath, TypedValue};
use crate::record::{Field, FieldId, Id, Kind, RowKind, Shape, fields, row_fields};

use super::cells::split;
use super::package_table::PackageTable;
use super::{DisputeRow, DisputeRows, PackageReader};

impl PackageReader<'_> {
    /// Reads a table of rows of records.
    pub(super) fn rows(
        &mut self,
        kind: RowKind,
        table: &PackageTable,
        mut disputes: Option<&mut DisputeRows<'_>>,
    ) {
        let mut of_records: BTreeMap<Id, BTreeMap<usize, &ImportedRow>> = BTreeMap::new();
        for row in &table.text.rows {
            let Some((id, number)) = self.key(table, row, "number") else { continue };
            if let Some(other) = of_records.entry(id.clone()).or_default().insert(number, row) {
                self.faults.push(ImportFault::new(
                    table.place(row, "number"),
                    format!("row {} is number {number} of `{id}` too", other.number),
                    "number them from 1",
                ));
            }
        }
        let flat = FlatTable::Repeated(table_of(kind));
        for (id, of_record) in of_records {
            let now = self.now(&id, flat);
            let of_kind = self
                .records
                .get(&id)
                .map(|record| record.kind)
                .or_else(|| self.collection.kind_of(&id));
            let Some(first) = of_record.values().next() else { continue };
            let place = table.text.place_of_row(first);
            let Some(of_kind) = of_kind else {
                let what = format!("there is no record `{id}`");
                let place = table.place(first, "record");
                self.faults.push(ImportFault::new(place, what, "add it to the table of its kind"));
                continue;
            };
            if !fields(of_kind).iter().any(|field| field.shape == Shape::Rows(kind)) {
                let what =
                    format!("`{id}` is {}, and has no {}", of_kind.with_article(), flat.name());
                let place = table.place(first, "record");
                self.faults.push(ImportFault::new(place, what, "take the row out"));
                continue;
            }
            let (mut edits, mut parts) = (Vec::new(), Vec::new());
            let mut is_changed =
                self.records.get(&id).is_some_and(|record| !record.edits.is_empty());
            let mut next = now.len() + 1;
            for (number, row) in of_record {
                let mut rivals = match (kind, disputes.as_deref_mut()) {
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
                let at = RowPath { kind, number: number - 1 };
                let path = now.map(|_| at);
                let mut of_row = self.fields(table, row, row_fields(kind), path, now);
                if kind == RowKind::Quote {
                    self.without_lost(&id, &mut of_row, &mut rivals);
                }
                let mut part = |disputed: Option<&str>, table: &PackageTable, row| {
                    let place = table.row_place(row);
                    parts.push(ImportedPart {
                        row: Some(at),
                        disputed: disputed.map(Box::from),
                        place,
                    });
                };
                if let Some(rivals) = &rivals {
                    let of_rivals = self.rivals(&id, of_kind, number, rivals, path);
                    if of_rivals.is_some() {
                        for rival in rivals {
                            part(Some(rival.cited), rival.table, rival.row);
                        }
                    }
                    of_row.extend(of_rivals);
                }
                is_changed |= path.is_none() || !of_row.is_empty();
                if is_changed {
                    part(None, table, row);
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
            let record =
                record.or_insert_with(|| ImportedRecord::new(of_kind, id, place, Vec::new()));
            record.edits.extend(edits);
            record.parts.extend(parts);
        }
    }

    /// Reads a table of records.
    pub(super) fn records(&mut self, kind: Kind, table: &PackageTable) {
        for row in &table.text.rows {
            let Some(id) = self.id(table, row, "id") else { continue };
            let place = table.text.place_of_row(row);
            if let Some(other) = self.records.get(&id) {
                let what = format!("`{id}` is in {} too", other.place);
                let place = table.place(row, "id");
                self.faults.push(ImportFault::new(place, what, "leave one of the two rows"));
                continue;
            }
            let known = self.collection.kind_of(&id);
            if let Some(other) = known.filter(|known| *known != kind) {
                let what = format!("`{id}` is {} in the collection", other.with_article());
                let place = table.place(row, "id");
                self.faults.push(ImportFault::new(place, what, "give one of them another id"));
                continue;
            }
            let now = self.now(&id, FlatTable::Records(kind));
            let edits = self.fields(table, row, fields(kind), None, now.first());
            self.remember_lost(&id, table, row, &edits);
            let mut parts = Vec::new();
            if !edits.is_empty() || known.is_none() {
                parts.push(ImportedPart { row: None, disputed: None, place: table.row_place(row) });
            }
            self.records.insert(id.clone(), ImportedRecord { kind, id, place, edits, parts });
        }
    }

    /// Remembers the fields of a record whose values could not be read when the tables were written, and that it does not have.
    fn remember_lost(
        &mut self,
        id: &Id,
        table: &PackageTable,
        row: &ImportedRow,
        edits: &[ImportedEdit],
    ) {
        let located = self.collection.get(id.as_str());
        let unread = split(table.cell(row, "unread").unwrap_or_default());
        let names = unread.iter().filter_map(|item| item.split_once(" = "));
        for (name, _) in names {
            let is_set = edits.iter().any(|edit| {
                matches!(edit, ImportedEdit::Field { field, value: Some(_), .. } if field.as_str() == name)
            });
            let is_there = located.as_ref().is_some_and(|located| {
                located.record.fields.iter().any(|entry| entry.field.name.as_str() == name)
            });
            if !is_set && !is_there {
                self.lost.entry(id.clone()).or_default().insert(name.to_owned());
            }
        }
    }

    /// Takes out of what a quote supports and disputes the fields that its record has lost.
    fn without_lost(
        &mut self,
        id: &Id,
        edits: &mut Vec<ImportedEdit>,
        rivals: &mut Option<Vec<DisputeRow<'_>>>,
    ) {
        let Some(lost) = self.lost.get(id) else { return };
        let mut is_changed = false;
        edits.retain_mut(|edit| {
            let ImportedEdit::Field {
                field: FieldId::Supports,
                value: Some(TypedValue::List(items)),
                ..
            } = edit
            else {
                return true;
            };
            let before = items.len();
            items.retain(|item| !lost.contains(&words_of(item)));
            is_changed |= items.len() < before;
            !items.is_empty()
        });
        if let Some(rows) = rivals {
            let before = rows.len();
            rows.retain(|row| !lost.contains(row.cited));
            is_changed |= rows.len() < before;
        }
        rivals.take_if(|rows| rows.is_empty());
        self.uncited += usize::from(is_changed);
    }

    /// Returns the edits of the fields of a row of a table.
    pub(super) fn fields(
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
            let was = |column: &String| {
                now.and_then(|now| now.get(column.as_str())).map_or("", String::as_str)
            };
            let is_free = matches!(of.shape, Shape::Words | Shape::LinkOrWords(_));
            let mut cells: Vec<Cow<'_, str>> = Vec::with_capacity(columns.len());
            for column in &columns {
                cells.push(self.cell(table, row, column, was(column), is_free));
            }
            let is_same = columns.iter().zip(&cells).all(|(column, cell)| was(column) == *cell);
            let is_in_table = columns.iter().any(|column| table.has(column));
            if is_same || !is_in_table {
                continue;
            }
            if cells.iter().all(|cell| cell.is_empty()) {
                if self.removes {
                    edits.push(ImportedEdit::Field { row: path, field: of.name, value: None });
                }
                continue;
            }
            let changed =
                columns.iter().zip(&cells).find(|(column, cell)| was(column) != cell.as_ref());
            let place = table.place(row, changed.map_or(first, |(column, _)| column));
            let siblings = known;
            let cells: Vec<&str> = cells.iter().map(Cow::as_ref).collect();
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
}

fn table_of(kind: RowKind) -> RepeatedTable {
    match kind {
        RowKind::Event => RepeatedTable::Events,
        RowKind::Group => RepeatedTable::Groups,
        RowKind::Quote => RepeatedTable::Quotes,
        RowKind::Custody => RepeatedTable::Custody,
    }
}
