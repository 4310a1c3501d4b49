//! The source whose withdrawal an impact overlay shows.

use crate::collection::Withdrawal;
use crate::record::Id;

/// The source to withdraw, and whether derived ones are withdrawn too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImpactSource {
    /// The source.
    pub source: Id,
    /// Whether what is derived from it goes too.
    pub withdrawal: Withdrawal,
}

/// Whether other sources are derived from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HasDerived {
    /// Some are.
    Some,
    /// None is.
    None,
}

impl ImpactSource {
    /// Returns the same source, with its derived sources included if they were not, or the reverse.
    #[must_use]
    pub(crate) fn toggled(self) -> Self {
        let withdrawal = match self.withdrawal {
            Withdrawal::Alone => Withdrawal::WithDerived,
            Withdrawal::WithDerived => Withdrawal::Alone,
        };
        Self { withdrawal, ..self }
    }
    /// Returns in few words what it would be the other way round.
    pub fn other_way(&self) -> &'static str {
        match self.withdrawal {
            Withdrawal::Alone => "include derived sources",
            Withdrawal::WithDerived => "leave out derived sources",
        }
    }
}
