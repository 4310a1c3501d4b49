//! Writes frames so that no cell of an earlier frame remains, even where the terminal measures a
//! character differently than we do.
//!
//! A row in which all terminals agree on the width of every character is updated cell by cell. Any
//! other row that changed is erased and written as a whole, with the cursor moved to every disputed
//! cluster: some terminals draw it narrower than the cells it reserves, some wider than they
//! report, some not at all, and each keeps different remains of what was there. Ratatui's own
//! `Terminal` compares cells and never erases, so it is not used here.

use std::borrow::Cow;
use std::io::{self, Write};

use crossterm::terminal::{Clear, ClearType};
use crossterm::{cursor, queue, style};
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::browser::view::cells_of;
use crate::text::is_disputed;

/// A terminal, and what it shows.
pub(crate) struct FrameWriter<W: Write> {
    inner: CrosstermBackend<W>,
    /// The frame that the terminal shows; `None` if that is unknown.
    shown: Option<Buffer>,
    /// The frame before that; its memory is used again for the next one.
    spare: Buffer,
}

/// A cell and its place.
type PlacedCell<'c> = (u16, u16, &'c Cell);

impl<W: Write> FrameWriter<W> {
    pub(crate) fn new(output: W) -> Self {
        Self { inner: CrosstermBackend::new(output), shown: None, spare: Buffer::default() }
    }

    /// Forgets what the terminal shows: the next frame erases all of it first.
    pub(crate) fn forget(&mut self) {
        self.shown = None;
    }

    /// Returns an empty frame of a size.
    pub(crate) fn frame(&mut self, area: Rect) -> Buffer {
        let mut frame = std::mem::take(&mut self.spare);
        frame.resize(area);
        frame.reset();
        frame
    }

    /// Shows a frame, and the caret where it is to be seen.
    ///
    /// # Errors
    ///
    /// The terminal cannot be written to.
    pub(crate) fn show(&mut self, frame: Buffer, caret: Option<Position>) -> io::Result<()> {
        let shown = self.shown.take().filter(|shown| shown.area == frame.area);
        let width = usize::from(frame.area.width).max(1);
        if shown.is_none() {
            // Row by row: some terminals without an alternate screen move a screen that is erased as a
            // whole into their scrollback, where it could be read later.
            erase(&mut self.inner, frame.area.height)?;
        }
        let empty = Buffer::empty(frame.area);
        let before = shown.as_ref().unwrap_or(&empty);
        let rows = before.content.chunks(width).zip(frame.content.chunks(width));
        // Row by row, because a disputed character shifts everything after it in its row, but never
        // another row: only its row has to be erased. The row before counts as well, since that is what
        // the terminal shows.
        for (y, (before, now)) in (0..).zip(rows) {
            if before == now {
                continue;
            }
            if is_disputed_row(before) || is_disputed_row(now) {
                self.rewrite_row(y, now)?;
            } else {
                self.row(y, before, now)?;
            }
        }
        match caret {
            None => queue!(self.inner, cursor::Hide)?,
            Some(Position { x, y }) => queue!(self.inner, cursor::Show, cursor::MoveTo(x, y))?,
        }
        Write::flush(&mut self.inner)?;
        self.spare = shown.unwrap_or_default();
        self.shown = Some(frame);
        Ok(())
    }

    /// Writes what differs in a row about which terminals agree.
    ///
    /// A cluster is written if any of its cells differs, also if only the start of a cluster moved: the
    /// second cell of a wide letter equals an empty cell, but the terminal shows half a letter there.
    fn row(&mut self, y: u16, before: &[Cell], now: &[Cell]) -> io::Result<()> {
        let (had, has) = (starts(before), starts(now));
        let differs = |at: usize| before.get(at) != now.get(at) || had.get(at) != has.get(at);
        let units = units(now).filter(|(x, cell)| {
            let x = usize::from(*x);
            (x..x + usize::from(cells_of(cell))).any(differs)
        });
        self.write(units.map(|(x, cell)| (x, y, cell)))
    }

    /// Erases a row and writes all of it.
    fn rewrite_row(&mut self, y: u16, now: &[Cell]) -> io::Result<()> {
        queue!(self.inner, cursor::MoveTo(0, y), Clear(ClearType::UntilNewLine))?;
        let mut filling = Cell::default();
        let mut run: Vec<PlacedCell<'_>> = Vec::new();
        for (x, cell) in units(now) {
            if is_disputed(cell.symbol()) {
                self.write(run.drain(..))?;
                // A terminal may draw the cluster narrower than its cells, which need their style all
                // the same. So they are filled before it: filling them afterwards could erase half of
                // the cluster.
                if cell.style() != Cell::default().style() {
                    filling.set_style(cell.style());
                    self.write((x..x + cells_of(cell)).map(|x| (x, y, &filling)))?;
                }
                self.write([(x, y, cell)])?;
            } else if *cell != Cell::default() {
                run.push((x, y, cell));
            }
        }
        self.write(run)
    }

    /// Writes cells from left to right.
    fn write<'c>(&mut self, cells: impl IntoIterator<Item = PlacedCell<'c>>) -> io::Result<()> {
        let mut run: Vec<(u16, u16, Cow<'c, Cell>)> = Vec::new();
        for (x, y, cell) in cells {
            let cell = for_terminal(cell);
            let moves = !is_one_cell_everywhere(cell.symbol());
            run.push((x, y, cell));
            if moves {
                self.write_run(&run)?;
                run.clear();
            }
        }
        self.write_run(&run)
    }

    /// Writes cells of which only the last may leave the cursor elsewhere than we think. Each call
    /// starts by moving the cursor.
    fn write_run(&mut self, run: &[(u16, u16, Cow<'_, Cell>)]) -> io::Result<()> {
        if run.is_empty() {
            return Ok(());
        }
        self.inner.draw(run.iter().map(|(x, y, cell)| (*x, *y, &**cell)))
    }
}

/// Returns a cell as it is written to the terminal. This is the last place where its letters could be
/// replaced, for a terminal without UTF-8.
fn for_terminal(cell: &Cell) -> Cow<'_, Cell> {
    Cow::Borrowed(cell)
}

/// Erases so many rows, from the first on, in no colour.
pub(crate) fn erase(output: &mut impl Write, rows: u16) -> io::Result<()> {
    queue!(output, style::SetAttribute(style::Attribute::Reset))?;
    for y in (0..rows).rev() {
        queue!(output, cursor::MoveTo(0, y), Clear(ClearType::UntilNewLine))?;
    }
    Ok(())
}

/// Returns the clusters of a row, each at its first cell.
fn units(row: &[Cell]) -> impl Iterator<Item = (u16, &Cell)> {
    let mut next = 0;
    (0..).zip(row).filter(move |(x, cell)| {
        let starts = *x >= next;
        if starts {
            next = x + cells_of(cell);
        }
        starts
    })
}

/// Returns for each cell of a row whether a cluster starts there.
fn starts(row: &[Cell]) -> Vec<bool> {
    let mut starts = vec![false; row.len()];
    for (x, _) in units(row) {
        if let Some(start) = starts.get_mut(usize::from(x)) {
            *start = true;
        }
    }
    starts
}

fn is_disputed_row(row: &[Cell]) -> bool {
    row.iter().any(|cell| is_disputed(cell.symbol()))
}

/// Latin letters, punctuation of ours and the lines of borders are one cell everywhere.
fn is_one_cell_everywhere(symbol: &str) -> bool {
    symbol.chars().all(|c| matches!(c, ' '..='~' | '\u{2500}'..='\u{257f}'))
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use ratatui::buffer::CellDiffOption;
    use ratatui::style::{Modifier, Style};

    use super::*;
    use crate::text::width;

    /// Returns a row with these clusters one behind the other.
    fn row(clusters: &[&str]) -> Buffer {
        let mut row = Buffer::empty(Rect::new(0, 0, 12, 1));
        let mut x = 0;
        for cluster in clusters {
            let cell = row.cell_mut((x, 0)).unwrap();
            cell.set_symbol(cluster);
            let wide = u16::try_from(width(cluster)).unwrap();
            if wide > 1 {
                cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::new(wide).unwrap()));
            }
            x += wide;
        }
        row
    }

    /// Returns what is written for the last of some frames.
    fn written(frames: &[Buffer]) -> String {
        let mut output: Vec<Vec<u8>> = Vec::new();
        let before = frames.split_last().unwrap().1;
        for shown in [before, frames] {
            output.push(Vec::new());
            let mut steady = FrameWriter::new(output.last_mut().unwrap());
            for frame in shown {
                steady.show(frame.clone(), None).unwrap();
            }
        }
        let [before, all]: [Vec<u8>; 2] = output.try_into().unwrap();
        String::from_utf8(all).unwrap().split_off(before.len())
    }

    #[test]
    fn a_frame_that_is_shown_already_writes_nothing_of_it() {
        let frame = row(&["a", "ကျ", "b"]);
        let again = written(&[frame.clone(), frame]);
        assert_eq!(again, "\u{1b}[?25l");
    }

    #[test]
    fn a_row_of_agreed_letters_is_written_where_it_differs() {
        let again = written(&[row(&["a", "b", "c"]), row(&["a", "x", "c"])]);
        assert!(again.contains("\u{1b}[1;2Hx") && !again.contains('a'), "{again:?}");
        assert!(!again.contains("\u{1b}[K"), "{again:?}");
    }

    #[test]
    fn what_stood_behind_a_wide_letter_is_written_when_it_goes() {
        let again = written(&[row(&["妙", "c"]), row(&["x", " ", "c"])]);
        assert!(again.contains("x ") && !again.contains('c'), "{again:?}");
    }

    #[test]
    fn a_row_that_holds_or_held_a_disputed_cluster_is_erased_and_written_as_a_whole() {
        for cluster in ["กำ", "ကျ", "🫨", "☰", "ﾀﾞ", "ក្រ", "\u{31350}"] {
            let (with, without) = (row(&["a", cluster, "b"]), row(&["a", "x", "b"]));
            for frames in [[with.clone(), without.clone()], [without, with]] {
                let again = written(&frames);
                let erased = again.find("\u{1b}[1;1H\u{1b}[K").unwrap();
                assert!(again.find('a').is_some_and(|at| at > erased), "{again:?}");
            }
        }
    }

    #[test]
    fn a_cell_behind_a_disputed_one_is_placed_anew() {
        let first = written(&[row(&["a", "ကျ", "b"])]);
        assert!(first.contains("\u{1b}[1;2Hကျ") && first.contains("\u{1b}[1;4Hb"), "{first:?}");
    }

    #[test]
    fn what_a_narrower_terminal_leaves_free_is_filled_before_the_cluster_is_drawn() {
        let mut selected = row(&["กำ"]);
        selected.set_style(Rect::new(0, 0, 2, 1), Style::new().add_modifier(Modifier::REVERSED));
        let first = written(&[selected]);
        let filled = first.find("\u{1b}[1;1H\u{1b}[7m  ").unwrap();
        assert!(first.find("กำ").is_some_and(|at| at > filled), "{first:?}");
    }

    #[test]
    fn a_forgotten_screen_is_erased_row_by_row_and_never_as_a_whole() {
        let mut output = Vec::new();
        let mut steady = FrameWriter::new(&mut output);
        steady.show(row(&["a"]), None).unwrap();
        steady.forget();
        steady.show(row(&["a"]), None).unwrap();
        drop(steady);
        let written = String::from_utf8(output).unwrap();
        assert_eq!(written.matches("\u{1b}[1;1H\u{1b}[K").count(), 2, "{written:?}");
        assert_eq!(written.matches('a').count(), 2, "{written:?}");
        assert!(!written.contains("\u{1b}[2J") && !written.contains("\u{1b}[J"), "{written:?}");
    }
}
