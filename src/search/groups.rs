//! Lists of numbers, one list for each of many things, all in one buffer. Knows not what they mean.

/// A list of numbers for each of the things 0, 1, 2 …
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    ends: Box<[u32]>,
    items: Box<[u32]>,
}

/// Lists that are being filled, one thing after the other.
#[derive(Debug, Default)]
pub(super) struct GroupsBuilder {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Groups {
    /// Returns the lists that tell for each of `count` numbers which things have it.
    pub(super) fn turned(&self, count: usize) -> Self {
        let mut ends = vec![0_u32; count];
        for item in &self.items {
            if let Some(length) = ends.get_mut(*item as usize) {
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
            for item in self.list(group).iter().rev() {
                let Some(next) = free.get_mut(*item as usize) else { continue };
                *next -= 1;
                if let Some(place) = items.get_mut(*next as usize) {
                    *place = u32::try_from(group).unwrap_or(u32::MAX);
                }
            }
        }
        Self { ends: ends.into(), items: items.into() }
    }

    /// Returns how many things there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the list of one thing; nothing has an empty one.
    pub(super) fn list(&self, group: usize) -> &[u32] {
        let end = self.ends.get(group).copied().unwrap_or_default();
        let start = group.checked_sub(1).and_then(|before| self.ends.get(before).copied());
        self.items.get(start.unwrap_or_default() as usize..end as usize).unwrap_or_default()
    }
}

impl GroupsBuilder {
    /// Adds a number to the list of the thing that is next.
    pub(super) fn add(&mut self, item: u32) {
        self.items.push(item);
    }

    /// Does the same, unless it was the last that was added to that list.
    pub(super) fn add_once(&mut self, item: u32) {
        let start = self.ends.last().map_or(0, |end| *end as usize);
        if self.items.get(start..).and_then(<[u32]>::last) != Some(&item) {
            self.add(item);
        }
    }

    /// Ends the list of the thing that is next, and goes on to the one behind it.
    pub(super) fn end_list(&mut self) {
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// Takes the lists out; the room for them is kept for the next.
    pub(super) fn take(&mut self) -> Groups {
        let groups =
            Groups { ends: self.ends.as_slice().into(), items: self.items.as_slice().into() };
        self.ends.clear();
        self.items.clear();
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_has_its_numbers_in_order() {
        let mut builder = GroupsBuilder::default();
        for list in [&[1, 0][..], &[], &[1, 1, 3]] {
            for item in list {
                builder.add_once(*item);
            }
            builder.end_list();
        }
        let groups = builder.take();
        let lists: Vec<_> = (0..4).map(|group| groups.list(group)).collect();
        assert_eq!(lists, [&[1, 0][..], &[], &[1, 3], &[]]);
        let turned = groups.turned(4);
        let lists: Vec<_> = (0..5).map(|group| turned.list(group)).collect();
        assert_eq!(lists, [&[0][..], &[0, 2], &[], &[2], &[]]);
        assert_eq!((turned.len(), builder.take().len()), (4, 0));
    }
}
