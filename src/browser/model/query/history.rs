//! The search history, and stepping through it.
//!
//! Queries may name people in danger, so it is kept in memory only.

use std::collections::VecDeque;

use crate::session::prompt::Prompt;

/// The queries asked before, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryHistory {
    /// The latest first.
    queries: VecDeque<String>,
}

/// A walk through the queries that begin as what was being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryWalk {
    typed: Prompt,
    found: Vec<String>,
    /// How many queries back the walk is; at zero the line has what was being typed.
    steps: usize,
}

/// As many queries as anyone looks through.
const MOST: usize = 200;

impl QueryHistory {
    /// Remembers a query as the latest; one without words is not remembered.
    pub fn remember(&mut self, query: &str) {
        let query = query.trim();
        if query.is_empty() {
            return;
        }
        self.queries.retain(|earlier| earlier != query);
        self.queries.push_front(query.to_owned());
        self.queries.truncate(MOST);
    }

    /// Returns the queries, the latest first.
    pub fn latest_first(&self) -> impl Iterator<Item = &str> {
        self.queries.iter().map(String::as_str)
    }

    /// Returns a walk from what is being typed through the queries that begin with `start`.
    pub fn walk(&self, typed: &Prompt, start: &str) -> HistoryWalk {
        let text = typed.text();
        // The query that is in the line already would be a step that changes nothing.
        let others = self.latest_first().filter(|query| *query != text.trim());
        let found = others.filter(|query| query.starts_with(start.trim_start()));
        HistoryWalk { typed: typed.clone(), found: found.map(str::to_owned).collect(), steps: 0 }
    }
}

impl HistoryWalk {
    /// Goes to the query asked before, and returns it; `None` at the first.
    pub fn earlier(&mut self) -> Option<Prompt> {
        let query = self.found.get(self.steps)?;
        self.steps += 1;
        Some(Prompt::of(query))
    }

    /// Goes to the next later query and returns it; after the last comes the text being typed, `None`
    /// beyond.
    pub fn later(&mut self) -> Option<Prompt> {
        self.steps = self.steps.checked_sub(1)?;
        let query = self.steps.checked_sub(1).and_then(|before| self.found.get(before));
        Some(query.map_or_else(|| self.typed.clone(), |query| Prompt::of(query)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::line_edit::LineEdit;

    fn past(queries: &[&str]) -> QueryHistory {
        let mut past = QueryHistory::default();
        for query in queries {
            past.remember(query);
        }
        past
    }

    #[test]
    fn each_query_is_remembered_once_and_the_oldest_are_forgotten() {
        let past = past(&["a", " b ", "", "  ", "a"]);
        assert_eq!(past.latest_first().collect::<Vec<_>>(), ["a", "b"]);
        let mut past = QueryHistory::default();
        (0..300).for_each(|number| past.remember(&number.to_string()));
        let queries: Vec<_> = past.latest_first().collect();
        assert_eq!((queries.len(), queries[0], queries[199]), (MOST, "299", "100"));
    }

    #[test]
    fn a_walk_goes_through_those_that_begin_alike_and_comes_back_to_what_was_typed() {
        let past = past(&["kind:victim", "age:17", "kind:arrest", "kind:"]);
        let mut typed = Prompt::of("kind:");
        typed.edit(LineEdit::Start);
        let mut walk = past.walk(&typed, "kind:");
        let said = |prompt: Option<Prompt>| prompt.map(|prompt| prompt.text());
        assert_eq!(walk.later(), None);
        assert_eq!(said(walk.earlier()).as_deref(), Some("kind:arrest"));
        assert_eq!(said(walk.earlier()).as_deref(), Some("kind:victim"));
        assert_eq!(walk.earlier(), None);
        assert_eq!(said(walk.later()).as_deref(), Some("kind:arrest"));
        assert_eq!(walk.later(), Some(typed));
        assert_eq!(walk.later(), None);
    }
}
