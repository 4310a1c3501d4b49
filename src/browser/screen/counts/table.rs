//! The words of the table of counts, and which columns there is room for.

use crate::browser::model::Extent;
use crate::redaction::MaskedCollection;
use crate::text::{clip, squeezed, visible, width};
use crate::views::counts::{CountPlace, Counts, CountsPage};

/// The cells before the label of a row: the cursor.
pub(super) const MARGIN: usize = 2;
/// The most cells of the label of a row.
const MOST_LABEL: usize = 30;
/// The cells between two columns.
pub(super) const GAP: usize = 2;
/// With fewer cells all columns scroll, also those of cases without a value.
const LEAST_FIXED: usize = 56;
/// Fewer rows than this below the table are not used.
const LEAST_BELOW: usize = 4;

/// The words of all cells, with the cells that each column takes.
#[derive(Clone, Debug)]
pub(super) struct CountsTable {
    pub(super) labels: Vec<String>,
    pub(super) label_width: usize,
    /// The columns, that of all last.
    pub(super) columns: Vec<TableColumn>,
    /// How many of them are of values; those behind, of cases without one, are always seen where there is room.
    of_values: usize,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct TableColumn {
    pub(super) head: String,
    pub(super) numbers: Vec<String>,
    pub(super) width: usize,
}

/// The columns that are seen, but that of all, which always is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// The one behind the last that is seen.
    pub(super) last: usize,
}

/// What there is room for.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableRoom {
    pub(super) cells: usize,
    /// The lines above the rows.
    pub(super) head: usize,
    /// The rows that are seen, that of all included.
    pub(super) rows: usize,
    /// The lines below the rows.
    pub(super) below: usize,
}

impl TableRoom {
    /// Returns what an area has room for: the table first, and what is said of the selected cell where there is
    /// room for that too.
    pub(super) fn of(inside: Extent) -> Self {
        let Extent { cells, rows } = inside;
        let head = usize::from(rows > 2);
        let left = rows.saturating_sub(head);
        let below = if left >= 2 * LEAST_BELOW { (left / 2).max(LEAST_BELOW) } else { 0 };
        Self { cells, head, rows: left - below, below }
    }
}

impl CountsTable {
    /// Returns the words of counts.
    pub(super) fn of(counts: &Counts, masked: &MaskedCollection<'_>, shares: bool) -> Self {
        let page = CountsPage { cells: None, is_ascii: false, shares };
        let rows: Vec<CountPlace> = counts.all_rows().collect();
        let said = |label: String| clip(&visible(&squeezed(&label)), MOST_LABEL);
        let label_of = |row: &CountPlace| {
            let row = row.and_then(|row| counts.rows().categories.get(row));
            row.map_or_else(|| "all".to_owned(), |row| said(row.kind.label(masked)))
        };
        let labels: Vec<String> = rows.iter().map(label_of).collect();
        let label_width = labels.iter().map(|label| width(label)).max().unwrap_or_default();
        let column = |column: CountPlace| {
            let category = column.and_then(|column| counts.column_categories().get(column));
            let head =
                category.map_or_else(|| "cases".to_owned(), |of| said(of.kind.label(masked)));
            let numbers: Vec<String> =
                rows.iter().map(|row| page.number(counts, *row, column)).collect();
            let widest = numbers.iter().map(|number| width(number)).max().unwrap_or_default();
            TableColumn { width: widest.max(width(&head)) + GAP, head, numbers }
        };
        let of_values =
            counts.column_categories().iter().take_while(|column| column.kind.is_value()).count();
        Self { labels, label_width, columns: counts.all_columns().map(column).collect(), of_values }
    }

    /// Returns the cells that labels take where there is little room.
    pub(super) fn label_cells(&self, room: TableRoom) -> usize {
        self.label_width.min(room.cells / 3)
    }

    /// Returns the number of the column that is seen at a cell of the screen.
    pub(super) fn column_at(&self, first: usize, room: TableRoom, at: usize) -> Option<usize> {
        let all = self.columns.len().checked_sub(1)?;
        let mut end = MARGIN + self.label_cells(room);
        if at < end {
            return None;
        }
        let seen = self.seen_from(first, room);
        seen.into_iter().find(|column| {
            let gap = if *column == all { GAP } else { 0 };
            end += gap + self.columns.get(*column).map_or(0, |column| column.width);
            at < end
        })
    }

    /// Returns the columns that are always seen, but that of all.
    fn fixed(&self, room: TableRoom) -> std::ops::Range<usize> {
        let all = self.columns.len().saturating_sub(1);
        if room.cells < LEAST_FIXED { all..all } else { self.of_values.min(all)..all }
    }

    /// Returns the numbers of all columns that are seen, where those of values begin with one.
    pub(super) fn seen_from(&self, first: usize, room: TableRoom) -> Vec<usize> {
        let all = self.columns.len().saturating_sub(1);
        let last = self.columns_from(first, room).last;
        (first..last).chain(self.fixed(room)).chain([all]).collect()
    }

    /// Returns how many columns scroll.
    pub(super) fn scrolling(&self, room: TableRoom) -> usize {
        self.fixed(room).start
    }

    /// Returns which columns are seen from one on, of those that scroll.
    pub(super) fn columns_from(&self, first: usize, room: TableRoom) -> Column {
        let last_width = self.columns.last().map_or(0, |column| column.width);
        // The bracket behind a selected cell takes one more.
        let fixed = self.columns.get(self.fixed(room)).unwrap_or_default();
        let fixed: usize = fixed.iter().map(|column| column.width).sum();
        let taken = MARGIN + self.label_cells(room) + fixed + last_width + GAP + 1;
        let mut left = room.cells.saturating_sub(taken);
        let columns = self.scrolling(room);
        let mut last = first;
        for column in self.columns.get(first..columns).unwrap_or_default() {
            if column.width > left {
                break;
            }
            left -= column.width;
            last += 1;
        }
        // One is shown even where it is cut.
        Column { last: last.max((first + 1).min(columns)) }
    }
}
