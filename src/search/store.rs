//! All lines that can be found, in blocks that are shared and replaced one by one. Knows no query.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::block::{Block, BlockBuilder};
use super::ledger::Known;
use super::line::Line;
use super::needle::Needle;
use super::part::Part;
use super::shelf::{Shelf, Shelved};

/// How many lines a block has: few enough that one can be made anew for one line that changed, and
/// that a search which is no longer wanted ends within a millisecond; enough that a sweep over its
/// texts is long.
const LINES: usize = 2048;

/// Lines to be searched. A copy shares all its blocks.
#[derive(Clone, Debug, Default)]
pub struct Store {
    blocks: Vec<Arc<Block>>,
}

impl Store {
    /// Returns the store of these lines.
    pub fn of(lines: &[Line]) -> Self {
        let mut builder = BlockBuilder::default();
        let block = |lines: &[Line]| Arc::new(builder.block(lines.iter()));
        Self { blocks: lines.chunks(LINES).map(block).collect() }
    }

    /// Returns the store of the lines with these numbers, which are made on several cores and never
    /// all at once.
    pub fn made(count: usize, line: impl Fn(usize) -> Line + Sync) -> Self {
        let mut store = Self::default();
        store.go_on(count.div_ceil(LINES), count, line);
        store
    }

    /// Adds the lines of so many more blocks, and of no more than make up `count` lines; the last block
    /// that is there is full.
    pub fn go_on(&mut self, blocks: usize, count: usize, line: impl Fn(usize) -> Line + Sync) {
        let block = |builder: &mut BlockBuilder, number: usize| {
            let lines = number * LINES..count.min((number + 1) * LINES);
            Arc::new(builder.block(lines.map(&line)))
        };
        let there = self.blocks.len();
        let more = (there..count.div_ceil(LINES).min(there.saturating_add(blocks))).into_par_iter();
        self.blocks.par_extend(more.map_init(BlockBuilder::default, block));
    }

    /// Returns how many blocks there are.
    pub fn blocks_made(&self) -> usize {
        self.blocks.len()
    }

    /// Returns how many lines there are.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.len()).sum()
    }

    /// Tells whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Puts other lines into the places with these numbers; those behind the end are added there in
    /// their order. Only the blocks that they stand in are made anew.
    pub fn replace(&mut self, lines: BTreeMap<usize, Line>) {
        let mut changed: BTreeMap<usize, Vec<(usize, Line)>> = BTreeMap::new();
        let mut end = self.len();
        for (number, line) in lines {
            let number = number.min(end);
            end = end.max(number + 1);
            changed.entry(number / LINES).or_default().push((number % LINES, line));
        }
        for (number, changes) in changed {
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
            let block = Arc::new(BlockBuilder::default().block(all.iter()));
            match self.blocks.get_mut(number) {
                Some(old) => *old = block,
                None => self.blocks.push(block),
            }
        }
    }

    /// Returns a line as it was put in, to be put into another store.
    pub fn line(&self, line: usize) -> Option<Line> {
        let block = self.blocks.get(line / LINES)?;
        (line % LINES < block.len()).then(|| block.line(line % LINES))
    }

    /// Returns what is known of a line, field by field.
    pub fn known(&self, line: usize) -> Option<Known<'_>> {
        self.blocks.get(line / LINES)?.known(line % LINES)
    }

    /// Returns the ids of the lines.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.texts(&[Part::Id]).filter_map(|text| text.original.plain())
    }

    /// Tells whether a line has this id.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.ids().any(|known| known == id)
    }

    /// Tells whether a word of an id or a name starts so, or its characters sound so.
    pub(super) fn has_called(&self, needle: &Needle) -> bool {
        self.texts(&[Part::Name, Part::Id]).any(|text| needle.begins_in(text.folded))
    }

    fn texts(&self, parts: &'static [Part]) -> impl Iterator<Item = Shelved<'_>> {
        let shelves = self.blocks.iter().flat_map(|block| block.shelves());
        shelves.filter(|shelf| parts.contains(&shelf.part())).flat_map(Shelf::all)
    }

    /// Returns the blocks, each with the number of its first line.
    pub(super) fn blocks(&self) -> Vec<(usize, &Block)> {
        let numbered = self.blocks.iter().enumerate();
        numbered.map(|(number, block)| (number * LINES, &**block)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::Catalogue;
    use super::super::part::Part;
    use super::*;

    fn line(name: &str) -> Line {
        let mut builder = Line::builder();
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

    fn lines(count: usize) -> Vec<Line> {
        (0..count).map(|number| line(&format!("Tést {}", number % 7))).collect()
    }

    #[test]
    fn lines_come_out_as_they_were_put_in() {
        let lines = lines(2 * LINES + 3);
        let debug: Vec<_> = lines.iter().map(|line| format!("{line:?}")).collect();
        let made = Store::made(lines.len(), |number| lines[number].clone());
        assert_eq!(texts(&Store::of(&lines)), debug);
        assert_eq!(texts(&made), debug);
        assert_eq!(made.len(), lines.len());
    }

    #[test]
    fn replaced_lines_are_as_if_they_had_been_there() {
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
