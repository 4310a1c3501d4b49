//! Problems in the user's configuration, ready to be shown.

use crate::record::Problem;
use crate::text::{LineColumn, LineIndex};

/// A mistake in a configuration, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The file, as it is to be named.
    pub file: String,
    /// Where in it; nothing where the whole file is meant.
    pub at: Option<LineColumn>,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do about it, in the imperative.
    pub help: Option<String>,
}

impl ConfigProblem {
    /// Returns the mistakes that `problems` of a file's text are.
    pub fn all(file: &str, text: &str, problems: &[Problem]) -> Vec<Self> {
        let lines = LineIndex::of(text);
        let mistakes = problems.iter().map(|problem| Self {
            file: file.to_owned(),
            at: Some(lines.place(problem.range.start())),
            message: problem.message.clone(),
            help: problem.help.clone(),
        });
        mistakes.collect()
    }

    /// Returns the first of several and how many more there are, in one line.
    pub fn summary(mistakes: &[Self]) -> Option<String> {
        let (first, others) = mistakes.split_first()?;
        let more = match others.len() {
            0 => String::new(),
            more => format!(" ({more} more)"),
        };
        Some(format!("{}: {}{more}", first.place(), first.sentence()))
    }

    /// Returns the file and the line.
    pub fn place(&self) -> String {
        match self.at {
            Some(LineColumn { line, column: _ }) => format!("{}:{line}", self.file),
            None => self.file.clone(),
        }
    }

    /// Returns what is wrong and what to do about it.
    pub fn sentence(&self) -> String {
        let help = self.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{}{help}", self.message)
    }
}
