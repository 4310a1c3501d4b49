//! The query lexer: terms, groups and operators.

pub(crate) mod lexer;

use std::borrow::Cow;

use crate::text::ByteRange;
use lexer::Lexer;

/// Whether a line is to have what a term says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// It must.
    With,
    /// It must not: the term was typed behind `-` or `!`.
    Without,
}

/// How a text must stand in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MatchMode {
    /// Anywhere; fuzzy matches count.
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
pub(crate) struct Lexeme<'q> {
    pub(crate) range: ByteRange,
    pub(crate) token: QueryToken<'q>,
}

/// What a piece of a query is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum QueryToken<'q> {
    /// A word, a phrase, or a field with values; the sign stands before it.
    Term(Polarity, RawTerm<'q>),
    /// `(`, with the sign before it.
    Open(Polarity),
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
pub(crate) enum RawTerm<'q> {
    Text {
        text: Cow<'q, str>,
        mode: MatchMode,
    },
    /// A field and its values, empty ones too.
    Field {
        name: &'q str,
        values: Vec<RawValue<'q>>,
    },
}

/// One value of a field as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawValue<'q> {
    /// Where it stands in the query, its comparison and quotes included.
    pub(crate) range: ByteRange,
    pub(crate) compare: Option<Compare>,
    pub(crate) text: Cow<'q, str>,
    /// Whether it stands in quotes, so that all of it is meant as it is.
    pub(crate) quoted: bool,
    /// Whether a comma parts it from the value before, which may be one in a number.
    pub(crate) comma: bool,
}

/// How a value is to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Compare {
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
pub(crate) fn pieces(query: &str) -> impl Iterator<Item = Lexeme<'_>> {
    Lexer::of(query)
}

impl Compare {
    /// Returns how it is written.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Is => "=",
            Self::Below => "<",
            Self::UpTo => "<=",
            Self::Above => ">",
            Self::From => ">=",
        }
    }
}

impl Polarity {
    /// Returns the sign of a term inside of a group with the sign `outer`.
    pub(crate) fn within(self, outer: Self) -> Self {
        if self == outer { Self::With } else { Self::Without }
    }
}

#[cfg(test)]
mod tests;
