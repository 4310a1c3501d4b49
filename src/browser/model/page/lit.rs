//! What the query found, lit up in the words of a line.

use crate::search::{Query, Reach, highlights};
use crate::text::ByteRange;

use super::line::{Line, Placed, Role, Run};

impl Line {
    /// Returns the line with what the query found apart from the rest.
    #[must_use]
    pub fn lit(&self, query: &Query) -> Self {
        let mut lit = Self::default();
        for Placed { at, run } in self.runs() {
            let mut next = *at;
            for part in run.lit(query, Reach::Literal) {
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
    pub fn levelled(&self) -> Self {
        let mut levelled = Self::default();
        for Placed { at, run } in self.runs() {
            let role = if run.role == Role::Match { Role::Match } else { Role::Text };
            levelled.put(*at, Some(Run::new(role, run.text.as_str())));
        }
        levelled
    }

    /// Tells whether the line shows anything that the query found.
    pub fn shows(&self, query: &Query) -> bool {
        let mut own = self.runs().iter().map(|placed| &placed.run);
        own.any(|run| run.can_be_lit() && !highlights(query, &run.text, Reach::Literal).is_empty())
    }
}

impl Run {
    /// Returns the run in parts, what the query found apart from the rest; scattered letters only
    /// where `reach` asks for them.
    pub(super) fn lit(&self, query: &Query, reach: Reach) -> Vec<Self> {
        if !self.can_be_lit() {
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

    /// Tells whether the run says something of a record; labels and signs are the program's own.
    fn can_be_lit(&self) -> bool {
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
        let mut line = Line::of(3, Run::new(Role::Quoted, "said Thử to"));
        line.put(1, Some(Run::new(Role::Label, "thu")));
        let lit = line.lit(&query);
        let runs = lit.runs().iter().map(|placed| (placed.at, placed.run.text.as_str()));
        assert_eq!(runs.collect::<Vec<_>>(), [(3, "said "), (8, "Thử"), (11, " to"), (1, "thu")]);
        assert_eq!(lit.runs()[1].run.role, Role::Match);
        assert!(line.shows(&query) && !line.shows(&Query::default()));
    }
}
