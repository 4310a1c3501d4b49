//! A text column: the folded texts of one part of many lines in one buffer, scanned in one pass.

pub(crate) mod packing;

use std::hash::BuildHasher as _;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::csr::{Csr, CsrBuilder, small};
use crate::codec::CompressedBlock;
use crate::search::folding::fold::Preserve;
use crate::search::folding::letters::starts_word;
use crate::search::folding::original::OriginalRef;
use crate::search::lex::MatchMode;
use crate::search::matching::letter_bitmap::LetterBitmap;
use crate::search::matching::needle::{MatchPosition, Needle};
use crate::search::matching::pinyin::SoundPrefilter;
use crate::search::part::Part;
use crate::text::ByteRange;

/// Separates two folded texts. No folded text contains a line feed, so no match extends over two texts.
const BORDER: u8 = b'\n';

/// The texts of one part of the lines of a block. A short text is stored once for all lines that have it.
#[derive(Clone, Debug)]
pub(crate) struct TextColumn {
    part: Part,
    original: OriginalTexts,
    folded: Box<str>,
    /// Where each text ends in the two buffers.
    ends: Box<[TextEnds]>,
    /// The prefilter of each text; empty if the texts are long.
    hints: Box<[TextPrefilter]>,
    /// For each text, the lines that have it; looked for once one is found.
    lines: OnceLock<Csr>,
    /// For each line, its texts.
    texts: Csr,
}

/// The texts as they were written, one after the other.
#[derive(Clone, Debug)]
enum OriginalTexts {
    /// Short texts.
    Plain(Box<str>),
    /// Long texts, several of them compressed together. They are read only for the lines on the screen and
    /// for needles with capitals or accents.
    Compressed(Box<[Arc<CompressedBlock>]>),
}

/// The number of long texts that are compressed together.
const TEXTS_PER_BLOCK: usize = 64;

#[derive(Clone, Copy, Debug, Default)]
struct TextEnds {
    original: u32,
    folded: u32,
}

/// What is known of a short text without reading it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextPrefilter {
    /// Its letters.
    pub(crate) letters: LetterBitmap,
    /// The sounds of its Chinese and Korean characters, if it has any.
    pub(crate) sounds: Option<SoundPrefilter>,
}

/// One text of a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnText<'s> {
    pub(crate) original: OriginalRef<'s>,
    pub(crate) folded: &'s str,
}

impl TextColumn {
    /// Returns the part that its texts belong to.
    pub(crate) fn part(&self) -> Part {
        self.part
    }

    /// Returns the lines that have a text.
    pub(crate) fn lines(&self, text: usize) -> impl Iterator<Item = usize> {
        let lines = self.lines.get_or_init(|| self.texts.transpose(self.ends.len()));
        lines.list(text).map(|line| line as usize)
    }

    /// Returns the numbers of the texts of a line.
    pub(crate) fn numbers_of(&self, line: usize) -> impl Iterator<Item = u32> {
        self.texts.list(line)
    }

    /// Returns how many lines the column has texts of.
    pub(crate) fn count_lines(&self) -> usize {
        self.texts.len()
    }

    /// Returns the texts of a line.
    pub(crate) fn texts_of(&self, line: usize) -> impl Iterator<Item = ColumnText<'_>> {
        self.numbers_of(line).filter_map(|text| self.text(text as usize))
    }

    /// Returns the number and prefilter of each text; nothing if the texts are long.
    pub(crate) fn prefilters(&self) -> impl Iterator<Item = (usize, TextPrefilter)> {
        self.hints.iter().copied().enumerate()
    }

    /// Returns all texts.
    pub(crate) fn all(&self) -> impl Iterator<Item = ColumnText<'_>> {
        (0..self.ends.len()).filter_map(|number| self.text(number))
    }

    /// Returns a text by its number.
    pub(crate) fn text(&self, number: usize) -> Option<ColumnText<'_>> {
        let ranges = TextRanges::of(number, &self.ends)?;
        let original = match &self.original {
            OriginalTexts::Plain(texts) => OriginalRef::Plain(ranges.original.of(texts)),
            OriginalTexts::Compressed(blocks) => {
                // The first text of a compressed block starts where the text before it ends.
                let first = number / TEXTS_PER_BLOCK * TEXTS_PER_BLOCK;
                let start = TextRanges::of(first, &self.ends)?.original.start();
                let TextRanges { original, .. } = ranges;
                let range = ByteRange::from_span(original.start() - start..original.end() - start);
                OriginalRef::Compressed(blocks.get(number / TEXTS_PER_BLOCK)?, range)
            }
        };
        Some(ColumnText { original, folded: ranges.folded.of(&self.folded) })
    }

    /// Searches all texts that are `wanted`, and calls `found`, in their order, with the number of each that
    /// matches in that mode and the best position of the needle in it.
    ///
    /// All folded texts are one buffer, so that the substring search runs over it in one go and pays its
    /// setup once, not once for each of thousands of short texts.
    pub(crate) fn scan(
        &self,
        needle: &Needle,
        mode: MatchMode,
        wanted: impl Fn(usize) -> bool,
        mut found: impl FnMut(usize, MatchPosition),
    ) {
        let plain = matches!(mode, MatchMode::Rough | MatchMode::Exact)
            && needle.preserve() == Preserve::Nothing;
        let (mut number, mut end, mut from) = (0, 0, 0);
        // The needle was found inside a word of the current text. The search goes on in that text, because
        // a later occurrence may be at the start of a word.
        let mut inside = false;
        while let Some(at) = needle.find_folded(&self.folded, from) {
            if at >= end {
                if std::mem::take(&mut inside) {
                    found(number, MatchPosition::Inside);
                }
                number = self.number_at(number, at);
                end = self.ends.get(number).map_or(usize::MAX, |end| end.folded as usize);
                if !wanted(number) {
                    from = end;
                    continue;
                }
            }
            let position = if plain {
                Some(self.position_of(at..at + needle.folded_len(), end))
            } else {
                let text = self.text(number);
                text.and_then(|text| needle.position_in_mode(mode, text.original, text.folded))
            };
            inside = plain && position == Some(MatchPosition::Inside);
            if inside {
                from = at + 1;
            } else {
                // The rest of the text has no better position, or was searched above.
                if let Some(position) = position {
                    found(number, position);
                }
                from = end;
            }
        }
        if inside {
            found(number, MatchPosition::Inside);
        }
    }

    /// Returns the position of a needle that was found at a range of `folded`, in a text with that end.
    fn position_of(&self, at: Range<usize>, text_end: usize) -> MatchPosition {
        let before = at.start.checked_sub(1).and_then(|before| self.folded.as_bytes().get(before));
        let starts = before.is_none_or(|before| *before == BORDER);
        if starts && text_end == at.end {
            MatchPosition::Whole
        } else if starts_word(&self.folded, at.start) {
            MatchPosition::WordStart
        } else {
            MatchPosition::Inside
        }
    }

    /// Returns the number of the text that contains a byte; it is at least `from`.
    fn number_at(&self, from: usize, at: usize) -> usize {
        let behind = |end: &TextEnds| (end.folded as usize) <= at;
        let rest = self.ends.get(from..).unwrap_or_default();
        // Galloping search (Bentley and Yao, 1976): the next match is mostly in a text near the last one,
        // and then this takes fewer steps than a binary search over all texts.
        let mut reach = 1;
        while rest.get(reach).is_some_and(behind) {
            reach *= 2;
        }
        let near = rest.get(..=reach).unwrap_or(rest);
        from + near.partition_point(behind)
    }
}

/// Builds a text column line by line.
#[derive(Debug)]
pub(crate) struct TextColumnBuilder {
    part: Part,
    original: String,
    folded: String,
    ends: Vec<TextEnds>,
    hints: Vec<TextPrefilter>,
    texts: CsrBuilder,
    /// The numbers of the short texts, by their original.
    known: HashTable<u32>,
    hasher: RandomState,
}

impl TextColumnBuilder {
    /// Returns an empty column for texts of a part.
    pub(crate) fn new(part: Part) -> Self {
        Self {
            part,
            original: String::new(),
            folded: String::new(),
            ends: Vec::new(),
            hints: Vec::new(),
            texts: CsrBuilder::default(),
            known: HashTable::new(),
            hasher: RandomState::default(),
        }
    }

    /// Adds a text of the current line and returns its number.
    pub(crate) fn add(&mut self, original: &str, folded: &str) -> u32 {
        let number = if self.part.is_short() {
            self.number_of(original).unwrap_or_else(|| {
                let number = self.put(original, folded);
                let letters = LetterBitmap::of(folded);
                self.hints.push(TextPrefilter { letters, sounds: SoundPrefilter::of(folded) });
                self.intern(number);
                number
            })
        } else {
            self.put(original, folded)
        };
        self.texts.add_once(number);
        number
    }

    /// Ends the current line and starts the next.
    pub(crate) fn end_line(&mut self) {
        self.texts.end_list();
    }

    /// Returns the finished column; the buffers are reused for the next.
    pub(crate) fn finish(&mut self) -> TextColumn {
        let column = TextColumn {
            part: self.part,
            original: self.originals(),
            folded: self.folded.as_str().into(),
            ends: self.ends.as_slice().into(),
            hints: self.hints.as_slice().into(),
            lines: OnceLock::new(),
            texts: self.texts.take(),
        };
        self.original.clear();
        self.folded.clear();
        self.ends.clear();
        self.hints.clear();
        self.known.clear();
        column
    }

    /// Returns the original texts, compressed if they are long.
    fn originals(&self) -> OriginalTexts {
        if self.part.is_short() {
            return OriginalTexts::Plain(self.original.as_str().into());
        }
        let block = |ends: &[TextEnds], start: &mut usize| {
            let end = ends.last().map_or(*start, |end| end.original as usize);
            let bytes = self.original.as_bytes().get(*start..end).unwrap_or_default();
            *start = end;
            CompressedBlock::compress(bytes)
        };
        let mut start = 0;
        let blocks = self.ends.chunks(TEXTS_PER_BLOCK).map(|ends| block(ends, &mut start));
        OriginalTexts::Compressed(blocks.collect())
    }

    /// Returns the number of a short text if the column has it.
    fn number_of(&self, original: &str) -> Option<u32> {
        let is_same = |number: &u32| written(*number, &self.ends, &self.original) == original;
        self.known.find(self.hasher.hash_one(original), is_same).copied()
    }

    fn intern(&mut self, number: u32) {
        let Self { ends, original, known, hasher, .. } = self;
        let hash = |number: &u32| hasher.hash_one(written(*number, ends, original));
        known.insert_unique(hash(&number), number, hash);
    }

    fn put(&mut self, original: &str, folded: &str) -> u32 {
        if !self.ends.is_empty() {
            self.folded.push(char::from(BORDER));
        }
        self.original.push_str(original);
        self.folded.push_str(folded);
        let number = small(self.ends.len());
        let (original, folded) = (small(self.original.len()), small(self.folded.len()));
        self.ends.push(TextEnds { original, folded });
        number
    }
}

/// The place of a text in both buffers.
struct TextRanges {
    original: ByteRange,
    folded: ByteRange,
}

impl TextRanges {
    fn of(number: usize, ends: &[TextEnds]) -> Option<Self> {
        let end = ends.get(number)?;
        let before = number.checked_sub(1).and_then(|before| ends.get(before));
        let before = before.copied().unwrap_or_default();
        // A border separates every folded text from the one before.
        let border = u32::from(number > 0);
        let range = |from: u32, to: u32| ByteRange::from_span(from as usize..to as usize);
        Some(Self {
            original: range(before.original, end.original),
            folded: range(before.folded + border, end.folded),
        })
    }
}

/// Returns an original text by its number.
fn written<'s>(number: u32, ends: &[TextEnds], original: &'s str) -> &'s str {
    TextRanges::of(number as usize, ends).map_or("", |ranges| ranges.original.of(original))
}
