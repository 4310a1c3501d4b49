//! Import and export: records as text, JSON, CSV and citations; the JSON Schemas; and safe file
//! writing.

mod citation;
mod cite;
mod json;
mod listing;
mod record_text;
mod schema;
mod write;

pub use citation::{citation, grade, quoted, source_in_short};
pub use cite::{biblatex, csl_json, hayagriva};
pub use json::{escaped, impact as impact_json, record as record_json};
pub use listing::{Csv, MATCH, POSSIBLE, TableRow, csv, marks_in_words, table};
pub use record_text::{impact_text, record_text};
pub use schema::{documents, editor_files, is_generated};
pub use write::{
    FileWrite, Folder, Readers, WriteError, abandon, is_left_over, remove_private_file,
    write_private_file,
};
