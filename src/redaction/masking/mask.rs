//! Masking modes: what is covered on the screen, and the pseudonyms of masked people.

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
