//! The cache of a large collection: parsed files in one file.
//!
//! The caller decides where the bytes are stored. A cache is valid in three steps, from coarse to fine:
//!
//! 1. Its [`Purpose`] is the same: this build of the program, this version of the layout, this folder
//!    and this text of `casebook.toml`. Otherwise nothing of it is read. The build is part of it because
//!    another build may read the same file differently.
//! 2. The CRC of each block is right, and the number of files at the end too. A cache that was cut short
//!    or damaged is dropped as a whole: half a cache would hide the damage.
//! 3. For each file, the [`FileStamp`] is unchanged and not doubtful, or else the
//!    file still has the same bytes.
//!
//! Confidential records are never stored, and a cache with a record that is gone or confidential now is
//! outdated ([`CacheDifference::is_outdated`]), so that its owner removes it.

mod entry;
pub(super) mod sealed;
#[cfg(test)]
mod tests;
mod update;

use std::hash::BuildHasher as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::codec::{Packer, Unpacker};
use crate::record::{FileLayout, Id, Kind, Record};

use super::assemble::Collection;
use crate::collection::files::file::{File, Freshness};
use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::placement::Placement;
use entry::CacheBlock;
pub(super) use entry::CacheEntry;
pub use sealed::Unusable;
use sealed::{block, sealed};

/// What a cache starts with, before its version.
const MAGIC: &[u8] = b"casebook cache\n";
/// Grows with every change of what is kept, here or in what is packed.
const VERSION: u32 = 13;
/// How many files share a checksum.
const TOGETHER: usize = 512;
/// How many times as many are read before they are unpacked, or made before they are written.
const AT_ONCE: usize = 8;

/// How a cache differs from what it has to keep of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheDifference {
    /// Whether it has a file that the collection has no longer, or has otherwise, or that is confidential now.
    pub is_outdated: bool,
    /// How many files it does not have as they are.
    pub missing: usize,
}

/// What was read of many files, to be looked up.
#[derive(Debug)]
pub struct Cache(LazyLock<Result<CacheContents, Unusable>, Reads>);

type Reads = Box<dyn FnOnce() -> Result<CacheContents, Unusable> + Send>;

impl Default for Cache {
    /// Returns a cache of nothing.
    fn default() -> Self {
        Self::of(Ok(CacheContents::default()))
    }
}

#[derive(Debug, Default)]
struct CacheContents {
    blocks: Vec<CacheBlock>,
    /// Where the files are, by their paths.
    known: HashTable<At>,
    hasher: RandomState,
}

/// Where a file is: which of which block; and a number that other paths hardly have.
#[derive(Clone, Copy, Debug)]
struct At {
    block: u32,
    number: u32,
    hash: u64,
}

/// For what a cache is good: a collection in its folder, its settings, and the program that reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose([u8; 32], Vec<u8>);

impl Purpose {
    /// Returns the purpose of caching a collection in a folder, given the text of its settings and
    /// what identifies this build of the program.
    pub fn of(root: &Path, settings: &[u8], build: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(VERSION.to_le_bytes());
        for part in [build.as_bytes(), root.as_os_str().as_encoded_bytes(), settings] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        // If the folder's name is not text, a later run cannot check whether it is gone.
        Self(hash.finalize().into(), root.to_str().unwrap_or_default().into())
    }

    /// Returns what a file for this purpose starts with, behind what says what kind of file it is.
    pub(super) fn head(&self) -> Vec<u8> {
        [&self.0[..], &sealed(&self.1)].concat()
    }

    /// Reads the start of a file, which is for this purpose.
    ///
    /// # Errors
    ///
    /// It is for another, or damaged.
    pub(super) fn check_head(&self, from: &mut impl Read, magic: &[u8]) -> Result<(), Unusable> {
        let mut head = vec![0; magic.len() + self.0.len()];
        from.read_exact(&mut head).map_err(|_| Unusable::Foreign)?;
        if head != [magic, &self.0].concat() {
            return Err(Unusable::Foreign);
        }
        block(from)?.ok_or(Unusable::Damaged).map(|_| ())
    }
}

/// Returns the folder of the collection that a file is of, which starts with `magic`; empty where its name is no text.
pub(super) fn folder_of(mut from: impl Read, magic: &[u8]) -> Result<PathBuf, Unusable> {
    let mut head = vec![0; magic.len() + 32];
    from.read_exact(&mut head).map_err(|_| Unusable::Foreign)?;
    if !head.starts_with(magic) {
        return Err(Unusable::Foreign);
    }
    let folder = block(&mut from)?.ok_or(Unusable::Damaged)?;
    String::from_utf8(folder).map(PathBuf::from).map_err(|_| Unusable::Damaged)
}

impl Cache {
    /// Reads a cache.
    ///
    /// # Errors
    ///
    /// It is for another purpose, or a byte of it is another than was written or cannot be read;
    /// nothing of it is used then.
    pub fn read(from: impl Read, purpose: &Purpose) -> Result<Self, Unusable> {
        CacheContents::read(from, purpose).map(|contents| Self::of(Ok(contents)))
    }

    /// Returns a cache that is read when something is first looked up in it. Where it cannot be used,
    /// nothing is in it.
    pub fn reading(from: impl Read + Send + 'static, purpose: Purpose) -> Self {
        Self(LazyLock::new(Box::new(move || CacheContents::read(from, &purpose))))
    }

    fn of(contents: Result<CacheContents, Unusable>) -> Self {
        Self(LazyLock::new(Box::new(|| contents)))
    }

    /// Tells why the cache is not used, where it is not.
    pub fn unusable(&self) -> Option<Unusable> {
        self.0.as_ref().err().copied()
    }

    /// Counts the files.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |contents| contents.known.len())
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the bytes of a cache of a collection, piece by piece; never more of it at once than some
    /// thousand files.
    pub fn written<'c>(
        collection: &'c Collection,
        purpose: &Purpose,
    ) -> impl Iterator<Item = Vec<u8>> + use<'c> {
        let head = [MAGIC, &purpose.head()].concat();
        let files = collection.files();
        let files = files.filter_map(|file| Some((file, collection.cacheable(file)?)));
        let files: Vec<(&File, &FileStamp)> = files.collect();
        let mut count = Packer::default();
        count.size(files.len());
        let last = sealed(&count.into_bytes());
        let some = TOGETHER * AT_ONCE;
        let blocks = (0..files.len()).step_by(some).flat_map(move |start| {
            let files = files.get(start..files.len().min(start + some)).unwrap_or_default();
            let blocks = files.par_chunks(TOGETHER).map(|files| sealed(&entry::pack(files)));
            blocks.collect::<Vec<_>>()
        });
        std::iter::once(head).chain(blocks).chain(std::iter::once(last))
    }

    /// Returns the folder of the collection that a cache is of, empty where its name is no text.
    ///
    /// # Errors
    ///
    /// It is no cache that this version of the program wrote, or its start is damaged.
    pub fn folder(from: impl Read) -> Result<PathBuf, Unusable> {
        folder_of(from, MAGIC)
    }

    /// Returns what is kept of a file.
    pub(super) fn get(&self, path: &Path) -> Option<CacheEntry<'_>> {
        self.0.as_ref().ok()?.get(path)
    }

    /// Compares the cache with what it has to keep of a collection.
    pub fn difference(&self, collection: &Collection) -> CacheDifference {
        let files: Vec<&File> = collection.files().collect();
        let of_file = |file: &&File| {
            let cached = self.get(&file.path).zip(file.stamp.as_ref());
            let is_unchanged =
                cached.as_ref().is_some_and(|(entry, stamp)| entry.is_unchanged(stamp));
            let is_same = is_unchanged
                || cached.is_some_and(|(entry, _)| entry.is_of(file.now().text().as_bytes()));
            let is_kept = collection.cacheable(file).is_some();
            (usize::from(is_kept && is_same), usize::from(is_kept && !is_unchanged))
        };
        let both = |one: (usize, usize), other: (usize, usize)| (one.0 + other.0, one.1 + other.1);
        let (same, missing) = files.par_iter().map(of_file).reduce(|| (0, 0), both);
        CacheDifference { is_outdated: !self.is_empty() && same < self.len(), missing }
    }
}

impl CacheContents {
    /// Reads what was kept, never more of it at once than some thousand files.
    fn read(mut from: impl Read, purpose: &Purpose) -> Result<Self, Unusable> {
        purpose.check_head(&mut from, MAGIC)?;
        let mut blocks = Vec::new();
        let mut last = None;
        loop {
            let read = (0..AT_ONCE).map_while(|_| block(&mut from).transpose());
            let read = read.collect::<Result<Vec<Vec<u8>>, Unusable>>()?;
            if read.is_empty() {
                break;
            }
            // The last block holds the number of files; which one is the last shows only at the end.
            let mut all: Vec<Vec<u8>> = last.take().into_iter().chain(read).collect();
            last = all.pop();
            let read: Option<Vec<CacheBlock>> =
                all.par_iter().map(|block| CacheBlock::read(block)).collect();
            blocks.extend(read.ok_or(Unusable::Damaged)?);
        }
        // The number of files comes last, so that a truncated cache counts as damaged.
        let count = last.and_then(|last| Unpacker::new(&last).size());
        let files = blocks.iter().map(CacheBlock::len).sum();
        if Some(files) == count { Ok(Self::of(blocks)) } else { Err(Unusable::Damaged) }
    }

    /// Indexes the paths of all blocks in one hash table, which holds places and hashes only: the paths
    /// stay where they are in the blocks, so that 200,000 of them are not copied.
    fn of(blocks: Vec<CacheBlock>) -> Self {
        let state = RandomState::default();
        let paths_of =
            |block: &CacheBlock| block.paths().map(|path| state.hash_one(path)).collect();
        let hashes: Vec<Vec<u64>> = blocks.par_iter().map(paths_of).collect();
        let mut known = HashTable::with_capacity(hashes.iter().map(Vec::len).sum());
        for (block, hashes) in (0_u32..).zip(hashes) {
            for (number, hash) in (0_u32..).zip(hashes) {
                known.insert_unique(hash, At { block, number, hash }, |at: &At| at.hash);
            }
        }
        Self { blocks, known, hasher: state }
    }

    fn get(&self, path: &Path) -> Option<CacheEntry<'_>> {
        let path = path.to_str()?;
        let block = |at: &At| self.blocks.get(at.block as usize);
        let is_it =
            |at: &At| block(at).and_then(|block| block.path(at.number as usize)) == Some(path);
        let at = self.known.find(self.hasher.hash_one(path), is_it)?;
        block(at)?.entry(at.number as usize)
    }
}

impl Collection {
    /// Returns the stamp of a file that may be kept in a cache: one with a record to itself that is
    /// not confidential, as it is now.
    pub(super) fn cacheable<'f>(&self, file: &'f File) -> Option<&'f FileStamp> {
        let stamp = file.stamp.as_ref()?;
        let is_now = matches!(file.freshness, Freshness::Current)
            && file.contents.packed().is_some()
            // A cache keeps no names that no record has.
            && file.guessed.is_empty()
            && matches!(Placement::of(&file.path), Placement::Records(FileLayout::One { .. }));
        let open = || {
            let confidential = |record: &Record| self.is_confidential(record);
            let guessed = self.guessed_confidential();
            let shared = |(_, id): (Kind, &Id)| self.index.is_shared(id) || guessed.contains(id);
            let by_default = self.settings.confidentiality.is_none()
                && self.departed.is_empty()
                && !file.contents.has_privacy_keys()
                && !file.contents.head(0).is_some_and(shared);
            by_default || file.contents.with_records(|records| !records.iter().any(confidential))
        };
        (is_now && open()).then_some(stamp)
    }
}
