//! The commands that only the screen of counts has.

use strum::FromRepr;

use crate::browser::model::{Command, OwnCommand};

/// The name of the screen.
pub(super) const NAME: &str = "counts";

/// What only the screen of counts can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRepr)]
#[repr(u8)]
pub(crate) enum CountsCommand {
    /// Goes to the column on the left.
    Left,
    /// Goes to the column on the right.
    Right,
    /// Chooses what the rows are.
    Rows,
    /// Chooses what the columns are.
    Columns,
    /// Counts dates by longer periods.
    Longer,
    /// Counts dates by shorter periods.
    Shorter,
    /// Shows shares of the rows, or numbers.
    Shares,
    /// Shows what cases state of numbers of people, or cases.
    Measure,
    /// Searches for the cases of the cell alone.
    Only,
    /// Searches for all cases but those of the cell.
    Without,
    /// Copies the table as CSV.
    Copy,
}

impl CountsCommand {
    /// Returns it as a command of this screen.
    pub(super) const fn command(self) -> Command {
        Command::Own(OwnCommand::new(NAME, self as u8))
    }
}
