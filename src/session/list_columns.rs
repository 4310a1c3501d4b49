//! The widths that figures and dates of cases need in a list.

use crate::record::ListSummary;

/// The widths of the columns of a list in cells, as wide as any case of the collection needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListColumns {
    /// For the figure.
    pub figure: usize,
    /// For the date.
    pub date: usize,
}

impl ListColumns {
    /// Returns columns that hold what a record has to say.
    pub fn of(summary: &ListSummary) -> Self {
        let (figure, date) = summary.cells;
        Self { figure: figure.into(), date: date.into() }
    }

    /// Returns columns as wide as the wider of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { figure: self.figure.max(other.figure), date: self.date.max(other.date) }
    }
}
