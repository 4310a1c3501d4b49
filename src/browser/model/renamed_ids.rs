//! The ids that records have after a change of files, by the ids that they had before.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::collection::Collection;
use crate::record::Id;

/// The ids that records have now, by those that they had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RenamedIds {
    now: HashMap<Id, Id>,
    /// Those of the ids that they have now which no record had.
    new: HashSet<Id>,
}

/// A record on its way from one id to the next.
struct MovedRecord {
    /// The id that it had at first.
    first: Id,
    id: Id,
    /// Whether another record has got this id.
    is_gone: bool,
}

/// Returns the steps that what was read does not have yet: all behind the first place where it has the ids that are left
/// later, and none that was left before.
fn not_read<'s>(steps: &'s [(Id, Id)], read: &Collection) -> &'s [(Id, Id)] {
    let is_there = |id: &Id| read.kind_of(id).is_some();
    let is_at = |place: &usize| {
        let (made, rest) = steps.split_at(*place);
        let mut known: HashSet<&Id> = HashSet::new();
        let is_right_before = made.iter().rev().all(|(from, to)| {
            let arrived = !known.insert(to) || is_there(to);
            arrived && (!known.insert(from) || !is_there(from))
        });
        let mut known: HashSet<&Id> = HashSet::new();
        let is_right_behind = rest.iter().all(|(from, to)| {
            let is_left = !known.insert(from) || is_there(from);
            known.insert(to);
            is_left
        });
        is_right_before && is_right_behind
    };
    let place = (0..=steps.len()).find(is_at).unwrap_or(0);
    steps.get(place..).unwrap_or_default()
}

impl RenamedIds {
    /// Returns where these steps lead, each from one id to the next, in the order in which they were made; what was read
    /// before may have the first of them already. A record that still has its id, or none now, is left out.
    pub(crate) fn along(steps: &[(Id, Id)], before: &Collection, now: &Collection) -> Self {
        let mut records: Vec<MovedRecord> = Vec::new();
        for (from, to) in not_read(steps, before) {
            // An id that is taken over is that of a record that was deleted.
            records
                .iter_mut()
                .filter(|record| record.id == *to)
                .for_each(|record| record.is_gone = true);
            let is_at = |is_gone: bool| {
                records.iter().rposition(|record| record.id == *from && record.is_gone == is_gone)
            };
            match is_at(false).or_else(|| is_at(true)).and_then(|at| records.get_mut(at)) {
                Some(record) => (record.id, record.is_gone) = (to.clone(), false),
                None => records.push(MovedRecord {
                    first: from.clone(),
                    id: to.clone(),
                    is_gone: false,
                }),
            }
        }
        let is_there = |id: &Id| now.kind_of(id).is_some();
        let is_renamed = |record: &&MovedRecord| {
            let is_taken = || records.iter().any(|other| !other.is_gone && other.id == record.id);
            // The deletion of what seems gone may have been undone since.
            let is_known = !record.is_gone || !is_taken();
            // What has the id that it had, and did not get it by these steps, may be the same record.
            let is_same = is_there(&record.first)
                && !records.iter().any(|other| !other.is_gone && other.id == record.first);
            is_known && record.first != record.id && !is_same && is_there(&record.id)
        };
        let renamed = records.iter().filter(is_renamed);
        let renamed = renamed.map(|record| (record.first.clone(), record.id.clone()));
        Self { now: renamed.collect(), new: HashSet::new() }
    }

    /// Adds records that got another id elsewhere, unless it is known what became of them.
    pub(crate) fn extend(&mut self, elsewhere: impl IntoIterator<Item = (Id, Id)>) {
        for (from, to) in elsewhere {
            self.now.entry(from).or_insert(to);
        }
    }

    /// Notes which of the ids no record had in what was read before.
    pub(crate) fn compare(&mut self, before: &Collection) {
        let is_new = |id: &&Id| before.kind_of(id).is_none();
        self.new = self.now.values().filter(is_new).cloned().collect();
    }

    /// Returns whether no record has another id.
    pub(crate) fn is_empty(&self) -> bool {
        self.now.is_empty()
    }

    /// Returns the id that a record has now, if it is another one.
    pub(crate) fn now(&self, id: &Id) -> Option<&Id> {
        self.now.get(id)
    }

    /// Returns whether a record has this id now and had another one.
    pub(crate) fn is_now(&self, id: &Id) -> bool {
        self.now.values().any(|now| now == id)
    }

    /// Returns whether a record has got this id that no record had before: what was kept for a record of the id that is gone
    /// is about another one.
    pub(crate) fn is_of_another(&self, id: &Id) -> bool {
        self.new.contains(id) && self.now(id).is_none()
    }

    /// Puts the id of a record that it has now in the place of the one that it had.
    pub(crate) fn follow(&self, id: &mut Id) {
        if let Some(now) = self.now(id) {
            id.clone_from(now);
        }
    }

    /// Does the same for each of several.
    pub(crate) fn follow_each<'i>(&self, ids: impl IntoIterator<Item = &'i mut Id>) {
        ids.into_iter().for_each(|id| self.follow(id));
    }

    /// Does the same for a set.
    pub(crate) fn follow_set(&self, ids: &mut HashSet<Id>) {
        let moved = self.now.iter().filter(|(from, _)| ids.remove(*from));
        let moved: Vec<Id> = moved.map(|(_, to)| to.clone()).collect();
        ids.extend(moved);
    }

    /// Does the same for what is kept by ids.
    pub(crate) fn follow_keys<V>(&self, of: &mut HashMap<Id, V>) {
        let moved = self.now.iter().filter_map(|(from, to)| Some((to.clone(), of.remove(from)?)));
        let moved: Vec<(Id, V)> = moved.collect();
        of.extend(moved);
    }

    /// Does the same for a list that others may share.
    pub(crate) fn follow_list(&self, ids: &mut Arc<[Id]>) {
        if ids.iter().any(|id| self.now.contains_key(id)) {
            *ids = ids.iter().map(|id| self.now(id).unwrap_or(id).clone()).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    fn id(name: &str) -> Id {
        Id::new(name).unwrap()
    }

    fn read(there: &str) -> Collection {
        let mut files = Memory::default();
        for name in there.split(' ') {
            files.put(format!("victims/{name}.toml"), "title = 'Test'\n");
        }
        load(&files)
    }

    #[track_caller]
    fn check(steps: &[(&str, &str)], before: &str, now: &str, renamed: &[(&str, &str)]) {
        let pair = |(from, to): &(&str, &str)| (id(from), id(to));
        let steps: Vec<(Id, Id)> = steps.iter().map(pair).collect();
        let expected = renamed.iter().map(pair).collect();
        assert_eq!(RenamedIds::along(&steps, &read(before), &read(now)).now, expected);
    }

    #[test]
    fn several_steps_lead_to_the_last_id() {
        check(&[("a", "b")], "a", "b", &[("a", "b")]);
        check(&[("a", "b"), ("b", "c")], "a", "c", &[("a", "c")]);
        // The first of them was read already.
        check(&[("a", "b"), ("b", "c")], "b", "c", &[("b", "c")]);
        // There and back again.
        check(&[("a", "b"), ("b", "a")], "a", "a", &[]);
        check(&[("a", "b"), ("b", "a")], "b", "a", &[("b", "a")]);
        check(&[("a", "b"), ("b", "a"), ("a", "b")], "a", "b", &[("a", "b")]);
        // Not read yet, or gone by now.
        check(&[("a", "b")], "a", "a", &[]);
        check(&[("a", "b")], "a", "c", &[]);
        // One was deleted, and another one got its id.
        check(&[("a", "c"), ("b", "c")], "a b", "c", &[("b", "c")]);
        check(&[("a", "c"), ("b", "c"), ("c", "b")], "a b", "b c", &[("a", "c")]);
        check(&[("a", "c"), ("b", "c"), ("c", "b"), ("c", "a")], "a b", "a b", &[]);
        check(&[("a", "c"), ("b", "c"), ("c", "b"), ("c", "a")], "c b", "a b", &[("c", "a")]);
        // One gets the id that another one leaves.
        check(&[("b", "c"), ("a", "b")], "a b", "b c", &[("a", "b"), ("b", "c")]);
        check(&[("b", "c"), ("a", "b"), ("b", "d")], "a b", "c d", &[("b", "c"), ("a", "d")]);
        // Another record has the old id by now.
        check(&[("a", "b")], "a", "a b", &[]);
    }

    #[test]
    fn two_that_change_places_are_both_followed() {
        let (a, b, c) = (id("a"), id("b"), id("c"));
        let steps = [(b.clone(), c.clone()), (a.clone(), b.clone())];
        let renamed = RenamedIds::along(&steps, &read("a b"), &read("b c"));
        let mut ids = HashSet::from([a.clone(), b.clone()]);
        renamed.follow_set(&mut ids);
        assert_eq!(ids, HashSet::from([b.clone(), c.clone()]));
        let mut of = HashMap::from([(a, 1), (b.clone(), 2)]);
        renamed.follow_keys(&mut of);
        assert_eq!(of, HashMap::from([(b, 1), (c, 2)]));
    }
}
