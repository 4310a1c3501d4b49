//! How much of a collection is masked: what a person over the shoulder may read.

/// What is masked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mask {
    /// The confidential cases, and the names of their people anywhere.
    #[default]
    Confidential,
    /// Every name and every quote.
    All,
    /// Nothing.
    Nothing,
}

/// What stands for anything masked. It does not tell how long that is.
pub const MARK: &str = "▒▒▒▒";

impl Mask {
    /// Returns what the key makes of it: everything is masked at one press, whatever was before.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Confidential | Self::Nothing => Self::All,
            Self::All => Self::Nothing,
        }
    }
}

/// Tells whether something of a text is masked.
pub fn is_masked(text: &str) -> bool {
    text.contains(MARK)
}
