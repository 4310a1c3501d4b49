//! The session: what every front end needs of a collection, without a terminal: search and sort,
//! completion, facets, edits.

pub(crate) mod completions;
pub(crate) mod facets;
pub(crate) mod field_names;
pub(crate) mod file_edit;
pub(crate) mod find_completions;
pub(crate) mod finder;
pub(crate) mod line_edit;
pub(crate) mod list_columns;
pub(crate) mod prompt;
pub(crate) mod terms;
