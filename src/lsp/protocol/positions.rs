//! Positions in a text as clients count them, in UTF-8, UTF-16 or UTF-32: the only place that computes with columns.

use std::cell::Cell;

use gen_lsp_types::{Position, Range};

use crate::text::ByteRange;

/// In what the columns of a line are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PositionEncoding {
    /// In bytes.
    Utf8,
    /// In code units of UTF-16, which every client understands.
    #[default]
    Utf16,
    /// In characters.
    Utf32,
}

impl PositionEncoding {
    fn length(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    fn length_of(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 | Self::Utf32 if text.is_ascii() => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }
}

/// The lines of one text, for positions in it.
///
/// A line ends at `\n`, `\r\n` or `\r`, as the protocol says. A byte order mark counts nothing: editors take it off
/// before they show a text.
pub(crate) struct TextPositions<'t> {
    text: &'t str,
    encoding: PositionEncoding,
    starts: Vec<usize>,
    /// The last place that was asked for: places come in the order of the text, and a line may be long.
    last: Cell<(usize, usize)>,
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl<'t> TextPositions<'t> {
    /// Returns the lines of a text.
    pub(crate) fn of(text: &'t str, encoding: PositionEncoding) -> Self {
        let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| {
            // Of `\r\n`, the second ends the line.
            bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n')
        });
        let starts = std::iter::once(mark).chain(ends.map(|end| end + 1)).collect();
        Self { text, encoding, starts, last: Cell::new((mark, 0)) }
    }

    /// Returns the position of a byte; one inside a character is that of the character, one beyond the end that of the
    /// end.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let first = self.starts.first().copied().unwrap_or_default();
        let offset = self.text.floor_char_boundary(offset).max(first);
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let (known, column) = self.last.get();
        let is_behind = (start..=offset).contains(&known);
        let (from, before) = if is_behind { (known, column) } else { (start, 0) };
        let words = self.text.get(from..offset).unwrap_or_default();
        let column = before + self.encoding.length_of(words);
        self.last.set((offset, column));
        Position { line: number(line), character: number(column) }
    }

    /// Returns the byte at a position; one beyond the end of its line is that end, one inside a character is that of
    /// the character.
    pub(crate) fn offset(&self, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(line).copied() else { return self.text.len() };
        let end = self.starts.get(line.saturating_add(1)).copied().unwrap_or(self.text.len());
        let words = self.text.get(start..end).unwrap_or_default();
        let words = words.trim_end_matches(['\n', '\r']);
        let wanted = usize::try_from(position.character).unwrap_or(usize::MAX);
        let mut column = 0;
        for (at, c) in words.char_indices() {
            column += self.encoding.length(c);
            if column > wanted {
                return start + at;
            }
        }
        start + words.len()
    }

    /// Returns the positions of a range of bytes.
    pub(crate) fn range(&self, range: ByteRange) -> Range {
        let start = self.position(range.start());
        Range { start, end: self.position(range.end()) }
    }

    /// Returns the bytes between two positions, which may come in any order.
    pub(crate) fn bytes(&self, range: Range) -> ByteRange {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        ByteRange::from_span(start.min(end)..start.max(end))
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ENCODINGS: [PositionEncoding; 3] =
        [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32];

    /// Counts from the start of the text, a character at a time.
    fn counted(text: &str, offset: usize, encoding: PositionEncoding) -> Position {
        let (mut line, mut column) = (0, 0);
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            if at >= offset {
                break;
            }
            let next = characters.peek().map(|(_, c)| *c);
            if c == '\n' || c == '\r' && next != Some('\n') {
                (line, column) = (line + 1, 0);
            } else if !(at == 0 && c == BYTE_ORDER_MARK) {
                column += encoding.length(c);
            }
        }
        Position { line, character: number(column) }
    }

    fn texts() -> impl Strategy<Value = String> {
        let pieces = prop_oneof![
            Just("\n"),
            Just("\r\n"),
            Just("\r"),
            Just("a = \"b\""),
            Just("妙瓦底"),
            Just("👩‍👧"),
            Just("ខ្មែរ\u{200b}"),
            Just("é"),
            Just("\u{feff}"),
            Just("\t"),
        ];
        proptest::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn positions_are_those_of_a_plain_count_in_both_directions(
            text in texts(),
            order in proptest::collection::vec(0..1_000_usize, 0..30),
        ) {
            for encoding in ENCODINGS {
                let positions = TextPositions::of(&text, encoding);
                let all: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let others = order.iter().filter_map(|at| all.get(at % all.len()));
                for offset in all.iter().chain(others).copied() {
                    let position = positions.position(offset);
                    prop_assert_eq!(position, counted(&text, offset, encoding), "{} of {:?}", offset, text);
                    // The end of a line is before its ending, and nothing is before a byte order mark.
                    let (head, rest) = text.split_at(offset);
                    let is_inside_ending = head.ends_with('\r') && rest.starts_with('\n');
                    let is_before_mark = offset == 0 && text.starts_with(BYTE_ORDER_MARK);
                    if !is_inside_ending && !is_before_mark {
                        prop_assert_eq!(positions.offset(position), offset);
                    }
                }
            }
        }

        #[test]
        fn any_position_is_a_place_in_the_text(text in texts(), line in 0..50_u32, character in any::<u32>()) {
            for encoding in ENCODINGS {
                let offset = TextPositions::of(&text, encoding).offset(Position { line, character });
                prop_assert!(text.is_char_boundary(offset));
            }
        }
    }

    #[test]
    fn a_position_inside_a_character_or_beyond_its_line_is_moved_back() {
        let positions = TextPositions::of("a👩b\r\nc", PositionEncoding::Utf16);
        let offset = |line, character| positions.offset(Position { line, character });
        assert_eq!((offset(0, 1), offset(0, 2), offset(0, 3)), (1, 1, 5));
        assert_eq!((offset(0, 4), offset(0, 99), offset(1, 9), offset(7, 0)), (6, 6, 9, 9));
        assert_eq!(positions.position(3), Position { line: 0, character: 1 });
        let bytes = TextPositions::of("a👩b", PositionEncoding::Utf8);
        assert_eq!(bytes.offset(Position { line: 0, character: 3 }), 1);
        assert_eq!(bytes.position(5), Position { line: 0, character: 5 });
    }
}
