//! Text that is written piece by piece, with what parts paragraphs, lines and cells put between the pieces.

/// A text that grows, and what is due before its next character.
#[derive(Clone, Debug, Default)]
pub(super) struct FlowingText {
    text: String,
    /// Line ends that are due: one begins a line, two a paragraph.
    line_ends: usize,
    /// Cells that began since the last character.
    cells: usize,
    /// Whether a space is due.
    space: bool,
}

impl FlowingText {
    /// Begins a line.
    pub(super) fn line(&mut self) {
        self.begin(1);
    }

    /// Begins a paragraph.
    pub(super) fn paragraph(&mut self) {
        self.begin(2);
    }

    /// Begins a row of a table, in which a paragraph is no more than a line.
    pub(super) fn row(&mut self) {
        self.cells = 0;
        self.begin(1);
    }

    /// Ends a line, also an empty one.
    pub(super) fn line_break(&mut self) {
        self.space = false;
        self.line_ends = (self.line_ends + 1).min(2);
    }

    /// Begins a cell behind another of the same row, which began at `row` of the text.
    pub(super) fn cell(&mut self, row: usize) {
        if self.text.len() > row {
            self.line_ends = 0;
        }
        self.space = false;
        self.cells += 1;
    }

    /// Parts what follows from what is before by a space.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// Returns how long the text is.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Writes characters, with spaces and line ends together as one space.
    pub(super) fn words(&mut self, words: &str) {
        let mut rest = words;
        while !rest.is_empty() {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            let trimmed = rest.trim_start_matches(blank);
            if trimmed.len() < rest.len() {
                self.space = true;
            }
            let (word, behind) = trimmed.split_at(trimmed.find(blank).unwrap_or(trimmed.len()));
            if !word.is_empty() {
                self.due();
                self.text.push_str(word);
            }
            rest = behind;
        }
    }

    /// Writes characters as they are.
    pub(super) fn exact(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        self.due();
        self.text.push_str(words);
    }

    /// Returns the text, which ends with a line end unless it is empty.
    pub(super) fn finished(mut self) -> String {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.text
    }

    fn begin(&mut self, line_ends: usize) {
        self.space = false;
        // The first paragraph of a cell begins where the cell does.
        if self.cells == 0 {
            self.line_ends = self.line_ends.max(line_ends);
        }
    }

    fn due(&mut self) {
        if !self.text.is_empty() {
            let there = self.text.chars().rev().take_while(|c| *c == '\n').count();
            for _ in there..self.line_ends {
                self.text.push('\n');
            }
        }
        for _ in 0..self.cells {
            self.text.push('\t');
        }
        let is_open = self.line_ends == 0 && self.cells == 0 && !self.text.is_empty();
        if self.space && is_open {
            self.text.push(' ');
        }
        (self.line_ends, self.cells, self.space) = (0, 0, false);
    }
}
