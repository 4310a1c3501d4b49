//! A mark: a query with the numbers of the records that it lists.

use crate::search::SetSize;

/// A query, and how many records `casebook list` finds for it.
///
/// The query with `--certain` finds `certain` records, without it `certain + possible`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The query, as `casebook list` takes it.
    pub query: String,
    /// How many records certainly match.
    pub certain: usize,
    /// How many more records possibly match.
    pub possible: usize,
}

impl Mark {
    /// Returns the mark of a query that finds so many records.
    pub fn of(query: String, size: SetSize) -> Self {
        let SetSize { certain, at_most } = size;
        Self { query, certain, possible: at_most.saturating_sub(certain) }
    }

    /// Returns how many records match at most.
    pub fn at_most(&self) -> usize {
        self.certain + self.possible
    }
}

/// Returns how many there are at least and at most: `5`, or `5–10`; `dash` goes between the two.
pub fn bounds(certain: usize, at_most: usize, dash: &str) -> String {
    if certain == at_most { certain.to_string() } else { format!("{certain}{dash}{at_most}") }
}
