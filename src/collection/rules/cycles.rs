//! Finds cycles in `derived_from` (Tarjan's strongly connected components).

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::collection::assemble::Collection;
use crate::diagnostic::{Diagnostic, Rule};
use crate::record::{FieldId, Id, Kind, Record};

/// How many sources of a cycle a message names.
const MOST_NAMED: usize = 20;

/// The cycles of a collection: the strongly connected components of what is derived from what.
pub(crate) struct DerivationCycles<'c> {
    /// For each source in a cycle, the first id of the cycle.
    first: HashMap<&'c Id, &'c Id>,
}

impl<'c> DerivationCycles<'c> {
    /// Finds all cycles, in time that grows with the number of sources and links.
    pub(crate) fn of(collection: &'c Collection) -> Self {
        let sources: Vec<&'c Id> = collection.ids_of(Kind::Source).collect();
        let numbers: HashMap<&Id, usize> = sources.iter().copied().zip(0..).collect();
        let next: Vec<Vec<usize>> = sources
            .iter()
            .enumerate()
            .map(|(own, id)| {
                let origins = origins(collection, id).filter_map(|origin| numbers.get(origin));
                origins.copied().filter(|origin| *origin != own).collect()
            })
            .collect();
        let mut first = HashMap::new();
        for cycle in cycles(&next) {
            let ids = || cycle.iter().filter_map(|number| sources.get(*number).copied());
            if let Some(least) = ids().min() {
                first.extend(ids().map(|id| (id, least)));
            }
        }
        Self { first }
    }

    /// Reports that a source is derived from itself. A cycle is one mistake, however many sources
    /// are in it, and is reported at the source with the first id.
    pub(crate) fn derived(
        &self,
        collection: &Collection,
        record: &Record,
        problems: &mut Vec<Diagnostic>,
    ) {
        if self.first.get(&record.id) != Some(&&record.id) {
            return;
        }
        let Some(way) = self.way_back(collection, &record.id) else { return };
        let first = way.first().copied();
        let mut links = record.links();
        let link =
            links.find(|link| link.field.name == FieldId::DerivedFrom && Some(link.to) == first);
        // Of two records with one id, only the first is in any cycle.
        let Some(link) = link else { return };
        let named: Vec<String> = way.iter().take(MOST_NAMED).map(|id| format!("`{id}`")).collect();
        let more = match way.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let named = named.join(", ");
        let message = format!("`{}` is derived from itself, by way of {named}{more}", record.id);
        problems.push(
            Diagnostic::new(Rule::DerivedInACircle, link.range, message).help(
                "take out the `derived_from` that is not so: one of the texts was there first",
            ),
        );
    }

    /// Returns the shortest path from a source through its origins back to it, without the source
    /// itself. A source that names itself as its origin is reported as a link.
    fn way_back<'i>(&self, collection: &'i Collection, start: &'i Id) -> Option<Vec<&'i Id>> {
        // Breadth first, inside of the cycle: each source with the one that led there, and how far.
        let mut came_from: BTreeMap<&Id, (&Id, usize)> = BTreeMap::new();
        let mut next = VecDeque::from([(start, 0)]);
        let mut back: Option<(usize, &Id)> = None;
        let inside = |id: &Id| self.first.get(id) == self.first.get(start);
        while let Some((at, steps)) = next.pop_front() {
            for origin in origins(collection, at).filter(|origin| inside(origin)) {
                if origin == start && at != start {
                    let way = (steps, at);
                    back = Some(back.map_or(way, |known| known.min(way)));
                } else if origin != start && !came_from.contains_key(origin) {
                    came_from.insert(origin, (at, steps + 1));
                    next.push_back((origin, steps + 1));
                }
            }
        }
        let (_, last) = back?;
        let mut way = Vec::new();
        let mut at = came_from.get_key_value(last);
        while let Some((id, (from, _))) = at {
            way.push(*id);
            at = came_from.get_key_value(*from);
        }
        way.reverse();
        Some(way)
    }
}

/// Returns the cycles of a graph: its strongly connected components of more than one node.
///
/// This is Tarjan's algorithm (1972) with a stack of its own: a chain of sources may be as long as a
/// file has room for.
fn cycles(next: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; next.len()];
    let mut lowest = vec![UNSEEN; next.len()];
    let (mut seen, mut open, mut is_open) = (0, Vec::new(), HashSet::new());
    let mut found = Vec::new();
    for root in 0..next.len() {
        if order.get(root) != Some(&UNSEEN) {
            continue;
        }
        // Each node on the way from the root, and how many of its links were followed.
        let mut way = vec![(root, 0)];
        while let Some((node, followed)) = way.pop() {
            if followed == 0 {
                set(&mut order, node, seen);
                set(&mut lowest, node, seen);
                seen += 1;
                open.push(node);
                is_open.insert(node);
            }
            let to = next.get(node).and_then(|next| next.get(followed)).copied();
            if let Some(to) = to {
                way.push((node, followed + 1));
                if get(&order, to) == UNSEEN {
                    way.push((to, 0));
                } else if is_open.contains(&to) {
                    let low = get(&lowest, node).min(get(&order, to));
                    set(&mut lowest, node, low);
                }
                continue;
            }
            if let Some((before, _)) = way.last() {
                let low = get(&lowest, *before).min(get(&lowest, node));
                set(&mut lowest, *before, low);
            }
            if get(&lowest, node) == get(&order, node) {
                let at = open.iter().rposition(|other| *other == node).unwrap_or_default();
                let component = open.split_off(at);
                for node in &component {
                    is_open.remove(node);
                }
                if component.len() > 1 {
                    found.push(component);
                }
            }
        }
    }
    found
}

fn get(numbers: &[usize], at: usize) -> usize {
    numbers.get(at).copied().unwrap_or(usize::MAX)
}

fn set(numbers: &mut [usize], at: usize, to: usize) {
    if let Some(number) = numbers.get_mut(at) {
        *number = to;
    }
}

fn origins<'c>(collection: &'c Collection, id: &Id) -> impl Iterator<Item = &'c Id> {
    let source = collection.get(id.as_str()).map(|located| located.record);
    let source = source.filter(|record| record.kind == Kind::Source);
    source.into_iter().flat_map(|source| source.fields.linked(FieldId::DerivedFrom))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reaches(next: &[Vec<usize>], from: usize) -> HashSet<usize> {
        let (mut reached, mut left) = (HashSet::new(), vec![from]);
        while let Some(at) = left.pop() {
            left.extend(next[at].iter().filter(|to| reached.insert(**to)));
        }
        reached
    }

    proptest! {
        #[test]
        fn two_are_in_one_cycle_where_each_reaches_the_other(
            links in proptest::collection::vec((0_usize..9, 0_usize..9), 0..24),
        ) {
            let mut next = vec![Vec::new(); 9];
            links.into_iter().filter(|(one, other)| one != other).for_each(|(one, other)| next[one].push(other));
            let found = cycles(&next);
            let together = |one, other| found.iter().any(|cycle| cycle.contains(&one) && cycle.contains(&other));
            for one in 0..9 {
                for other in (0..9).filter(|other| *other != one) {
                    let both = reaches(&next, one).contains(&other) && reaches(&next, other).contains(&one);
                    prop_assert_eq!(together(one, other), both);
                }
            }
        }
    }

    #[test]
    fn a_chain_is_no_cycle_and_its_length_takes_no_stack() {
        let mut next: Vec<Vec<usize>> = (0..200_000).map(|node| vec![node + 1]).collect();
        next.push(Vec::new());
        let on = |next: Vec<Vec<usize>>| {
            let small = std::thread::Builder::new().stack_size(128 * 1024);
            small.spawn(move || cycles(&next)).unwrap().join().unwrap()
        };
        assert!(on(next.clone()).is_empty());
        next[200_000].push(0);
        assert_eq!(on(next)[0].len(), 200_001);
    }
}
