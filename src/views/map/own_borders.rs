//! Borders that a collection brings along, read from `GeoJSON`: provinces, by their codes of ISO 3166-2.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::views::map::projection::{Bounds, GeoPoint, MapPoint, MapSize, MapWindow};

/// No file has more points than this: a map of all provinces of the world has about a million.
const MOST_POINTS: usize = 2_000_000;
/// The properties in which the code of a region may be, besides the `id` of the feature.
const CODES: [&str; 3] = ["iso_3166_2", "shapeiso", "iso"];

/// The borders that a collection brings along.
#[derive(Clone, Debug, Default)]
pub struct OwnBorders {
    regions: Vec<Region>,
}

/// A region with its borders.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    /// Its code, such as `KH-17`.
    code: Option<String>,
    /// Its outlines and those of its holes.
    rings: Vec<Vec<MapPoint>>,
    bounds: Bounds,
}

#[derive(Deserialize)]
struct FeatureCollection {
    #[serde(rename = "type")]
    kind: String,
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    #[serde(default)]
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    Polygon {
        coordinates: Vec<Vec<Vec<f64>>>,
    },
    MultiPolygon {
        coordinates: Vec<Vec<Vec<Vec<f64>>>>,
    },
    #[serde(other)]
    Other,
}

impl OwnBorders {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// Says what it is that cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let collection: FeatureCollection = serde_json::from_str(text)
            .map_err(|error| format!("no FeatureCollection of GeoJSON: {error}"))?;
        if collection.kind != "FeatureCollection" {
            return Err("no FeatureCollection of GeoJSON".to_owned());
        }
        let mut room = MOST_POINTS;
        let mut regions = Vec::new();
        for feature in collection.features {
            let code = code(&feature);
            let polygons = match feature.geometry {
                Some(Geometry::Polygon { coordinates }) => vec![coordinates],
                Some(Geometry::MultiPolygon { coordinates }) => coordinates,
                Some(Geometry::Other) | None => continue,
            };
            let rings: Vec<Vec<MapPoint>> =
                polygons.iter().flatten().map(|ring| points(ring)).collect::<Result<_, _>>()?;
            let count = rings.iter().map(Vec::len).sum();
            room = room
                .checked_sub(count)
                .ok_or_else(|| format!("it has more than {MOST_POINTS} points"))?;
            if let Some(bounds) =
                rings.iter().filter_map(|ring| Bounds::of(ring)).reduce(Bounds::and)
            {
                regions.push(Region { code, rings, bounds });
            }
        }
        if regions.is_empty() {
            return Err("it has no Polygon or MultiPolygon".to_owned());
        }
        Ok(Self { regions })
    }

    /// Returns the regions.
    pub(crate) fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// Returns the region with a code.
    pub(crate) fn region(&self, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.code.as_deref() == Some(code))
    }

    /// Returns what the region with a code lies in.
    pub fn bounds_of(&self, code: &str) -> Option<Bounds> {
        Some(*self.region(code)?.bounds())
    }

    /// Returns whether any region has a code, by which a province finds its outline.
    pub fn has_codes(&self) -> bool {
        self.regions.iter().any(|region| region.code.is_some())
    }
}

impl Region {
    /// Returns its outlines.
    pub(crate) fn rings(&self) -> &[Vec<MapPoint>] {
        &self.rings
    }

    /// Returns what it lies in.
    pub(crate) fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Returns the cells whose middles lie in the region: for each row the spans of columns. A region that is smaller than a cell has
    /// the one in which its outline begins.
    pub(crate) fn cells(&self, window: &MapWindow) -> Vec<HatchSpan> {
        let MapSize { width, height } = window.cells();
        let mut spans = Vec::new();
        if !window.may_show(&self.bounds) {
            return spans;
        }
        for row in 0..height {
            let y = window.middle_of_row(row);
            let mut crossings: Vec<f64> =
                self.rings.iter().flat_map(|ring| crossings(ring, y)).collect();
            crossings.sort_unstable_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let [from, to] = pair else { continue };
                // The first and the last column whose middle is between the two.
                let first = (window.column(*from) - 0.5).ceil().max(0.0);
                let behind = (window.column(*to) - 0.5).ceil().max(0.0);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "columns of a terminal"
                )]
                let (first, behind) = (first as usize, (behind as usize).min(width));
                if first < behind {
                    spans.push(HatchSpan { row, first, behind });
                }
            }
        }
        if spans.is_empty()
            && let Some((column, row)) =
                self.rings.iter().flatten().find_map(|point| window.cell(*point))
        {
            spans.push(HatchSpan { row, first: column, behind: column + 1 });
        }
        spans
    }
}

/// Cells side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HatchSpan {
    pub(crate) row: usize,
    pub(crate) first: usize,
    pub(crate) behind: usize,
}

/// Returns where an outline crosses a height. A corner at the height itself counts for the side above alone, so that
/// every outline is crossed an even number of times.
fn crossings(ring: &[MapPoint], y: f64) -> impl Iterator<Item = f64> {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter().zip(next).filter_map(move |(from, to)| {
        let (low, high) = (f64::from(from.y), f64::from(to.y));
        ((low <= y) != (high <= y)).then(|| {
            let share = (y - low) / (high - low);
            f64::from(from.x) + share * f64::from(to.x - from.x)
        })
    })
}

fn points(ring: &[Vec<f64>]) -> Result<Vec<MapPoint>, String> {
    let point = |position: &Vec<f64>| match position.as_slice() {
        [east, north, ..] if east.abs() <= 180.0 && north.abs() <= 90.0 => {
            Ok(GeoPoint { east: *east, north: *north }.projected())
        }
        [east, north, ..] => {
            Err(format!("{east}, {north} is no place in degrees (write WGS 84, longitude first)"))
        }
        _ => Err("a position has fewer than two numbers".to_owned()),
    };
    ring.iter().map(point).collect()
}

fn code(feature: &Feature) -> Option<String> {
    let text = |value: &Value| {
        value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    text(&feature.id).or_else(|| {
        let properties = feature.properties.as_ref()?;
        let named = |name: &str| {
            let mut all = properties.iter();
            all.find(|(key, _)| key.eq_ignore_ascii_case(name)).and_then(|(_, value)| text(value))
        };
        CODES.iter().find_map(|name| named(name))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::views::map::projection::Disclosure;

    /// A square of four degrees with a hole of two in its middle, and a triangle.
    const FILE: &str = r#"{ "type": "FeatureCollection", "features": [
        { "type": "Feature", "id": "XX-1", "properties": { "name": "Test" }, "geometry": { "type": "Polygon",
          "coordinates": [[[10,0],[14,0],[14,4],[10,4],[10,0]], [[11,1],[13,1],[13,3],[11,3],[11,1]]] } },
        { "type": "Feature", "properties": { "ISO_3166_2": "XX-2" }, "geometry": { "type": "MultiPolygon",
          "coordinates": [[[[20,0,7],[24,0,7],[20,4,7]]]] } },
        { "type": "Feature", "geometry": { "type": "Point", "coordinates": [1, 2] } } ] }"#;

    fn is_in(spans: &[HatchSpan], window: &MapWindow, east: f64, north: f64) -> bool {
        let (column, row) = window.cell(GeoPoint { east, north }.projected()).unwrap();
        let has =
            |span: &&HatchSpan| span.row == row && (span.first..span.behind).contains(&column);
        spans.iter().any(|span| has(&span))
    }

    #[test]
    fn regions_are_read_with_their_codes_and_what_is_no_region_is_left_out() {
        let borders = OwnBorders::read(FILE).unwrap();
        assert_eq!(borders.regions.len(), 2);
        assert!(borders.region("XX-1").is_some() && borders.region("XX-2").is_some());
        assert!(borders.region("XX-3").is_none() && borders.has_codes());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (text, said) in [
            ("", "no FeatureCollection of GeoJSON: EOF"),
            ("{}", "missing field"),
            (r#"{"type":"Feature","features":[]}"#, "no FeatureCollection of GeoJSON"),
            (r#"{"type":"FeatureCollection","features":[]}"#, "it has no Polygon"),
            (
                r#"{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[[[450000,1300000]]]}}]}"#,
                "450000, 1300000 is no place in degrees",
            ),
            (
                r#"{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[[[1]]]}}]}"#,
                "fewer than two numbers",
            ),
            (
                r#"{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[[1,2]]}}]}"#,
                "invalid type",
            ),
            (
                r#"{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":[["x"]]}}]}"#,
                "invalid type",
            ),
        ] {
            let error = OwnBorders::read(text).map(|_| ()).unwrap_err();
            assert!(error.contains(said), "{text}: {error}");
        }
    }

    #[test]
    fn a_region_is_hatched_inside_of_its_outline_and_not_in_its_hole() {
        let borders = OwnBorders::read(FILE).unwrap();
        let square = borders.region("XX-1").unwrap();
        let cells = MapSize { width: 80, height: 40 };
        let window = MapWindow::fitted(Some(*square.bounds()), cells, Disclosure::Own);
        let spans = square.cells(&window);
        for (east, north) in [(10.5, 2.0), (13.5, 2.0), (12.0, 0.5), (12.0, 3.5)] {
            assert!(is_in(&spans, &window, east, north), "{east} {north}");
        }
        for (east, north) in [(12.0, 2.0), (9.7, 2.0), (14.3, 2.0)] {
            assert!(!is_in(&spans, &window, east, north), "{east} {north}");
        }
        // From far away it still has a cell.
        let world = MapWindow::fitted(None, MapSize { width: 20, height: 10 }, Disclosure::Own);
        assert_eq!(square.cells(&world).len(), 1);
    }

    proptest! {
        #[test]
        fn the_cells_of_a_region_are_those_whose_middle_is_in_it(
            corners in prop::collection::vec((90.0..110.0_f64, 0.0..20.0_f64), 3..12),
        ) {
            let ring: Vec<MapPoint> = corners
                .iter()
                .map(|(east, north)| GeoPoint { east: *east, north: *north }.projected())
                .collect();
            let bounds = Bounds::of(&ring).unwrap();
            let region = Region { code: None, rings: vec![ring.clone()], bounds };
            let cells = MapSize { width: 40, height: 20 };
            let window = MapWindow::fitted(Some(bounds), cells, Disclosure::Own);
            let spans = region.cells(&window);
            for span in &spans {
                prop_assert!(span.behind <= 40 && span.row < 20);
            }
            // Counted by the other rule: how often a ray to the left meets the outline.
            for row in 0..20 {
                let y = window.middle_of_row(row);
                let left: Vec<f64> = crossings(&ring, y).map(|x| window.column(x)).collect();
                prop_assert_eq!(left.len() % 2, 0);
                for column in 0..40_u32 {
                    let middle = f64::from(column) + 0.5;
                    let column = column as usize;
                    if left.iter().any(|x| (x - middle).abs() < 1e-6) {
                        continue;
                    }
                    let inside = left.iter().filter(|x| **x < middle).count() % 2 == 1;
                    let spanned = spans.iter().any(|span| {
                        span.row == row && (span.first..span.behind).contains(&column)
                    });
                    let is_only_cell = spans.len() == 1 && !inside;
                    prop_assert!(inside == spanned || is_only_cell, "{} {}", row, column);
                }
            }
        }

        #[test]
        fn no_text_is_too_wild(text: String) {
            _ = OwnBorders::read(&text);
        }
    }
}
