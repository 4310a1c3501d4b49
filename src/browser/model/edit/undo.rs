//! The edits of this run, quotes with the marks they were made of, and the write in progress.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::browser::model::overlay::value_input::{ValueInput, ValuePlace};
use crate::exchange::Change;
use crate::session::change_history::{ChangeHistory, UndoStep};
use crate::session::file_edit::FileEdit;

/// What was written, and what is being written.
#[derive(Clone, Debug, Default)]
pub struct UndoHistory {
    /// What is being written.
    pub due: Option<PendingEdit>,
    done: ChangeHistory<EditOrigin>,
    /// The text that a file is to have once what is due is written, and the one that it has since, until it is read.
    expected: Option<WrittenText>,
    fresh: Option<WrittenText>,
}

/// Something that is being written.
#[derive(Clone, Debug)]
pub enum PendingEdit {
    /// What is marked, as a quote of a case in this file.
    Quote(MarkedPassage, PathBuf),
    /// A saved view, by its digit, in the settings file.
    View(u8, PathBuf),
    /// The value of a field.
    Value(PendingValue),
    /// The file as it was before the edit.
    Undo(CompletedEdit),
    /// The file as it was after an edit that was undone.
    Redo(CompletedEdit),
}

/// A value that is being written.
#[derive(Clone, Debug)]
pub struct PendingValue {
    /// Its file.
    pub file: PathBuf,
    /// What is written, in words for those who undo it.
    pub edited: EditedValue,
    /// The input in which it was typed, which comes back if it is not written; `None` where a field is removed.
    pub(crate) input: Option<Box<ValueInput>>,
}

/// A value that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditedValue {
    /// Where it is.
    pub place: ValuePlace,
    /// What the screen calls the field.
    pub label: &'static str,
    /// Whether the field was removed.
    pub is_removed: bool,
}

/// What an edit was made of.
#[derive(Clone, Debug)]
pub enum EditOf {
    /// A quote, of what was marked.
    Quote(Box<MarkedPassage>),
    /// A view that was saved.
    View,
    /// A value that was changed.
    Value(EditedValue),
}

/// An edit that was made, or undone.
#[derive(Clone, Debug)]
pub struct CompletedEdit {
    /// The file.
    pub file: PathBuf,
    /// What takes it back.
    pub inverse: Change,
    /// What it was made of.
    pub of: EditOf,
}

/// The text of a file that was written.
#[derive(Clone, Debug)]
struct WrittenText {
    file: PathBuf,
    text: Arc<str>,
}

/// What an edit was made of, and the file that got it.
#[derive(Clone, Debug)]
struct EditOrigin {
    file: PathBuf,
    of: EditOf,
}

impl UndoHistory {
    /// Remembers an edit; what was undone before cannot be made again. Returns how many edits that are.
    pub fn remember(&mut self, done: CompletedEdit) -> usize {
        self.done.remember(step(done))
    }

    /// Remembers an edit that was not taken back, or is made again.
    pub fn put_back(&mut self, done: CompletedEdit) {
        self.done.remember_again(step(done));
    }

    /// Takes out the last edit.
    pub fn take_last(&mut self) -> Option<CompletedEdit> {
        self.done.take_last().map(edit_of)
    }

    /// Remembers an edit that was undone, with what makes it again.
    pub fn remember_undone(&mut self, undone: CompletedEdit) {
        self.done.remember_taken_back(step(undone));
    }

    /// Takes out the edit that was undone last.
    pub fn take_undone(&mut self) -> Option<CompletedEdit> {
        self.done.take_last_taken_back().map(edit_of)
    }

    /// Remembers the text that a file is to have, so that the next edit need not wait until it is read.
    pub fn expect(&mut self, edit: &FileEdit) {
        let known = |_: &Path| Some(Arc::clone(&edit.before));
        let planned = edit.change().ok().and_then(|change| change.plan(known).ok());
        let after = planned.and_then(|planned| planned.files().first()?.after.clone());
        let text = after.map(|text| WrittenText { file: edit.file.clone(), text: text.into() });
        (self.expected, self.fresh) = (text, None);
    }

    /// Takes it that what was due is written, or is not.
    pub fn is_written(&mut self, is_written: bool) {
        self.fresh = self.expected.take().filter(|_| is_written);
    }

    /// Forgets the text that was written, since the files were read again.
    pub fn is_read(&mut self) {
        self.fresh = None;
    }

    /// Returns the text of a file that was written since the files were read.
    pub fn text_of(&self, file: &Path) -> Option<Arc<str>> {
        let fresh = self.fresh.as_ref().filter(|fresh| fresh.file == file);
        fresh.map(|fresh| Arc::clone(&fresh.text))
    }
}

fn step(CompletedEdit { file, inverse, of }: CompletedEdit) -> UndoStep<EditOrigin> {
    UndoStep { inverse, context: EditOrigin { file, of } }
}

fn edit_of(UndoStep { inverse, context }: UndoStep<EditOrigin>) -> CompletedEdit {
    let EditOrigin { file, of } = context;
    CompletedEdit { file, inverse, of }
}
