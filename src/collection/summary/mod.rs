//! What is derived from many records for a reader: impact, quoted share, count checks, wording.

pub(crate) mod count_checks;
pub(crate) mod impact;
pub(crate) mod quoted_share;
pub(crate) mod wording;
