//! The width of text in terminal cells, and clipping and wrapping to it.
//!
//! Grapheme clusters (UAX #29) are never split. Terminals disagree about their width: some add up code
//! points as the C library's `wcwidth` does, others look up the whole cluster, each in the table of some
//! Unicode version. [`width`] is the largest of these answers, because a gap does no harm, but an
//! overwritten letter is lost. Everything that is drawn is measured by it.

use std::borrow::Cow;

use textwrap::core::{Fragment, Word};
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Returns the number of cells to reserve for `text`: the sum over its clusters.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // The fast way: no two of the agreed characters form one cluster, so their widths can be added up.
    let agreed: Option<usize> = text.chars().map(agreed).sum();
    agreed.unwrap_or_else(|| text.graphemes(true).map(cluster_width).sum())
}

/// Returns whether terminals may count the cells of a cluster differently, or draw nothing for it.
pub(crate) fn is_disputed(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    let alone = chars.next().filter(|_| chars.next().is_none());
    alone.is_none_or(|c| agreed(c).is_none())
}

/// Returns the cells of a character on which all tables have agreed for more than ten years; `None` for
/// every other character, and for every character that combines with another.
fn agreed(c: char) -> Option<usize> {
    match c {
        ' '..='~'
        // Latin, Greek, Cyrillic, Armenian; the soft hyphen is invisible in some terminals.
        | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{377}' | '\u{37a}'..='\u{37e}'
        | '\u{384}'..='\u{38a}' | '\u{38e}'..='\u{3a1}' | '\u{3a3}'..='\u{482}' | '\u{48a}'..='\u{527}'
        | '\u{531}'..='\u{556}' | '\u{561}'..='\u{586}' | '\u{1e00}'..='\u{1eff}'
        // Hebrew and Arabic letters and digits without points.
        | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{6d3}'
        // Quotation marks, dashes and the other signs that the program draws.
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20b5}' | '\u{2190}'..='\u{21ff}'
        | '\u{2200}'..='\u{22ff}' | '\u{2400}'..='\u{2426}' | '\u{2500}'..='\u{25fc}' | '\u{25ff}'
        | '⚔' | '✓' | '✗' | '❯' => Some(1),
        // Punctuation of East Asia, kana, Han and Hangul.
        '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a0}'..='\u{30ff}' | '\u{3400}'..='\u{4db5}'
        | '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}' => Some(2),
        _ => None,
    }
}

/// Returns a cluster as it is to be drawn: marks without a letter get a space, because they would be
/// drawn over the character before them.
pub(crate) fn on_its_own(cluster: &str) -> Cow<'_, str> {
    if lacks_letter(cluster) { format!(" {cluster}").into() } else { cluster.into() }
}

fn lacks_letter(cluster: &str) -> bool {
    // Some Burmese signs are clusters of their own after a letter; those take a cell in every terminal.
    cluster.chars().next().is_some_and(|c| {
        c.width() == Some(0)
            && matches!(
                get_general_category(c),
                GeneralCategory::NonspacingMark
                    | GeneralCategory::SpacingMark
                    | GeneralCategory::EnclosingMark
            )
    })
}

/// Returns the number of cells to reserve for one cluster.
fn cluster_width(cluster: &str) -> usize {
    let added: usize = cluster.chars().map(char_width).sum();
    let space = usize::from(lacks_letter(cluster));
    (space + added.max(cluster.width())).max(1)
}

/// Returns the cells of a character by itself, as `wcwidth` counts them.
fn char_width(c: char) -> usize {
    match c.width() {
        // Hangul tone marks and Vietnamese reading marks are as wide as the ideographs they belong to.
        Some(_) if matches!(c, '\u{302e}' | '\u{302f}' | '\u{16ff0}' | '\u{16ff1}') => 2,
        Some(0) if takes_a_cell_elsewhere(c) => 1,
        Some(cells) => cells,
        None => 0,
    }
}

/// Returns whether the C library counts a cell for a character that extends the one before it: vowel
/// signs beside their letter, and half-width sound marks.
fn takes_a_cell_elsewhere(c: char) -> bool {
    let category = get_general_category(c);
    let is_letter =
        matches!(category, GeneralCategory::ModifierLetter | GeneralCategory::OtherLetter);
    // Vowels and final consonants of Hangul form one syllable with the letter before them.
    category == GeneralCategory::SpacingMark || is_letter && !matches!(c, '\u{1160}'..='\u{11ff}')
}

/// Returns `text`, cut to fit into `cells`; a cut text ends with `…`.
pub fn clip(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut taken = 0;
    for cluster in text.graphemes(true) {
        taken += width(cluster);
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

/// Returns `text`, cut between two words to fit into `cells`, with `…` behind; in a word where not even the first fits.
pub(crate) fn clip_words(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let fits = |at: &usize| text.get(..*at).is_some_and(|kept| width(kept) < cells);
    let mut spaces = text.match_indices(' ').map(|(at, _)| at);
    let cut = spaces.rfind(fits).and_then(|at| text.get(..at));
    match cut.map(|kept| kept.trim_end_matches([' ', ',', ';', ':'])) {
        Some(kept) if !kept.is_empty() => format!("{kept}…"),
        _ => clip(text, cells),
    }
}

/// Returns `text` clipped or filled with spaces to exactly `cells`.
pub fn fit(text: &str, cells: usize) -> String {
    let mut fitted = clip(text, cells);
    let missing = cells.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// Returns `text` broken into lines of at most `cells`, at the break opportunities of UAX #14.
///
/// A run without a break opportunity that is longer than a line, such as a sentence in Thai, Khmer or
/// Burmese, is broken between two clusters. A line feed in the text ends a line. There is always at least
/// one line.
pub(crate) fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for line in text.lines() {
        wrap_line(line, cells, &mut lines);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// A word measured by [`width`], because `textwrap` would measure it by other tables.
#[derive(Debug)]
struct Measured<'t> {
    word: Word<'t>,
    cells: usize,
}

impl Fragment for Measured<'_> {
    #[expect(clippy::cast_precision_loss, reason = "no line has 2^53 cells")]
    fn width(&self) -> f64 {
        self.cells as f64
    }

    #[expect(clippy::cast_precision_loss, reason = "no line has 2^53 cells")]
    fn whitespace_width(&self) -> f64 {
        self.word.whitespace.len() as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Adds the rows of a line without line feeds; spaces at a break are dropped.
#[expect(clippy::cast_precision_loss, reason = "no line has 2^53 cells")]
fn wrap_line(line: &str, cells: usize, lines: &mut Vec<String>) {
    if width(line) <= cells {
        lines.push(line.trim_end_matches(' ').to_owned());
        return;
    }
    // Greedy first fit: later text never changes where an earlier row breaks.
    let words = textwrap::WordSeparator::UnicodeBreakProperties.find_words(line);
    let measured = words.map(|word| Measured { cells: width(&word), word }).collect::<Vec<_>>();
    for row in textwrap::wrap_algorithms::wrap_first_fit(&measured, &[cells as f64]) {
        let mut text = String::new();
        for (at, Measured { word, .. }) in row.iter().enumerate() {
            text.push_str(word);
            if at + 1 < row.len() {
                text.push_str(word.whitespace);
            }
        }
        break_clusters(&text, cells, lines);
    }
}

/// Adds a line, in several parts if it is wider than `cells`; a cluster wider than that is a part of its
/// own.
fn break_clusters(line: &str, cells: usize, lines: &mut Vec<String>) {
    let (mut part, mut taken) = (String::new(), 0);
    for cluster in line.graphemes(true) {
        let wide = width(cluster);
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
    fn words_are_kept_whole_as_far_as_one_fits() {
        for (cells, kept) in [
            (12, "one two, six"),
            (11, "one two…"),
            (9, "one two…"),
            (8, "one…"),
            (7, "one…"),
            (3, "on…"),
        ] {
            assert_eq!(clip_words("one two, six", cells), kept, "{cells}");
        }
    }

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
    fn a_cluster_reserves_the_most_cells_that_any_table_gives() {
        for (cluster, cells) in [
            ("กำ", 2),
            ("ចក្រ", 3),
            ("ကျ", 2),
            ("কো", 2),
            ("கொ", 2),
            ("ﾀﾞ", 2),
            ("ﾞ", 1),
            ("☰", 2),
            ("🫨", 2),
            ("\u{31350}", 2),
            ("🇰🇭", 2),
            ("👩‍👦", 4),
            ("한", 2),
            ("\u{1112}\u{1161}\u{11ab}", 2),
            ("e\u{301}", 1),
            ("\u{301}", 1),
            ("\u{1038}", 1),
        ] {
            assert_eq!(width(cluster), cells, "{cluster}");
        }
        // Arabic lam and alef are one shape to some and two letters to others.
        assert_eq!(width("لا"), 2);
    }

    #[test]
    fn a_text_is_as_wide_as_its_clusters_and_no_character_is_narrower_than_elsewhere() {
        for c in '\u{20}'..=char::MAX {
            let text = c.to_string();
            let cells = width(&text);
            if get_general_category(c) == GeneralCategory::Control {
                continue;
            }
            assert!(cells >= text.width() && cells >= 1, "{c:?}");
            assert!(agreed(c).is_none_or(|agreed| agreed == text.width()), "{c:?}");
            let is_mark = matches!(
                get_general_category(c),
                GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
            );
            assert!(!(is_mark && agreed(c).is_some()), "{c:?}");
        }
    }

    #[test]
    fn what_tables_disagree_about_is_disputed() {
        for cluster in
            ["กำ", "ก", "ကျ", "☰", "🫨", "\u{31350}", "ﾀﾞ", "🇰🇭", "e\u{301}", "\u{301}", "ក"]
        {
            assert!(is_disputed(cluster), "{cluster}");
        }
        for cluster in ["a", "ử", "ж", "妙", "한", "─", "●", "…", "م"] {
            assert!(!is_disputed(cluster), "{cluster}");
        }
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
                let wrapped: Vec<&str> =
                    lines.iter().flat_map(|line| line.graphemes(true)).collect();
                assert_eq!(wrapped, clusters, "{text} in {cells}");
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
