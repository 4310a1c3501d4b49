//! Letter bitmaps: a prefilter that rules out most texts before they are searched.

/// The letters of a text as bits: one for each of a–z, one for all digits, five shared by all other
/// characters.
///
/// If a bit is not set, the text has none of the letters of that bit, so the test has no false negatives.
/// Fuzzy matching and typos need only this much, and it costs one instruction for each text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LetterBitmap(u32);

impl LetterBitmap {
    /// Returns the bitmap of a folded text; spaces and ASCII punctuation have no bit.
    pub(crate) fn of(folded: &str) -> Self {
        Self(folded.chars().map(bit).fold(0, |bits, bit| bits | bit))
    }

    /// Returns the bitmap as a number, to be stored.
    pub(crate) fn to_bits(self) -> u32 {
        self.0
    }

    /// Returns the bitmap that is stored as this number.
    pub(crate) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Returns whether a text with this bitmap may contain all letters of `needle`.
    pub(crate) fn may_contain(self, needle: Self) -> bool {
        self.lacks_at_most(0, needle)
    }

    /// Returns whether at most `limit` bits of `needle` are missing from this bitmap.
    pub(crate) fn lacks_at_most(self, limit: usize, needle: Self) -> bool {
        // Taking out the lowest bit a few times is faster than counting all of them.
        let missing = needle.0 & !self.0;
        (0..limit).fold(missing, |missing, _| missing & missing.wrapping_sub(1)) == 0
    }
}

fn bit(c: char) -> u32 {
    match c {
        'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
        '0'..='9' => 1 << 26,
        _ if c.is_ascii() => 0,
        _ => 1 << (27 + u32::from(c) % 5),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_that_a_text_lacks_are_counted() {
        let text = LetterBitmap::of("test village 7 妙");
        assert!(text.may_contain(LetterBitmap::of("tvlg")));
        assert!(text.may_contain(LetterBitmap::of("8妙")));
        let park = LetterBitmap::of("zest park");
        assert!(text.lacks_at_most(4, park) && !text.lacks_at_most(3, park));
        assert!(text.lacks_at_most(0, LetterBitmap::of("")));
    }

    proptest! {
        #[test]
        fn a_text_may_contain_any_part_of_it(text in "[a-z0-9 妙瓦底ปอยက]{0,12}", cut in 0..12_usize) {
            let part: String = text.chars().skip(cut).step_by(2).collect();
            prop_assert!(LetterBitmap::of(&text).may_contain(LetterBitmap::of(&part)));
        }
    }
}
