//! Lays out a text that is being typed in rows of cells, with the place of its caret.

use unicode_segmentation::UnicodeSegmentation as _;

use super::ascii::shows_ascii_only;
use super::invisible::{Visibility, fates};
use super::range::ByteRange;
use super::visible::visible;
use super::width::width;

/// The rows of a text that is being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaretRows(Vec<CaretRow>);

/// One row of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaretRow {
    /// The bytes of the text that it shows; no line break is among them.
    pub(crate) range: ByteRange,
    /// What is drawn, safe to show.
    pub(crate) shown: String,
    /// Where the caret can be, from left to right.
    stops: Vec<CaretStop>,
}

/// A place between two characters as people see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CaretStop {
    byte: usize,
    cell: usize,
}

/// A cell of a text that is laid out, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaretCell {
    /// The row.
    pub(crate) row: usize,
    /// The cell in it.
    pub(crate) cell: usize,
}

/// A character as people see it, ready to be drawn.
struct ShownCluster {
    byte: usize,
    end: usize,
    shown: String,
    cells: usize,
    is_space: bool,
}

impl CaretRows {
    /// Lays out a text in rows of at most so many cells, broken at spaces where there are any. What is not seen, or would
    /// control the terminal, is a mark.
    pub(crate) fn of(text: &str, cells: usize) -> Self {
        let mut rows = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            lay_out(line, start, cells.max(1), &mut rows);
            start += line.len() + 1;
        }
        Self(rows)
    }

    /// Returns the rows from top to bottom; at least one.
    pub(crate) fn rows(&self) -> &[CaretRow] {
        &self.0
    }

    /// Returns where the caret is if it is before a byte of the text.
    pub(crate) fn cell_of(&self, byte: usize) -> CaretCell {
        // A place at which a line was broken is at the start of the next row.
        let row = self.0.iter().rposition(|row| row.range.start() <= byte).unwrap_or_default();
        let stops = self.0.get(row).map(|row| row.stops.as_slice()).unwrap_or_default();
        let stop = stops.iter().rfind(|stop| stop.byte <= byte);
        CaretCell { row, cell: stop.map_or(0, |stop| stop.cell) }
    }

    /// Returns the byte at which the caret is in a cell, or the nearest to its left.
    pub(crate) fn byte_at(&self, at: CaretCell) -> usize {
        let Some(row) = self.0.get(at.row) else { return 0 };
        let is_broken =
            self.0.get(at.row + 1).is_some_and(|next| next.range.start() == row.range.end());
        // Behind the last character of a broken row is the start of the next one.
        let stops = row.stops.get(..row.stops.len() - usize::from(is_broken)).unwrap_or_default();
        let stop = stops.iter().rfind(|stop| stop.cell <= at.cell);
        stop.map_or(row.range.start(), |stop| stop.byte)
    }
}

/// Returns the characters of a text that are not seen, each once, by their code points.
pub(crate) fn unseen(text: &str) -> Vec<char> {
    let mut unseen: Vec<char> = Vec::new();
    for (c, fate) in fates(text) {
        let is_unseen = fate == Visibility::Marked && !matches!(c, '\n' | '\t');
        if is_unseen && !unseen.contains(&c) {
            unseen.push(c);
        }
    }
    unseen
}

fn lay_out(line: &str, start: usize, cells: usize, rows: &mut Vec<CaretRow>) {
    let clusters = shown_clusters(line, start);
    let mut first = 0;
    loop {
        let rest = clusters.get(first..).unwrap_or_default();
        let count = fitting(rest, cells);
        rows.push(row_of(rest.get(..count).unwrap_or_default(), start, line));
        first += count;
        if first >= clusters.len() {
            return;
        }
    }
}

/// Returns how many clusters go into a row.
fn fitting(clusters: &[ShownCluster], cells: usize) -> usize {
    let mut taken = 0;
    let mut behind_space = None;
    for (number, cluster) in clusters.iter().enumerate() {
        taken += cluster.cells;
        if taken > cells && number > 0 {
            return behind_space.unwrap_or(number);
        }
        if cluster.is_space {
            behind_space = Some(number + 1);
        }
    }
    clusters.len()
}

fn row_of(clusters: &[ShownCluster], start: usize, line: &str) -> CaretRow {
    let from = clusters.first().map_or(start + line.len(), |first| first.byte);
    let end = clusters.last().map_or(from, |last| last.end);
    let mut row = CaretRow { range: ByteRange::from_span(from..end), ..CaretRow::default() };
    let mut cell = 0;
    for cluster in clusters {
        row.stops.push(CaretStop { byte: cluster.byte, cell });
        row.shown.push_str(&cluster.shown);
        cell += cluster.cells;
    }
    row.stops.push(CaretStop { byte: end, cell });
    row
}

/// Returns the characters of a line as people see them. Whether one is seen depends on those around it.
fn shown_clusters(line: &str, start: usize) -> Vec<ShownCluster> {
    let mut fates = fates(line);
    let clusters = line.grapheme_indices(true).map(|(at, cluster)| {
        let mut shown = String::new();
        for c in cluster.chars() {
            match fates.next() {
                Some((_, Visibility::Marked)) => {
                    shown.push_str(&visible(c.encode_utf8(&mut [0; 4])));
                }
                Some((_, Visibility::Excess)) => shown.push_str("‹+1 mark›"),
                Some((_, Visibility::Shown)) | None => shown.push(c),
            }
        }
        if shows_ascii_only() {
            shown = visible(&shown).into_owned();
        }
        let (byte, end) = (start + at, start + at + cluster.len());
        let is_space = cluster.chars().all(char::is_whitespace);
        ShownCluster { byte, end, cells: width(&shown), shown, is_space }
    });
    clusters.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, cells: usize) -> Vec<String> {
        CaretRows::of(text, cells).rows().iter().map(|row| row.shown.clone()).collect()
    }

    #[test]
    fn rows_break_at_spaces_and_lines() {
        assert_eq!(shown("one two three", 8), ["one two ", "three"]);
        assert_eq!(shown("妙瓦底妙瓦底", 5), ["妙瓦", "底妙", "瓦底"]);
        assert_eq!(shown("a\n\nb", 8), ["a", "", "b"]);
        assert_eq!(shown("", 8), [""]);
    }

    #[test]
    fn what_is_not_seen_is_a_mark() {
        assert_eq!(shown("a\u{200b}b", 20), ["a‹U+200B›b"]);
        assert_eq!(shown("می\u{200c}خواهم", 20), ["می\u{200c}خواهم"]);
        assert_eq!(unseen("a\u{200b}b\u{200b}\u{202e}"), ['\u{200b}', '\u{202e}']);
        assert!(unseen("می\u{200c}خواهم\n").is_empty());
    }

    #[test]
    fn the_caret_goes_to_the_cell_of_its_character() {
        let rows = CaretRows::of("one two three\nx", 8);
        assert_eq!(rows.cell_of(8), CaretCell { row: 1, cell: 0 });
        assert_eq!(rows.cell_of(13), CaretCell { row: 1, cell: 5 });
        assert_eq!(rows.cell_of(14), CaretCell { row: 2, cell: 0 });
        assert_eq!(rows.byte_at(CaretCell { row: 0, cell: 99 }), 7);
        assert_eq!(rows.byte_at(CaretCell { row: 1, cell: 99 }), 13);
        let wide = CaretRows::of("妙瓦底", 10);
        assert_eq!(wide.cell_of(6), CaretCell { row: 0, cell: 4 });
        assert_eq!(wide.byte_at(CaretCell { row: 0, cell: 3 }), 3);
    }

    proptest! {
        #[test]
        fn every_place_between_characters_has_a_cell_of_its_own(
            text in "([a-b ]|\u{301}|妙|ក្ន|👩\u{200d}👦|\u{200b}|\n|မ\u{1039}မ){0,30}", cells in 12..40usize,
        ) {
            let rows = CaretRows::of(&text, cells);
            let joined: Vec<&str> = rows.rows().iter().map(|row| row.range.of(&text)).collect();
            prop_assert_eq!(joined.concat(), text.replace('\n', ""));
            let borders = text.split('\n').scan(0, |start, line| {
                let from = *start;
                *start += line.len() + 1;
                let inner = line.grapheme_indices(true).map(|(at, _)| from + at);
                Some(inner.chain([from + line.len()]).collect::<Vec<_>>())
            });
            let mut cells_seen = Vec::new();
            for byte in borders.flatten() {
                let cell = rows.cell_of(byte);
                prop_assert_eq!(rows.byte_at(cell), byte);
                prop_assert!(!cells_seen.contains(&(cell.row, cell.cell)));
                cells_seen.push((cell.row, cell.cell));
            }
        }
    }
}
