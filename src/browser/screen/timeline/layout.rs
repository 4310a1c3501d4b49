//! Where the parts of the timeline go at each size of the terminal.

use ratatui::layout::Rect;

use crate::browser::model::FrameAreas;

/// The parts of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimelineAreas {
    /// The border around strip and rows.
    pub(super) whole: Rect,
    /// The strip of columns.
    pub(super) strip: Rect,
    /// The lines with the years and with the column under the cursor.
    pub(super) axis: Rect,
    /// The rows.
    pub(super) rows: Rect,
    /// The lines below the border: the signs; with two, the selected date before them; with three, its quote too.
    pub(super) below: Rect,
    /// The cells before the bars.
    pub(super) name_cells: usize,
    /// The cells of the bars.
    pub(super) bar_cells: usize,
    /// The cells behind them, for the date as it is written.
    pub(super) date_cells: usize,
}

impl TimelineAreas {
    /// Divides the area of the screen.
    pub(super) fn of(body: Rect) -> Self {
        let below = match body.height {
            0..10 => 0,
            10..14 => 1,
            14..18 => 2,
            18.. => 3,
        };
        let whole = Rect { height: body.height - below, ..body };
        let below = Rect { y: body.y + whole.height, height: below, ..body };
        let inside = FrameAreas::inside(whole);
        let strip = match inside.height {
            0..8 => inside.height.min(1),
            8..20 => 2,
            20.. => 3,
        };
        let axis = match inside.height {
            0..8 => u16::from(inside.height > strip),
            8.. => 2,
        };
        let part = |y: u16, height: u16| Rect { y: inside.y + y, height, ..inside };
        let width = usize::from(inside.width);
        let (name_cells, date_cells) = match width {
            0..30 => (width / 3, 0),
            30..56 => (18, 0),
            56..76 => (20, 13),
            76..110 => (25, 15),
            110..160 => (30, 27),
            160.. => (46, 27),
        };
        let bar_cells = width.saturating_sub(name_cells + date_cells).max(1);
        Self {
            whole,
            strip: part(0, strip),
            axis: part(strip, axis),
            rows: part(strip + axis, inside.height - strip - axis),
            below,
            name_cells,
            bar_cells,
            date_cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_lie_in_the_screen_and_apart_at_every_size() {
        for width in 0..220 {
            for height in 0..70 {
                let body = Rect { x: 0, y: 2, width, height };
                let areas = TimelineAreas::of(body);
                let parts = [areas.strip, areas.axis, areas.rows, areas.below];
                assert!(parts.iter().all(|part| body.union(*part) == body || part.is_empty()));
                let rows: u16 = parts.iter().map(|part| part.height).sum();
                assert!(rows <= height, "{width}x{height}");
                assert!(areas.bar_cells >= 1);
            }
        }
    }
}
