//! Names and quotes that can be kept back, and texts without them. Knows no collection and not who
//! may read what.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::record::{Id, Record};
use crate::text::ByteRange;

use super::names::{Names, joined};
use super::quoted::Quoted;

/// What a collection registers to be kept back, each looked for when it is first asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Registered {
    pub(super) of_everyone: OnceLock<Arc<KeptBack>>,
    pub(super) of_confidential: OnceLock<Arc<KeptBack>>,
    /// Whether there are cases of which not even the ids are known.
    pub(super) unknown: OnceLock<bool>,
    /// The ids that several records have, of which one is a confidential case.
    pub(super) shared: OnceLock<BTreeSet<Id>>,
    /// What commands do not print.
    pub(super) exports: OnceLock<Arc<HeldBack>>,
}

/// What commands do not print unless somebody asks for it.
#[derive(Clone, Debug, Default)]
pub(super) struct HeldBack {
    /// The names of the people who are not to be named.
    pub(super) names: KeptBack,
    /// The ids of those people.
    pub(super) people: BTreeSet<Id>,
    /// The ids of the confidential cases.
    pub(super) cases: BTreeSet<Id>,
}

/// Names of people and words of quotes, to be kept back wherever they stand.
#[derive(Clone, Debug, Default)]
pub struct KeptBack {
    names: Names,
    quoted: Quoted,
    /// What else is kept back; nothing more is beside that.
    beside: Option<Arc<KeptBack>>,
}

impl HeldBack {
    /// Tells whether nothing is.
    pub(super) fn is_empty(&self) -> bool {
        let Self { names, people, cases } = self;
        names.is_empty() && people.is_empty() && cases.is_empty()
    }

    /// Tells whether an id is that of a confidential case, or of somebody who is not to be named.
    pub(super) fn holds(&self, id: &Id) -> bool {
        self.cases.contains(id) || self.people.contains(id)
    }
}

impl KeptBack {
    /// Adds the names of a record, where it is of a person.
    pub(super) fn add_names(&mut self, record: &Record) {
        self.names.add_person(record);
    }

    /// Adds the names and the quotes of a record.
    pub(super) fn add(&mut self, record: &Record) {
        self.names.add_person(record);
        for text in record.quotes.iter().filter_map(|quote| quote.text()) {
            self.quoted.add(text);
        }
    }

    /// Returns it ready to be looked for.
    #[must_use]
    pub(super) fn settled(self) -> Self {
        let Self { names, quoted, beside } = self;
        Self { names: names.settled(), quoted: quoted.settled(), beside }
    }

    /// Returns what is kept back already and what is added to it, which shares most with the former.
    pub(super) fn beside(known: &Arc<Self>, add: impl FnOnce(&mut Self)) -> Self {
        let mut kept = match &known.beside {
            // What was added before is little.
            Some(_) => Self::clone(known),
            None => Self { beside: Some(Arc::clone(known)), ..Self::default() },
        };
        add(&mut kept);
        kept.settled()
    }

    /// Tells whether nothing is.
    pub fn is_empty(&self) -> bool {
        let Self { names, quoted, beside } = self;
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

    /// Returns where a text names somebody or repeats quotes, in its order.
    pub fn places(&self, text: &str) -> Vec<ByteRange> {
        let mut places = self.names_in(text);
        places.extend(self.quoted.places(text));
        places.extend(self.beside.iter().flat_map(|beside| beside.quoted.places(text)));
        places.sort_unstable();
        places
    }

    /// Returns where a text names somebody, in its order.
    pub fn names_in(&self, text: &str) -> Vec<ByteRange> {
        let own = self.names.places(text);
        match &self.beside {
            None => own,
            Some(beside) => joined(text, [own, beside.names.places(text)].concat()),
        }
    }
}

/// Returns a text with `mark` for each of these places, which are sorted; those that overlap are
/// one.
fn replaced(text: &str, places: Vec<ByteRange>, mark: &str) -> String {
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
