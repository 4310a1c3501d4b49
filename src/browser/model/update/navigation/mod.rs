//! Moves the cursors: in the panes, along links, to matches, problems and passages.

pub(crate) mod matches;
pub(crate) mod mouse;
pub(crate) mod navigate;
pub(crate) mod passages;
pub(crate) mod problems;
pub(crate) mod reading;
