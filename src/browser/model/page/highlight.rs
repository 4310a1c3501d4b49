//! Highlights search matches in a line.

use crate::search::{Looseness, Query, highlights};
use crate::text::ByteRange;

use crate::browser::model::page::line::{PageLine, PlacedRun, Role, StyledRun};

impl PageLine {
    /// Returns the line with what the query found apart from the rest.
    #[must_use]
    pub fn highlighted(&self, query: &Query) -> Self {
        let mut lit = Self::default();
        for PlacedRun { at, run } in self.runs() {
            let mut next = *at;
            for part in run.highlighted(query, Looseness::Literal) {
                let cells = part.width();
                lit.put(next, Some(part));
                next += cells;
            }
        }
        lit
    }

    /// Returns the line for a row that is painted as a whole: of its parts, only what was found
    /// keeps a style of its own.
    #[must_use]
    pub fn flattened(&self) -> Self {
        let mut levelled = Self::default();
        for PlacedRun { at, run } in self.runs() {
            let role = if run.role == Role::Match { Role::Match } else { Role::Text };
            levelled.put(*at, Some(StyledRun::new(role, run.text.as_str())));
        }
        levelled
    }

    /// Returns whether the line shows anything that the query found.
    pub fn shows(&self, query: &Query) -> bool {
        let mut own = self.runs().iter().map(|placed| &placed.run);
        own.any(|run| {
            run.is_highlightable() && !highlights(query, &run.text, Looseness::Literal).is_empty()
        })
    }
}

impl StyledRun {
    /// Returns the run in parts, with matches apart from the rest; fuzzy matches only if `reach`
    /// includes them.
    pub(crate) fn highlighted(&self, query: &Query, reach: Looseness) -> Vec<Self> {
        if !self.is_highlightable() {
            return vec![self.clone()];
        }
        let mut runs = Vec::new();
        let mut reached = 0;
        for range in highlights(query, &self.text, reach) {
            let before = ByteRange::from_span(reached..range.start());
            runs.push(Self::new(self.role, before.of(&self.text)));
            runs.push(Self::new(Role::Match, range.of(&self.text)));
            reached = range.end();
        }
        let rest = ByteRange::from_span(reached..self.text.len());
        runs.push(Self::new(self.role, rest.of(&self.text)));
        runs.retain(|run| !run.text.is_empty());
        runs
    }

    /// Returns whether the run says something of a record; labels and signs are the program's own.
    fn is_highlightable(&self) -> bool {
        match self.role {
            Role::Text | Role::Heading | Role::Link | Role::Quoted => true,
            Role::Label
            | Role::Quiet
            | Role::Focus
            | Role::Cursor
            | Role::Selected
            | Role::Match
            | Role::Key
            | Role::Sourced
            | Role::Unchecked
            | Role::Unsourced
            | Role::Disputed
            | Role::Warning => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_apart_and_nothing_moves() {
        let (query, _) = Query::parse("thu", &[]);
        let mut line = PageLine::of(3, StyledRun::new(Role::Quoted, "said Thử to"));
        line.put(1, Some(StyledRun::new(Role::Label, "thu")));
        let lit = line.highlighted(&query);
        let runs = lit.runs().iter().map(|placed| (placed.at, placed.run.text.as_str()));
        assert_eq!(runs.collect::<Vec<_>>(), [(3, "said "), (8, "Thử"), (11, " to"), (1, "thu")]);
        assert_eq!(lit.runs()[1].run.role, Role::Match);
        assert!(line.shows(&query) && !line.shows(&Query::default()));
    }
}
