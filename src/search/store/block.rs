//! A block of about two thousand lines: one text column for each part, and one fact table.

use std::borrow::Borrow;
use std::sync::{Arc, OnceLock};

use super::fact_table::{FactTable, FactTableBuilder, LineFacts};
use super::facts::{Fact, FieldNo, SharedValues, TextNo};
use super::line::SearchLine;
use super::text_column::packing::StoredOriginals;
use super::text_column::{TextColumn, TextColumnBuilder};
use crate::codec::{Packer, Unpacker};
use crate::search::part::Part;
use crate::search::values::truth::Truth;

/// Lines that are stored, searched and replaced together.
#[derive(Clone, Debug)]
pub(crate) struct LineBlock {
    /// A text column for each part, by weight.
    columns: [TextColumn; Part::ALL.len()],
    facts: BlockFacts,
}

/// The fact table of a block, which is decoded when something of it is first asked for.
#[derive(Clone, Debug)]
struct BlockFacts {
    lines: usize,
    table: OnceLock<FactTable>,
    /// What the table is decoded from; `None` if it was built.
    stored: Option<StoredFacts>,
}

/// A fact table in a stored index.
#[derive(Clone, Debug)]
struct StoredFacts {
    compressed: Arc<[u8]>,
    /// The shared values of all blocks, by their numbers.
    shared: Arc<[Arc<SharedValues>]>,
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
        LineBlock { columns, facts: BlockFacts::of(self.facts.finish()) }
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

impl BlockFacts {
    fn of(table: FactTable) -> Self {
        Self { lines: table.len(), table: OnceLock::from(table), stored: None }
    }

    fn table(&self) -> &FactTable {
        self.table.get_or_init(|| {
            // A checksum was right, so that these are the bytes that were written.
            let stored = self.stored.as_ref().and_then(|stored| stored.unpack(self.lines));
            stored.unwrap_or_else(|| FactTable::without_facts(self.lines))
        })
    }
}

impl StoredFacts {
    fn unpack(&self, lines: usize) -> Option<FactTable> {
        let bytes = Unpacker::new(&self.compressed).compressed()?.decompress()?;
        FactTable::unpack(lines, &mut Unpacker::new(&bytes), &self.shared)
    }
}

impl LineBlock {
    /// Returns the block as bytes; `number_of` numbers the values that it shares with other blocks.
    pub(crate) fn pack(&self, number_of: impl Fn(&Arc<SharedValues>) -> usize) -> Vec<u8> {
        let (mut texts, mut originals) = (Packer::default(), Packer::default());
        self.columns.iter().for_each(|column| column.pack(&mut texts, &mut originals));
        let mut facts = Packer::default();
        self.facts.table().pack(&mut facts, number_of);
        let mut packer = Packer::default();
        packer.size(self.len());
        packer.compressed(&texts.into_bytes());
        let mut compressed = Packer::default();
        compressed.compressed(&facts.into_bytes());
        packer.size(compressed.len());
        packer.bytes(&compressed.into_bytes());
        packer.bytes(&originals.into_bytes());
        packer.into_bytes()
    }

    /// Reads the block that [`pack`](Self::pack) wrote, given the shared values by their numbers.
    pub(crate) fn unpack(bytes: &[u8], shared: &Arc<[Arc<SharedValues>]>) -> Option<Self> {
        let mut unpacker = Unpacker::new(bytes);
        let lines = unpacker.size()?;
        let texts = unpacker.compressed()?.decompress()?;
        let length = unpacker.size()?;
        let compressed = unpacker.bytes(length)?.into();
        let mut originals = StoredOriginals::new(unpacker.rest());
        let mut texts = Unpacker::new(&texts);
        let mut column = |part| {
            let column = TextColumn::unpack(part, &mut texts, &mut originals)?;
            (column.count_lines() == lines).then_some(column)
        };
        let columns: Vec<TextColumn> =
            Part::ALL.into_iter().map(&mut column).collect::<Option<_>>()?;
        let stored = Some(StoredFacts { compressed, shared: Arc::clone(shared) });
        let facts = BlockFacts { lines, table: OnceLock::new(), stored };
        Some(Self { columns: columns.try_into().ok()?, facts })
    }

    /// Returns the values that the block shares with other blocks.
    pub(crate) fn shared_values(&self) -> impl Iterator<Item = &Arc<SharedValues>> {
        self.facts.table().shared_values()
    }

    /// Returns the number of lines.
    pub(crate) fn len(&self) -> usize {
        self.facts.lines
    }

    /// Returns the text columns, by weight.
    pub(crate) fn columns(&self) -> &[TextColumn] {
        &self.columns
    }

    /// Returns the facts of a line.
    pub(crate) fn facts(&self, line: usize) -> Option<LineFacts<'_>> {
        self.facts.table().line(line, &self.columns)
    }

    /// Returns for each line the best `answer` of its facts in a field.
    pub(crate) fn answers(&self, field: FieldNo, answer: impl Fn(Fact<'_>) -> Truth) -> Vec<Truth> {
        self.facts.table().answers(field, &self.columns, answer)
    }

    /// Calls `put` for each line with each group in which one of its facts in a field is, and how surely.
    pub(crate) fn group(
        &self,
        field: FieldNo,
        groups_of: impl FnMut(Fact<'_>, &mut Vec<(u32, Truth)>),
        put: impl FnMut(usize, u32, Truth),
    ) {
        self.facts.table().group(field, &self.columns, groups_of, put);
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
