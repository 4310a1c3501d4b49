//! Lanes: the rows of a timeline divided by kind, place or source, each lane with a mark.

use std::sync::Arc;

use crate::collection::Lookup;
use crate::record::{Id, Kind};
use crate::search::{LineSet, Truth};
use crate::session::terms::written;
use crate::views::base_query::BaseQuery;
use crate::views::in_order::usual_first;
use crate::views::mark::Mark;
use crate::views::timeline::row::TimelineRow;
use crate::views::timeline::timeline_request::LanesBy;

/// The most lanes of values; the rows of all others share one.
const MOST: usize = 40;

/// A lane: what its rows have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineLane {
    /// What it is of.
    pub of: LaneOf,
    /// How many records it has, whether or not they have a date in the window, and the query that lists them.
    pub mark: Mark,
}

/// What a lane is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LaneOf {
    /// A kind.
    Kind(Kind),
    /// A record: a place or a source.
    Record(Id),
    /// Words that a file has in the place of a record.
    Words(String),
    /// Any of the other values.
    Others,
    /// No value.
    NotStated,
}

/// A line of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimelineLine {
    /// The heading of the lane with a number.
    Lane(u32),
    /// The row with a number.
    Row(u32),
}

/// Lanes, and the lines that they come to.
pub(super) struct Lanes {
    pub(super) lanes: Vec<TimelineLane>,
    pub(super) lines: Arc<[TimelineLine]>,
}

impl Lanes {
    /// Divides some rows into lanes; a lane without any of them is left out.
    pub(super) fn of(
        by: LanesBy,
        lookup: &Lookup,
        base: &BaseQuery,
        within: &LineSet,
        rows: &[TimelineRow],
        inside: &[u32],
    ) -> Self {
        let Some(field) = by.field() else {
            let lines = inside.iter().map(|row| TimelineLine::Row(*row)).collect();
            return Self { lanes: Vec::new(), lines };
        };
        let wanted = wanted_lanes(by, field, lookup, within);
        let terms: Vec<&str> = wanted.iter().map(|(_, terms)| terms.as_str()).collect();
        let sets = lookup.sets_of_terms(&terms);
        let (mut lanes, mut all_lines) = (Vec::new(), Vec::new());
        for ((of, terms), set) in wanted.into_iter().zip(sets) {
            let Some(set) = set else { continue };
            let is_in = |row: &&u32| {
                let line = rows.get(**row as usize).map(|row| row.line as usize);
                line.is_some_and(|line| set.truth(line) != Truth::No)
            };
            let mut of_lane = inside.iter().filter(is_in).peekable();
            if of_lane.peek().is_none() {
                continue;
            }
            all_lines.push(TimelineLine::Lane(u32::try_from(lanes.len()).unwrap_or(u32::MAX)));
            all_lines.extend(of_lane.map(|row| TimelineLine::Row(*row)));
            let mark = Mark::of(base.with(&[&terms]), set.size_with(within));
            lanes.push(TimelineLane { of, mark });
        }
        Self { lanes, lines: all_lines.into() }
    }
}

/// Returns the lanes that there may be, each with the terms that a query needs for its records.
fn wanted_lanes(
    by: LanesBy,
    field: &str,
    lookup: &Lookup,
    within: &LineSet,
) -> Vec<(LaneOf, String)> {
    let found = lookup.values_in(field, within);
    if by == LanesBy::Kind {
        let kinds = Kind::all().filter(|kind| found.contains_key(kind.name()));
        return kinds.map(|kind| (LaneOf::Kind(kind), format!("kind:={}", kind.name()))).collect();
    }
    let mut found = usual_first(found);
    let not_stated = match by {
        // Of records that cannot quote a source, too: `sources:0` finds none of them.
        LanesBy::Source => "-sources:>0".to_owned(),
        LanesBy::None | LanesBy::Kind | LanesBy::Place => format!("-has:{field}"),
    };
    let has_more = found.len() > MOST;
    found.truncate(MOST);
    let others = found.iter().map(|(value, _)| format!("-{field}:={}", written(value)));
    let others: Vec<String> = others.chain([format!("-{not_stated}").replace("--", "")]).collect();
    let lane = |(value, _): &(String, usize)| {
        let of = Id::new(value).map_or_else(|| LaneOf::Words(value.clone()), LaneOf::Record);
        (of, format!("{field}:={}", written(value)))
    };
    let mut lanes: Vec<(LaneOf, String)> = found.iter().map(lane).collect();
    lanes.extend(has_more.then(|| (LaneOf::Others, others.join(" "))));
    lanes.push((LaneOf::NotStated, not_stated));
    lanes
}
