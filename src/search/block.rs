//! Some thousand lines, their texts in buffers that are swept in one go. Knows no query.

use std::borrow::Borrow;

use super::answer::Answer;
use super::facts::{Fact, FieldNo};
use super::ledger::{Known, Ledger, LedgerBuilder};
use super::line::Line;
use super::part::Part;
use super::shelf::{Shelf, ShelfBuilder};

/// Lines that are kept, searched and replaced together.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// A shelf for each part, the weightiest first.
    shelves: [Shelf; Part::ALL.len()],
    ledger: Ledger,
}

/// A block that is being filled, line by line.
#[derive(Debug)]
pub(super) struct BlockBuilder {
    shelves: [ShelfBuilder; Part::ALL.len()],
    ledger: LedgerBuilder,
    /// Which text of its shelf each text of a line is.
    texts: Vec<u32>,
}

impl Default for BlockBuilder {
    fn default() -> Self {
        let shelves = Part::ALL.map(ShelfBuilder::new);
        Self { shelves, ledger: LedgerBuilder::default(), texts: Vec::new() }
    }
}

impl BlockBuilder {
    /// Returns the block of these lines; the room for them is kept for the next.
    pub(super) fn block(&mut self, lines: impl Iterator<Item = impl Borrow<Line>>) -> Block {
        lines.for_each(|line| self.add(line.borrow()));
        let shelves = self.shelves.each_mut().map(ShelfBuilder::take);
        Block { shelves, ledger: self.ledger.take() }
    }

    fn add(&mut self, line: &Line) {
        let Self { shelves, ledger, texts } = self;
        texts.clear();
        for text in line.texts() {
            let of_part = shelves.get_mut(text.part as usize);
            texts.extend(of_part.map(|of_part| of_part.add(text.original, text.folded)));
        }
        shelves.iter_mut().for_each(ShelfBuilder::end_line);
        ledger.add(line.facts(), |part, at| texts.get(line.text_at(part, at)).copied());
    }
}

impl Block {
    /// Returns how many lines there are.
    pub(super) fn len(&self) -> usize {
        self.ledger.len()
    }

    /// Returns the shelves, that of the weightiest part first.
    pub(super) fn shelves(&self) -> &[Shelf] {
        &self.shelves
    }

    /// Returns what is known of a line, field by field.
    pub(super) fn known(&self, line: usize) -> Option<Known<'_>> {
        self.ledger.line(line, &self.shelves)
    }

    /// Returns what `answer` says of a field of each line.
    pub(super) fn answers(
        &self,
        field: FieldNo,
        answer: impl Fn(Fact<'_>) -> Answer,
    ) -> Vec<Answer> {
        self.ledger.answers(field, &self.shelves, answer)
    }

    /// Returns a line as it was put in.
    pub(super) fn line(&self, number: usize) -> Line {
        let mut builder = Line::builder();
        for shelf in &self.shelves {
            for text in shelf.texts_of(number) {
                let original = text.original.written();
                builder.folded_text(shelf.part(), &original, text.folded);
            }
        }
        let text = |part: Part, text: u32| {
            let mut numbers = self.shelves.get(part as usize)?.numbers_of(number);
            let at = numbers.position(|number| number == text)?;
            u32::try_from(at).ok()
        };
        *builder.facts() = self.known(number).map(|known| known.facts(text)).unwrap_or_default();
        builder.build()
    }
}
