//! The commands that only the screen that browses has.

use strum::FromRepr;

use crate::browser::model::{Command, OwnCommand};

/// The name of the screen.
pub(crate) const NAME: &str = "browse";

/// What only the three panes can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRepr)]
#[repr(u8)]
pub(crate) enum BrowseCommand {
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
    /// Starts selecting a passage of an archived text, or ends the selection.
    Mark,
    /// Moves the end of the selection one character left.
    MarkLeft,
    /// Moves the end of the selection one character right.
    MarkRight,
    /// Moves the end of the selection to the start of the next word.
    MarkNextWord,
    /// Moves the end of the selection to the start of this word or of the one before.
    MarkWordBefore,
    /// Moves the end of the selection to the end of this word or of the next one.
    MarkWordEnd,
    /// Moves the end of the selection to the start of the line.
    MarkLineStart,
    /// Moves the end of the selection to the end of the line.
    MarkLineEnd,
    /// Makes the other end of the selection the one that keys move.
    OtherEnd,
    /// Starts a new selection at the cursor.
    RestartMark,
    /// Adds the selection to a case as a quote.
    AddQuote,
    /// Removes the quote that was added last.
    UndoQuote,
    /// Opens the address of the source, or its archived text.
    OpenSource,
    /// Opens the editor at the first problem of the file, or else at the quote.
    OpenEditorAtProblem,
    /// Shows the pane on the whole screen, or all panes again.
    Zoom,
    /// Hides the quote pane, or shows it again.
    QuotePane,
    /// Wraps long lines in the panes, or cuts them.
    Wrap,
    /// Keeps only the records with the value under the cursor.
    OnlySame,
    /// Excludes the records with the value under the cursor.
    ExcludeSame,
    /// Lists the fields that lose support if the source is withdrawn.
    Impact,
    /// Jumps to the next problem.
    NextProblem,
    /// Jumps to the previous problem.
    PreviousProblem,
}

impl BrowseCommand {
    /// Returns the command as the keys give it.
    pub(crate) const fn command(self) -> Command {
        Command::Own(OwnCommand::new(NAME, self as u8))
    }
}
