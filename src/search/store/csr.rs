//! Compressed sparse rows (CSR): a list of numbers for each of many things, in two arrays.

use std::ops::Range;

/// A list of numbers for each of the things 0, 1, 2 …
#[derive(Clone, Debug, Default)]
pub(crate) struct Csr {
    ends: PackedNumbers,
    items: PackedNumbers,
}

/// Numbers in as few bits as the largest of them needs.
#[derive(Clone, Debug, Default)]
struct PackedNumbers {
    /// All of them, or none.
    small: Box<[u16]>,
    large: Box<[u32]>,
}

/// Lists that are being filled, one thing after the other.
#[derive(Debug, Default)]
pub(crate) struct CsrBuilder {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl PackedNumbers {
    fn of(all: &[u32]) -> Self {
        let small: Result<Box<[u16]>, _> =
            all.iter().map(|number| u16::try_from(*number)).collect();
        match small {
            Ok(small) => Self { small, large: Box::default() },
            Err(_) => Self { small: Box::default(), large: all.into() },
        }
    }

    fn len(&self) -> usize {
        self.small.len() + self.large.len()
    }

    fn get(&self, at: usize) -> Option<u32> {
        self.small.get(at).copied().map(u32::from).or_else(|| self.large.get(at).copied())
    }

    fn range(&self, range: Range<u32>) -> impl DoubleEndedIterator<Item = u32> + Clone {
        let range = range.start as usize..range.end as usize;
        let small = self.small.get(range.clone()).unwrap_or_default();
        let large = self.large.get(range).unwrap_or_default();
        small.iter().copied().map(u32::from).chain(large.iter().copied())
    }
}

impl Csr {
    /// Returns the lists that tell for each of `count` numbers which things have it.
    pub(crate) fn transpose(&self, count: usize) -> Self {
        let mut ends = vec![0_u32; count];
        for item in (0..self.len()).flat_map(|group| self.list(group)) {
            if let Some(length) = ends.get_mut(item as usize) {
                *length += 1;
            }
        }
        let mut end = 0;
        for length in &mut ends {
            end += *length;
            *length = end;
        }
        let mut items = vec![0; end as usize];
        // Filled from behind, each list from its end, so that no second table is needed.
        let mut free = ends.clone();
        for group in (0..self.len()).rev() {
            for item in self.list(group).rev() {
                let Some(next) = free.get_mut(item as usize) else { continue };
                *next -= 1;
                if let Some(place) = items.get_mut(*next as usize) {
                    *place = u32::try_from(group).unwrap_or(u32::MAX);
                }
            }
        }
        Self { ends: PackedNumbers::of(&ends), items: PackedNumbers::of(&items) }
    }

    /// Returns how many things there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the list of one thing; nothing has an empty one.
    pub(crate) fn list(&self, group: usize) -> impl DoubleEndedIterator<Item = u32> + Clone {
        let end = self.ends.get(group).unwrap_or_default();
        let start = group.checked_sub(1).and_then(|before| self.ends.get(before));
        self.items.range(start.unwrap_or_default()..end)
    }
}

impl CsrBuilder {
    /// Adds a number to the list of the thing that is next.
    pub(crate) fn add(&mut self, item: u32) {
        self.items.push(item);
    }

    /// Does the same, unless it was the last that was added to that list.
    pub(crate) fn add_once(&mut self, item: u32) {
        let start = self.ends.last().map_or(0, |end| *end as usize);
        if self.items.get(start..).and_then(<[u32]>::last) != Some(&item) {
            self.add(item);
        }
    }

    /// Ends the list of the thing that is next, and goes on to the one behind it.
    pub(crate) fn end_list(&mut self) {
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// Returns the finished lists; the buffers are kept for the next.
    pub(crate) fn take(&mut self) -> Csr {
        let groups =
            Csr { ends: PackedNumbers::of(&self.ends), items: PackedNumbers::of(&self.items) };
        self.ends.clear();
        self.items.clear();
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(groups: &Csr, expected: &[&[u32]]) {
        let lists: Vec<Vec<u32>> =
            (0..expected.len()).map(|group| groups.list(group).collect()).collect();
        assert_eq!(lists, expected);
    }

    #[test]
    fn every_thing_has_its_numbers_in_order() {
        // The last needs more bits than the others.
        for last in [3, 70_000] {
            let mut builder = CsrBuilder::default();
            for list in [&[1, 0][..], &[], &[1, 1, last]] {
                for item in list {
                    builder.add_once(*item);
                }
                builder.end_list();
            }
            let groups = builder.take();
            check(&groups, &[&[1, 0], &[], &[1, last], &[]]);
            let turned = groups.transpose(4);
            let of_last: &[u32] = if last == 3 { &[2] } else { &[] };
            check(&turned, &[&[0], &[0, 2], &[], of_last, &[]]);
            assert_eq!((turned.len(), builder.take().len()), (4, 0));
        }
    }
}
