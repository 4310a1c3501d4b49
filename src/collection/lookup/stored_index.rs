//! The stored index: the search lines of a large collection in a file beside its cache.
//!
//! A line depends on more than its own file: on the names of what its record links to, on archived texts, on what
//! sources are derived from. The index therefore says of which files it is made, and what each record that others link to
//! looked like to them. A line is taken over only where nothing of all that is otherwise now
//! ([`StoredIndex::restored`]); the collection itself has been read by then, so that no file is believed to be what the
//! index says.
//!
//! Nothing of a confidential record is stored, and no line that shows one: such lines are holes in their blocks, and are
//! made anew each time.

mod changed_lines;
pub(crate) mod current;
mod difference;
mod face;
mod linked;
mod snapshot;
mod stored_files;
#[cfg(test)]
mod tests;
pub(crate) mod update;

use std::io::Read;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::codec::{Packer, Unpacker};
use crate::record::Id;
use crate::search::{Store, StorePacker, StoreUnpacker};

use crate::collection::assemble::Collection;
use crate::collection::cache::sealed::{Seal, block, block_with_seal, sealed};
use crate::collection::cache::{Purpose, Unusable, folder_of};
use crate::collection::lookup::Lookup;
use crate::collection::lookup::indexer::SearchIndexer;
use difference::IndexDifference;
use snapshot::{Snapshot, StoredLines, StoredTables};

/// What a stored index starts with.
const MAGIC: &[u8] = b"casebook index\n";
/// How many blocks are made before they are written.
const AT_ONCE: usize = 8;

/// The search lines of a collection as they were stored, and of which files they were made.
pub struct StoredIndex {
    tables: StoredTables,
    snapshot: Snapshot,
    lines: StoredLines,
    store: Store,
    written: WrittenBlocks,
}

/// What is needed to write an index again that has most blocks of another.
struct WrittenBlocks {
    /// How each block was sealed, those before the lines too.
    seals: Vec<Seal>,
    unpacker: StoreUnpacker,
}

/// The search lines of a collection, as many of them as possible from a stored index.
pub struct RestoredLookup {
    /// All lines.
    pub lookup: Lookup,
    /// How many of them had to be made anew.
    pub made: usize,
    /// Whether the index has something that it must not have: of records that are gone, confidential or different now.
    pub is_outdated: bool,
}

impl StoredIndex {
    /// Reads a stored index.
    ///
    /// # Errors
    ///
    /// It is for another purpose, or a byte of it is another than was written or cannot be read;
    /// nothing of it is used then.
    pub fn read(mut from: impl Read + Send, purpose: &Purpose) -> Result<Self, Unusable> {
        purpose.check_head(&mut from, MAGIC)?;
        let mut seals = Vec::new();
        let mut next = || -> Result<Vec<u8>, Unusable> {
            let (block, seal) = block_with_seal(&mut from)?.ok_or(Unusable::Damaged)?;
            seals.push(seal);
            Ok(block)
        };
        let tables = StoredTables::unpack(&next()?).ok_or(Unusable::Damaged)?;
        let (snapshot, lines) = (next()?, next()?);
        let (snapshot, lines) =
            rayon::join(|| Snapshot::unpack(&snapshot), || StoredLines::unpack(&lines));
        let (snapshot, lines) = snapshot.zip(lines).ok_or(Unusable::Damaged)?;
        let unpacker = StoreUnpacker::new(&next()?).ok_or(Unusable::Damaged)?;
        let mut next_blocks =
            |count: usize| (0..count).map(|_| next()).collect::<Result<Vec<_>, Unusable>>();
        // All at once would take as much memory again as what is made of them.
        let mut counts =
            (0..tables.blocks).step_by(AT_ONCE).map(|start| AT_ONCE.min(tables.blocks - start));
        let mut some = next_blocks(counts.next().unwrap_or_default())?;
        let mut blocks = Vec::new();
        while !some.is_empty() {
            let count = counts.next().unwrap_or_default();
            let unpack = || some.into_par_iter().map(|block| unpacker.block(&block));
            let (made, following) =
                rayon::join(|| unpack().collect::<Option<Vec<_>>>(), || next_blocks(count));
            blocks.extend(made.ok_or(Unusable::Damaged)?);
            some = following?;
        }
        // The number of lines comes last, so that a truncated index counts as damaged.
        let count = Unpacker::new(&next()?).size();
        if block(&mut from)?.is_some() {
            return Err(Unusable::Damaged);
        }
        let store = Store::of_blocks(blocks).ok_or(Unusable::Damaged)?;
        if count != Some(store.len()) || store.len() != lines.len() {
            return Err(Unusable::Damaged);
        }
        let written = WrittenBlocks { seals, unpacker };
        Ok(Self { tables, snapshot, lines, store, written })
    }

    /// Returns the folder of the collection that a stored index is of, empty where its name is no text.
    ///
    /// # Errors
    ///
    /// It is no index that this version of the program wrote, or its start is damaged.
    pub fn folder(from: impl Read) -> Result<PathBuf, Unusable> {
        folder_of(from, MAGIC)
    }

    /// Returns whether a stored index is for another purpose, or was made of tables that are gone or say something else
    /// now; only its start is read. What it has of other files is in the cache too, which is asked about these.
    pub fn has_other_tables(
        mut from: impl Read,
        purpose: &Purpose,
        collection: &Collection,
    ) -> bool {
        let tables = purpose.check_head(&mut from, MAGIC).and_then(|()| block(&mut from));
        let tables = tables.ok().flatten().and_then(|tables| StoredTables::unpack(&tables));
        tables.is_none_or(|tables| !tables.differences(collection).is_empty())
    }

    /// Returns the bytes of an index of these lines, which are all lines of the collection, piece by piece.
    pub fn written(
        lookup: &Lookup,
        collection: &Collection,
        purpose: &Purpose,
    ) -> impl Iterator<Item = Vec<u8>> + use<> {
        let kept = snapshot::KeptFiles::of(collection);
        let hidden = kept.hidden(collection);
        let is_hole = |id: &Id| hidden.contains(id);
        let holes: Vec<usize> = (0..)
            .zip(lookup.ids.iter())
            .filter(|(_, id)| is_hole(id))
            .map(|(line, _)| line)
            .collect();
        let lines = StoredLines::pack(&lookup.kinds, &lookup.ids, is_hole);
        let rivals = linked::rivals(collection, lookup);
        let snapshot = Snapshot::of(collection, &kept, &hidden, rivals.into_iter()).pack();
        let packer = StorePacker::of(lookup.store.without(holes.into_iter()));
        let tables = StoredTables::of(collection, &kept, &hidden).pack(packer.blocks());
        let head = [MAGIC, &purpose.head(), &sealed(&tables)].concat();
        let head = [head, sealed(&snapshot), sealed(&lines), sealed(packer.shared())];
        let mut count = Packer::default();
        count.size(lookup.store.len());
        let last = sealed(&count.into_bytes());
        let blocks = (0..packer.blocks()).step_by(AT_ONCE).flat_map(move |start| {
            let some = start..packer.blocks().min(start + AT_ONCE);
            let blocks = some.into_par_iter().map(|number| sealed(&packer.block(number)));
            blocks.collect::<Vec<_>>()
        });
        head.into_iter().chain(blocks).chain(std::iter::once(last))
    }

    /// Returns the lines of a collection: those that are what they would be if they were made now, and the others made;
    /// `None` where most would have to be made.
    pub fn restored(self, collection: &Collection) -> Option<RestoredLookup> {
        let most = self.lines.len() / 2;
        self.restored_unless(collection, most)
    }

    /// Does the same; `None` where more lines than these would have to be made.
    fn restored_unless(self, collection: &Collection, most: usize) -> Option<RestoredLookup> {
        let Self { tables, snapshot, lines, store, written: _ } = self;
        let difference = IndexDifference::of(collection, &tables, &snapshot, &lines)?;
        let stale = difference.stale(collection, &snapshot, &store, &lines);
        let slots: Vec<_> = collection.index.slots().collect();
        let mut lookup = Lookup::without_lines(collection);
        lookup.list(&slots);
        let from = lines.places_of(&lookup.kinds, &lookup.ids, &stale);
        let made = from.iter().filter(|from| from.is_none()).count();
        if made > most {
            return None;
        }
        let catalogue = &lookup.catalogue;
        // To know what links lead to takes longer than all else where nothing is to be made.
        let indexer = (made > 0).then(|| SearchIndexer::of(collection, catalogue));
        lookup.store = Store::reusing(&store, &from, |number| {
            let slot = slots.get(number).zip(indexer.as_ref());
            let line =
                slot.and_then(|(slot, indexer)| slot.with_record(|found| indexer.line(found)));
            line.unwrap_or_default()
        });
        lookup.finish_if_complete();
        Some(RestoredLookup { lookup, made, is_outdated: difference.is_outdated })
    }
}
