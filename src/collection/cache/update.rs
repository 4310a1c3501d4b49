//! Brings a cache up to date with a few files that have changed; the blocks of the others are copied as they are.

use std::collections::{BTreeMap, VecDeque};
use std::io::Read;
use std::path::Path;

use aho_corasick::AhoCorasick;

use super::entry::{CacheBlock, pack};
use super::sealed::{SealedBlock, sealed};
use super::{Cache, MAGIC, Purpose, TOGETHER};
use crate::codec::{Packer, Unpacker};
use crate::collection::assemble::Collection;
use crate::collection::files::file::File;
use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::placement::Placement;
use crate::collection::index::loaded_file::LoadedFile;

/// A cache that is copied with changes.
struct CacheUpdate<'c, R> {
    from: R,
    /// The files that have changed, by their paths; `None` where there is nothing to keep of one.
    changed: BTreeMap<&'c str, Option<(&'c File, &'c FileStamp)>>,
    /// Finds the blocks that may have one of them.
    paths: AhoCorasick,
    /// The blocks that were read last, of which the last of all is the number of files.
    held: VecDeque<SealedBlock>,
    /// How many files of the blocks were left out, and how many were put in.
    removed: usize,
    added: usize,
}

/// What a step of the copying gave.
enum Copied {
    Piece(Vec<u8>),
    End(Vec<u8>),
}

impl Cache {
    /// Returns the bytes of a cache with some files as they are in a collection, piece by piece; `None` is the last of
    /// them where the cache cannot be used.
    pub(in crate::collection) fn updated<'c>(
        mut from: impl Read,
        purpose: &Purpose,
        collection: &'c Collection,
        paths: impl Iterator<Item = &'c Path>,
    ) -> impl Iterator<Item = Option<Vec<u8>>> {
        let head = [MAGIC, &purpose.head()].concat();
        let is_usable = purpose.check_head(&mut from, MAGIC).is_ok();
        let now = |path: &'c Path| {
            let file = collection.file_at(path);
            let stamped = file.and_then(|file| Some((file, collection.cacheable(file)?)));
            Some((path.to_str()?, stamped))
        };
        let changed: BTreeMap<_, _> = paths.filter_map(now).collect();
        let finder = AhoCorasick::new(changed.keys()).ok().filter(|_| is_usable);
        let mut update = finder.map(|paths| CacheUpdate {
            from,
            changed,
            paths,
            held: VecDeque::new(),
            removed: 0,
            added: 0,
        });
        let head = update.as_ref().map(|_| head);
        let mut is_ended = head.is_none();
        std::iter::once(head).chain(std::iter::from_fn(move || {
            if is_ended {
                return None;
            }
            let step = update.as_mut().and_then(CacheUpdate::step);
            is_ended = !matches!(step, Some(Copied::Piece(_)));
            Some(step.map(|(Copied::Piece(bytes) | Copied::End(bytes))| bytes))
        }))
    }
}

impl<R: Read> CacheUpdate<'_, R> {
    /// Returns the next bytes; `None` where the cache is damaged.
    fn step(&mut self) -> Option<Copied> {
        loop {
            match SealedBlock::read(&mut self.from).ok()? {
                Some(next) => self.held.push_back(next),
                None => return self.end().map(Copied::End),
            }
            // Before the number of files lies the block into which new files go.
            if self.held.len() > 2 {
                let block = self.held.pop_front()?;
                return self.copied(block, false).map(Copied::Piece);
            }
        }
    }

    /// Returns what comes last: the last block, that of the files that are new, and their number.
    fn end(&mut self) -> Option<Vec<u8>> {
        let last = self.held.pop_back()?;
        let mut count = Unpacker::new(last.block());
        // Where that is missing, what is last has more than a number.
        let count = count.size().filter(|_| count.is_at_end())?;
        let last = match self.held.pop_front() {
            Some(last) => self.copied(last, true)?,
            None => Vec::new(),
        };
        let new: Vec<(&File, &FileStamp)> =
            std::mem::take(&mut self.changed).into_values().flatten().collect();
        let rest = new.chunks(TOGETHER).map(|files| sealed(&pack(files)));
        let rest = rest.collect::<Vec<_>>().concat();
        let mut packer = Packer::default();
        packer.size((count + self.added + new.len()).checked_sub(self.removed)?);
        Some([last, rest, sealed(&packer.into_bytes())].concat())
    }

    /// Returns a block as it should be now; into the last one go the files that no block had.
    fn copied(&mut self, block: SealedBlock, is_last: bool) -> Option<Vec<u8>> {
        let may_differ = self.paths.is_match(block.block()) || is_last && self.has_new();
        if !may_differ {
            return Some(block.into_bytes());
        }
        let known = CacheBlock::read(block.block())?;
        let is_changed = |number: &usize| {
            known.path(*number).is_some_and(|path| self.changed.contains_key(path))
        };
        let (changed, others): (Vec<usize>, Vec<usize>) =
            (0..known.len()).partition(|number| is_changed(number));
        let makes_room = is_last && self.has_new() && others.len() < TOGETHER;
        if changed.is_empty() && !makes_room {
            return Some(block.into_bytes());
        }
        let loaded = |number: usize| {
            let path = Path::new(known.path(number)?);
            let Placement::Records(form) = Placement::of(path) else { return None };
            let entry = known.entry(number)?;
            Some((entry.loaded(path, entry.stamp(), &form)?, entry.stamp()))
        };
        let others: Vec<(LoadedFile, FileStamp)> =
            others.into_iter().map(loaded).collect::<Option<_>>()?;
        let mut files: Vec<(&File, &FileStamp)> =
            others.iter().map(|(loaded, stamp)| (&*loaded.file, stamp)).collect();
        let before = files.len();
        for number in &changed {
            files.extend(self.changed.remove(known.path(*number)?).flatten());
        }
        if makes_room {
            files.extend(std::mem::take(&mut self.changed).into_values().flatten());
        }
        self.removed += changed.len();
        self.added += files.len() - before;
        Some(if files.is_empty() { Vec::new() } else { sealed(&pack(&files)) })
    }

    /// Returns whether there are files that were in no block so far.
    fn has_new(&self) -> bool {
        self.changed.values().any(Option::is_some)
    }
}
