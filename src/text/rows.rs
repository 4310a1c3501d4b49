//! Breaks a line into rows, as byte ranges.

use super::range::ByteRange;
use super::width::wrap;

/// Returns the byte range of each row of at most `cells` in a line, from top to bottom.
///
/// Spaces at a break belong to no row. There is always at least one row.
pub fn rows(line: &str, cells: usize) -> Vec<ByteRange> {
    let mut reached = 0;
    let broken = wrap(line, cells).into_iter().map(|row| {
        let rest = line.get(reached..).unwrap_or_default();
        let start = reached + rest.find(row.as_str()).unwrap_or_default();
        reached = start + row.len();
        ByteRange::from_span(start..reached)
    });
    broken.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_are_places_in_the_line() {
        let line = "  one two  three 妙瓦底妙瓦底";
        let shown: Vec<_> = rows(line, 8).into_iter().map(|row| row.of(line)).collect();
        assert_eq!(shown, ["  one", "two", "three 妙", "瓦底妙瓦", "底"]);
        assert_eq!(rows("", 8), [ByteRange::default()]);
    }

    proptest! {
        #[test]
        fn only_spaces_belong_to_no_row(line in "[a-c \u{300}妙ក្ន“-]{0,60}", cells in 1..20usize) {
            let mut reached = 0;
            for row in rows(&line, cells) {
                prop_assert!(line.get(reached..row.start()).unwrap().trim().is_empty());
                reached = row.end();
            }
            prop_assert!(line.get(reached..).unwrap().trim().is_empty());
        }
    }
}
