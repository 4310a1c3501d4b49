//! The names of people that a collection registers, and where they stand in any text.
//!
//! Knows what a name is made of, not who may read it.

mod phrase;

use std::collections::{HashMap, HashSet};

use crate::record::{Cited, Fields, Item, Kind, Name, Record, Value};
use crate::search::{Folded, is_unspaced};
use crate::text::ByteRange;

use super::hashes::Hashes;
use phrase::{Parted, Phrases, between, hash, words};

/// The fields that hold a name and nothing else.
const NAMES: [Name; 3] = [Name::Name, Name::NativeName, Name::Aliases];
/// Words of this many letters or fewer are names only where they are capitalised: `He`, not `he`.
const SHORT: usize = 3;
/// A name written without its spaces, as in an address, is one from this many letters on.
const HANDLE: usize = 5;
/// Words that begin names and are none.
const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// Names of people, to be found in texts.
///
/// Each word of a name is found by itself, unless it is an article, a number, a single letter or
/// written small; several together are found whatever parts them; the id of the record is found too.
/// In scripts that put no space between words a name is found anywhere.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Words that are names however they are written, and those that are with a capital.
    words: Hashes<u64>,
    capitalised: Hashes<u64>,
    phrases: Phrases,
    unspaced: HashMap<char, HashSet<Box<str>>>,
}

/// How a word must be written to be a name.
#[derive(Clone, Copy, Debug)]
enum Letters {
    /// With a capital.
    Capital,
    /// In any way.
    Any,
}

/// Tells whether a field holds a name and nothing else.
pub fn is_name(field: Name) -> bool {
    NAMES.contains(&field)
}

impl Names {
    /// Adds the names of a record, where it is of a person: its name in any script, its aliases, what
    /// sources give instead, and its id.
    pub(super) fn add_person(&mut self, person: &Record) {
        if !matches!(person.kind, Kind::Victim | Kind::Person) {
            return;
        }
        self.add_id(person.id.as_str());
        self.add_fields(&person.fields);
        for dispute in person.quotes.iter().flat_map(|quote| &quote.disputes) {
            if matches!(dispute.cited, Cited::Field(name) if is_name(name)) {
                self.add_items(&dispute.rival);
            }
        }
    }

    /// Returns the names ready to be looked for.
    #[must_use]
    pub(super) fn settled(self) -> Self {
        let Self { words, capitalised, phrases, unspaced } = self;
        let (words, capitalised) = (words.settled(), capitalised.settled());
        Self { words, capitalised, phrases: phrases.settled(), unspaced }
    }

    /// Tells whether there is no name.
    pub(super) fn is_empty(&self) -> bool {
        let Self { words, capitalised, phrases, unspaced } = self;
        let spaced = [words.is_empty(), capitalised.is_empty(), phrases.is_empty()];
        spaced.iter().all(|empty| *empty) && unspaced.is_empty()
    }

    /// Returns the places of names in a text: sorted, apart from each other, whole clusters; names
    /// with nothing but a sign or a space between them are one.
    pub(super) fn places(&self, text: &str) -> Vec<ByteRange> {
        if self.is_empty() {
            return Vec::new();
        }
        let folded = Folded::of(text);
        let words = words(folded.text());
        let mut found: Vec<ByteRange> = Vec::new();
        for (number, word) in words.iter().enumerate() {
            if self.is_word(text, &folded, *word) {
                found.push(folded.original(*word));
            }
            let rest = words.get(number..).unwrap_or_default();
            let phrases = self.phrases.at(folded.text(), rest).into_iter();
            found.extend(phrases.map(|range| folded.original(range)));
        }
        for (at, c) in folded.text().char_indices() {
            let rest = folded.text().get(at..).unwrap_or_default();
            for name in self.unspaced.get(&c).into_iter().flatten() {
                if rest.starts_with(&**name) {
                    found.push(folded.original(ByteRange::from_span(at..at + name.len())));
                }
            }
        }
        joined(text, found)
    }

    fn is_word(&self, text: &str, folded: &Folded, word: ByteRange) -> bool {
        let hash = hash(word.of(folded.text()));
        let capitalised = || is_capitalised(folded.original(word).of(text));
        self.words.contains(hash) || self.capitalised.contains(hash) && capitalised()
    }

    fn add_fields(&mut self, fields: &Fields) {
        for name in NAMES {
            if let Some(entry) = fields.get(name) {
                self.add_items(&entry.items);
            }
        }
    }

    fn add_items(&mut self, items: &[Item]) {
        for item in items {
            if let Value::Words(name) | Value::Unread(name) = &item.value {
                self.add(name);
            }
        }
    }

    fn add(&mut self, name: &str) {
        let folded = Folded::of(name);
        let ranges = words(folded.text());
        let words: Vec<&str> = ranges.iter().map(|range| range.of(folded.text())).collect();
        for (range, word) in ranges.iter().zip(&words) {
            if word.chars().any(is_unspaced) {
                self.add_unspaced(word);
            } else if let Some(letters) = letters(folded.original(*range).of(name), word) {
                self.add_word(word, letters);
            }
        }
        match words.as_slice() {
            [] => self.add_unspaced(folded.text().trim()),
            [word] if !word.chars().any(is_unspaced) => {
                let short = word.chars().count() <= SHORT;
                self.add_word(word, if short { Letters::Capital } else { Letters::Any });
            }
            [_] => {}
            several => {
                self.phrases.add(several, Parted::Freely);
                // Two short words of a longer name, written small, are still its words.
                let own = |two: &&[(&ByteRange, &&str)]| {
                    let mut both = two.iter();
                    both.all(|(range, word)| {
                        letters(folded.original(**range).of(name), word).is_some()
                    })
                };
                let numbered: Vec<_> = ranges.iter().zip(&words).collect();
                for two in numbered.windows(2).filter(own) {
                    let two: Vec<&str> = two.iter().map(|(_, word)| **word).collect();
                    self.phrases.add(&two, Parted::Freely);
                }
                let handle = several.concat();
                if handle.chars().count() >= HANDLE {
                    self.add_word(&handle, Letters::Any);
                }
            }
        }
    }

    /// An id is found where it is written as one; a short word of one part may be any word.
    fn add_id(&mut self, id: &str) {
        let parts: Vec<&str> = id.split('-').collect();
        match parts.as_slice() {
            [word] if word.len() > SHORT => self.add_word(word, Letters::Any),
            [] | [_] => {}
            several => self.phrases.add(several, Parted::ByHyphens),
        }
    }

    fn add_word(&mut self, word: &str, letters: Letters) {
        let words = match letters {
            Letters::Any => &mut self.words,
            Letters::Capital => &mut self.capitalised,
        };
        words.add([hash(word)].into_iter());
    }

    fn add_unspaced(&mut self, name: &str) {
        let Some(first) = name.chars().next() else { return };
        self.unspaced.entry(first).or_default().insert(name.into());
    }
}

/// Returns how a word must be written to be a name by itself; `None` where it is none.
fn letters(written: &str, folded: &str) -> Option<Letters> {
    let count = folded.chars().count();
    let small = written.chars().next().is_some_and(char::is_lowercase);
    let number = folded.chars().all(char::is_numeric);
    if small || number || count < 2 || ARTICLES.contains(&folded) {
        return None;
    }
    Some(if count <= SHORT { Letters::Capital } else { Letters::Any })
}

/// Tells whether a word is written as names are; scripts without capitals write any word so.
fn is_capitalised(word: &str) -> bool {
    !word.chars().next().is_some_and(char::is_lowercase)
}

/// Returns the ranges sorted, those that touch, or have one sign or space between them, made one:
/// how many words a name has is not to be seen.
pub(super) fn joined(text: &str, mut ranges: Vec<ByteRange>) -> Vec<ByteRange> {
    ranges.sort_unstable();
    let mut joined: Vec<ByteRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if is_one(text, *last, range) => *last = last.join(range),
            Some(_) | None => joined.push(range),
        }
    }
    joined
}

fn is_one(text: &str, one: ByteRange, next: ByteRange) -> bool {
    let mut between = between(one, next).of(text).chars();
    let sign = |c: char| matches!(c, '-' | '_' | '.' | '·' | '\'' | '’') || c.is_whitespace();
    match (between.next(), between.next()) {
        (None, _) => true,
        (Some(c), None) => sign(c),
        (Some(_), Some(_)) => false,
    }
}

#[cfg(test)]
mod tests;
