//! Converts byte offsets to lines and columns.

use std::cell::OnceCell;

/// A place in a text as editors show it: both numbers count from 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// The line starts of one text.
///
/// A line ends at `\n`; a `\r` before it belongs to the line ending. Built once per text in linear time;
/// a lookup takes logarithmic time, even in a text of one long line.
pub struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The number of characters before each block of bytes. Few files have a line longer than a block, so
    /// they are counted at the first lookup in one.
    characters: OnceCell<Vec<usize>>,
}

/// The bytes of a block; characters are counted one by one only within a block.
const BLOCK: usize = 4096;

impl<'t> LineIndex<'t> {
    /// Returns the lines of `text`; there is always at least one.
    pub fn of(text: &'t str) -> Self {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1))
            .collect();
        Self { text, starts, characters: OnceCell::new() }
    }

    /// Returns the number of lines.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the place of the byte at `offset`; an offset beyond the end counts as the end, one inside a
    /// character as that character.
    pub fn place(&self, offset: usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_at(offset);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = if offset - start <= BLOCK {
            starting(self.text.as_bytes().get(start..offset))
        } else {
            self.characters_before(offset) - self.characters_before(start)
        };
        LineColumn { line, column: column + 1 }
    }

    /// Returns the number of the line of the byte at `offset`.
    pub fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let blocks = self.characters.get_or_init(|| {
            let count = |before: &mut usize, block: &[u8]| {
                let here = *before;
                *before += starting(Some(block));
                Some(here)
            };
            // One empty block more, for an offset at the very end.
            bytes.chunks(BLOCK).chain([&[][..]]).scan(0, count).collect()
        });
        let block = offset / BLOCK;
        let whole = blocks.get(block).copied().unwrap_or_default();
        whole + starting(bytes.get(block * BLOCK..offset))
    }

    /// Returns line `number`, counted from 1, without its line ending; `""` if there is no such line.
    pub fn line(&self, number: usize) -> &'t str {
        let Some(start) = number.checked_sub(1).and_then(|n| self.starts.get(n)) else {
            return "";
        };
        let end = self.starts.get(number).copied().unwrap_or(self.text.len());
        let line = self.text.get(*start..end).unwrap_or_default();
        line.trim_end_matches(['\n', '\r'])
    }

    /// Returns the byte offset at which line `number`, counted from 1, starts.
    pub fn start(&self, number: usize) -> usize {
        let index = number.saturating_sub(1);
        self.starts.get(index).copied().unwrap_or(self.text.len())
    }
}

/// Counts the characters that start in some bytes.
fn starting(bytes: Option<&[u8]>) -> usize {
    let goes_on = |byte: &&u8| **byte & 0xc0 == 0x80;
    bytes.unwrap_or_default().iter().filter(|byte| !goes_on(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, offset: usize, line: usize, column: usize) {
        assert_eq!(LineIndex::of(text).place(offset), LineColumn { line, column });
        assert_eq!(LineIndex::of(text).line_at(offset), line);
    }

    #[test]
    fn places_count_lines_and_characters_from_one() {
        check("", 0, 1, 1);
        check("ab\ncd", 3, 2, 1);
        check("ab\r\ncd\r\n", 5, 2, 2);
        check("妙瓦底 x\n", 9, 1, 4);
        check("妙瓦底", 1, 1, 1);
        check("ab\n", 3, 2, 1);
        check("ab", 99, 1, 3);
    }

    #[test]
    fn columns_of_long_lines_are_counted_alike() {
        let text = format!("{}\n{}", "妙ab".repeat(4_000), "ấ".repeat(9_000));
        let lines = LineIndex::of(&text);
        let mut place = LineColumn { line: 1, column: 1 };
        for (at, c) in text.char_indices() {
            assert_eq!(lines.place(at), place, "{at}");
            place = match c {
                '\n' => LineColumn { line: place.line + 1, column: 1 },
                _ => LineColumn { column: place.column + 1, ..place },
            };
        }
        assert_eq!(lines.place(text.len()), place);
        assert_eq!(LineIndex::of(&"x".repeat(2 * BLOCK)).place(2 * BLOCK).column, 2 * BLOCK + 1);
    }

    #[test]
    fn a_line_comes_without_its_ending() {
        let lines = LineIndex::of("one\r\ntwo\n\nfour");
        assert_eq!(lines.count(), 4);
        let all: Vec<_> = (0..=5).map(|n| lines.line(n)).collect();
        assert_eq!(all, ["", "one", "two", "", "four", ""]);
    }
}
