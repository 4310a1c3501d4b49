//! How a line matched: tier, part and certainty, ordered from best to worst.

use std::cmp::Reverse;

use crate::search::matching::tier::{Looseness, Tier};
use crate::search::part::Part;
use crate::search::values::truth::Truth;

/// A line that a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which of the lines.
    pub index: usize,
    /// How it was found, `None` where the query asks for no word.
    pub found: Option<MatchRank>,
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
pub(crate) struct LineMatch {
    pub(crate) certainty: Certainty,
    pub(crate) found: MatchRank,
}

/// How a line was found; what is smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatchRank {
    /// The tier of the worst word.
    pub tier: Tier,
    /// The least weighty part that was needed to find all the words.
    pub part: Part,
    /// How well the rough ways fit; elsewhere 1 for each word that has the form in which it was typed,
    /// where it may be found in another.
    score: Reverse<u16>,
}

impl LineMatch {
    /// What is held by a line that nothing was asked of.
    pub(crate) const FREELY: Self = Self::certain(MatchRank::UNASKED);

    /// Returns that a word was found.
    pub(crate) const fn certain(found: MatchRank) -> Self {
        Self { certainty: Certainty::Certain, found }
    }

    /// Returns what the answer to a condition comes to.
    pub(crate) fn of(answer: Truth) -> Option<Self> {
        let certainty = match answer {
            Truth::No => return None,
            Truth::Possibly => Certainty::Possible,
            Truth::Certainly => Certainty::Certain,
        };
        Some(Self { certainty, found: MatchRank::UNASKED })
    }

    /// Returns both as one: as doubtful and as bad as the worse of each.
    pub(crate) fn and(self, other: Self) -> Self {
        let certainty = self.certainty.max(other.certainty);
        Self { certainty, found: self.found.and(other.found) }
    }
}

impl Hit {
    /// Returns how roughly the words stand in this line.
    pub fn looseness(&self) -> Looseness {
        self.found.map_or(Looseness::Literal, MatchRank::looseness)
    }
}

impl MatchRank {
    /// How a line is found that was asked for no word: together with any find it is that find.
    pub(crate) const UNASKED: Self = Self::literal(Tier::Id, Part::Name);

    /// The last find that names and ids alone can decide: whatever stands in another part is worse.
    pub(crate) const LAST_OF_NAMES: Self = Self::literal(Tier::WordStart, Part::Id);

    /// Returns a find of a word as it was typed.
    pub(crate) const fn literal(tier: Tier, part: Part) -> Self {
        Self { tier, part, score: Reverse(0) }
    }

    /// Returns the same find of a word that has the form in which it was typed.
    pub(crate) const fn as_typed(self) -> Self {
        Self { score: Reverse(1), ..self }
    }

    /// Returns a find of a word that stands otherwise; a greater score is better.
    pub(crate) fn rough(tier: Tier, part: Part, score: u16) -> Self {
        Self { tier, part, score: Reverse(score) }
    }

    /// Returns both finds as one: as bad as the worse of each.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            tier: self.tier.max(other.tier),
            part: self.part.max(other.part),
            score: Reverse(self.score.0.saturating_add(other.score.0)),
        }
    }

    /// Returns how roughly the words stand.
    pub fn looseness(self) -> Looseness {
        match self.tier {
            Tier::Id | Tier::Whole | Tier::WordStart | Tier::Substring => Looseness::Literal,
            Tier::Pinyin => Looseness::Sounding,
            Tier::Fuzzy => Looseness::Fuzzy,
            Tier::Typo => Looseness::Typo,
        }
    }
}
