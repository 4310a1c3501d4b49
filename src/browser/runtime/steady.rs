//! A terminal whose columns stand, even where it counts the cells of a name differently than we do.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// Writes cells so that each one behind a character of disputed width is put where it belongs.
///
/// Terminals differ on Burmese, Khmer, emoji and whatever is newer than their tables. Left to
/// itself, the cursor would carry such a difference on to the end of the line.
pub(super) struct Steady<W: Write> {
    inner: CrosstermBackend<W>,
}

impl<W: Write> Steady<W> {
    pub(super) fn new(inner: CrosstermBackend<W>) -> Self {
        Self { inner }
    }
}

/// Latin letters, punctuation of ours and the lines of borders are one cell everywhere.
fn is_undisputed(symbol: &str) -> bool {
    symbol.chars().all(|c| matches!(c, ' '..='~' | '\u{2500}'..='\u{257f}'))
}

impl<W: Write> Backend for Steady<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut run = Vec::new();
        for cell in content {
            run.push(cell);
            if !is_undisputed(cell.2.symbol()) {
                // Each call starts by moving the cursor.
                self.inner.draw(run.drain(..))?;
            }
        }
        self.inner.draw(run.into_iter())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_behind_a_disputed_one_is_placed_anew() {
        let mut written = Vec::new();
        let cells: Vec<Cell> =
            ["a", "ကျ", "b"].into_iter().map(|symbol| Cell::new(leaked(symbol))).collect();
        let placed = cells.iter().zip(0..).map(|(cell, x)| (x, 0, cell));
        Steady::new(CrosstermBackend::new(&mut written)).draw(placed).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert!(written.contains("\u{1b}[1;3H"), "{written:?}");
        assert!(!written.contains("\u{1b}[1;2H"), "{written:?}");
    }

    fn leaked(symbol: &str) -> &'static str {
        String::from(symbol).leak()
    }
}
