//! Searches archived texts for words as a search does: case, accents and typography matter only where they were typed.

use memchr::memmem;
use rayon::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::archive::{Archive, ArchivedText};
use super::passage::{Passage, passage_of};
use super::tolerant_search;
use super::typography::letters_alone;
use crate::record::Id;
use crate::search::Needle;
use crate::text::ByteRange;

impl Archive {
    /// Returns the sources whose texts contain one of these words, in no order.
    pub(crate) fn containing(&self, any_of: &[&Needle]) -> Vec<&Id> {
        let texts: Vec<(&Id, &ArchivedText)> = self.texts().collect();
        let contains = |text: &ArchivedText| any_of.iter().any(|words| text.contains(words));
        let found = texts.into_par_iter().filter(|(_, text)| contains(text));
        found.map(|(source, _)| source).collect()
    }
}

impl ArchivedText {
    /// Returns all places of the words, in the order of the text; no place overlaps another.
    pub(crate) fn search(&self, words: &Needle) -> Vec<Passage> {
        if !self.may_contain(words) {
            return Vec::new();
        }
        let places = tolerant_search::places(self.text(), words);
        places.into_iter().map(passage_of(self.text())).collect()
    }

    /// Returns whether the text contains the words: whether [`Self::search`] finds a place.
    pub(crate) fn contains(&self, words: &Needle) -> bool {
        self.may_contain(words) && tolerant_search::contains(self.text(), words)
    }

    /// Returns whether the letters of the words are in the text one after another. Most texts are ruled out
    /// by this, without being folded again.
    fn may_contain(&self, words: &Needle) -> bool {
        let letters = letters_alone(words.folded());
        !letters.is_empty()
            && memmem::find(self.folded_letters().as_bytes(), letters.as_bytes()).is_some()
    }
}

impl Passage {
    /// Returns the place of the passage with what is before and after it on its line, each of at most so
    /// many characters and of whole words where the script has spaces.
    pub fn excerpt(&self, text: &str, most: usize) -> ByteRange {
        let (before, from) = text.split_at_checked(self.range.start()).unwrap_or(("", text));
        let passage = from.get(..self.range.len()).unwrap_or_default();
        let behind = from.get(passage.len()..).unwrap_or_default();
        let (before, behind) = (last_of_line(before, most + 1), first_of_line(behind, most + 1));
        let start = before.len() - end_of(before, most);
        let end = start_of(behind, most);
        let offset = self.range.start() - before.len();
        ByteRange::from_span(offset + start..self.range.start() + passage.len() + end)
    }
}

/// Returns the end of a text up to its last line break, of at most so many characters: a line may be as long as the
/// text, and have a passage in every word.
fn last_of_line(text: &str, most: usize) -> &str {
    let clusters = text.grapheme_indices(true).rev().take(most);
    let start = clusters.take_while(|(_, cluster)| !cluster.contains('\n')).last();
    start.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// Returns the start of a text up to its first line break, of at most so many characters.
fn first_of_line(text: &str, most: usize) -> &str {
    let clusters = text.grapheme_indices(true).take(most);
    let end = clusters.take_while(|(_, cluster)| !cluster.contains(['\n', '\r'])).last();
    end.and_then(|(at, cluster)| text.get(..at + cluster.len())).unwrap_or_default()
}

/// Returns the length of the last words of a line that have at most so many characters together.
fn end_of(line: &str, most: usize) -> usize {
    let mut clusters = line.grapheme_indices(true).rev();
    let Some((at, _)) = most.checked_sub(1).and_then(|last| clusters.nth(last)) else {
        return if most == 0 { 0 } else { line.trim_start().len() };
    };
    if clusters.next().is_none_or(|(_, cluster)| cluster.trim().is_empty()) {
        return line.len() - at;
    }
    let cut = line.get(at..).unwrap_or_default();
    cut.find(' ').map_or(cut, |space| cut.get(space + 1..).unwrap_or_default()).len()
}

/// Returns the length of the first words of a line that have at most so many characters together.
fn start_of(line: &str, most: usize) -> usize {
    let Some((at, cluster)) = line.grapheme_indices(true).nth(most) else {
        return line.trim_end().len();
    };
    if cluster.trim().is_empty() {
        return at;
    }
    let cut = line.get(..at).unwrap_or_default();
    cut.rfind(' ').unwrap_or(cut.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str =
        "“One day,” the Guardián said,\nthe guard-\nian was gone.\nGuard Ian saw 妙瓦底園區.\n";

    fn archived(text: &str) -> ArchivedText {
        ArchivedText::new(text.into()).unwrap()
    }

    #[track_caller]
    fn check(words: &str, expected: &[&str]) {
        let (text, words) = (archived(TEXT), Needle::new(words));
        let found = words.map(|words| text.search(&words)).unwrap_or_default();
        let shown = found.iter().map(|at| format!("{}: {}", at.line, at.range.of(TEXT)));
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_are_found_as_in_a_search_and_where_a_word_goes_on_in_the_next_line() {
        check("guardian", &["1: Guardián", "2: guard-\nian"]);
        check("guard ian", &["4: Guard Ian"]);
        check("Guardian", &["1: Guardián"]);
        check("guardián", &["1: Guardián"]);
        check("said the", &[]);
        check("SAID, THE GUARD", &["1: said,\nthe guard"]);
        check("\"one day\"", &[]);
        check("\"one day,\"", &["1: “One day,”"]);
        check("园区", &["4: 園區"]);
        check("ardi", &["1: ardi", "2: ard-\ni"]);
        check("—", &[]);
        check("", &[]);
    }

    #[test]
    fn the_texts_that_contain_one_of_the_words_are_found() {
        let mut archive = Archive::default();
        for (source, text) in [("one", "The gate."), ("two", "A GATE, a wall."), ("three", "Sea")] {
            archive.insert(Id::new(source).unwrap(), archived(text));
        }
        let found = |words: &[&str]| {
            let needles: Vec<Needle> = words.iter().filter_map(|one| Needle::new(one)).collect();
            let mut found = archive.containing(&needles.iter().collect::<Vec<_>>());
            found.sort();
            found.into_iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(found(&["gate"]), ["one", "two"]);
        assert_eq!(found(&["sea", "wall"]), ["three", "two"]);
        assert_eq!(found(&["nowhere"]), [""; 0]);
        assert_eq!(found(&[]), [""; 0]);
    }

    #[track_caller]
    fn check_excerpt(words: &str, most: usize, expected: &str) {
        let text = "First line.\nOne two three, four five.\r\nLast line 妙瓦底園區在這裡";
        let found = archived(text).search(&Needle::new(words).unwrap());
        assert_eq!(found.first().unwrap().excerpt(text, most).of(text), expected);
    }

    #[test]
    fn an_excerpt_is_of_whole_words_of_the_line() {
        check_excerpt("three", 80, "One two three, four five.");
        check_excerpt("three", 6, "two three, four");
        check_excerpt("three", 4, "two three,");
        check_excerpt("three", 0, "three");
        check_excerpt("five. last", 5, "four five.\r\nLast line");
        check_excerpt("园区", 2, "瓦底園區在這");
        check_excerpt("first", 3, "First");
    }

    #[test]
    fn a_line_with_a_passage_in_every_word_is_searched_in_one_pass() {
        let text = "the gate is ".repeat(100_000);
        let found = archived(&text).search(&Needle::new("gate").unwrap());
        assert_eq!(found.len(), 100_000);
        for at in found {
            let shown = at.excerpt(&text, 8).of(&text);
            assert!(
                ["the gate is the", "is the gate is the", "is the gate is"].contains(&shown),
                "{shown}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_found_is_in_order_apart_and_in_every_text_that_contains_the_words(
            text in "[abAÀĐß妙園 \u{301}“”,\n-]{0,40}",
            words in "[abaÀđs妙园 “,-]{1,4}",
        ) {
            let archived = archived(&text);
            if let Some(words) = Needle::new(&words) {
                let found = archived.search(&words);
                prop_assert_eq!(archived.contains(&words), !found.is_empty());
                prop_assert_eq!(
                    tolerant_search::places(&text, &words),
                    found.iter().map(|at| at.range).collect::<Vec<_>>()
                );
                for pair in found.windows(2) {
                    prop_assert!(pair[0].range.end() <= pair[1].range.start());
                }
                for at in found {
                    prop_assert!(text.is_char_boundary(at.range.start()));
                    let excerpt = at.excerpt(&text, 3);
                    prop_assert!(excerpt.of(&text).contains(at.range.of(&text)));
                    let before = ByteRange::from_span(0..at.range.start()).of(&text);
                    prop_assert_eq!(at.line, 1 + before.matches('\n').count());
                }
            }
        }

        #[test]
        fn what_is_found_except_for_typography_is_found_folded(
            text in "[abAÀ妙園 “”,\n-]{0,30}",
            from in 0..20_usize,
            length in 1..8_usize,
        ) {
            let words = text.chars().skip(from).take(length);
            let words: String = words.take_while(|c| *c != '\n').collect();
            // A hyphen at the end of the words may belong to a line that ends there or not.
            let words = words.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            let archived = archived(&text);
            let verbatim = archived.letters().find_all(&text, &words);
            if let Some(words) = Needle::new(&words) {
                let found = archived.search(&words);
                for place in verbatim {
                    let meets = |at: &Passage| at.range.start() < place.end() && place.start() < at.range.end();
                    prop_assert!(found.iter().any(meets));
                }
            }
        }
    }
}
