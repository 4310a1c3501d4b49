//! A sorted set of hashes that answers only membership.

/// The hashes of things. That two of them are the same is as rare as the hashes are long.
#[derive(Clone, Debug)]
pub(crate) struct SortedHashSet<H> {
    /// Sorted, once they are settled.
    all: Vec<H>,
}

impl<H> Default for SortedHashSet<H> {
    fn default() -> Self {
        Self { all: Vec::new() }
    }
}

impl<H: Copy + Ord> SortedHashSet<H> {
    /// Adds some.
    pub(crate) fn add(&mut self, hashes: impl ExactSizeIterator<Item = H>) {
        let Self { all } = self;
        if all.len() + hashes.len() > all.capacity() {
            // Many repeat each other: before more room is asked for, it is made.
            sort(all);
            let room = (2 * all.len()).max(all.capacity());
            all.reserve_exact((room - all.len()).max(hashes.len()));
        }
        all.extend(hashes);
    }

    /// Returns them ready to be asked.
    #[must_use]
    pub(crate) fn sorted(mut self) -> Self {
        sort(&mut self.all);
        self.all.shrink_to_fit();
        self
    }

    /// Returns whether one is among them, which are settled.
    pub(crate) fn contains(&self, hash: H) -> bool {
        self.all.binary_search(&hash).is_ok()
    }

    /// Returns all that are settled, sorted.
    pub(crate) fn all(&self) -> &[H] {
        &self.all
    }

    /// Returns those from one on, in their order.
    pub(crate) fn from(&self, least: H) -> &[H] {
        let first = self.all.partition_point(|hash| *hash < least);
        self.all.get(first..).unwrap_or_default()
    }

    /// Returns whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

fn sort<H: Ord>(all: &mut Vec<H>) {
    all.sort_unstable();
    all.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_and_nothing_else_is_there_once() {
        let mut hashes = SortedHashSet::default();
        assert!(hashes.is_empty());
        for round in 0..50_u32 {
            hashes.add((0..20).map(|number| (number * 7919 + round % 2) % 500));
        }
        let hashes = hashes.sorted();
        let added = |hash: u32| {
            (0..20).any(|number| [0, 1].map(|odd| (number * 7919 + odd) % 500).contains(&hash))
        };
        assert!((0..600).all(|hash| hashes.contains(hash) == added(hash)));
        assert!(hashes.all().len() <= 40 && !hashes.is_empty());
        let from = hashes.from(250);
        assert!(from.first().is_some_and(|first| *first >= 250) && from.is_sorted());
        assert_eq!(from.len(), hashes.all().iter().filter(|hash| **hash >= 250).count());
    }
}
