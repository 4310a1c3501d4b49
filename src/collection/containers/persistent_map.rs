//! A persistent hash map: copies share all parts in which they do not differ.

use std::borrow::Borrow;
use std::hash::{BuildHasher as _, Hash};
use std::sync::Arc;

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;

/// How many entries a part holds at most, on average.
const FULL: usize = 256;

/// A table whose copies share the parts in which they do not differ.
#[derive(Clone, Debug)]
pub(crate) struct PersistentMap<K, V> {
    /// A power of two of parts, or none.
    parts: Vec<Arc<HashMap<K, V>>>,
    hasher: RandomState,
    len: usize,
}

impl<K, V> Default for PersistentMap<K, V> {
    fn default() -> Self {
        Self { parts: Vec::new(), hasher: RandomState::default(), len: 0 }
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for PersistentMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Self {
        let all: Vec<(K, V)> = all.into_iter().collect();
        let count = (4 * all.len() / FULL).next_power_of_two();
        let part = || HashMap::with_capacity(all.len().div_ceil(count));
        let mut parts: Vec<HashMap<K, V>> = std::iter::repeat_with(part).take(count).collect();
        let hasher = RandomState::default();
        for (key, value) in all {
            if let Some(part) = parts.get_mut(part_of(&hasher, count, &key)) {
                part.insert(key, value);
            }
        }
        let len = parts.iter().map(HashMap::len).sum();
        Self { parts: parts.into_iter().map(Arc::new).collect(), hasher, len }
    }
}

impl<K: Hash + Eq, V> PersistentMap<K, V> {
    /// Returns how many entries there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Returns the value of a key.
    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.parts.get(part_of(&self.hasher, self.parts.len(), key))?.get(key)
    }

    /// Returns all entries, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.parts.iter().flat_map(|part| part.iter())
    }
}

impl<K: Hash + Eq + Send + Sync, V: Send + Sync> PersistentMap<K, V> {
    /// Returns all entries, in no order, for several threads to look at.
    pub(crate) fn par_iter(&self) -> impl ParallelIterator<Item = (&K, &V)> {
        self.parts.par_iter().flat_map_iter(|part| part.iter())
    }
}

impl<K: Hash + Eq + Clone, V: Clone> PersistentMap<K, V> {
    /// Sets the value of a key, or removes the key.
    pub(crate) fn set(&mut self, key: &K, value: Option<V>) {
        if value.is_some() && self.len >= self.parts.len() * FULL {
            *self = self.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        }
        let number = part_of(&self.hasher, self.parts.len(), key);
        let Some(part) = self.parts.get_mut(number) else { return };
        // Taking away what is not there copies nothing.
        let before = part.len();
        match value {
            Some(value) => _ = Arc::make_mut(part).insert(key.clone(), value),
            None if part.contains_key(key) => _ = Arc::make_mut(part).remove(key),
            None => {}
        }
        self.len = self.len + part.len() - before;
    }
}

fn part_of<Q: Hash + ?Sized>(hasher: &RandomState, parts: usize, key: &Q) -> usize {
    let hash = usize::try_from(hasher.hash_one(key) >> 32).unwrap_or_default();
    hash & parts.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn sorted(table: &PersistentMap<u32, u32>) -> BTreeMap<u32, u32> {
        table.iter().map(|(key, value)| (*key, *value)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn it_holds_what_a_plain_table_does_and_leaves_its_copies_alone(
            start in 0..2000_u32,
            changes in proptest::collection::vec((0..3000_u32, any::<Option<u32>>()), 0..1000),
        ) {
            let mut plain: BTreeMap<u32, u32> = (0..start).map(|key| (key, key)).collect();
            let mut table: PersistentMap<u32, u32> = plain.clone().into_iter().collect();
            let (copy, before) = (table.clone(), plain.clone());
            for (key, value) in changes {
                table.set(&key, value);
                match value {
                    Some(value) => _ = plain.insert(key, value),
                    None => _ = plain.remove(&key),
                }
                prop_assert_eq!(table.get(&key), plain.get(&key));
            }
            let mut all: Vec<(u32, u32)> = table.par_iter().map(|(key, value)| (*key, *value)).collect();
            all.sort_unstable();
            prop_assert!(all.into_iter().eq(plain.clone()));
            prop_assert_eq!(table.len(), plain.len());
            prop_assert_eq!(sorted(&table), plain);
            prop_assert_eq!(sorted(&copy), before);
        }
    }

    #[test]
    fn a_change_copies_one_part() {
        let table: PersistentMap<u32, u32> = (0..5000).map(|key| (key, key)).collect();
        let mut changed = table.clone();
        changed.set(&70, Some(0));
        let shared = table.parts.iter().zip(&changed.parts).filter(|(a, b)| Arc::ptr_eq(a, b));
        assert_eq!(shared.count(), table.parts.len() - 1);
    }
}
