//! Text layout to a given width: titles, labels, hanging indents.

use std::fmt::Write as _;

use super::{Marks, PaperLayout};
use crate::text::{barred, fit, indented, visible};

/// The width of the labels of fields.
const LABEL: usize = 20;
/// The least indent of a continued line.
const MARGIN: usize = 2;
/// The column to which a continued line is indented at least: it is behind every lead.
const DEEPEST: usize = 8;
/// The least width; anything narrower is not readable.
const NARROWEST: usize = 40;

/// A text that is laid out from top to bottom.
pub(super) struct TextLayout {
    cells: usize,
    marks: Marks,
    text: String,
}

impl TextLayout {
    /// Returns an empty layout.
    pub(super) fn of(layout: PaperLayout) -> Self {
        let PaperLayout { cells, marks } = layout;
        Self { cells: cells.max(NARROWEST), marks, text: String::new() }
    }

    /// Returns whether the text has marks.
    pub(super) fn marks(&self) -> Marks {
        self.marks
    }

    /// Writes an item of a list.
    pub(super) fn item(&mut self, words: &str) {
        self.hanging(self.marks.bullet(), words);
    }

    /// Returns the text.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Writes the title of a part, after an empty line.
    pub(super) fn title(&mut self, title: &str) {
        self.gap();
        self.hanging("", title);
    }

    /// Writes words after their label.
    pub(super) fn labelled(&mut self, label: &str, words: &str) {
        self.hanging(&format!("  {} ", fit(&visible(label), LABEL)), words);
    }

    /// Writes words after a lead. Continued lines are indented deeper than any lead, so that no text can start
    /// a line in a column where a label, a title or a quote starts.
    pub(super) fn hanging(&mut self, lead: &str, words: &str) {
        if words.lines().next().is_some() {
            let taken = lead.chars().count();
            let margin = DEEPEST.saturating_sub(taken).max(MARGIN);
            self.rows(lead, &indented(words, self.cells.saturating_sub(taken), margin));
        }
    }

    /// Writes a quote or a summary after a lead, each line behind a bar; in words alone, behind an indent that is
    /// deeper than any lead.
    pub(super) fn quoted(&mut self, lead: &str, words: &str) {
        if self.marks == Marks::Words {
            return self.hanging(lead, words);
        }
        self.rows(lead, &barred(words, self.cells.saturating_sub(lead.chars().count())));
    }

    fn rows(&mut self, lead: &str, rows: &[String]) {
        let indent = " ".repeat(lead.chars().count());
        for (number, row) in rows.iter().enumerate() {
            let line = format!("{}{row}", if number == 0 { lead } else { &indent });
            // Writing into a string cannot fail.
            _ = writeln!(self.text, "{}", line.trim_end());
        }
    }

    /// Writes an empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }
}
