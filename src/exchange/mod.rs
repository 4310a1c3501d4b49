//! What leaves and enters: records on paper, as JSON, CSV and citations.
//!
//! Turns a collection into text; prints nothing and decides nothing about it.

mod citation;
mod json;
mod listing;
mod paper;

pub use citation::{citation, grade, quoted, source_in_short};
pub use json::{escaped, record as record_json};
pub use listing::{csv, ids, table};
pub use paper::paper;
