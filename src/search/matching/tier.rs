//! The tiers of the ranking: how good a match is, by where and how the word matches.

use super::needle::MatchPosition;
use crate::search::part::Part;

/// How well a line matches, best first; tiers never mix in the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// The word is the id.
    Id,
    /// The word, or all words together, are a whole name or alias.
    Whole,
    /// A word of the line starts with the word.
    WordStart,
    /// The word is inside a word of the line.
    Substring,
    /// Chinese characters of a name or a short text sound like it.
    Pinyin,
    /// Its letters occur in order with gaps, in an id, a name or a short text.
    Fuzzy,
    /// A word of a name or a short text is one or two typos away from it.
    Typo,
}

/// How loosely a word may match; each value includes those above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Looseness {
    /// As it was typed.
    Literal,
    /// By sound.
    Sounding,
    /// Fuzzily.
    Fuzzy,
    /// With typos.
    Typo,
}

impl Tier {
    /// Returns the tier of a literal match at a position in a text of that part.
    pub(crate) fn for_position(part: Part, position: MatchPosition) -> Self {
        match (part, position) {
            (Part::Id, MatchPosition::Whole) => Self::Id,
            (Part::Name | Part::Alias, MatchPosition::Whole) => Self::Whole,
            (Part::Short | Part::Long | Part::Quote, MatchPosition::Whole)
            | (_, MatchPosition::WordStart) => Self::WordStart,
            (_, MatchPosition::Inside) => Self::Substring,
        }
    }
}
