//! A cache of one value: the last one that was computed, with the key it was computed from.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The last value that was computed, and from what.
///
/// It is no part of what holds it: two structures that differ in their memos alone are equal.
pub(crate) struct Memo<K, V>(
    Mutex<Option<(K, Arc<V>)>>,
    /// How many values were computed.
    #[cfg(test)]
    std::sync::atomic::AtomicUsize,
);

impl<K: PartialEq, V> Memo<K, V> {
    /// Returns the value for a key; it is computed if the last one was for another key.
    pub(crate) fn get(&self, key: K, compute: impl FnOnce() -> V) -> Arc<V> {
        self.get_if(|known, key| known == key, key, compute)
    }
}

impl<K, V> Memo<K, V> {
    /// Returns the last value if it serves for the key too; else it is computed.
    pub(crate) fn get_if(
        &self,
        serves: impl FnOnce(&K, &K) -> bool,
        key: K,
        compute: impl FnOnce() -> V,
    ) -> Arc<V> {
        if let Some((known, value)) = &*self.lock()
            && serves(known, &key)
        {
            return Arc::clone(value);
        }
        // Not under the lock: computing one page may ask for another.
        let value = Arc::new(compute());
        #[cfg(test)]
        self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        *self.lock() = Some((key, Arc::clone(&value)));
        value
    }

    /// Forgets the value, because something changed that is not in its key.
    pub(crate) fn forget(&mut self) {
        *self.lock() = None;
    }

    /// Returns how many values were computed.
    #[cfg(test)]
    pub(crate) fn computed(&self) -> usize {
        self.1.load(std::sync::atomic::Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, Option<(K, Arc<V>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(
            Mutex::new(None),
            #[cfg(test)]
            std::sync::atomic::AtomicUsize::default(),
        )
    }
}

impl<K: Clone, V> Clone for Memo<K, V> {
    fn clone(&self) -> Self {
        Self(
            Mutex::new(self.lock().clone()),
            #[cfg(test)]
            self.computed().into(),
        )
    }
}

impl<K, V> fmt::Debug for Memo<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}

impl<K, V> PartialEq for Memo<K, V> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<K, V> Eq for Memo<K, V> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_computed_once_for_each_key_in_a_row() {
        let mut memo = Memo::default();
        let mut computed = Vec::new();
        for key in [1, 1, 2, 2, 2, 1] {
            memo.get(key, || computed.push(key));
        }
        assert_eq!(computed, [1, 2, 1]);
        memo.forget();
        memo.get(1, || computed.push(1));
        assert_eq!(computed.len(), 4);
    }

    #[test]
    fn memos_are_no_part_of_what_holds_them() {
        let (one, other) = (Memo::default(), Memo::default());
        one.get(1, || 'a');
        assert!(one == other);
        assert_eq!(*one.clone().get(1, || 'b'), 'a');
    }
}
