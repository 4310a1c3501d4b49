//! Text as on paper: each record in full.

use std::io::Write;

use super::{ExportError, View};
use crate::exchange::Marks;
use crate::exchange::record_text::{PaperLayout, record_text};
use crate::record::Id;
use crate::redaction::RedactedRecord;

/// Writes records as text, with their quotes and sources.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
) -> Result<Option<String>, ExportError> {
    let text = |released: &RedactedRecord<'_>| {
        let path = released.path_by(view.path);
        record_text(
            view.redaction,
            released,
            &path,
            PaperLayout { cells: view.page, marks: view.marks },
        )
    };
    for (number, text) in view.redaction.map_records(ids.iter().copied(), text).enumerate() {
        if number > 0 {
            // A line parts a record from the one before.
            match view.marks {
                Marks::Signs => writeln!(out, "\n{}\n", "─".repeat(view.page))?,
                Marks::Words => writeln!(out, "\nNext record:\n")?,
            }
        }
        out.write_all(text.as_bytes())?;
    }
    Ok(None)
}
