//! The ids alone, for other commands.

use std::io::Write;

use super::{ExportError, View, write_each};
use crate::record::Id;

/// Writes the ids, one a line.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    write_each(view, ids, out, |released| format!("{}\n", released.id()))?;
    Ok(None)
}
