//! JSON: an array of all records.

use std::io::Write;

use super::{ExportError, View};
use crate::exchange::json::{JsonRows, matched_json};
use crate::record::Id;
use crate::redaction::RedactedRecord;

/// Writes records as one JSON array.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    let object = |released: &RedactedRecord<'_>| {
        JsonRows::rows_of(&matched_json(view.redaction, released, view.is_possible(released)))
    };
    let mut array = JsonRows::to(out);
    for rows in view.redaction.map_records(ids.iter().copied(), object) {
        array.push(&rows)?;
    }
    array.finish()?;
    Ok(None)
}
