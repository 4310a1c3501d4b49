//! A parsed query: a tree of terms, a sort order, and the problems found.

pub(crate) mod catalogue;
mod condition;
mod field;
mod parse;
mod problem;
mod range;
mod term;
mod unfinished;
mod value;
pub(crate) use condition::Condition;
pub(crate) use term::{Joined, QueryGroup, QueryNode, QuerySort, Term, TermTarget, ValueCondition};

use crate::diagnostic::Diagnostic;
use std::sync::Arc;

use super::lex::{MatchMode, Polarity};
use super::matching::needle::Needle;
use super::matching::tier::Looseness;
use super::store::facts::FieldNo;
use super::values::truth::Truth;
use crate::text::ByteRange;
use catalogue::Catalogue;
use parse::ParsedQuery;

/// What was typed, understood: nodes that must all hold. The empty query holds everywhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    nodes: Vec<QueryNode>,
    sorting: Option<QuerySort>,
    unfinished: Option<ByteRange>,
    whole_name: Option<Needle>,
}

impl Query {
    /// Reads what was typed; every text is a query. The catalogue says what it may ask for.
    ///
    /// Unfinished terms (`place:`, `age:<`, a lone quote or sign, an open bracket) are left out, so
    /// that the list does not become empty while the user types.
    pub fn read(typed: &str, catalogue: &Catalogue) -> (Self, Vec<Diagnostic>) {
        let ParsedQuery { nodes, sorting, unfinished: begun, problems } =
            parse::parse(typed, catalogue);
        let together = whole_name(typed, &nodes);
        (Self { nodes, sorting, unfinished: begun, whole_name: together }, problems)
    }

    /// Reads what was typed, where the fields take any words.
    pub fn parse(typed: &str, fields: &[&str]) -> (Self, Vec<Diagnostic>) {
        Self::read(typed, &Catalogue::of_words(fields))
    }

    /// Returns whether every line is wanted.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns the parts that must all hold, as they were typed, without those that were left out.
    pub fn nodes(&self) -> &[QueryNode] {
        &self.nodes
    }

    /// Returns whether the query contains words or phrases, which can be highlighted in a text.
    pub fn has_words(&self) -> bool {
        self.needles().next().is_some()
    }

    /// Returns the order asked for.
    pub fn sorting(&self) -> Option<&QuerySort> {
        self.sorting.as_ref()
    }

    /// Returns where the first term stands that names a field and asks nothing of it yet, or less than
    /// is typed, or the first operator that joins nothing.
    ///
    /// Who types on knows; who is done has forgotten something.
    pub fn unfinished(&self) -> Option<ByteRange> {
        self.unfinished
    }

    /// Returns all terms, those in groups too, as they were typed.
    pub fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        self.nodes.iter().for_each(|node| node.gather(&mut terms));
        terms
    }

    /// Returns whether a field is asked for anywhere in it, by the name that the catalogue has.
    pub fn names_field(&self, wanted: &str) -> bool {
        self.asked_fields().any(|(name, _)| name == wanted)
    }

    /// Returns the fields that are asked for, each as often as it is.
    pub fn fields(&self) -> impl Iterator<Item = FieldNo> {
        self.asked_fields().map(|(_, field)| field)
    }

    fn asked_fields(&self) -> impl Iterator<Item = (&str, FieldNo)> {
        self.terms().into_iter().filter_map(|term| match &term.target {
            TermTarget::Field { name, field, .. } => Some((name.as_str(), *field)),
            TermTarget::Text { .. } | TermTarget::Part { .. } | TermTarget::Lines { .. } => None,
        })
    }

    /// Returns the query with what it asks of a field answered for all lines; `answer` is given what
    /// each term asks. It is for what the facts of a line do not tell by themselves.
    #[must_use]
    pub fn answered(
        &self,
        field: FieldNo,
        answer: impl Fn(&[ValueCondition]) -> Arc<[Truth]>,
    ) -> Self {
        let mut query = self.clone();
        query.nodes.iter_mut().for_each(|node| node.answer(field, &answer));
        query
    }

    /// Returns what of the query is about fields alone: every line that holds the query holds this
    /// too, and what a line says elsewhere makes no difference to it.
    #[must_use]
    pub fn field_terms_only(&self) -> Self {
        let nodes = self.nodes.iter().filter(|node| {
            let mut terms = Vec::new();
            node.gather(&mut terms);
            terms.iter().all(|term| matches!(term.target, TermTarget::Field { .. }))
        });
        Self { nodes: nodes.cloned().collect(), ..Self::default() }
    }

    /// Returns the words and phrases that a line may have been found by, and how roughly each may
    /// be found.
    ///
    /// A phrase is meant as it was typed.
    pub(super) fn needles(&self) -> impl Iterator<Item = (&Needle, Looseness)> {
        let wanted = self.terms().into_iter().filter(|term| term.sign == Polarity::With);
        wanted.filter_map(|term| match &term.target {
            TermTarget::Text { needle, mode: MatchMode::Rough } => {
                Some((&**needle, Looseness::Typo))
            }
            TermTarget::Text { needle, .. } => Some((&**needle, Looseness::Literal)),
            TermTarget::Part { .. } | TermTarget::Field { .. } | TermTarget::Lines { .. } => None,
        })
    }

    /// Returns the wanted words as one text, where there are several: they may be a whole name.
    pub(super) fn whole_name(&self) -> Option<&Needle> {
        self.whole_name.as_ref()
    }
}

fn whole_name(typed: &str, nodes: &[QueryNode]) -> Option<Needle> {
    let mut words = Vec::new();
    for node in nodes {
        match node {
            QueryNode::Term(Term { sign: Polarity::Without, .. }) => {}
            QueryNode::Term(Term { range, target: sought, .. }) => match sought {
                TermTarget::Text { mode: MatchMode::Rough, .. } => words.push(range.of(typed)),
                TermTarget::Text { .. } => return None,
                TermTarget::Part { .. } | TermTarget::Field { .. } | TermTarget::Lines { .. } => {}
            },
            QueryNode::Group(_) => return None,
        }
    }
    (words.len() > 1).then(|| Needle::new(&words.join(" ")))?
}

#[cfg(test)]
mod tests;
