//! The parts of a line, by the weight of their texts.

/// The kind of a text in a line, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The name of the record.
    Name,
    /// Another name of it.
    Alias,
    /// Its id.
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

    /// Returns whether its texts are short. Only these are matched fuzzily: in a long text, the letters of
    /// any word occur in order somewhere.
    pub(crate) fn is_short(self) -> bool {
        match self {
            Self::Name | Self::Alias | Self::Id | Self::Short => true,
            Self::Long | Self::Quote => false,
        }
    }
}
