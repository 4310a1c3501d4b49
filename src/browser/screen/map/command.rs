//! The commands that only the map has.

use strum::FromRepr;

use crate::browser::model::{Command, OwnCommand};

/// The name of the screen.
pub(super) const NAME: &str = "map";

/// What only the map can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRepr)]
#[repr(u8)]
pub(crate) enum MapCommand {
    /// Moves the map to the left.
    West,
    /// Moves the map to the right.
    East,
    /// Shows more of the world, smaller.
    ZoomOut,
    /// Shows less of the world, larger.
    ZoomIn,
    /// Fits the map to what is on it.
    Fit,
    /// Goes from the map to the list, or back.
    OtherPane,
    /// Draws other borders.
    Borders,
    /// Shows the names of the places on the map, or hides them.
    Names,
    /// Shows the list alone, with its queries, or the map again.
    Table,
    /// Searches for the records at the place alone.
    Only,
    /// Searches for all records but those at the place.
    Without,
    /// Says how the map leaves the program.
    Export,
}

impl MapCommand {
    /// Returns it as a command of this screen.
    pub(super) const fn command(self) -> Command {
        Command::Own(OwnCommand::new(NAME, self as u8))
    }
}
