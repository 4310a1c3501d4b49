//! Finds words in a text regardless of accents, case and typography, as a search does.

use super::typography::LetterIndex;
use crate::search::{Folded, Needle, Preserve};
use crate::text::ByteRange;

/// Returns the places of the words in a text, except for typography, and for case and accents that were not
/// typed; no place overlaps another.
pub(super) fn find_all(text: &str, words: &str) -> Vec<ByteRange> {
    Needle::new(words).map(|words| places(text, &words)).unwrap_or_default()
}

/// Returns the places of words in a text in their order; no place overlaps another.
pub(super) fn places(text: &str, words: &Needle) -> Vec<ByteRange> {
    let lines = FoldedLines::of(text, words.preserve());
    let letters = LetterIndex::of(&lines.folded);
    let places = words.ways().flat_map(|words| letters.find_all(&lines.folded, words));
    let mut places: Vec<ByteRange> = places.filter_map(|place| lines.original(place)).collect();
    places.sort_unstable();
    let mut end = 0;
    places.retain(|place| {
        let apart = place.start() >= end;
        if apart {
            end = place.end();
        }
        apart
    });
    places
}

/// Returns whether words are in a text.
pub(super) fn contains(text: &str, words: &Needle) -> bool {
    let lines = FoldedLines::of(text, words.preserve());
    let letters = LetterIndex::of(&lines.folded);
    words.ways().any(|words| letters.find(&lines.folded, words).is_some())
}

/// Returns the letters of a text, folded completely: those of words that are in the text are in them.
pub(super) fn folded_letters(text: &str) -> String {
    LetterIndex::of(&FoldedLines::of(text, Preserve::Nothing).folded).into_letters()
}

/// A text that is folded line by line. Folding the whole text would turn line breaks into spaces, and then a
/// word that is broken over two lines would not be found.
struct FoldedLines {
    folded: String,
    lines: Vec<FoldedLine>,
}

struct FoldedLine {
    /// Where it starts in the folded text.
    folded: usize,
    /// Where it starts in the original.
    original: usize,
    text: Folded,
}

impl FoldedLines {
    fn of(text: &str, keep: Preserve) -> Self {
        let (mut folded, mut lines, mut start) = (String::with_capacity(text.len()), Vec::new(), 0);
        for line in text.split_inclusive('\n') {
            let line_folded = Folded::preserving(line.trim_end_matches(['\n', '\r']), keep);
            let (here, original) = (folded.len(), start);
            folded.push_str(line_folded.text());
            folded.push('\n');
            lines.push(FoldedLine { folded: here, original, text: line_folded });
            start += line.len();
        }
        Self { folded, lines }
    }

    /// Returns the range of the original for a range of the folded text.
    fn original(&self, range: ByteRange) -> Option<ByteRange> {
        let first = self.line(range.start())?.part(range)?;
        let last = self.line(range.end().saturating_sub(1))?.part(range)?;
        ByteRange::new(first.start(), last.end())
    }

    fn line(&self, at: usize) -> Option<&FoldedLine> {
        let behind = self.lines.partition_point(|line| line.folded <= at);
        self.lines.get(behind.checked_sub(1)?)
    }
}

impl FoldedLine {
    /// Returns the range of the original for the part of a folded range that is in this line.
    fn part(&self, range: ByteRange) -> Option<ByteRange> {
        let start = range.start().saturating_sub(self.folded);
        let end = range.end().checked_sub(self.folded)?.min(self.text.text().len());
        let part = self.text.original(ByteRange::new(start, end)?);
        ByteRange::new(self.original + part.start(), self.original + part.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, expected: &[&str]) {
        let found = find_all(text, words);
        let shown: Vec<_> = found.iter().map(|place| place.of(text)).collect();
        assert_eq!(shown, expected, "{words}");
    }

    #[test]
    fn accents_and_capitals_only_matter_if_they_are_typed() {
        check("Ông Nguyễn\nVăn Thử nói", "nguyen van thu", &["Nguyễn\nVăn Thử"]);
        check("Nguyễn, Nguyen", "nguyễn", &["Nguyễn"]);
        check("The gate. the gate", "The gate", &["The gate"]);
        check("Thuý và Thúy", "thúy", &["Thuý", "Thúy"]);
    }

    #[test]
    fn variants_of_a_character_match_each_other() {
        check("妙瓦底「電詐 園區」", "电诈园区", &["電詐 園區"]);
        check("قال مُحَمَّد أحمد", "محمد احمد", &["مُحَمَّد أحمد"]);
        check("នៅ កុ្រង ភ្នំពេញ", "ក្រុងភ្នំពេញ", &["កុ្រង ភ្នំពេញ"]);
        check("ﾃｽﾄ と", "てすと", &["ﾃｽﾄ"]);
        check("១៦៣ នាក់", "163", &["១៦៣"]);
    }

    #[test]
    fn typography_does_not_matter_either() {
        check("the bor-\nder, “Đà Nẵng”", "border, \"da nang\"", &["bor-\nder, “Đà Nẵng”"]);
        check("x", "", &[]);
        check("", "x", &[]);
    }
}
