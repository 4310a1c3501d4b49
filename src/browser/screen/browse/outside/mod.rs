//! Hands something to other programs: the clipboard, the editor, the desktop.

pub(crate) mod copy;
pub(crate) mod open_editor;
pub(crate) mod open_external;
