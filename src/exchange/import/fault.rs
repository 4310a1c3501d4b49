//! What keeps something from being imported: where it is, what is wrong, and what to do.

/// What is wrong with something that is to be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportFault {
    /// Where it is: a file, a row and a column, as a spreadsheet counts them.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it, in the imperative.
    pub remedy: String,
}

/// What is wrong with a cell, whose place its reader does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CellFault {
    pub(super) what: String,
    pub(super) remedy: String,
}

impl ImportFault {
    pub(super) fn new(
        place: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { place: place.into(), what: what.into(), remedy: remedy.into() }
    }
}

impl CellFault {
    pub(super) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }

    pub(super) fn at(self, place: impl Into<String>) -> ImportFault {
        ImportFault { place: place.into(), what: self.what, remedy: self.remedy }
    }
}
