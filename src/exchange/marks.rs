//! Whether formats for people use marks, or words alone.

/// How formats for people say what a mark could say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// With marks, such as `6● 1⚔`, and columns that are clipped to the terminal.
    #[default]
    Signs,
    /// In words alone, such as `6 sourced, 1 disputed`, for screen readers and other programs: no sign, no drawn
    /// line, nothing cut off.
    Words,
}

impl Marks {
    /// Returns what parts things of equal rank on a line.
    pub(crate) fn separator(self) -> &'static str {
        match self {
            Self::Signs => " · ",
            Self::Words => ", ",
        }
    }

    /// Returns what an item of a list starts with.
    pub(crate) fn bullet(self) -> &'static str {
        match self {
            Self::Signs => "  · ",
            Self::Words => "  - ",
        }
    }
}
