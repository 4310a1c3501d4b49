//! The undo history of quotes written in this run, and the write in progress.

use std::path::PathBuf;

use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::exchange::Change;

/// What was written, and what is being written.
#[derive(Clone, Debug, Default)]
pub struct UndoHistory {
    /// What is being written.
    pub due: Option<PendingEdit>,
    done: Vec<CompletedEdit>,
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

/// As many steps back as anyone remembers.
const LONGEST: usize = 256;

impl UndoHistory {
    /// Remembers a quote that was added.
    pub fn remember(&mut self, done: CompletedEdit) {
        self.done.push(done);
        if self.done.len() > LONGEST {
            self.done.remove(0);
        }
    }

    /// Takes out the quote that was added last.
    pub fn take_last(&mut self) -> Option<CompletedEdit> {
        self.done.pop()
    }
}
