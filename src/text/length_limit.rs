//! The length limit of short values, such as dates, sums, ids and query terms, checked before any
//! parser sees them.
//!
//! Parsers of short values may recurse, or take quadratic time; within this limit neither is a problem.

/// The most bytes that a short value may have.
pub(crate) const LONGEST: usize = 1024;

/// Returns whether a text is too long for a short value.
pub(crate) fn is_too_long(text: &str) -> bool {
    text.len() > LONGEST
}

/// Returns the text, cut at the limit.
pub(crate) fn shortened(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_between_two_characters() {
        let just = "a".repeat(LONGEST);
        assert!(!is_too_long(&just) && shortened(&just) == just);
        let more = format!("{}ĝ", "a".repeat(LONGEST - 1));
        assert!(is_too_long(&more));
        assert_eq!(shortened(&more).len(), LONGEST - 1);
        assert_eq!(shortened(""), "");
    }
}
