//! Moving through an archived text by cluster, word and row.
//!
//! Masked lines cannot be entered.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{ByteRange, cluster, cluster_before, width, word_before, word_end, word_start};

use crate::browser::model::input::command::{Motion, Step};
use crate::browser::model::page::laid_out_text::{LaidOutText, TextLine, margin};

/// A place in a laid-out text: a row, and a cell of it, from 0 at its first word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowCell {
    /// The row, from 0.
    pub row: usize,
    /// The cell of the row.
    pub cell: usize,
}

impl LaidOutText {
    /// Returns the range of the cluster at a byte, or of the last one of its line; an empty line is
    /// a place too. `None` if the line is masked.
    pub(crate) fn cluster(&self, offset: usize) -> Option<ByteRange> {
        let line = self.lines().get(self.line_at(offset))?;
        let words = self.line_words(line)?;
        let at = offset.saturating_sub(line.range.start());
        let last = || cluster_before(&words, words.len()).unwrap_or_default();
        let at = if at < words.len() { at } else { last() };
        Some(within(line, cluster(&words, at)))
    }

    /// Returns where keys lead from a place; `None` where there is nothing further.
    pub(crate) fn moved(&self, from: usize, motion: Motion) -> Option<ByteRange> {
        let number = self.line_at(from);
        let line = self.lines().get(number)?;
        let words = self.line_words(line)?;
        let at = from.saturating_sub(line.range.start()).min(words.len());
        let behind = cluster(&words, at).end;
        let there = match motion {
            Motion::Right => Some(behind).filter(|next| *next < words.len()),
            Motion::Left => cluster_before(&words, at),
            Motion::NextWord => next_gap(&words, at, behind),
            Motion::WordBefore => word_before(&words, at),
            Motion::WordEnd => word_end(&words, behind),
            Motion::LineStart => Some(0),
            Motion::LineEnd => Some(cluster_before(&words, words.len()).unwrap_or_default()),
        };
        if let Some(there) = there {
            return self.cluster(line.range.start() + there);
        }
        match motion {
            Motion::Right => self.cluster(self.lines().get(number + 1)?.range.start()),
            Motion::Left => self.cluster(self.lines().get(number.checked_sub(1)?)?.range.end()),
            Motion::NextWord => self.word_in(number + 1.., |words| {
                let first = word_start(words, 0)?;
                next_gap(words, first, cluster(words, first).end).or(Some(first))
            }),
            Motion::WordEnd => self.word_in(number + 1.., |words| word_end(words, 0)),
            Motion::WordBefore => {
                self.word_in((0..number).rev(), |words| word_before(words, words.len()))
            }
            Motion::LineStart | Motion::LineEnd => None,
        }
    }

    /// Returns where a step over rows leads from a place, at the cell given or as near to it as the
    /// row allows.
    pub(crate) fn stepped(
        &self,
        from: usize,
        step: Step,
        cell: usize,
        rows: usize,
    ) -> Option<ByteRange> {
        let row = match step {
            // A text has numbers of its own for its lines.
            Step::Nth(line) => self.row_of_line(line),
            Step::Down
            | Step::Up
            | Step::HalfDown
            | Step::HalfUp
            | Step::PageDown
            | Step::PageUp
            | Step::First
            | Step::Last
            | Step::By(_)
            | Step::Halves(_)
            | Step::Pages(_) => step.from(self.row_at(from), self.rows().len(), rows),
        };
        self.at_cell(RowCell { row, cell })
    }

    /// Returns the place at a cell of a row, from 0 at its first word; the last one where the row is
    /// shorter.
    pub(crate) fn at_cell(&self, at: RowCell) -> Option<ByteRange> {
        let RowCell { row, cell } = at;
        let row = self.rows().get(row)?;
        if row.is_masked {
            return None;
        }
        let words = self.words(row.range);
        let (mut at, mut taken) = (0, 0);
        while at < words.len() {
            let next = cluster(&words, at);
            taken += width(words.get(next.clone()).unwrap_or_default());
            if taken > cell || next.end >= words.len() {
                break;
            }
            at = next.end;
        }
        self.cluster(row.range.start() + at)
    }

    /// Returns the row of a place and its cell there, from 0 at the first word.
    pub(crate) fn cell_of(&self, offset: usize) -> RowCell {
        let number = self.row_at(offset);
        let Some(row) = self.rows().get(number).filter(|row| !row.is_masked) else {
            return RowCell { row: number, cell: 0 };
        };
        let words = self.words(row.range);
        let before = words.get(..offset.saturating_sub(row.range.start()));
        // A space at which the line is broken belongs to no row.
        RowCell { row: number, cell: width(before.unwrap_or(&words)) }
    }

    /// Returns the cells in front of the words of each row.
    pub fn margin(&self) -> usize {
        margin(self.lines().len())
    }

    /// Returns whether any line of a range is masked.
    pub(crate) fn hides(&self, place: ByteRange) -> bool {
        let lines = self.lines().get(self.line_at(place.start())..=self.line_at(place.end()));
        lines.into_iter().flatten().any(|line| line.is_masked)
    }

    /// Returns the number of the line that contains a byte, from 0.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        let behind = self.lines().partition_point(|line| line.range.start() <= offset);
        behind.saturating_sub(1)
    }

    /// Returns a place in the first line that has words, unless a line before it is masked.
    fn word_in(
        &self,
        lines: impl Iterator<Item = usize>,
        at: impl Fn(&str) -> Option<usize>,
    ) -> Option<ByteRange> {
        for number in lines {
            let line = self.lines().get(number)?;
            if let Some(at) = at(&self.line_words(line)?) {
                return self.cluster(line.range.start() + at);
            }
        }
        None
    }

    fn line_words(&self, line: &TextLine) -> Option<Cow<'_, str>> {
        (!line.is_masked).then(|| self.words(line.range))
    }
}

/// Returns the last cluster before the next word, or of the line, so that a word is taken with the space behind it;
/// from there, the one before the word after that. `None` at the end of the line.
fn next_gap(words: &str, at: usize, behind: usize) -> Option<usize> {
    let end_before = |from: usize| {
        let next = word_start(words, from).unwrap_or(words.len());
        cluster_before(words, next).filter(|end| *end > at)
    };
    end_before(behind).or_else(|| {
        let next = word_start(words, behind)?;
        end_before(cluster(words, next).end)
    })
}

fn within(line: &TextLine, part: Range<usize>) -> ByteRange {
    let start = line.range.start();
    ByteRange::from_span(start + part.start..start + part.end)
}
