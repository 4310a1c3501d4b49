//! Draws text and borders into cells, clipped to an area.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;

use super::super::model::page::{PageLine, Role, StyledRun};
use crate::text::{clip, on_its_own, squeezed, width};

/// The cells of the screen and the styles of the roles.
pub(crate) struct Canvas<'b> {
    buffer: &'b mut Buffer,
    style: &'b dyn Fn(Role) -> Style,
}

/// The fewest cells of a title that has something else beside it.
const LEAST_TITLE: usize = 12;

/// A border with the words in it.
pub(crate) struct Border<'t> {
    /// What the pane is called.
    pub(crate) title: &'t str,
    /// Further words at the right end.
    pub(crate) aside: &'t str,
    /// Whether keys go to the pane.
    pub(crate) focused: bool,
    /// Whether the cursor is shown.
    pub(crate) marked: bool,
}

impl<'b> Canvas<'b> {
    pub(crate) fn new(buffer: &'b mut Buffer, style: &'b dyn Fn(Role) -> Style) -> Self {
        Self { buffer, style }
    }

    /// Draws a line of words into one row of an area, cut at its right edge.
    pub(crate) fn line(&mut self, area: Rect, row: usize, line: &PageLine) {
        for placed in line.runs() {
            self.run(area, placed.at, row, &placed.run);
        }
    }

    /// Draws words at a cell and a row of an area, cut at its right edge.
    pub(crate) fn run(&mut self, area: Rect, at: usize, row: usize, run: &StyledRun) {
        let area = area.intersection(self.buffer.area);
        let room = usize::from(area.width).saturating_sub(at);
        if room == 0 || row >= usize::from(area.height) {
            return;
        }
        let (x, y) = (area.x + cells(at), area.y + cells(row));
        self.cut(x, y);
        let (mut x, end) = (x, area.right());
        let style = (self.style)(run.role);
        for cluster in clip(&run.text, room).graphemes(true) {
            // `visible` has replaced control characters before; this is the last line of defence.
            if cluster.contains(char::is_control) {
                continue;
            }
            let wide = cells(width(cluster));
            if wide > end.saturating_sub(x) {
                break;
            }
            self.put(cluster, Position { x, y }, wide, style);
            x += wide;
        }
    }

    /// Puts a cluster into as many cells as it reserves. The first of them has the cluster and says how
    /// many there are; the others are empty.
    fn put(&mut self, cluster: &str, at: Position, wide: u16, style: Style) {
        let Position { x, y } = at;
        for x in x..x + wide {
            if let Some(cell) = self.buffer.cell_mut((x, y)) {
                cell.set_symbol(" ").set_style(style);
                cell.set_diff_option(CellDiffOption::None);
            }
        }
        let Some(cell) = self.buffer.cell_mut((x, y)) else { return };
        cell.set_symbol(&on_its_own(cluster));
        if let Some(wide) = NonZeroU16::new(wide).filter(|wide| wide.get() > 1) {
            cell.set_diff_option(CellDiffOption::ForcedWidth(wide));
        }
    }

    /// Removes a wide cluster that reaches into a cell from the left: its second half would cover what is
    /// drawn there.
    fn cut(&mut self, x: u16, y: u16) {
        // All cells of a cluster but its first are empty.
        let is_filled =
            |at: &u16| self.buffer.cell((*at, y)).is_some_and(|cell| cell.symbol() != " ");
        let Some(from) = (self.buffer.area.left()..x).rev().find(is_filled) else { return };
        let reach = self.buffer.cell((from, y)).map_or(1, cells_of);
        if from.saturating_add(reach) > x {
            for at in from..x {
                if let Some(cell) = self.buffer.cell_mut((at, y)) {
                    cell.set_symbol(" ");
                    cell.set_diff_option(CellDiffOption::None);
                }
            }
        }
    }

    /// Clears an area.
    pub(crate) fn blank(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            self.cut(area.left(), y);
            for x in area.left()..area.right() {
                self.buffer.cell_mut((x, y)).map(Cell::reset);
            }
        }
    }

    /// Sets the style of a role on a row of an area, and keeps its text.
    pub(crate) fn over(&mut self, area: Rect, row: usize, role: Role) {
        if row < usize::from(area.height) {
            let row = Rect { y: area.y + cells(row), height: 1, ..area };
            self.buffer.set_style(row, (self.style)(role));
        }
    }

    /// Draws a border around an area; one too small for a border stays empty.
    pub(crate) fn border(&mut self, area: Rect, border: &Border<'_>) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let role = if border.focused { Role::Focus } else { Role::Quiet };
        let last = usize::from(area.height) - 1;
        let right = usize::from(area.width) - 1;
        for (row, [start, line, end]) in [(0, ["┌", "─", "┐"]), (last, ["└", "─", "┘"])]
        {
            self.edge(area, 0, row, &StyledRun::new(role, start));
            self.run(area, 1, row, &StyledRun::new(role, line.repeat(right - 1)));
            self.edge(area, right, row, &StyledRun::new(role, end));
        }
        for row in 1..last {
            self.edge(area, 0, row, &StyledRun::new(role, "│"));
            self.edge(area, right, row, &StyledRun::new(role, "│"));
        }
        self.titles(area, border);
    }

    /// Draws a sign of a border, joined with that of another border in the same cell.
    fn edge(&mut self, area: Rect, at: usize, row: usize, run: &StyledRun) {
        let place = (area.x + cells(at), area.y + cells(row));
        let there = self.buffer.cell(place).map_or(" ", Cell::symbol);
        let joined = joined(there, &run.text);
        self.run(area, at, row, &StyledRun::new(run.role, joined));
    }

    /// Draws the left and the right border of an area in the style of a role: panes side by side share
    /// the line between them, and whichever is drawn last would decide how it looks.
    pub(crate) fn sides(&mut self, area: Rect, role: Role) {
        let style = Style::reset().patch((self.style)(role));
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in [area.left(), area.right().saturating_sub(1)] {
                let cell = self.buffer.cell_mut((x, y));
                let cell = cell.filter(|cell| LINES.iter().any(|(sign, _)| *sign == cell.symbol()));
                cell.map(|cell| cell.set_style(style));
            }
        }
    }

    fn titles(&mut self, area: Rect, border: &Border<'_>) {
        let room = usize::from(area.width).saturating_sub(3);
        // The title is cut before the words beside it are left out.
        let beside = if border.aside.is_empty() { 0 } else { width(border.aside) + 3 };
        let spared = room.saturating_sub(beside + 2);
        let spared = if spared < LEAST_TITLE { room.saturating_sub(2) } else { spared };
        let title = clip(&titled(border.title), spared);
        if !title.is_empty() {
            let role = if border.focused { Role::Heading } else { Role::Text };
            self.run(area, 1, 0, &StyledRun::new(role, format!(" {title} ")));
        }
        let aside = width(border.aside) + 2;
        if !border.aside.is_empty() && width(&title) + 2 + aside <= room {
            let at = usize::from(area.width) - 2 - aside;
            self.run(area, at, 0, &StyledRun::new(Role::Quiet, format!(" {} ", border.aside)));
        }
    }
}

/// The signs of borders, each with the ways in which its lines lead: up 1, down 2, left 4, right 8.
const LINES: [(&str, u8); 11] = [
    ("─", 12),
    ("│", 3),
    ("┌", 10),
    ("┐", 6),
    ("└", 9),
    ("┘", 5),
    ("├", 11),
    ("┤", 7),
    ("┬", 14),
    ("┴", 13),
    ("┼", 15),
];

/// Returns the sign whose lines lead wherever those of two signs do; the second, where the first is no
/// border.
fn joined<'s>(there: &str, sign: &'s str) -> &'s str {
    let ways = |of: &str| LINES.iter().find(|(sign, _)| *sign == of).map(|(_, ways)| *ways);
    let both = ways(there).zip(ways(sign)).map(|(there, here)| there | here);
    let found = both.and_then(|both| LINES.iter().find(|(_, ways)| *ways == both));
    found.map_or(sign, |(sign, _)| sign)
}

/// Returns a title in which nothing looks like the border around it.
fn titled(title: &str) -> String {
    squeezed(title).replace(|c| matches!(c, '\u{2500}'..='\u{257f}'), "·")
}

/// Returns the number of cells that a cell's cluster takes, as stored when it was drawn.
pub(crate) fn cells_of(cell: &Cell) -> u16 {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(wide) => wide.get(),
        CellDiffOption::None | CellDiffOption::Skip | CellDiffOption::AlwaysUpdate => 1,
    }
}

fn cells(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_that_meet_are_joined() {
        for (there, sign, both) in [
            ("┐", "┌", "┬"),
            ("┘", "└", "┴"),
            ("│", "└", "├"),
            ("├", "┌", "├"),
            ("│", "│", "│"),
            ("┤", "├", "┼"),
            (" ", "┌", "┌"),
            ("x", "│", "│"),
        ] {
            assert_eq!(joined(there, sign), both, "{there} {sign}");
        }
    }
}
