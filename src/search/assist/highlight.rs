//! Finds the ranges of a text to highlight for a query.

use crate::search::folding::fold::{Folded, Preserve};
use crate::search::matching::fuzzy::FuzzyPattern;
use crate::search::matching::needle::Needle;
use crate::search::matching::tier::Looseness;
use crate::search::matching::typo::TypoPattern;
use crate::search::query::Query;
use crate::text::ByteRange;

/// Returns the ranges of `text` that match the words and phrases of `query`.
///
/// They are sorted, do not touch each other, and consist of whole grapheme clusters. A word that does not
/// match literally is highlighted where it matches by sound, fuzzily or with typos, as far as `reach` allows;
/// [`Hit::looseness`](crate::search::Hit::looseness) has the reach of a hit.
pub fn highlights(query: &Query, text: &str, reach: Looseness) -> Vec<ByteRange> {
    let mut ranges = Vec::new();
    for keep in [Preserve::Nothing, Preserve::Case, Preserve::Accents, Preserve::All] {
        let mut needles =
            query.needles().filter(|(needle, _)| needle.preserve() == keep).peekable();
        if needles.peek().is_some() {
            let folded = Folded::preserving(text, keep);
            for (needle, own_reach) in needles {
                let places = places(needle, folded.text(), reach.min(own_reach));
                ranges.extend(places.into_iter().map(|place| folded.original(place)));
            }
        }
    }
    joined(ranges)
}

/// Returns the places of a needle in a text that is folded except for what the needle preserves.
type PlaceFinder = fn(&Needle, &str) -> Vec<ByteRange>;

fn places(needle: &Needle, text: &str, reach: Looseness) -> Vec<ByteRange> {
    let literal: Vec<_> = needle.places(text).collect();
    let ways: [(Looseness, PlaceFinder); 3] = [
        (Looseness::Sounding, sound_places),
        (Looseness::Fuzzy, fuzzy_places),
        (Looseness::Typo, typo_places),
    ];
    let mut ways = ways.into_iter().filter(|(way, _)| literal.is_empty() && *way <= reach);
    let rough = ways.find_map(|(_, places)| Some(places(needle, text)).filter(|p| !p.is_empty()));
    rough.unwrap_or(literal)
}

fn sound_places(needle: &Needle, text: &str) -> Vec<ByteRange> {
    let spelling = needle.spelling();
    // Lower case in ASCII does not move the characters, so the range is valid in `text`.
    let found = spelling.and_then(|spelling| spelling.find(&text.to_ascii_lowercase()));
    found.map(|found| found.range).into_iter().collect()
}

fn fuzzy_places(needle: &Needle, text: &str) -> Vec<ByteRange> {
    let found = FuzzyPattern::of(needle).and_then(|pattern| pattern.find(text));
    let letters = found.map(|found| found.letters).into_iter().flatten();
    // The first byte of a letter is enough: it maps back to the whole cluster.
    letters.map(|at| ByteRange::from_span(at..at + 1)).collect()
}

fn typo_places(needle: &Needle, text: &str) -> Vec<ByteRange> {
    let found = TypoPattern::of(needle).and_then(|pattern| pattern.find(text));
    found.map(|found| found.range).into_iter().collect()
}

/// Returns the ranges sorted, with those that touch joined.
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

    /// Checks the highlights, written as the text with brackets around them.
    #[track_caller]
    fn check(typed: &str, reach: Looseness, expected: &str) {
        let text = expected.replace(['[', ']'], "");
        let (query, _) = Query::parse(typed, &["kind"]);
        let mut bracketed = String::new();
        let mut at = 0;
        for range in highlights(&query, &text, reach) {
            let before = ByteRange::from_span(at..range.start());
            bracketed.extend([before.of(&text), "[", range.of(&text), "]"]);
            at = range.end();
        }
        bracketed.push_str(ByteRange::from_span(at..text.len()).of(&text));
        assert_eq!(bracketed, expected);
    }

    #[test]
    fn every_place_of_every_word_is_highlighted() {
        check("test", Looseness::Literal, "[Test] the con[test]");
        check("test st", Looseness::Literal, "[Test] fir[st]");
        check("te st", Looseness::Literal, "[Test]");
        check("\"a test\"", Looseness::Literal, "was [a\r\n test], a  best");
        check("-test kind:test absent", Looseness::Literal, "a test");
        check("", Looseness::Literal, "a test");
        check("x", Looseness::Literal, "");
    }

    #[test]
    fn whole_clusters_are_highlighted() {
        check("nguyen", Looseness::Literal, "ông [Nguyễn] Văn Thử");
        check("da nang", Looseness::Literal, "[Đà] [Nẵng]");
        check("e", Looseness::Literal, "x[e\u{301}]x");
        check("s", Looseness::Literal, "[S]tra[ß]e");
        check("រ", Looseness::Literal, "[ក្រុ]ង");
        check("瓦底", Looseness::Literal, "妙[瓦底]");
        check("kk", Looseness::Literal, "[ＫＫ]园区");
    }

    #[test]
    fn typed_accents_and_capitals_must_match_in_highlights() {
        check("Đà", Looseness::Literal, "[Đà] da");
        check("Test person", Looseness::Literal, "test [Test] [Person]");
    }

    #[test]
    fn fuzzy_matches_are_highlighted_if_the_line_was_found_by_them() {
        check("shnkvl", Looseness::Literal, "Sihanoukville");
        check("shnkvl", Looseness::Fuzzy, "[S]i[h]a[n]ou[kv]i[l]le");
        check("test", Looseness::Fuzzy, "[test] t-e-s-t");
        check("\"shnkvl\"", Looseness::Fuzzy, "Sihanoukville");
        check("tthu", Looseness::Fuzzy, "[T]est [Thử]");
    }

    #[test]
    fn matches_by_sound_are_highlighted() {
        check("mwd", Looseness::Literal, "妙瓦底");
        check("mwd", Looseness::Sounding, "在[妙瓦底]");
        check("kkyq", Looseness::Sounding, "[KK园区]");
        check("KKyq", Looseness::Sounding, "[ＫＫ园区]");
        check("mwd test", Looseness::Typo, "[妙瓦底] [test]");
    }

    #[test]
    fn a_word_with_typos_is_highlighted_whole() {
        check("mywaaddy", Looseness::Fuzzy, "Myawaddy");
        check("mywaaddy", Looseness::Typo, "in [Myawaddy], once");
        check("nguyne", Looseness::Typo, "[Nguyễn] Thử");
    }

    proptest! {
        #[test]
        fn ranges_are_sorted_separate_and_on_cluster_borders(typed in "[a-eÀđ\"妙ກ្ \u{301}]{0,8}", text in "[a-eA-ZÀĐđß妙ក្រ \u{300}-\u{303}\u{200d}\r\n]{0,40}") {
            let (query, _) = Query::parse(&typed, &[]);
            let borders: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            let mut behind = None;
            for range in highlights(&query, &text, Looseness::Typo) {
                prop_assert!(!range.is_empty() && behind.is_none_or(|end| end < range.start()));
                prop_assert!(borders.contains(&range.start()) && borders.contains(&range.end()));
                behind = Some(range.end());
            }
        }
    }
}
