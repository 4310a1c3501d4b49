//! A persistent vector: copies share all chunks in which they do not differ.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

/// How many things a part holds at most.
const LARGEST: usize = 512;

/// A list whose copies share the parts in which they do not differ.
#[derive(Clone, Debug)]
pub(crate) struct PersistentVec<T> {
    /// No part is empty.
    pieces: Vec<Arc<Vec<T>>>,
    /// How many things lie before each part.
    starts: Vec<usize>,
    len: usize,
}

impl<T> Default for PersistentVec<T> {
    fn default() -> Self {
        Self { pieces: Vec::new(), starts: Vec::new(), len: 0 }
    }
}

impl<T> FromIterator<T> for PersistentVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        let mut all = all.into_iter();
        let next = || -> Option<Arc<Vec<T>>> {
            let part: Vec<T> = all.by_ref().take(LARGEST / 2).collect();
            (!part.is_empty()).then(|| Arc::new(part))
        };
        let mut list =
            Self { pieces: std::iter::from_fn(next).collect(), starts: Vec::new(), len: 0 };
        list.count();
        list
    }
}

impl<T> PersistentVec<T> {
    /// Returns how many things are listed.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Returns the things in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.pieces.iter().flat_map(|part| part.iter())
    }

    /// Returns the things in the parts that another list does not share, in order.
    pub(crate) fn not_shared_with(&self, other: &Self) -> impl Iterator<Item = &T> {
        let shared: HashSet<*const Vec<T>> = other.pieces.iter().map(Arc::as_ptr).collect();
        let own = self.pieces.iter().filter(move |part| !shared.contains(&Arc::as_ptr(part)));
        own.flat_map(|part| part.iter())
    }

    /// Returns the things from a place on, in order.
    pub(crate) fn from(&self, at: usize) -> impl Iterator<Item = &T> {
        let (part, inside) = self.place(at);
        let first = self.pieces.get(part).and_then(|part| part.get(inside..)).unwrap_or_default();
        let others = self.pieces.iter().skip(part + 1).flat_map(|part| part.iter());
        first.iter().chain(others)
    }

    /// Returns the thing at a place.
    pub(crate) fn get(&self, at: usize) -> Option<&T> {
        let (part, inside) = self.place(at);
        self.pieces.get(part)?.get(inside)
    }

    /// Returns the place of the thing that `compare` calls equal, else the place where it would
    /// be; the list is in the order that `compare` goes by.
    pub(crate) fn find(&self, compare: impl Fn(&T) -> Ordering) -> Result<usize, usize> {
        let ends_before =
            |part: &Arc<Vec<T>>| part.last().is_some_and(|last| compare(last).is_lt());
        let number = self.pieces.partition_point(ends_before);
        let (Some(part), Some(start)) = (self.pieces.get(number), self.starts.get(number)) else {
            return Err(self.len);
        };
        match part.binary_search_by(compare) {
            Ok(inside) => Ok(start + inside),
            Err(inside) => Err(start + inside),
        }
    }

    /// Returns the part that holds a place, and the place in it.
    fn place(&self, at: usize) -> (usize, usize) {
        let part = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        (part, at - self.starts.get(part).copied().unwrap_or_default())
    }

    fn count(&mut self) {
        self.len = 0;
        self.starts.clear();
        for part in &self.pieces {
            self.starts.push(self.len);
            self.len += part.len();
        }
    }
}

impl<T: Clone> PersistentVec<T> {
    /// Puts another thing at a place.
    pub(crate) fn replace(&mut self, at: usize, thing: T) {
        let (part, inside) = self.place(at);
        let part = self.pieces.get_mut(part).map(Arc::make_mut);
        if let Some(old) = part.and_then(|part| part.get_mut(inside)) {
            *old = thing;
        }
    }

    /// Puts a thing in before a place, or at the end.
    pub(crate) fn insert(&mut self, at: usize, thing: T) {
        let (number, inside) = self.place(at.min(self.len));
        let Some(part) = self.pieces.get_mut(number).map(Arc::make_mut) else {
            self.pieces.push(Arc::new(vec![thing]));
            self.count();
            return;
        };
        part.insert(inside.min(part.len()), thing);
        if part.len() > LARGEST {
            let behind = part.split_off(LARGEST / 2);
            self.pieces.insert(number + 1, Arc::new(behind));
        }
        self.count();
    }

    /// Takes the thing at a place out.
    pub(crate) fn remove(&mut self, at: usize) {
        let (number, inside) = self.place(at);
        let Some(part) = self.pieces.get_mut(number).map(Arc::make_mut) else { return };
        if inside < part.len() {
            part.remove(inside);
        }
        if part.is_empty() {
            self.pieces.remove(number);
        }
        self.count();
    }
}

impl<T: Clone + Ord> PersistentVec<T> {
    /// Puts a thing into a list without doubles that is in order, or takes it out.
    pub(crate) fn set_member(&mut self, thing: &T, held: bool) {
        match (self.find(|other| other.cmp(thing)), held) {
            (Ok(at), false) => self.remove(at),
            (Err(at), true) => self.insert(at, thing.clone()),
            (Ok(_), true) | (Err(_), false) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn it_lists_what_a_plain_list_does_and_leaves_its_copies_alone(
            start in 0..2000_u32,
            changes in proptest::collection::vec((any::<bool>(), 0..2500_usize), 0..700),
        ) {
            let mut plain: Vec<u32> = (0..start).collect();
            let mut parts: PersistentVec<u32> = plain.iter().copied().collect();
            let (copy, before) = (parts.clone(), plain.clone());
            for (adds, at) in changes {
                if adds {
                    let at = at.min(plain.len());
                    plain.insert(at, 7);
                    parts.insert(at, 7);
                } else if at < plain.len() {
                    plain.remove(at);
                    parts.remove(at);
                }
            }
            if !plain.is_empty() {
                let at = before.len() / 2 % plain.len();
                plain[at] = 9;
                parts.replace(at, 9);
            }
            prop_assert!(parts.iter().eq(&plain));
            prop_assert!(parts.from(plain.len() / 3).eq(&plain[plain.len() / 3..]));
            prop_assert_eq!(parts.get(plain.len() / 2), plain.get(plain.len() / 2));
            prop_assert_eq!(parts.len(), plain.len());
            prop_assert!(copy.iter().eq(&before));
        }

        #[test]
        fn what_is_held_is_in_order(things in proptest::collection::vec((any::<bool>(), 0..900_u32), 0..2000)) {
            let mut plain = std::collections::BTreeSet::new();
            let mut parts = PersistentVec::default();
            for (held, thing) in things {
                parts.set_member(&thing, held);
                if held { plain.insert(thing); } else { plain.remove(&thing); }
            }
            prop_assert!(parts.iter().eq(&plain));
        }
    }

    #[test]
    fn what_is_not_shared_is_in_the_parts_that_differ() {
        let list: PersistentVec<usize> = (0..2000).collect();
        let mut changed = list.clone();
        assert_eq!(changed.not_shared_with(&list).count(), 0);
        changed.replace(700, 0);
        let (own, others) = (changed.not_shared_with(&list), list.not_shared_with(&changed));
        let (own, others): (Vec<_>, Vec<_>) = (own.collect(), others.collect());
        assert!(own.len() < 600 && own.len() == others.len());
        assert!(own.contains(&&0) && !own.contains(&&700) && others.contains(&&700));
    }

    #[test]
    fn a_change_copies_one_part() {
        let list: PersistentVec<usize> = (0..2000).collect();
        let mut changed = list.clone();
        changed.replace(700, 0);
        let shared = list.pieces.iter().zip(&changed.pieces).filter(|(a, b)| Arc::ptr_eq(a, b));
        assert_eq!(shared.count(), list.pieces.len() - 1);
    }
}
