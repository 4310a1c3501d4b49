//! A slow reference implementation of quote search, to test the fast one against.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

use super::archive::{ArchivedText, Match};
use super::typography::plain_word;
use super::typography::tests::at_any_byte;
use crate::search::fold;
use crate::text::ByteRange;

/// Searches for words in a text: verbatim, then without typography, then for the nearest passage.
fn find(text: &str, words: &str) -> Match {
    if words.trim().is_empty() {
        return Match::NotFound;
    }
    if let Some(start) = text.find(words) {
        return Match::Verbatim(ByteRange::from_span(start..start + words.len()));
    }
    if let Some(range) = but_for_typography(text, words) {
        return Match::ButForTypography(range);
    }
    nearest(text, words).map_or(Match::NotFound, Match::Close)
}

/// Compares the words with the text from each character on.
fn but_for_typography(text: &str, words: &str) -> Option<ByteRange> {
    at_any_byte(text, words)
}

/// Adds up the votes for every start separately, and compares words instead of numbers.
fn nearest(text: &str, words: &str) -> Option<ByteRange> {
    let cut = |text: &str| -> Vec<(usize, String)> {
        let all = text.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty());
        all.map(|(start, word)| (start, word.to_owned())).collect()
    };
    let (quote, all) = (cut(words), cut(text));
    let folded: Vec<String> = all.iter().map(|(_, word)| fold(word)).collect();
    let mut votes: HashMap<usize, f64> = HashMap::new();
    for (offset, (_, word)) in quote.iter().enumerate() {
        let word = fold(word);
        let found = (0..all.len()).filter(|at| folded[*at] == word);
        let count = found.clone().count();
        if count > 256 {
            continue;
        }
        for at in found {
            let weight = 1.0 / f64::from(u16::try_from(count).unwrap());
            *votes.entry(at.saturating_sub(offset)).or_default() += weight;
        }
    }
    let near = |start: usize| -> f64 {
        (start.saturating_sub(3)..=start + 3).filter_map(|start| votes.get(&start)).sum()
    };
    let mut starts: Vec<usize> = votes.keys().copied().collect();
    starts.sort_unstable();
    let most = starts.iter().map(|start| near(*start)).max_by(f64::total_cmp)?;
    let start = starts.into_iter().find(|start| near(*start).total_cmp(&most).is_eq())?;
    let room = 3 + quote.len() / 2;
    let window = start.saturating_sub(room)..(start + quote.len() + room).min(all.len());
    let plain = |tokens: &[(usize, String)]| -> Vec<String> {
        tokens.iter().map(|(_, word)| plain_word(word)).collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &plain(&quote), &plain(&all[window.clone()]));
    let same: usize = ops
        .iter()
        .filter(|op| matches!(op, DiffOp::Equal { .. }))
        .map(|op| op.old_range().len())
        .sum();
    let is_same = |op: &DiffOp| matches!(op, DiffOp::Equal { .. });
    let (first, last) = (ops.first()?, ops.last()?);
    let alone = ops.len() == 1 && !is_same(first);
    let unchanged_len = |op: &DiffOp| op.old_range().len().min(op.new_range().len());
    let mut from = first.new_range().start;
    let mut to = last.new_range().end;
    if !is_same(first) {
        from = first.new_range().end - unchanged_len(first);
    }
    if !is_same(last) {
        to = if alone { from } else { last.new_range().start } + unchanged_len(last);
    }
    let longer = quote.len().max(to.saturating_sub(from));
    #[expect(clippy::cast_precision_loss, reason = "a test has few words")]
    if (same as f64) < 0.6 * longer as f64 || from >= to {
        return None;
    }
    let start = all[window.start + from].0;
    let end = all.get(window.start + to).map_or(text.len(), |(start, _)| *start);
    ByteRange::new(start, start + text.get(start..end).unwrap().trim_end().len())
}

mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    const WORDS: &[&str] = &[
        "the",
        "the",
        "gate",
        "Gate",
        "was",
        "it’s",
        "it's",
        "“open”",
        "cross\u{2011}border",
        "cross-border",
        "nguyễn",
        "nguyen",
        "妙瓦底",
        "14,",
        "left.",
        "re\u{ad}port",
        "é",
        "e\u{301}",
    ];
    const SPACES: &[&str] = &[" ", " ", " ", "\n", "\u{a0}", "  \n ", "\u{2009}", " \u{200b}"];

    fn text(most: usize) -> impl Strategy<Value = String> {
        let pair = (select(WORDS), select(SPACES));
        prop::collection::vec(pair, 0..most)
            .prop_map(|pairs| pairs.into_iter().flat_map(|(word, space)| [word, space]).collect())
    }

    /// Returns a quote: part of a text, with some words added, left out or changed.
    fn quote(text: &str, from: usize, count: usize, changes: &[(usize, &str)]) -> String {
        let mut words: Vec<&str> = text.split(' ').skip(from).take(count).collect();
        for (at, word) in changes {
            let at = at % (words.len() + 1);
            match at % 3 {
                0 => words.insert(at, word),
                1 if at < words.len() => _ = words.remove(at),
                _ if at < words.len() => words[at] = word,
                _ => words.push(word),
            }
        }
        words.join(" ")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn the_indexes_change_no_answer(
            text in text(60),
            (from, count) in (0..40_usize, 0..16_usize),
            changes in prop::collection::vec((0..20_usize, select(WORDS)), 0..6),
            other in text(9),
        ) {
            let archived = ArchivedText::new(text.clone().into_bytes()).unwrap();
            for words in [quote(&text, from, count, &changes), quote(&text, from, count, &[]), other] {
                // The first search builds the indexes, the second one uses them.
                for _ in 0..2 {
                    prop_assert_eq!(archived.find(&words), find(&text, &words), "{} in {}", words, text);
                }
            }
        }
    }
}
