//! JSON: an object for each record in full.

use std::io::Write;

use super::{Audience, ExportError, Format, Takes, View, write_each};
use crate::exchange::json::{escaped, record};
use crate::record::Id;

/// A record as a JSON object in rows.
#[derive(Debug)]
pub(super) struct JsonObject;

impl Format for JsonObject {
    fn name(&self) -> &'static str {
        "json"
    }

    fn description(&self) -> &'static str {
        "One object"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn takes(&self) -> Takes {
        Takes::WholeRecords
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
            escaped(&format!("{:#}\n", record(view.redaction, released)))
        })?;
        Ok(None)
    }
}
