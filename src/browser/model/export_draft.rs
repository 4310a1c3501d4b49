//! An export as it is put together in the browser: what is asked for, what would come of it, and how far it is.

use std::path::PathBuf;
use std::sync::Arc;

use crate::exchange::{Format, Takes};
use crate::record::Id;
use crate::redaction::Mask;

/// Which records are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExportedRecords {
    /// Those that are marked.
    Marked,
    /// Those that are listed.
    Listed,
    /// All of the collection.
    All,
}

/// What is to be written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportOrder {
    /// The records, in their order; `None` for all of the collection.
    pub ids: Option<Arc<[Id]>>,
    /// What menus call the format.
    pub format: &'static str,
    /// The file or folder as it was typed; `None` for the first usual name that is free.
    pub path: Option<PathBuf>,
    /// Whether all names and quotes are masked, as on the screen.
    pub masked: bool,
    /// Whether it is a public release, which is of the whole collection.
    pub is_public: bool,
    /// An earlier release, from which this one must not differ by a few people.
    pub since: Option<PathBuf>,
    /// Whether a file of that name is to be replaced.
    pub replaces: bool,
}

/// What would come of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportOutlook {
    /// Where it would be written.
    pub path: PathBuf,
    /// Whether a file is there that it would replace.
    pub replaces: bool,
    /// What would be held back, and what not.
    pub sentences: Vec<String>,
    /// Why it cannot be written so, and what to do.
    pub why_not: Option<String>,
}

/// How far an export is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ExportStage {
    /// The panel is shown, in which everything can be changed.
    Panel,
    /// A question about a part of it is asked over the panel.
    Question,
    /// It is being written.
    Writing,
}

/// An export that is put together.
#[derive(Clone, Debug)]
pub(crate) struct ExportDraft {
    /// The format that was chosen.
    pub(crate) chosen: &'static Format,
    pub(crate) records: ExportedRecords,
    pub(crate) path: Option<PathBuf>,
    pub(crate) is_public: bool,
    pub(crate) since: Option<PathBuf>,
    pub(crate) stage: ExportStage,
    /// The number of the last order.
    pub(crate) generation: u64,
    /// What would come of it; `None` until that is known.
    pub(crate) outlook: Option<ExportOutlook>,
    /// What was masked when it was looked at.
    pub(crate) shown_under: Mask,
}

impl ExportDraft {
    /// Returns the formats that there are for it.
    pub(crate) fn formats(is_public: bool) -> impl Iterator<Item = &'static Format> {
        Format::all_of_menu().filter(move |format| !is_public || can_be_public(format))
    }

    /// Returns the format in which it is written: the chosen one, or the first that can be public where that cannot.
    pub(crate) fn format(&self) -> &'static Format {
        let is_possible = !self.is_public || can_be_public(self.chosen);
        let instead = Self::formats(true).next().filter(|_| !is_possible);
        instead.unwrap_or(self.chosen)
    }
}

/// Returns whether a format can be that of a public release.
fn can_be_public(format: &Format) -> bool {
    format.takes == Takes::Export && format.name != "bag"
}
