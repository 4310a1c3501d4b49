//! The map of a brief, as plain data.

use crate::collection::{Collection, Lookup};
use crate::exchange::{BriefBadge, BriefLine, BriefMap, BriefPlace};
use crate::record::Id;
use crate::redaction::Redaction;
use crate::views::disclosure_history::DisclosureHistory;
use crate::views::in_order::sort_short_list;
use crate::views::map::atlas::atlas;
use crate::views::map::picture::away_from;
use crate::views::map::{
    Borders, Disclosure, MapMarks, MapPlaces, MapPoint, MapSize, MapWindow, OwnBorders, Spot, named,
};

use super::labelled_count::counted;

/// How many cells the map has: it is drawn in their dots.
const SIZE: MapSize = MapSize { width: 360, height: 110 };
const WIDTH: i32 = 720;
const HEIGHT: i32 = 440;
/// Lines go on so far outside of the map.
const BEYOND: i32 = 40;

pub(super) fn map_of(
    typed: &str,
    lookup: &Lookup,
    collection: &Collection,
    redaction: &Redaction<'_>,
    may_show: &dyn Fn(&Id) -> bool,
) -> BriefMap {
    let places = MapPlaces::of(collection);
    let borders = Borders::of(collection);
    let marks = MapMarks::of(
        lookup,
        &places,
        typed,
        Disclosure::Own,
        may_show,
        &mut DisclosureHistory::default(),
    );
    let own = borders.outlines();
    let window = MapWindow::fitted(marks.bounds(&places, own), SIZE, Disclosure::Own);
    let name_of = |number: usize| Some(redaction.name_of(&places.get(number)?.id));
    let name = |row: usize| {
        let row = marks.rows.get(row)?;
        Some(named(&places, row, &name_of(row.place)?, &name_of))
    };
    let badges = marks.badges.iter().filter_map(|badge| {
        let first = *badge.rows.first()?;
        Some(BriefBadge {
            at: dot(&window, badge.point.projected()),
            is_exact: matches!(badge.spot, Spot::Exact(_)),
            figure: marks.badge_figure(badge, "–"),
            name: name(first)?,
        })
    });
    let badges: Vec<BriefBadge> = badges.collect();
    let listed = marks.rows.iter().enumerate().filter_map(|(number, row)| {
        let spot = places.get(row.place)?.spot;
        Some(BriefPlace {
            known: match spot {
                Spot::Exact(_) => "exact",
                Spot::City(_) => "city",
                Spot::Area(_) => "area",
                Spot::Province => "province",
                Spot::Country => "country",
                Spot::Nowhere(_) => "not on the map",
            },
            name: name(number)?,
            figure: marks.figure(number, "–"),
        })
    });
    let mut lines = lines(&window, own);
    let hatched = marks.rows.iter().filter_map(|row| {
        let place = places.get(row.place).filter(|place| place.spot == Spot::Province)?;
        own?.region(place.code.as_deref()?)
    });
    for region in hatched {
        let rings = region.rings().iter();
        let outline = |ring: &Vec<MapPoint>| BriefLine {
            is_border: false,
            is_hatched: true,
            points: ring.iter().map(|point| dot(&window, *point)).collect(),
        };
        lines.splice(0..0, rings.map(outline));
    }
    BriefMap {
        width: WIDTH,
        height: HEIGHT,
        lines,
        badges,
        places: sorted(listed.collect()),
        unplaced: counted("no place", &marks.unplaced),
        borders: borders.source_in_unicode(),
        placed: marks.placed_in_words(),
    }
}

/// Returns places in an order that tells of no name: their own is by id where numbers are equal.
fn sorted(mut places: Vec<BriefPlace>) -> Vec<BriefPlace> {
    let known = |place: &BriefPlace| {
        let order = ["exact", "city", "province", "area", "country", "not on the map"];
        order.iter().position(|known| *known == place.known)
    };
    let number = |place: &BriefPlace| {
        let last = place.figure.rsplit('–').next().unwrap_or_default();
        last.trim_end_matches('⚔').parse::<usize>().unwrap_or_default()
    };
    let order = |place: &BriefPlace| (known(place), std::cmp::Reverse(number(place)));
    sort_short_list(&mut places, |one, other| {
        order(one).cmp(&order(other)).then_with(|| one.name.cmp(&other.name))
    });
    places
}

fn lines(window: &MapWindow, own: Option<&OwnBorders>) -> Vec<BriefLine> {
    let regions = own.map_or(&[][..], OwnBorders::regions);
    let mut lines = Vec::new();
    for line in atlas().iter().filter(|line| window.may_show(&line.bounds)) {
        for part in away_from(&line.points, &line.bounds, regions) {
            put(window, part, line.is_border, &mut lines);
        }
    }
    for region in regions.iter().filter(|region| window.may_show(region.bounds())) {
        for ring in region.rings() {
            put(window, ring, true, &mut lines);
        }
    }
    lines
}

/// Adds the parts of a line that are on the map.
fn put(window: &MapWindow, points: &[MapPoint], is_border: bool, lines: &mut Vec<BriefLine>) {
    let is_near = |(x, y): (i32, i32)| {
        (-BEYOND..WIDTH + BEYOND).contains(&x) && (-BEYOND..HEIGHT + BEYOND).contains(&y)
    };
    let mut part: Vec<(i32, i32)> = Vec::new();
    let mut end = |part: &mut Vec<(i32, i32)>| {
        let points = std::mem::take(part);
        if points.len() > 1 {
            lines.push(BriefLine { is_border, is_hatched: false, points });
        }
    };
    let mut before: Option<(i32, i32)> = None;
    for point in points {
        let at = dot(window, *point);
        let was_near = before.is_some_and(is_near);
        if !was_near && is_near(at) {
            part.extend(before);
        }
        if (was_near || is_near(at)) && part.last() != Some(&at) {
            part.push(at);
        }
        if !is_near(at) {
            end(&mut part);
        }
        before = Some(at);
    }
    end(&mut part);
}

/// Returns where a point is, in whole dots.
#[expect(clippy::cast_possible_truncation, reason = "a dot far outside of the map is cut off")]
fn dot(window: &MapWindow, point: MapPoint) -> (i32, i32) {
    let (x, y) = window.dot(point);
    (x.round() as i32, y.round() as i32)
}
