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
    /// Anyone else: confidential cases are left out, and so are the names of people who may not be named
    /// (`public = false`, or known from confidential cases alone).
    Default,
    /// Anyone who is to learn no one's name: as `Default`, and without the names of all people of the collection.
    Masked(MaskedQuotes),
}

/// What becomes of the words of quotes where no one is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskedQuotes {
    /// They are printed, without the names in them: a brief shows what its sources say.
    Printed,
    /// They are withheld wherever they occur: what is exported while the screen covers them.
    Withheld,
}
