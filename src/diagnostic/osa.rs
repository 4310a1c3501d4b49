//! The one distance between words: letters added, left out, changed, or swapped with the next.

/// A word that is to be compared with many, by optimal string alignment distance, bit-parallel where
/// it fits into a machine word (Hyyrö 2003).
pub(crate) struct OsaPattern<'w> {
    word: &'w str,
    length: usize,
    /// For each byte, the places in the word where it is; unused where the word is not ASCII or longer.
    places: [u64; 128],
}

impl<'w> OsaPattern<'w> {
    pub(crate) fn of(word: &'w str) -> Self {
        let mut places = [0; 128];
        for (at, byte) in word.bytes().enumerate().take(64) {
            if let Some(places) = places.get_mut(usize::from(byte)) {
                *places |= 1 << at;
            }
        }
        let length = if word.is_ascii() { word.len() } else { word.chars().count() };
        Self { word, length, places }
    }

    /// Returns with how many typos another word may still be meant: one in three letters. Beyond that
    /// a suggestion would be a guess.
    pub(crate) fn allowed(&self) -> usize {
        (self.length / 3).max(1)
    }

    /// Returns the number of typos between the word and `other`, where it is below `bound`.
    pub(crate) fn distance_below(&self, other: &str, bound: usize) -> Option<usize> {
        let is_ascii = other.is_ascii();
        let length = if is_ascii { other.len() } else { other.chars().count() };
        // Two texts differ by at least as much as their lengths: a pasted page is near to no word, and
        // comparing it would take the square of its length.
        if self.length.abs_diff(length) >= bound {
            return None;
        }
        let distance = match self.word.len() {
            1..=64 if is_ascii && self.word.is_ascii() => self.distance(other),
            _ => strsim::osa_distance(self.word, other),
        };
        (distance < bound).then_some(distance)
    }

    /// Computes the columns of the usual table, each as the bits of one number: Myers 1999 for the three edits,
    /// with Hyyrö's term for two letters swapped.
    fn distance(&self, other: &str) -> usize {
        let last = 1_u64 << (self.word.len() - 1);
        let (mut more, mut less, mut same, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut distance = self.word.len();
        for byte in other.bytes() {
            let here = self.places.get(usize::from(byte)).copied().unwrap_or_default();
            let swapped = ((!same & here) << 1) & before;
            same = ((here & more).wrapping_add(more) ^ more) | here | less | swapped;
            let right_more = less | !(same | more);
            let right_less = same & more;
            distance += usize::from(right_more & last != 0);
            distance -= usize::from(right_less & last != 0);
            let right_more = right_more << 1 | 1;
            more = right_less << 1 | !(same | right_more);
            less = right_more & same;
            before = here;
        }
        distance
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn typos_are_counted_as_the_usual_table_counts_them(
            one in "[a-dé]{0,80}",
            other in "[a-dé]{0,80}",
        ) {
            let distance = OsaPattern::of(&one).distance_below(&other, usize::MAX);
            prop_assert_eq!(distance, Some(strsim::osa_distance(&one, &other)));
        }
    }
}
