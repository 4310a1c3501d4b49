//! A block of about two thousand lines: one text column for each part, and one fact table.

use std::borrow::Borrow;

use super::fact_table::{FactTable, FactTableBuilder, LineFacts};
use super::facts::{Fact, FieldNo, TextNo};
use super::line::SearchLine;
use super::text_column::{TextColumn, TextColumnBuilder};
use crate::search::part::Part;
use crate::search::values::truth::Truth;

/// Lines that are stored, searched and replaced together.
#[derive(Clone, Debug)]
pub(crate) struct LineBlock {
    /// A text column for each part, by weight.
    columns: [TextColumn; Part::ALL.len()],
    facts: FactTable,
}

/// A block with its place in the store.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NumberedBlock<'s> {
    /// The number of its first line.
    pub(crate) first_line: usize,
    pub(crate) block: &'s LineBlock,
}

/// A block that is being filled, line by line.
#[derive(Debug)]
pub(crate) struct LineBlockBuilder {
    columns: [TextColumnBuilder; Part::ALL.len()],
    facts: FactTableBuilder,
    /// For each text of the line, its number in the column of its part.
    texts: Vec<u32>,
}

impl Default for LineBlockBuilder {
    fn default() -> Self {
        let columns = Part::ALL.map(TextColumnBuilder::new);
        Self { columns, facts: FactTableBuilder::default(), texts: Vec::new() }
    }
}

impl LineBlockBuilder {
    /// Returns the block of these lines; the buffers are reused for the next block.
    pub(crate) fn block(
        &mut self,
        lines: impl Iterator<Item = impl Borrow<SearchLine>>,
    ) -> LineBlock {
        lines.for_each(|line| self.add(line.borrow()));
        let columns = self.columns.each_mut().map(TextColumnBuilder::finish);
        LineBlock { columns, facts: self.facts.finish() }
    }

    fn add(&mut self, line: &SearchLine) {
        let Self { columns, facts: fact_table, texts } = self;
        texts.clear();
        for text in line.texts() {
            let of_part = columns.get_mut(text.part as usize);
            texts.extend(of_part.map(|of_part| of_part.add(text.original, text.folded)));
        }
        columns.iter_mut().for_each(TextColumnBuilder::end_line);
        fact_table.add(line.facts(), |text| {
            let number = *texts.get(line.text_at(text))?;
            Some(TextNo { number, ..text })
        });
    }
}

impl LineBlock {
    /// Returns the number of lines.
    pub(crate) fn len(&self) -> usize {
        self.facts.len()
    }

    /// Returns the text columns, by weight.
    pub(crate) fn columns(&self) -> &[TextColumn] {
        &self.columns
    }

    /// Returns the facts of a line.
    pub(crate) fn facts(&self, line: usize) -> Option<LineFacts<'_>> {
        self.facts.line(line, &self.columns)
    }

    /// Returns for each line the best `answer` of its facts in a field.
    pub(crate) fn answers(&self, field: FieldNo, answer: impl Fn(Fact<'_>) -> Truth) -> Vec<Truth> {
        self.facts.answers(field, &self.columns, answer)
    }

    /// Calls `put` for each line with each group in which one of its facts in a field is, and how surely.
    pub(crate) fn group(
        &self,
        field: FieldNo,
        groups_of: impl FnMut(Fact<'_>, &mut Vec<(u32, Truth)>),
        put: impl FnMut(usize, u32, Truth),
    ) {
        self.facts.group(field, &self.columns, groups_of, put);
    }

    /// Returns a line as it was added.
    pub(crate) fn line(&self, number: usize) -> SearchLine {
        let mut builder = SearchLine::builder();
        for column in &self.columns {
            for text in column.texts_of(number) {
                let original = text.original.written();
                builder.folded_text(column.part(), &original, text.folded);
            }
        }
        let text = |text: TextNo| {
            let mut numbers = self.columns.get(text.part as usize)?.numbers_of(number);
            let at = numbers.position(|number| number == text.number)?;
            Some(TextNo { number: u32::try_from(at).ok()?, ..text })
        };
        *builder.facts() = self.facts(number).map(|facts| facts.facts(text)).unwrap_or_default();
        builder.build()
    }
}
