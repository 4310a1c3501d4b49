//! Any text folded, lit up, wrapped, clipped and made visible: nothing is cut in two, nothing gets
//! past the boundary.

use casebook::search::{Folded, Keep, Query, Reach, fold, highlights};
use casebook::text::{ByteRange, clip, fit, masked, rows, visible, width};
use unicode_segmentation::UnicodeSegmentation as _;

/// The first line is a query, the rest the text.
pub(crate) fn hold(input: &[u8]) {
    let Ok(input) = std::str::from_utf8(input) else { return };
    let (typed, text) = input.split_once('\n').unwrap_or(("", input));
    folds(text);
    lights(typed, text);
    shows(text);
    fits(&visible(text), typed.len() % 40);
}

fn folds(text: &str) {
    for keep in [Keep::Nothing, Keep::Case, Keep::Accents, Keep::All] {
        let folded = Folded::keeping(text, keep);
        let length = folded.text().len();
        for at in (0..length).take(500) {
            let back = folded.original(ByteRange::from_span(at..at + 1));
            assert!(text.get(back.start()..back.end()).is_some(), "{keep:?} {at}");
        }
        let whole = folded.original(ByteRange::from_span(0..length));
        assert!(whole.end() <= text.len());
    }
    // What is compared is the same however often it was folded.
    let once = fold(text);
    assert_eq!(fold(&once), once, "{text:?}");
}

fn lights(typed: &str, text: &str) {
    let (query, _) = Query::parse(typed, &["kind"]);
    let mut borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    borders.push(text.len());
    let mut behind = None;
    for range in highlights(&query, text, Reach::Slipped) {
        assert!(!range.is_empty() && behind.is_none_or(|end| end < range.start()));
        let ends = [range.start(), range.end()];
        assert!(ends.iter().all(|end| borders.binary_search(end).is_ok()), "{range:?}");
        behind = Some(range.end());
    }
}

fn shows(text: &str) {
    let shown = visible(text);
    assert!(!shown.chars().any(char::is_control));
    assert_eq!(visible(&shown), shown, "what is visible stays as it is");
    let masked = masked(text);
    assert_eq!(masked.len(), text.len());
    assert!(masked.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t')));
}

fn fits(line: &str, cells: usize) {
    assert_eq!(width(&fit(line, cells)), cells);
    assert!(width(&clip(line, cells)) <= cells);
    let mut reached = 0;
    for row in rows(line, cells) {
        assert!(line.get(reached..row.start()).is_some_and(|gap| gap.trim().is_empty()));
        reached = row.end();
    }
}
