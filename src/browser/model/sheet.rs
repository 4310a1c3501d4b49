//! A list of lines that covers the panes: the keys in force, the problems of a collection.

use crate::collection::Collection;
use crate::text::visible;

use super::command::Step;
use super::page::{Line, Role, Run};

/// Lines above the panes, each with a term and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    title: String,
    entries: Vec<(String, String)>,
    first: usize,
}

/// The most cells that the terms may take.
const WIDEST_TERM: usize = 32;

impl Sheet {
    /// Returns a sheet scrolled to its top.
    pub fn new(title: impl Into<String>, entries: Vec<(String, String)>) -> Self {
        Self { title: title.into(), entries, first: 0 }
    }

    /// Returns the problems of a collection, each with its place.
    pub fn problems(collection: &Collection) -> Self {
        let entries = collection.findings().iter().map(|finding| {
            let place = collection.place(finding);
            let path = collection.file(finding.file).map(|file| file.path.display().to_string());
            let term = format!("{}:{}", path.unwrap_or_default(), place.line);
            let help = finding.problem.help.as_ref().map(|help| format!("; {help}"));
            (term, format!("{}{}", finding.problem.message, help.unwrap_or_default()))
        });
        let entries: Vec<_> = entries.collect();
        let title = if entries.is_empty() { "No problems" } else { "Problems" };
        Self::new(title, entries)
    }

    /// Returns what the sheet is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the lines of the sheet that are on screen.
    pub fn window(&self, width: usize, rows: usize) -> Vec<Line> {
        self.lines(width).into_iter().skip(self.first).take(rows).collect()
    }

    /// Returns how many lines lie below those on screen.
    pub fn below(&self, width: usize, rows: usize) -> usize {
        self.lines(width).len().saturating_sub(self.first + rows)
    }

    /// Scrolls.
    pub fn step(&mut self, step: Step, width: usize, rows: usize) {
        let positions = self.positions(width, rows);
        self.first = step.from(self.first, positions, rows);
    }

    /// Scrolls no further than the sheet goes.
    pub fn settle(&mut self, width: usize, rows: usize) {
        self.first = self.first.min(self.positions(width, rows) - 1);
    }

    fn positions(&self, width: usize, rows: usize) -> usize {
        (self.lines(width).len() + 1).saturating_sub(rows).max(1)
    }

    fn lines(&self, width: usize) -> Vec<Line> {
        let widest = self.entries.iter().map(|(term, _)| crate::text::width(term)).max();
        let term_width = widest.unwrap_or_default().min(WIDEST_TERM).min(width / 2);
        let value_at = term_width + 3;
        let mut lines = Vec::new();
        for (term, meaning) in &self.entries {
            let terms = crate::text::wrap(&visible(term), term_width);
            let values = crate::text::wrap(&visible(meaning), width.saturating_sub(value_at));
            for row in 0..terms.len().max(values.len()) {
                let mut line = Line::default();
                line.put(1, terms.get(row).map(|term| Run::new(Role::Key, term)));
                line.put(value_at, values.get(row).map(|value| Run::new(Role::Text, value)));
                lines.push(line);
            }
        }
        lines
    }
}
