//! Collects the problems of one file, up to a limit.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Rule};
use crate::text::ByteRange;

/// How many problems of one file are kept.
const LIMIT: usize = 1_000;

/// The problems found so far.
#[derive(Default)]
pub(super) struct ProblemCollector {
    problems: Vec<Diagnostic>,
    more: Option<UnkeptProblems>,
}

/// The problems that were found and not kept.
struct UnkeptProblems {
    first: ByteRange,
    count: usize,
}

impl ProblemCollector {
    /// Adds the problem at `range`; what is wrong is only worked out where the problem is kept.
    pub(super) fn add(&mut self, range: Range<usize>, problem: impl FnOnce() -> Diagnostic) {
        if let Some(more) = &mut self.more {
            more.count += 1;
        } else if self.problems.len() + 1 < LIMIT {
            self.problems.push(problem());
        } else {
            self.more = Some(UnkeptProblems { first: ByteRange::from_span(range), count: 1 });
        }
    }

    /// Returns the problems in the order of their places; the last says how many more there are.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let Self { mut problems, more } = self;
        problems.sort_by_key(|problem| problem.range);
        if let Some(UnkeptProblems { first, count }) = more {
            let message = format!("from here on {count} more lines cannot be read");
            let help = "mend the ones above first, or check that this is a case file at all";
            problems.push(Diagnostic::new(Rule::Syntax, first, message).help(help));
        }
        problems
    }
}
