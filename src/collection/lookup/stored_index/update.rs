//! Storing an index and a cache again of which a few files have changed: what has not is copied as it is.

use std::io::Read;

use super::changed_lines::ChangedLines;
use super::snapshot::{StoredLines, StoredTables};
use super::{MAGIC, WrittenBlocks};
use crate::codec::Packer;
use crate::collection::cache::sealed::{Seal, SealedBlock, sealed};
use crate::collection::cache::{Cache, Purpose};
use crate::collection::lookup::Lookup;
use crate::search::{Store, StorePacker};

/// An index and a cache as they should be stored now that a few files have changed.
pub struct IndexUpdate {
    pub(super) stale: StaleIndex,
    /// All lines as they are now, and of which files they are made.
    pub(super) lookup: Lookup,
    pub(super) snapshot: Vec<u8>,
}

/// An index as it is stored, and the files that have changed since.
pub(super) struct StaleIndex {
    pub(super) changed_lines: ChangedLines,
    pub(super) tables: StoredTables,
    pub(super) store: Store,
    pub(super) written: WrittenBlocks,
}

/// The blocks before those of lines: tables, snapshot, ids, and shared values.
const FIRST: usize = 4;

impl IndexUpdate {
    /// Returns the bytes of the cache, piece by piece, given the one that is stored; `None` is the last of them where
    /// that one cannot be used.
    pub fn cache(
        &self,
        from: impl Read,
        purpose: &Purpose,
    ) -> impl Iterator<Item = Option<Vec<u8>>> {
        Cache::updated(
            from,
            purpose,
            self.stale.changed_lines.collection(),
            self.stale.changed_lines.paths(),
        )
    }

    /// Returns the bytes of the index, piece by piece, given the one that is stored; `None` is the last of them where
    /// that is not the one that was read.
    pub fn index(
        &self,
        from: impl Read,
        purpose: &Purpose,
    ) -> impl Iterator<Item = Option<Vec<u8>>> {
        let Self { stale, lookup, snapshot } = self;
        let copied = lookup.store.shared_blocks(&stale.store);
        let numbered = || copied.iter().enumerate();
        let built = numbered().filter(|(_, copied)| copied.is_none()).map(|(number, _)| number);
        let packer = StorePacker::beside(&stale.written.unpacker, lookup.store.clone(), built);
        let tables = StoredTables::pack(&stale.tables, packer.blocks());
        let lines = StoredLines::pack(&lookup.kinds, &lookup.ids, |_| false);
        let head = [MAGIC, &purpose.head(), &sealed(&tables), &sealed(snapshot)].concat();
        let head = [head, sealed(&lines), sealed(packer.shared())].concat();
        let mut count = Packer::default();
        count.size(lookup.store.len());
        let mut stored = StoredBlocks::of(from, purpose, &stale.written.seals);
        let head = stored.as_ref().map(|_| head);
        let blocks = copied.into_iter().enumerate().map(move |(number, copied)| match copied {
            Some(copied) => stored.as_mut()?.sealed(FIRST + copied),
            None => Some(sealed(&packer.block(number))),
        });
        let last = sealed(&count.into_bytes());
        std::iter::once(head).chain(blocks).chain(std::iter::once(Some(last)))
    }
}

/// The blocks of an index that is stored, one after the other, as long as they are those that were read.
struct StoredBlocks<'s, R> {
    from: R,
    seals: &'s [Seal],
    next: usize,
}

impl<'s, R: Read> StoredBlocks<'s, R> {
    fn of(mut from: R, purpose: &Purpose, seals: &'s [Seal]) -> Option<Self> {
        purpose.check_head(&mut from, MAGIC).ok()?;
        Some(Self { from, seals, next: 0 })
    }

    /// Returns a block behind the last, as it is stored.
    fn sealed(&mut self, number: usize) -> Option<Vec<u8>> {
        loop {
            let block = SealedBlock::read(&mut self.from).ok()??;
            let at = self.next;
            self.next += 1;
            if self.seals.get(at) != Some(&block.seal) {
                return None;
            }
            if at == number {
                return Some(block.into_bytes());
            }
        }
    }
}
