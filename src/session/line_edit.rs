//! Editing commands of the query line: cursor moves, deletions, completion, history.

/// A change of the text on the query line, or of the place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineEdit {
    /// One character left.
    Left,
    /// One character right.
    Right,
    /// To the start of the word.
    WordLeft,
    /// To the end of the word.
    WordRight,
    /// To the start of the line.
    Start,
    /// To the end of the line.
    End,
    /// Takes the character before away.
    DeleteBefore,
    /// Takes the character under the cursor away.
    DeleteUnder,
    /// Takes the word before away.
    DeleteWord,
    /// Takes everything before away.
    DeleteToStart,
    /// Takes everything from the cursor on away.
    DeleteToEnd,
}

impl LineEdit {
    /// Returns whether it takes anything away.
    pub fn deletes(self) -> bool {
        match self {
            Self::Left
            | Self::Right
            | Self::WordLeft
            | Self::WordRight
            | Self::Start
            | Self::End => false,
            Self::DeleteBefore
            | Self::DeleteUnder
            | Self::DeleteWord
            | Self::DeleteToStart
            | Self::DeleteToEnd => true,
        }
    }
}

/// What may be done with what is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionStep {
    /// Requests completions, and inserts what they all have in common.
    Ask,
    /// Puts the next into the line.
    Next,
    /// Puts the one before into the line.
    Previous,
    /// Leaves the one in the line there, and offers nothing more.
    Take,
    /// Brings back what was typed, and offers nothing more.
    Leave,
}

/// What may be done with the queries asked before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HistoryStep {
    /// Puts the one asked before it into the line.
    Earlier,
    /// Puts the next later query into the line; after the last comes the text that was being typed.
    Later,
    /// Lists them all.
    List,
}
