//! The quotes written in this run, with the marks they were made of, and the write in progress.

use std::path::PathBuf;

use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::exchange::Change;
use crate::session::change_history::{ChangeHistory, UndoStep};

/// What was written, and what is being written.
#[derive(Clone, Debug, Default)]
pub struct UndoHistory {
    /// What is being written.
    pub due: Option<PendingEdit>,
    done: ChangeHistory<QuoteOrigin>,
}

/// Something that is being written.
#[derive(Clone, Debug)]
pub enum PendingEdit {
    /// What is marked, as a quote of a case in this file.
    Quote(MarkedPassage, PathBuf),
    /// The file as it was before a quote was added.
    Undo(CompletedEdit),
}

/// A quote that was added.
#[derive(Clone, Debug)]
pub struct CompletedEdit {
    /// The file.
    pub file: PathBuf,
    /// What takes it back.
    pub inverse: Change,
    /// What was marked.
    pub mark: MarkedPassage,
}

/// What a quote was made of, and the file that got it.
#[derive(Clone, Debug)]
struct QuoteOrigin {
    file: PathBuf,
    mark: MarkedPassage,
}

impl UndoHistory {
    /// Remembers a quote that was added.
    pub fn remember(&mut self, CompletedEdit { file, inverse, mark }: CompletedEdit) {
        self.done.remember(UndoStep { inverse, context: QuoteOrigin { file, mark } });
    }

    /// Takes out the quote that was added last.
    pub fn take_last(&mut self) -> Option<CompletedEdit> {
        let UndoStep { inverse, context: QuoteOrigin { file, mark } } = self.done.take_last()?;
        Some(CompletedEdit { file, inverse, mark })
    }
}
