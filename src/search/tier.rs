//! The one table of tiers: how good a find is, by where and how a word stands. Knows no query.

use super::needle::Stand;
use super::part::Part;

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
    /// Its letters stand scattered, but in order, in an id, a name or a short text.
    Scattered,
    /// A word of a name or a short text is one or two slips of the hand away from it.
    Typo,
}

/// How roughly a word may be taken; each way includes those above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reach {
    /// As it was typed.
    Literal,
    /// Characters may sound like it.
    Sounding,
    /// Its letters may be scattered.
    Scattered,
    /// A word may be meant that is a slip of the hand away.
    Slipped,
}

impl Tier {
    /// Returns the tier of a needle that stands so in a text of that part.
    pub(super) fn of(part: Part, stand: Stand) -> Self {
        match (part, stand) {
            (Part::Id, Stand::Whole) => Self::Id,
            (Part::Name | Part::Alias, Stand::Whole) => Self::Whole,
            (Part::Short | Part::Long | Part::Quote, Stand::Whole) | (_, Stand::WordStart) => {
                Self::WordStart
            }
            (_, Stand::Inside) => Self::Substring,
        }
    }
}
