//! A parsed query: a tree of terms, a sort order, and the problems found.

pub(crate) mod catalogue;
mod condition;
mod field;
mod literal;
mod parse;
mod problem;
mod range;
mod term;
mod unfinished;
mod value;

pub(crate) use condition::Condition;
pub(crate) use term::{Joined, QueryGroup, QueryNode, QuerySort, Term, TermTarget, ValueCondition};

use std::sync::Arc;

use super::folding::fold::Preserve;
use super::lex::{MatchMode, Polarity};
use super::matching::needle::Needle;
use super::matching::tier::Looseness;
use super::store::facts::FieldNo;
use super::values::truth::Truth;
use crate::diagnostic::Diagnostic;
use crate::text::ByteRange;
use catalogue::Catalogue;
use parse::ParsedQuery;

/// A parsed query: nodes that must all match. The empty query matches every line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    nodes: Vec<QueryNode>,
    sorting: Option<QuerySort>,
    unfinished: Option<ByteRange>,
    whole_name: Option<Needle>,
}

impl Query {
    /// Parses a query; every text is one. The catalogue has the fields that it may name.
    ///
    /// Unfinished terms (`place:`, `age:<`, a lone quote or sign, an open bracket) are ignored, so that
    /// the list does not become empty while the user types.
    pub fn read(typed: &str, catalogue: &Catalogue) -> (Self, Vec<Diagnostic>) {
        let ParsedQuery { nodes, sorting, unfinished, problems } = parse::parse(typed, catalogue);
        let whole_name = whole_name(typed, &nodes);
        (Self { nodes, sorting, unfinished, whole_name }, problems)
    }

    /// Parses a query whose fields take any words.
    pub fn parse(typed: &str, fields: &[&str]) -> (Self, Vec<Diagnostic>) {
        Self::read(typed, &Catalogue::of_words(fields))
    }

    /// Returns whether the query matches every line.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns the nodes that must all match, as they were typed, without the ignored ones.
    pub fn nodes(&self) -> &[QueryNode] {
        &self.nodes
    }

    /// Returns whether the query contains words or phrases, which can be highlighted in a text.
    pub fn has_words(&self) -> bool {
        self.needles().next().is_some()
    }

    /// Returns whether the query asks for words and phrases, and for nothing else.
    pub(crate) fn is_of_words(&self) -> bool {
        self.has_words() && self.fields().next().is_none() && self.sorting().is_none()
    }

    /// Returns the sort order that the query contains.
    pub fn sorting(&self) -> Option<&QuerySort> {
        self.sorting.as_ref()
    }

    /// Returns the place of the first unfinished term (a field without a value, or with an incomplete one)
    /// or operator without an operand.
    ///
    /// While the user types this is normal; in a finished query something was forgotten.
    pub fn unfinished(&self) -> Option<ByteRange> {
        self.unfinished
    }

    /// Returns all terms, including those in groups, as they were typed.
    pub fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        self.nodes.iter().for_each(|node| node.gather(&mut terms));
        terms
    }

    /// Returns whether the query names a field anywhere, by its name in the catalogue.
    pub fn names_field(&self, wanted: &str) -> bool {
        self.asked_fields().any(|(name, _)| name == wanted)
    }

    /// Returns the fields that the query names, once for each time.
    pub fn fields(&self) -> impl Iterator<Item = FieldNo> {
        self.asked_fields().map(|(_, field)| field)
    }

    fn asked_fields(&self) -> impl Iterator<Item = (&str, FieldNo)> {
        self.terms().into_iter().filter_map(|term| match &term.target {
            TermTarget::Field { name, field, .. } => Some((name.as_str(), *field)),
            TermTarget::Text { .. } | TermTarget::Part { .. } | TermTarget::Lines { .. } => None,
        })
    }

    /// Returns the query with every condition on a field replaced by its answers for all lines, which
    /// `answer` computes. It is for fields whose answer depends on more than the facts of one line.
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

    /// Returns the query reduced to the nodes that name fields only. Every line that matches the query
    /// matches the reduced one, which does not depend on the texts of a line.
    #[must_use]
    pub fn field_terms_only(&self) -> Self {
        let nodes = self.nodes.iter().filter(|node| {
            let mut terms = Vec::new();
            node.gather(&mut terms);
            terms.iter().all(|term| matches!(term.target, TermTarget::Field { .. }))
        });
        Self { nodes: nodes.cloned().collect(), ..Self::default() }
    }

    /// Returns the words and phrases that a line can match, with the looseness that each allows.
    ///
    /// A phrase only matches literally.
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

    /// Returns whether any word is also found where it is written with a slip, as a part of a word, or by its sound.
    pub fn has_loose_words(&self) -> bool {
        self.needles().any(|(_, looseness)| looseness != Looseness::Literal)
    }

    /// Returns whether any of the words or phrases is only found where it is written with the same capitals or accents.
    pub(crate) fn preserves_forms(&self) -> bool {
        let of_term = |term: &Term| match &term.target {
            TermTarget::Text { needle, .. } => needle.preserve() != Preserve::Nothing,
            TermTarget::Part { needles, .. } => {
                needles.iter().any(|needle| needle.preserve() != Preserve::Nothing)
            }
            TermTarget::Field { .. } | TermTarget::Lines { .. } => false,
        };
        let whole_name = self.whole_name.as_ref();
        self.terms().into_iter().any(of_term)
            || whole_name.is_some_and(|needle| needle.preserve() != Preserve::Nothing)
    }

    /// Returns the words that an archived text can have to be found.
    pub(crate) fn text_words(&self) -> Vec<&Needle> {
        let wanted = self.terms().into_iter().filter(|term| term.sign == Polarity::With);
        let asked = wanted.filter_map(|term| match &term.target {
            TermTarget::Field { asked, .. } => Some(asked),
            TermTarget::Text { .. } | TermTarget::Part { .. } | TermTarget::Lines { .. } => None,
        });
        asked.flatten().filter_map(|asked| asked.condition.text_words()).collect()
    }

    /// Returns the words as one text if there are several: together they may be a whole name.
    pub(super) fn whole_name(&self) -> Option<&Needle> {
        self.whole_name.as_ref()
    }
}

fn whole_name(typed: &str, nodes: &[QueryNode]) -> Option<Needle> {
    let mut words = Vec::new();
    for node in nodes {
        match node {
            QueryNode::Term(Term { sign: Polarity::Without, .. }) => {}
            QueryNode::Term(Term { range, target, .. }) => match target {
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
