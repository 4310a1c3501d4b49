//! The commands that only the timeline has.

use strum::FromRepr;

use crate::browser::model::{Command, OwnCommand};

/// The name of the screen.
pub(crate) const NAME: &str = "timeline";

/// What only the timeline can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRepr)]
#[repr(u8)]
pub(crate) enum TimelineCommand {
    /// Goes to the column before.
    Earlier,
    /// Goes to the next column.
    Later,
    /// Shows shorter units, the column under the cursor in its place.
    ZoomIn,
    /// Shows longer units.
    ZoomOut,
    /// Moves the window half its width back.
    PanBack,
    /// Moves the window half its width on.
    PanOn,
    /// Shows all that is known.
    Fit,
    /// Keeps only the cases of the column.
    Only,
    /// Leaves out the cases of the column.
    Without,
    /// Divides the rows by kind, place, source, or not at all.
    Lanes,
    /// Shows the columns as a table, or as a strip again.
    Table,
    /// Shows the cases without a date, or the rows again.
    Undated,
    /// Opens the record of the row.
    OpenRecord,
    /// Lists the cases of the column, of the lane, or of those without a date.
    List,
}

impl TimelineCommand {
    /// Returns the command as the keys give it.
    pub(crate) const fn command(self) -> Command {
        Command::Own(OwnCommand::new(NAME, self as u8))
    }
}
