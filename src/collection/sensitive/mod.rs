//! Names and quotes that must not be shown, and where they occur in any text.

pub(crate) mod names;
pub(crate) mod shingles;
pub(crate) mod terms;
