//! Hands something to other programs: the clipboard, the editor, the desktop.

mod cited_quote;
pub(crate) mod copy;
mod copy_marked;
pub(crate) mod open_editor;
pub(crate) mod open_external;
