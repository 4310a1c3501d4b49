//! The evidence status of a field in one sign, and counts of each status.

use std::iter::Sum;
use std::ops::{Add, Sub};

use crate::record::Assertion;

/// The one sign that sums up how a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceStatus {
    /// Carried by this many independent sources, words checked.
    Sourced(usize),
    /// Carried by this many independent sources, words not checked.
    Unchecked(usize),
    /// Carried by none.
    Unsourced,
    /// Contradicted by a quote; carried by this many independent sources.
    Disputed(usize),
    /// The researcher's own word, which needs no source.
    Editorial,
}

/// Numbers of fields that state facts, by how each stands.
///
/// The researcher's own words count where a quote carries or contradicts them, as do rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Carried by words that were found in the archived text.
    pub sourced: usize,
    /// Carried by words that could not be checked.
    pub unchecked: usize,
    /// Carried by no quote.
    pub unsourced: usize,
    /// Contradicted by a quote.
    pub disputed: usize,
}

impl EvidenceStatus {
    /// Returns the sign that is drawn; nothing for the researcher's own word.
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

    /// Returns the sign of a field that bears so and stands so.
    pub(super) fn of(self, bearing: Assertion) -> Self {
        match (self, bearing) {
            (Self::Unsourced, Assertion::Editorial) => Self::Editorial,
            (mark, Assertion::Editorial | Assertion::Fact) => mark,
        }
    }
}

impl StatusCounts {
    /// Returns how many fields state facts at all.
    pub fn all(self) -> usize {
        let Self { sourced, unchecked, unsourced, disputed } = self;
        sourced + unchecked + unsourced + disputed
    }

    /// Returns the numbers that are not zero, each with a mark that such fields have.
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

    /// Returns them in words, such as `12 sourced, 1 disputed`; nothing where there are none.
    pub fn in_words(self) -> String {
        let parts = self.each().map(|(number, mark)| format!("{number} {}", mark.word()));
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Returns them in signs, such as `12● 1⚔`: the number stands first, since behind a sign stands
    /// how many sources carry a field.
    pub fn in_signs(self) -> String {
        let parts = self.each().map(|(number, mark)| format!("{number}{}", mark.sign()));
        parts.collect::<Vec<_>>().join(" ")
    }
}

impl FromIterator<EvidenceStatus> for StatusCounts {
    fn from_iter<I: IntoIterator<Item = EvidenceStatus>>(all: I) -> Self {
        let mut marks = Self::default();
        for mark in all {
            match mark {
                EvidenceStatus::Sourced(_) => marks.sourced += 1,
                EvidenceStatus::Unchecked(_) => marks.unchecked += 1,
                EvidenceStatus::Unsourced => marks.unsourced += 1,
                EvidenceStatus::Disputed(_) => marks.disputed += 1,
                EvidenceStatus::Editorial => {}
            }
        }
        marks
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
