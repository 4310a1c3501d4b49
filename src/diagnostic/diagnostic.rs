//! One thing that is wrong with a text: rule, place, sentence, remedy and fix.

use std::path::Path;

use crate::text::ByteRange;

use super::fix::Fix;
use super::rule::{Rule, Severity};

/// One thing that is wrong with one text.
///
/// A large collection stores many of these, so its texts are as long as what they hold and the rest
/// is boxed. Stored ones have no fix: it is computed again from the text on request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that is broken.
    pub code: Rule,
    /// Where in the text; empty at 0 where the whole text is meant.
    pub range: ByteRange,
    /// What is wrong, in a sentence without a full stop.
    pub message: Box<str>,
    /// What to do about it, in the imperative, where that is known.
    pub help: Option<Box<str>>,
    /// The edits that do it, where they are known.
    pub fix: Option<Box<Fix>>,
    /// Other places that explain it.
    pub related: Option<Box<[RelatedPlace]>>,
}

/// A place that explains a diagnostic, such as the other of two equal ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedPlace {
    /// The file, relative to the collection; `None` for the file of the diagnostic.
    pub path: Option<Box<Path>>,
    /// Where in it.
    pub range: ByteRange,
    /// What is there.
    pub message: Box<str>,
}

impl Diagnostic {
    /// Returns a diagnostic without a remedy.
    pub fn new(code: Rule, range: ByteRange, message: impl Into<Box<str>>) -> Self {
        Self { code, range, message: message.into(), help: None, fix: None, related: None }
    }

    /// Returns the diagnostic of a value whose place is not known yet, to be placed with
    /// [`at`](Self::at).
    pub fn of_value(code: Rule, message: impl Into<Box<str>>) -> Self {
        Self::new(code, ByteRange::default(), message)
    }

    /// Returns the severity of its rule.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Returns the diagnostic with what follows from it added to its message.
    #[must_use]
    pub fn with_consequence(mut self, consequence: &str) -> Self {
        self.message = format!("{}; {consequence}", self.message).into();
        self
    }

    /// Returns the diagnostic with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<Box<str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Returns the diagnostic with the edits that solve it.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into().map(Box::new);
        self
    }

    /// Returns the diagnostic with one more place that explains it.
    #[must_use]
    pub fn related(mut self, place: RelatedPlace) -> Self {
        let known = self.related.take().map(<[_]>::into_vec).unwrap_or_default();
        self.related = Some(known.into_iter().chain([place]).collect());
        self
    }

    /// Returns the diagnostic at another place; a fix that replaces its old place replaces the new one.
    #[must_use]
    pub fn at(mut self, range: ByteRange) -> Self {
        if let Some(fix) = &mut self.fix {
            fix.replace_elsewhere(self.range, range);
        }
        self.range = range;
        self
    }

    /// Returns the diagnostic as it is in a text whose part it was found in starts at `by`.
    #[must_use]
    pub fn moved(mut self, by: usize) -> Self {
        self.range = self.range.moved(by);
        if let Some(fix) = &mut self.fix {
            fix.move_by(by);
        }
        self
    }
}

/// Adds a consequence to the problem that starts or overlaps at a place; returns whether there was one.
pub(crate) fn add_consequence(
    problems: &mut [Diagnostic],
    at: ByteRange,
    consequence: &str,
) -> bool {
    let is_here = |problem: &&mut Diagnostic| {
        problem.range.overlaps(at) || problem.range.start() == at.start()
    };
    let Some(problem) = problems.iter_mut().find(is_here) else { return false };
    if !problem.message.ends_with(consequence) {
        *problem = problem.clone().with_consequence(consequence);
    }
    true
}
