//! Masking modes: what is covered on the screen, when that happens without a key, and the
//! pseudonyms of masked people.

use std::num::NonZeroU32;

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

/// The mark that replaces anything masked. It always has the same length, so that it does not reveal
/// how long the masked text is.
pub const MARK: &str = "▒▒▒▒";

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

impl Mask {
    /// Returns what the key makes of it: everything is masked at one press, whatever was before.
    #[must_use]
    pub fn toggled(self) -> Self {
        match self {
            Self::Confidential | Self::Nothing => Self::All,
            Self::All => Self::Nothing,
        }
    }
}

/// Returns whether something of a text is masked.
pub fn is_masked(text: &str) -> bool {
    let letters = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase());
    let mut after = text.split(PERSON).skip(1);
    let is_person =
        |after: &str| after.split(|c: char| !c.is_alphanumeric()).next().is_some_and(letters);
    text.contains(MARK) || after.any(is_person)
}

/// What precedes the letters of a pseudonym.
const PERSON: &str = "Person ";

/// Returns the pseudonym of the person with a number, from 0: `Person A` to `Person Z`,
/// then `Person AA`.
pub(crate) fn person(number: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        let Some(next) = (rest / 26).checked_sub(1) else { break };
        rest = next;
    }
    letters.iter().rev().fold(PERSON.to_owned(), |mut mark, letter| {
        mark.push(*letter);
        mark
    })
}
