//! The commands that keys can give.

use crate::browser::model::input::own_command::OwnCommand;
use crate::browser::model::pane::Theme;
use crate::session::line_edit::{CompletionStep, HistoryStep, LineEdit};

/// What a key can mean: the commands that any screen may have, and those of one screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Moves within the pane or overlay.
    Move(Step),
    /// Opens the item under the cursor: enters the case, or follows the link.
    Open,
    /// Goes back to where the last link was followed.
    Back,
    /// Goes forward again.
    Forward,
    /// Opens the query line.
    Search,
    /// Jumps to the next match in the pane.
    NextMatch,
    /// Jumps to the previous match in the pane.
    PreviousMatch,
    /// Clears the query.
    ClearSearch,
    /// Opens the saved view with this digit.
    View(u8),
    /// Lists everything in the usual order.
    Everything,
    /// Closes the query line and keeps the query.
    AcceptSearch,
    /// Closes the query line and restores the earlier query.
    CancelSearch,
    /// Uses the completions of the query line.
    Complete(CompletionStep),
    /// Steps through the search history.
    Recall(HistoryStep),
    /// Changes the text of the query line.
    Edit(LineEdit),
    /// Does something in the input of a value.
    Value(ValueCommand),
    /// Opens the editor at the item under the cursor.
    OpenEditor,
    /// Masks every name and quote, or unmasks them.
    Mask,
    /// Lists the sort orders.
    SortBy,
    /// Reverses the sort order of the list.
    Reverse,
    /// Lists the values of the listed cases, to filter by.
    Filter,
    /// Lists the digits behind which the query can be saved as a view.
    SaveView,
    /// Lists the formats in which the marked records, or all that are listed, can be exported.
    Export,
    /// Lists the fields of the marked records, or of all that are listed, to change one in all of them.
    EditMarked,
    /// Lists the changes that were made in this run.
    Changes,
    /// Writes the change that is reviewed.
    WriteChange,
    /// Goes to the next file of the change that is reviewed.
    NextFile,
    /// Goes to the file before.
    PreviousFile,
    /// Selects or deselects the line under the cursor of the overlay.
    Select,
    /// Does the same, whatever was typed.
    SelectTyped,
    /// Copies something of the item under the cursor.
    Copy(CopyTarget),
    /// Lists everything of one kind, to jump to.
    List(GotoList),
    /// Switches between withdrawing the source alone and with its derived sources.
    WithDerived,
    /// Lists the problems of the collection.
    Problems,
    /// Chooses the selected line of the overlay.
    Choose,
    /// Reads all files again.
    Reload,
    /// Draws the whole screen again.
    Redraw,
    /// Shows styles so, until the program is left.
    Theme(Theme),
    /// Suspends the program and returns to the shell.
    Suspend,
    /// Closes or leaves what was opened last; never quits the program.
    BackOut,
    /// Closes the overlay on top, or the program if there is none.
    Quit,
    /// Quits when given twice.
    Interrupt,
    /// Erases the screen and quits immediately, even with an overlay open.
    BlankAndQuit,
    /// Shows the screen with this name.
    Show(&'static str),
    /// Does what only the active screen can do.
    Own(OwnCommand),
}

/// One of the most useful keys at the moment, for the status line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyHint {
    /// What the key does.
    pub command: Command,
    /// What that is in a word.
    pub words: &'static str,
    /// What that is in the help, where there is room.
    pub in_help: &'static str,
}

impl KeyHint {
    /// Returns the hint at a command.
    pub(crate) const fn new(command: Command, words: &'static str) -> Self {
        Self { command, words, in_help: words }
    }

    /// Returns the hint with more words for the help.
    pub(crate) const fn in_help(self, in_help: &'static str) -> Self {
        Self { in_help, ..self }
    }
}

/// What a key can do while a value is typed in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueCommand {
    /// Takes the selected suggestion, or else writes the value.
    Accept,
    /// Writes the value.
    Write,
    /// Writes the value although `check` objects to it, once the reason is on the screen.
    WriteAsItIs,
    /// Begins another line.
    Break,
    /// Closes the input.
    Leave,
    /// Closes the input and throws away what was typed.
    Discard,
    /// Undoes the last change of the text.
    Undo,
    /// Makes a change again that was undone.
    Redo,
    /// Goes a row up.
    Up,
    /// Goes a row down, or to the first suggestion.
    Down,
    /// Selects the next suggestion.
    NextSuggestion,
    /// Selects the suggestion before.
    PreviousSuggestion,
    /// Moves the line of the caret up.
    LineUp,
    /// Moves the line of the caret down.
    LineDown,
    /// Takes the value that someone else wrote meanwhile.
    TakeTheirs,
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
    /// A table of numbers, as CSV.
    Table,
}

/// The lists to jump from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GotoList {
    /// The sources.
    Sources,
    /// The places.
    Places,
    /// The organisations.
    Organisations,
    /// The people.
    People,
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
    /// To the end of the word and of the space behind it.
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

/// A line on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowLine {
    /// The first.
    Top,
    /// The one in the middle.
    Middle,
    /// The last.
    Bottom,
}

impl WindowLine {
    /// Returns its number among so many lines, from 0.
    pub fn of(self, lines: usize) -> usize {
        let last = lines.saturating_sub(1);
        match self {
            Self::Top => 0,
            Self::Middle => last / 2,
            Self::Bottom => last,
        }
    }
}

impl Command {
    /// Returns what the command means after a number; most commands take none.
    #[must_use]
    pub fn times(self, count: Option<usize>) -> Self {
        match (self, count) {
            (Self::Move(step), Some(count)) => Self::Move(step.times(count)),
            (Self::Own(own), Some(count)) => Self::Own(own.repeated(count)),
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
            Self::Organisations => "Organisations",
            Self::People => "People",
            Self::Disputed => "Disputed fields",
            Self::Unsourced => "Unsourced fields",
        }
    }
}

impl GotoList {
    /// Returns what is said where there are none, and how to get one.
    pub fn none(self) -> &'static str {
        match self {
            Self::Sources => "no sources yet; :new source ID creates one",
            Self::Places => "no places yet; :new place ID creates one",
            Self::Organisations => "no organisations yet; :new organisation ID creates one",
            Self::People => "no people yet; :new person ID creates one",
            Self::Disputed => "no field is disputed: no quote contradicts a value",
            Self::Unsourced => "no field is unsourced: every fact has a quote",
        }
    }

    /// Returns what is said where there are none in the files that are read so far.
    pub fn none_so_far(self) -> &'static str {
        match self {
            Self::Sources => "no sources so far: files are still being read",
            Self::Places => "no places so far: files are still being read",
            Self::Organisations => "no organisations so far: files are still being read",
            Self::People => "no people so far: files are still being read",
            Self::Disputed => "no field is disputed so far: files are still being read",
            Self::Unsourced => "no field is unsourced so far: files are still being read",
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
            Self::Table => "table (CSV)",
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
