//! A command that one screen alone has, as the floors below the screens see it.

use std::fmt;

/// A command that one screen alone has: a number, which that screen turns back into its own enum.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OwnCommand {
    screen: &'static str,
    number: u8,
    times: usize,
}

impl OwnCommand {
    /// Returns the command of the screen with this name that has this number there.
    pub const fn new(screen: &'static str, number: u8) -> Self {
        Self { screen, number, times: 1 }
    }

    /// Returns the command repeated so many times; what a screen repeats, it decides itself.
    #[must_use]
    pub fn repeated(self, times: usize) -> Self {
        Self { times, ..self }
    }

    /// Returns the name of the screen.
    pub fn screen(self) -> &'static str {
        self.screen
    }

    /// Returns the number that the screen gave it.
    pub fn number(self) -> u8 {
        self.number
    }

    /// Returns how often the user wants it.
    pub fn times(self) -> usize {
        self.times
    }
}

impl fmt::Debug for OwnCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { screen, number, times } = self;
        write!(f, "{screen} {number} × {times}")
    }
}
