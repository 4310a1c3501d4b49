//! The query line and what changes it: search, completion, history, filters, sort order, saved views.

pub(crate) mod completion;
pub(crate) mod filter;
pub(crate) mod history;
pub(crate) mod save_view;
pub(crate) mod search;
pub(crate) mod sorting;
pub(crate) mod view_list;
pub(crate) mod views;
