//! Sources that are derived from themselves, by way of others.

use std::collections::{BTreeMap, VecDeque};

use crate::collection::assemble::Collection;
use crate::record::{Id, Kind, Name, Problem, Record, Rule};

/// Adds that a source is derived from itself. A circle is one mistake, however many sources are in
/// it: it is told where the source with the first id of them is.
pub(super) fn derived(collection: &Collection, record: &Record, problems: &mut Vec<Problem>) {
    let Some(way) = way_back(collection, &record.id) else { return };
    let upwards = origins_of_origins(collection, &record.id);
    let is_in_circle =
        |id: &&Id| **id < record.id && origins_of_origins(collection, id).contains_key(&record.id);
    if upwards.keys().copied().any(|id| is_in_circle(&id)) {
        return;
    }
    let first = way.first().copied();
    let mut links = record.links();
    let link = links.find(|link| link.field.name == Name::DerivedFrom && Some(link.to) == first);
    // Of two records with one id, only the first is in any circle.
    let Some(link) = link else { return };
    let way: Vec<String> = way.iter().map(|id| format!("`{id}`")).collect();
    let message = format!("`{}` is derived from itself, by way of {}", record.id, way.join(", "));
    problems.push(
        Problem::new(Rule::DerivedInACircle, link.range, message)
            .help("take out the `derived_from` that is not so: one of the texts was there first"),
    );
}

/// Returns the shortest way from a source to its origins that leads back to it, itself left out. A
/// source that names itself as its origin is told of as a link.
fn way_back<'c>(collection: &'c Collection, start: &'c Id) -> Option<Vec<&'c Id>> {
    let came_from = origins_of_origins(collection, start);
    let leads_back = |id: &&&Id| origins(collection, id).any(|origin| origin == start);
    let steps = |id: &Id| {
        let mut way = vec![];
        let mut at = came_from.get_key_value(id);
        while let Some((id, from)) = at {
            way.push(*id);
            at = came_from.get_key_value(*from);
        }
        way.reverse();
        way
    };
    came_from.keys().filter(leads_back).map(|id| steps(id)).min_by_key(Vec::len)
}

/// Returns all that a source is derived from, itself left out, each with the source that led there
/// first.
fn origins_of_origins<'c>(collection: &'c Collection, start: &'c Id) -> BTreeMap<&'c Id, &'c Id> {
    let mut came_from = BTreeMap::new();
    let mut next = VecDeque::from([start]);
    while let Some(at) = next.pop_front() {
        for origin in origins(collection, at).filter(|origin| *origin != start) {
            if !came_from.contains_key(origin) {
                came_from.insert(origin, at);
                next.push_back(origin);
            }
        }
    }
    came_from
}

fn origins<'c>(collection: &'c Collection, id: &Id) -> impl Iterator<Item = &'c Id> {
    let source = collection.get(id.as_str()).map(|located| located.record);
    let source = source.filter(|record| record.kind == Kind::Source);
    source.into_iter().flat_map(|source| source.fields.linked(Name::DerivedFrom))
}
