//! Suggestions of what was probably meant: one distance, one phrase.

use std::fmt;

use super::osa::OsaPattern;

/// With more candidates than this, a word is compared with its neighbours in the alphabet alone.
pub const MOST_COMPARED: usize = 5_000;
/// How many neighbours on each side that is.
const NEIGHBOURS: usize = 30;
/// So many words are suggested at most.
const MOST_SUGGESTED: usize = 3;

/// The words that were probably meant by another, the most likely first.
///
/// It is displayed as the one phrase in which the program suggests anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<'c> {
    best: &'c str,
    others: Vec<&'c str>,
}

impl<'c> Suggestion<'c> {
    /// Returns the word that was most likely meant.
    pub fn best(&self) -> &'c str {
        self.best
    }

    /// Returns all words that may have been meant, the most likely first.
    pub fn words(&self) -> impl Iterator<Item = &'c str> + '_ {
        std::iter::once(self.best).chain(self.others.iter().copied())
    }
}

impl fmt::Display for Suggestion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&did_you_mean(self.best))
    }
}

/// Returns the phrase that suggests `words`.
pub fn did_you_mean(words: &str) -> String {
    format!("did you mean `{words}`?")
}

/// Returns the phrase that suggests what was meant by `word`, or else lists all that it may be.
pub(crate) fn suggest_or_list<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> String {
    let known: Vec<_> = known.into_iter().collect();
    match suggest(word, known.iter().copied()) {
        Some(meant) => meant.to_string(),
        None => format!("use one of: {}", known.join(", ")),
    }
}

/// Suggests the candidates that were probably meant by `word`: the same except for case, spaces,
/// hyphens and underscores, or else the nearest by typos; where none is near, one that `word` begins.
///
/// Of equally good ones the first of the candidates comes first.
pub fn suggest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<Suggestion<'c>> {
    let word = plain(word);
    let typos = OsaPattern::of(&word);
    let mut near: Vec<(usize, &'c str)> = Vec::new();
    let mut begun: Option<&'c str> = None;
    for candidate in candidates {
        let other = plain(candidate);
        if let Some(distance) = typos.distance_below(&other, typos.allowed() + 1) {
            near.push((distance, candidate));
        } else if word.len() > 1 && other.starts_with(&word) {
            begun = begun.or(Some(candidate));
        }
    }
    near.sort_by_key(|(distance, _)| *distance);
    let words = near.into_iter().map(|(_, word)| word).chain(begun);
    let mut words = words.take(MOST_SUGGESTED);
    Some(Suggestion { best: words.next()?, others: words.collect() })
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace([' ', '-'], "_")
}

/// Many candidates in the order of the alphabet, from their first letter on and from their last: what a
/// slip leaves of a word is most often its beginning or its end, and there are too many candidates to
/// compare all with every word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortedCandidates<C> {
    /// Each candidate with its letters in reverse order, and its place among the candidates.
    backwards: Vec<(String, usize)>,
    /// The places of the candidates in the order of the alphabet.
    forwards: Vec<usize>,
    candidates: Vec<C>,
}

impl<C: AsRef<str>> SortedCandidates<C> {
    /// Returns these candidates, ready to be looked up.
    pub fn of(candidates: Vec<C>) -> Self {
        let text = |at: &usize| candidates.get(*at).map(AsRef::as_ref).unwrap_or_default();
        let mut forwards: Vec<usize> = (0..candidates.len()).collect();
        forwards.sort_unstable_by(|one, other| text(one).cmp(text(other)).then(one.cmp(other)));
        let reversed = |at| (text(&at).chars().rev().collect(), at);
        let mut backwards: Vec<(String, usize)> = (0..candidates.len()).map(reversed).collect();
        backwards.sort_unstable();
        Self { backwards, forwards, candidates }
    }

    /// Returns the candidates beside a word in either order, each once, in the order in which all were
    /// given.
    pub fn near(&self, word: &str) -> impl Iterator<Item = &C> {
        let candidate = |at: &usize| self.candidates.get(*at);
        let text = |at: &usize| candidate(at).map(AsRef::as_ref).unwrap_or_default();
        let reversed: String = word.chars().rev().collect();
        let forwards = around(&self.forwards, self.forwards.partition_point(|at| text(at) < word));
        let backwards = self.backwards.partition_point(|(letters, _)| *letters < reversed);
        let backwards = around(&self.backwards, backwards).iter().map(|(_, at)| at);
        let mut beside: Vec<usize> = forwards.iter().chain(backwards).copied().collect();
        beside.sort_unstable();
        beside.dedup();
        beside.into_iter().filter_map(|at| self.candidates.get(at))
    }
}

/// Returns what lies around a place in a list.
fn around<T>(list: &[T], at: usize) -> &[T] {
    let end = (at + NEIGHBOURS).min(list.len());
    list.get(at.saturating_sub(NEIGHBOURS)..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_suggested_the_most_likely_first() {
        let suggested = |word: &str| {
            let known = ["forced_labour", "forced_crime", "rescue", "rescued", "gender"];
            suggest(word, known).map(|found| found.words().collect::<Vec<_>>().join(", "))
        };
        assert_eq!(suggested("Forced Labor").as_deref(), Some("forced_labour"));
        assert_eq!(suggested("rescud").as_deref(), Some("rescue, rescued"));
        assert_eq!(suggested("gen").as_deref(), Some("gender"));
        assert_eq!(suggested("gardening"), None);
        assert_eq!(suggested(""), None);
        assert_eq!(suggest("gendr", ["gender"]).unwrap().to_string(), "did you mean `gender`?");
    }

    #[test]
    fn a_slip_in_the_first_or_last_letters_is_found_among_very_many() {
        let words: Vec<String> = (0..200_000).map(|number| format!("{number:06}-word")).collect();
        let many = SortedCandidates::of(words);
        for (slip, meant) in [
            ("123456-wrod", "123456-word"),
            ("12345-word", "012345-word"),
            ("923456-word", "123456-word"),
            ("199999-wor", "199999-word"),
        ] {
            let beside: Vec<&String> = many.near(slip).collect();
            assert!(beside.len() <= 4 * NEIGHBOURS);
            let found = suggest(slip, beside.into_iter().map(String::as_str));
            let found = found.map(|found| found.best());
            let distance = |word: &str| strsim::osa_distance(slip, word);
            assert!(found.is_some_and(|found| distance(found) <= distance(meant)), "{slip}");
        }
        assert_eq!(SortedCandidates::<String>::of(Vec::new()).near("x").count(), 0);
    }
}
