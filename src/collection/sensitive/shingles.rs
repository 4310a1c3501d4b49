//! Finds repeated quotes in other texts by hashed five-word shingles.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use unicode_segmentation::UnicodeSegmentation as _;

use crate::search::{Folded, fold_to_syllables};
use crate::text::ByteRange;

use crate::collection::containers::sorted_hash_set::SortedHashSet;

/// This many words in a row identify a quote: the length of a shingle (Broder 1997). Exact hashes of all of
/// them are stored, not a sample, because one missed run would show the words of a source.
const RUN: usize = 5;

/// The runs of words of many quotes.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShingleSet {
    /// Hashes of 64 bits: a large collection has millions of runs, with 32 bits some of the words of a large public release
    /// would by chance be one of them, and the release refused.
    runs: SortedHashSet<u64>,
}

impl ShingleSet {
    /// Adds the runs of a quote.
    pub(crate) fn add(&mut self, quote: &str) {
        let folded = fold_to_syllables(quote);
        let words: Vec<&str> = folded.unicode_words().collect();
        self.runs.add(words.windows(RUN).map(hash));
    }

    /// Returns the runs ready to be looked for.
    #[must_use]
    pub(crate) fn finish(self) -> Self {
        Self { runs: self.runs.sorted() }
    }

    /// Returns whether no quote is that long.
    pub(crate) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Returns where a text repeats a run, overlapping ones each by itself.
    pub(crate) fn places(&self, text: &str) -> Vec<ByteRange> {
        if self.is_empty() {
            return Vec::new();
        }
        let folded = Folded::to_syllables(text);
        let words: Vec<(usize, &str)> = folded.text().unicode_word_indices().collect();
        let run =
            |run: &[(usize, &str)]| hash(&run.iter().map(|(_, word)| *word).collect::<Vec<_>>());
        let repeats = words.windows(RUN).filter(|words| self.runs.contains(run(words)));
        let places = repeats.filter_map(|words| {
            let ((start, _), (last, word)) = (words.first()?, words.last()?);
            Some(folded.original(ByteRange::new(*start, last + word.len())?))
        });
        places.collect()
    }
}

fn hash(run: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_words_in_a_row_are_the_quotes() {
        let mut quoted = ShingleSet::default();
        quoted.add("They took me to the Park, and then on.");
        quoted.add("short");
        let quoted = quoted.finish();
        let places = |text: &str| -> Vec<String> {
            quoted.places(text).into_iter().map(|place| place.of(text).to_owned()).collect()
        };
        let found = ["they “took me to the", "took me to the” park"];
        assert_eq!(places("he says they “took me to the” park"), found);
        assert_eq!(places("took me to the"), [""; 0]);
        assert_eq!(places("short"), [""; 0]);
    }

    #[test]
    fn no_other_words_are_a_quote_by_chance() {
        let text = |first: u32| {
            (first..first + 150_000)
                .fold(String::new(), |text, number| text + &format!("{number} "))
        };
        let mut quoted = ShingleSet::default();
        quoted.add(&text(0));
        let quoted = quoted.finish();
        assert_eq!(quoted.places(&text(500_000)), []);
        assert_eq!(quoted.places(&text(149_995)).len(), 1);
    }

    #[test]
    fn a_quote_is_known_again_in_other_forms_of_its_letters() {
        let mut quoted = ShingleSet::default();
        quoted.add("They took me to the Park. 他們帶我去園區。");
        let quoted = quoted.finish();
        let said = [
            "ＴＨＥＹ ｔｏｏｋ ｍｅ ｔｏ ｔｈｅ",
            "they to\u{ad}ok me t\u{200b}o the",
            "Thé\u{301}y 𝓽𝓸𝓸𝓴 me to the",
            "他们带我去",
        ];
        for text in said {
            let places = quoted.places(text);
            assert_eq!(places, [ByteRange::from_span(0..text.len())], "{text}");
        }
        assert!(quoted.places("they took him to the park").is_empty());
    }
}
