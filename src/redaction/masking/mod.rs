//! The masked view of a collection: the only way in which words of records reach the screen.

pub(crate) mod archived_text;
pub(crate) mod collection;
pub(crate) mod mask;
pub(crate) mod record;
pub(crate) mod record_mask;
