//! The query line and the search line of a screen: what is typed, what it finds, completions, history, sort order, facets.

pub(crate) mod find_line;
pub(crate) mod history;
pub(crate) mod query_line;
