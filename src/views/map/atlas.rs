//! The coasts and borders of the world that are in the program, decoded when a map is first drawn.

use std::sync::LazyLock;

use crate::codec::{Unpacker, inflated};
use crate::views::map::projection::{Bounds, GeoPoint, MapPoint};

/// The lines, as the example `borders` packs them; `data/PROVENANCE.md` says where they are from.
const PACKED: &[u8] = include_bytes!("data/countries.bin");
/// The most bytes that it unpacks to.
const MOST: usize = 1 << 20;
/// Steps to a degree in what is packed.
const STEPS: f64 = 100.0;

/// Where the borders of the program are from, as it is said wherever they are drawn.
pub const ATLAS_SOURCE: &str = "Natural Earth, de facto";

/// A coast or a border.
#[derive(Clone, Debug)]
pub(crate) struct AtlasLine {
    /// Whether two countries share it.
    pub(crate) is_border: bool,
    /// Its points, one after the other.
    pub(crate) points: Vec<MapPoint>,
    /// What it lies in.
    pub(crate) bounds: Bounds,
}

/// Returns all coasts and borders.
pub(crate) fn atlas() -> &'static [AtlasLine] {
    static LINES: LazyLock<Vec<AtlasLine>> = LazyLock::new(|| unpacked(PACKED).unwrap_or_default());
    &LINES
}

fn unpacked(packed: &[u8]) -> Option<Vec<AtlasLine>> {
    let bytes = inflated(packed, MOST)?;
    let mut rest = Unpacker::new(&bytes);
    let count = rest.count()?;
    // How many points a line has, doubled, and one if it is a border.
    let mut heads: Vec<usize> = Vec::with_capacity(count);
    for _ in 0..count {
        heads.push(rest.size()?);
    }
    // All steps to the east are in front of all steps to the north.
    let (mut easts, mut norths) = (rest, rest);
    for _ in 0..heads.iter().map(|head| head / 2).sum::<usize>() {
        norths.number()?;
    }
    let degrees = |steps: i32| f64::from(steps) / STEPS;
    // The first step of a line is from where the line before ends.
    let (mut east, mut north) = (0, 0);
    let mut lines = Vec::with_capacity(count);
    for head in heads {
        let mut points = Vec::new();
        for _ in 0..head / 2 {
            east += distance(easts.number()?)?;
            north += distance(norths.number()?)?;
            points.push(GeoPoint { east: degrees(east), north: degrees(north) }.projected());
        }
        let bounds = Bounds::of(&points)?;
        lines.push(AtlasLine { is_border: head % 2 == 1, points, bounds });
    }
    norths.is_at_end().then_some(lines)
}

/// Returns a distance that was written without a sign.
fn distance(written: u64) -> Option<i32> {
    let written = i64::try_from(written).ok()?;
    i32::try_from((written >> 1) ^ -(written & 1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_lines_are_read_to_their_end_and_lie_on_the_earth() {
        let lines = unpacked(PACKED).unwrap();
        assert!(lines.len() > 1_900);
        assert!(
            lines.iter().any(|line| line.is_border) && lines.iter().any(|line| !line.is_border)
        );
        for line in &lines {
            assert!(line.points.len() > 1);
            assert!(
                line.points.iter().all(|point| point.x.abs() <= 180.0 && point.y.abs() <= 180.0)
            );
        }
    }

    #[test]
    fn the_border_of_two_countries_is_one_and_lies_where_it_is() {
        // Poipet, where the road from Bangkok to Siem Reap crosses the border.
        let town = GeoPoint { east: 102.56, north: 13.66 }.projected();
        let near =
            |point: &&MapPoint| (point.x - town.x).abs() < 0.5 && (point.y - town.y).abs() < 0.5;
        let borders = atlas().iter().filter(|line| line.points.iter().any(|point| near(&point)));
        let borders: Vec<bool> = borders.map(|line| line.is_border).collect();
        assert_eq!(borders, [true]);
    }

    #[test]
    fn a_cut_file_is_no_map() {
        assert!(unpacked(&PACKED[..PACKED.len() / 2]).is_none());
        assert!(unpacked(&[]).is_none());
    }
}
