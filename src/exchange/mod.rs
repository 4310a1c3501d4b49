//! Import and export: records as text, JSON, CSV and citations; the JSON Schemas; and safe file
//! writing.

mod bag_check;
mod brief;
mod certainty;
mod change;
mod citation_style;
mod diff;
mod editor_setup;
mod flat;
mod format;
mod import;
mod json;
mod marks;
mod package;
mod quote_check;
mod record_text;
mod schema;
mod starter;
mod status_counts;
mod ties;
mod tombi_settings;
mod write;

pub use bag_check::{BagFault, BagFiles, BagReport, check_bag};
pub(crate) use brief::{
    BriefBadge, BriefBar, BriefClaims, BriefColumn, BriefCount, BriefLine, BriefMap, BriefPlace,
    BriefReader, BriefSheet, BriefSign, brief_changes, brief_html, case_order,
};
pub use change::{
    Change, ChangedFile, FileObstacle, FittedChange, OtherText, PlannedChange, PlannedFile,
    WrittenChange,
};
pub use citation_style::{BuiltInStyle, CitationStyle, StyleError};
pub(crate) use diff::{file_diff, unified_diff};
pub use editor_setup::{EDITOR_SETUPS, EditorSetup};
pub(crate) use format::csv::csv_lines;
pub use format::{Audience, ExportError, ExportOptions, FORMATS, Format, ReadFile, Takes, View};
pub use import::{
    CellKind, DraftHead, EntitiesReading, ImportFault, ImportedCell, ImportedEdit, ImportedRecord,
    ImportedRow, ImportedTable, MappedReading, PackageReading, SourcesReading, TableForm,
    TableMapping, TableSource, archived_text, draft, imported_text, other_than_a_table,
};
pub(crate) use json::impact as impact_json;
pub use json::{escaped, record as record_json};
pub use marks::Marks;
pub use package::Package;
pub(crate) use record_text::impact_text;
pub use record_text::{PaperLayout, record_text};
pub(crate) use schema::is_generated;
pub use schema::{documents, editor_files};
pub(crate) use starter::{ignores_archive, starter_files};
pub(crate) use ties::{
    SheetQuote, SheetRecord, SheetSupport, SheetTie, TieSheet, json_object, ties_csv, ties_dot,
    ties_gexf, ties_graphml, ties_json,
};
pub(crate) use tombi_settings::{BesideLsp, with_tombi_settings};
pub use write::{
    FileWrite, Folder, NewOutput, Readers, RecoveredChange, WriteError, check_removals,
    write_together, write_together_unless, write_together_with,
};
pub(crate) use write::{
    PrivateFile, ScratchFolder, abandon, is_interrupted, is_left_over, is_writable, recover,
    remove_private_file, why_unwritable, write_private_file, write_private_files,
};
