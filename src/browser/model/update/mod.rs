//! How general commands and reports change what the screens share.

pub(crate) mod bulk_edit;
pub(crate) mod change_list;
pub(crate) mod change_review;
pub(crate) mod copied;
pub(crate) mod creating;
pub(crate) mod edit_refusal;
pub(crate) mod export;
pub(crate) mod impact_overlay;
pub(crate) mod masking;
pub(crate) mod overlay;
pub(crate) mod problems;
pub(crate) mod query;
pub(crate) mod record_action;
pub(crate) mod record_ids;
pub(crate) mod reload;
pub(crate) mod value_conflict;
pub(crate) mod value_draft;
pub(crate) mod value_input;
pub(crate) mod value_place;
pub(crate) mod value_preview;
pub(crate) mod value_write;
