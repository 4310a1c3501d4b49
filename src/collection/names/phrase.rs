//! Words of a text, and several of them one behind the other. Knows no name.

use unicode_normalization::char::is_combining_mark;

use crate::text::ByteRange;

/// Several words that are a name together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Phrase {
    /// One behind the other, a line each.
    words: Box<str>,
    parted: Parted,
}

/// What parts the words of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Parted {
    /// Whatever is no letter.
    Freely,
    /// Hyphens.
    ByHyphens,
}

impl Phrase {
    /// Returns the phrase of some words.
    pub(super) fn of(words: &[&str], parted: Parted) -> Self {
        Self { words: words.join("\n").into(), parted }
    }

    /// Returns where the phrase stands at the first of these words.
    pub(super) fn at(&self, text: &str, words: &[ByteRange]) -> Option<ByteRange> {
        let wanted = self.words.split('\n');
        let own = words.get(..wanted.clone().count())?;
        let same = own.iter().zip(wanted).all(|(range, word)| range.of(text) == word);
        let parted = own.windows(2).all(|two| match (two, self.parted) {
            ([one, next], Parted::ByHyphens) => between(*one, *next).of(text) == "-",
            (_, Parted::ByHyphens | Parted::Freely) => true,
        });
        (same && parted)
            .then(|| own.first().zip(own.last()))?
            .map(|(first, last)| first.join(*last))
    }
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
