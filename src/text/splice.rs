//! Splices: replacements of a byte range, with their inverse.

use super::ByteRange;

/// The replacement of one range of bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    range: ByteRange,
    text: String,
}

impl Splice {
    /// Returns the replacement of `range` by `text`.
    pub fn replace(range: ByteRange, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Returns the insertion of `text` at the byte `offset`, `None` beyond 32 bits.
    pub fn insert(offset: usize, text: impl Into<String>) -> Option<Self> {
        ByteRange::new(offset, offset).map(|range| Self::replace(range, text))
    }

    /// Returns the bytes that it replaces.
    pub fn range(&self) -> ByteRange {
        self.range
    }

    /// Returns what it puts in their place.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text after the replacement and the splice that undoes it.
    ///
    /// `None` if the range is not part of `before` or cuts a character.
    pub fn apply(&self, before: &str) -> Option<(String, Self)> {
        let head = before.get(..self.range.start())?;
        let old = before.get(self.range.start()..self.range.end())?;
        let tail = before.get(self.range.end()..)?;
        let inserted = ByteRange::new(self.range.start(), self.range.start() + self.text.len())?;
        let after = [head, &self.text, tail].concat();
        Some((after, Self::replace(inserted, old)))
    }
}

/// Returns `before` with all of `splices` applied, which must be in the order of the text and must not
/// overlap; `None` where they are not, or do not lie in it on the borders of its characters.
pub(crate) fn apply_all(before: &str, splices: &[Splice]) -> Option<String> {
    let mut after = String::with_capacity(before.len());
    let mut done = 0;
    for splice in splices {
        after.push_str(before.get(done..splice.range.start())?);
        before.get(splice.range.start()..splice.range.end())?;
        after.push_str(&splice.text);
        done = splice.range.end();
    }
    after.push_str(before.get(done..)?);
    Some(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn undoing_restores_every_byte(before in any::<String>(), text in any::<String>(), a in 0usize..40, b in 0usize..40) {
            let range = ByteRange::new(a.min(b), a.max(b)).unwrap();
            if let Some((after, undo)) = Splice::replace(range, text).apply(&before) {
                prop_assert_eq!(undo.apply(&after).map(|(text, _)| text), Some(before));
            }
        }
    }

    #[test]
    fn a_splice_outside_of_the_text_or_inside_a_character_is_refused() {
        let at = |start, end| Splice::replace(ByteRange::new(start, end).unwrap(), "x").apply("ấb");
        assert!(at(0, 4).is_some() && at(3, 3).is_some());
        assert!(at(0, 5).is_none() && at(1, 3).is_none());
    }
}
