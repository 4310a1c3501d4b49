//! The edits of this run, quotes with the marks they were made of, and the write in progress.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::browser::model::overlay::change_review::ChangeReview;
use crate::browser::model::overlay::value_input::{ValueInput, ValuePlace};
use crate::exchange::{Change, FileObstacle, FittedChange, PlannedChange, PlannedFile};
use crate::record::Id;
use crate::session::change_history::{ChangeHistory, UndoStep};
use crate::session::file_edit::FileEdit;

/// What was written, and what is being written.
#[derive(Clone, Debug, Default)]
pub struct UndoHistory {
    /// What is being written.
    pub due: Option<PendingEdit>,
    done: ChangeHistory<EditOrigin>,
    /// For how long the browser has been open.
    pub now: Duration,
    /// The texts that files are to have once what is due is written, and those that they have since, until they are read.
    expected: Vec<WrittenText>,
    fresh: Vec<WrittenText>,
    /// The number of the first reading that has them.
    read_by: u64,
    /// The texts that were written in this run, the last one last: what others changed since is found by them.
    bases: VecDeque<WrittenText>,
}

/// The most bytes of texts that are kept to find what others changed since.
const MOST_KEPT: usize = 64 << 20;

/// Something that is being written.
#[derive(Clone, Debug)]
pub enum PendingEdit {
    /// What is marked, as a quote of a case in this file.
    Quote(MarkedPassage, PathBuf),
    /// A saved view, by its digit, in the settings file.
    View(u8, PathBuf),
    /// The value of a field.
    Value(PendingValue),
    /// A change of several files, or of a record as a whole.
    Files(Box<PendingFiles>),
    /// Several changes, undone or redone at once.
    Travel(Box<PendingTravel>),
    /// The file as it was before the edit.
    Undo(CompletedEdit, ReturnNote),
    /// The file as it was after an edit that was undone.
    Redo(CompletedEdit, ReturnNote),
}

/// What is to be said of an edit that is undone or redone after others changed its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnNote {
    /// Whether others changed other places of these files.
    pub is_moved: bool,
    /// The files that are left as they are, and why.
    pub left: Vec<(PathBuf, FileObstacle)>,
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

/// A change of several files that is being written.
#[derive(Clone, Debug)]
pub struct PendingFiles {
    /// What it is, for those who undo it.
    pub edit: FilesEdit,
    /// What was looked at before, which comes back if it is not written; `None` where nothing was.
    pub(crate) review: Option<Box<ChangeReview>>,
    /// The files that are left out because they changed meanwhile.
    pub left_out: Vec<PathBuf>,
}

/// A change of several files, or of a record as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesEdit {
    /// What it does, in words.
    pub label: String,
    /// The files.
    pub files: Vec<PathBuf>,
    /// The record that is shown where it is undone.
    pub shown_before: Option<Id>,
    /// The record that is shown where it is made.
    pub shown_after: Option<Id>,
    /// Whether each file is changed for itself, so that some of them can be undone without the others.
    pub is_bulk: bool,
}

/// Changes that are undone or redone at once.
#[derive(Clone, Debug)]
pub struct PendingTravel {
    /// In which direction.
    pub way: HistoryWay,
    /// What takes each of them back again, in the order in which they are passed.
    pub passed: Vec<CompletedEdit>,
}

/// A direction along the changes of this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryWay {
    /// Changes are undone.
    Back,
    /// Changes are made again.
    Forward,
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
    /// A change of several files, or of a record as a whole.
    Files(FilesEdit),
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
    /// How long the browser had been open when it was made.
    pub at: Duration,
}

/// The text of a file that was written.
#[derive(Clone, Debug)]
struct WrittenText {
    file: PathBuf,
    /// `None` where the file is deleted.
    text: Option<Arc<str>>,
}

/// What an edit was made of, and the file that got it.
#[derive(Clone, Debug)]
struct EditOrigin {
    file: PathBuf,
    of: EditOf,
    at: Duration,
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
        match edit.change().ok().and_then(|change| change.plan(known).ok()) {
            Some(planned) => self.expect_files(&planned),
            None => self.expected.clear(),
        }
    }

    /// Does the same for all files of a change.
    pub fn expect_files(&mut self, planned: &PlannedChange) {
        let text = |file: &PlannedFile| WrittenText {
            file: file.path.clone(),
            text: file.after.as_deref().map(Arc::from),
        };
        self.expected = planned.files().iter().map(text).collect();
    }

    /// Takes it that what was due is written, or is not; `read_by` is the number of the first reading that has it.
    pub fn is_written(&mut self, is_written: bool, read_by: u64) {
        let expected = std::mem::take(&mut self.expected);
        if is_written {
            let files: HashSet<&Path> = expected.iter().map(|new| new.file.as_path()).collect();
            self.fresh.retain(|old| !files.contains(old.file.as_path()));
            self.keep(&expected);
            self.fresh.extend(expected);
            self.read_by = read_by;
        }
    }

    /// Takes it that a file has a text by now that is still to be read.
    #[cfg(test)]
    pub(crate) fn expect_text(&mut self, file: &Path, text: &str) {
        self.fresh.push(WrittenText { file: file.to_owned(), text: Some(text.into()) });
    }

    /// Keeps texts that were written; of too many, those that were written first are forgotten.
    fn keep(&mut self, written: &[WrittenText]) {
        self.bases.extend(written.iter().filter(|one| one.text.is_some()).cloned());
        let size = |one: &WrittenText| one.text.as_deref().map_or(0, str::len);
        let mut kept: usize = self.bases.iter().map(size).sum();
        while kept > MOST_KEPT {
            let Some(first) = self.bases.pop_front() else { break };
            kept -= size(&first);
        }
    }

    /// Returns what can still be made of a change that takes back or makes again what was written in this run; `text_of`
    /// gives the text that a file has now.
    pub fn fitted(
        &self,
        change: &Change,
        text_of: impl Fn(&Path) -> Option<Arc<str>>,
    ) -> FittedChange {
        let mut bases: HashMap<&Path, Vec<Arc<str>>> = HashMap::new();
        for WrittenText { file, text } in self.bases.iter().rev() {
            bases.entry(file).or_default().extend(text.clone());
        }
        change.fitted(text_of, |path| bases.get(path).cloned().unwrap_or_default())
    }

    /// Forgets the texts that were written, if the reading with this number has them.
    pub fn is_read(&mut self, generation: u64) {
        if generation >= self.read_by {
            self.fresh.clear();
        }
    }

    /// Returns the text of a file that was written since the files were read.
    pub fn text_of(&self, file: &Path) -> Option<Arc<str>> {
        self.state_of(file).flatten()
    }

    /// Returns the text that a file has since it was written, or none where it was deleted; `None` where it was not
    /// written since the files were read.
    pub fn state_of(&self, file: &Path) -> Option<Option<Arc<str>>> {
        let fresh = self.fresh.iter().find(|fresh| fresh.file == file);
        fresh.map(|fresh| fresh.text.clone())
    }

    /// Returns the edits that were made, the last one last.
    pub fn made(&self) -> Vec<CompletedEdit> {
        self.done.made().iter().cloned().map(edit_of).collect()
    }

    /// Returns the edits that were undone, the one undone last last.
    pub fn undone(&self) -> Vec<CompletedEdit> {
        self.done.taken_back().iter().cloned().map(edit_of).collect()
    }
}

fn step(CompletedEdit { file, inverse, of, at }: CompletedEdit) -> UndoStep<EditOrigin> {
    UndoStep { inverse, context: EditOrigin { file, of, at } }
}

fn edit_of(UndoStep { inverse, context }: UndoStep<EditOrigin>) -> CompletedEdit {
    let EditOrigin { file, of, at } = context;
    CompletedEdit { file, inverse, of, at }
}
