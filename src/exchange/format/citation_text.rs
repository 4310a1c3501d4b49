//! Citations as text, a line a source.

use std::io::Write;

use super::{Audience, ExportError, Format, Takes, View};
use crate::record::Id;
use crate::redaction::{RedactedRecord, citation};
use crate::text::{hanging, visible};

/// Sources in full, one a line.
#[derive(Debug)]
pub(super) struct CitationText;

impl Format for CitationText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn description(&self) -> &'static str {
        "One line per source"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn takes(&self) -> Takes {
        Takes::Sources
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
        for id in ids {
            let cited = |released: &RedactedRecord<'_>| citation(view.redaction, &released.id());
            let Some(cited) = view.redaction.with_record(id, cited) else { continue };
            let cited = visible(&cited);
            let line = match view.terminal {
                Some(cells) => hanging(&cited, cells).join("\n"),
                None => cited.into_owned(),
            };
            writeln!(out, "{line}")?;
        }
        Ok(None)
    }
}
