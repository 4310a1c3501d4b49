//! Looks through what was written of a public release for the people, cases and quotes of the collection.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::collection::Collection;
use crate::record::{Id, Kind, Vocabulary};

/// The kinds whose ids are made of names.
const PRIVATE: [Kind; 4] = [Kind::Victim, Kind::Rescue, Kind::Arrest, Kind::Person];

/// The format's own words of several parts, as `non_conforming` and `OGL-UK-3.0`: each may have a short name in it.
static OWN_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let words = Vocabulary::all().flat_map(Vocabulary::words);
    words.filter(|word| word.contains(['_', '-'])).collect()
});

/// What must not be in a release: all registered names, the ids of people and cases, and five words of any quote.
///
/// The names and quotes of a large collection take much memory; they are gathered when something is first looked through
/// for them.
pub struct ReleaseSearch<'c> {
    collection: &'c Collection,
    ids: HashSet<&'c Id>,
}

impl<'c> ReleaseSearch<'c> {
    /// Returns what must not be in a release of a collection.
    pub fn of(collection: &'c Collection) -> Self {
        let ids = PRIVATE.into_iter().flat_map(|kind| collection.ids_of(kind)).collect();
        Self { collection, ids }
    }

    /// Returns whether a text has any of it. An id of a single word is looked for only in texts that people wrote
    /// ([`names`](Self::names)): it may be an ordinary word of the format.
    pub fn finds(&self, text: &str) -> bool {
        self.has_terms(text) || self.words(text).into_iter().any(|word| word.contains('-'))
    }

    /// Returns whether a text that a person wrote, such as a title or the name of a file, has any of it.
    pub fn names(&self, text: &str) -> bool {
        self.has_terms(text) || !self.words(text).is_empty()
    }

    fn has_terms(&self, text: &str) -> bool {
        !self.collection.sensitive_terms().places(&without_own_words(text)).is_empty()
    }

    /// Returns whether a text that a person wrote has an id of a single word.
    pub(super) fn has_short_id(&self, text: &str) -> bool {
        self.words(text).iter().any(|word| !word.contains('-'))
    }

    /// Returns the ids that are words of a text.
    fn words(&self, text: &str) -> BTreeSet<String> {
        let is_of_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let words = text.split(|c| !is_of_id(c)).map(str::to_ascii_lowercase);
        words.filter(|word| Id::new(word).is_some_and(|id| self.ids.contains(&id))).collect()
    }
}

/// Returns a text with a sign in place of each of the format's own words of several parts.
fn without_own_words(text: &str) -> String {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut kept = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c| !is_of_word(c)) {
        let word = piece.trim_end_matches(|c| !is_of_word(c));
        let behind = piece.get(word.len()..).unwrap_or_default();
        kept.push_str(if OWN_WORDS.contains(word) { "|" } else { word });
        kept.push_str(behind);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::{Memory, load};

    #[test]
    fn a_name_within_a_word_of_the_format_is_none_and_any_other_is_found() {
        let mut memory = Memory::default();
        memory.put("victims/test-a.toml", "title = 'A'\nname = 'Ming Testov'\naliases = ['Uk']\n");
        let collection = load(&memory);
        let search = ReleaseSearch::of(&collection);
        for text in ["gender\nnon_conforming\n", "\"non_conforming\",\"OGL-UK-3.0\"", ""] {
            assert!(!search.finds(text), "{text}");
        }
        for text in [
            "non_conforming,Ming",
            "Ming_conforming",
            "non_conforming Testov",
            "OGL-Uk-3",
            "test-a",
        ] {
            assert!(search.finds(text), "{text}");
        }
    }
}
