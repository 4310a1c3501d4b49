//! What a researcher typed, understood: terms, and how they are joined. Knows no line.

mod condition;
mod field;
mod parse;
mod problem;
mod range;
mod term;
mod value;
mod wrong;

pub use condition::Condition;
pub use problem::QueryProblem;
pub use term::{Asked, Group, Joined, Node, Sorting, Sought, Term};

use super::catalogue::Catalogue;
use super::lex::{Manner, Sign};
use super::needle::Needle;
use super::tier::Reach;
use parse::Parsed;

/// What was typed, understood: nodes that must all hold. The empty query holds everywhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    nodes: Vec<Node>,
    sorting: Option<Sorting>,
    together: Option<Needle>,
}

impl Query {
    /// Reads what was typed; every text is a query. The catalogue says what it may ask for.
    ///
    /// What is only begun (`place:`, `age:<`, a lone quote or sign, an open bracket) is left out, so
    /// that a list does not empty while somebody types.
    pub fn read(typed: &str, catalogue: &Catalogue) -> (Self, Vec<QueryProblem>) {
        let Parsed { nodes, sorting, problems } = parse::parse(typed, catalogue);
        let together = together(typed, &nodes);
        (Self { nodes, sorting, together }, problems)
    }

    /// Reads what was typed, where the fields take any words.
    pub fn parse(typed: &str, fields: &[&str]) -> (Self, Vec<QueryProblem>) {
        Self::read(typed, &Catalogue::of_words(fields))
    }

    /// Tells whether every line is wanted.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns the parts that must all hold, as they were typed, without those that were left out.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Returns the order asked for.
    pub fn sorting(&self) -> Option<&Sorting> {
        self.sorting.as_ref()
    }

    /// Returns all terms, those in groups too, as they were typed.
    pub fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        self.nodes.iter().for_each(|node| node.gather(&mut terms));
        terms
    }

    /// Returns the words and phrases that a line may have been found by, and how roughly each may
    /// be found.
    ///
    /// A phrase is meant as it was typed.
    pub(super) fn needles(&self) -> impl Iterator<Item = (&Needle, Reach)> {
        let wanted = self.terms().into_iter().filter(|term| term.sign == Sign::With);
        wanted.filter_map(|term| match &term.sought {
            Sought::Text { needle, manner: Manner::Rough } => Some((&**needle, Reach::Scattered)),
            Sought::Text { needle, .. } => Some((&**needle, Reach::Literal)),
            Sought::Part { .. } | Sought::Field { .. } => None,
        })
    }

    /// Returns the wanted words as one text, where there are several: they may be a whole name.
    pub(super) fn together(&self) -> Option<&Needle> {
        self.together.as_ref()
    }
}

fn together(typed: &str, nodes: &[Node]) -> Option<Needle> {
    let mut words = Vec::new();
    for node in nodes {
        match node {
            Node::Term(Term { sign: Sign::Without, .. }) => {}
            Node::Term(Term { range, sought, .. }) => match sought {
                Sought::Text { manner: Manner::Rough, .. } => words.push(range.of(typed)),
                Sought::Text { .. } => return None,
                Sought::Part { .. } | Sought::Field { .. } => {}
            },
            Node::Group(_) => return None,
        }
    }
    (words.len() > 1).then(|| Needle::new(&words.join(" ")))?
}

#[cfg(test)]
mod tests;
