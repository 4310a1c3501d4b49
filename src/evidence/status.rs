//! The evidence status of a field, and the counts of each status.

use std::iter::Sum;
use std::ops::{Add, Sub};

use crate::record::Assertion;

/// The one word that sums up the evidence of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceStatus {
    /// Supported by this many independent sources, with a quote that was found in its archived text.
    Sourced(usize),
    /// Supported by this many independent sources, without a quote that was found in its archived text.
    Unchecked(usize),
    /// Supported by no source.
    Unsourced,
    /// Disputed by a quote; supported by this many independent sources.
    Disputed(usize),
    /// Editorial, so that it needs no source.
    Editorial,
}

/// The number of fields that state facts, by their evidence status.
///
/// Rows count too. An editorial field counts if a quote supports or disputes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Supported by words that were found in the archived text.
    pub sourced: usize,
    /// Supported by words that could not be checked.
    pub unchecked: usize,
    /// Supported by no quote.
    pub unsourced: usize,
    /// Disputed by a quote.
    pub disputed: usize,
}

impl EvidenceStatus {
    /// Returns whether words that were found in an archived text support it, and none disputes it.
    pub fn is_sourced(self) -> bool {
        matches!(self, Self::Sourced(_))
    }

    /// Returns the sign that is drawn for it; none for an editorial field.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Sourced(_) => "●",
            Self::Unchecked(_) => "◐",
            Self::Unsourced => "○",
            Self::Disputed(_) => "⚔",
            Self::Editorial => "",
        }
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sourced(_) => "sourced",
            Self::Unchecked(_) => "unchecked",
            Self::Unsourced => "unsourced",
            Self::Disputed(_) => "disputed",
            Self::Editorial => "own",
        }
    }

    /// Returns the status of a field with that kind of assertion, given its status as a fact.
    pub(super) fn of(self, assertion: Assertion) -> Self {
        match (self, assertion) {
            (Self::Unsourced, Assertion::Editorial) => Self::Editorial,
            (status, Assertion::Editorial | Assertion::Fact) => status,
        }
    }
}

impl StatusCounts {
    /// Returns the number of all fields.
    pub fn all(self) -> usize {
        let Self { sourced, unchecked, unsourced, disputed } = self;
        sourced + unchecked + unsourced + disputed
    }

    /// Returns the numbers where some of the sourced fields count as unchecked.
    #[must_use]
    pub fn with_doubted(self, fields: usize) -> Self {
        let fields = fields.min(self.sourced);
        Self { sourced: self.sourced - fields, unchecked: self.unchecked + fields, ..self }
    }

    /// Returns the numbers that are not zero, each with a status of its kind.
    pub fn each(self) -> impl Iterator<Item = (usize, EvidenceStatus)> {
        let Self { sourced, unchecked, unsourced, disputed } = self;
        let all = [
            (sourced, EvidenceStatus::Sourced(1)),
            (unchecked, EvidenceStatus::Unchecked(1)),
            (unsourced, EvidenceStatus::Unsourced),
            (disputed, EvidenceStatus::Disputed(1)),
        ];
        all.into_iter().filter(|(number, _)| *number > 0)
    }

    /// Returns the counts in words, such as `12 sourced, 1 disputed`; an empty text if all are zero.
    pub fn in_words(self) -> String {
        let parts = self.each().map(|(number, status)| format!("{number} {}", status.word()));
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Returns the counts with signs, such as `12● 1⚔`. The number comes first, because a number after a
    /// sign is that of the sources of a field.
    pub fn in_signs(self) -> String {
        let parts = self.each().map(|(number, status)| format!("{number}{}", status.sign()));
        parts.collect::<Vec<_>>().join(" ")
    }
}

impl FromIterator<EvidenceStatus> for StatusCounts {
    fn from_iter<I: IntoIterator<Item = EvidenceStatus>>(all: I) -> Self {
        let mut counts = Self::default();
        for status in all {
            match status {
                EvidenceStatus::Sourced(_) => counts.sourced += 1,
                EvidenceStatus::Unchecked(_) => counts.unchecked += 1,
                EvidenceStatus::Unsourced => counts.unsourced += 1,
                EvidenceStatus::Disputed(_) => counts.disputed += 1,
                EvidenceStatus::Editorial => {}
            }
        }
        counts
    }
}

impl Add for StatusCounts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let Self { sourced, unchecked, unsourced, disputed } = other;
        Self {
            sourced: self.sourced + sourced,
            unchecked: self.unchecked + unchecked,
            unsourced: self.unsourced + unsourced,
            disputed: self.disputed + disputed,
        }
    }
}

impl Sub for StatusCounts {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let Self { sourced, unchecked, unsourced, disputed } = other;
        Self {
            sourced: self.sourced - sourced,
            unchecked: self.unchecked - unchecked,
            unsourced: self.unsourced - unsourced,
            disputed: self.disputed - disputed,
        }
    }
}

impl Sum for StatusCounts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}
