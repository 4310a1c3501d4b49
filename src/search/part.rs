//! The parts of a line, by the weight of their texts.

/// Where in a line a text stands, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// What people call it.
    Name,
    /// What else it is called.
    Alias,
    /// The name that its file goes by.
    Id,
    /// A short text such as a place.
    Short,
    /// A long text such as a summary.
    Long,
    /// Quoted words.
    Quote,
}

impl Part {
    /// All parts, in the order of their weight.
    pub(super) const ALL: [Self; 6] =
        [Self::Name, Self::Alias, Self::Id, Self::Short, Self::Long, Self::Quote];

    /// Returns whether its texts are short: in a long one, fuzzy matches are everywhere.
    pub(super) fn is_short(self) -> bool {
        match self {
            Self::Name | Self::Alias | Self::Id | Self::Short => true,
            Self::Long | Self::Quote => false,
        }
    }
}
