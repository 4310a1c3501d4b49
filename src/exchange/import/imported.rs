//! What an import says of one record.

use crate::record::edit::{RowPath, TypedValue};
use crate::record::{FieldId, Id, Kind, RowKind};

use super::place::PlacedRow;

/// What is imported of one record, which may be a new one.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedRecord {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
    /// The row that it is from.
    pub place: String,
    /// What changes.
    pub edits: Vec<ImportedEdit>,
    /// Where its parts are, if they are cells of tables and something of it changes.
    pub(super) parts: Vec<ImportedPart>,
}

/// A part of a record, and the row of a table that it is from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ImportedPart {
    /// The row of the record; `None` for the record itself.
    pub(super) row: Option<RowPath>,
    /// The field that is disputed, where the row of the table says only that.
    pub(super) disputed: Option<Box<str>>,
    pub(super) place: PlacedRow,
}

impl ImportedRecord {
    /// Returns what is imported of a record whose parts have no places of their own.
    pub fn new(kind: Kind, id: Id, place: String, edits: Vec<ImportedEdit>) -> Self {
        Self { kind, id, place, edits, parts: Vec::new() }
    }

    /// Returns what a message calls the cell that a field is from, a field of the record or of one of its rows; `disputed`
    /// is what a quote disputes there. Nothing where it is from no table.
    pub fn place_of(
        &self,
        row: Option<RowPath>,
        field: Option<FieldId>,
        disputed: Option<&str>,
    ) -> Option<String> {
        let of_row = || self.parts.iter().filter(|part| part.row == row);
        let exact = disputed
            .and_then(|field| of_row().find(|part| part.disputed.as_deref() == Some(field)));
        let part = exact.or_else(|| of_row().find(|part| part.disputed.is_none()))?;
        Some(part.place.cell(field))
    }
}

/// What an import changes of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportedEdit {
    /// A field, its own or of a row, is set; removed, where there is no value.
    Field {
        /// The row; `None` for a field of the record itself.
        row: Option<RowPath>,
        /// The field.
        field: FieldId,
        /// Its value.
        value: Option<TypedValue>,
    },
    /// An event, group, quote or act is added.
    AddRow {
        /// Which of them.
        kind: RowKind,
        /// Its fields, in the order of the format.
        fields: Vec<(FieldId, TypedValue)>,
    },
}

impl ImportedEdit {
    /// Returns that a field of the record itself is set.
    pub fn set(field: FieldId, value: TypedValue) -> Self {
        Self::Field { row: None, field, value: Some(value) }
    }
}
