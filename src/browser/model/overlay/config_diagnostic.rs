//! Diagnostics of the user's configuration, each with the file and line to show.

use crate::diagnostic::Diagnostic;
use crate::text::{LineColumn, LineIndex};

/// A diagnostic of a configuration, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigDiagnostic {
    /// The path of the file as it is shown.
    pub file: String,
    /// The place in it; `None` if the whole file has the problem.
    pub at: Option<LineColumn>,
    /// What is wrong.
    pub problem: Diagnostic,
}

impl ConfigDiagnostic {
    /// Returns the diagnostics of a file's text with their places.
    pub fn all(file: &str, text: &str, problems: Vec<Diagnostic>) -> Vec<Self> {
        let lines = LineIndex::of(text);
        let placed = problems.into_iter().map(|problem| Self {
            file: file.to_owned(),
            at: Some(lines.place(problem.range.start())),
            problem,
        });
        placed.collect()
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
        let Diagnostic { message, help, .. } = &self.problem;
        let help = help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{message}{help}")
    }
}
