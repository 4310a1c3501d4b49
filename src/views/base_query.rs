//! The query that a view is of, written so that the terms of a mark can be added to it.

use crate::search::{Catalogue, Query};

/// The query that a view is of: what was typed, in whole terms, with its words as phrases.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseQuery {
    text: String,
    query: Query,
}

impl BaseQuery {
    /// Returns the base of what was typed.
    pub fn of(typed: &str, catalogue: &Catalogue) -> Self {
        let text = Query::read(typed, catalogue).0.literal_text(typed);
        let (query, _) = Query::read(&text, catalogue);
        Self { text, query }
    }

    /// Returns its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns it, understood.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Returns the query with further terms.
    pub fn with(&self, terms: &[&str]) -> String {
        let parts = std::iter::once(self.text.as_str()).chain(terms.iter().copied());
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
