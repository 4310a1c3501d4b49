//! Import and export: records as text, JSON, CSV and citations; the JSON Schemas; and safe file
//! writing.

mod citation;
mod cite;
mod diff;
mod json;
mod listing;
mod record_text;
mod schema;
mod write;

pub use citation::citation;
pub(crate) use citation::{grade, quoted, source_in_short};
pub use cite::{biblatex, csl_json, hayagriva};
pub(crate) use diff::unified_diff;
pub(crate) use json::impact as impact_json;
pub use json::{escaped, record as record_json};
pub(crate) use listing::{Csv, MATCH, POSSIBLE, counts_in_words};
pub use listing::{TableRow, csv, table};
pub(crate) use record_text::impact_text;
pub use record_text::record_text;
pub(crate) use schema::is_generated;
pub use schema::{documents, editor_files};
pub(crate) use write::{FileWrite, abandon, is_left_over, remove_private_file, write_private_file};
pub use write::{Folder, Readers, WriteError};
