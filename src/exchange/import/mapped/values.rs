//! What the cells of a row and the constants of its mapping say.

use crate::exchange::import::cell::CellReader;
use crate::exchange::import::fault::ImportFault;
use crate::exchange::import::table::{ImportedCell, ImportedRow, trimmed};
use crate::record::edit::TypedValue;
use crate::record::{FieldId, field, fields};

use super::faults::links_of;
use super::{MappedReader, ROW_NUMBER, RowValue};

impl MappedReader<'_> {
    /// Returns what the cells of a row and the constants say, a field once.
    pub(super) fn values(&mut self, row: &ImportedRow) -> Vec<RowValue> {
        self.refuse_controls(row);
        let mut values: Vec<RowValue> = Vec::new();
        let siblings = fields(self.mapping.kind);
        let empty = ImportedCell::default();
        for (column, targets) in self.columns.iter().enumerate() {
            let cell = row.cells.get(column).unwrap_or(&empty);
            for target in *targets {
                let meaning = match self.cells.read(target, siblings, cell) {
                    Ok(meaning) => meaning,
                    Err(fault) => {
                        self.faults.push(fault.at(self.table.place(row, column)));
                        continue;
                    }
                };
                if meaning.values.is_empty() {
                    continue;
                }
                if target.find.is_none() {
                    let place = self.table.place(row, column);
                    self.links.extend(links_of(target.field, &meaning.values, &place));
                }
                let qualifier = meaning.qualifier.and_then(|qualifier| {
                    let field = field(self.mapping.kind, qualifier.field)?;
                    Some(RowValue {
                        field,
                        values: vec![TypedValue::text(qualifier.word)],
                        columns: Vec::new(),
                        replaces: target.replaces,
                    })
                });
                let known = values.iter_mut().find(|value| value.field.name == target.field.name);
                match known {
                    Some(known) if target.field.many => {
                        for value in meaning.values {
                            if !known.values.contains(&value) {
                                known.values.push(value);
                            }
                        }
                        known.columns.push(column);
                    }
                    Some(known) if known.values == meaning.values => known.columns.push(column),
                    Some(_) => {
                        let what = format!(
                            "two columns give `{}` different values",
                            target.field.name.as_str()
                        );
                        let remedy = "leave one of them out in the mapping, or mend the cell";
                        self.faults.push(ImportFault::new(
                            self.table.place(row, column),
                            what,
                            remedy,
                        ));
                    }
                    None => values.push(RowValue {
                        field: target.field,
                        values: meaning.values,
                        columns: vec![column],
                        replaces: target.replaces,
                    }),
                }
                values.extend(qualifier);
            }
        }
        for (field, template) in &self.mapping.constants {
            let text = template.filled(|name| self.cell_text(row, name));
            if text.is_empty() || values.iter().any(|value| value.field.name == field.name) {
                continue;
            }
            let place = format!(
                "{}, [constants] {}, for row {}",
                self.mapping.name,
                field.name.as_str(),
                row.number
            );
            let reader = CellReader { field, siblings, words: &self.cells.words };
            let items: Vec<&str> =
                if field.many { text.split('|').map(str::trim).collect() } else { vec![&text] };
            let read: Result<Vec<TypedValue>, _> =
                items.into_iter().map(|item| reader.exact(item)).collect();
            match read {
                Ok(read) => {
                    self.links.extend(links_of(field, &read, &place));
                    values.push(RowValue {
                        field,
                        values: read,
                        columns: Vec::new(),
                        replaces: false,
                    });
                }
                Err(fault) => self.faults.push(fault.at(place)),
            }
        }
        values
    }

    pub(super) fn cell_text(&self, row: &ImportedRow, name: &str) -> String {
        if name == ROW_NUMBER {
            return row.number.to_string();
        }
        let cell = self.table.column(name.trim()).and_then(|column| row.cells.get(column));
        cell.map_or_else(String::new, |cell| trimmed(&cell.text).replace('\u{a0}', " "))
    }

    pub(super) fn add_identifier(&self, values: &mut Vec<RowValue>, identifier: TypedValue) {
        let Some(field) = field(self.mapping.kind, FieldId::Identifiers) else { return };
        match values.iter_mut().find(|value| value.field.name == field.name) {
            Some(value) => value.values.push(identifier),
            None => values.push(RowValue {
                field,
                values: vec![identifier],
                columns: Vec::new(),
                replaces: false,
            }),
        }
    }
}
