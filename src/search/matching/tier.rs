//! The tiers of the ranking: how good a match is, by where and how the word matches.

use super::needle::MatchPosition;
use crate::search::part::Part;

/// How well a line was found, best first; tiers never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// The word is the id.
    Id,
    /// The word, or all words together, are a whole name or alias.
    Whole,
    /// A word of the line starts with it.
    WordStart,
    /// It stands inside a word.
    Substring,
    /// Chinese characters of a name or a short text sound like it.
    Pinyin,
    /// Its letters occur in order with gaps, in an id, a name or a short text.
    Fuzzy,
    /// A word of a name or a short text is one or two typos away from it.
    Typo,
}

/// How roughly a word may be taken; each way includes those above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Looseness {
    /// As it was typed.
    Literal,
    /// Characters may sound like it.
    Sounding,
    /// Fuzzy matches count.
    Fuzzy,
    /// Words that are a typo away count.
    Typo,
}

impl Tier {
    /// Returns the tier of a needle that stands so in a text of that part.
    pub(crate) fn for_position(part: Part, stand: MatchPosition) -> Self {
        match (part, stand) {
            (Part::Id, MatchPosition::Whole) => Self::Id,
            (Part::Name | Part::Alias, MatchPosition::Whole) => Self::Whole,
            (Part::Short | Part::Long | Part::Quote, MatchPosition::Whole)
            | (_, MatchPosition::WordStart) => Self::WordStart,
            (_, MatchPosition::Inside) => Self::Substring,
        }
    }
}
