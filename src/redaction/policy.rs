//! Policies: who reads what leaves the program, which decides what is withheld from them.

/// Who reads what is printed of a collection.
///
/// The screen has a policy of its own, a [`Mask`](crate::redaction::Mask). It covers words, those of quotes too, and
/// leaves no record out, since its user goes on working with all of them; what is printed leaves records
/// out and covers no quote. A redaction under a mask would show words that the screen covers, so each has
/// its own view. What is published has less than `Default` prints, and other values: it is a collection of its own
/// ([`PublicRelease`](crate::redaction::PublicRelease)), which is printed in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The owner of the collection, who asked for everything.
    Full,
    /// Those who may look at the screen while everything is masked: as `Default`, and without the names of everyone else and
    /// the words of quotes.
    Masked,
    /// Anyone else: confidential cases are left out, and so are the names of people who may not be named
    /// (`public = false`, or known from confidential cases alone).
    Default,
    /// Anyone who is to learn no one's name: confidential cases are left out, and so are the names of all people of the
    /// collection.
    Nameless,
}
