//! A list of lines that covers the panes, to read or to choose from: keys, problems.

use crate::collection::Collection;
use crate::text::{visible, width, wrap};

use super::choice::Choice;
use super::command::Step;
use super::cursor::Cursor;
use super::flaw::Flaw;
use super::page::{Line, Page, Role, Run};

/// Lines above the panes, each with a term and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    title: String,
    entries: Vec<Entry>,
    cursor: Cursor<usize>,
    popup: bool,
}

/// A line of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is about.
    pub term: String,
    /// What is said of it.
    pub meaning: String,
    /// What choosing it means; nothing where it is only to be read.
    pub choice: Option<Choice>,
}

/// The most cells that the terms may take.
const WIDEST_TERM: usize = 32;

impl Sheet {
    /// Returns a sheet to be read, scrolled to its top.
    pub fn new(title: impl Into<String>, entries: Vec<(String, String)>) -> Self {
        let entries = entries.into_iter();
        let entries = entries.map(|(term, meaning)| Entry { term, meaning, choice: None });
        Self::of(title, entries.collect())
    }

    /// Returns a sheet of these entries, scrolled to its top.
    pub fn of(title: impl Into<String>, entries: Vec<Entry>) -> Self {
        Self { title: title.into(), entries, cursor: Cursor::default(), popup: false }
    }

    /// Returns the problems of a collection, each with its place.
    pub fn problems(collection: &Collection) -> Self {
        let entries = collection.findings().iter().map(|finding| {
            let place = collection.place(finding);
            let path = collection.file(finding.file).map(|file| file.path.display().to_string());
            let help = finding.problem.help.as_ref().map(|help| format!("; {help}"));
            Entry {
                term: format!("{}:{}", path.unwrap_or_default(), place.line),
                meaning: format!("{}{}", finding.problem.message, help.unwrap_or_default()),
                choice: Flaw::of(collection, finding).map(Choice::Problem),
            }
        });
        let entries: Vec<_> = entries.collect();
        let title = if entries.is_empty() { "No problems" } else { "Problems" };
        Self::of(title, entries)
    }

    /// Returns the sheet with the cursor on what stands for `choice`, where that is in it.
    #[must_use]
    pub fn at(mut self, choice: Option<&Choice>) -> Self {
        let place = self.entries.iter().position(|entry| entry.choice.as_ref() == choice);
        self.cursor = Cursor::at(place.filter(|_| choice.is_some()));
        self
    }

    /// Returns the sheet as large as its lines need, instead of as large as the panes.
    #[must_use]
    pub fn as_popup(self) -> Self {
        Self { popup: true, ..self }
    }

    /// Returns the cells that a popup needs, its border included, across and down.
    pub fn extent(&self) -> Option<(usize, usize)> {
        let widest = |text: fn(&Entry) -> &str| {
            self.entries.iter().map(|entry| width(&visible(text(entry)))).max().unwrap_or_default()
        };
        let term = widest(|entry| &entry.term).min(WIDEST_TERM);
        let needed = (if term > 0 { term + 3 } else { 1 }) + widest(|entry| &entry.meaning) + 3;
        self.popup.then(|| (needed.max(width(&self.title) + 6), self.entries.len() + 2))
    }

    /// Returns what the sheet is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the place in the sheet.
    pub fn cursor(&self) -> &Cursor<usize> {
        &self.cursor
    }

    /// Returns what the line under the cursor stands for.
    pub fn choice(&self) -> Option<&Choice> {
        self.entries.get(*self.cursor.spot()?)?.choice.as_ref()
    }

    /// Tells whether any line can be chosen.
    pub fn can_choose(&self) -> bool {
        self.entries.iter().any(|entry| entry.choice.is_some())
    }

    /// Moves to another line.
    pub fn step(&mut self, step: Step, (width, rows): (usize, usize)) {
        let page = self.page(width);
        if self.can_choose() {
            self.cursor.step(&page, step, rows);
        } else {
            // Nothing is to be marked, so that every key is to be seen to move.
            let from = self.cursor.first();
            let positions = (page.lines().len() + 1).saturating_sub(rows).max(1);
            let lines = step.from(from, positions, rows).cast_signed() - from.cast_signed();
            self.cursor.scroll(&page, lines, rows);
        }
    }

    /// Makes the cursor stand on a line that is there.
    pub fn settle(&mut self, (width, rows): (usize, usize)) {
        let page = self.page(width);
        self.cursor.settle(&page, rows);
    }

    /// Returns the lines of the sheet.
    pub fn page(&self, cells: usize) -> Page<usize> {
        let widest = self.entries.iter().map(|entry| width(&entry.term)).max();
        let term_width = widest.unwrap_or_default().min(WIDEST_TERM).min(cells / 2);
        let value_at = if term_width > 0 { term_width + 3 } else { 1 };
        let mut page = Page::default();
        for (number, Entry { term, meaning, choice: _ }) in self.entries.iter().enumerate() {
            let terms = wrap(&visible(term), term_width);
            let values = wrap(&visible(meaning), cells.saturating_sub(value_at));
            let lines = (0..terms.len().max(values.len())).map(|row| {
                let mut line = Line::default();
                line.put(1, terms.get(row).map(|term| Run::new(Role::Key, term)));
                line.put(value_at, values.get(row).map(|value| Run::new(Role::Text, value)));
                line
            });
            page.block(number, lines);
        }
        page
    }
}
