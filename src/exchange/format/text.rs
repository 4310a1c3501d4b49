//! Text as on paper: each record in full.

use std::io::Write;

use super::{ExportError, View, write_each};
use crate::exchange::record_text::record_text;
use crate::record::Id;

/// Writes records as text, with their quotes and sources.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    write_each(view, ids, out, |released| {
        let path = released.path_by(view.path);
        record_text(view.redaction, released, &path, view.page)
    })?;
    Ok(None)
}
