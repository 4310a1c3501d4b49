//! JSON lines: an object a line.

use std::io::Write;

use super::{Audience, ExportError, Format, Takes, View, write_each};
use crate::exchange::json::{escaped, matched_json};
use crate::record::Id;

/// JSON lines.
#[derive(Debug)]
pub(super) struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn description(&self) -> &'static str {
        "One JSON object per line"
    }

    fn extension(&self) -> &'static str {
        "jsonl"
    }

    fn takes(&self) -> Takes {
        Takes::Records
    }

    fn audience(&self) -> Audience {
        Audience::Json
    }

    fn write(
        &self,
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
}
