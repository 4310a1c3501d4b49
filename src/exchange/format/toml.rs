//! TOML: the lines of the file.

use std::io::Write;

use super::{Audience, ExportError, Format, Takes, View};
use crate::record::Id;
use crate::redaction::RedactedRecord;

/// The text of records as their files have it.
#[derive(Debug)]
pub(super) struct Toml;

impl Format for Toml {
    fn name(&self) -> &'static str {
        "toml"
    }

    fn description(&self) -> &'static str {
        "The lines of its file, byte for byte"
    }

    fn extension(&self) -> &'static str {
        "toml"
    }

    fn takes(&self) -> Takes {
        Takes::WholeRecords
    }

    fn audience(&self) -> Audience {
        Audience::Exact
    }

    fn write(
        &self,
        view: &View<'_>,
        ids: &[&Id],
        out: &mut dyn Write,
    ) -> Result<Option<String>, ExportError> {
        for id in ids {
            match view.redaction.with_record(id, exact) {
                Some(Some(text)) => out.write_all(text.as_bytes())?,
                Some(None) => return Err(ExportError::Withheld((*id).clone())),
                None => {}
            }
        }
        Ok(None)
    }
}

fn exact(released: &RedactedRecord<'_>) -> Option<String> {
    released.exact()
}
