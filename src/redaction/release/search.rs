//! Looks through what was written of a public release for the people, cases and quotes of the collection.

use std::collections::{BTreeSet, HashSet};

use crate::collection::Collection;
use crate::record::{Id, Kind};

/// The kinds whose ids are made of names.
const PRIVATE: [Kind; 4] = [Kind::Victim, Kind::Rescue, Kind::Arrest, Kind::Person];

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
        !self.collection.sensitive_terms().places(text).is_empty()
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
