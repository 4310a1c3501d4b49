//! How a line matched: tier, part and certainty, ordered from best to worst.

use std::cmp::Reverse;

use crate::search::matching::tier::{Looseness, Tier};
use crate::search::part::Part;
use crate::search::values::truth::Truth;

/// A line that a query matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The number of the line.
    pub index: usize,
    /// The rank of the match; `None` if the query has no word.
    pub found: Option<MatchRank>,
    /// Whether the line certainly matches.
    pub certainty: Certainty,
}

/// Whether a line certainly matches a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// It does.
    #[default]
    Certain,
    /// It may: a date or number is not known exactly enough.
    Possible,
}

/// The match of a line with a part of a query; smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LineMatch {
    pub(crate) certainty: Certainty,
    pub(crate) found: MatchRank,
}

/// The rank of a match; smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatchRank {
    /// The tier of the worst word.
    pub tier: Tier,
    /// The least weighty part that was needed to find all the words.
    pub part: Part,
    /// The score of a rough match. For a literal one, 1 for each word that has the form in which it was
    /// typed, if it can be found in another form.
    score: Reverse<u16>,
}

impl LineMatch {
    /// The match of an empty query.
    pub(crate) const UNASKED: Self = Self::certain(MatchRank::UNASKED);

    /// Returns the match of a word.
    pub(crate) const fn certain(found: MatchRank) -> Self {
        Self { certainty: Certainty::Certain, found }
    }

    /// Returns the match of a condition on a field.
    pub(crate) fn of(answer: Truth) -> Option<Self> {
        let certainty = match answer {
            Truth::No => return None,
            Truth::Possibly => Certainty::Possible,
            Truth::Certainly => Certainty::Certain,
        };
        Some(Self { certainty, found: MatchRank::UNASKED })
    }

    /// Returns the match of both parts: as uncertain and as bad as the worse one.
    pub(crate) fn and(self, other: Self) -> Self {
        let certainty = self.certainty.max(other.certainty);
        Self { certainty, found: self.found.and(other.found) }
    }
}

impl Hit {
    /// Returns how loosely the words match in this line.
    pub fn looseness(&self) -> Looseness {
        self.found.map_or(Looseness::Literal, MatchRank::looseness)
    }
}

impl MatchRank {
    /// The rank of a match without words. It is the best rank, so that with [`Self::and`] it is neutral.
    pub(crate) const UNASKED: Self = Self::literal(Tier::Id, Part::Name);

    /// The worst rank that names and ids alone decide: no match in another part is better.
    pub(crate) const LAST_OF_NAMES: Self = Self::literal(Tier::WordStart, Part::Id);

    /// Returns the rank of a literal match.
    pub(crate) const fn literal(tier: Tier, part: Part) -> Self {
        Self { tier, part, score: Reverse(0) }
    }

    /// Returns the rank of a word that was found in the form in which it was typed.
    pub(crate) const fn as_typed(self) -> Self {
        Self { score: Reverse(1), ..self }
    }

    /// Returns the rank of a rough match; a greater score is better.
    pub(crate) fn rough(tier: Tier, part: Part, score: u16) -> Self {
        Self { tier, part, score: Reverse(score) }
    }

    /// Returns the rank of both words: as bad as the worse one.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            tier: self.tier.max(other.tier),
            part: self.part.max(other.part),
            score: Reverse(self.score.0.saturating_add(other.score.0)),
        }
    }

    /// Returns whether the match is good enough that words with scattered letters are none beside it: it is
    /// literal or by sound, and not only inside a word of a long text, where any few letters may be.
    pub(crate) fn rules_out_scattered(self) -> bool {
        match self.looseness() {
            Looseness::Literal => self.tier != Tier::Substring || self.part.is_short(),
            Looseness::Sounding => true,
            Looseness::Fuzzy | Looseness::Typo => false,
        }
    }

    /// Returns how loosely the words match.
    pub fn looseness(self) -> Looseness {
        match self.tier {
            Tier::Id | Tier::Whole | Tier::WordStart | Tier::Substring => Looseness::Literal,
            Tier::Pinyin => Looseness::Sounding,
            Tier::Fuzzy => Looseness::Fuzzy,
            Tier::Typo => Looseness::Typo,
        }
    }
}
