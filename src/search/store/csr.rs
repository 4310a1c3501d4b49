//! Compressed sparse rows (CSR): a list of numbers for each of many rows, in two arrays.
//!
//! A `Vec` for each row would cost 24 bytes and an allocation, and most rows have one or two numbers.

use std::ops::Range;

use crate::codec::{Packer, Unpacker};

/// A list of numbers for each of the rows 0, 1, 2 …
#[derive(Clone, Debug, Default)]
pub(crate) struct Csr {
    /// For each row, where its list ends in `items`; it starts where the list before ends.
    ends: PackedNumbers,
    items: PackedNumbers,
}

/// Numbers in 16 bits if all of them fit, which they do in most blocks, else in 32.
#[derive(Clone, Debug, Default)]
struct PackedNumbers {
    /// All numbers, or none.
    small: Box<[u16]>,
    large: Box<[u32]>,
}

/// Lists that are being filled, one row after the other.
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
    /// Returns for each of `count` numbers the rows whose list has it: the transposed matrix, by counting
    /// sort in linear time.
    pub(crate) fn transpose(&self, count: usize) -> Self {
        let mut ends = vec![0_u32; count];
        for item in (0..self.len()).flat_map(|row| self.list(row)) {
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
        // Each list is filled from its end, with the rows from last to first, so that the rows of a list
        // are in ascending order.
        let mut free = ends.clone();
        for row in (0..self.len()).rev() {
            for item in self.list(row).rev() {
                let Some(next) = free.get_mut(item as usize) else { continue };
                *next -= 1;
                if let Some(place) = items.get_mut(*next as usize) {
                    *place = small(row);
                }
            }
        }
        Self { ends: PackedNumbers::of(&ends), items: PackedNumbers::of(&items) }
    }

    /// Returns the number of rows.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the list of a row; a row beyond the end has an empty one.
    pub(crate) fn list(&self, row: usize) -> impl DoubleEndedIterator<Item = u32> + Clone {
        let end = self.ends.get(row).unwrap_or_default();
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before));
        self.items.range(start.unwrap_or_default()..end)
    }
}

impl Csr {
    /// Writes the lists, each with its length.
    pub(crate) fn pack(&self, packer: &mut Packer) {
        packer.size(self.len());
        for row in 0..self.len() {
            let list = self.list(row);
            packer.size(list.clone().count());
            list.for_each(|item| packer.number(item.into()));
        }
    }

    /// Reads the lists that [`pack`](Self::pack) wrote; `None` if one of their numbers is not below `limit`.
    pub(crate) fn unpack(unpacker: &mut Unpacker<'_>, limit: usize) -> Option<Self> {
        let mut builder = CsrBuilder::default();
        for _ in 0..unpacker.count()? {
            for _ in 0..unpacker.count()? {
                let item = unpacker.size().filter(|item| *item < limit)?;
                builder.add(u32::try_from(item).ok()?);
            }
            builder.end_list();
        }
        Some(builder.take())
    }
}

impl CsrBuilder {
    /// Adds a number to the list of the current row.
    pub(crate) fn add(&mut self, item: u32) {
        self.items.push(item);
    }

    /// Adds a number, unless it is the last of that list already.
    pub(crate) fn add_once(&mut self, item: u32) {
        let start = self.ends.last().map_or(0, |end| *end as usize);
        if self.items.get(start..).and_then(<[u32]>::last) != Some(&item) {
            self.add(item);
        }
    }

    /// Ends the current row and starts the next.
    pub(crate) fn end_list(&mut self) {
        self.ends.push(small(self.items.len()));
    }

    /// Returns the finished lists; the buffers are reused for the next.
    pub(crate) fn take(&mut self) -> Csr {
        let csr =
            Csr { ends: PackedNumbers::of(&self.ends), items: PackedNumbers::of(&self.items) };
        self.ends.clear();
        self.items.clear();
        csr
    }
}

/// Returns a number or a size within a block in 32 bits; a block has far less.
pub(crate) fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(csr: &Csr, expected: &[&[u32]]) {
        let lists: Vec<Vec<u32>> = (0..expected.len()).map(|row| csr.list(row).collect()).collect();
        assert_eq!(lists, expected);
    }

    #[test]
    fn every_row_has_its_numbers_in_order() {
        // The last needs more bits than the others.
        for last in [3, 70_000] {
            let mut builder = CsrBuilder::default();
            for list in [&[1, 0][..], &[], &[1, 1, last]] {
                for item in list {
                    builder.add_once(*item);
                }
                builder.end_list();
            }
            let csr = builder.take();
            check(&csr, &[&[1, 0], &[], &[1, last], &[]]);
            let transposed = csr.transpose(4);
            let of_last: &[u32] = if last == 3 { &[2] } else { &[] };
            check(&transposed, &[&[0], &[0, 2], &[], of_last, &[]]);
            assert_eq!((transposed.len(), builder.take().len()), (4, 0));
            let mut packer = Packer::default();
            csr.pack(&mut packer);
            let bytes = packer.into_bytes();
            let read = Csr::unpack(&mut Unpacker::new(&bytes), last as usize + 1).unwrap();
            check(&read, &[&[1, 0], &[], &[1, last], &[]]);
            assert_eq!(read.len(), csr.len());
            assert!(Csr::unpack(&mut Unpacker::new(&bytes), last as usize).is_none());
        }
    }
}
