//! Messages to the browser's model, and the effects that it asks for.

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::layout::Rect;

use crate::collection::{Changes, Collection, Progress, TextSearchPart, Touched};
use crate::record::Id;
use crate::text::LineColumn;

use super::layout::Size;
use crate::browser::model::auto_mask::AutoMaskReason;
use crate::browser::model::discarded::Discarded;
use crate::browser::model::export_draft::{ExportOrder, ExportOutlook};
use crate::browser::model::input::command::{Command, CopyTarget};
use crate::browser::model::overlay::list::Overlay;
use crate::collection::ListSort;
use crate::session::change_request::{ChangeProposal, ChangeRequest, PlanToken};
use crate::session::completions::Completions;
use crate::session::doubted_quotes::{DoubtRequest, UnconfirmedFields};
use crate::session::edit_preview::{PreviewRequest, ValuePreview};
use crate::session::export::ExportFailure;
use crate::session::file_edit::{EditRefusal, FileEdit};
use crate::session::finder::SearchResult;
use crate::session::new_record::NewRecord;
use crate::session::prompt::Prompt;
use crate::session::write_order::{WriteOrder, WriteOutcome};
use crate::views::network::request::{TieAnswer, TieRequest};
use crate::views::{ViewAnswer, ViewRequest};

/// Something that happened: the user did something, or the runtime has something to report.
#[derive(Clone, Debug)]
pub enum Message {
    /// What the user did.
    Input(Input),
    /// What the runtime reports.
    Report(Report),
}

impl From<Input> for Message {
    fn from(input: Input) -> Self {
        Self::Input(input)
    }
}

impl From<Report> for Message {
    fn from(report: Report) -> Self {
        Self::Report(report)
    }
}

/// What the user did.
#[derive(Clone, Debug)]
pub enum Input {
    /// A key asked for this.
    Do(Command),
    /// Show this overlay.
    Show(Box<Overlay>),
    /// A character was typed where text is taken.
    Type(char),
    /// A text was pasted; it is never read as commands.
    Paste(String),
    /// The keys typed so far that only begin a command; empty once they are complete.
    Pending(String),
    /// The keys mean nothing here, and what does.
    Unknown(String),
    /// The mouse was used.
    Point(Pointing),
}

/// What the runtime reports: an answer to an effect, or news from the terminal or the files.
#[derive(Clone, Debug)]
pub enum Report {
    /// The terminal has this size.
    Resize(Size),
    /// The user seems to be away.
    Unattended(AutoMaskReason),
    /// The sensitive terms are known now.
    NamesFound,
    /// A message for the status line.
    Notify(String),
    /// Why the screen may be out of date; `None` if it is up to date again.
    MaybeOutdated(Option<String>),
    /// Files of the collection may have changed; which.
    Changed(Changes),
    /// The user has left the editor in which this file was opened.
    Edited(PathBuf),
    /// Some of the files were read for the first time.
    Arriving {
        /// How many.
        progress: Progress,
        /// What is in them, where it is to be shown.
        part: Option<Arc<Collection>>,
    },
    /// The files were read.
    Loaded {
        /// The number of the reading, as the effect gave it.
        generation: u64,
        /// What was read.
        collection: Arc<Collection>,
        /// How many files are others than in the reading before.
        changed: usize,
        /// Which records are others.
        touched: Touched,
    },
    /// A text was copied.
    Copied {
        /// What it is.
        what: CopyTarget,
        /// The text.
        text: String,
        /// Where it went.
        clipboard: Clipboard,
    },
    /// Files were written, or why they were not.
    Rewritten(WriteOutcome),
    /// Whether a file can be written is known.
    Probed {
        /// The file, as the collection calls it.
        file: PathBuf,
        /// Why it cannot.
        why_not: Option<&'static str>,
        /// The command that is to be performed.
        then: Command,
    },
    /// Which fields have quotes that were chosen for the value before.
    Doubted {
        /// The number of the request, as the effect gave it.
        generation: u64,
        /// The fields.
        fields: Arc<UnconfirmedFields>,
    },
    /// What would come of a value that is being typed.
    Previewed {
        /// The number of the request, as the effect gave it.
        generation: u64,
        /// What would come of it.
        preview: Box<ValuePreview>,
    },
    /// What would come of an export.
    ExportSeen {
        /// The number of the order, as the effect gave it.
        generation: u64,
        /// What would come of it.
        outlook: Box<ExportOutlook>,
    },
    /// What is to be said of an export that was written, or why it was not.
    Exported {
        /// The number of the order, as the effect gave it.
        generation: u64,
        /// The sentences, what was written and where first.
        outcome: Result<Vec<String>, ExportFailure>,
    },
    /// A change was planned and tried, or why nothing of it can be done.
    Planned {
        /// The number of the request, as the effect gave it.
        generation: u64,
        /// What would come of it.
        proposal: Result<Arc<ChangeProposal>, EditRefusal>,
    },
    /// A search is done.
    Found {
        /// The number of the search, as the effect gave it.
        generation: u64,
        /// What was searched.
        of: Arc<Collection>,
        /// What it found.
        answer: Box<SearchResult>,
    },
    /// Archived texts were searched.
    TextsFound {
        /// The number of the search, as the effect gave it.
        generation: u64,
        /// Whether it is the first answer to the search.
        is_first: bool,
        /// What was found since the answer before.
        part: TextSearchPart,
    },
    /// What a record is tied to was looked up, or a way between two.
    Tied {
        /// The number of the request, as the effect gave it.
        generation: u64,
        /// The answer.
        answer: TieAnswer,
    },
    /// Words were searched for among the records that a way may lead to.
    EndsFound {
        /// The number of the request, as the effect gave it.
        generation: u64,
        /// The records.
        ids: Vec<Id>,
    },
    /// A view was made.
    Viewed {
        /// The number of the request, as the effect gave it.
        generation: u64,
        /// The view.
        answer: ViewAnswer,
    },
    /// Completions were computed.
    Completions {
        /// The number of the question, as the effect gave it.
        generation: u64,
        /// The completions.
        offers: Completions,
    },
}

/// What the mouse did, and at which cell, counted from the top left from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointing {
    /// What it did.
    pub gesture: Gesture,
    /// The cell from the left.
    pub column: u16,
    /// The cell from the top.
    pub row: u16,
}

impl Pointing {
    /// Returns what the mouse does to lines that scroll in an area, if it is over them.
    pub(crate) fn over(self, area: Rect) -> Option<LineGesture> {
        if !area.contains((self.column, self.row).into()) {
            return None;
        }
        match self.gesture {
            Gesture::WheelUp => Some(LineGesture::Scroll(-WHEEL_LINES)),
            Gesture::WheelDown => Some(LineGesture::Scroll(WHEEL_LINES)),
            Gesture::Click => Some(LineGesture::Click(usize::from(self.row - area.y))),
            Gesture::Drag | Gesture::Release => None,
        }
    }
}

/// What the mouse does to lines that scroll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineGesture {
    /// Scrolls by so many lines, up by fewer than none.
    Scroll(isize),
    /// Clicks a line, counted from the first on the screen.
    Click(usize),
}

/// The lines by which the wheel scrolls.
pub(crate) const WHEEL_LINES: isize = 3;

/// What a mouse does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The left button was pressed.
    Click,
    /// The mouse was moved with the left button held.
    Drag,
    /// The left button was let go.
    Release,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}

/// Where a copied text went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clipboard {
    /// To where these programs put it, which said that they took it.
    Program(String),
    /// To the terminal, which does not answer.
    Terminal,
}

/// What can be opened outside of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExternalTarget {
    /// A web address.
    Address(String),
    /// A file of the collection, as the collection calls it.
    File(PathBuf),
}

/// Something that the runtime has to do; it answers with a [`Report`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read files; answered by [`Report::Loaded`].
    Reload {
        /// A number that grows with every reading, to recognise late answers.
        generation: u64,
        /// Which files.
        changes: Changes,
    },
    /// Search the collection that was loaded last; answered by [`Report::Found`].
    Search {
        /// A number that grows with every search, to recognise late answers.
        generation: u64,
        /// What was typed.
        query: String,
        /// How the matches are sorted.
        sort: ListSort,
    },
    /// Search all archived texts of the collection that is shown; answered by [`Report::TextsFound`] once or
    /// more, and not to the end if another search follows.
    SearchTexts {
        /// A number that grows with every search, to recognise late answers.
        generation: u64,
        /// The words.
        words: String,
    },
    /// Look up what a record of the collection that is shown is tied to; answered by [`Report::Tied`], once for the tree and
    /// once for the way if one is asked for, and not to the end if another request follows.
    Ties {
        /// A number that grows with every request, to recognise late answers.
        generation: u64,
        /// What is asked.
        request: TieRequest,
    },
    /// Find the first records of any kind for some words, in the collection that was loaded last; answered by
    /// [`Report::EndsFound`], unless another request follows before its turn.
    FindEnds {
        /// A number that grows with every request, to recognise late answers.
        generation: u64,
        /// The words.
        words: String,
        /// How many records at most.
        most: usize,
    },
    /// Find completions for the cursor position in the query line, in the collection that was loaded
    /// last; answered by [`Report::Completions`].
    Complete {
        /// A number that grows with every request, to recognise late answers.
        generation: u64,
        /// The line.
        line: Prompt,
    },
    /// Make a view of the collection that was loaded last, once all of it can be searched; answered by
    /// [`Report::Viewed`], unless another request for the same view follows before its turn.
    View {
        /// A number that grows with every request, to recognise late answers.
        generation: u64,
        /// What is asked.
        request: Box<ViewRequest>,
    },
    /// Find what would come of a value that is being typed; answered by [`Report::Previewed`].
    Preview {
        /// A number that grows with every request, to recognise late answers.
        generation: u64,
        /// What is asked.
        request: Box<PreviewRequest>,
    },
    /// Plan a change of the collection that is shown; answered by [`Report::Planned`] unless it is given up.
    Plan {
        /// A number that grows with every request, to recognise late answers.
        generation: u64,
        /// What is asked.
        request: ChangeRequest,
        /// Whether it is still wanted.
        token: PlanToken,
    },
    /// Write the files of a change, all or none, unless one of them has another text than is known; answered by
    /// [`Report::Rewritten`].
    WriteTogether {
        /// What is to be written.
        order: WriteOrder,
        /// Whether it is still wanted.
        token: PlanToken,
    },
    /// Find out whether a file can be written, and perform a command then; answered by [`Report::Probed`].
    Probe {
        /// The file, as the collection calls it.
        file: PathBuf,
        /// The command.
        then: Command,
    },
    /// Find the fields whose quotes were chosen for the value before, in the collection that is shown; answered by
    /// [`Report::Doubted`].
    Doubt {
        /// A number that grows with every request, to recognise late answers.
        generation: u64,
        /// What is asked.
        request: Box<DoubtRequest>,
    },
    /// Drop what is typed until the keys pause: it was meant for what a key would have opened that was refused.
    DropTyped,
    /// Free values, which takes too long for the thread that answers keys.
    Discard(Discarded),
    /// Open a file of the collection in the editor, and read it again afterwards.
    Edit {
        /// The file, as the collection calls it.
        file: PathBuf,
        /// Where in it.
        place: LineColumn,
    },
    /// Create the file of a record, open it in the editor, and read it.
    Create(NewRecord),
    /// Change a file of the collection, unless it holds anything else than is known; answered by
    /// [`Report::Rewritten`].
    Rewrite(FileEdit),
    /// Copy a text; answered by [`Report::Copied`].
    Copy {
        /// What it is.
        what: CopyTarget,
        /// The text.
        text: String,
    },
    /// Find what would come of an export of the collection that is shown; answered by [`Report::ExportSeen`].
    LookAtExport {
        /// A number that grows with every order, to recognise late answers.
        generation: u64,
        /// What is to be exported.
        order: ExportOrder,
    },
    /// Write an export; answered by [`Report::Exported`].
    Export {
        /// A number that grows with every order, to recognise late answers.
        generation: u64,
        /// What is to be exported.
        order: ExportOrder,
    },
    /// Pass something to the system's opener; answered by [`Report::Notify`].
    Open(ExternalTarget),
    /// Find the names and quotes of the collection that are to be masked; answered by
    /// [`Report::NamesFound`].
    FindNames,
    /// Erase the screen and draw every cell again.
    Redraw,
    /// Hand the terminal to the shell until it gives it back.
    Suspend,
    /// Leave.
    Quit,
}
