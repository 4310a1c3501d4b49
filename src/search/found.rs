//! How a line was found, in the order of how good that is. Knows no query.

use std::cmp::Reverse;

use super::answer::Answer;
use super::part::Part;
use super::tier::{Reach, Tier};

/// A line that a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which of the lines.
    pub index: usize,
    /// How it was found, `None` where the query asks for no word.
    pub found: Option<Found>,
    /// Whether it is certain that the line is meant.
    pub certainty: Certainty,
}

/// Whether what is known of a line leaves a doubt that it is what the query asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// It leaves none.
    #[default]
    Certain,
    /// A date or number is not known exactly enough to tell.
    Possible,
}

/// That a line holds a part of a query; what is smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub(super) certainty: Certainty,
    pub(super) found: Found,
}

/// How a line was found; what is smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Found {
    /// The tier of the worst word.
    pub tier: Tier,
    /// The least weighty part that was needed to find all the words.
    pub part: Part,
    /// How well the rough ways fit; elsewhere 1 for each word that has the form in which it was typed,
    /// where it may be found in another.
    score: Reverse<u16>,
}

impl Held {
    /// What is held by a line that nothing was asked of.
    pub(super) const FREELY: Self = Self::surely(Found::UNASKED);

    /// Returns that a word was found.
    pub(super) const fn surely(found: Found) -> Self {
        Self { certainty: Certainty::Certain, found }
    }

    /// Returns what the answer to a condition comes to.
    pub(super) fn of(answer: Answer) -> Option<Self> {
        let certainty = match answer {
            Answer::No => return None,
            Answer::Possibly => Certainty::Possible,
            Answer::Certainly => Certainty::Certain,
        };
        Some(Self { certainty, found: Found::UNASKED })
    }

    /// Returns both as one: as doubtful and as bad as the worse of each.
    pub(super) fn and(self, other: Self) -> Self {
        let certainty = self.certainty.max(other.certainty);
        Self { certainty, found: self.found.and(other.found) }
    }
}

impl Hit {
    /// Returns how roughly the words stand in this line.
    pub fn reach(&self) -> Reach {
        self.found.map_or(Reach::Literal, Found::reach)
    }
}

impl Found {
    /// How a line is found that was asked for no word: together with any find it is that find.
    pub(super) const UNASKED: Self = Self::literal(Tier::Id, Part::Name);

    /// The last find that names and ids alone can decide: whatever stands in another part is worse.
    pub(super) const LAST_OF_NAMES: Self = Self::literal(Tier::WordStart, Part::Id);

    /// Returns a find of a word as it was typed.
    pub(super) const fn literal(tier: Tier, part: Part) -> Self {
        Self { tier, part, score: Reverse(0) }
    }

    /// Returns the same find of a word that has the form in which it was typed.
    pub(super) const fn as_typed(self) -> Self {
        Self { score: Reverse(1), ..self }
    }

    /// Returns a find of a word that stands otherwise; a greater score is better.
    pub(super) fn rough(tier: Tier, part: Part, score: u16) -> Self {
        Self { tier, part, score: Reverse(score) }
    }

    /// Returns both finds as one: as bad as the worse of each.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            tier: self.tier.max(other.tier),
            part: self.part.max(other.part),
            score: Reverse(self.score.0.saturating_add(other.score.0)),
        }
    }

    /// Returns how roughly the words stand.
    pub fn reach(self) -> Reach {
        match self.tier {
            Tier::Id | Tier::Whole | Tier::WordStart | Tier::Substring => Reach::Literal,
            Tier::Pinyin => Reach::Sounding,
            Tier::Scattered => Reach::Scattered,
            Tier::Typo => Reach::Slipped,
        }
    }
}
