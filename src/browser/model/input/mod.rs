//! What the user can do: commands, and edits of a text line.

pub(crate) mod command;
