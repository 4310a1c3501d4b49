//! The texts of one part of many lines, folded and side by side, to be swept in one go. Knows no
//! query.

use foldhash::{HashMap, HashMapExt as _};

use super::fold::Keep;
use super::groups::Groups;
use super::letters::starts_word;
use super::lex::Manner;
use super::needle::{Needle, Stand};
use super::part::Part;
use super::pinyin::Sounds;
use super::signature::Signature;
use crate::text::ByteRange;

/// What parts two texts; folding leaves no line break in any.
const BORDER: u8 = b'\n';

/// The texts of one part. A text that many lines have is kept once where it is short.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    part: Part,
    original: String,
    folded: String,
    /// Where each text ends in the two buffers.
    ends: Vec<Ends>,
    /// What the rough ways of finding thin the texts by; empty where texts are long.
    hints: Vec<Hint>,
    lines: Groups,
    texts: Groups,
}

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
    pub(super) original: &'s str,
    pub(super) folded: &'s str,
}

impl Shelf {
    /// Returns what part of a line its texts are.
    pub(super) fn part(&self) -> Part {
        self.part
    }

    /// Returns the lines that have a text.
    pub(super) fn lines(&self, text: usize) -> &[u32] {
        self.lines.list(text)
    }

    /// Returns the numbers of the texts of a line.
    pub(super) fn numbers_of(&self, line: usize) -> &[u32] {
        self.texts.list(line)
    }

    /// Returns the texts of a line.
    pub(super) fn texts_of(&self, line: usize) -> impl Iterator<Item = Shelved<'_>> {
        self.numbers_of(line).iter().filter_map(|text| self.text(*text as usize))
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
        let end = self.ends.get(number)?;
        let before = number.checked_sub(1).and_then(|before| self.ends.get(before));
        let before = before.copied().unwrap_or_default();
        // Behind every folded text stands a border.
        let border = u32::from(number > 0);
        let range = |from: u32, to: u32| ByteRange::from_span(from as usize..to as usize);
        let original = range(before.original, end.original).of(&self.original);
        let folded = range(before.folded + border, end.folded).of(&self.folded);
        Some(Shelved { original, folded })
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
    shelf: Shelf,
    numbers: HashMap<Box<str>, u32>,
    pairs: Vec<(u32, u32)>,
}

impl ShelfBuilder {
    /// Returns an empty shelf for texts of a part.
    pub(super) fn new(part: Part) -> Self {
        let shelf = Shelf {
            part,
            original: String::new(),
            folded: String::new(),
            ends: Vec::new(),
            hints: Vec::new(),
            lines: Groups::default(),
            texts: Groups::default(),
        };
        Self { shelf, numbers: HashMap::new(), pairs: Vec::new() }
    }

    /// Adds a text of a line and returns its number.
    pub(super) fn push(&mut self, line: u32, original: &str, folded: &str) -> u32 {
        let number = if self.shelf.part.is_short() {
            let known = self.numbers.get(original).copied();
            known.unwrap_or_else(|| {
                let number = self.add(original, folded);
                let letters = Signature::of(folded);
                self.shelf.hints.push(Hint { letters, sounds: Sounds::of(folded) });
                self.numbers.insert(original.into(), number);
                number
            })
        } else {
            self.add(original, folded)
        };
        self.pairs.push((line, number));
        number
    }

    /// Returns the shelf of `lines` lines.
    pub(super) fn build(self, lines: usize) -> Shelf {
        let Self { mut shelf, numbers: _, mut pairs } = self;
        pairs.dedup();
        shelf.texts = Groups::of(lines, &pairs);
        let turned: Vec<_> = pairs.iter().map(|(line, text)| (*text, *line)).collect();
        shelf.lines = Groups::of(shelf.ends.len(), &turned);
        shelf.original.shrink_to_fit();
        shelf.folded.shrink_to_fit();
        shelf
    }

    fn add(&mut self, original: &str, folded: &str) -> u32 {
        let Self { shelf, .. } = self;
        if !shelf.ends.is_empty() {
            shelf.folded.push(char::from(BORDER));
        }
        shelf.original.push_str(original);
        shelf.folded.push_str(folded);
        let number = small(shelf.ends.len());
        let (original, folded) = (small(shelf.original.len()), small(shelf.folded.len()));
        shelf.ends.push(Ends { original, folded });
        number
    }
}

/// Returns a size as it is kept; a block holds far less than 32 bits can count.
fn small(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
