//! The query line: what is typed, what it finds, completions, history, sort order, facets.

pub(crate) mod completions;
pub(crate) mod facets;
pub(crate) mod field_names;
pub(crate) mod find_completions;
pub(crate) mod finder;
pub(crate) mod history;
pub(crate) mod query_line;
pub(crate) mod terms;
