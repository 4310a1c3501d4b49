//! The marks that sum up how fields stand, and how many fields have each. Knows no field.

use std::iter::Sum;
use std::ops::{Add, Sub};

use crate::record::Bearing;

/// The one sign that sums up how a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Carried by this many independent sources, words checked.
    Sourced(usize),
    /// Carried by this many independent sources, words not checked.
    Unchecked(usize),
    /// Carried by none.
    Unsourced,
    /// Contradicted by a quote; carried by this many independent sources.
    Disputed(usize),
    /// The researcher's own word, which needs no source.
    Own,
}

/// Numbers of fields that state facts, by how each stands.
///
/// The researcher's own words count where a quote carries or contradicts them, as do rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Carried by words that were found in the archived text.
    pub sourced: usize,
    /// Carried by words that could not be checked.
    pub unchecked: usize,
    /// Carried by no quote.
    pub unsourced: usize,
    /// Contradicted by a quote.
    pub disputed: usize,
}

impl Mark {
    /// Returns the sign that is drawn; nothing for the researcher's own word.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Sourced(_) => "●",
            Self::Unchecked(_) => "◐",
            Self::Unsourced => "○",
            Self::Disputed(_) => "⚔",
            Self::Own => "",
        }
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sourced(_) => "sourced",
            Self::Unchecked(_) => "unchecked",
            Self::Unsourced => "unsourced",
            Self::Disputed(_) => "disputed",
            Self::Own => "own",
        }
    }

    /// Returns the sign of a field that bears so and stands so.
    pub(super) fn of(self, bearing: Bearing) -> Self {
        match (self, bearing) {
            (Self::Unsourced, Bearing::Own) => Self::Own,
            (mark, Bearing::Own | Bearing::Fact) => mark,
        }
    }
}

impl Marks {
    /// Returns how many fields state facts at all.
    pub fn all(self) -> usize {
        let Self { sourced, unchecked, unsourced, disputed } = self;
        sourced + unchecked + unsourced + disputed
    }

    /// Returns the numbers that are not zero, each with a mark that such fields have.
    pub fn each(self) -> impl Iterator<Item = (usize, Mark)> {
        let Self { sourced, unchecked, unsourced, disputed } = self;
        let all = [
            (sourced, Mark::Sourced(1)),
            (unchecked, Mark::Unchecked(1)),
            (unsourced, Mark::Unsourced),
            (disputed, Mark::Disputed(1)),
        ];
        all.into_iter().filter(|(number, _)| *number > 0)
    }

    /// Returns them in words, such as `12 sourced, 1 disputed`; nothing where there are none.
    pub fn in_words(self) -> String {
        let told = self.each().map(|(number, mark)| format!("{number} {}", mark.word()));
        told.collect::<Vec<_>>().join(", ")
    }

    /// Returns them in signs, such as `12● 1⚔`: the number stands first, since behind a sign stands
    /// how many sources carry a field.
    pub fn in_signs(self) -> String {
        let told = self.each().map(|(number, mark)| format!("{number}{}", mark.sign()));
        told.collect::<Vec<_>>().join(" ")
    }
}

impl FromIterator<Mark> for Marks {
    fn from_iter<I: IntoIterator<Item = Mark>>(all: I) -> Self {
        let mut marks = Self::default();
        for mark in all {
            match mark {
                Mark::Sourced(_) => marks.sourced += 1,
                Mark::Unchecked(_) => marks.unchecked += 1,
                Mark::Unsourced => marks.unsourced += 1,
                Mark::Disputed(_) => marks.disputed += 1,
                Mark::Own => {}
            }
        }
        marks
    }
}

impl Add for Marks {
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

impl Sub for Marks {
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

impl Sum for Marks {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}
