//! Three-valued truth: certainly, possibly, no.

use std::ops::Not;

/// Whether something holds; what is greater is surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// It does not, whatever is meant by what is known.
    No,
    /// It may.
    Possibly,
    /// It does.
    Certainly,
}

impl Truth {
    /// Returns the answer to a question that holds in all cases, in some, or in none.
    pub(crate) fn of(in_all: bool, in_some: bool) -> Self {
        match (in_all, in_some) {
            (true, _) => Self::Certainly,
            (false, true) => Self::Possibly,
            (false, false) => Self::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        Self::of(holds, holds)
    }
}

impl Not for Truth {
    type Output = Self;

    /// What is possibly so is possibly not so.
    fn not(self) -> Self {
        match self {
            Self::No => Self::Certainly,
            Self::Possibly => Self::Possibly,
            Self::Certainly => Self::No,
        }
    }
}
