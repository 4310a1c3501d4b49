//! What is imported, read from tables and lists of sources: what each row says of which record, and all that is wrong.
//!
//! Nothing here reads or writes a file.

mod cell;
mod column_names;
mod column_reader;
mod csl;
mod date_format;
mod delimited;
mod draft;
mod fault;
mod ftm;
mod ftm_entity;
mod ftm_table;
mod ftm_values;
mod imported;
mod listed;
mod mapped;
mod mapping;
mod package;
mod place;
mod place_words;
mod record_file;
mod rivals;
mod row_quotes;
mod strict_json;
mod table;
mod table_file;
mod table_form;
mod table_source;
mod template_text;
mod unfit_file;
mod workbook;

pub use csl::SourcesReading;
pub use draft::{DraftHead, draft};
pub use fault::ImportFault;
pub use ftm::EntitiesReading;
pub use imported::{ImportedEdit, ImportedRecord};
pub use mapped::{MappedReading, archived_text};
pub use mapping::TableMapping;
pub use package::PackageReading;
pub use record_file::imported_text;
pub use table::{CellKind, ImportedCell, ImportedRow, ImportedTable};
pub use table_form::TableForm;
pub use table_source::TableSource;
pub use unfit_file::other_than_a_table;
