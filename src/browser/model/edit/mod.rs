//! Selecting a passage and adding it to a case file as a quote, with undo.

pub(crate) mod bulk_draft;
pub(crate) mod marked_passage;
pub(crate) mod private_words;
pub(crate) mod undo;
pub(crate) mod value_changes;
