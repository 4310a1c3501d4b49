//! Mercator's projection, and the window of a map: what of the world is seen, how large, and how that moves.

use std::f64::consts::{FRAC_PI_4, PI};

/// No map of this projection reaches further north or south: there it is a square.
const FARTHEST_NORTH: f64 = 85.051_128;
/// Half of the map from left to right, and from top to bottom.
const HALF: f64 = 180.0;
/// Dots of a cell from left to right, and from top to bottom.
pub(crate) const DOTS: (usize, usize) = (2, 4);
/// The finest step, in degrees: about a hundred metres to a dot.
const FINEST: f64 = 0.001;
/// The finest step at which a province looks like its towns.
const FINEST_FOR_OTHERS: f64 = 0.02;
/// By how much a key zooms.
const ZOOM: f64 = 1.5;
/// What is fitted is never smaller than this, so that one city is seen with its surroundings.
const LEAST_SPAN: f64 = 6.0;
/// How much room is left around what is fitted.
const MARGIN: f64 = 1.25;
/// Kilometres to a degree at the equator.
const KILOMETRES: f64 = 111.32;

/// A point in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoPoint {
    /// Degrees east of Greenwich, west negative.
    pub east: f64,
    /// Degrees north of the equator, south negative.
    pub north: f64,
}

/// A point of the projected map; both go from -180 to 180, to the right and upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapPoint {
    /// To the right.
    pub x: f32,
    /// Upwards.
    pub y: f32,
}

/// The smallest upright rectangle around something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The lower left corner.
    pub least: MapPoint,
    /// The upper right corner.
    pub most: MapPoint,
}

/// A direction in which a map is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pan {
    /// To the left.
    West,
    /// Downwards.
    South,
    /// Upwards.
    North,
    /// To the right.
    East,
}

/// How far a map may be looked into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Disclosure {
    /// Everything: the user's own screen.
    #[default]
    Own,
    /// As others may see it: nothing smaller than a province, and no small number.
    Others,
}

/// What of the world a map shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapWindow {
    /// What is in the middle.
    x: f64,
    y: f64,
    /// Map degrees to a dot.
    step: f64,
    /// Its cells.
    cells: MapSize,
}

/// The cells of a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MapSize {
    /// From left to right.
    pub width: usize,
    /// From top to bottom.
    pub height: usize,
}

/// How long a line on the map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaleBar {
    /// In kilometres.
    pub kilometres: u32,
    /// In cells.
    pub cells: usize,
}

impl GeoPoint {
    /// Returns where the point is on the map.
    #[expect(clippy::cast_possible_truncation, reason = "a map needs no more digits")]
    pub fn projected(self) -> MapPoint {
        let north = self.north.clamp(-FARTHEST_NORTH, FARTHEST_NORTH).to_radians();
        let y = (FRAC_PI_4 + north / 2.0).tan().ln().to_degrees();
        MapPoint { x: self.east.clamp(-HALF, HALF) as f32, y: y.clamp(-HALF, HALF) as f32 }
    }
}

impl Bounds {
    /// Returns what some points lie in; `None` where there are none.
    pub fn of(points: &[MapPoint]) -> Option<Self> {
        let one = |point: &MapPoint| Self { least: *point, most: *point };
        points.iter().map(one).reduce(Self::and)
    }

    /// Returns what both lie in.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let least =
            |one: MapPoint, two: MapPoint| MapPoint { x: one.x.min(two.x), y: one.y.min(two.y) };
        let most =
            |one: MapPoint, two: MapPoint| MapPoint { x: one.x.max(two.x), y: one.y.max(two.y) };
        Self { least: least(self.least, other.least), most: most(self.most, other.most) }
    }
}

impl Disclosure {
    fn finest(self) -> f64 {
        match self {
            Self::Own => FINEST,
            Self::Others => FINEST_FOR_OTHERS,
        }
    }
}

impl MapWindow {
    /// Returns the window that shows what lies in some bounds with room around it; the world without any.
    pub fn fitted(bounds: Option<Bounds>, cells: MapSize, disclosure: Disclosure) -> Self {
        let Some(Bounds { least, most }) = bounds else {
            return Self { x: 0.0, y: 0.0, step: f64::MAX, cells }.clamped(disclosure);
        };
        let (left, right) = (f64::from(least.x), f64::from(most.x));
        let (bottom, top) = (f64::from(least.y), f64::from(most.y));
        let span = |from: f64, to: f64| ((to - from) * MARGIN).max(LEAST_SPAN);
        let (wide, high) = dots(cells);
        let step = (span(left, right) / wide).max(span(bottom, top) / high);
        let middle = |from: f64, to: f64| f64::midpoint(from, to);
        Self { x: middle(left, right), y: middle(bottom, top), step, cells }.clamped(disclosure)
    }

    /// Returns the same window in other cells.
    #[must_use]
    pub fn resized(self, cells: MapSize, disclosure: Disclosure) -> Self {
        Self { cells, ..self }.clamped(disclosure)
    }

    /// Returns the window a quarter of it further in a direction.
    #[must_use]
    pub fn panned(self, pan: Pan, times: usize, disclosure: Disclosure) -> Self {
        let (wide, high) = dots(self.cells);
        #[expect(clippy::cast_precision_loss, reason = "a few keys")]
        let times = times as f64;
        let (right, up) = (wide * self.step / 8.0 * times, high * self.step / 8.0 * times);
        let (x, y) = match pan {
            Pan::West => (self.x - right, self.y),
            Pan::East => (self.x + right, self.y),
            Pan::South => (self.x, self.y - up),
            Pan::North => (self.x, self.y + up),
        };
        Self { x, y, ..self }.clamped(disclosure)
    }

    /// Returns the window with everything larger, or smaller.
    #[must_use]
    pub fn zoomed(self, is_in: bool, disclosure: Disclosure) -> Self {
        let step = if is_in { self.step / ZOOM } else { self.step * ZOOM };
        Self { step, ..self }.clamped(disclosure)
    }

    /// Returns the window with a point in the middle.
    #[must_use]
    pub fn centred(self, at: MapPoint, disclosure: Disclosure) -> Self {
        Self { x: f64::from(at.x), y: f64::from(at.y), ..self }.clamped(disclosure)
    }

    /// Returns the window with nothing beyond the edges of the world in it, as far as there is more of the world to show.
    fn clamped(self, disclosure: Disclosure) -> Self {
        let (wide, high) = dots(self.cells);
        // At this step the whole world is seen.
        let coarsest = (2.0 * HALF / wide).max(2.0 * HALF / high);
        let step = self.step.clamp(disclosure.finest().min(coarsest), coarsest);
        let middle = |at: f64, dots: f64| {
            let most = (HALF - step * dots / 2.0).max(0.0);
            at.clamp(-most, most)
        };
        Self { x: middle(self.x, wide), y: middle(self.y, high), step, cells: self.cells }
    }

    /// Returns its cells.
    pub fn cells(&self) -> MapSize {
        self.cells
    }

    /// Returns where a point is in dots, to the right and downwards.
    pub(crate) fn dot(&self, point: MapPoint) -> (f64, f64) {
        let (wide, high) = dots(self.cells);
        let x = (f64::from(point.x) - self.x) / self.step + wide / 2.0;
        let y = (self.y - f64::from(point.y)) / self.step + high / 2.0;
        (x, y)
    }

    /// Returns the cell in which a point is, its column and its row; `None` for one that is not seen.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in a cell")]
    pub fn cell(&self, point: MapPoint) -> Option<(usize, usize)> {
        let ((x, y), (wide, high)) = (self.dot(point), dots(self.cells));
        let is_seen = x >= 0.0 && y >= 0.0 && x < wide && y < high;
        is_seen.then(|| (x as usize / DOTS.0, y as usize / DOTS.1))
    }

    /// Returns the y of the middle of a row of cells.
    pub(crate) fn middle_of_row(&self, row: usize) -> f64 {
        let (_, high) = dots(self.cells);
        #[expect(clippy::cast_precision_loss, reason = "rows of a terminal")]
        let down = (row * DOTS.1) as f64 + 2.0;
        self.y - (down - high / 2.0) * self.step
    }

    /// Returns the column in which an x is, of which some lie outside.
    pub(crate) fn column(&self, x: f64) -> f64 {
        let (wide, _) = dots(self.cells);
        #[expect(clippy::cast_precision_loss, reason = "dots of a cell")]
        let dots = DOTS.0 as f64;
        ((x - self.x) / self.step + wide / 2.0) / dots
    }

    /// Returns whether anything in these bounds may be seen.
    pub(crate) fn may_show(&self, bounds: &Bounds) -> bool {
        let ((left, top), (wide, high)) =
            (self.dot(MapPoint { x: bounds.least.x, y: bounds.most.y }), dots(self.cells));
        let (right, bottom) = self.dot(MapPoint { x: bounds.most.x, y: bounds.least.y });
        right >= 0.0 && bottom >= 0.0 && left < wide && top < high
    }

    /// Returns a round distance and how many cells it takes in the middle, at most so many.
    pub fn scale_bar(&self, most: usize) -> ScaleBar {
        // The latitude of the middle; the projection backwards.
        let north = 2.0 * (self.y.to_radians().exp().atan() - FRAC_PI_4);
        debug_assert!(north.abs() < PI);
        #[expect(clippy::cast_precision_loss, reason = "dots of a cell")]
        let of_cell = self.step * DOTS.0 as f64 * KILOMETRES * north.cos();
        let steps = (0..5).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u32.pow(power)));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "no bar is longer than a terminal is wide"
        )]
        let cells =
            |kilometres: u32| (f64::from(kilometres) / of_cell).round().clamp(0.0, 1e6) as usize;
        let mut all = steps.map(|kilometres| ScaleBar { kilometres, cells: cells(kilometres) });
        let first = ScaleBar { kilometres: 1, cells: cells(1) };
        all.rfind(|bar| bar.cells <= most).unwrap_or(first)
    }
}

#[expect(clippy::cast_precision_loss, reason = "cells of a terminal")]
fn dots(cells: MapSize) -> (f64, f64) {
    ((cells.width.max(1) * DOTS.0) as f64, (cells.height.max(1) * DOTS.1) as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CELLS: MapSize = MapSize { width: 60, height: 20 };

    fn at(east: f64, north: f64) -> MapPoint {
        GeoPoint { east, north }.projected()
    }

    #[test]
    fn the_equator_is_in_the_middle_and_the_poles_are_at_the_edges() {
        assert!(at(0.0, 0.0).x == 0.0 && at(0.0, 0.0).y.abs() < 1e-6);
        assert!((at(0.0, 90.0).y - 180.0).abs() < 1e-3 && (at(0.0, -90.0).y + 180.0).abs() < 1e-3);
        // A known value of the projection.
        assert!((f64::from(at(0.0, 45.0).y) - 50.498_987).abs() < 1e-4);
    }

    #[test]
    fn what_is_fitted_is_seen_and_one_city_has_its_surroundings() {
        let city = at(104.9, 11.56);
        let window = MapWindow::fitted(Bounds::of(&[city]), CELLS, Disclosure::Own);
        assert_eq!(window.cell(city), Some((30, 10)));
        assert!(window.cell(at(103.5, 10.6)).is_some());
        assert!(window.cell(at(100.5, 13.75)).is_some() && window.cell(at(121.0, 14.6)).is_none());
        let both = Bounds::of(&[city, at(121.0, 14.6)]);
        let window = MapWindow::fitted(both, CELLS, Disclosure::Own);
        assert!(window.cell(city).is_some() && window.cell(at(121.0, 14.6)).is_some());
    }

    #[test]
    fn a_round_distance_is_as_long_as_it_says() {
        let window = MapWindow::fitted(Bounds::of(&[at(105.0, 12.0)]), CELLS, Disclosure::Own);
        let ScaleBar { kilometres, cells } = window.scale_bar(12);
        assert!((1..=12).contains(&cells));
        let (x, y) = window.dot(at(105.0, 12.0));
        let degrees = f64::from(kilometres) / (111.32 * 12.0_f64.to_radians().cos());
        let (other, _) = window.dot(at(105.0 + degrees, 12.0));
        assert!(
            ((other - x) / 2.0 - f64::from(u32::try_from(cells).unwrap())).abs() < 0.6,
            "{kilometres} {cells} {y}"
        );
    }

    #[test]
    fn as_others_may_see_it_no_town_can_be_looked_into() {
        let city = Bounds::of(&[at(104.9, 11.56)]);
        let zoomed = |disclosure| {
            let window = MapWindow::fitted(city, CELLS, disclosure);
            (0..40).fold(window, |window, _| window.zoomed(true, disclosure)).step
        };
        assert!((zoomed(Disclosure::Own) - FINEST).abs() < 1e-9);
        assert!((zoomed(Disclosure::Others) - FINEST_FOR_OTHERS).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn whatever_is_pressed_the_window_stays_on_the_world(
            width in 0_usize..300,
            height in 0_usize..100,
            east in -500.0..500.0_f64,
            north in -500.0..500.0_f64,
            keys in prop::collection::vec(0_u8..6, 0..60),
        ) {
            let cells = MapSize { width, height };
            let bounds = Bounds::of(&[at(east, north)]);
            let mut window = MapWindow::fitted(bounds, cells, Disclosure::Own);
            for key in keys {
                window = match key {
                    0 => window.panned(Pan::West, 1, Disclosure::Own),
                    1 => window.panned(Pan::East, 3, Disclosure::Own),
                    2 => window.panned(Pan::North, 1, Disclosure::Own),
                    3 => window.panned(Pan::South, 1, Disclosure::Own),
                    key => window.zoomed(key == 4, Disclosure::Own),
                };
                let (wide, high) = dots(cells);
                let (half_wide, half_high) = (window.step * wide / 2.0, window.step * high / 2.0);
                prop_assert!(window.x.abs() <= (HALF - half_wide).max(0.0) + 1e-6);
                prop_assert!(window.y.abs() <= (HALF - half_high).max(0.0) + 1e-6);
                prop_assert!(window.step.is_finite() && window.step > 0.0);
                let bar = window.scale_bar(12);
                prop_assert!(bar.kilometres >= 1);
            }
        }

        #[test]
        fn a_point_is_in_the_cell_that_its_dot_says(east in -180.0..180.0_f64, north in -80.0..80.0_f64) {
            let point = at(east, north);
            let window = MapWindow::fitted(None, CELLS, Disclosure::Own);
            let (column, row) = window.cell(point).unwrap();
            let at = f64::from(u32::try_from(column).unwrap());
            prop_assert!((window.column(f64::from(point.x)) - at).abs() <= 1.0);
            prop_assert!((window.middle_of_row(row) - f64::from(point.y)).abs() <= window.step * 2.0 + 1e-6);
        }
    }
}
