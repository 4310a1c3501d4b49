//! How the formats say that a record matches a query only possibly.

/// The column (in JSON, the key) that says whether a record matches only possibly.
pub(crate) const MATCH: &str = "match";

/// Its value for a record that matches only possibly.
pub(crate) const POSSIBLE: &str = "possible";
