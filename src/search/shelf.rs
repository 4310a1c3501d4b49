//! The texts of one part of many lines, folded and side by side, to be swept in one go. Knows no
//! query.

use std::hash::BuildHasher as _;
use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::fold::Keep;
use super::groups::{Groups, GroupsBuilder};
use super::letters::starts_word;
use super::lex::Manner;
use super::needle::{Needle, Stand};
use super::original::Original;
use super::part::Part;
use super::pinyin::Sounds;
use super::signature::Signature;
use crate::text::{Bale, ByteRange};

/// What parts two texts; folding leaves no line break in any.
const BORDER: u8 = b'\n';

/// The texts of one part. A text that many lines have is kept once where it is short.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    part: Part,
    original: Originals,
    folded: Box<str>,
    /// Where each text ends in the two buffers.
    ends: Box<[Ends]>,
    /// What the rough ways of finding thin the texts by; empty where texts are long.
    hints: Box<[Hint]>,
    lines: Groups,
    texts: Groups,
}

/// The texts as they were written, side by side.
#[derive(Clone, Debug)]
enum Originals {
    /// Short ones, as they are.
    Plain(Box<str>),
    /// Long ones, so many pressed together.
    Pressed(Box<[Arc<Bale>]>),
}

/// So many long texts are pressed together.
const TOGETHER: usize = 64;

#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    original: u32,
    folded: u32,
}

/// What is known of a short text before it is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hint {
    /// Its letters.
    pub(super) letters: Signature,
    /// How its Chinese characters sound, where it has any.
    pub(super) sounds: Option<Sounds>,
}

/// One text of a shelf.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shelved<'s> {
    pub(super) original: Original<'s>,
    pub(super) folded: &'s str,
}

impl Shelf {
    /// Returns what part of a line its texts are.
    pub(super) fn part(&self) -> Part {
        self.part
    }

    /// Returns the lines that have a text.
    pub(super) fn lines(&self, text: usize) -> impl Iterator<Item = usize> {
        self.lines.list(text).map(|line| line as usize)
    }

    /// Returns the numbers of the texts of a line.
    pub(super) fn numbers_of(&self, line: usize) -> impl Iterator<Item = u32> {
        self.texts.list(line)
    }

    /// Returns the texts of a line.
    pub(super) fn texts_of(&self, line: usize) -> impl Iterator<Item = Shelved<'_>> {
        self.numbers_of(line).filter_map(|text| self.text(text as usize))
    }

    /// Returns the texts that have hints: all where they are short, none where they are long.
    pub(super) fn hinted(&self) -> impl Iterator<Item = (usize, Hint)> {
        self.hints.iter().copied().enumerate()
    }

    /// Returns all texts.
    pub(super) fn all(&self) -> impl Iterator<Item = Shelved<'_>> {
        (0..self.ends.len()).filter_map(|number| self.text(number))
    }

    /// Returns a text by its number.
    pub(super) fn text(&self, number: usize) -> Option<Shelved<'_>> {
        let ranges = Ranges::of(number, &self.ends)?;
        let original = match &self.original {
            Originals::Plain(texts) => Original::Plain(ranges.original.of(texts)),
            Originals::Pressed(bales) => {
                // The first of a bale starts where the text before it ends.
                let first = number / TOGETHER * TOGETHER;
                let start = Ranges::of(first, &self.ends)?.original.start();
                let Ranges { original, .. } = ranges;
                let range = ByteRange::from_span(original.start() - start..original.end() - start);
                Original::Pressed(bales.get(number / TOGETHER)?, range)
            }
        };
        Some(Shelved { original, folded: ranges.folded.of(&self.folded) })
    }

    /// Looks for `needle` in all texts that are `wanted` and tells, in their order, how it stands in
    /// those that hold it in that manner.
    pub(super) fn sweep(
        &self,
        needle: &Needle,
        manner: Manner,
        wanted: impl Fn(usize) -> bool,
        mut found: impl FnMut(usize, Stand),
    ) {
        let plain =
            matches!(manner, Manner::Rough | Manner::Exact) && needle.keep() == Keep::Nothing;
        let (mut number, mut end, mut from) = (0, 0, 0);
        // A text that holds the needle inside a word may hold it better further on.
        let mut inside = false;
        while let Some(at) = needle.find_folded(&self.folded, from) {
            if at >= end {
                if std::mem::take(&mut inside) {
                    found(number, Stand::Inside);
                }
                number = self.number_at(number, at);
                end = self.ends.get(number).map_or(usize::MAX, |end| end.folded as usize);
                if !wanted(number) {
                    from = end;
                    continue;
                }
            }
            let stand = if plain {
                Some(self.stand(at, (end, needle.folded_len())))
            } else {
                let text = self.text(number);
                text.and_then(|text| needle.stand_as(manner, text.original, text.folded))
            };
            inside = plain && stand == Some(Stand::Inside);
            if inside {
                from = at + 1;
            } else {
                // Nothing better is behind, or it was looked for there.
                if let Some(stand) = stand {
                    found(number, stand);
                }
                from = end;
            }
        }
        if inside {
            found(number, Stand::Inside);
        }
    }

    /// Returns how a needle of some length stands that was found in a text with that end.
    fn stand(&self, at: usize, (end, length): (usize, usize)) -> Stand {
        let before = at.checked_sub(1).and_then(|before| self.folded.as_bytes().get(before));
        let starts = before.is_none_or(|before| *before == BORDER);
        if starts && end == at + length {
            Stand::Whole
        } else if starts_word(&self.folded, at) {
            Stand::WordStart
        } else {
            Stand::Inside
        }
    }

    /// Returns the number of the text that holds a byte, which lies in none before `from`.
    fn number_at(&self, from: usize, at: usize) -> usize {
        let behind = |end: &Ends| (end.folded as usize) <= at;
        let rest = self.ends.get(from..).unwrap_or_default();
        // The next find is mostly near.
        let mut reach = 1;
        while rest.get(reach).is_some_and(behind) {
            reach *= 2;
        }
        let near = rest.get(..=reach).unwrap_or(rest);
        from + near.partition_point(behind)
    }
}

/// A shelf that is being filled, line by line.
#[derive(Debug)]
pub(super) struct ShelfBuilder {
    part: Part,
    original: String,
    folded: String,
    ends: Vec<Ends>,
    hints: Vec<Hint>,
    texts: GroupsBuilder,
    /// The numbers of the short texts, by what they say.
    known: HashTable<u32>,
    hasher: RandomState,
}

impl ShelfBuilder {
    /// Returns an empty shelf for texts of a part.
    pub(super) fn new(part: Part) -> Self {
        Self {
            part,
            original: String::new(),
            folded: String::new(),
            ends: Vec::new(),
            hints: Vec::new(),
            texts: GroupsBuilder::default(),
            known: HashTable::new(),
            hasher: RandomState::default(),
        }
    }

    /// Adds a text of the line that is next and returns its number.
    pub(super) fn add(&mut self, original: &str, folded: &str) -> u32 {
        let number = if self.part.is_short() {
            self.number_of(original).unwrap_or_else(|| {
                let number = self.put(original, folded);
                let letters = Signature::of(folded);
                self.hints.push(Hint { letters, sounds: Sounds::of(folded) });
                self.know(number);
                number
            })
        } else {
            self.put(original, folded)
        };
        self.texts.add_once(number);
        number
    }

    /// Goes on to the next line.
    pub(super) fn end_line(&mut self) {
        self.texts.end_list();
    }

    /// Takes the shelf out; the room for it is kept for the next.
    pub(super) fn take(&mut self) -> Shelf {
        let texts = self.texts.take();
        let taken = Shelf {
            part: self.part,
            original: self.originals(),
            folded: self.folded.as_str().into(),
            ends: self.ends.as_slice().into(),
            hints: self.hints.as_slice().into(),
            lines: texts.turned(self.ends.len()),
            texts,
        };
        self.original.clear();
        self.folded.clear();
        self.ends.clear();
        self.hints.clear();
        self.known.clear();
        taken
    }

    /// Returns the texts as they were written, as they are to be kept.
    fn originals(&self) -> Originals {
        if self.part.is_short() {
            return Originals::Plain(self.original.as_str().into());
        }
        let bale = |ends: &[Ends], start: &mut usize| {
            let end = ends.last().map_or(*start, |end| end.original as usize);
            let bytes = self.original.as_bytes().get(*start..end).unwrap_or_default();
            *start = end;
            Bale::press(bytes)
        };
        let mut start = 0;
        let bales = self.ends.chunks(TOGETHER).map(|ends| bale(ends, &mut start));
        Originals::Pressed(bales.collect())
    }

    /// Returns the number of a short text, where it is there.
    fn number_of(&self, original: &str) -> Option<u32> {
        let said = |number: &u32| written(*number, &self.ends, &self.original) == original;
        self.known.find(self.hasher.hash_one(original), said).copied()
    }

    fn know(&mut self, number: u32) {
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
        self.ends.push(Ends { original, folded });
        number
    }
}

/// Where a text lies in both buffers.
struct Ranges {
    original: ByteRange,
    folded: ByteRange,
}

impl Ranges {
    fn of(number: usize, ends: &[Ends]) -> Option<Self> {
        let end = ends.get(number)?;
        let before = number.checked_sub(1).and_then(|before| ends.get(before));
        let before = before.copied().unwrap_or_default();
        // Behind every folded text stands a border.
        let border = u32::from(number > 0);
        let range = |from: u32, to: u32| ByteRange::from_span(from as usize..to as usize);
        Some(Self {
            original: range(before.original, end.original),
            folded: range(before.folded + border, end.folded),
        })
    }
}

/// Returns a text as it was written, by its number.
fn written<'s>(number: u32, ends: &[Ends], original: &'s str) -> &'s str {
    Ranges::of(number as usize, ends).map_or("", |ranges| ranges.original.of(original))
}

/// Returns a size as it is kept; a block holds far less than 32 bits can count.
fn small(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
