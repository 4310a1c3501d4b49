//! A hash table of name forms with their roles, behind a Bloom filter.

use crate::collection::containers::sorted_hash_set::SortedHashSet;

/// The hash of some letters, to which more can be added.
///
/// All that starts at one letter is hashed in one go, so that looking for parts inside a word costs
/// one step for each of its pieces.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LetterHash(u64);

/// What some letters are, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameRole(u8);

/// Letters by their hashes, with what they are.
///
/// The last eight bits of an entry are its role. The rest is long enough that of a thousand million
/// words none is taken for a name that is none.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameTable {
    entries: SortedHashSet<u64>,
    /// A Bloom filter (Bloom 1970) of two bits for each entry: most letters of most texts are no name, and
    /// looking them up in the entries would miss the processor's cache.
    filter: Vec<u64>,
}

const ROLE: u64 = 0xff;

impl LetterHash {
    /// Returns the hash of letters.
    pub(crate) fn of(letters: impl Iterator<Item = char>) -> Self {
        letters.fold(Self::default(), Self::and)
    }

    /// Returns the hash of these letters and one more.
    #[must_use]
    pub(crate) fn and(self, c: char) -> Self {
        let Self(hash) = self;
        Self((hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    /// The bits of a product are only as good as those below them: mixed as in `MurmurHash3`.
    pub(crate) fn mixed(self) -> u64 {
        let Self(mut hash) = self;
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        (hash ^ hash >> 33) & !ROLE
    }
}

impl NameRole {
    /// A word by itself, however it is written.
    pub(crate) const WORD: Self = Self(1);
    /// A word by itself where it is capitalised.
    pub(crate) const CAPITALISED: Self = Self(2);
    /// Several words of a name, whatever parts them.
    pub(crate) const PHRASE: Self = Self(4);
    /// An id, its parts joined by hyphens.
    pub(crate) const ID: Self = Self(8);
    /// The front of a word that changes its last letters.
    pub(crate) const STEM: Self = Self(16);
    /// A surname or a given name of one syllable, which is one beside a title only.
    pub(crate) const WITH_TITLE: Self = Self(32);
    /// A Chinese name as it sounds, whose syllables are words only where they are capitalised.
    pub(crate) const SPOKEN: Self = Self(64);

    /// The front of a word whose last consonant has changed, which is a name with an ending only.
    pub(crate) const SOFTENED: Self = Self(128);

    /// Returns whether it has any part of another.
    pub(crate) fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether it is nothing.
    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Returns both.
    #[must_use]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl NameTable {
    /// Adds letters.
    pub(crate) fn add(&mut self, letters: LetterHash, role: NameRole) {
        self.entries.add(std::iter::once(letters.mixed() | u64::from(role.0)));
    }

    /// Returns the table ready to be asked.
    #[must_use]
    pub(crate) fn finish(self) -> Self {
        let entries = self.entries.sorted();
        // Sixteen bits for each entry let one letter in seventy through that is none.
        let words = (entries.all().len() / 4).next_power_of_two();
        let mut filter = vec![0; if entries.is_empty() { 0 } else { words }];
        for entry in entries.all() {
            for (word, bit) in bits(*entry, words) {
                if let Some(word) = filter.get_mut(word) {
                    *word |= bit;
                }
            }
        }
        Self { entries, filter }
    }

    /// Returns whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns what some letters are.
    pub(crate) fn role(&self, letters: LetterHash) -> NameRole {
        let mixed = letters.mixed();
        let mut bits = bits(mixed, self.filter.len());
        if !bits.all(|(word, bit)| self.filter.get(word).is_some_and(|word| word & bit != 0)) {
            return NameRole::default();
        }
        let same = self.entries.from(mixed).iter().take_while(|entry| **entry & !ROLE == mixed);
        let [role, ..] = same.fold(0, |role, entry| role | entry).to_le_bytes();
        NameRole(role)
    }
}

/// Returns where the bits of a hash are in a filter of so many words, which is a power of two or none.
fn bits(hash: u64, words: usize) -> impl Iterator<Item = (usize, u64)> {
    let places = [hash >> 8, hash >> 36];
    places.into_iter().map(move |place| {
        let word = usize::try_from(place >> 6).unwrap_or_default() & words.saturating_sub(1);
        (word, 1 << (place & 63))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_roles_they_were_given_and_others_none() {
        let hash = |number: u32| LetterHash::of(format!("letters{number}").chars());
        let mut table = NameTable::default();
        assert!(table.is_empty() && table.role(hash(1)).is_none());
        for number in 0..5000 {
            table.add(hash(2 * number), NameRole::WORD);
            table.add(
                hash(2 * number),
                if number % 2 == 0 { NameRole::STEM } else { NameRole::WORD },
            );
        }
        let table = table.finish();
        for number in 0..5000 {
            let role = table.role(hash(2 * number));
            assert!(
                role.is(NameRole::WORD) && role.is(NameRole::STEM) == (number % 2 == 0),
                "{number}"
            );
            assert!(table.role(hash(2 * number + 1)).is_none(), "{number}");
        }
    }
}
