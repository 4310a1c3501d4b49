//! Text layout to a given width: titles, labels, hanging indents.

use std::fmt::Write as _;

use crate::text::{barred, fit, indented, visible};

/// Cells that the labels of fields take.
const LABEL: usize = 20;
/// Cells by which lines that go on are indented, at least up to a cell behind that of every lead.
const MARGIN: usize = 2;
const DEEPEST: usize = 8;
/// Narrower than this, nothing reads well.
const NARROWEST: usize = 40;

/// Text laid out from the top down.
pub(super) struct TextLayout {
    cells: usize,
    text: String,
}

impl TextLayout {
    /// Returns an empty layout whose lines take at most `cells`.
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

    /// Writes words behind a lead. The lines that follow are indented deeper than it, so that no text can
    /// begin a line where a label, a title or a quote does.
    pub(super) fn hanging(&mut self, lead: &str, words: &str) {
        if words.lines().next().is_some() {
            let taken = lead.chars().count();
            let margin = DEEPEST.saturating_sub(taken).max(MARGIN);
            self.rows(lead, &indented(words, self.cells.saturating_sub(taken), margin));
        }
    }

    /// Writes a text of its own, as a quote or a summary, behind a lead, each line behind a bar.
    pub(super) fn quoted(&mut self, lead: &str, words: &str) {
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
