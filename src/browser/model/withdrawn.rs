//! A source that is thought away. Knows nothing of what falls with it.

use crate::collection::Withdrawal;
use crate::record::Id;

/// Which source is thought away, and what goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The source.
    pub source: Id,
    /// Whether what is derived from it goes too.
    pub withdrawal: Withdrawal,
}

/// Whether other sources are derived from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// Some are.
    Some,
    /// None is.
    None,
}

impl Withdrawn {
    /// Returns it with what is derived from the source where it was without, and the other way round.
    #[must_use]
    pub(super) fn turned(self) -> Self {
        let withdrawal = match self.withdrawal {
            Withdrawal::Alone => Withdrawal::WithDerived,
            Withdrawal::WithDerived => Withdrawal::Alone,
        };
        Self { withdrawal, ..self }
    }
    /// Returns in few words what it would be the other way round.
    pub fn other_way(&self) -> &'static str {
        match self.withdrawal {
            Withdrawal::Alone => "with what is derived",
            Withdrawal::WithDerived => "without what is derived",
        }
    }
}
