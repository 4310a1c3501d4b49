//! The query lexer: terms, groups and operators.

pub(crate) mod lexer;

use std::borrow::Cow;

use crate::text::ByteRange;
use lexer::Lexer;

/// Whether a line must match a term, or must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// It must.
    With,
    /// It must not: the term was typed behind `-` or `!`.
    Without,
}

/// How a text must occur in a line.
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

/// A token of a query, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lexeme<'q> {
    pub(crate) range: ByteRange,
    pub(crate) token: QueryToken<'q>,
}

/// A token of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum QueryToken<'q> {
    /// A word, a phrase, or a field with values, with the sign before it.
    Term(Polarity, RawTerm<'q>),
    /// `(`, with the sign before it.
    Open(Polarity),
    /// `)`.
    Close,
    /// `|`, `||` or `OR`.
    Or,
    /// `&&` or `AND`: it binds closer than `|`.
    And,
    /// `NOT`: negates the term or group after it.
    Not,
}

/// A term as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RawTerm<'q> {
    Text {
        text: Cow<'q, str>,
        mode: MatchMode,
    },
    /// A field and its values, including empty ones.
    Field {
        name: &'q str,
        values: Vec<RawValue<'q>>,
    },
}

/// One value of a field as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawValue<'q> {
    /// Its place in the query, including its comparison and quotes.
    pub(crate) range: ByteRange,
    pub(crate) compare: Option<Compare>,
    pub(crate) text: Cow<'q, str>,
    /// Whether it is in quotes, so that no character of it has a special meaning.
    pub(crate) quoted: bool,
    /// Whether a comma separates it from the value before; it may be the comma of a number.
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

/// Returns the tokens of `query`; every text is a query.
///
/// A phrase without a closing quote extends to the end, because it is still being typed.
pub(crate) fn lexemes(query: &str) -> impl Iterator<Item = Lexeme<'_>> {
    Lexer::of(query)
}

impl Compare {
    /// Returns the operator.
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
    /// Returns the sign of a term within a group that has the sign `outer`.
    pub(crate) fn within(self, outer: Self) -> Self {
        if self == outer { Self::With } else { Self::Without }
    }
}

#[cfg(test)]
mod tests;
