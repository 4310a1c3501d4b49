//! Screen layout: where the bars and the active screen go for a given terminal size.

use ratatui::layout::Rect;

/// The size of a screen in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Cells from left to right.
    pub width: u16,
    /// Cells from top to bottom.
    pub height: u16,
}

/// How many cells and rows something may take, or takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Cells from left to right.
    pub cells: usize,
    /// Rows from top to bottom.
    pub rows: usize,
}

impl Extent {
    /// Returns the extent of an area of the screen.
    pub fn of(area: Rect) -> Self {
        Self { cells: usize::from(area.width), rows: usize::from(area.height) }
    }
}

/// Where each part of the terminal goes; a part without room is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FrameAreas {
    /// The title line.
    pub title: Rect,
    /// The query line.
    pub query: Rect,
    /// The area of the active screen, which an overlay covers.
    pub body: Rect,
    /// The status line.
    pub status: Rect,
}

/// A popup that leaves no more cells than this free takes them too.
const SLIVER: u16 = 3;

impl FrameAreas {
    /// Returns where each part goes.
    pub fn of(size: Size) -> Self {
        let Size { width, height } = size;
        // On a terminal of a few lines the screen comes first.
        let lines = height.saturating_sub(3).min(3);
        let [query, status, title] = [lines >= 1, lines >= 2, lines >= 3].map(u16::from);
        Self {
            title: Rect::new(0, 0, width, title),
            query: Rect::new(0, title, width, query),
            body: Rect::new(0, title + query, width, height - title - query - status),
            status: Rect::new(0, height - status, width, status),
        }
    }

    /// Returns where a popup of this size goes, its border included: below the query line, and no
    /// larger than the panes.
    pub fn popup(body: Rect, needed: Extent) -> Rect {
        let fit = |cells: usize, most: u16| {
            let cells = u16::try_from(cells).unwrap_or(most);
            // A sliver of what is covered would only look like a mistake.
            if cells.saturating_add(SLIVER) >= most { most } else { cells }
        };
        let (width, height) = (fit(needed.cells, body.width), fit(needed.rows, body.height));
        Rect::new(body.x, body.y, width, height)
    }

    /// Returns the part of a pane inside of its border.
    pub fn inside(area: Rect) -> Rect {
        let (width, height) = (area.width.saturating_sub(2), area.height.saturating_sub(2));
        if width == 0 || height == 0 {
            return Rect::default();
        }
        Rect::new(area.x + 1, area.y + 1, width, height)
    }
}
