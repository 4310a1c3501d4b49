//! Groups of byte strings compressed together with LZ4, decompressed on demand.

use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Weak};

use crate::text::ByteRange;

/// A slice of a compressed block. Copying it is cheap.
#[derive(Clone)]
pub struct BlockSlice {
    block: Arc<CompressedBlock>,
    range: ByteRange,
}

/// The bytes of several things, one behind the other.
#[derive(Debug)]
pub struct CompressedBlock {
    bytes: Arc<[u8]>,
    /// The range and the decompressed size, if the bytes are compressed.
    compressed: Option<(ByteRange, usize)>,
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
    /// They were never compressed.
    Plain(Arc<[u8]>),
    Decompressed(Arc<Vec<u8>>),
}

/// A text that was opened.
#[derive(Clone)]
pub struct DecompressedText(DecompressedSlice);

/// LZ4 makes no more of a byte than this many: a length goes on byte by byte, each of which adds 255 at most
/// (LZ4 block format, "Compressed block format").
const MOST_OF_A_BYTE: usize = 255;
/// So many bales that were opened last are at hand on each thread: things that lie together are mostly
/// asked for together.
const RECENT: usize = 4;
/// What is larger is not kept at hand.
const LARGEST_RECENT: usize = 256 * 1024;

impl CompressedBlock {
    /// Compresses these bytes.
    pub fn compress(bytes: &[u8]) -> Arc<Self> {
        let pressed: Arc<[u8]> = lz4_flex::block::compress(bytes).into();
        let range = ByteRange::from_span(0..pressed.len());
        Arc::new(Self { bytes: pressed, compressed: Some((range, bytes.len())) })
    }

    /// Returns a block whose compressed bytes are part of others, given its decompressed size;
    /// `None` if the range is invalid or the size is impossible.
    pub fn from_shared_bytes(
        others: &Arc<[u8]>,
        range: ByteRange,
        size: usize,
    ) -> Option<Arc<Self>> {
        let pressed = others.get(range.start()..range.end())?;
        let fits = size <= pressed.len().saturating_mul(MOST_OF_A_BYTE);
        fits.then(|| Arc::new(Self { bytes: Arc::clone(others), compressed: Some((range, size)) }))
    }

    /// Returns the compressed bytes, to be stored, and the decompressed size.
    pub fn compressed_bytes(&self) -> Option<(&[u8], usize)> {
        let (range, size) = self.compressed?;
        Some((self.bytes.get(range.start()..range.end())?, size))
    }

    /// Returns the bytes decompressed. Invalid bytes give none.
    fn decompress(self: &Arc<Self>) -> BlockBytes {
        match self.compressed_bytes() {
            None => BlockBytes::Plain(Arc::clone(&self.bytes)),
            Some((pressed, size)) if size <= LARGEST_RECENT => {
                let unpress = |room| decompress(pressed, size, room);
                BlockBytes::Decompressed(LAST.with_borrow_mut(|last| last.open(self, unpress)))
            }
            Some((pressed, size)) => {
                BlockBytes::Decompressed(decompress(pressed, size, Vec::new()))
            }
        }
    }
}

/// Returns bytes unpressed, in the room of others that are no longer needed.
fn decompress(pressed: &[u8], size: usize, mut room: Vec<u8>) -> Arc<Vec<u8>> {
    room.resize(size, 0);
    let length = lz4_flex::block::decompress_into(pressed, &mut room).unwrap_or_default();
    room.truncate(length);
    Arc::new(room)
}

thread_local! {
    static LAST: RefCell<RecentBlocks> = const { RefCell::new(RecentBlocks { opened: [const { None }; RECENT], next: 0 }) };
}

/// The bales that were opened last.
struct RecentBlocks {
    opened: [Option<RecentBlock>; RECENT],
    next: usize,
}

type RecentBlock = (Weak<CompressedBlock>, Arc<Vec<u8>>);

impl RecentBlocks {
    /// Returns the bytes of a block; `open` gets a buffer for them.
    fn open(
        &mut self,
        block: &Arc<CompressedBlock>,
        open: impl FnOnce(Vec<u8>) -> Arc<Vec<u8>>,
    ) -> Arc<Vec<u8>> {
        let known = self.opened.iter().flatten();
        // As long as a weak reference exists, no other block has the same address.
        let mut known = known.filter(|(known, _)| std::ptr::eq(known.as_ptr(), Arc::as_ptr(block)));
        if let Some((_, bytes)) = known.next() {
            return Arc::clone(bytes);
        }
        let Some(place) = self.opened.get_mut(self.next) else { return open(Vec::new()) };
        self.next = (self.next + 1) % RECENT;
        let oldest = place.take().and_then(|(_, bytes)| Arc::into_inner(bytes));
        let bytes = open(oldest.unwrap_or_default());
        *place = Some((Arc::downgrade(block), Arc::clone(&bytes)));
        bytes
    }
}

impl BlockSlice {
    /// Returns a slice of a block; it has as many bytes as the range only if the block has them.
    pub fn of(block: &Arc<CompressedBlock>, range: ByteRange) -> Self {
        Self { block: Arc::clone(block), range }
    }

    /// Returns the bytes.
    pub fn decompress(&self) -> DecompressedSlice {
        DecompressedSlice { whole: self.block.decompress(), range: self.range }
    }

    /// Returns the bytes as the text that they are; no text where they are none.
    pub fn text(&self) -> DecompressedText {
        DecompressedText(self.decompress())
    }

    /// Returns how many bytes they are.
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// Returns whether the bytes are compressed.
    pub fn is_compressed(&self) -> bool {
        self.block.compressed.is_some()
    }
}

impl<T: Into<Arc<[u8]>>> From<T> for BlockSlice {
    /// Returns bytes as they are, as a piece of themselves; they are at most 4 GB.
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
    /// Whether they are compressed makes no difference.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Piece").field(&&*self.decompress()).finish()
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

    fn pieces(block: &Arc<CompressedBlock>, things: &[Vec<u8>]) -> Vec<BlockSlice> {
        let mut start = 0;
        let piece = |thing: &Vec<u8>| {
            let range = ByteRange::from_span(start..start + thing.len());
            start += thing.len();
            BlockSlice::of(block, range)
        };
        things.iter().map(piece).collect()
    }

    proptest! {
        #[test]
        fn what_is_pressed_comes_out_as_it_went_in(things: Vec<Vec<u8>>, again: Vec<usize>) {
            let block = CompressedBlock::compress(&things.concat());
            let (pressed, size) = block.compressed_bytes().unwrap();
            let others: Arc<[u8]> = [b"before", pressed, b"behind"].concat().into();
            let range = ByteRange::from_span(6..6 + pressed.len());
            let kept = CompressedBlock::from_shared_bytes(&others, range, size).unwrap();
            let (of_bale, of_kept) = (pieces(&block, &things), pieces(&kept, &things));
            for number in (0..things.len()).chain(again) {
                let Some(thing) = things.get(number) else { continue };
                prop_assert_eq!(&*of_bale[number].decompress(), &thing[..]);
                prop_assert_eq!(&of_kept[number], &BlockSlice::from(thing.clone()));
                prop_assert_eq!(of_kept[number].len(), thing.len());
            }
        }

        #[test]
        fn bytes_that_nobody_pressed_give_some_bytes_or_none(bytes: Vec<u8>, size in 0..70_000_usize) {
            let all = ByteRange::from_span(0..bytes.len());
            let fits = size <= bytes.len() * MOST_OF_A_BYTE;
            let block = CompressedBlock::from_shared_bytes(&bytes.into(), all, size);
            prop_assert_eq!(block.is_some(), fits);
            if let Some(block) = block {
                let piece = BlockSlice::of(&block, ByteRange::from_span(0..size));
                prop_assert!(piece.decompress().len() <= size);
                _ = piece.text().len();
            }
        }
    }

    #[test]
    fn many_bales_are_told_apart_however_they_are_asked() {
        let blocks: Vec<Arc<CompressedBlock>> =
            (0..50_u8).map(|number| CompressedBlock::compress(&[number; 90])).collect();
        for round in 0..7 {
            for (number, block) in
                blocks.iter().enumerate().filter(|(number, _)| number % 7 >= round)
            {
                let piece = BlockSlice::of(block, ByteRange::from_span(3..5));
                assert_eq!(usize::from(piece.decompress()[1]), number);
            }
        }
        // Where one has been, another may lie.
        for number in 0..50_u8 {
            let piece = BlockSlice::of(
                &CompressedBlock::compress(&[number; 90]),
                ByteRange::from_span(0..1),
            );
            assert_eq!(&*piece.decompress(), [number]);
        }
    }

    #[test]
    fn a_text_is_one_and_anything_else_is_none() {
        assert_eq!(&*BlockSlice::from("Thử".as_bytes()).text(), "Thử");
        assert_eq!(&*BlockSlice::from(&b"\xff"[..]).text(), "");
        let block = CompressedBlock::compress("Thử".as_bytes());
        assert_eq!(&*BlockSlice::of(&block, ByteRange::from_span(0..5)).text(), "Thử");
        assert!(BlockSlice::of(&block, ByteRange::from_span(0..9)).decompress().is_empty());
    }
}
