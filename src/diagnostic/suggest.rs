//! Suggests the nearest of several candidates by edit distance.

/// With more candidates than this, a word is compared with its neighbours in the alphabet alone.
pub const MOST_COMPARED: usize = 5_000;
/// How many neighbours on each side that is.
const NEIGHBOURS: usize = 30;

/// Returns the candidate that was probably meant by `word`: the same except for case, spaces,
/// hyphens and underscores, or else the nearest by edit distance.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let plain = |text: &str| text.to_lowercase().replace([' ', '-'], "_");
    let word = plain(word);
    let length = word.chars().count();
    let allowed = (length / 3).max(1);
    // Two texts differ by at least as much as their lengths: a page is near to no word, and comparing
    // it with each would take its time.
    let is_as_long = |candidate: &&str| candidate.chars().count().abs_diff(length) <= allowed;
    candidates
        .into_iter()
        .filter(is_as_long)
        .map(|candidate| (strsim::osa_distance(&word, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Many candidates in the order of the alphabet, from their first letter on and from their last: what a
/// slip leaves of a word is most often its beginning or its end, and there are too many candidates to
/// compare all with every word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortedCandidates<C> {
    /// Each candidate with its letters turned around, and its place among the candidates.
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
        let turned = |at| (text(&at).chars().rev().collect(), at);
        let mut backwards: Vec<(String, usize)> = (0..candidates.len()).map(turned).collect();
        backwards.sort_unstable();
        Self { backwards, forwards, candidates }
    }

    /// Returns the candidates beside a word in either order, each once, in the order in which all were
    /// given.
    pub fn near(&self, word: &str) -> impl Iterator<Item = &C> {
        let candidate = |at: &usize| self.candidates.get(*at);
        let text = |at: &usize| candidate(at).map(AsRef::as_ref).unwrap_or_default();
        let turned: String = word.chars().rev().collect();
        let forwards = around(&self.forwards, self.forwards.partition_point(|at| text(at) < word));
        let backwards = self.backwards.partition_point(|(letters, _)| *letters < turned);
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
            let found = nearest(slip, beside.into_iter().map(String::as_str));
            let distance = |word: &str| strsim::osa_distance(slip, word);
            assert!(found.is_some_and(|found| distance(found) <= distance(meant)), "{slip}");
        }
        assert_eq!(SortedCandidates::<String>::of(Vec::new()).near("x").count(), 0);
    }
}
