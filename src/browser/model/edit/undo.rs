//! The edits of this run, quotes with the marks they were made of, and the write in progress.

use std::path::PathBuf;

use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::exchange::Change;
use crate::session::change_history::{ChangeHistory, UndoStep};

/// What was written, and what is being written.
#[derive(Clone, Debug, Default)]
pub struct UndoHistory {
    /// What is being written.
    pub due: Option<PendingEdit>,
    done: ChangeHistory<EditOrigin>,
}

/// Something that is being written.
#[derive(Clone, Debug)]
pub enum PendingEdit {
    /// What is marked, as a quote of a case in this file.
    Quote(MarkedPassage, PathBuf),
    /// A saved view, by its digit, in the settings file.
    View(u8, PathBuf),
    /// The file as it was before the edit.
    Undo(CompletedEdit),
}

/// A quote that was added, or a view that was saved.
#[derive(Clone, Debug)]
pub struct CompletedEdit {
    /// The file.
    pub file: PathBuf,
    /// What takes it back.
    pub inverse: Change,
    /// What was marked; `None` for a view.
    pub mark: Option<MarkedPassage>,
}

/// What an edit was made of, and the file that got it.
#[derive(Clone, Debug)]
struct EditOrigin {
    file: PathBuf,
    mark: Option<MarkedPassage>,
}

impl UndoHistory {
    /// Remembers an edit.
    pub fn remember(&mut self, CompletedEdit { file, inverse, mark }: CompletedEdit) {
        self.done.remember(UndoStep { inverse, context: EditOrigin { file, mark } });
    }

    /// Takes out the last edit.
    pub fn take_last(&mut self) -> Option<CompletedEdit> {
        let UndoStep { inverse, context: EditOrigin { file, mark } } = self.done.take_last()?;
        Some(CompletedEdit { file, inverse, mark })
    }
}
