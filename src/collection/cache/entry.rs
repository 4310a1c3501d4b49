//! One cache block: the ids, compressed texts and packed records of several files, decoded on
//! demand.

use std::borrow::Borrow;
use std::hash::Hash;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use crate::codec::{BlockSlice, CompressedBlock, Packer, Unpacker};
use crate::collection::files::contents::{Contents, RecordHead};
use crate::collection::files::file::File;
use crate::collection::files::fingerprint::FileStamp;
use crate::collection::index::entry::{IdTable, IndexEntry, speakers_of};
use crate::collection::index::loaded_file::{FILES_PER_BLOCK, LoadedFile};
use crate::diagnostic::Diagnostic;
use crate::record::{
    FieldId, FileLayout, Id, Kind, ListSummary, Packed, PackedText, Record, RowKind, pack_problems,
    unpack_problems,
};
use crate::text::ByteRange;

/// What is kept of some files, each of which has one record.
#[derive(Debug)]
pub(super) struct CacheBlock {
    /// The ids of their records and those that these link to, and who speaks in quotes, each once.
    ids: Arc<IdTable>,
    blocks: Vec<Arc<CompressedBlock>>,
    /// The rest of each file, one behind the other.
    rest: Arc<[u8]>,
    starts: Vec<u32>,
}

/// What is kept of one file.
#[derive(Clone, Copy, Debug)]
pub(in crate::collection) struct CacheEntry<'c> {
    block: &'c CacheBlock,
    stamp: FileStamp,
    /// What follows its path and its stamp.
    rest: Unpacker<'c>,
}

impl CacheEntry<'_> {
    /// Returns whether a file with that stamp need not be read.
    pub(in crate::collection) fn is_unchanged(&self, stamp: &FileStamp) -> bool {
        self.stamp.is_unchanged(stamp)
    }

    /// Returns the stamp under which the file was read.
    pub(super) fn stamp(&self) -> FileStamp {
        self.stamp
    }

    /// Returns whether this is what is kept of a file with these bytes.
    pub(in crate::collection) fn is_of(&self, bytes: &[u8]) -> bool {
        let mut entry = *self;
        entry.pieces().is_some_and(|(text, _)| *text.decompress() == *bytes)
    }

    /// Returns the file as if it had just been read; `None` where its path says that it is another
    /// record.
    pub(in crate::collection) fn loaded(
        mut self,
        path: &Path,
        stamp: FileStamp,
        form: &FileLayout,
    ) -> Option<LoadedFile> {
        let FileLayout::One { kind, id } = form else { return None };
        let (text, packed) = self.pieces()?;
        let head = self.head()?;
        if (*kind, id) != (head.kind, &head.id) {
            return None;
        }
        let problems: Box<[Diagnostic]> = unpack_problems(&mut self.rest)?.into();
        let at = self.block.rest.len() - self.rest.rest().len();
        let index_entry = IndexEntry::from_cache(&self.block.ids, &self.block.rest, at);
        let contents = Contents::from_cache(text, problems, head, packed);
        Some(LoadedFile::from_cache(File::from_cache(path, contents, stamp), index_entry))
    }

    fn pieces(&mut self) -> Option<(BlockSlice, Packed)> {
        let compressed = self.block.blocks.get(self.rest.size()?)?;
        let start = self.rest.size()?;
        let middle = start.checked_add(self.rest.size()?)?;
        let end = middle.checked_add(self.rest.size()?)?;
        let text = BlockSlice::of(compressed, ByteRange::new(start, middle)?);
        Some((text, Packed::at(BlockSlice::of(compressed, ByteRange::new(middle, end)?))))
    }

    fn head(&mut self) -> Option<RecordHead> {
        Some(RecordHead {
            kind: Kind::from_repr(self.rest.byte()?)?,
            id: self.id()?,
            name: self.rest.text()?.into(),
            summary: ListSummary::unpack(&mut self.rest)?,
            has_privacy_keys: self.rest.byte()? != 0,
        })
    }

    fn id(&mut self) -> Option<Id> {
        self.block.ids.ids.get(self.rest.size()?).cloned()
    }
}

impl CacheBlock {
    /// Reads the files that [`pack`] wrote; `None` where it did not write these bytes.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut unpacker = Unpacker::new(bytes);
        let ids = (0..unpacker.count()?).map(|_| Id::new(unpacker.text()?));
        let ids = ids.collect::<Option<_>>()?;
        let speakers = (0..unpacker.count()?).map(|_| unpacker.text().map(Arc::from));
        let speakers = speakers.collect::<Option<_>>()?;
        let sizes = (0..unpacker.count()?).map(|_| Some((unpacker.size()?, unpacker.size()?)));
        let sizes: Vec<(usize, usize)> = sizes.collect::<Option<_>>()?;
        let pressed = sizes.iter().try_fold(0_usize, |sum, (size, _)| sum.checked_add(*size))?;
        let pressed: Arc<[u8]> = unpacker.bytes(pressed)?.into();
        let mut start = 0;
        let compressed = |(length, size): &(usize, usize)| {
            let range = ByteRange::new(start, start + length)?;
            start += length;
            CompressedBlock::from_shared_bytes(&pressed, range, *size)
        };
        let blocks = sizes.iter().map(compressed).collect::<Option<_>>()?;
        let rest = unpacker.rest();
        let mut starts = Vec::new();
        while !unpacker.is_at_end() {
            let length = unpacker.count()?;
            starts.push(u32::try_from(rest.len() - unpacker.rest().len()).ok()?);
            unpacker.bytes(length)?;
        }
        let table = Arc::new(IdTable { ids, speakers });
        Some(Self { ids: table, blocks, rest: rest.into(), starts })
    }

    /// Returns how many files it is of.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Returns the paths of the files, in their order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.path(number).unwrap_or_default())
    }

    /// Returns the path of a file, by its number.
    pub(super) fn path(&self, number: usize) -> Option<&str> {
        self.at(number)?.text()
    }

    /// Returns what is kept of a file, by its number.
    pub(super) fn entry(&self, number: usize) -> Option<CacheEntry<'_>> {
        let mut rest = self.at(number)?;
        rest.text()?;
        let stamp = FileStamp::unpack(&mut rest)?;
        Some(CacheEntry { block: self, stamp, rest })
    }

    fn at(&self, number: usize) -> Option<Unpacker<'_>> {
        let start = usize::try_from(*self.starts.get(number)?).ok()?;
        Some(Unpacker::new(self.rest.get(start..)?))
    }
}

/// Writes some files, each with its stamp, to be read by [`CacheBlock::read`].
pub(super) fn pack(files: &[(&File, &FileStamp)]) -> Vec<u8> {
    let mut packing = CacheBlockWriter::default();
    for some in files.chunks(FILES_PER_BLOCK) {
        let mut bytes = Vec::new();
        for (file, stamp) in some {
            packing.add(file, stamp, &mut bytes);
        }
        packing.blocks.push(CompressedBlock::compress(&bytes));
    }
    packing.into_bytes()
}

/// Some files that are being written.
#[derive(Default)]
struct CacheBlockWriter {
    ids: Interner<Id>,
    speakers: Interner<Arc<str>>,
    blocks: Vec<Arc<CompressedBlock>>,
    rest: Packer,
}

impl CacheBlockWriter {
    /// Writes one file: its text into the bytes to be compressed, and the rest.
    fn add(&mut self, file: &File, stamp: &FileStamp, bytes: &mut Vec<u8>) {
        let contents = &file.contents;
        let (Some((head, one)), Some(path)) = (contents.packed(), file.path.to_str()) else {
            return;
        };
        let mut packer = Packer::default();
        packer.text(path);
        stamp.pack(&mut packer);
        packer.size(self.blocks.len());
        packer.size(bytes.len());
        for piece in [contents.piece(), one.bytes()] {
            packer.size(piece.len());
            bytes.extend_from_slice(&piece.decompress());
        }
        let RecordHead { kind, id, name, summary, has_privacy_keys: guarded } = head;
        packer.byte(*kind as u8);
        packer.size(self.ids.number(id));
        packer.text(name);
        summary.pack(&mut packer);
        packer.byte(u8::from(*guarded));
        pack_problems(&mut packer, &contents.problems);
        let entry = self.links_in(one, &contents.text());
        // Where there are disputes, only the record shows what they say.
        let entry =
            entry.unwrap_or_else(|| contents.with_records(|records| self.links_of(records)));
        packer.bytes(&entry.into_bytes());
        let bytes = packer.into_bytes();
        self.rest.size(bytes.len());
        self.rest.bytes(&bytes);
    }

    /// Writes what records link to and who speaks in them, in the order in which `IndexEntry::from_cache` reads it.
    fn links_of(&mut self, records: &[Record]) -> Packer {
        let mut packer = Packer::default();
        let links: Vec<_> = records.iter().flat_map(Record::links).collect();
        packer.size(links.len());
        for link in links {
            packer.size(self.ids.number(link.to));
            packer.byte(link.field.name as u8);
        }
        let rivals: Vec<_> = records.iter().flat_map(Record::rival_links).collect();
        packer.size(rivals.len());
        for (to, _) in rivals {
            packer.size(self.ids.number(to));
        }
        let speakers: Vec<_> = records.iter().flat_map(speakers_of).collect();
        packer.size(speakers.len());
        for speaker in speakers {
            packer.size(self.speakers.number(&Arc::from(speaker)));
        }
        packer
    }

    /// Does the same with a record that lies packed, which takes a fraction of the time; `None` where it has disputes.
    fn links_in(&mut self, record: &Packed, text: &str) -> Option<Packer> {
        let (mut links, mut speakers) = (Vec::new(), Vec::new());
        let Self { ids, speakers: known, .. } = self;
        let is_whole = record.each_text(text, |row, field, found| {
            let said = match found {
                PackedText::Link(id) => match ids.number_of(id, Id::new) {
                    Some(number) => {
                        links.push((number, field.name));
                        id
                    }
                    None => return ControlFlow::Break(()),
                },
                PackedText::Words(said) | PackedText::Term(said) | PackedText::Code(said) => said,
            };
            if row == Some(RowKind::Quote) && field.name == FieldId::Speaker {
                speakers.extend(known.number_of(said, |said| Some(Arc::from(said))));
            }
            ControlFlow::Continue(())
        });
        let mut packer = Packer::default();
        packer.size(links.len());
        for (number, field) in links {
            packer.size(number);
            packer.byte(field as u8);
        }
        // No rival links.
        packer.size(0);
        packer.size(speakers.len());
        for number in speakers {
            packer.size(number);
        }
        is_whole.then_some(packer)
    }

    fn into_bytes(self) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.size(self.ids.all.len());
        self.ids.all.iter().for_each(|id| packer.text(id.as_str()));
        packer.size(self.speakers.all.len());
        self.speakers.all.iter().for_each(|speaker| packer.text(speaker));
        let blocks = || self.blocks.iter().filter_map(|compressed| compressed.compressed_bytes());
        packer.size(blocks().count());
        for (pressed, size) in blocks() {
            packer.size(pressed.len());
            packer.size(size);
        }
        blocks().for_each(|(pressed, _)| packer.bytes(pressed));
        packer.bytes(&self.rest.into_bytes());
        packer.into_bytes()
    }
}

/// Things that are written once each and called by their numbers.
struct Interner<T> {
    all: Vec<T>,
    known: HashMap<T, usize>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Self { all: Vec::new(), known: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Interner<T> {
    fn number(&mut self, thing: &T) -> usize {
        if let Some(number) = self.known.get(thing) {
            return *number;
        }
        self.add(thing.clone())
    }

    fn add(&mut self, thing: T) -> usize {
        let number = self.all.len();
        self.all.push(thing.clone());
        self.known.insert(thing, number);
        number
    }
}

impl<T: Clone + Eq + Hash + Borrow<str>> Interner<T> {
    /// Returns the number of what is written so; `None` where it is not, and cannot be.
    fn number_of(&mut self, text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<usize> {
        match self.known.get(text) {
            Some(number) => Some(*number),
            None => read(text).map(|thing| self.add(thing)),
        }
    }
}
