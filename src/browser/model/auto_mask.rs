//! When the screen is masked without a key, and what ends that.

use std::num::NonZeroU32;

/// When everything is masked without a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masking {
    /// From the start.
    pub at_start: bool,
    /// After so many minutes without a key.
    pub after: Option<NonZeroU32>,
    /// When the terminal loses the focus.
    pub unfocused: bool,
}

impl Masking {
    /// Returns what either asks for: a collection may ask for more masking than its user, never for
    /// less.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let after = [self.after, other.after].into_iter().flatten().min();
        Self {
            at_start: self.at_start || other.at_start,
            after,
            unfocused: self.unfocused || other.unfocused,
        }
    }
}

/// Why the screen is masked without a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutoMaskReason {
    /// No key was pressed for as long as the settings say.
    Idle,
    /// The terminal has lost the focus.
    Unfocused,
    /// Another program had the terminal, and whether it has lost the focus since is not known.
    Lent,
}

/// What ends a mask that came without a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MaskedUntil {
    /// The key that masks and shows.
    #[default]
    Asked,
    /// Any key.
    AnyKey,
}
