//! How many cells a text takes in a terminal, and fitting it into fewer. Clusters are never split.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the number of cells that `text` takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Returns the longest start of `text` that fits into `cells`, ended by `…` where something is cut.
pub fn clip(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut taken = 0;
    for cluster in text.graphemes(true) {
        taken += cluster.width();
        // One cell is for the ellipsis.
        if taken + 1 > cells {
            break;
        }
        clipped.push_str(cluster);
    }
    if cells > 0 {
        clipped.push('…');
    }
    clipped
}

/// Returns `text` clipped or filled with spaces to exactly `cells`.
pub fn fit(text: &str, cells: usize) -> String {
    let mut fitted = clip(text, cells);
    let missing = cells.saturating_sub(fitted.width());
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// Returns `text` broken into lines of at most `cells`, where its language allows a break.
///
/// A run without a break that is longer than a line, as Thai, Khmer and Burmese write whole
/// sentences, is broken between two clusters. A line feed in the text is a line end. There is always
/// at least one line.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let options = textwrap::Options::new(cells)
        .word_separator(textwrap::WordSeparator::UnicodeBreakProperties)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .break_words(false);
    let mut lines = Vec::new();
    for line in text.lines().flat_map(|line| textwrap::wrap(line, &options)) {
        break_clusters(&line, cells, &mut lines);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Adds a line, in several parts where it is wider than `cells`; a cluster wider than that stands
/// alone.
fn break_clusters(line: &str, cells: usize, lines: &mut Vec<String>) {
    let (mut part, mut taken) = (String::new(), 0);
    for cluster in line.graphemes(true) {
        let wide = cluster.width();
        if taken + wide > cells && !part.is_empty() {
            lines.push(std::mem::take(&mut part));
            taken = 0;
        }
        part.push_str(cluster);
        taken += wide;
    }
    lines.push(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clipping_counts_cells_and_keeps_clusters_whole() {
        assert_eq!(clip("abc", 3), "abc");
        assert_eq!(clip("abcd", 3), "ab…");
        assert_eq!(clip("妙瓦底", 5), "妙瓦…");
        assert_eq!(clip("妙瓦底", 4), "妙…");
        assert_eq!(clip("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(clip("abc", 1), "…");
        assert_eq!(clip("abc", 0), "");
    }

    #[test]
    fn fitting_takes_exactly_the_cells() {
        for text in ["", "a", "妙瓦底", "ភ្នំពេញ", "Nguyễn Văn Thử", "👩‍👦 x"]
        {
            for cells in 0..12 {
                assert_eq!(width(&fit(text, cells)), cells, "{text} in {cells}");
            }
        }
    }

    /// Thai, Khmer, Burmese, stacked accents, a family: none may fall apart at a line's end.
    #[test]
    fn wrapping_never_splits_a_cluster() {
        for text in ["สวัสดีครับน้ำ", "ព្រះសីហនុភ្នំពេញ", "ရွှေကုက္ကိုမြန်မာ", "e\u{301}e\u{301}e\u{301}", "👩‍👦👩‍👦"]
        {
            let clusters: Vec<&str> = text.graphemes(true).collect();
            for cells in 1..8 {
                let lines = wrap(text, cells);
                assert_eq!(lines.concat(), text);
                let kept: Vec<&str> = lines.iter().flat_map(|line| line.graphemes(true)).collect();
                assert_eq!(kept, clusters, "{text} in {cells}");
            }
        }
    }

    #[test]
    fn wrapping_breaks_where_the_language_does() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("妙瓦底妙瓦底", 6), ["妙瓦底", "妙瓦底"]);
        assert_eq!(wrap("a\n\nb", 8), ["a", "", "b"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap("x", 0), ["x"]);
        assert_eq!(wrap("unbreakable", 4), ["unbr", "eaka", "ble"]);
    }
}
