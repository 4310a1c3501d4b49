//! Some thousand lines, their texts in buffers that are swept in one go. Knows no query.

use super::facts::Facts;
use super::line::{Line, Part};
use super::shelf::{Shelf, ShelfBuilder};

/// Lines that are kept, searched and replaced together.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// A shelf for each part, the weightiest first.
    shelves: [Shelf; Part::ALL.len()],
    facts: Vec<Facts>,
}

impl Block {
    /// Returns the block of these lines.
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut shelves = Part::ALL.map(ShelfBuilder::new);
        for (number, line) in (0_u32..).zip(lines) {
            for text in line.texts() {
                if let Some(shelf) = shelves.get_mut(text.part as usize) {
                    shelf.push(number, text.original, text.folded);
                }
            }
        }
        let shelves = shelves.map(|shelf| shelf.build(lines.len()));
        Self { shelves, facts: lines.iter().map(|line| line.facts().clone()).collect() }
    }

    /// Returns how many lines there are.
    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    /// Returns the shelves, that of the weightiest part first.
    pub(super) fn shelves(&self) -> &[Shelf] {
        &self.shelves
    }

    /// Returns what is known of a line, field by field.
    pub(super) fn facts(&self, line: usize) -> Option<&Facts> {
        self.facts.get(line)
    }

    /// Returns a line as it was put in.
    pub(super) fn line(&self, number: usize) -> Line {
        let mut builder = Line::builder();
        for shelf in &self.shelves {
            for text in shelf.texts_of(number) {
                builder.folded_text(shelf.part(), text.original, text.folded);
            }
        }
        *builder.facts() = self.facts(number).cloned().unwrap_or_default();
        builder.build()
    }
}
