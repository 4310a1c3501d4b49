//! The query line: what is typed, what it finds, completions, history, sort order, facets.

pub(crate) mod history;
pub(crate) mod query_line;
