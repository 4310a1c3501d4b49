//! Text columns as bytes, for a stored index.

use std::sync::{Arc, OnceLock};

use super::{OriginalTexts, TEXTS_PER_BLOCK, TextColumn, TextEnds, TextPrefilter};
use crate::codec::{CompressedBlock, Packer, Unpacker};
use crate::search::matching::letter_bitmap::LetterBitmap;
use crate::search::matching::pinyin::SoundPrefilter;
use crate::search::part::Part;
use crate::search::store::csr::Csr;
use crate::text::ByteRange;

impl TextColumn {
    /// Writes the column, and its long original texts, which are compressed already, apart from it.
    pub(crate) fn pack(&self, packer: &mut Packer, originals: &mut Packer) {
        packer.text(&self.folded);
        packer.size(self.ends.len());
        let mut before = TextEnds::default();
        for end in &self.ends {
            packer.number(end.original.wrapping_sub(before.original).into());
            packer.number(end.folded.wrapping_sub(before.folded).into());
            before = *end;
        }
        for hint in &self.hints {
            hint.pack(packer);
        }
        self.texts.pack(packer);
        match &self.original {
            OriginalTexts::Plain(texts) => packer.text(texts),
            OriginalTexts::Compressed(blocks) => {
                for block in blocks {
                    let (bytes, size) = block.compressed_bytes().unwrap_or_default();
                    packer.size(bytes.len());
                    packer.size(size);
                    originals.bytes(bytes);
                }
            }
        }
    }

    /// Reads the column of a part that [`pack`](Self::pack) wrote; its long original texts stay compressed.
    pub(crate) fn unpack(
        part: Part,
        unpacker: &mut Unpacker<'_>,
        originals: &mut StoredOriginals,
    ) -> Option<Self> {
        let folded: Box<str> = unpacker.text()?.into();
        let count = unpacker.count()?;
        let mut ends = Vec::with_capacity(count);
        let mut before = TextEnds::default();
        for _ in 0..count {
            let [original, of_folded] = [unpacker.number()?, unpacker.number()?];
            before = TextEnds {
                original: before.original.checked_add(u32::try_from(original).ok()?)?,
                folded: before.folded.checked_add(u32::try_from(of_folded).ok()?)?,
            };
            ends.push(before);
        }
        let hints = if part.is_short() { count } else { 0 };
        let hints = (0..hints).map(|_| TextPrefilter::unpack(unpacker)).collect::<Option<_>>()?;
        let texts = Csr::unpack(unpacker, count)?;
        let (original, is_whole) = if part.is_short() {
            let all = unpacker.text()?;
            (OriginalTexts::Plain(all.into()), all.len() == before.original as usize)
        } else {
            let blocks = (0..count.div_ceil(TEXTS_PER_BLOCK)).map(|_| originals.next(unpacker));
            (OriginalTexts::Compressed(blocks.collect::<Option<_>>()?), true)
        };
        (is_whole && before.folded as usize == folded.len()).then(|| Self {
            part,
            original,
            folded,
            ends: ends.into(),
            hints,
            lines: OnceLock::new(),
            texts,
        })
    }
}

/// The long original texts of the columns of a block, one compressed block behind the other.
pub(crate) struct StoredOriginals {
    bytes: Arc<[u8]>,
    at: usize,
}

impl StoredOriginals {
    /// Returns the texts that were written apart from their columns.
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self { bytes: bytes.into(), at: 0 }
    }

    fn next(&mut self, sizes: &mut Unpacker<'_>) -> Option<Arc<CompressedBlock>> {
        let (length, size) = (sizes.size()?, sizes.size()?);
        let end = self.at.checked_add(length)?;
        let range = ByteRange::new(self.at, end)?;
        self.at = end;
        CompressedBlock::from_shared_bytes(&self.bytes, range, size)
    }
}

impl TextPrefilter {
    fn pack(self, packer: &mut Packer) {
        packer.bytes(&self.letters.to_bits().to_le_bytes());
        packer.byte(u8::from(self.sounds.is_some()));
        for bits in self.sounds.into_iter().flat_map(SoundPrefilter::to_bits) {
            packer.bytes(&bits.to_le_bytes());
        }
    }

    fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let bits = |unpacker: &mut Unpacker<'_>| unpacker.array().map(u32::from_le_bytes);
        let letters = LetterBitmap::from_bits(bits(unpacker)?);
        let sounds = match unpacker.byte()? {
            0 => None,
            _ => Some(SoundPrefilter::from_bits([bits(unpacker)?, bits(unpacker)?])),
        };
        Some(Self { letters, sounds })
    }
}
