//! The ids alone, for other commands.

use std::io::Write;

use super::{Audience, ExportError, Format, Takes, View, write_each};
use crate::record::Id;

/// The ids, one a line.
#[derive(Debug)]
pub(super) struct Ids;

impl Format for Ids {
    fn name(&self) -> &'static str {
        "ids"
    }

    fn description(&self) -> &'static str {
        "Only the ids"
    }

    fn extension(&self) -> &'static str {
        "txt"
    }

    fn takes(&self) -> Takes {
        Takes::Records
    }

    fn audience(&self) -> Audience {
        Audience::Programs
    }

    fn write(
        &self,
        view: &View<'_>,
        ids: &[&Id],
        out: &mut dyn Write,
    ) -> Result<Option<String>, ExportError> {
        write_each(view, ids, out, |released| format!("{}\n", released.id()))?;
        Ok(None)
    }
}
