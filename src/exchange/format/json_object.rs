//! JSON: an object for each record in full.

use std::io::Write;

use super::{ExportError, View, write_each};
use crate::exchange::json::{escaped, record};
use crate::record::Id;

/// Writes each record as a JSON object in rows.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    write_each(view, ids, out, |released| {
        escaped(&format!("{:#}\n", record(view.redaction, released)))
    })?;
    Ok(None)
}
