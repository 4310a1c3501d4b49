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
use std::ops::Range;
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
/// text column pays. A block into which lines were inserted may have up to half as many more.
const LINES: usize = 2048;
/// A block with fewer lines is built again together with the lines beside it, where these are.
const FEW_LINES: usize = LINES / 8;

/// The lines to be searched. A copy shares all blocks.
#[derive(Clone, Debug, Default)]
pub struct Store {
    blocks: Vec<Arc<LineBlock>>,
    /// The number of the first line of each block.
    firsts: Vec<usize>,
}

/// A part of a store that is made of another one: a block as it is, or lines of which blocks are built.
enum StorePart<'s> {
    Shared(&'s Arc<LineBlock>),
    Built(Range<usize>),
}

impl Store {
    /// Returns the store of these lines.
    pub fn of(lines: &[SearchLine]) -> Self {
        let mut builder = LineBlockBuilder::default();
        let block = |lines: &[SearchLine]| Arc::new(builder.block(lines.iter()));
        Self::of_parts(lines.chunks(LINES).map(block).collect())
    }

    fn of_parts(blocks: Vec<Arc<LineBlock>>) -> Self {
        let firsts = blocks.iter().scan(0, |next, block| {
            let first = *next;
            *next += block.len();
            Some(first)
        });
        Self { firsts: firsts.collect(), blocks }
    }

    /// Returns the block that a line is in, the number of the block, and the number of the line in it.
    fn place_of(&self, line: usize) -> Option<(&LineBlock, usize, usize)> {
        let number = self.firsts.partition_point(|first| *first <= line).checked_sub(1)?;
        let block = self.blocks.get(number)?;
        let at = line - self.firsts.get(number)?;
        (at < block.len()).then_some((block, number, at))
    }

    /// Returns a store of `count` lines, which `line` makes on several cores. Only the lines of the blocks
    /// in work are in memory at a time.
    pub fn build(count: usize, line: impl Fn(usize) -> SearchLine + Sync) -> Self {
        let mut store = Self::default();
        store.append_blocks(count.div_ceil(LINES), count, line);
        store
    }

    /// Appends up to `blocks` blocks, stopping at `count` lines.
    pub fn append_blocks(
        &mut self,
        blocks: usize,
        count: usize,
        line: impl Fn(usize) -> SearchLine + Sync,
    ) {
        let start = self.len();
        let block = |builder: &mut LineBlockBuilder, number: usize| {
            let first = start + number * LINES;
            Arc::new(builder.block((first..count.min(first + LINES)).map(&line)))
        };
        let most = count.saturating_sub(start).div_ceil(LINES);
        let more = (0..most.min(blocks)).into_par_iter();
        let mut all = std::mem::take(&mut self.blocks);
        all.par_extend(more.map_init(LineBlockBuilder::default, block));
        *self = Self::of_parts(all);
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
    /// `line`. Blocks whose lines still follow each other are shared, wherever they are now.
    pub(crate) fn reusing(
        other: &Self,
        from: &[Option<usize>],
        line: impl Fn(usize) -> SearchLine + Sync,
    ) -> Self {
        let block = |builder: &mut LineBlockBuilder, part: StorePart<'_>| match part {
            StorePart::Shared(block) => Arc::clone(block),
            StorePart::Built(places) => {
                let lines = places.map(|place| {
                    let from = from.get(place).copied().flatten();
                    from.and_then(|from| other.line(from)).unwrap_or_else(|| line(place))
                });
                Arc::new(builder.block(lines))
            }
        };
        let parts = other.parts_of(from).into_par_iter();
        Self::of_parts(parts.map_init(LineBlockBuilder::default, block).collect())
    }

    /// Divides the lines of a new store into blocks of this one and lines of which blocks are to be built.
    fn parts_of(&self, from: &[Option<usize>]) -> Vec<StorePart<'_>> {
        let mut parts = Vec::new();
        let (mut at, mut start) = (0, 0);
        while at < from.len() {
            match from.get(at..).and_then(|from| self.block_of(from)) {
                // A small block behind lines that are to be built goes into their block, so that blocks stay few.
                Some(block) if block.len() >= FEW_LINES || start == at => {
                    build(&mut parts, start..at);
                    parts.push(StorePart::Shared(block));
                    at += block.len();
                    start = at;
                }
                Some(block) => at += block.len(),
                None => at += 1,
            }
        }
        build(&mut parts, start..at);
        parts
    }

    /// Returns the block whose lines all come first among these, one behind the other.
    fn block_of(&self, from: &[Option<usize>]) -> Option<&Arc<LineBlock>> {
        let first = (*from.first()?)?;
        let block = self.blocks.get(self.firsts.binary_search(&first).ok()?)?;
        let lines = from.get(..block.len())?;
        let is_whole = lines.iter().zip(first..).all(|(from, line)| *from == Some(line));
        (is_whole && block.len() > 0).then_some(block)
    }

    /// Returns for each block which block of another store it is, where it is one.
    pub(crate) fn shared_blocks(&self, other: &Self) -> Vec<Option<usize>> {
        let mut known = other.blocks.iter().enumerate().peekable();
        let place = |block: &Arc<LineBlock>| {
            let mut ahead = known.clone();
            let (number, _) = ahead.find(|(_, other)| Arc::ptr_eq(block, other))?;
            known = ahead;
            Some(number)
        };
        self.blocks.iter().map(place).collect()
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
        let last = self.blocks.len().saturating_sub(1);
        let room = self.blocks.last().map_or(0, |block| LINES.saturating_sub(block.len()));
        let (mut end, mut room) = if room > 0 { (last, room) } else { (self.blocks.len(), LINES) };
        for (number, line) in lines {
            if let Some((_, block, at)) = self.place_of(number) {
                changed.entry(block).or_default().push((at, line));
                continue;
            }
            if room == 0 {
                (end, room) = (end + 1, LINES);
            }
            room -= 1;
            changed.entry(end).or_default().push((usize::MAX, line));
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
        let renewed: Vec<(usize, Arc<LineBlock>)> = changed.into_par_iter().map(renewed).collect();
        let mut blocks = std::mem::take(&mut self.blocks);
        for (number, block) in renewed {
            match blocks.get_mut(number) {
                Some(old) => *old = block,
                None => blocks.push(block),
            }
        }
        *self = Self::of_parts(blocks);
    }

    /// Returns a line as it was added, for another store.
    pub fn line(&self, line: usize) -> Option<SearchLine> {
        self.place_of(line).map(|(block, _, at)| block.line(at))
    }

    /// Returns the facts of a line.
    pub fn facts(&self, line: usize) -> Option<LineFacts<'_>> {
        let (block, _, at) = self.place_of(line)?;
        block.facts(at)
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
        let numbered = self.firsts.iter().zip(&self.blocks);
        numbered
            .map(|(first_line, block)| NumberedBlock { first_line: *first_line, block })
            .collect()
    }
}

/// Divides lines evenly into blocks that are to be built. A few go into one block with those of the shared block before.
fn build(parts: &mut Vec<StorePart<'_>>, mut lines: Range<usize>) {
    if lines.is_empty() {
        return;
    }
    if lines.len() < FEW_LINES
        && let Some(StorePart::Shared(before)) = parts.last()
    {
        lines.start -= before.len();
        parts.pop();
    }
    let count = (lines.len() + LINES / 2).div_euclid(LINES).max(1);
    let each = lines.len().div_ceil(count);
    let starts = lines.clone().step_by(each);
    parts.extend(starts.map(|start| StorePart::Built(start..lines.end.min(start + each))));
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
    fn a_store_made_of_another_shares_the_blocks_between_inserted_and_removed_lines() {
        let mut all: Vec<Option<usize>> = (0..4 * LINES).map(Some).collect();
        let mut expected = lines(4 * LINES);
        let mut store = Store::of(&expected);
        // A line comes into the second block, again and again, and one goes from the fourth.
        for round in 0..3 {
            all.insert(LINES + 7, None);
            all.remove(3 * LINES + 9 + round);
            expected.insert(LINES + 7, line("Test New"));
            expected.remove(3 * LINES + 9 + round);
            let new = Store::reusing(&store, &all, |place| expected[place].clone());
            assert_eq!(new.shared_blocks(&store), [Some(0), None, Some(2), None]);
            store = new;
            all = (0..expected.len()).map(Some).collect();
        }
        // What comes before all others stays in one small block, and is not one for each.
        for _ in 0..3 {
            all.insert(0, None);
            expected.insert(0, line("Test First"));
            store = Store::reusing(&store, &all, |place| expected[place].clone());
            all = (0..expected.len()).map(Some).collect();
        }
        assert_eq!(store.blocks_made(), 5);
        let mut appended = store.clone();
        let end = expected.len();
        appended.replace(BTreeMap::from([(end, line("Test End")), (0, line("Test Zero"))]));
        expected.push(line("Test End"));
        expected[0] = line("Test Zero");
        assert_eq!(texts(&appended), texts(&Store::of(&expected)));
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
