//! Text as on paper: each record in full.

use std::io::Write;

use super::{Audience, ExportError, Format, Takes, View, write_each};
use crate::exchange::record_text::record_text;
use crate::record::Id;

/// Records as text, with their quotes and sources.
#[derive(Debug)]
pub(super) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn description(&self) -> &'static str {
        "Text, with quotes and citations"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn takes(&self) -> Takes {
        Takes::WholeRecords
    }

    fn audience(&self) -> Audience {
        Audience::People
    }

    fn write(
        &self,
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
}
