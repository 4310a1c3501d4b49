//! The source that a table becomes: its record, and the names under which its bytes and its text are archived.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::collection::Collection;
use crate::record::edit::TypedValue;
use crate::record::{FieldId, Id, Kind};

use super::fault::ImportFault;
use super::imported::{ImportedEdit, ImportedRecord};
use super::table_form::TableForm;

/// A table as a source.
#[derive(Clone, Copy, Debug)]
pub struct TableSource<'t> {
    /// The id of the source.
    pub id: &'t Id,
    /// Its title, where the source is created.
    pub title: &'t str,
    /// The ending of its file, without the dot.
    pub extension: &'t str,
    /// The bytes of its file.
    pub bytes: &'t [u8],
    /// Its text, with which quotes are compared.
    pub text: &'t str,
    /// How the file was read, where the text is that of a table and not the file as it is.
    pub form: Option<&'t TableForm>,
    /// The moment of the import, as EDTF.
    pub now: &'t str,
}

impl TableSource<'_> {
    /// Returns the name of the file in the archive that has its bytes.
    pub fn original(&self) -> String {
        format!("{}.orig.{}", self.id, self.extension)
    }

    /// Returns the name of the file in the archive that has its text.
    pub fn archived(&self) -> String {
        format!("{}.txt", self.id)
    }

    /// Returns what becomes of the record of the source; nothing where it has all of it.
    ///
    /// # Errors
    ///
    /// The id is that of a record of another kind.
    pub fn record(&self, collection: &Collection) -> Result<Option<ImportedRecord>, ImportFault> {
        let known = collection.get(self.id.as_str());
        if let Some(other) = known.as_ref().map(|known| known.record.kind)
            && other != Kind::Source
        {
            return Err(ImportFault::new(
                format!("source = \"{}\"", self.id),
                format!("`{}` is {} in the collection", self.id, other.with_article()),
                "write another id of a source into the mapping",
            ));
        }
        let has = |field: FieldId| {
            let record = known.as_ref().map(|known| known.record);
            record.and_then(|record| record.fields.text(field))
        };
        let original = self.original();
        let (sum, sum_of_original) = (sum(self.text.as_bytes()), sum(self.bytes));
        let mut edits = Vec::new();
        let mut renew = |field: FieldId, value: &str| {
            if has(field) != Some(value) {
                edits.push(ImportedEdit::set(field, TypedValue::text(value)));
            }
        };
        renew(FieldId::Sha256, &sum);
        renew(FieldId::Original, &original);
        renew(FieldId::OriginalSha256, &sum_of_original);
        if !edits.is_empty() {
            // With this, `archive check` takes the same text out of the file again.
            let program = concat!("casebook ", env!("CARGO_PKG_VERSION"));
            let options = self.form.map(|form| format!(" import{form}")).unwrap_or_default();
            let program = format!("{program}{options}");
            edits.push(ImportedEdit::set(FieldId::ExtractedWith, TypedValue::text(program)));
        }
        for (field, value) in [
            (FieldId::Type, "dataset"),
            (FieldId::Title, self.title),
            (FieldId::CollectedAt, self.now),
            (FieldId::CollectionMethod, "casebook import"),
        ] {
            let is_there =
                known.as_ref().is_some_and(|known| known.record.fields.get(field).is_some());
            if !is_there {
                edits.push(ImportedEdit::set(field, TypedValue::text(value)));
            }
        }
        let place = format!("source = \"{}\"", self.id);
        let record = ImportedRecord::new(Kind::Source, self.id.clone(), place, edits);
        Ok((!record.edits.is_empty()).then_some(record))
    }
}

fn sum(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        _ = write!(digits, "{byte:02x}");
    }
    digits
}
