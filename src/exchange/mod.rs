//! What leaves and enters: records on paper, as JSON, CSV and citations; the schema for editors; and
//! files written whole or not at all.
//!
//! Turns a collection into text; prints nothing and decides nothing about it.

mod citation;
mod cite;
mod json;
mod listing;
mod paper;
mod schema;
mod write;

pub use citation::{citation, grade, quoted, source_in_short};
pub use cite::{biblatex, csl_json, hayagriva};
pub use json::{escaped, impact as impact_json, record as record_json};
pub use listing::{Csv, MATCH, POSSIBLE, Row, csv, marks_in_words, table};
pub use paper::{impact_paper, paper};
pub use schema::{documents, editor_files, is_generated};
pub use write::{Folder, Put, Readers, WriteError, abandon, discard_file, is_left_over, keep_file};
