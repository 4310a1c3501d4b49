//! Overlays: lists drawn over the panes to read, filter, tick or choose from.

pub(crate) mod change_review;
pub(crate) mod choice;
pub(crate) mod citable_fields;
pub(crate) mod config_diagnostic;
pub(crate) mod filter;
pub(crate) mod goto_list;
pub(crate) mod impact;
pub(crate) mod impact_position;
pub(crate) mod impact_source;
pub(crate) mod list;
pub(crate) mod problem_ref;
pub(crate) mod value_input;
