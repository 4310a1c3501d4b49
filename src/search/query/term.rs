//! The tree of a query: conditions, and how they are joined. Knows not how it is written.

use std::sync::Arc;

use crate::text::ByteRange;

use super::super::answer::Answer;
use super::super::facts::{Fact, FieldNo, Stored};
use super::super::lex::{Manner, Sign};
use super::super::needle::Needle;
use super::super::part::Part;
use super::condition::Condition;

/// A part of a query: a term, or several joined. Only terms are negated; the minus of a group
/// stands on its terms, with `all` and `any` changed for each other.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// One condition.
    Term(Term),
    /// Several.
    Group(Group),
}

/// Parts of a query that are joined; there are at least two.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Where it stands in what was typed, its brackets and sign included.
    pub range: ByteRange,
    /// How many of the parts must hold.
    pub joined: Joined,
    /// The parts, in the order in which they were typed.
    pub nodes: Vec<Node>,
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
    pub sign: Sign,
    /// What is looked for.
    pub sought: Sought,
}

/// What a term looks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Sought {
    /// A text, anywhere in a line.
    Text {
        /// What is looked for; of a phrase, words in this order side by side.
        needle: Box<Needle>,
        /// How it must stand.
        manner: Manner,
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
        asked: Vec<Asked>,
    },
    /// What was asked of a field, answered before.
    Lines {
        /// The name of the field, as the catalogue has it.
        name: String,
        /// The answer for each line, by its number.
        answers: Arc<[Answer]>,
    },
}

/// What one value of a term asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Where it stands in what was typed, its comparison and quotes included.
    pub range: ByteRange,
    /// What must hold.
    pub condition: Condition,
}

/// The order that a query asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorting {
    /// Where it stands in what was typed.
    pub range: ByteRange,
    /// The name of the field.
    pub name: String,
    /// Its number in the catalogue.
    pub field: FieldNo,
    /// Whether the greatest or latest come first.
    pub descending: bool,
}

impl Asked {
    /// Tells whether one of these holds for a value that is stored so, and that needs no folding.
    pub fn any_of(asked: &[Self], value: &str) -> Answer {
        Self::any(asked, Fact::Value { folded: value, stored: Stored::As(value) })
    }

    /// Tells whether one of these holds for a fact.
    pub(in super::super) fn any(asked: &[Self], fact: Fact<'_>) -> Answer {
        asked.iter().map(|asked| asked.condition.answer(fact)).max().unwrap_or(Answer::No)
    }
}

impl Node {
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
    pub(super) fn answer(&mut self, wanted: FieldNo, answer: &dyn Fn(&[Asked]) -> Arc<[Answer]>) {
        match self {
            Self::Group(group) => {
                group.nodes.iter_mut().for_each(|node| node.answer(wanted, answer));
            }
            Self::Term(Term { sought, .. }) => {
                if let Sought::Field { name, field, asked } = sought
                    && *field == wanted
                {
                    let answers = answer(asked);
                    *sought = Sought::Lines { name: std::mem::take(name), answers };
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
