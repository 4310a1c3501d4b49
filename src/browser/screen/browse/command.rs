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
    /// Marks the record under the cursor of the list, or takes its mark away.
    MarkRecord,
    /// Moves the end of the selection one character left.
    MarkLeft,
    /// Moves the end of the selection one character right.
    MarkRight,
    /// Extends the selection by a word and the space behind it.
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
    /// Types another value for the field under the cursor.
    EditValue,
    /// Lists the fields that the record lacks, to add one.
    AddField,
    /// Removes the field under the cursor from the file.
    RemoveField,
    /// Undoes the last change of a file.
    Undo,
    /// Makes the change again that was undone last.
    Redo,
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
    /// Gives each record of the list two lines, or one.
    ListRows,
    /// Says dates in words, or as the files have them.
    Dates,
    /// Says in which file and line the field or quote under the cursor is.
    Whereabouts,
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
    /// Jumps to the next link.
    NextLink,
    /// Jumps to the previous link.
    PreviousLink,
    /// Jumps to the next disputed field.
    NextDisputed,
    /// Jumps to the previous disputed field.
    PreviousDisputed,
    /// Jumps to the next unsourced field.
    NextUnsourced,
    /// Jumps to the previous unsourced field.
    PreviousUnsourced,
    /// Scrolls the pane one line down.
    LineDown,
    /// Scrolls the pane one line up.
    LineUp,
    /// Goes to the top line on the screen.
    WindowTop,
    /// Goes to the line in the middle of the screen.
    WindowMiddle,
    /// Goes to the bottom line on the screen.
    WindowBottom,
    /// Searches the list for the words that are typed to be found in a record or a text.
    SearchCases,
    /// Lists the records that match and are no cases.
    OtherMatches,
}

impl BrowseCommand {
    /// Returns whether it changes a file.
    pub(crate) fn writes(self) -> bool {
        matches!(
            self,
            Self::AddQuote
                | Self::EditValue
                | Self::AddField
                | Self::RemoveField
                | Self::Undo
                | Self::Redo
        )
    }

    /// Returns whether it changes the file of the record that is shown.
    pub(crate) fn edits_record(self) -> bool {
        matches!(self, Self::EditValue | Self::AddField | Self::RemoveField)
    }

    /// Returns whether it takes something of the record that is shown or selected.
    pub(crate) fn takes_record(self) -> bool {
        self.edits_record()
            || matches!(
                self,
                Self::Mark
                    | Self::MarkRecord
                    | Self::AddQuote
                    | Self::OpenSource
                    | Self::OpenEditorAtProblem
                    | Self::OnlySame
                    | Self::ExcludeSame
                    | Self::Impact
            )
    }

    /// Returns whether it can do nothing before the first records are read.
    pub(crate) fn needs_records(self) -> bool {
        !matches!(
            self,
            Self::Left
                | Self::Right
                | Self::NextPane
                | Self::PreviousPane
                | Self::Zoom
                | Self::QuotePane
                | Self::Wrap
                | Self::ListRows
                | Self::Dates
                | Self::SearchCases
        )
    }

    /// Returns the command as the keys give it.
    pub(crate) const fn command(self) -> Command {
        Command::Own(OwnCommand::new(NAME, self as u8))
    }
}
