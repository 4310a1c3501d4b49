//! The three answers to a question about what is not known exactly. Knows no question.

use std::ops::Not;

/// Whether something holds; what is greater is surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// It does not, whatever is meant by what is known.
    No,
    /// It may.
    Possibly,
    /// It does.
    Certainly,
}

impl Answer {
    /// Returns the answer to a question that holds in all cases, in some, or in none.
    pub(super) fn of(in_all: bool, in_some: bool) -> Self {
        match (in_all, in_some) {
            (true, _) => Self::Certainly,
            (false, true) => Self::Possibly,
            (false, false) => Self::No,
        }
    }
}

impl From<bool> for Answer {
    fn from(holds: bool) -> Self {
        Self::of(holds, holds)
    }
}

impl Not for Answer {
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
