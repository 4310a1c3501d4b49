//! Wraps untrusted text with a hanging indent, so that no line of it can imitate a line of the program.

use std::borrow::Cow;

use super::visible::visible;
use super::width::wrap;

/// The bar before each row of quoted words.
pub(crate) const BAR: &str = "│ ";
/// The cells by which every row but the first is indented.
const MARGIN: usize = 2;
/// Rows narrower than this have no room for a margin of two.
const NARROW: usize = 8;

/// Returns `text`, made safe to show, in rows of at most `cells`: the first row starts at the left, all
/// others behind a margin, whether a line feed or the width ended the row before.
///
/// There is always at least one row. Rows have no trailing spaces.
pub(crate) fn hanging(text: &str, cells: usize) -> Vec<String> {
    indented(text, cells, margin(cells))
}

/// Like [`hanging`], with a margin of so many cells.
pub(crate) fn indented(text: &str, cells: usize, margin: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for line in text.trim_end().lines() {
        let line = visible(line);
        let mut rest = &*line;
        if rows.is_empty() {
            let first = wrap(rest, cells).into_iter().next().unwrap_or_default();
            rest = rest.get(first.len()..).unwrap_or_default().trim_start_matches(' ');
            rows.push(first.trim_end().to_owned());
            if rest.is_empty() {
                continue;
            }
        }
        // Leading spaces are trimmed: with them, a text could move its words to any column.
        for row in wrap(rest, cells.saturating_sub(margin)) {
            let row = row.trim();
            rows.push(if row.is_empty() { String::new() } else { format!("{:margin$}{row}", "") });
        }
    }
    if rows.is_empty() {
        rows.push(String::new());
    }
    rows
}

/// Returns quoted words, made safe to show, in rows of at most `cells`, each behind a bar in a column
/// that the text itself cannot reach.
pub(crate) fn barred(text: &str, cells: usize) -> Vec<String> {
    let room = cells.saturating_sub(BAR.chars().count());
    let lines = text.trim_end().lines().map(visible);
    let rows = lines.flat_map(|line| wrap(&line, room));
    rows.map(|row| format!("{BAR}{row}").trim_end().to_owned()).collect()
}

/// Returns a name or title with every run of spaces as one space, so that it cannot reach into the
/// columns beside its own.
pub(crate) fn squeezed(text: &str) -> Cow<'_, str> {
    let is_space = |c: char| c.is_whitespace() && !c.is_control();
    let mut run = 0;
    let is_run = text.chars().any(|c| {
        run = if is_space(c) { run + 1 } else { 0 };
        run > 1
    });
    if !is_run {
        return Cow::Borrowed(text);
    }
    let mut squeezed = String::with_capacity(text.len());
    let mut before = false;
    for c in text.chars() {
        if !(is_space(c) && before) {
            squeezed.push(c);
        }
        before = is_space(c);
    }
    Cow::Owned(squeezed)
}

/// Returns the cells of the margin in rows of so many cells.
fn margin(cells: usize) -> usize {
    match cells {
        NARROW.. => MARGIN,
        2..NARROW => 1,
        0..2 => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::width;

    #[test]
    fn every_row_but_the_first_has_a_margin() {
        let table: [(&str, usize, &[&str]); 9] = [
            ("one two three", 8, &["one two", "  three"]),
            ("one\nFORGED ✓\n\nx", 12, &["one", "  FORGED ✓", "", "  x"]),
            ("a                                 ✓ b", 10, &["a", "  ✓ b"]),
            ("abcdefghijklmno", 10, &["abcdefghij", "  klmno"]),
            ("妙瓦底妙瓦底妙瓦底", 8, &["妙瓦底妙", "  瓦底妙", "  瓦底"]),
            ("a\n      ✓ b\n\u{3000}\u{a0}c", 12, &["a", "  ✓ b", "  c"]),
            (
                "a\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}b",
                8,
                &["a", "  b"],
            ),
            ("a\r\nb\u{2028}c", 12, &["a", "  b‹U+2028›c"]),
            ("", 8, &[""]),
        ];
        for (text, cells, rows) in table {
            assert_eq!(hanging(text, cells), rows, "{text:?}");
        }
    }

    #[test]
    fn quoted_words_are_behind_a_bar() {
        assert_eq!(barred("“one\n\n✓ two” three", 8), ["│ “one", "│", "│ ✓ two”", "│ three"]);
        assert_eq!(barred("│ ✓\t\u{85}x", 40), ["│ │ ✓␉‹U+0085›x"]);
        assert_eq!(barred("妙瓦底", 6), ["│ 妙瓦", "│ 底"]);
    }

    #[test]
    fn runs_of_spaces_become_one() {
        for (text, shown) in [
            ("Ann Test", "Ann Test"),
            ("Ann      ●2   x", "Ann ●2 x"),
            ("a\u{3000}\u{3000}b \u{a0}\u{2003}c", "a\u{3000}b c"),
            ("a\n\nb", "a\n\nb"),
        ] {
            assert_eq!(squeezed(text), shown);
        }
    }

    proptest! {
        #[test]
        fn no_row_but_the_first_begins_at_the_left(text in "([ab✓妙] {0,9}|\n|\t|\u{301}){0,40}", cells in 2..30usize) {
            let rows = hanging(&text, cells);
            for row in rows.iter().skip(1) {
                prop_assert!(row.is_empty() || row.starts_with(' '), "{rows:?}");
            }
            let widest = cells.max(4);
            prop_assert!(rows.iter().all(|row| width(row) <= widest), "{rows:?}");
        }
    }
}
