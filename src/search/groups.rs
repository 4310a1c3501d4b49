//! Lists of numbers, one list for each of many things, all in one buffer. Knows not what they mean.

/// A list of numbers for each of the things 0, 1, 2 …
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Groups {
    /// Returns the lists of `count` things from pairs of a thing and a number; each list keeps the
    /// order of its pairs.
    pub(super) fn of(count: usize, pairs: &[(u32, u32)]) -> Self {
        let mut ends = vec![0_u32; count];
        for (group, _) in pairs {
            if let Some(length) = ends.get_mut(*group as usize) {
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
        for (group, item) in pairs.iter().rev() {
            let Some(next) = free.get_mut(*group as usize) else { continue };
            *next -= 1;
            if let Some(place) = items.get_mut(*next as usize) {
                *place = *item;
            }
        }
        Self { ends, items }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_has_its_numbers_in_order() {
        let groups = Groups::of(4, &[(2, 7), (0, 5), (2, 6), (0, 4)]);
        let lists: Vec<_> = (0..5).map(|group| groups.list(group)).collect();
        assert_eq!(lists, [&[5, 4][..], &[], &[7, 6], &[], &[]]);
    }
}
