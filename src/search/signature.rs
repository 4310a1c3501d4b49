//! Which letters a text has, in one word, so that most texts need not be looked at. Knows no line.

/// The letters of a text as bits: one for each of a–z, one for digits, the rest share five.
///
/// Two texts with the same letters have the same signature; a text that lacks a bit lacks all its
/// letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signature(u32);

impl Signature {
    /// Returns the signature of a folded text; spaces and ASCII marks leave no trace in it.
    pub(super) fn of(folded: &str) -> Self {
        Self(folded.chars().map(bit).fold(0, |bits, bit| bits | bit))
    }

    /// Tells whether a text with this signature may hold all letters of `needle`.
    pub(super) fn may_hold(self, needle: Self) -> bool {
        self.lacks(needle) == 0
    }

    /// Returns how many kinds of letters of `needle` a text with this signature has not.
    pub(super) fn lacks(self, needle: Self) -> u32 {
        (needle.0 & !self.0).count_ones()
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
        let text = Signature::of("test village 7 妙");
        assert!(text.may_hold(Signature::of("tvlg")));
        assert!(text.may_hold(Signature::of("8妙")));
        assert_eq!(text.lacks(Signature::of("zest park")), 4);
        assert_eq!(text.lacks(Signature::of("")), 0);
    }

    proptest! {
        #[test]
        fn a_text_may_hold_what_it_holds(text in "[a-z0-9 妙瓦底ปอยက]{0,12}", cut in 0..12_usize) {
            let part: String = text.chars().skip(cut).step_by(2).collect();
            prop_assert!(Signature::of(&text).may_hold(Signature::of(&part)));
        }
    }
}
