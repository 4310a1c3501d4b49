//! JSON: an array of all records.

use std::io::Write;

use super::{Audience, ExportError, Format, Takes, View};
use crate::exchange::json::{JsonRows, matched_json};
use crate::record::Id;
use crate::redaction::RedactedRecord;

/// Records as one JSON array.
#[derive(Debug)]
pub(super) struct JsonArray;

impl Format for JsonArray {
    fn name(&self) -> &'static str {
        "json"
    }

    fn description(&self) -> &'static str {
        "One JSON array"
    }

    fn extension(&self) -> &'static str {
        "json"
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
}
