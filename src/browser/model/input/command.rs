//! The commands that keys can give.

use crate::browser::model::input::line_edit::{CompletionStep, HistoryStep, LineEdit};

/// What a key can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Moves within the pane or overlay.
    Move(Step),
    /// Goes to the pane on the left.
    Left,
    /// Goes to the pane on the right.
    Right,
    /// Goes to the next pane, from the last to the first.
    NextPane,
    /// Goes to the pane before, from the first to the last.
    PreviousPane,
    /// Scrolls the pane beside down.
    BesideDown,
    /// Scrolls the pane beside up.
    BesideUp,
    /// Enters the case, or follows the link.
    Open,
    /// Goes back to where the last link was followed.
    Back,
    /// Undoes going back.
    Forward,
    /// Opens the query line.
    Search,
    /// Goes to the next place in the pane that shows what the query found.
    NextMatch,
    /// Goes to the place before that does.
    PreviousMatch,
    /// Takes the query away.
    ClearSearch,
    /// Lists what a saved view asks for; its digit.
    View(u8),
    /// Lists everything in the usual order.
    Everything,
    /// Leaves the query line and keeps the query.
    AcceptSearch,
    /// Leaves the query line and brings back what was before.
    CancelSearch,
    /// Uses the completions of the query line.
    Complete(CompletionStep),
    /// Turns to the queries asked before.
    Recall(HistoryStep),
    /// Changes the text of the query line.
    Edit(LineEdit),
    /// Begins to mark a passage of an archived text, or fixes what is marked.
    Mark,
    /// Moves the end of what is marked, so many times.
    Extend(Motion, usize),
    /// Goes to the other end of what is marked.
    OtherEnd,
    /// Starts a new selection at the cursor.
    RestartMark,
    /// Adds what is marked to the case, as a quote.
    AddQuote,
    /// Removes the quote that was added last.
    UndoQuote,
    /// Opens the address of the source, or its archived text.
    OpenSource,
    /// Opens the editor at what is under the cursor.
    OpenEditor,
    /// Opens the editor at what is wrong with the file, else at the quote.
    OpenEditorAtProblem,
    /// Gives the pane the whole screen, or takes it back.
    Zoom,
    /// Puts the quote pane away, or brings it back.
    QuotePane,
    /// Breaks long lines in the panes, or cuts them.
    Wrap,
    /// Masks every name and quote, or takes the mask off.
    Mask,
    /// Shows the orders that the list can be in.
    SortBy,
    /// Turns the order of the list around.
    Reverse,
    /// Shows the values of the listed cases, to be ticked.
    Filter,
    /// Lists only what has the value under the cursor.
    OnlySame,
    /// Lists nothing that has the value under the cursor.
    ExcludeSame,
    /// Selects or deselects the line under the cursor of the overlay.
    Select,
    /// Copies something of what the cursor is on.
    Copy(CopyTarget),
    /// Lists everything of one sort.
    List(GotoList),
    /// Lists the fields that lose support if the source is withdrawn.
    Impact,
    /// Withdraws what is derived from the source too, or leaves it.
    WithDerived,
    /// Lists the problems of the collection.
    Problems,
    /// Goes to the next problem in the files.
    NextProblem,
    /// Goes to the problem before.
    PreviousProblem,
    /// Chooses the selected line of the overlay.
    Choose,
    /// Reads all files again.
    Reload,
    /// Draws the whole screen again.
    Redraw,
    /// Hands the terminal back to the shell for a while.
    Suspend,
    /// Leaves what was entered last; never the program.
    BackOut,
    /// Closes the overlay on top, or the program if there is none.
    Quit,
    /// Quits when given twice.
    Interrupt,
    /// Erases the screen and quits immediately, even with an overlay open.
    BlankAndQuit,
}

/// What can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CopyTarget {
    /// What the line under the cursor says.
    Line,
    /// The id of the record.
    Id,
    /// The words of a quote, with their citation.
    Quote,
    /// The source, in full.
    Citation,
    /// The path and the line of the file.
    Place,
    /// The address of the source.
    Address,
}

/// What there are lists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GotoList {
    /// The sources.
    Sources,
    /// The places.
    Places,
    /// The fields that a quote contradicts.
    Disputed,
    /// The fields that no quote supports.
    Unsourced,
}

/// A movement along the characters and words of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    /// To the character on the left.
    Left,
    /// To the character on the right.
    Right,
    /// To the start of the next word.
    NextWord,
    /// To the start of the word, or of the one before.
    WordBefore,
    /// To the end of the word, or of the next one.
    WordEnd,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
}

/// A movement along lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// One down.
    Down,
    /// One up.
    Up,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// To the one with this number, from 1.
    Nth(usize),
    /// So many down, or up where it is negative.
    By(isize),
    /// So many half pages down, or up where it is negative.
    Halves(isize),
    /// So many pages down, or up where it is negative.
    Pages(isize),
}

impl Command {
    /// Returns what the command means after a number; most commands take none.
    #[must_use]
    pub fn times(self, count: Option<usize>) -> Self {
        match (self, count) {
            (Self::Move(step), Some(count)) => Self::Move(step.times(count)),
            (Self::Extend(motion, _), Some(count)) => Self::Extend(motion, count),
            (command, _) => command,
        }
    }
}

impl GotoList {
    /// Returns what people call it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sources => "Sources",
            Self::Places => "Places",
            Self::Disputed => "Disputed fields",
            Self::Unsourced => "Unsourced fields",
        }
    }
}

impl CopyTarget {
    /// Returns what people call it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Id => "id",
            Self::Quote => "quote",
            Self::Citation => "citation",
            Self::Place => "file:line",
            Self::Address => "web address",
        }
    }
}

impl Step {
    fn times(self, count: usize) -> Self {
        let lines = count.cast_signed();
        match self {
            Self::Down => Self::By(lines),
            Self::Up => Self::By(-lines),
            Self::First | Self::Last => Self::Nth(count),
            Self::HalfDown => Self::Halves(lines),
            Self::HalfUp => Self::Halves(-lines),
            Self::PageDown => Self::Pages(lines),
            Self::PageUp => Self::Pages(-lines),
            Self::Nth(_) | Self::By(_) | Self::Halves(_) | Self::Pages(_) => self,
        }
    }

    /// Returns where the step leads from `at`, among `count` lines of which `rows` are on screen.
    pub fn from(self, at: usize, count: usize, rows: usize) -> usize {
        let last = count.saturating_sub(1);
        let (page, half) = (rows.max(1), (rows / 2).max(1));
        let to = match self {
            Self::Down => at.saturating_add(1),
            Self::Up => at.saturating_sub(1),
            Self::HalfDown => at.saturating_add(half),
            Self::HalfUp => at.saturating_sub(half),
            Self::PageDown => at.saturating_add(page),
            Self::PageUp => at.saturating_sub(page),
            Self::First => 0,
            Self::Last => last,
            Self::Nth(number) => number.saturating_sub(1),
            Self::By(lines) => at.saturating_add_signed(lines),
            Self::Halves(count) => {
                at.saturating_add_signed(count.saturating_mul(half.cast_signed()))
            }
            Self::Pages(count) => {
                at.saturating_add_signed(count.saturating_mul(page.cast_signed()))
            }
        };
        to.min(last)
    }

    /// Returns whether the step leads downwards.
    pub fn is_down(self) -> bool {
        match self {
            Self::Down | Self::HalfDown | Self::PageDown | Self::Last => true,
            Self::Up | Self::HalfUp | Self::PageUp | Self::First | Self::Nth(_) => false,
            Self::By(count) | Self::Halves(count) | Self::Pages(count) => count > 0,
        }
    }
}
