//! The syntax tree of a query: terms, conditions, groups.

use std::sync::Arc;

use crate::text::ByteRange;

use super::super::lex::{MatchMode, Polarity};
use super::super::part::Part;
use super::condition::Condition;
use crate::search::matching::needle::Needle;
use crate::search::store::facts::{Fact, FieldNo, StoredForm};
use crate::search::values::truth::Truth;

/// A part of a query: a term, or several joined. Only terms are negated; the minus of a group
/// stands on its terms, with `all` and `any` changed for each other.
#[derive(Clone, Debug, PartialEq)]
pub enum QueryNode {
    /// One condition.
    Term(Term),
    /// Several.
    Group(QueryGroup),
}

/// Parts of a query that are joined; there are at least two.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryGroup {
    /// Where it stands in what was typed, its brackets and sign included.
    pub range: ByteRange,
    /// How many of the parts must hold.
    pub joined: Joined,
    /// The parts, in the order in which they were typed.
    pub nodes: Vec<QueryNode>,
}

/// How many parts of a group must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Joined {
    /// Every one.
    All,
    /// At least one.
    Any,
}

/// One condition of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Where it stands in what was typed, its sign and quotes included.
    pub range: ByteRange,
    /// Whether it must hold or must not.
    pub sign: Polarity,
    /// What is looked for.
    pub target: TermTarget,
}

/// What a term looks for.
#[derive(Clone, Debug, PartialEq)]
pub enum TermTarget {
    /// A text, anywhere in a line.
    Text {
        /// What is looked for; of a phrase, words in this order side by side.
        needle: Box<Needle>,
        /// How it must stand.
        mode: MatchMode,
    },
    /// A text, in the texts of one part of a line.
    Part {
        /// Which part.
        part: Part,
        /// What is looked for, any of which will do; there is at least one.
        needles: Vec<Needle>,
    },
    /// What is known of a field.
    Field {
        /// The name as the catalogue has it.
        name: String,
        /// Its number there.
        field: FieldNo,
        /// What is asked of it, any of which will do; there is at least one.
        asked: Vec<ValueCondition>,
    },
    /// What was asked of a field, answered before.
    Lines {
        /// The name of the field, as the catalogue has it.
        name: String,
        /// The answer for each line, by its number.
        answers: Arc<[Truth]>,
    },
}

/// What one value of a term asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueCondition {
    /// Where it stands in what was typed, its comparison and quotes included.
    pub range: ByteRange,
    /// What must hold.
    pub condition: Condition,
}

/// The order that a query asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuerySort {
    /// Where it stands in what was typed.
    pub range: ByteRange,
    /// The name of the field.
    pub name: String,
    /// Its number in the catalogue.
    pub field: FieldNo,
    /// Whether the greatest or latest come first.
    pub descending: bool,
}

impl ValueCondition {
    /// Returns whether one of these holds for a value that is stored so, and that needs no folding.
    pub fn any_of(asked: &[Self], value: &str) -> Truth {
        Self::any(asked, Fact::Value { folded: value, stored: StoredForm::As(value) })
    }

    /// Returns whether one of these holds for a fact.
    pub(in super::super) fn any(asked: &[Self], fact: Fact<'_>) -> Truth {
        asked.iter().map(|asked| asked.condition.answer(fact)).max().unwrap_or(Truth::No)
    }
}

impl QueryNode {
    /// Returns where the part stands in what was typed.
    pub fn range(&self) -> ByteRange {
        match self {
            Self::Term(term) => term.range,
            Self::Group(group) => group.range,
        }
    }

    /// Lets the part start at a place before it, where its sign is.
    pub(super) fn starts_at(&mut self, start: usize) {
        let range = match self {
            Self::Term(term) => &mut term.range,
            Self::Group(group) => &mut group.range,
        };
        *range = ByteRange::from_span(start..range.end());
    }

    /// Has the terms of a field answered, given what each asks.
    pub(super) fn answer(
        &mut self,
        wanted: FieldNo,
        answer: &dyn Fn(&[ValueCondition]) -> Arc<[Truth]>,
    ) {
        match self {
            Self::Group(group) => {
                group.nodes.iter_mut().for_each(|node| node.answer(wanted, answer));
            }
            Self::Term(Term { target: sought, .. }) => {
                if let TermTarget::Field { name, field, asked } = sought
                    && *field == wanted
                {
                    let answers = answer(asked);
                    *sought = TermTarget::Lines { name: std::mem::take(name), answers };
                }
            }
        }
    }

    /// Adds the terms of the part, as they were typed.
    pub(super) fn gather<'q>(&'q self, terms: &mut Vec<&'q Term>) {
        match self {
            Self::Term(term) => terms.push(term),
            Self::Group(group) => group.nodes.iter().for_each(|node| node.gather(terms)),
        }
    }
}
