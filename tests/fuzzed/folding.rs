//! Any text folded, lit up, wrapped, clipped and made visible: nothing is cut in two, nothing gets
//! past the boundary.

use casebook::collection::{Memory, load};
use casebook::search::{Folded, Looseness, Preserve, Query, fold, fold_to_syllables, highlights};
use casebook::text::{ByteRange, clip, fit, rows, visible, width, without_controls};
use unicode_segmentation::UnicodeSegmentation as _;

/// The first line is a query, the rest the text.
pub(crate) fn hold(input: &[u8]) {
    let Ok(input) = std::str::from_utf8(input) else { return };
    let (typed, text) = input.split_once('\n').unwrap_or(("", input));
    folds(text);
    lights(typed, text);
    shows(text);
    fits(&visible(text), typed.len() % 40);
    masks(typed, text);
}

/// The query as the name of a person, and the text as that of a record.
fn masks(name: &str, text: &str) {
    let mut people = toml::Table::new();
    people.insert("name".to_owned(), name.into());
    let mut memory = Memory::default();
    memory.put("people/test-one.toml", people.to_string());
    let collection = load(&memory);
    let terms = collection.sensitive_terms();
    let mut reached = 0;
    for place in terms.names_in(text) {
        assert!(text.get(place.start()..place.end()).is_some_and(|named| !named.is_empty()));
        assert!(place.start() >= reached);
        reached = place.end();
    }
    let is_word = name.len() > 3 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_word {
        assert_eq!(terms.without_names(&format!("So said {name}."), "#"), "So said #.");
    }
}

fn folds(text: &str) {
    for keep in [Preserve::Nothing, Preserve::Case, Preserve::Accents, Preserve::All] {
        let folded = Folded::preserving(text, keep);
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
    let broad = Folded::to_syllables(text);
    assert_eq!(broad.text(), fold_to_syllables(text), "{text:?}");
    let mut reached = 0;
    for (of, cluster) in broad.clusters() {
        assert!(broad.text().get(of.start()..of.end()).is_some());
        assert!(text.get(cluster.start()..cluster.end()).is_some() && cluster.start() >= reached);
        reached = cluster.end();
    }
}

fn lights(typed: &str, text: &str) {
    let (query, _) = Query::parse(typed, &["kind"]);
    let mut borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    borders.push(text.len());
    let mut behind = None;
    for range in highlights(&query, text, Looseness::Typo) {
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
    let masked = without_controls(text);
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
