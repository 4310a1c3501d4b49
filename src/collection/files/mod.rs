//! The files of a collection: where they come from, what their paths mean, what they contain, whether they changed.

pub(crate) mod contents;
pub(crate) mod copies;
pub(crate) mod file;
pub(crate) mod fingerprint;
pub(crate) mod guess;
pub(crate) mod links;
pub(crate) mod open_beneath;
pub(crate) mod open_buffers;
pub(crate) mod placement;
mod plain_folder;
pub(crate) mod sample;
pub(crate) mod source;
pub(crate) mod subset;
