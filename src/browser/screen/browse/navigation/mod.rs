//! Moves the cursors: in the panes, along links, to matches, problems, passages and what a source supports.

pub(crate) mod find;
pub(crate) mod landmarks;
pub(crate) mod matches;
pub(crate) mod navigate;
pub(crate) mod open_impact;
pub(crate) mod pane_find;
pub(crate) mod passages;
pub(crate) mod problems;
pub(crate) mod reading;
pub(crate) mod text_find;
