//! Cursor motion in a line by grapheme cluster and by word.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

/// Returns the range of the cluster that starts at a byte of a line; it is empty at the end of the line.
pub(crate) fn cluster(line: &str, at: usize) -> Range<usize> {
    let at = line.floor_char_boundary(at);
    let mut cursor = GraphemeCursor::new(at, line.len(), true);
    let next = cursor.next_boundary(line, 0).ok().flatten();
    at..next.unwrap_or(line.len()).max(at)
}

/// Returns where the cluster before a byte of a line starts; `None` at the start of the line.
pub(crate) fn cluster_before(line: &str, at: usize) -> Option<usize> {
    let mut cursor = GraphemeCursor::new(line.floor_char_boundary(at), line.len(), true);
    cursor.prev_boundary(line, 0).ok().flatten()
}

/// Returns where the first word starts that does so at a byte of a line or after it, with the signs before it,
/// such as a quotation mark, where a space is before these.
///
/// A word is a run of letters and digits, joined as UAX #29 joins them (`don’t`). Signs alone are no word, so that
/// as many steps as there are words lead over them.
pub(crate) fn word_start(line: &str, at: usize) -> Option<usize> {
    words(line, spaced(line, at))
        .map(|word| with_signs(line, word.start))
        .find(|start| *start >= at)
}

/// Returns where the signs before a word start, or the word if none are before it or they follow another word.
fn with_signs(line: &str, word: usize) -> usize {
    let before = line.get(..word).unwrap_or_default();
    let start = before.trim_end_matches(|c: char| !c.is_whitespace() && !c.is_alphanumeric()).len();
    let follows_word =
        before.get(..start).is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
    // A sign may belong to the space before it.
    let is_boundary = GraphemeCursor::new(start, line.len(), true).is_boundary(line, 0);
    if follows_word || is_boundary != Ok(true) { word } else { start }
}

/// Returns where the last cluster of a word starts, for the first word that has it at a byte of a line or
/// after it.
pub(crate) fn word_end(line: &str, at: usize) -> Option<usize> {
    let mut ends = words(line, spaced(line, at)).filter_map(|word| cluster_before(line, word.end));
    ends.find(|end| *end >= at)
}

/// Returns where the last word starts that does so before a byte of a line.
pub(crate) fn word_before(line: &str, at: usize) -> Option<usize> {
    let mut end = line.get(..at)?.trim_end().len();
    loop {
        let from = spaced(line, end);
        let starts = words(line, from).map(|word| word.start);
        match starts.take_while(|start| *start < at).last() {
            None if from > 0 => end = line.get(..from)?.trim_end().len(),
            found => return found,
        }
    }
}

/// Returns how many words a text has, so that as many steps by words lead over it.
pub(crate) fn count_words(text: &str) -> usize {
    words(text, 0).count()
}

/// Returns the start of the run without spaces around a byte. Words are searched from there, not from
/// the start of the line, because a text may be a single long line.
fn spaced(line: &str, at: usize) -> usize {
    let before = line.get(..at).unwrap_or_default();
    before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(space, _)| space)
}

/// Returns the words of a line from a byte on.
fn words(line: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let rest = line.get(from..).unwrap_or_default();
    let mut parts = rest.split_word_bound_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, part) = parts.next()?;
            if !is_word(part) {
                continue;
            }
            let mut end = start + part.len();
            while let Some((next, part)) = parts.next_if(|(_, part)| is_word(part)) {
                end = next + part.len();
            }
            return Some(from + start..from + end);
        }
    })
}

/// Returns whether a part between two bounds has a letter or digit.
fn is_word(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Moves through a line by one of the steps, and cuts the line at each stop.
    #[track_caller]
    fn check(line: &str, step: impl Fn(&str, usize) -> Option<usize>, parts: &[&str]) {
        let mut cuts = vec![0];
        while let Some(next) = step(line, cuts[cuts.len() - 1]) {
            cuts.push(next);
        }
        cuts.push(line.len());
        let shown: Vec<&str> =
            cuts.windows(2).map(|cut| line.get(cut[0]..cut[1]).unwrap()).collect();
        assert_eq!(shown, parts);
    }

    #[test]
    fn words_are_runs_of_letters_and_have_the_signs_before_them() {
        let next_word = |line: &str, at: usize| word_start(line, cluster(line, at).end);
        check(
            "He said: “I don’t know”, twice.",
            next_word,
            &["He ", "said: ", "“I ", "don’t ", "know”, ", "twice."],
        );
        check("cross\u{2011}border  17", next_word, &["cross\u{2011}", "border  ", "17"]);
        check("他说，十七岁。", next_word, &["他说，", "十七岁。"]);
        check("ភ្នំពេញ ក្រុង", next_word, &["ភ្នំពេញ ", "ក្រុង"]);
        check("a — b …", next_word, &["a — ", "b …"]);
        check("", next_word, &[""]);
    }

    #[test]
    fn the_end_of_a_word_is_its_last_cluster() {
        let behind = |line: &str, at: usize| word_end(line, cluster(line, at).end);
        check("a don’t cafe\u{301}.", behind, &["a don’", "t caf", "e\u{301}."]);
        check("one", behind, &["on", "e"]);
        assert_eq!((word_end("a b", 0), word_end(" ", 0)), (Some(0), None));
        assert_eq!((word_start("a b", 0), word_start(" b", 0)), (Some(0), Some(1)));
    }

    #[test]
    fn the_way_back_stops_where_words_start() {
        let line = "He said: “I don’t”";
        let mut stops = vec![line.len()];
        while let Some(before) = word_before(line, stops[stops.len() - 1]) {
            stops.push(before);
        }
        let words: Vec<&str> =
            stops.windows(2).map(|stop| line.get(stop[1]..stop[0]).unwrap()).collect();
        assert_eq!(words, ["don’t”", "I ", "said: “", "He "]);
        assert_eq!((word_before("a — …", 9), word_before("—", 3)), (Some(0), None));
    }

    proptest! {
        #[test]
        fn every_step_moves_and_ends_between_two_clusters(
            line in "([a-b .,’]|\u{301}|妙|ក្ន|👩‍👦|\t){0,30}", picked in any::<prop::sample::Index>(),
        ) {
            let mut starts: Vec<usize> = line.grapheme_indices(true).map(|(at, _)| at).collect();
            starts.push(line.len());
            let at = starts[picked.index(starts.len())];
            let is_start = |step: &Option<usize>| step.is_none_or(|step| starts.contains(&step));
            let (next, end, before) = (word_start(&line, at), word_end(&line, at), word_before(&line, at));
            prop_assert!(is_start(&next) && next.is_none_or(|next| next >= at), "{next:?}");
            prop_assert!(is_start(&end) && end.is_none_or(|end| end >= at), "{end:?}");
            prop_assert!(is_start(&before) && before.is_none_or(|before| before < at), "{before:?}");
            prop_assert!(starts.contains(&cluster(&line, at).end));
            prop_assert_eq!(cluster_before(&line, at), starts.iter().copied().rfind(|start| *start < at));
        }
    }
}
