//! A query cut into its terms, groups and signs. Knows how they are written, not which fields there
//! are.

mod cutter;

use std::borrow::Cow;

use crate::text::ByteRange;
use cutter::Cutter;

/// Whether a line is to have what a term says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// It must.
    With,
    /// It must not: the term was typed behind `-` or `!`.
    Without,
}

/// How a text must stand in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// Somewhere; its letters may be scattered.
    Rough,
    /// Somewhere, as it was typed: `'exact`, `"a phrase"`.
    Exact,
    /// At the start of a text: `^start`.
    Start,
    /// At the end of a text: `end$`.
    End,
    /// As a whole text: `^whole$`.
    Whole,
}

/// A piece of a query and where it stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'q> {
    pub(super) range: ByteRange,
    pub(super) token: Token<'q>,
}

/// What a piece of a query is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'q> {
    /// A word, a phrase, or a field with values; the sign stands before it.
    Term(Sign, RawBody<'q>),
    /// `(`, with the sign before it.
    Open(Sign),
    /// `)`.
    Close,
    /// `|`, `||` or `OR`.
    Or,
    /// `&&` or `AND`: it binds closer than `|`.
    And,
    /// `NOT`: a sign for what follows it.
    Not,
}

/// What a term is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RawBody<'q> {
    Text {
        text: Cow<'q, str>,
        manner: Manner,
    },
    /// A field and its values, empty ones too.
    Field {
        name: &'q str,
        values: Vec<RawValue<'q>>,
    },
}

/// One value of a field as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawValue<'q> {
    /// Where it stands in the query, its comparison and quotes included.
    pub(super) range: ByteRange,
    pub(super) compare: Option<Compare>,
    pub(super) text: Cow<'q, str>,
    /// Whether it stands in quotes, so that all of it is meant as it is.
    pub(super) quoted: bool,
    /// Whether a comma parts it from the value before, which may be one in a number.
    pub(super) comma: bool,
}

/// How a value is to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Compare {
    /// `=`
    Is,
    /// `<`
    Below,
    /// `<=`
    UpTo,
    /// `>`
    Above,
    /// `>=`
    From,
}

/// Cuts `query` into pieces; every text is a query.
///
/// A quote that is not closed reaches to the end: it is being typed.
pub(super) fn pieces(query: &str) -> impl Iterator<Item = Piece<'_>> {
    Cutter::of(query)
}

impl Compare {
    /// Returns how it is written.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Is => "=",
            Self::Below => "<",
            Self::UpTo => "<=",
            Self::Above => ">",
            Self::From => ">=",
        }
    }
}

impl Sign {
    /// Returns the sign of a term inside of a group with the sign `outer`.
    pub(super) fn within(self, outer: Self) -> Self {
        if self == outer { Self::With } else { Self::Without }
    }
}

#[cfg(test)]
mod tests;
