//! What an import says of one record.

use crate::record::edit::{RowPath, TypedValue};
use crate::record::{FieldId, Id, Kind, RowKind};

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
