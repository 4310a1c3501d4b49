//! Draws lines as dots, eight to a cell, as the braille signs have them.

use crate::views::map::projection::{DOTS, MapPoint, MapSize, MapWindow};

/// The bit of each dot of a braille sign: two columns, four rows.
const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
/// The braille sign without a dot.
const NO_DOT: u32 = 0x2800;

/// The dots of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DotRaster {
    cells: MapSize,
    dots: Vec<u8>,
}

impl DotRaster {
    /// Returns a map without any dot.
    pub(crate) fn empty(cells: MapSize) -> Self {
        Self { cells, dots: vec![0; cells.width * cells.height] }
    }

    /// Draws a line from point to point, as far as it is in the window.
    pub(crate) fn line(&mut self, window: &MapWindow, points: &[MapPoint]) {
        let mut points = points.iter().map(|point| window.dot(*point));
        let Some(mut before) = points.next() else { return };
        for point in points {
            self.segment(before, point);
            before = point;
        }
    }

    /// Returns the sign of a cell; `None` where it has no dot.
    pub(crate) fn sign(&self, column: usize, row: usize) -> Option<char> {
        let dots = *self.dots.get(self.at(column, row)?)?;
        if dots == 0 { None } else { char::from_u32(NO_DOT + u32::from(dots)) }
    }

    fn at(&self, column: usize, row: usize) -> Option<usize> {
        let MapSize { width, height } = self.cells;
        (column < width && row < height).then_some(row * width + column)
    }

    fn dot(&mut self, x: i64, y: i64) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        let bit = BITS.get(x % DOTS.0).and_then(|column| column.get(y % DOTS.1));
        let at = self.at(x / DOTS.0, y / DOTS.1);
        if let (Some(bit), Some(cell)) = (bit, at.and_then(|at| self.dots.get_mut(at))) {
            *cell |= bit;
        }
    }

    /// Draws a straight line, as Bresenham does, after it is clipped to the window.
    fn segment(&mut self, from: (f64, f64), to: (f64, f64)) {
        let MapSize { width, height } = self.cells;
        #[expect(clippy::cast_precision_loss, reason = "dots of a terminal")]
        let most = ((width * DOTS.0) as f64 - 1e-6, (height * DOTS.1) as f64 - 1e-6);
        let Some(((x, y), (end_x, end_y))) = clipped(from, to, most) else { return };
        #[expect(clippy::cast_possible_truncation, reason = "they are in the window")]
        let whole = |number: f64| number.floor() as i64;
        let (mut x, mut y, end_x, end_y) = (whole(x), whole(y), whole(end_x), whole(end_y));
        let (across, down) = ((end_x - x).abs(), -(end_y - y).abs());
        let (right, below) = ((end_x - x).signum(), (end_y - y).signum());
        let mut error = across + down;
        loop {
            self.dot(x, y);
            if x == end_x && y == end_y {
                return;
            }
            let twice = 2 * error;
            if twice >= down {
                error += down;
                x += right;
            }
            if twice <= across {
                error += across;
                y += below;
            }
        }
    }
}

/// Returns the part of a straight line that is between 0 and `most`; `None` where no part is. The algorithm is that of Liang
/// and Barsky.
fn clipped(from: (f64, f64), to: (f64, f64), most: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    let edges = [(-dx, from.0), (dx, most.0 - from.0), (-dy, from.1), (dy, most.1 - from.1)];
    for (towards, room) in edges {
        if towards == 0.0 {
            if room < 0.0 {
                return None;
            }
            continue;
        }
        let share = room / towards;
        if towards < 0.0 { first = first.max(share) } else { last = last.min(share) }
    }
    let at = |share: f64| {
        ((from.0 + share * dx).clamp(0.0, most.0), (from.1 + share * dy).clamp(0.0, most.1))
    };
    (first <= last).then(|| (at(first), at(last)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn drawn(from: (f64, f64), to: (f64, f64)) -> String {
        let cells = MapSize { width: 4, height: 2 };
        let mut raster = DotRaster::empty(cells);
        raster.segment(from, to);
        let sign = |row| (0..4).map(move |column| (column, row));
        let rows = (0..2).map(|row| {
            sign(row)
                .map(|(column, row)| raster.sign(column, row).unwrap_or(' '))
                .collect::<String>()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn lines_are_dots_of_braille_signs() {
        assert_eq!(drawn((0.5, 0.5), (7.5, 0.5)), "⠉⠉⠉⠉\n    ");
        assert_eq!(drawn((0.5, 0.5), (0.5, 7.5)), "⡇   \n⡇   ");
        assert_eq!(drawn((0.5, 0.5), (7.5, 7.5)), "⠑⢄  \n  ⠑⢄");
        assert_eq!(drawn((3.2, 3.9), (3.2, 3.9)), " ⢀  \n    ");
    }

    #[test]
    fn what_is_outside_of_the_window_is_cut_off() {
        assert_eq!(drawn((-100.0, 0.5), (100.0, 0.5)), "⠉⠉⠉⠉\n    ");
        assert_eq!(drawn((-5.0, -5.0), (-1.0, 9.0)), "    \n    ");
        assert_eq!(drawn((20.0, 0.0), (20.0, 8.0)), "    \n    ");
    }

    proptest! {
        #[test]
        fn no_line_leaves_the_window_however_long_it_is(
            from in (-1e7..1e7_f64, -1e7..1e7_f64),
            to in (-1e7..1e7_f64, -1e7..1e7_f64),
        ) {
            if let Some(((x, y), (end_x, end_y))) = clipped(from, to, (7.9, 15.9)) {
                for (at, most) in [(x, 7.9), (end_x, 7.9), (y, 15.9), (end_y, 15.9)] {
                    prop_assert!((0.0..=most).contains(&at));
                }
            }
            _ = drawn(from, to);
        }
    }
}
