//! Sensitive terms: names and quotes to be hidden, and texts with them replaced.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::record::{Id, Record};
use crate::text::ByteRange;

use crate::collection::sensitive::names::{NameMatcher, joined};
use crate::collection::sensitive::shingles::ShingleSet;

/// The sensitive terms of a collection, each set computed when it is first needed.
#[derive(Clone, Debug, Default)]
pub(crate) struct SensitiveTermCache {
    pub(crate) of_everyone: OnceLock<Arc<SensitiveTerms>>,
    pub(crate) of_confidential: OnceLock<Arc<SensitiveTerms>>,
    /// The names that may be a child's real name.
    pub(crate) of_children: OnceLock<Arc<SensitiveTerms>>,
    /// Whether there are cases of which not even the ids are known.
    pub(crate) unknown: OnceLock<bool>,
    /// The ids that several records have, of which one is a confidential case.
    pub(crate) shared: OnceLock<BTreeSet<Id>>,
    /// The ids of the confidential cases that files seem to have which are not read as records.
    pub(crate) guessed: OnceLock<BTreeSet<Id>>,
    /// What commands do not print.
    pub(crate) exports: OnceLock<Arc<WithheldSet>>,
    /// What is not printed where no one is to be named.
    pub(crate) masked: OnceLock<Arc<WithheldSet>>,
}

/// What commands print only on request.
#[derive(Clone, Debug, Default)]
pub(crate) struct WithheldSet {
    /// The names of the people who are not to be named; where no one is, the words of all quotes too.
    pub(crate) names: SensitiveTerms,
    /// The ids of those people.
    pub(crate) people: BTreeSet<Id>,
    /// The ids of the confidential cases.
    pub(crate) cases: BTreeSet<Id>,
}

/// Names of people and words of quotes, to be hidden wherever they occur.
#[derive(Clone, Debug, Default)]
pub struct SensitiveTerms {
    names: NameMatcher,
    shingles: ShingleSet,
    /// Terms that this set extends; those are not extended themselves.
    base: Option<Arc<SensitiveTerms>>,
}

impl WithheldSet {
    /// Returns whether nothing is.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { names, people, cases } = self;
        names.is_empty() && people.is_empty() && cases.is_empty()
    }

    /// Returns whether an id is that of a confidential case, or of a person who may not be named.
    pub(crate) fn contains(&self, id: &Id) -> bool {
        self.cases.contains(id) || self.people.contains(id)
    }
}

impl SensitiveTerms {
    /// Adds the names of a record, where it is of a person.
    pub(crate) fn add_names(&mut self, record: &Record) {
        self.names.add_person(record);
    }

    /// Adds the names and the quotes of a record.
    pub(crate) fn add(&mut self, record: &Record) {
        self.names.add_person(record);
        for text in record.quotes.iter().filter_map(|quote| quote.text()) {
            self.shingles.add(text);
        }
    }

    /// Returns it ready to be looked for.
    #[must_use]
    pub(crate) fn finish(self) -> Self {
        let Self { names, shingles: quoted, base: beside } = self;
        Self { names: names.finish(), shingles: quoted.finish(), base: beside }
    }

    /// Returns the terms of `known` extended by others; most memory is shared.
    pub(crate) fn extended(known: &Arc<Self>, add: impl FnOnce(&mut Self)) -> Self {
        let mut terms = match &known.base {
            // What was added before is little.
            Some(_) => Self::clone(known),
            None => Self { base: Some(Arc::clone(known)), ..Self::default() },
        };
        add(&mut terms);
        terms.finish()
    }

    /// Returns whether nothing is.
    pub fn is_empty(&self) -> bool {
        let Self { names, shingles: quoted, base: beside } = self;
        let nothing = names.is_empty() && quoted.is_empty();
        nothing && beside.as_ref().is_none_or(|beside| beside.is_empty())
    }

    /// Returns a text with `mark` for the names in it.
    pub fn without_names(&self, text: &str, mark: &str) -> String {
        replaced(text, self.names_in(text), mark)
    }

    /// Returns a text with `mark` for the names in it, and for what it repeats of quotes.
    pub fn without_names_and_quotes(&self, text: &str, mark: &str) -> String {
        replaced(text, self.places(text), mark)
    }

    /// Returns the ranges of a text that name a person or repeat a quote, sorted.
    pub fn places(&self, text: &str) -> Vec<ByteRange> {
        let mut places = self.names_in(text);
        places.extend(self.quoted_in(text));
        places.sort_unstable();
        places
    }

    /// Returns the ranges of a text that repeat a quote.
    pub fn quoted_in(&self, text: &str) -> Vec<ByteRange> {
        let mut places = self.shingles.places(text);
        places.extend(self.base.iter().flat_map(|beside| beside.shingles.places(text)));
        places
    }

    /// Returns the ranges of a text that name a person, sorted.
    pub fn names_in(&self, text: &str) -> Vec<ByteRange> {
        let own = self.names.places(text);
        match &self.base {
            None => own,
            Some(beside) => joined(text, [own, beside.names.places(text)].concat()),
        }
    }
}

/// Returns a text with `mark` for each of these places, which are sorted; those that overlap are
/// one.
pub(crate) fn replaced(text: &str, places: Vec<ByteRange>, mark: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut reached = 0;
    for place in places {
        if place.start() >= reached {
            said.push_str(ByteRange::from_span(reached..place.start()).of(text));
            said.push_str(mark);
        }
        reached = reached.max(place.end());
    }
    said.push_str(ByteRange::from_span(reached..text.len()).of(text));
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_overlap_become_one_mark() {
        let places = [0..3, 2..4, 6..7].map(ByteRange::from_span);
        assert_eq!(replaced("abcdefgh", places.into(), "#"), "#ef#h");
    }
}
