//! What a researcher typed, understood: terms, and how they are joined. Knows no line.

mod condition;
mod field;
mod parse;
mod problem;
mod range;
mod term;
mod unfinished;
mod value;
mod wrong;

pub use condition::Condition;
pub use problem::QueryProblem;
pub use term::{Asked, Group, Joined, Node, Sorting, Sought, Term};

use std::sync::Arc;

use super::answer::Answer;
use super::catalogue::Catalogue;
use super::facts::FieldNo;
use super::lex::{Manner, Sign};
use super::needle::Needle;
use super::tier::Reach;
use crate::text::ByteRange;
use parse::Parsed;

/// What was typed, understood: nodes that must all hold. The empty query holds everywhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    nodes: Vec<Node>,
    sorting: Option<Sorting>,
    begun: Option<ByteRange>,
    together: Option<Needle>,
}

impl Query {
    /// Reads what was typed; every text is a query. The catalogue says what it may ask for.
    ///
    /// What is only begun (`place:`, `age:<`, a lone quote or sign, an open bracket) is left out, so
    /// that a list does not empty while somebody types.
    pub fn read(typed: &str, catalogue: &Catalogue) -> (Self, Vec<QueryProblem>) {
        let Parsed { nodes, sorting, begun, problems } = parse::parse(typed, catalogue);
        let together = together(typed, &nodes);
        (Self { nodes, sorting, begun, together }, problems)
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

    /// Tells whether the query looks for words or phrases, which can be lit up in a text.
    pub fn has_words(&self) -> bool {
        self.needles().next().is_some()
    }

    /// Returns the order asked for.
    pub fn sorting(&self) -> Option<&Sorting> {
        self.sorting.as_ref()
    }

    /// Returns where the first term stands that names a field and asks nothing of it yet, or less than
    /// is typed, or the first operator that joins nothing.
    ///
    /// Who types on knows; who is done has forgotten something.
    pub fn begun(&self) -> Option<ByteRange> {
        self.begun
    }

    /// Returns all terms, those in groups too, as they were typed.
    pub fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        self.nodes.iter().for_each(|node| node.gather(&mut terms));
        terms
    }

    /// Tells whether a field is asked for anywhere in it, by the name that the catalogue has.
    pub fn asks_for(&self, wanted: &str) -> bool {
        self.asked_fields().any(|(name, _)| name == wanted)
    }

    /// Returns the fields that are asked for, each as often as it is.
    pub fn fields(&self) -> impl Iterator<Item = FieldNo> {
        self.asked_fields().map(|(_, field)| field)
    }

    fn asked_fields(&self) -> impl Iterator<Item = (&str, FieldNo)> {
        self.terms().into_iter().filter_map(|term| match &term.sought {
            Sought::Field { name, field, .. } => Some((name.as_str(), *field)),
            Sought::Text { .. } | Sought::Part { .. } | Sought::Lines { .. } => None,
        })
    }

    /// Returns the query with what it asks of a field answered for all lines; `answer` is given what
    /// each term asks. It is for what the facts of a line do not tell by themselves.
    #[must_use]
    pub fn answered(&self, field: FieldNo, answer: impl Fn(&[Asked]) -> Arc<[Answer]>) -> Self {
        let mut query = self.clone();
        query.nodes.iter_mut().for_each(|node| node.answer(field, &answer));
        query
    }

    /// Returns what of the query is about fields alone: every line that holds the query holds this
    /// too, and what a line says elsewhere makes no difference to it.
    #[must_use]
    pub fn of_fields(&self) -> Self {
        let nodes = self.nodes.iter().filter(|node| {
            let mut terms = Vec::new();
            node.gather(&mut terms);
            terms.iter().all(|term| matches!(term.sought, Sought::Field { .. }))
        });
        Self { nodes: nodes.cloned().collect(), ..Self::default() }
    }

    /// Returns the words and phrases that a line may have been found by, and how roughly each may
    /// be found.
    ///
    /// A phrase is meant as it was typed.
    pub(super) fn needles(&self) -> impl Iterator<Item = (&Needle, Reach)> {
        let wanted = self.terms().into_iter().filter(|term| term.sign == Sign::With);
        wanted.filter_map(|term| match &term.sought {
            Sought::Text { needle, manner: Manner::Rough } => Some((&**needle, Reach::Slipped)),
            Sought::Text { needle, .. } => Some((&**needle, Reach::Literal)),
            Sought::Part { .. } | Sought::Field { .. } | Sought::Lines { .. } => None,
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
                Sought::Part { .. } | Sought::Field { .. } | Sought::Lines { .. } => {}
            },
            Node::Group(_) => return None,
        }
    }
    (words.len() > 1).then(|| Needle::new(&words.join(" ")))?
}

#[cfg(test)]
mod tests;
