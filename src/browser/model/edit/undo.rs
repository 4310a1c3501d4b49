//! The edits of this run, quotes with the marks they were made of, and the write in progress.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::browser::model::overlay::change_review::ChangeReview;
use crate::browser::model::overlay::value_input::{ValueInput, ValuePlace};
use crate::collection::Collection;
use crate::exchange::{Change, FileObstacle};
use crate::record::Id;
use crate::session::change_history::{ChangeHistory, UndoStep};
use crate::session::write_order::MOST_KEPT;
use crate::session::{KnownTexts, PlanGuard, PlanToken, WrittenEdit, WrittenTexts};

/// What was written, and what is being written.
#[derive(Clone, Debug, Default)]
pub struct UndoHistory {
    /// What is being written.
    pub due: Option<PendingEdit>,
    done: ChangeHistory<EditOrigin>,
    /// For how long the browser has been open.
    pub now: Duration,
    /// Keeps the writing of several files going until the first has its new text.
    writing: Option<LongWrite>,
    /// The texts that files have since they were written, until they are read.
    fresh: Vec<Arc<WrittenTexts>>,
    /// The number of the first reading that has them.
    read_by: u64,
    /// The ids that records had and got by what was written, one step after the other, until it is read.
    renamed: Vec<(Id, Id)>,
    /// The texts that were written in this run, the last ones last: what others changed since is found by them.
    bases: VecDeque<Arc<WrittenTexts>>,
}

/// The writing of several files.
#[derive(Clone, Debug)]
struct LongWrite {
    guard: PlanGuard,
    files: usize,
}

/// From so many files on, the screen says that they are being written, and Esc gives it up.
const LONG: usize = 100;

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
    Undo(CompletedEdit),
    /// The file as it was after an edit that was undone.
    Redo(CompletedEdit),
}

/// What is to be said of an edit that is undone or redone after others changed its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReturnNote {
    /// Whether others changed other places of these files.
    pub is_moved: bool,
    /// The files that are left as they are, and why.
    pub left: Vec<(PathBuf, FileObstacle)>,
}

impl ReturnNote {
    /// Returns what is to be said of an edit that was undone or redone so.
    pub(crate) fn of(written: &WrittenEdit) -> Self {
        Self { is_moved: written.is_moved, left: written.left.clone() }
    }
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
}

/// A change of several files, or of a record as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesEdit {
    /// What it does, in words.
    pub label: String,
    /// How many files change; one that gets another name is one.
    pub files: usize,
    /// The record that comes back where it is undone, and is shown then.
    pub deleted: Option<Id>,
    /// The record that is there where it is made, and is shown then.
    pub created: Option<Id>,
    /// The id that a record has before, and the one after.
    pub renamed: Option<(Id, Id)>,
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
    /// What it was and what it is, in few words; none where that was not typed.
    pub difference: ValueDifference,
    /// Whether the record was confidential.
    pub is_confidential: bool,
}

/// What became of a value, in few words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueDifference {
    /// The value before, or what was taken out of a list.
    pub before: String,
    /// The value now, or what was added to the list.
    pub after: String,
    /// Whether it is a list, of which the rest stays.
    pub is_list: bool,
}

impl ValueDifference {
    /// Returns how one text of a value differs from another, each value of a list on a line of its own.
    pub fn of(before: &str, after: &str, is_list: bool) -> Self {
        if !is_list {
            return Self { before: before.to_owned(), after: after.to_owned(), is_list };
        }
        let lacks = |text: &str, line: &str| text.split('\n').all(|other| other != line);
        let without = |one: &str, other: &str| {
            let alone = one.split('\n').filter(|line| !line.is_empty() && lacks(other, line));
            alone.collect::<Vec<_>>().join(", ")
        };
        Self { before: without(before, after), after: without(after, before), is_list }
    }

    /// Returns it in words for a list of changes, each value as `shown` has it; `None` where nothing is known of it.
    pub fn in_words(&self, shown: impl Fn(&str) -> String) -> Option<String> {
        let Self { before, after, is_list } = self;
        match (before.is_empty(), after.is_empty(), is_list) {
            (true, true, true) => Some("in another order".to_owned()),
            (true, true, false) => None,
            (true, false, true) => Some(format!("+ {}", shown(after))),
            (false, true, true) => Some(format!("− {}", shown(before))),
            (false, false, true) => Some(format!("− {} + {}", shown(before), shown(after))),
            (true, false, false) => Some(format!("(nothing) → {}", shown(after))),
            (false, true, false) => Some(format!("{} → (nothing)", shown(before))),
            (false, false, false) => Some(format!("{} → {}", shown(before), shown(after))),
        }
    }
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
    pub inverse: Arc<Change>,
    /// What it was made of.
    pub of: EditOf,
    /// How long the browser had been open when it was made.
    pub at: Duration,
}

/// What an edit was made of, and the file that got it.
#[derive(Clone, Debug)]
struct EditOrigin {
    file: PathBuf,
    of: EditOf,
    at: Duration,
}

impl FilesEdit {
    /// Returns the record that is there where the change is made or taken back, and was not.
    pub fn shown(&self, way: HistoryWay) -> Option<&Id> {
        match way {
            HistoryWay::Back => self.deleted.as_ref(),
            HistoryWay::Forward => self.created.as_ref(),
        }
    }
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

    /// Returns the token for the writing of so many files, which goes on as long as it is not given up.
    pub fn begin_writing(&mut self, files: usize) -> PlanToken {
        let writing = self.writing.insert(LongWrite { guard: PlanGuard::default(), files });
        writing.guard.token()
    }

    /// Gives up the writing of many files, if it is under way; returns whether it was.
    pub fn give_up(&mut self) -> bool {
        self.due.is_some() && self.writing.take_if(|writing| writing.files >= LONG).is_some()
    }

    /// Returns how many files are being written, where they are many.
    pub fn count_long(&self) -> Option<usize> {
        let writing = self.writing.as_ref().filter(|_| self.due.is_some())?;
        Some(writing.files).filter(|files| *files >= LONG)
    }

    /// Takes it that what was due is written, or is not; `read_by` is the number of the first reading that has it.
    pub fn is_written(&mut self, written: Option<&WrittenEdit>, read_by: u64) {
        self.writing = None;
        if let Some(written) = written {
            self.fresh.push(Arc::clone(&written.texts));
            self.bases.push_back(Arc::clone(&written.bases));
            self.read_by = read_by;
            let mut kept: usize = self.bases.iter().map(|texts| texts.bytes()).sum();
            while kept > MOST_KEPT
                && let Some(first) = self.bases.pop_front()
            {
                kept -= first.bytes();
            }
        }
    }

    /// Takes it that a file has a text by now that is still to be read.
    #[cfg(test)]
    pub(crate) fn expect_text(&mut self, file: &Path, text: &str) {
        self.fresh.push(Arc::new(WrittenTexts::of_one(file, text)));
    }

    /// Returns the texts that files are known to have.
    pub fn known(&self, collection: &Arc<Collection>) -> KnownTexts {
        KnownTexts {
            collection: Arc::clone(collection),
            fresh: self.fresh.clone(),
            bases: self.bases.iter().cloned().collect(),
        }
    }

    /// Forgets the texts that were written, if the reading with this number has them, and returns them.
    pub fn is_read(&mut self, generation: u64) -> Vec<Arc<WrittenTexts>> {
        if generation >= self.read_by { std::mem::take(&mut self.fresh) } else { Vec::new() }
    }

    /// Returns the text of a file that was written since the files were read.
    pub fn text_of(&self, file: &Path) -> Option<Arc<str>> {
        self.state_of(file).flatten()
    }

    /// Returns the text that a file has since it was written, or none where it was deleted; `None` where it was not
    /// written since the files were read.
    pub fn state_of(&self, file: &Path) -> Option<Option<Arc<str>>> {
        WrittenTexts::last_state(&self.fresh, file)
    }

    /// Remembers which record got another id by a change that was made or taken back, until that is read.
    pub fn note_renamed(&mut self, edit: &FilesEdit, way: HistoryWay) {
        let Some((before, after)) = edit.renamed.clone() else { return };
        self.renamed.push(match way {
            HistoryWay::Back => (after, before),
            HistoryWay::Forward => (before, after),
        });
    }

    /// Returns the steps by which records got other ids. The reading with this number has them, where it is not older: the
    /// watcher may report a file first.
    pub fn renamed_until(&mut self, generation: u64) -> Vec<(Id, Id)> {
        let steps = self.renamed.clone();
        if generation >= self.read_by {
            self.renamed.clear();
        }
        steps
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
