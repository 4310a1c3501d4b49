//! Incremental refinement: when a query can only match lines that the previous query found.
//!
//! While the user types, most queries extend the one before. If every node of the old query is implied by a
//! node of the new one, only the old hits are searched. This is sound for literal matches only, and the
//! implication is tested on the syntax tree, so it misses some cases and never claims a wrong one.

use super::line_match::Hit;
use crate::search::folding::fold::Preserve;
use crate::search::lex::{MatchMode, Polarity};
use crate::search::matching::needle::Needle;
use crate::search::query::{Query, QueryNode, Term, TermTarget};

/// The literal matches of a query, for the next one to start from.
#[derive(Clone, Debug, Default)]
pub struct PreviousResults {
    query: Query,
    lines: Vec<bool>,
}

impl PreviousResults {
    /// Returns the results of a query with these hits.
    pub(crate) fn of<'h>(
        query: &Query,
        hits: impl IntoIterator<Item = &'h Hit>,
        lines: usize,
    ) -> Self {
        let mut found = vec![false; lines];
        for hit in hits {
            if let Some(found) = found.get_mut(hit.index) {
                *found = true;
            }
        }
        Self { query: query.clone(), lines: found }
    }

    /// Returns the query.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Returns the only lines that `query` can match literally, or `None` if it is not a refinement.
    pub(crate) fn candidates(&self, query: &Query, lines: usize) -> Option<&[bool]> {
        (self.lines.len() == lines && narrows(query, &self.query)).then_some(&self.lines)
    }
}

/// Returns whether every literal match of `query` is surely one of `before`.
fn narrows(query: &Query, before: &Query) -> bool {
    before.nodes().iter().all(|before| query.nodes().iter().any(|node| implies(node, before)))
}

fn implies(node: &QueryNode, before: &QueryNode) -> bool {
    match (node, before) {
        (QueryNode::Term(term), QueryNode::Term(before)) => term_implies(term, before),
        // The places of groups in the query may have changed, their meaning has not.
        (QueryNode::Group(group), QueryNode::Group(before)) => {
            group.joined == before.joined
                && group.nodes.len() == before.nodes.len()
                && group.nodes.iter().zip(&before.nodes).all(|(node, before)| implies(node, before))
        }
        (QueryNode::Term(_), QueryNode::Group(_)) | (QueryNode::Group(_), QueryNode::Term(_)) => {
            false
        }
    }
}

fn term_implies(term: &Term, before: &Term) -> bool {
    let same = term.sign == before.sign && term.target == before.target;
    same || match (&term.target, &before.target) {
        (
            TermTarget::Text { needle, .. },
            TermTarget::Text { needle: shorter, mode: MatchMode::Rough | MatchMode::Exact },
        ) => {
            (term.sign, before.sign) == (Polarity::With, Polarity::With)
                && contains(needle, shorter)
        }
        (
            TermTarget::Text { .. }
            | TermTarget::Part { .. }
            | TermTarget::Field { .. }
            | TermTarget::Lines { .. },
            _,
        ) => false,
    }
}

/// Returns whether a text that contains `needle` surely contains `shorter`.
fn contains(needle: &Needle, shorter: &Needle) -> bool {
    match shorter.preserve() {
        Preserve::Nothing => needle.folded().contains(shorter.text()),
        // Needles that preserve different things are searched in differently folded texts.
        keep @ (Preserve::Case | Preserve::Accents | Preserve::All) => {
            let has = |own: &str| shorter.ways().any(|shorter| own.contains(shorter));
            needle.preserve() == keep && needle.ways().all(has)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, typed: &str, expected: bool) {
        let query = |typed| Query::parse(typed, &["kind"]).0;
        assert_eq!(narrows(&query(typed), &query(before)), expected, "{before} → {typed}");
    }

    #[test]
    fn a_query_that_only_grew_is_a_refinement() {
        check("", "test", true);
        check("te", "test", true);
        check("te", "TE", true);
        check("te", "Test", true);
        check("test", "test person", true);
        check("test", "\"a test\"", true);
        check("-x", "-x test", true);
        check("kind:a te", "kind:a test", true);
        check("a | te", "a | test", true);
        check("te", "^test$", true);
        check("test -(a b)", "test x -(a b)", true);
    }

    #[test]
    fn a_query_that_changed_otherwise_is_none() {
        check("test", "te", false);
        check("test", "-test", false);
        check("-te", "-test", false);
        check("kind:a", "kind:ab", false);
        check("Te", "test", false);
        check("Té", "Test", false);
        check("^te", "test", false);
        check("^te", "^test", false);
        check("test", "test | x", false);
        check("a (b | c)", "a b c", false);
        check("test person", "person", false);
    }
}
