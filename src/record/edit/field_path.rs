//! Which field of a file is edited: of the record, or of one of its rows.

use toml::de::{DeTable, DeValue};

use super::super::field::{Field, FieldId};
use super::super::id::Id;
use super::super::kind::{Kind, RowKind};
use super::super::tables::{fields, row_fields};
use super::key_place::KeyPlace;
use super::outline::opening;
use super::verify::EditStep;
use super::{EditError, key_place};

/// A field of a record in its file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldPath {
    /// The table of the record; `None` where the file is the record.
    pub header: Option<Id>,
    /// The event, group or quote; `None` for a field of the record itself.
    pub row: Option<RowPath>,
    /// The field.
    pub field: FieldId,
}

/// One of the rows of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowPath {
    /// Whether it is an event, a group or a quote.
    pub kind: RowKind,
    /// Its number among the rows of its kind, in the order of the file, from 0.
    pub number: usize,
}

/// The table that a field is in, and where its keys are written.
pub(super) struct FieldTable<'t, 'i> {
    pub(super) table: &'t DeTable<'i>,
    pub(super) body: KeyPlace,
}

impl FieldPath {
    /// Returns a field of the record that is the whole file.
    pub fn of(field: FieldId) -> Self {
        Self { header: None, row: None, field }
    }

    /// Returns the field in the table of a record.
    #[must_use]
    pub fn below(self, header: Option<Id>) -> Self {
        Self { header, ..self }
    }

    /// Returns the field in a row.
    #[must_use]
    pub fn in_row(self, kind: RowKind, number: usize) -> Self {
        Self { row: Some(RowPath { kind, number }), ..self }
    }

    /// Returns what the format says of the field, in a record of a kind.
    pub fn field(&self, kind: Kind) -> Option<&'static Field> {
        self.siblings(kind).iter().find(|field| field.name == self.field)
    }

    /// Returns the fields that may be beside it, in the order of the format.
    pub(super) fn siblings(&self, kind: Kind) -> &'static [Field] {
        self.row.map_or_else(|| fields(kind), |row| row_fields(row.kind))
    }

    /// Returns the table of the field.
    pub(super) fn table<'t, 'i>(
        &self,
        text: &str,
        root: &'t DeTable<'i>,
    ) -> Result<FieldTable<'t, 'i>, EditError> {
        let (table, body) = match &self.header {
            None => (root, KeyPlace::File),
            Some(id) => key_place::table(text, root, id.as_str())?,
        };
        let Some(row) = self.row else { return Ok(FieldTable { table, body }) };
        let rows = table.get(row.kind.name()).ok_or(EditError::NoRow(row))?;
        let node = if let DeValue::Array(rows) = rows.get_ref() {
            rows.get(row.number)
        } else {
            Some(rows).filter(|_| row.number == 0)
        };
        let node = node.ok_or(EditError::NoRow(row))?;
        let table = node.get_ref().as_table().ok_or(EditError::NoRow(row))?;
        let body = match opening(text, node) {
            Some('[') => KeyPlace::Lines(node.span().end),
            Some('{') => KeyPlace::Braces(node.span().start),
            Some(_) | None => return Err(EditError::NoHeader(row.kind.name().to_owned())),
        };
        Ok(FieldTable { table, body })
    }

    /// Returns the steps to the field from the top of its file.
    pub(super) fn steps<'p>(&'p self, root: &DeTable<'_>) -> Vec<EditStep<'p>> {
        let mut steps: Vec<EditStep<'p>> = Vec::new();
        let mut table = Some(root);
        if let Some(id) = &self.header {
            steps.push(EditStep::Key(id.as_str()));
            table = root.get(id.as_str()).and_then(|node| node.get_ref().as_table());
        }
        if let Some(row) = self.row {
            steps.push(EditStep::Key(row.kind.name()));
            if table
                .and_then(|table| table.get(row.kind.name()))
                .is_some_and(|rows| rows.get_ref().is_array())
            {
                steps.push(EditStep::Row(row.number));
            }
        }
        steps.push(EditStep::Key(self.field.as_str()));
        steps
    }
}
