//! Page content: styled runs in lines, and lines in blocks that a cursor moves over.

use std::ops::Range;

use super::super::pane::Wrap;
use crate::text::{barred, clip, hanging, indented, squeezed, visible, width};

/// Why words look as they do; one style belongs to each, in `view/theme.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum Role {
    /// Values and other words to read.
    Text,
    /// The name of what a pane shows.
    Heading,
    /// What a value is.
    Label,
    /// What can be followed.
    Link,
    /// Less important parts: borders of panes, hints, counts.
    Quiet,
    /// The border of the pane that keys go to.
    Focus,
    /// The sign of the cursor.
    Cursor,
    /// The selected line of the list.
    Selected,
    /// What the query found.
    Match,
    /// A key to press.
    Key,
    /// The words of a source.
    Quoted,
    /// The sign of a field that checked words support, and of words found as they are.
    Sourced,
    /// The sign of a field supported only by unchecked quotes, and of quotes that cannot be
    /// checked.
    Unchecked,
    /// The sign of a field that nothing supports.
    Unsourced,
    /// The sign of a field that words contradict, and of words that were not found.
    Disputed,
    /// What is wrong.
    Warning,
}

/// The sign after the words of a link, in a text that is not wrapped yet. The no-break space ties it
/// to the last word, so that it never begins a line.
pub(super) const LEADS: &str = "\u{a0}→";

/// Cells by which a name that begins where labels do goes on.
const NAME_MARGIN: usize = 4;

/// What there is room for from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// The cells of a line.
    pub cells: usize,
    /// What becomes of what is longer.
    pub wrap: Wrap,
}

/// Words that play one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledRun {
    /// The role.
    pub role: Role,
    /// The words.
    pub text: String,
}

/// A run and the cell at which it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRun {
    /// The cell, from 0.
    pub at: usize,
    /// The run.
    pub run: StyledRun,
}

/// One line: runs at cells of their own, so that none can push another aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLine {
    runs: Vec<PlacedRun>,
}

/// The lines that say one thing, and what that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageBlock<S> {
    /// What the lines are about.
    pub spot: S,
    /// The number of the first line.
    pub start: usize,
    /// The number of the line after the last.
    pub end: usize,
}

/// The content of a pane: lines, and the blocks that a cursor moves over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<S> {
    lines: Vec<PageLine>,
    blocks: Vec<PageBlock<S>>,
}

// Derived, it would ask for `S: Default`.
impl<S> Default for Page<S> {
    fn default() -> Self {
        Self { lines: Vec::new(), blocks: Vec::new() }
    }
}

impl StyledRun {
    /// Returns words of the program's own, or words made safe before.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into() }
    }

    /// Returns words from a file, made safe to show on one line.
    pub fn file(role: Role, text: &str) -> Self {
        Self::new(role, visible(text))
    }

    /// Returns words from a file in lines of at most `cells`; line ends in them are kept. All lines but
    /// the first are indented, so that none can pass for words of the program.
    pub fn wrapped(role: Role, text: &str, cells: usize) -> Vec<Self> {
        let lines = hanging(text, cells).into_iter();
        lines.map(|line| Self::new(role, line.replace('\u{a0}', " "))).collect()
    }

    /// Returns a name or title that begins where labels do, on as many lines as there is room for. It goes on
    /// deeper than any value begins, so that it cannot pass for a label with its value below.
    pub(super) fn named(role: Role, name: &str, room: Room) -> Vec<Self> {
        let name = squeezed(name);
        if room.wrap == Wrap::Cut {
            return Self::fitted(role, &name, room);
        }
        // Line feeds become marks before the name is broken.
        let lines = indented(&visible(&name), room.cells, NAME_MARGIN).into_iter();
        lines.map(|line| Self::new(role, line.replace('\u{a0}', " "))).collect()
    }

    /// Returns the words of a quote, each line after a bar.
    pub fn quoted(text: &str, room: Room) -> Vec<Self> {
        let lines = match room.wrap {
            Wrap::Broken => barred(text, room.cells),
            Wrap::Cut => {
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                barred(&line, usize::MAX).iter().map(|line| clip(line, room.cells)).collect()
            }
        };
        let lines = lines.into_iter();
        lines.map(|line| Self::new(Role::Quoted, line.replace('\u{a0}', " "))).collect()
    }

    /// Returns words from a file in as many lines as there is room for.
    pub fn fitted(role: Role, text: &str, room: Room) -> Vec<Self> {
        match room.wrap {
            Wrap::Broken => Self::wrapped(role, text, room.cells),
            Wrap::Cut => {
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                vec![Self::new(role, clip(&visible(&line), room.cells))]
            }
        }
    }

    /// Returns the number of cells that the run takes.
    pub fn width(&self) -> usize {
        width(&self.text)
    }
}

impl Room {
    /// Returns the room with this many cells less.
    #[must_use]
    pub fn less(self, cells: usize) -> Self {
        Self { cells: self.cells.saturating_sub(cells), ..self }
    }
}

impl PageLine {
    /// Returns a line with one run.
    pub fn of(at: usize, run: StyledRun) -> Self {
        Self { runs: vec![PlacedRun { at, run }] }
    }

    /// Returns the lines of a sentence that says why nothing else is there.
    pub(crate) fn notes(words: &str, room: Room) -> impl Iterator<Item = Self> + use<> {
        let runs = StyledRun::fitted(Role::Quiet, words, room.less(2));
        runs.into_iter().map(|run| Self::of(1, run))
    }

    /// Returns a line with runs one after the other.
    pub fn joined(at: usize, runs: impl IntoIterator<Item = StyledRun>) -> Self {
        let mut line = Self::default();
        let mut next = at;
        for run in runs {
            let cells = run.width();
            line.put(next, Some(run));
            next += cells;
        }
        line
    }

    /// Puts a run at a cell.
    pub fn put(&mut self, at: usize, run: Option<StyledRun>) {
        self.runs.extend(run.map(|run| PlacedRun { at, run }));
    }

    /// Returns the runs in the order in which they are drawn.
    pub fn runs(&self) -> &[PlacedRun] {
        &self.runs
    }
}

impl<S> Page<S> {
    /// Adds a line that belongs to no block.
    pub fn line(&mut self, line: PageLine) {
        self.lines.push(line);
    }

    /// Adds lines that belong to no block.
    pub fn unowned(&mut self, lines: impl IntoIterator<Item = PageLine>) {
        self.lines.extend(lines);
    }

    /// Adds an empty line, unless the page starts here or the last line is empty.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.runs.is_empty()) {
            self.lines.push(PageLine::default());
        }
    }

    /// Adds a block.
    pub fn block(&mut self, spot: S, lines: impl IntoIterator<Item = PageLine>) {
        let start = self.lines.len();
        self.lines.extend(lines);
        if self.lines.len() > start {
            self.blocks.push(PageBlock { spot, start, end: self.lines.len() });
        }
    }

    /// Returns the lines.
    pub fn lines(&self) -> &[PageLine] {
        &self.lines
    }

    /// Returns the blocks, from top to bottom.
    pub fn blocks(&self) -> &[PageBlock<S>] {
        &self.blocks
    }

    /// Returns the number of the block at or below a line, or of the last.
    pub fn block_at(&self, line: usize) -> usize {
        let behind = self.blocks.partition_point(|block| block.end <= line);
        behind.min(self.blocks.len().saturating_sub(1))
    }
}

impl<S: PartialEq> Page<S> {
    /// Returns the lines of the block about `spot`.
    pub fn lines_about(&self, spot: &S) -> Range<usize> {
        let block = self.blocks.iter().find(|block| block.spot == *spot);
        block.map_or(0..0, |block| block.start..block.end)
    }
}
