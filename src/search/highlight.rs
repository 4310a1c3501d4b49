//! What of a text to light up, so that people see why it was found. Knows no line and no screen.

use super::fold::{Folded, Keep};
use super::fuzzy::Scatter;
use super::needle::Needle;
use super::query::Query;
use super::tier::Reach;
use super::typo::Slips;
use crate::text::ByteRange;

/// Returns the places in `text` that hold the words and phrases of `query`.
///
/// They are sorted, apart from each other and made of whole grapheme clusters. For words that do
/// not stand in this text as they were typed, what sounds so, scattered letters or a word with slips
/// are lit, as far as `reach` goes; [`Hit::reach`](super::Hit::reach) knows how far that is.
pub fn highlights(query: &Query, text: &str, reach: Reach) -> Vec<ByteRange> {
    let mut ranges = Vec::new();
    for keep in [Keep::Nothing, Keep::Case, Keep::Accents, Keep::All] {
        let mut needles = query.needles().filter(|(needle, _)| needle.keep() == keep).peekable();
        if needles.peek().is_some() {
            let folded = Folded::keeping(text, keep);
            for (needle, own_reach) in needles {
                let places = places(needle, folded.text(), reach.min(own_reach));
                ranges.extend(places.into_iter().map(|place| folded.original(place)));
            }
        }
    }
    joined(ranges)
}

/// Finds the places of a needle in a text that is folded but for what it asks for.
type Way = fn(&Needle, &str) -> Vec<ByteRange>;

fn places(needle: &Needle, kept: &str, reach: Reach) -> Vec<ByteRange> {
    let literal: Vec<_> = needle.places(kept).collect();
    let ways: [(Reach, Way); 3] =
        [(Reach::Sounding, sounding), (Reach::Scattered, scattered), (Reach::Slipped, slipped)];
    let mut ways = ways.into_iter().filter(|(way, _)| literal.is_empty() && *way <= reach);
    let rough = ways.find_map(|(_, places)| Some(places(needle, kept)).filter(|p| !p.is_empty()));
    rough.unwrap_or(literal)
}

fn sounding(needle: &Needle, kept: &str) -> Vec<ByteRange> {
    let spelling = needle.spelling();
    // A text that keeps its capitals has the same characters, and letters of the same length.
    let found = spelling.and_then(|spelling| spelling.find(&kept.to_ascii_lowercase()));
    found.map(|found| found.range).into_iter().collect()
}

fn scattered(needle: &Needle, kept: &str) -> Vec<ByteRange> {
    let found = Scatter::of(needle).and_then(|scatter| scatter.find(kept));
    let letters = found.map(|found| found.letters).into_iter().flatten();
    // A letter's first byte is enough: it leads back to the whole cluster.
    letters.map(|at| ByteRange::from_span(at..at + 1)).collect()
}

fn slipped(needle: &Needle, kept: &str) -> Vec<ByteRange> {
    let found = Slips::of(needle).and_then(|slips| slips.find(kept));
    found.map(|found| found.range).into_iter().collect()
}

/// Returns the ranges sorted, those that touch made one.
fn joined(mut ranges: Vec<ByteRange>) -> Vec<ByteRange> {
    ranges.sort_unstable();
    let mut joined: Vec<ByteRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start() <= last.end() => *last = last.join(range),
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    /// Checks what is lit, written as the text with brackets around it.
    #[track_caller]
    fn check(typed: &str, reach: Reach, expected: &str) {
        let text = expected.replace(['[', ']'], "");
        let (query, _) = Query::parse(typed, &["kind"]);
        let mut lit = String::new();
        let mut at = 0;
        for range in highlights(&query, &text, reach) {
            let before = ByteRange::from_span(at..range.start());
            lit.extend([before.of(&text), "[", range.of(&text), "]"]);
            at = range.end();
        }
        lit.push_str(ByteRange::from_span(at..text.len()).of(&text));
        assert_eq!(lit, expected);
    }

    #[test]
    fn every_place_of_every_word_is_lit() {
        check("test", Reach::Literal, "[Test] the con[test]");
        check("test st", Reach::Literal, "[Test] fir[st]");
        check("te st", Reach::Literal, "[Test]");
        check("\"a test\"", Reach::Literal, "was [a\r\n test], a  best");
        check("-test kind:test absent", Reach::Literal, "a test");
        check("", Reach::Literal, "a test");
        check("x", Reach::Literal, "");
    }

    #[test]
    fn whole_clusters_are_lit() {
        check("nguyen", Reach::Literal, "ông [Nguyễn] Văn Thử");
        check("da nang", Reach::Literal, "[Đà] [Nẵng]");
        check("e", Reach::Literal, "x[e\u{301}]x");
        check("s", Reach::Literal, "[S]tra[ß]e");
        check("រ", Reach::Literal, "[ក្រុ]ង");
        check("瓦底", Reach::Literal, "妙[瓦底]");
        check("kk", Reach::Literal, "[ＫＫ]园区");
    }

    #[test]
    fn accents_and_capitals_are_lit_where_they_were_asked_for() {
        check("Đà", Reach::Literal, "[Đà] da");
        check("Test person", Reach::Literal, "test [Test] [Person]");
    }

    #[test]
    fn scattered_letters_are_lit_where_the_line_was_found_by_them() {
        check("shnkvl", Reach::Literal, "Sihanoukville");
        check("shnkvl", Reach::Scattered, "[S]i[h]a[n]ou[kv]i[l]le");
        check("test", Reach::Scattered, "[test] t-e-s-t");
        check("\"shnkvl\"", Reach::Scattered, "Sihanoukville");
        check("tthu", Reach::Scattered, "[T]est [Thử]");
    }

    #[test]
    fn characters_are_lit_where_they_sound_so() {
        check("mwd", Reach::Literal, "妙瓦底");
        check("mwd", Reach::Sounding, "在[妙瓦底]");
        check("kkyq", Reach::Sounding, "[KK园区]");
        check("KKyq", Reach::Sounding, "[ＫＫ园区]");
        check("mwd test", Reach::Slipped, "[妙瓦底] [test]");
    }

    #[test]
    fn a_word_with_slips_is_lit_whole() {
        check("mywaaddy", Reach::Scattered, "Myawaddy");
        check("mywaaddy", Reach::Slipped, "in [Myawaddy], once");
        check("nguyne", Reach::Slipped, "[Nguyễn] Thử");
    }

    proptest! {
        #[test]
        fn ranges_are_sorted_apart_and_on_cluster_borders(typed in "[a-eÀđ\"妙ກ្ \u{301}]{0,8}", text in "[a-eA-ZÀĐđß妙ក្រ \u{300}-\u{303}\u{200d}\r\n]{0,40}") {
            let (query, _) = Query::parse(&typed, &[]);
            let borders: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            let mut behind = None;
            for range in highlights(&query, &text, Reach::Slipped) {
                prop_assert!(!range.is_empty() && behind.is_none_or(|end| end < range.start()));
                prop_assert!(borders.contains(&range.start()) && borders.contains(&range.end()));
                behind = Some(range.end());
            }
        }
    }
}
