//! Groups of byte strings compressed together with LZ4, decompressed on demand.
//!
//! Records and quotes are short: compressed one by one they would hardly shrink, and each would be an
//! allocation of its own.

use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Weak};

use crate::text::ByteRange;

use super::bytes::MAX_EXPANSION;

/// A slice of a compressed block. Copying it is cheap.
#[derive(Clone)]
pub struct BlockSlice {
    block: Arc<CompressedBlock>,
    range: ByteRange,
}

/// Several byte strings, one after the other.
#[derive(Debug)]
pub struct CompressedBlock {
    bytes: Arc<[u8]>,
    /// `None` if the bytes are not compressed.
    compressed: Option<CompressedRange>,
}

/// The compressed bytes of a block. A block that was read from the cache is a part of the cache file.
#[derive(Clone, Copy, Debug)]
struct CompressedRange {
    range: ByteRange,
    decompressed_len: usize,
}

/// The decompressed bytes of a slice.
#[derive(Clone)]
pub struct DecompressedSlice {
    whole: BlockBytes,
    range: ByteRange,
}

/// All bytes of a block.
#[derive(Clone)]
enum BlockBytes {
    /// The block is not compressed.
    Plain(Arc<[u8]>),
    Decompressed(Arc<Vec<u8>>),
}

/// The decompressed text of a slice.
#[derive(Clone)]
pub struct DecompressedText(DecompressedSlice);

/// The number of decompressed blocks that each thread keeps: slices of one block are mostly read one
/// after the other.
const RECENT: usize = 4;
/// The size of the largest block that is kept.
const LARGEST_RECENT: usize = 256 * 1024;

impl CompressedBlock {
    /// Compresses these bytes.
    pub fn compress(bytes: &[u8]) -> Arc<Self> {
        let block: Arc<[u8]> = lz4_flex::block::compress(bytes).into();
        let range = ByteRange::from_span(0..block.len());
        let compressed = Some(CompressedRange { range, decompressed_len: bytes.len() });
        Arc::new(Self { bytes: block, compressed })
    }

    /// Returns a block whose compressed bytes are a range of `others`, given its decompressed size; `None`
    /// if the range is invalid or the size is impossible.
    pub fn from_shared_bytes(
        others: &Arc<[u8]>,
        range: ByteRange,
        size: usize,
    ) -> Option<Arc<Self>> {
        let block = others.get(range.start()..range.end())?;
        let is_possible = size <= block.len().saturating_mul(MAX_EXPANSION);
        is_possible.then(|| {
            let compressed = Some(CompressedRange { range, decompressed_len: size });
            Arc::new(Self { bytes: Arc::clone(others), compressed })
        })
    }

    /// Returns the compressed bytes, to be stored, and the decompressed size.
    pub fn compressed_bytes(&self) -> Option<(&[u8], usize)> {
        let CompressedRange { range, decompressed_len } = self.compressed?;
        Some((self.bytes.get(range.start()..range.end())?, decompressed_len))
    }

    /// Returns the bytes decompressed; no bytes if they are not valid LZ4.
    fn decompress(self: &Arc<Self>) -> BlockBytes {
        match self.compressed_bytes() {
            None => BlockBytes::Plain(Arc::clone(&self.bytes)),
            Some((compressed, size)) if size <= LARGEST_RECENT => {
                let fill = |buffer| decompress(compressed, size, buffer);
                BlockBytes::Decompressed(
                    RECENT_BLOCKS.with_borrow_mut(|recent| recent.get_or_fill(self, fill)),
                )
            }
            Some((compressed, size)) => {
                BlockBytes::Decompressed(decompress(compressed, size, Vec::new()))
            }
        }
    }
}

/// Returns the decompressed bytes, in a buffer that is reused.
fn decompress(compressed: &[u8], size: usize, mut buffer: Vec<u8>) -> Arc<Vec<u8>> {
    buffer.resize(size, 0);
    let length = lz4_flex::block::decompress_into(compressed, &mut buffer).unwrap_or_default();
    buffer.truncate(length);
    Arc::new(buffer)
}

thread_local! {
    static RECENT_BLOCKS: RefCell<RecentBlocks> = const { RefCell::new(RecentBlocks { blocks: [const { None }; RECENT], next: 0 }) };
}

/// A cache of the blocks that this thread decompressed last, replaced first in, first out.
struct RecentBlocks {
    blocks: [Option<RecentBlock>; RECENT],
    /// The place of the oldest.
    next: usize,
}

struct RecentBlock {
    block: Weak<CompressedBlock>,
    bytes: Arc<Vec<u8>>,
}

impl RecentBlocks {
    /// Returns the bytes of a block; if they are not in the cache, `fill` decompresses them into the buffer
    /// of the oldest block.
    fn get_or_fill(
        &mut self,
        block: &Arc<CompressedBlock>,
        fill: impl FnOnce(Vec<u8>) -> Arc<Vec<u8>>,
    ) -> Arc<Vec<u8>> {
        // A weak reference keeps the allocation alive, so no other block can have the same address.
        let is_same =
            |recent: &&RecentBlock| std::ptr::eq(recent.block.as_ptr(), Arc::as_ptr(block));
        if let Some(recent) = self.blocks.iter().flatten().find(is_same) {
            return Arc::clone(&recent.bytes);
        }
        let Some(place) = self.blocks.get_mut(self.next) else { return fill(Vec::new()) };
        self.next = (self.next + 1) % RECENT;
        let oldest = place.take().and_then(|oldest| Arc::into_inner(oldest.bytes));
        let bytes = fill(oldest.unwrap_or_default());
        *place = Some(RecentBlock { block: Arc::downgrade(block), bytes: Arc::clone(&bytes) });
        bytes
    }
}

impl BlockSlice {
    /// Returns a slice of a block; it is empty once it is decompressed if the block does not have the
    /// range.
    pub fn of(block: &Arc<CompressedBlock>, range: ByteRange) -> Self {
        Self { block: Arc::clone(block), range }
    }

    /// Returns the bytes.
    pub fn decompress(&self) -> DecompressedSlice {
        DecompressedSlice { whole: self.block.decompress(), range: self.range }
    }

    /// Returns the bytes as text; an empty one if they are not UTF-8.
    pub fn text(&self) -> DecompressedText {
        DecompressedText(self.decompress())
    }

    /// Returns how many decompressed bytes there are.
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// Returns whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// Returns whether the bytes are compressed.
    pub fn is_compressed(&self) -> bool {
        self.block.compressed.is_some()
    }
}

impl<T: Into<Arc<[u8]>>> From<T> for BlockSlice {
    /// Returns a slice of a block of its own that is not compressed; at most 4 GB.
    fn from(bytes: T) -> Self {
        let bytes = bytes.into();
        let range = ByteRange::from_span(0..bytes.len());
        Self { block: Arc::new(CompressedBlock { bytes, compressed: None }), range }
    }
}

impl PartialEq for BlockSlice {
    fn eq(&self, other: &Self) -> bool {
        let same = || Arc::ptr_eq(&self.block, &other.block) && self.range == other.range;
        self.len() == other.len() && (same() || *self.decompress() == *other.decompress())
    }
}

impl Eq for BlockSlice {}

impl fmt::Debug for BlockSlice {
    /// Shows the decompressed bytes, whether they are compressed or not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockSlice").field(&&*self.decompress()).finish()
    }
}

impl Deref for DecompressedSlice {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let whole: &[u8] = match &self.whole {
            BlockBytes::Plain(bytes) => bytes,
            BlockBytes::Decompressed(bytes) => bytes,
        };
        whole.get(self.range.start()..self.range.end()).unwrap_or_default()
    }
}

impl Deref for DecompressedText {
    type Target = str;

    fn deref(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for DecompressedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slices(block: &Arc<CompressedBlock>, strings: &[Vec<u8>]) -> Vec<BlockSlice> {
        let mut start = 0;
        let slice = |string: &Vec<u8>| {
            let range = ByteRange::from_span(start..start + string.len());
            start += string.len();
            BlockSlice::of(block, range)
        };
        strings.iter().map(slice).collect()
    }

    proptest! {
        #[test]
        fn decompressing_gives_the_bytes_that_were_compressed(strings: Vec<Vec<u8>>, again: Vec<usize>) {
            let block = CompressedBlock::compress(&strings.concat());
            let (compressed, size) = block.compressed_bytes().unwrap();
            let others: Arc<[u8]> = [b"before", compressed, b"behind"].concat().into();
            let range = ByteRange::from_span(6..6 + compressed.len());
            let stored = CompressedBlock::from_shared_bytes(&others, range, size).unwrap();
            let (made, read) = (slices(&block, &strings), slices(&stored, &strings));
            for number in (0..strings.len()).chain(again) {
                let Some(string) = strings.get(number) else { continue };
                prop_assert_eq!(&*made[number].decompress(), &string[..]);
                prop_assert_eq!(&read[number], &BlockSlice::from(string.clone()));
                prop_assert_eq!(read[number].len(), string.len());
            }
        }

        #[test]
        fn any_bytes_can_be_decompressed(bytes: Vec<u8>, size in 0..70_000_usize) {
            let all = ByteRange::from_span(0..bytes.len());
            let is_possible = size <= bytes.len() * MAX_EXPANSION;
            let block = CompressedBlock::from_shared_bytes(&bytes.into(), all, size);
            prop_assert_eq!(block.is_some(), is_possible);
            if let Some(block) = block {
                let slice = BlockSlice::of(&block, ByteRange::from_span(0..size));
                prop_assert!(slice.decompress().len() <= size);
                _ = slice.text().len();
            }
        }
    }

    #[test]
    fn recent_blocks_are_not_confused_in_any_order() {
        let blocks: Vec<Arc<CompressedBlock>> =
            (0..50_u8).map(|number| CompressedBlock::compress(&[number; 90])).collect();
        for round in 0..7 {
            for (number, block) in
                blocks.iter().enumerate().filter(|(number, _)| number % 7 >= round)
            {
                let slice = BlockSlice::of(block, ByteRange::from_span(3..5));
                assert_eq!(usize::from(slice.decompress()[1]), number);
            }
        }
        // A new block may get the address of one that was dropped.
        for number in 0..50_u8 {
            let slice = BlockSlice::of(
                &CompressedBlock::compress(&[number; 90]),
                ByteRange::from_span(0..1),
            );
            assert_eq!(&*slice.decompress(), [number]);
        }
    }

    #[test]
    fn bytes_that_are_not_utf_8_give_an_empty_text() {
        assert_eq!(&*BlockSlice::from("Thử".as_bytes()).text(), "Thử");
        assert_eq!(&*BlockSlice::from(&b"\xff"[..]).text(), "");
        let block = CompressedBlock::compress("Thử".as_bytes());
        assert_eq!(&*BlockSlice::of(&block, ByteRange::from_span(0..5)).text(), "Thử");
        assert!(BlockSlice::of(&block, ByteRange::from_span(0..9)).decompress().is_empty());
    }
}
