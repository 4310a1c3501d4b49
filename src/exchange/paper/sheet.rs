//! Lines of text of a given width: titles, labelled words, hanging indents. Knows no cases.

use std::fmt::Write as _;

use crate::text::{fit, visible, wrap};

/// Cells that the labels of fields take.
const LABEL: usize = 20;
/// Narrower than this, nothing reads well.
const NARROWEST: usize = 40;

/// A sheet of paper that is being written on, from the top down.
pub(super) struct Sheet {
    cells: usize,
    text: String,
}

impl Sheet {
    /// Returns an empty sheet whose lines take at most `cells`.
    pub(super) fn of(cells: usize) -> Self {
        Self { cells: cells.max(NARROWEST), text: String::new() }
    }

    /// Returns what was written.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Writes the title of a part, behind an empty line.
    pub(super) fn title(&mut self, title: &str) {
        self.gap();
        self.hanging("", title);
    }

    /// Writes words behind their label.
    pub(super) fn labelled(&mut self, label: &str, words: &str) {
        self.hanging(&format!("  {} ", fit(&visible(label), LABEL)), words);
    }

    /// Writes words behind a lead, the lines that follow indented by its width.
    pub(super) fn hanging(&mut self, lead: &str, words: &str) {
        let indent = lead.chars().count();
        let cells = self.cells.saturating_sub(indent);
        let mut lead = lead.to_owned();
        for line in words.lines().flat_map(|line| wrap(&visible(line), cells)) {
            // Writing into a string cannot fail.
            _ = writeln!(self.text, "{lead}{line}");
            lead = " ".repeat(indent);
        }
    }

    /// Writes an empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }
}
