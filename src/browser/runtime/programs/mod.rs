//! Other programs that the browser runs: editor, opener, clipboard.

pub(super) mod clipboard;
pub(super) mod editor;
pub(super) mod system_opener;
