//! What the user can do: commands, and edits of a text line.

pub(crate) mod command;
pub(crate) mod own_command;
