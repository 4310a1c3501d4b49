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
    id: Id,
    /// Whether another record has got this id.
    is_gone: bool,
}

impl RenamedIds {
    /// Returns where these steps lead, each from one id to the next, in the order in which they were made; a record that
    /// still has its id, or none now, is left out.
    pub(crate) fn along(steps: &[(Id, Id)], now: &Collection) -> Self {
        let mut records: Vec<MovedRecord> = Vec::new();
        // The record that was the last to leave an id.
        let mut left: HashMap<&Id, usize> = HashMap::new();
        for (from, to) in steps {
            // An id that is taken over is that of a record that was deleted.
            records
                .iter_mut()
                .filter(|record| record.id == *to)
                .for_each(|record| record.is_gone = true);
            let is_at = |is_gone: bool| {
                records.iter().rposition(|record| record.id == *from && record.is_gone == is_gone)
            };
            let moved = is_at(false).or_else(|| is_at(true)).unwrap_or(records.len());
            let there = MovedRecord { id: to.clone(), is_gone: false };
            match records.get_mut(moved) {
                Some(record) => *record = there,
                None => records.push(there),
            }
            left.insert(from, moved);
        }
        let is_there = |id: &Id| now.kind_of(id).is_some();
        let renamed = left.into_iter().filter_map(|(from, record)| {
            let MovedRecord { id, is_gone } = records.get(record)?;
            let is_taken = || records.iter().any(|other| !other.is_gone && other.id == *id);
            // The deletion of what seems gone may have been undone since.
            let is_known = !is_gone || !is_taken();
            let is_renamed = from != id && !is_there(from) && is_there(id);
            (is_known && is_renamed).then(|| (from.clone(), id.clone()))
        });
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
        for (from, to) in &self.now {
            if ids.remove(from) {
                ids.insert(to.clone());
            }
        }
    }

    /// Does the same for what is kept by ids.
    pub(crate) fn follow_keys<V>(&self, of: &mut HashMap<Id, V>) {
        for (from, to) in &self.now {
            if let Some(value) = of.remove(from) {
                of.insert(to.clone(), value);
            }
        }
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

    #[track_caller]
    fn check(steps: &[(&str, &str)], there: &str, renamed: &[(&str, &str)]) {
        let mut files = Memory::default();
        for name in there.split(' ') {
            files.put(format!("victims/{name}.toml"), "title = 'Test'\n");
        }
        let pair = |(from, to): &(&str, &str)| (id(from), id(to));
        let steps: Vec<(Id, Id)> = steps.iter().map(pair).collect();
        let expected = renamed.iter().map(pair).collect();
        assert_eq!(RenamedIds::along(&steps, &load(&files)).now, expected);
    }

    #[test]
    fn several_steps_lead_to_the_last_id() {
        check(&[("a", "b")], "b", &[("a", "b")]);
        check(&[("a", "b"), ("b", "c")], "c", &[("a", "c"), ("b", "c")]);
        // There and back again.
        check(&[("a", "b"), ("b", "a")], "a", &[("b", "a")]);
        check(&[("a", "b"), ("b", "a"), ("a", "b")], "b", &[("a", "b")]);
        // Not read yet, or gone by now.
        check(&[("a", "b")], "a", &[]);
        check(&[("a", "b")], "c", &[]);
        // One was deleted, and another one got its id.
        check(&[("a", "c"), ("b", "c")], "c", &[("b", "c")]);
        check(&[("a", "c"), ("b", "c"), ("c", "b")], "b c", &[("a", "c")]);
        check(&[("a", "c"), ("b", "c"), ("c", "b"), ("c", "a")], "a b", &[("c", "a")]);
        // Another record has the old id by now.
        check(&[("a", "b")], "a b", &[]);
    }
}
