//! Unicode folding: text as it is compared, with offsets back to the original.

mod alone;
pub(crate) mod fold;
pub(crate) mod han;
pub(crate) mod letters;
pub(crate) mod mark_order;
pub(crate) mod original;
pub(crate) mod plain_form;
mod rules;
