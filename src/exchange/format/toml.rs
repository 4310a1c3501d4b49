//! TOML: the lines of the file.

use std::io::Write;

use super::{ExportError, View};
use crate::record::Id;
use crate::redaction::RedactedRecord;

/// Writes the text of records as their files have it.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    for id in ids {
        match view.redaction.with_record(id, exact) {
            Some(Some(text)) => out.write_all(text.as_bytes())?,
            Some(None) => return Err(ExportError::Withheld((*id).clone())),
            None => {}
        }
    }
    Ok(None)
}

fn exact(released: &RedactedRecord<'_>) -> Option<String> {
    released.exact()
}
