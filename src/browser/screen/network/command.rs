//! The commands that only the network has.

use strum::FromRepr;

use crate::browser::model::{Command, OwnCommand};

/// The name of the screen.
pub(crate) const NAME: &str = "network";

/// What only the network can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRepr)]
#[repr(u8)]
pub(crate) enum NetworkCommand {
    /// Goes one step less far.
    FewerSteps,
    /// Goes one step further.
    MoreSteps,
    /// Draws ties to hubs, or no longer.
    Hubs,
    /// Shows the records as a matrix, or as a tree.
    Matrix,
    /// Hides what is below the record, or shows it again.
    Fold,
    /// Types the name of a record to find the way to.
    LinkedWith,
    /// Goes to the record on the home screen.
    Record,
    /// Scrolls what is beside the tree down.
    BesideDown,
    /// Scrolls what is beside the tree up.
    BesideUp,
    /// Says how the network leaves the program.
    Export,
}

impl NetworkCommand {
    /// Returns it as a command.
    pub(crate) const fn command(self) -> Command {
        Command::Own(OwnCommand::new(NAME, self as u8))
    }
}
