//! The search index: all lines, in immutable blocks that copies share and that are replaced one at a time.

pub(crate) mod block;
pub(crate) mod csr;
pub(crate) mod fact_table;
pub(crate) mod facts;
pub(crate) mod line;
pub(crate) mod packing;
pub(crate) mod string_arena;
pub(crate) mod text_column;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::matching::needle::Needle;
use super::part::Part;
use block::{LineBlock, LineBlockBuilder, NumberedBlock};
use fact_table::LineFacts;
use line::SearchLine;
use text_column::{ColumnText, TextColumn};

/// The number of lines of a block. It is small enough that a block can be built again for one line that
/// changed, and that a cancelled search ends within a millisecond; it is large enough that the scan of a
/// text column pays.
const LINES: usize = 2048;

/// The lines to be searched. A copy shares all blocks.
#[derive(Clone, Debug, Default)]
pub struct Store {
    blocks: Vec<Arc<LineBlock>>,
}

impl Store {
    /// Returns the store of these lines.
    pub fn of(lines: &[SearchLine]) -> Self {
        let mut builder = LineBlockBuilder::default();
        let block = |lines: &[SearchLine]| Arc::new(builder.block(lines.iter()));
        Self { blocks: lines.chunks(LINES).map(block).collect() }
    }

    /// Returns a store of `count` lines, which `line` makes on several cores. Only the lines of the blocks
    /// in work are in memory at a time.
    pub fn build(count: usize, line: impl Fn(usize) -> SearchLine + Sync) -> Self {
        let mut store = Self::default();
        store.append_blocks(count.div_ceil(LINES), count, line);
        store
    }

    /// Appends up to `blocks` blocks, stopping at `count` lines. The last block so far must be full.
    pub fn append_blocks(
        &mut self,
        blocks: usize,
        count: usize,
        line: impl Fn(usize) -> SearchLine + Sync,
    ) {
        let block = |builder: &mut LineBlockBuilder, number: usize| {
            let lines = number * LINES..count.min((number + 1) * LINES);
            Arc::new(builder.block(lines.map(&line)))
        };
        let first = self.blocks.len();
        let end = count.div_ceil(LINES).min(first.saturating_add(blocks));
        let more = (first..end).into_par_iter();
        self.blocks.par_extend(more.map_init(LineBlockBuilder::default, block));
    }

    /// Returns how many blocks there are.
    pub fn blocks_made(&self) -> usize {
        self.blocks.len()
    }

    /// Returns how many lines there are.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.len()).sum()
    }

    /// Returns whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Returns a store of so many lines, each of which is a line of another store, by its number there, or is made by
    /// `line`. Blocks whose lines all are where they were are shared.
    pub(crate) fn reusing(
        other: &Self,
        from: &[Option<usize>],
        line: impl Fn(usize) -> SearchLine + Sync,
    ) -> Self {
        let block = |builder: &mut LineBlockBuilder, (number, from): (usize, &[Option<usize>])| {
            let first = number * LINES;
            let is_same = |old: &&Arc<LineBlock>| {
                let mut places = from.iter().zip(first..);
                old.len() == from.len() && places.all(|(from, place)| *from == Some(place))
            };
            if let Some(old) = other.blocks.get(number).filter(is_same) {
                return Arc::clone(old);
            }
            let lines = from.iter().zip(first..).map(|(from, place)| {
                from.and_then(|from| other.line(from)).unwrap_or_else(|| line(place))
            });
            Arc::new(builder.block(lines))
        };
        let blocks = from.par_chunks(LINES).enumerate();
        Self { blocks: blocks.map_init(LineBlockBuilder::default, block).collect() }
    }

    /// Returns the store with these lines empty.
    pub(crate) fn without(&self, lines: impl Iterator<Item = usize>) -> Self {
        let mut store = self.clone();
        store.replace(lines.map(|line| (line, SearchLine::default())).collect());
        store
    }

    /// Replaces the lines with these numbers; lines beyond the end are appended in their order. Only the
    /// blocks of these lines are built again.
    pub fn replace(&mut self, lines: BTreeMap<usize, SearchLine>) {
        let mut changed: BTreeMap<usize, Vec<(usize, SearchLine)>> = BTreeMap::new();
        let mut end = self.len();
        for (number, line) in lines {
            let number = number.min(end);
            end = end.max(number + 1);
            changed.entry(number / LINES).or_default().push((number % LINES, line));
        }
        let renewed = |(number, changes): (usize, Vec<(usize, SearchLine)>)| {
            let block = self.blocks.get(number);
            let old = block.map_or(0, |block| block.len());
            let mut all: Vec<_> =
                block.into_iter().flat_map(|block| (0..old).map(|line| block.line(line))).collect();
            for (place, line) in changes {
                match all.get_mut(place) {
                    Some(old) => *old = line,
                    None => all.push(line),
                }
            }
            (number, Arc::new(LineBlockBuilder::default().block(all.iter())))
        };
        let blocks: Vec<(usize, Arc<LineBlock>)> = changed.into_par_iter().map(renewed).collect();
        for (number, block) in blocks {
            match self.blocks.get_mut(number) {
                Some(old) => *old = block,
                None => self.blocks.push(block),
            }
        }
    }

    /// Returns a line as it was added, for another store.
    pub fn line(&self, line: usize) -> Option<SearchLine> {
        let block = self.blocks.get(line / LINES)?;
        (line % LINES < block.len()).then(|| block.line(line % LINES))
    }

    /// Returns the facts of a line.
    pub fn facts(&self, line: usize) -> Option<LineFacts<'_>> {
        self.blocks.get(line / LINES)?.facts(line % LINES)
    }

    /// Returns the ids of the lines.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.texts(&[Part::Id]).filter_map(|text| text.original.plain())
    }

    /// Returns whether a line has this id.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.ids().any(|known| known == id)
    }

    /// Returns whether a word of an id or a name starts with the needle, or sounds like it.
    pub(super) fn has_name(&self, needle: &Needle) -> bool {
        self.texts(&[Part::Name, Part::Id]).any(|text| needle.begins_in(text.folded))
    }

    fn texts(&self, parts: &'static [Part]) -> impl Iterator<Item = ColumnText<'_>> {
        let columns = self.blocks.iter().flat_map(|block| block.columns());
        columns.filter(|column| parts.contains(&column.part())).flat_map(TextColumn::all)
    }

    /// Returns the blocks.
    pub(super) fn blocks(&self) -> Vec<NumberedBlock<'_>> {
        let numbered = self.blocks.iter().enumerate();
        numbered
            .map(|(number, block)| NumberedBlock { first_line: number * LINES, block })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::part::Part;
    use super::*;
    use crate::search::query::catalogue::Catalogue;

    fn line(name: &str) -> SearchLine {
        let mut builder = SearchLine::builder();
        builder.text(Part::Name, name).text(Part::Quote, "said Thử");
        let kind = Catalogue::of_words(&["kind"]).number("kind").unwrap();
        builder.facts().stored(kind, name);
        builder.build()
    }

    fn texts(store: &Store) -> Vec<String> {
        assert!(store.line(store.len()).is_none());
        let lines = (0..store.len()).filter_map(|line| store.line(line));
        lines.map(|line| format!("{line:?}")).collect()
    }

    fn lines(count: usize) -> Vec<SearchLine> {
        (0..count).map(|number| line(&format!("Tést {}", number % 7))).collect()
    }

    #[test]
    fn lines_are_returned_as_they_were_added() {
        let lines = lines(2 * LINES + 3);
        let debug: Vec<_> = lines.iter().map(|line| format!("{line:?}")).collect();
        let made = Store::build(lines.len(), |number| lines[number].clone());
        assert_eq!(texts(&Store::of(&lines)), debug);
        assert_eq!(texts(&made), debug);
        assert_eq!(made.len(), lines.len());
    }

    #[test]
    fn replacing_lines_gives_the_same_as_building_the_store_again() {
        let mut expected = lines(LINES + 1);
        let mut store = Store::of(&expected);
        let before = store.clone();
        let mut changes = BTreeMap::new();
        for (number, name) in [(0, "Test A"), (LINES, "Test B"), (LINES + 1, "Test C")] {
            changes.insert(number, line(name));
        }
        expected.push(line(""));
        for (number, line) in &changes {
            expected[*number] = line.clone();
        }
        store.replace(changes);
        assert_eq!(texts(&store), texts(&Store::of(&expected)));
        assert_eq!(before.len(), LINES + 1, "a copy stays as it was");
    }
}
