//! What names are made of, as hashes: a collection of 200,000 cases has hundreds of thousands.

use crate::collection::hashes::Hashes;

/// The hash of some letters, to which more can be added.
///
/// All that starts at one letter is hashed in one go, so that looking for parts inside a word costs
/// one step for each of its pieces.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hash(u64);

/// What some letters are, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Role(u8);

/// Letters by their hashes, with what they are.
///
/// The last eight bits of an entry are its role. The rest is long enough that of a thousand million
/// words none is taken for a name that is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    entries: Hashes<u64>,
    /// A Bloom filter of two bits for each entry: most letters of most texts are no name, and to look
    /// for them among the entries is a walk through memory.
    filter: Vec<u64>,
}

const ROLE: u64 = 0xff;

impl Hash {
    /// Returns the hash of letters.
    pub(super) fn of(letters: impl Iterator<Item = char>) -> Self {
        letters.fold(Self::default(), Self::and)
    }

    /// Returns the hash of these letters and one more.
    #[must_use]
    pub(super) fn and(self, c: char) -> Self {
        let Self(hash) = self;
        Self((hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(0x517c_c1b7_2722_0a95))
    }

    /// The bits of a product are only as good as those below them: mixed as in `MurmurHash3`.
    pub(super) fn mixed(self) -> u64 {
        let Self(mut hash) = self;
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        (hash ^ hash >> 33) & !ROLE
    }
}

impl Role {
    /// A word by itself, however it is written.
    pub(super) const WORD: Self = Self(1);
    /// A word by itself where it is capitalised.
    pub(super) const CAPITALISED: Self = Self(2);
    /// Several words of a name, whatever parts them.
    pub(super) const PHRASE: Self = Self(4);
    /// An id, its parts joined by hyphens.
    pub(super) const ID: Self = Self(8);
    /// The front of a word that changes its last letters.
    pub(super) const STEM: Self = Self(16);
    /// A surname or a given name of one syllable, which is one beside a title only.
    pub(super) const WITH_TITLE: Self = Self(32);
    /// A Chinese name as it sounds, whose syllables are words only where they are capitalised.
    pub(super) const SPOKEN: Self = Self(64);

    /// The front of a word whose last consonant has changed, which is a name with an ending only.
    pub(super) const SOFTENED: Self = Self(128);

    /// Tells whether it has any part of another.
    pub(super) fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Tells whether it is nothing.
    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Returns both.
    #[must_use]
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Table {
    /// Adds letters.
    pub(super) fn add(&mut self, letters: Hash, role: Role) {
        self.entries.add(std::iter::once(letters.mixed() | u64::from(role.0)));
    }

    /// Returns the table ready to be asked.
    #[must_use]
    pub(super) fn settled(self) -> Self {
        let entries = self.entries.settled();
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

    /// Tells whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns what some letters are.
    pub(super) fn role(&self, letters: Hash) -> Role {
        let mixed = letters.mixed();
        let mut bits = bits(mixed, self.filter.len());
        if !bits.all(|(word, bit)| self.filter.get(word).is_some_and(|word| word & bit != 0)) {
            return Role::default();
        }
        let same = self.entries.from(mixed).iter().take_while(|entry| **entry & !ROLE == mixed);
        let [role, ..] = same.fold(0, |role, entry| role | entry).to_le_bytes();
        Role(role)
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
        let hash = |number: u32| Hash::of(format!("letters{number}").chars());
        let mut table = Table::default();
        assert!(table.is_empty() && table.role(hash(1)).is_none());
        for number in 0..5000 {
            table.add(hash(2 * number), Role::WORD);
            table.add(hash(2 * number), if number % 2 == 0 { Role::STEM } else { Role::WORD });
        }
        let table = table.settled();
        for number in 0..5000 {
            let role = table.role(hash(2 * number));
            assert!(role.is(Role::WORD) && role.is(Role::STEM) == (number % 2 == 0), "{number}");
            assert!(table.role(hash(2 * number + 1)).is_none(), "{number}");
        }
    }
}
