//! Some thousand lines, their texts in buffers that are swept in one go. Knows no query.

use super::answer::Answer;
use super::facts::{Fact, FieldNo};
use super::ledger::{Known, Ledger};
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

impl Block {
    /// Returns the block of these lines.
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut shelves = Part::ALL.map(ShelfBuilder::new);
        // Which text of its shelf each text is, line by line, and where each line starts.
        let (mut texts, mut starts) = (Vec::new(), Vec::with_capacity(lines.len()));
        for (number, line) in (0_u32..).zip(lines) {
            starts.push(texts.len());
            for text in line.texts() {
                let shelf = shelves.get_mut(text.part as usize);
                texts.push(shelf.map(|shelf| shelf.push(number, text.original, text.folded)));
            }
        }
        let ledger = Ledger::of(lines, |line, part, at| {
            let start = starts.get(line)?;
            *texts.get(start + lines.get(line)?.text_at(part, at))?
        });
        Self { shelves: shelves.map(|shelf| shelf.build(lines.len())), ledger }
    }

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
                builder.folded_text(shelf.part(), text.original, text.folded);
            }
        }
        let text = |part: Part, text: u32| {
            let numbers = self.shelves.get(part as usize)?.numbers_of(number);
            let at = numbers.iter().position(|number| *number == text)?;
            u32::try_from(at).ok()
        };
        *builder.facts() = self.known(number).map(|known| known.facts(text)).unwrap_or_default();
        builder.build()
    }
}
