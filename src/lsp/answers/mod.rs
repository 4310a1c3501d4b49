//! What is known at a place of a file: from the collection, a path and a byte to plain data. Nothing here knows the
//! protocol.

pub(crate) mod completion;
pub(crate) mod definition;
pub(crate) mod explanation;
pub(crate) mod findings;
pub(crate) mod fixes;
pub(crate) mod hints;
pub(crate) mod hover;
pub(crate) mod link_names;
pub(crate) mod links;
pub(crate) mod outline;
pub(crate) mod passages;
pub(crate) mod place;
pub(crate) mod place_in_file;
pub(crate) mod quote_this;
pub(crate) mod rename;
pub(crate) mod setting_help;
pub(crate) mod target;
pub(crate) mod typing;
