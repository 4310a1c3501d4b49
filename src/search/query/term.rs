//! The syntax tree of a query: terms, conditions, groups.

use std::sync::Arc;

use crate::text::ByteRange;

use super::condition::Condition;
use crate::search::lex::{MatchMode, Polarity};
use crate::search::matching::needle::Needle;
use crate::search::part::Part;
use crate::search::store::facts::{Fact, FieldNo, StoredForm};
use crate::search::values::truth::Truth;

/// A node of a query: a term, or several nodes joined. Only terms are negated: the parser moves the minus of a
/// group down to its terms and swaps `all` and `any`.
#[derive(Clone, Debug, PartialEq)]
pub enum QueryNode {
    /// A term.
    Term(Term),
    /// A group.
    Group(QueryGroup),
}

/// Nodes that are joined; there are at least two.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryGroup {
    /// Its place in the query, including its brackets and sign.
    pub range: ByteRange,
    /// How many of the nodes must hold.
    pub joined: Joined,
    /// The nodes, in the order in which they were typed.
    pub nodes: Vec<QueryNode>,
}

/// How many nodes of a group must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Joined {
    /// All of them.
    All,
    /// At least one.
    Any,
}

/// One condition of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its place in the query, including its sign and quotes.
    pub range: ByteRange,
    /// Whether it must hold or must not.
    pub sign: Polarity,
    /// What it searches for.
    pub target: TermTarget,
}

/// What a term searches for.
#[derive(Clone, Debug, PartialEq)]
pub enum TermTarget {
    /// A text, anywhere in a line.
    Text {
        /// The text; a phrase is one text with its spaces.
        needle: Box<Needle>,
        /// How it must match.
        mode: MatchMode,
    },
    /// A text, in one part of a line.
    Part {
        /// The part.
        part: Part,
        /// The texts, one of which must match; there is at least one.
        needles: Vec<Needle>,
    },
    /// The value of a field.
    Field {
        /// The name of the field in the catalogue.
        name: String,
        /// Its number there.
        field: FieldNo,
        /// The conditions, one of which must hold; there is at least one.
        asked: Vec<ValueCondition>,
    },
    /// A condition on a field that has been answered already.
    Lines {
        /// The name of the field in the catalogue.
        name: String,
        /// The answer for each line, by its number.
        answers: Arc<[Truth]>,
    },
}

/// The condition of one value of a term.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueCondition {
    /// The place of the value in the query, including its comparison and quotes.
    pub range: ByteRange,
    /// The condition.
    pub condition: Condition,
}

/// The sort order in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuerySort {
    /// Its place in the query.
    pub range: ByteRange,
    /// The name of the field.
    pub name: String,
    /// Its number in the catalogue.
    pub field: FieldNo,
    /// Whether the greatest or latest come first.
    pub descending: bool,
}

impl ValueCondition {
    /// Returns whether one of these holds for a value that is the same when folded.
    pub fn any_of(asked: &[Self], value: &str) -> Truth {
        Self::any(asked, Fact::Value { folded: value, stored: StoredForm::As(value) })
    }

    /// Returns whether one of these holds for a fact.
    pub(in super::super) fn any(asked: &[Self], fact: Fact<'_>) -> Truth {
        asked.iter().map(|asked| asked.condition.answer(fact)).max().unwrap_or(Truth::No)
    }
}

impl QueryNode {
    /// Returns the place of the node in the query.
    pub fn range(&self) -> ByteRange {
        match self {
            Self::Term(term) => term.range,
            Self::Group(group) => group.range,
        }
    }

    /// Extends the node's range to start where its sign does.
    pub(super) fn starts_at(&mut self, start: usize) {
        let range = match self {
            Self::Term(term) => &mut term.range,
            Self::Group(group) => &mut group.range,
        };
        *range = ByteRange::from_span(start..range.end());
    }

    /// Replaces the conditions on a field by their answers.
    pub(super) fn answer(
        &mut self,
        wanted: FieldNo,
        answer: &dyn Fn(&[ValueCondition]) -> Arc<[Truth]>,
    ) {
        match self {
            Self::Group(group) => {
                group.nodes.iter_mut().for_each(|node| node.answer(wanted, answer));
            }
            Self::Term(Term { target, .. }) => {
                if let TermTarget::Field { name, field, asked } = target
                    && *field == wanted
                {
                    let answers = answer(asked);
                    *target = TermTarget::Lines { name: std::mem::take(name), answers };
                }
            }
        }
    }

    /// Adds the terms of the node, as they were typed.
    pub(super) fn gather<'q>(&'q self, terms: &mut Vec<&'q Term>) {
        match self {
            Self::Term(term) => terms.push(term),
            Self::Group(group) => group.nodes.iter().for_each(|node| node.gather(terms)),
        }
    }
}
