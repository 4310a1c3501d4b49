//! JSON lines: an object a line.

use std::io::Write;

use super::{ExportError, View, write_each};
use crate::exchange::json::{escaped, matched_json};
use crate::record::Id;

/// Writes records as JSON lines.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    write_each(view, ids, out, |released| {
        let object = matched_json(view.redaction, released, view.is_possible(released));
        escaped(&format!("{object}\n"))
    })?;
    Ok(None)
}
