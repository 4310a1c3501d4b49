//! Finds which people and organisations are named as speakers of quotes (Aho–Corasick).

use std::collections::HashSet;

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton as _;
use aho_corasick::nfa::contiguous::NFA;

use crate::collection::assemble::Collection;
use crate::record::{FieldId, Record, Value};

/// Names that are looked for in one pass: an automaton is made in the square of the number of those that
/// begin alike.
const AT_ONCE: usize = 4_096;

/// Tells which names speakers have.
pub(crate) enum SpeakerNames<'c> {
    /// All speakers were looked through for the names of all records that nothing links to.
    Known(HashSet<&'c str>),
    /// Each name is looked for when it is asked for.
    OnDemand(&'c Collection),
}

/// Speakers and names up to which each name is compared with each speaker while the user waits.
const MOST_COMPARED: usize = 1 << 20;

impl Collection {
    /// Returns how many quotes name a record as who speaks.
    pub(crate) fn count_spoken(&self, record: &Record) -> usize {
        let of_record = self.index.counted_speakers();
        of_record.filter(|(speaker, _)| is_named(record, speaker)).map(|(_, count)| count).sum()
    }

    /// Returns whether that can be asked of all records that nothing links to while the user waits.
    pub(crate) fn has_few_speakers(&self) -> bool {
        let most = MOST_COMPARED / self.index.count_unlinked().max(1);
        self.index.speakers().take(most + 1).count() <= most
    }
}

impl<'c> SpeakerNames<'c> {
    /// Looks for all names at once.
    pub(crate) fn of_all(collection: &'c Collection) -> Self {
        let speakers: HashSet<&str> = collection.index.speakers().collect();
        if speakers.is_empty() {
            return Self::Known(HashSet::new());
        }
        let unlinked = collection.index.unlinked();
        let unlinked = unlinked.flat_map(|located| names(located.record));
        let names: Vec<&str> = unlinked.collect::<HashSet<_>>().into_iter().collect();
        let mut spoken = HashSet::new();
        for names in names.chunks(AT_ONCE) {
            // One pass for many names: names times speakers would be too many looks. Not as a DFA, which
            // is made in the square of the length of a name that repeats itself.
            let Ok(automaton) = NFA::new(names) else { return Self::OnDemand(collection) };
            let found = patterns(&automaton, speakers.iter().copied());
            spoken.extend(found.into_iter().filter_map(|number| names.get(number).copied()));
        }
        Self::Known(spoken)
    }

    /// Looks for names one by one: the better way for few records.
    pub(crate) fn on_demand(collection: &'c Collection) -> Self {
        Self::OnDemand(collection)
    }

    /// Returns whether a quote names a record that nothing links to as its speaker.
    pub(crate) fn names(&self, record: &Record) -> bool {
        names(record).any(|name| match self {
            Self::Known(spoken) => spoken.contains(name),
            Self::OnDemand(collection) => {
                collection.index.speakers().any(|speaker| speaker.contains(name))
            }
        })
    }
}

/// Returns the numbers of the patterns that are in any of the texts.
///
/// In a state of the automaton the same patterns end wherever it is reached, so that each state is asked
/// once: names such as `e`, `ee`, `eee` in a text of that letter would else be found over and over.
fn patterns<'t>(automaton: &NFA, texts: impl Iterator<Item = &'t str>) -> HashSet<usize> {
    let (mut found, mut asked) = (HashSet::new(), HashSet::new());
    let Ok(start) = automaton.start_state(Anchored::No) else { return found };
    for text in texts {
        let mut state = start;
        for byte in std::iter::once(None).chain(text.bytes().map(Some)) {
            if let Some(byte) = byte {
                state = automaton.next_state(Anchored::No, state, byte);
            }
            if automaton.is_match(state) && asked.insert(state) {
                let ends =
                    (0..automaton.match_len(state)).map(|at| automaton.match_pattern(state, at));
                found.extend(ends.map(|pattern| pattern.as_usize()));
            }
        }
    }
    found
}

/// Returns whether `speaker` names a record.
pub(crate) fn is_named(record: &Record, speaker: &str) -> bool {
    names(record).any(|name| speaker.contains(name))
}

fn names(record: &Record) -> impl Iterator<Item = &str> {
    let entries =
        [FieldId::Name, FieldId::Aliases].into_iter().filter_map(|name| record.fields.get(name));
    entries
        .flat_map(|entry| &entry.items)
        .filter_map(|item| if let Value::Words(name) = &item.value { Some(&**name) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn patterns_are_those_that_a_text_contains(
            names in proptest::collection::vec("[ab]{1,4}", 0..8),
            texts in proptest::collection::vec("[abc]{0,12}", 0..4),
        ) {
            let automaton = NFA::new(&names).unwrap();
            let found = patterns(&automaton, texts.iter().map(String::as_str));
            for (number, name) in names.iter().enumerate() {
                let there = texts.iter().any(|text| text.contains(name));
                prop_assert_eq!(found.contains(&number), there);
            }
        }
    }
}
