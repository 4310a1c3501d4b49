//! A text that lies in a longer one and shares its bytes. Knows not what either says.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::range::ByteRange;

/// A text that may lie in a longer one, whose bytes it shares: thousands of texts that are read at
/// once need not be copied one by one. A copy costs nothing.
#[derive(Clone)]
pub struct Piece {
    whole: Arc<str>,
    range: ByteRange,
}

impl Piece {
    /// Returns the piece of a text in a range, or `None` where the range does not lie in it.
    pub fn of(whole: &Arc<str>, range: ByteRange) -> Option<Self> {
        whole.get(range.start()..range.end())?;
        Some(Self { whole: Arc::clone(whole), range })
    }
}

impl Deref for Piece {
    type Target = str;

    fn deref(&self) -> &str {
        self.range.of(&self.whole)
    }
}

impl<T: Into<Arc<str>>> From<T> for Piece {
    /// Returns a text as a piece of itself; it has at most 4 GB.
    fn from(text: T) -> Self {
        let whole = text.into();
        let range = ByteRange::from_span(0..whole.len());
        Self { whole, range }
    }
}

impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Piece {}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_what_it_says_wherever_it_lies() {
        let whole: Arc<str> = "Thử và thử".into();
        let range = |start, end| ByteRange::new(start, end).unwrap();
        let piece = Piece::of(&whole, range(0, 5)).unwrap();
        assert_eq!((&*piece, &piece), ("Thử", &Piece::from("Thử")));
        assert_eq!(format!("{piece:?}"), "\"Thử\"");
        for (start, end) in [(0, 4), (3, 5), (0, 99), (99, 99)] {
            assert!(Piece::of(&whole, range(start, end)).is_none(), "{start}..{end}");
        }
        assert_eq!(&*Piece::from(String::new()), "");
    }
}
