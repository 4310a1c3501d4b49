//! Words of a text, and several of them one behind the other. Knows no name.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use unicode_normalization::char::is_combining_mark;

use crate::collection::hashes::Hashes;
use crate::text::ByteRange;

/// Names of several words.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    all: Hashes<u64>,
    /// The first words of them.
    first: Hashes<u64>,
    /// How many words the longest has.
    longest: usize,
}

/// What parts the words of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Parted {
    /// Whatever is no letter.
    Freely,
    /// Hyphens.
    ByHyphens,
}

impl Phrases {
    /// Adds a phrase of some words.
    pub(super) fn add(&mut self, words: &[&str], parted: Parted) {
        let Some(first) = words.first() else { return };
        let mut hasher = hasher(parted);
        for word in words {
            word.hash(&mut hasher);
        }
        self.first.add([hash(first)].into_iter());
        self.all.add([hasher.finish()].into_iter());
        self.longest = self.longest.max(words.len());
    }

    /// Returns the phrases ready to be looked for.
    #[must_use]
    pub(super) fn settled(self) -> Self {
        let Self { all, first, longest } = self;
        Self { all: all.settled(), first: first.settled(), longest }
    }

    /// Tells whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns where phrases stand at the first of these words of a text.
    pub(super) fn at(&self, text: &str, words: &[ByteRange]) -> Vec<ByteRange> {
        let first = words.first().filter(|first| self.first.contains(hash(first.of(text))));
        let Some(first) = first else { return Vec::new() };
        let mut found = Vec::new();
        for parted in [Parted::Freely, Parted::ByHyphens] {
            let mut hasher = hasher(parted);
            let mut before = None;
            for word in words.iter().take(self.longest) {
                if before.is_some_and(|before| !parted.parts(between(before, *word).of(text))) {
                    break;
                }
                before = Some(*word);
                word.of(text).hash(&mut hasher);
                if self.all.contains(hasher.finish()) {
                    found.push(first.join(*word));
                }
            }
        }
        found
    }
}

impl Parted {
    fn parts(self, between: &str) -> bool {
        match self {
            Self::Freely => true,
            Self::ByHyphens => between == "-",
        }
    }
}

/// Returns the hash of a word. Of 64 bits, since a word that is wrongly taken for a name is masked.
pub(super) fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

fn hasher(parted: Parted) -> DefaultHasher {
    let mut hasher = DefaultHasher::new();
    parted.hash(&mut hasher);
    hasher
}

/// Returns the words of a text: letters, figures and what is written above or below them.
pub(super) fn words(text: &str) -> Vec<ByteRange> {
    let mut words: Vec<ByteRange> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let in_word = c.is_alphanumeric() || is_combining_mark(c);
        match (in_word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(ByteRange::from_span(from..at));
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    words.extend(start.map(|from| ByteRange::from_span(from..text.len())));
    words
}

/// Returns what stands between two places.
pub(super) fn between(one: ByteRange, next: ByteRange) -> ByteRange {
    ByteRange::from_span(one.end()..next.start().max(one.end()))
}
