//! Suggests the id that was probably meant, prepared for collections with very many ids.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use strum::EnumCount as _;

use crate::collection::assemble::Collection;
use crate::diagnostic::{OsaPattern, SortedCandidates};
use crate::record::{Id, Kind};

/// The ids of a collection, made ready to be compared with others.
pub(crate) struct NearestIds<'c> {
    collection: &'c Collection,
    /// For each kind, its ids in order.
    ids: [OnceLock<KindIds<'c>>; Kind::COUNT],
    /// What was asked before: many links may lead to one id that is missing.
    known: Mutex<HashMap<NearestKey, Option<&'c str>>>,
}

/// The ids of one kind.
enum KindIds<'c> {
    /// Few enough to compare each id that no record has with all of them.
    Few(Vec<&'c str>),
    /// So many, and so many that no record has, that each is compared with its neighbours alone.
    Many(SortedCandidates<&'c str>),
}

/// How many ids are compared with how many at most. A file of links that lead nowhere, as where the
/// people were left out on purpose, would else take the square of its length.
const MOST_COMPARISONS: usize = 20_000_000;
const FEW: usize = 200;
/// The longest id for which another is suggested: comparing longer ones takes the square of their length.
const LONG: usize = 256;

/// An id that no record has, and the kinds of record that may have been meant.
type NearestKey = (Id, &'static [Kind]);

impl<'c> NearestIds<'c> {
    /// Makes ready the ids of a collection, each kind when it is first asked for.
    pub(crate) fn of(collection: &'c Collection) -> Self {
        Self { collection, ids: Default::default(), known: Mutex::default() }
    }

    /// Returns the id of a record of these kinds that was probably meant by `word`: the one that
    /// [`suggest`](crate::diagnostic::suggest) finds among them.
    pub(crate) fn nearest(&self, word: &Id, kinds: &'static [Kind]) -> Option<&'c str> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = (word.clone(), kinds);
        if let Some(answer) = known().get(&asked) {
            return *answer;
        }
        let slip = OsaPattern::of(word.as_str());
        let mut best: Option<(usize, &'c str)> = None;
        let mut begun: Option<&'c str> = None;
        let mut compare = |id: &'c str| {
            // Only a smaller distance counts: of ids equally near, the first in order is suggested. The
            // falling bound also rules out more ids by their length alone, before any distance is computed.
            let allowed = best.map_or(slip.allowed() + 1, |(distance, _)| distance);
            if let Some(distance) = slip.distance_below(id, allowed) {
                best = Some((distance, id));
            } else if begins(word, id) {
                begun = begun.or(Some(id));
            }
        };
        for kind in kinds_in_order(kinds) {
            match self.of_kind(kind) {
                Some(KindIds::Few(ids)) if word.as_str().len() <= LONG => {
                    ids.iter().copied().for_each(&mut compare);
                }
                Some(KindIds::Few(_)) | None => {}
                Some(KindIds::Many(ids)) => {
                    let beside = ids.near(word.as_str()).copied();
                    beside.filter(|_| word.as_str().len() <= LONG).for_each(&mut compare);
                }
            }
        }
        let answer = best.map(|(_, id)| id).or(begun);
        known().insert(asked, answer);
        answer
    }

    fn of_kind(&self, kind: Kind) -> Option<&KindIds<'c>> {
        let ids = self.ids.get(kind as usize)?;
        Some(ids.get_or_init(|| {
            let ids: Vec<&str> = self.collection.ids_of(kind).map(Id::as_str).collect();
            // Looked at only where there are more ids than one link can be compared with.
            let missing = || self.collection.index.dangling();
            if ids.len() > FEW && are_too_many(ids.len(), missing()) {
                KindIds::Many(SortedCandidates::of(ids))
            } else {
                KindIds::Few(ids)
            }
        }))
    }
}

fn kinds_in_order(kinds: &[Kind]) -> impl Iterator<Item = Kind> {
    Kind::all().filter(|kind| kinds.contains(kind))
}

/// Returns whether one of these ids may have been meant by a word.
pub(crate) fn may_be_typo_of(word: &Id, ids: &[Id]) -> bool {
    let slip = OsaPattern::of(word.as_str());
    let is_near = |id: &Id| {
        slip.distance_below(id.as_str(), slip.allowed() + 1).is_some() || begins(word, id.as_str())
    };
    word.as_str().len() <= LONG && ids.iter().any(is_near)
}

/// Returns whether an id goes on from a word that may have been cut short.
fn begins(word: &Id, id: &str) -> bool {
    word.as_str().len() > 1 && id.starts_with(word.as_str())
}

/// Returns whether so many ids are not to be compared with each of these.
pub(crate) fn are_too_many<'i>(ids: usize, others: impl Iterator<Item = &'i Id>) -> bool {
    ids.saturating_mul(others.map(weight).sum()) > MOST_COMPARISONS
}

/// Returns how much longer an id takes to be compared than a usual one.
fn weight(id: &Id) -> usize {
    match id.as_str().len() {
        0..=64 => 1,
        length => length * length / 64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};
    use crate::diagnostic::suggest;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_index_finds_what_comparing_all_finds(
            word in "[a-c]{1,4}(-[a-c]{1,3}){0,2}",
            people in proptest::collection::vec("[a-c]{1,4}(-[a-c]{1,3}){0,2}", 0..12),
            places in proptest::collection::vec("[a-c]{1,4}(-[a-c]{1,3}){0,2}", 0..12),
        ) {
            let mut memory = Memory::default();
            for (folder, ids) in [("people", people), ("places", places)] {
                for id in ids {
                    memory.put(format!("{folder}/{id}.toml"), "name = 'X'\n");
                }
            }
            let collection = load(&memory);
            let word = Id::new(&word).unwrap();
            for kinds in [&[Kind::Place][..], &[Kind::Person], &[Kind::Person, Kind::Place]] {
                let records = collection.records().map(|located| located.record);
                let ids = records.filter(|record| kinds.contains(&record.kind));
                let all = suggest(word.as_str(), ids.map(|record| record.id.as_str()));
                let all = all.map(|all| all.best());
                prop_assert_eq!(NearestIds::of(&collection).nearest(&word, kinds), all);
                prop_assert!(all.is_none_or(|id| may_be_typo_of(&word, &[Id::new(id).unwrap()])));
            }
        }
    }
}
