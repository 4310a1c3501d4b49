//! Three-valued truth: certainly, possibly, no.
//!
//! This is Kleene's strong logic of three values: a conjunction is the lesser of its parts, a disjunction
//! the greater one, and the negation of possibly is possibly. `Ord` gives the first two.

use std::ops::Not;

/// Whether something holds; a greater value is surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold for any possible value.
    No,
    /// It holds for some of the possible values.
    Possibly,
    /// It holds for all possible values.
    Certainly,
}

impl Truth {
    /// Returns the truth of a condition that holds in all cases, in some, or in none.
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

    /// Negates; what possibly holds possibly does not hold.
    fn not(self) -> Self {
        match self {
            Self::No => Self::Certainly,
            Self::Possibly => Self::Possibly,
            Self::Certainly => Self::No,
        }
    }
}
