//! Citations as text, a line a source.

use std::io::Write;

use super::{ExportError, View};
use crate::record::Id;
use crate::redaction::{RedactedRecord, citation};
use crate::text::{hanging, visible};

/// Writes sources in full, one a line.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    for id in ids {
        let cited = |released: &RedactedRecord<'_>| citation(view.redaction, &released.id());
        let Some(cited) = view.redaction.with_record(id, cited) else { continue };
        let at = view.at.map(|at| format!(", {at}")).unwrap_or_default();
        let cited = format!("{cited}{at}");
        let cited = visible(&cited);
        let line = match view.terminal {
            Some(cells) => hanging(&cited, cells).join("\n"),
            None => cited.into_owned(),
        };
        writeln!(out, "{line}")?;
    }
    Ok(None)
}
