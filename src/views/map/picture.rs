//! Puts a map together, cell by cell: lines, hatched provinces, badges with their numbers, names.

use crate::text::{clip, width};
use crate::views::map::atlas::{AtlasLine, atlas};
use crate::views::map::dots::DotRaster;
use crate::views::map::own_borders::{HatchSpan, OwnBorders, Region};
use crate::views::map::projection::{Bounds, MapPoint, MapSize, MapWindow};

/// What a hatched cell shows.
const HATCH: char = '░';
/// What follows a badge that hides others in its cell.
const MORE: char = '+';
/// Names are cut at so many cells.
const LONGEST_NAME: usize = 24;
/// How far around own borders those of the program are left out, in map degrees: the same border is elsewhere in each.
const NEAR_OWN: f32 = 0.1;

/// Which borders are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BorderLines {
    /// None.
    None,
    /// Coasts.
    Coasts,
    /// Coasts and the borders of countries.
    #[default]
    Countries,
    /// Those that the collection brings along, and around them those of countries.
    Own,
}

/// What a cell of the map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Nothing.
    #[default]
    Empty,
    /// A coast or a border.
    Line,
    /// A border of the collection's own.
    Own,
    /// A province that is known no more exactly.
    Hatch,
    /// A badge or its number.
    Badge,
    /// The name of a place.
    Name,
}

/// A badge to be drawn: its number, its name, and the number by which its cells are found again.
#[derive(Clone, Debug)]
pub struct BadgeToDraw {
    /// The number by which it is found again.
    pub badge: usize,
    /// Where it goes.
    pub at: BadgePlace,
    /// How many records there are, in words.
    pub figure: String,
    /// The name, safe to show; empty if it is not wanted.
    pub name: String,
}

/// Where a badge goes.
#[derive(Clone, Debug)]
pub enum BadgePlace {
    /// At a point, with a sign.
    Point {
        /// The sign.
        sign: char,
        /// The point.
        point: MapPoint,
    },
    /// All over the region with this code.
    Region(String),
}

/// Cells of a row that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureRun {
    /// The first cell.
    pub at: usize,
    /// What they show.
    pub text: String,
    /// What that is.
    pub ink: Ink,
    /// The badge that they belong to.
    pub badge: Option<usize>,
}

/// A map, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapPicture {
    rows: Vec<Vec<PictureRun>>,
    /// How many badges are hidden behind others.
    hidden: usize,
}

#[derive(Clone, Debug, Default)]
enum CellText {
    #[default]
    Empty,
    Sign(char),
    /// The start of words; the cells behind it are covered.
    Words(String),
    Covered,
}

#[derive(Clone, Debug, Default)]
struct PictureCell {
    text: CellText,
    ink: Ink,
    badge: Option<usize>,
}

struct Cells {
    size: MapSize,
    cells: Vec<PictureCell>,
}

impl MapPicture {
    /// Returns the map in a window. The badges are given in the order of their weight: of several in one cell the first is seen.
    pub fn of(
        window: &MapWindow,
        lines: BorderLines,
        own: Option<&OwnBorders>,
        badges: &[BadgeToDraw],
    ) -> Self {
        let size = window.cells();
        let mut cells =
            Cells { size, cells: vec![PictureCell::default(); size.width * size.height] };
        cells.lines(window, lines, own);
        let regions = badges.iter().filter_map(|badge| match &badge.at {
            BadgePlace::Region(code) => Some((badge, own?.region(code)?)),
            BadgePlace::Point { .. } => None,
        });
        let mut middles: Vec<(&BadgeToDraw, HatchSpan)> = Vec::new();
        for (badge, region) in regions {
            let spans = region.cells(window);
            cells.hatch(&spans, badge.badge);
            // The number goes where there is most room for it.
            let widest = spans.into_iter().max_by_key(|span| span.behind - span.first);
            middles.extend(widest.map(|span| (badge, span)));
        }
        let mut hidden = 0;
        let mut drawn: Vec<(usize, usize, &BadgeToDraw)> = Vec::new();
        for badge in badges {
            let BadgePlace::Point { sign, point } = &badge.at else { continue };
            let Some((column, row)) = window.cell(*point) else { continue };
            if cells.is_badge(column, row) {
                hidden += 1;
                cells.put_free(column + 1, row, &MORE.to_string(), badge.badge);
                continue;
            }
            cells.sign(column, row, *sign, Ink::Badge, Some(badge.badge));
            drawn.push((column, row, badge));
        }
        for (column, row, badge) in &drawn {
            cells.put_free(column + 1, *row, &badge.figure, badge.badge);
        }
        for (badge, span) in &middles {
            let wide = width(&badge.figure);
            let at = (span.first + span.behind).saturating_sub(wide) / 2;
            cells.put_free(at, span.row, &badge.figure, badge.badge);
        }
        for (column, row, badge) in drawn {
            cells.name(column, row, badge);
        }
        for (badge, span) in middles {
            cells.name(usize::midpoint(span.first, span.behind), span.row, badge);
        }
        Self { rows: cells.rows(), hidden }
    }

    /// Returns what each row shows, from left to right.
    pub fn rows(&self) -> &[Vec<PictureRun>] {
        &self.rows
    }

    /// Returns how many badges are hidden behind others in their cells.
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// Returns the badge of a cell.
    pub fn badge_at(&self, column: usize, row: usize) -> Option<usize> {
        let mut runs = self.rows.get(row)?.iter();
        let of_cell = |run: &&PictureRun| (run.at..run.at + width(&run.text)).contains(&column);
        runs.find(|run| run.badge.is_some() && of_cell(run))?.badge
    }

    /// Returns the map as text, a line for each row.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for run in row {
                let gap = run.at.saturating_sub(width(&line));
                line.extend(std::iter::repeat_n(' ', gap));
                line.push_str(&run.text);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

impl Cells {
    fn cell(&mut self, column: usize, row: usize) -> Option<&mut PictureCell> {
        let MapSize { width, height } = self.size;
        if column >= width || row >= height {
            return None;
        }
        self.cells.get_mut(row * width + column)
    }

    fn ink(&self, column: usize, row: usize) -> Option<Ink> {
        let MapSize { width, height } = self.size;
        if column >= width || row >= height {
            return None;
        }
        self.cells.get(row * width + column).map(|cell| cell.ink)
    }

    fn is_badge(&self, column: usize, row: usize) -> bool {
        self.ink(column, row) == Some(Ink::Badge)
    }

    fn sign(&mut self, column: usize, row: usize, sign: char, ink: Ink, badge: Option<usize>) {
        if let Some(cell) = self.cell(column, row) {
            *cell = PictureCell { text: CellText::Sign(sign), ink, badge };
        }
    }

    fn lines(&mut self, window: &MapWindow, lines: BorderLines, own: Option<&OwnBorders>) {
        let regions = own.map_or(&[][..], OwnBorders::regions);
        let regions = if lines == BorderLines::Own { regions } else { &[] };
        let mut raster = DotRaster::empty(self.size);
        let wanted = |line: &&AtlasLine| {
            let is_wanted = match lines {
                BorderLines::None => false,
                BorderLines::Coasts => !line.is_border,
                BorderLines::Countries | BorderLines::Own => true,
            };
            is_wanted && window.may_show(&line.bounds)
        };
        for line in atlas().iter().filter(wanted) {
            for part in away_from(&line.points, &line.bounds, regions) {
                raster.line(window, part);
            }
        }
        let mut of_own = DotRaster::empty(self.size);
        for region in regions.iter().filter(|region| window.may_show(region.bounds())) {
            for ring in region.rings() {
                of_own.line(window, ring);
            }
        }
        for row in 0..self.size.height {
            for column in 0..self.size.width {
                let own = of_own.sign(column, row).map(|sign| (sign, Ink::Own));
                let line = raster.sign(column, row).map(|sign| (sign, Ink::Line));
                if let Some((sign, ink)) = own.or(line) {
                    self.sign(column, row, sign, ink, None);
                }
            }
        }
    }

    /// Hatches cells; lines stay seen.
    fn hatch(&mut self, spans: &[HatchSpan], badge: usize) {
        for HatchSpan { row, first, behind } in spans {
            for column in *first..*behind {
                if self.ink(column, *row) == Some(Ink::Empty) {
                    self.sign(column, *row, HATCH, Ink::Hatch, Some(badge));
                }
            }
        }
    }

    /// Writes a number where no other badge is.
    fn put_free(&mut self, column: usize, row: usize, words: &str, badge: usize) {
        let is_free =
            |at: usize| self.ink(at, row).is_some_and(|ink| !matches!(ink, Ink::Badge | Ink::Name));
        if !(column..column + words.chars().count()).all(is_free) {
            return;
        }
        for (at, sign) in (column..).zip(words.chars()) {
            self.sign(at, row, sign, Ink::Badge, Some(badge));
        }
    }

    /// Writes the name of a badge to its right, or else to its left, if there is room.
    fn name(&mut self, column: usize, row: usize, badge: &BadgeToDraw) {
        let name = clip(&badge.name, LONGEST_NAME);
        let wide = width(&name);
        if wide == 0 {
            return;
        }
        let is_own = |at: usize| self.is_badge(at, row);
        let right = (column..self.size.width).find(|at| !is_own(*at)).map(|end| end + 1);
        let left = column.checked_sub(wide + 1);
        let is_free = |at: &usize| {
            // A cell is left free at both sides.
            let cells = at.saturating_sub(1)..at + wide + 1;
            let mut inner = *at..at + wide;
            let is_taken = |ink: Option<Ink>| matches!(ink, Some(Ink::Name | Ink::Badge));
            inner.all(|at| self.ink(at, row).is_some_and(|ink| !is_taken(Some(ink))))
                && cells.filter(|at| *at != column).all(|at| self.ink(at, row) != Some(Ink::Name))
        };
        let Some(at) = right.filter(&is_free).or(left.filter(&is_free)) else { return };
        // A line right beside the name would read as a part of it.
        for beside in at.checked_sub(1).into_iter().chain([at + wide]) {
            if self.ink(beside, row).is_some_and(|ink| matches!(ink, Ink::Line | Ink::Own)) {
                self.sign(beside, row, ' ', Ink::Empty, None);
            }
        }
        for (number, covered) in (at..at + wide).enumerate() {
            let text = if number == 0 { CellText::Words(name.clone()) } else { CellText::Covered };
            if let Some(cell) = self.cell(covered, row) {
                *cell = PictureCell { text, ink: Ink::Name, badge: Some(badge.badge) };
            }
        }
    }

    fn rows(self) -> Vec<Vec<PictureRun>> {
        let mut rows: Vec<Vec<PictureRun>> = Vec::with_capacity(self.size.height);
        for row in self.cells.chunks(self.size.width.max(1)) {
            let mut runs: Vec<PictureRun> = Vec::new();
            for (at, cell) in row.iter().enumerate() {
                let PictureCell { text, ink, badge } = cell;
                let text = match text {
                    CellText::Empty | CellText::Covered => continue,
                    CellText::Sign(sign) => sign.to_string(),
                    CellText::Words(words) => words.clone(),
                };
                match runs.last_mut() {
                    Some(last)
                        if last.at + width(&last.text) == at
                            && (last.ink, last.badge) == (*ink, *badge) =>
                    {
                        last.text.push_str(&text);
                    }
                    Some(_) | None => {
                        runs.push(PictureRun { at, text, ink: *ink, badge: *badge });
                    }
                }
            }
            rows.push(runs);
        }
        rows
    }
}

/// Returns the parts of a line that are not near any of these regions.
pub(crate) fn away_from<'p>(
    points: &'p [MapPoint],
    bounds: &Bounds,
    regions: &[Region],
) -> impl Iterator<Item = &'p [MapPoint]> {
    let near: Vec<Bounds> = regions
        .iter()
        .map(|region| widened(region.bounds()))
        .filter(|region| overlap(region, bounds))
        .collect();
    let is_near = move |point: &MapPoint| near.iter().any(|region| contains(region, *point));
    points.chunk_by(move |one, next| !is_near(one) && !is_near(next)).filter(|part| part.len() > 1)
}

fn widened(bounds: &Bounds) -> Bounds {
    let Bounds { least, most } = *bounds;
    Bounds {
        least: MapPoint { x: least.x - NEAR_OWN, y: least.y - NEAR_OWN },
        most: MapPoint { x: most.x + NEAR_OWN, y: most.y + NEAR_OWN },
    }
}

fn overlap(one: &Bounds, other: &Bounds) -> bool {
    one.least.x <= other.most.x
        && other.least.x <= one.most.x
        && one.least.y <= other.most.y
        && other.least.y <= one.most.y
}

fn contains(bounds: &Bounds, point: MapPoint) -> bool {
    overlap(bounds, &Bounds { least: point, most: point })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::views::map::projection::{Disclosure, GeoPoint};

    const CELLS: MapSize = MapSize { width: 40, height: 12 };

    fn at(east: f64, north: f64) -> MapPoint {
        GeoPoint { east, north }.projected()
    }

    fn badge(badge: usize, sign: char, point: MapPoint, name: &str) -> BadgeToDraw {
        let at = BadgePlace::Point { sign, point };
        BadgeToDraw { badge, at, figure: format!("{badge}"), name: name.to_owned() }
    }

    fn window(east: f64, north: f64) -> MapWindow {
        MapWindow::fitted(Bounds::of(&[at(east, north)]), CELLS, Disclosure::Own)
    }

    #[test]
    fn a_badge_has_its_number_and_its_name_and_is_found_by_its_cells() {
        let window = window(103.5, 10.6);
        let badges = [badge(10, '◎', at(103.5, 10.6), "Test City")];
        let picture = MapPicture::of(&window, BorderLines::None, None, &badges);
        let lines: Vec<String> = picture.text().lines().map(str::to_owned).collect();
        assert_eq!(lines[6], format!("{}◎10 Test City", " ".repeat(20)));
        assert_eq!(picture.badge_at(20, 6), Some(10));
        assert_eq!((picture.badge_at(22, 6), picture.badge_at(25, 6)), (Some(10), Some(10)));
        assert_eq!((picture.badge_at(19, 6), picture.badge_at(20, 5)), (None, None));
    }

    #[test]
    fn of_badges_in_one_cell_the_first_is_seen_and_says_that_there_are_more() {
        let window = window(103.5, 10.6);
        let (one, other) = (at(103.5, 10.6), at(103.51, 10.59));
        let badges = [badge(7, '◎', one, ""), badge(3, '✚', other, "")];
        let picture = MapPicture::of(&window, BorderLines::None, None, &badges);
        assert!(picture.text().contains("◎+"), "{}", picture.text());
        assert_eq!(picture.hidden(), 1);
    }

    #[test]
    fn the_coast_is_where_it_is_and_borders_can_be_hidden() {
        let window = window(104.9, 11.6);
        let picture = |lines| MapPicture::of(&window, lines, None, &[]).text();
        let count =
            |text: &str| text.chars().filter(|c| ('\u{2801}'..='\u{28ff}').contains(c)).count();
        let all = [BorderLines::None, BorderLines::Coasts, BorderLines::Countries];
        let [none, coasts, countries] = all.map(|lines| count(&picture(lines)));
        assert_eq!(none, 0);
        assert!(0 < coasts && coasts < countries, "{coasts} {countries}");
    }

    #[test]
    fn a_province_is_hatched_with_its_number_in_it() {
        let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"XX-1","geometry":
            {"type":"Polygon","coordinates":[[[102,10],[104,10],[104,12],[102,12],[102,10]]]}}]}"#;
        let own = OwnBorders::read(text).unwrap();
        let badge = BadgeToDraw {
            badge: 0,
            at: BadgePlace::Region("XX-1".to_owned()),
            figure: "2–4".to_owned(),
            name: String::new(),
        };
        let window = window(103.0, 11.0);
        let drawn =
            MapPicture::of(&window, BorderLines::None, Some(&own), std::slice::from_ref(&badge))
                .text();
        assert!(drawn.contains("░2–4░"), "{drawn}");
        let outlined = MapPicture::of(&window, BorderLines::Own, Some(&own), &[badge]);
        assert!(outlined.rows().iter().flatten().any(|run| run.ink == Ink::Own));
        // Without its outline it has no mark at all.
        let elsewhere = BadgeToDraw {
            badge: 0,
            at: BadgePlace::Region("XX-2".to_owned()),
            figure: "9".to_owned(),
            name: "Test".to_owned(),
        };
        let drawn = MapPicture::of(&window, BorderLines::None, Some(&own), &[elsewhere]);
        assert_eq!(drawn.text().trim(), "");
    }

    proptest! {
        #[test]
        fn no_picture_is_wider_or_higher_than_its_window(
            width in 0_usize..50,
            height in 0_usize..20,
            points in prop::collection::vec((95.0..110.0_f64, 0.0..20.0_f64, "[a-z妙 ]{0,30}"), 0..20),
        ) {
            let size = MapSize { width, height };
            let places: Vec<MapPoint> = points.iter().map(|(east, north, _)| at(*east, *north)).collect();
            let window = MapWindow::fitted(Bounds::of(&places), size, Disclosure::Own);
            let badges: Vec<BadgeToDraw> = places
                .iter()
                .zip(&points)
                .enumerate()
                .map(|(number, (at, (_, _, name)))| badge(number, '◎', *at, name))
                .collect();
            let picture = MapPicture::of(&window, BorderLines::Countries, None, &badges);
            prop_assert!(picture.rows().len() <= height);
            for row in picture.rows() {
                let mut reached = 0;
                for run in row {
                    prop_assert!(run.at >= reached);
                    reached = run.at + crate::text::width(&run.text);
                    prop_assert!(reached <= width);
                }
            }
            // Every badge is seen, or counted as hidden.
            let seen: std::collections::BTreeSet<usize> = picture
                .rows()
                .iter()
                .flatten()
                .filter(|run| run.text.starts_with('◎'))
                .filter_map(|run| run.badge)
                .collect();
            if width > 0 && height > 0 {
                prop_assert_eq!(seen.len() + picture.hidden(), badges.len());
            }
        }
    }
}
