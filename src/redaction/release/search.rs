//! Looks through what was written of a public release for the people, cases and quotes of the collection.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::collection::Collection;
use crate::record::{Id, Kind, RowKind, Vocabulary, fields, row_fields};
use crate::text::ByteRange;

/// The kinds whose ids are made of names.
const PRIVATE: [Kind; 4] = [Kind::Victim, Kind::Rescue, Kind::Arrest, Kind::Person];

/// The words of vocabularies, the names of fields, and the words that say what those mean, as they are written: within one
/// of them, or spelled as one, may be a name, as `Chat` in `WeChat` and `Wei Xin` in `Weixin`.
static OWN_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let of_word = |vocabulary: Vocabulary| {
        vocabulary.words().flat_map(move |word| [Some(word), vocabulary.meaning(word)])
    };
    let said = Vocabulary::all().flat_map(of_word).flatten();
    let of_rows = RowKind::ALL.into_iter().flat_map(row_fields);
    let fields = Kind::all().flat_map(fields).chain(of_rows);
    let said =
        said.chain(fields.flat_map(|field| [field.name.as_str(), field.label, field.meaning]));
    said.flat_map(|said| said.split(|c| !is_of_own_word(c)))
        .map(|word| word.trim_end_matches('.'))
        .collect()
});

/// What columns for parts of a value have behind the name of the field.
const COLUMN_ENDINGS: [&str; 7] =
    ["_amount", "_currency", "_earliest", "_id", "_latest", "_words", "_yes"];

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

    /// Returns the place of the first of it in a text, as a number of bytes. An id of a single word is looked for only in
    /// texts that people wrote ([`names`](Self::names)): it may be an ordinary word of the format.
    pub fn find(&self, text: &str) -> Option<usize> {
        let id = words(text).find(|(_, word)| word.contains('-') && self.is_id(word));
        let term = self.terms(text).into_iter().map(ByteRange::start).min();
        id.map(|(at, _)| at).into_iter().chain(term).min()
    }

    /// Returns whether a text has any of it, as [`find`](Self::find) does.
    pub fn finds(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Returns whether a text that a person wrote, such as a title or the name of a file, has any of it.
    pub fn names(&self, text: &str) -> bool {
        !self.terms(text).is_empty() || words(text).any(|(_, word)| self.is_id(word))
    }

    /// Returns the names in a text, and what it repeats of quotes.
    fn terms(&self, text: &str) -> Vec<ByteRange> {
        let sensitive = self.collection.sensitive_terms();
        let mut terms = sensitive.names_in(&without_own_words(text));
        terms.extend(sensitive.quoted_in(text));
        terms
    }

    /// Returns whether a text that a person wrote has an id of a single word.
    pub(super) fn has_short_id(&self, text: &str) -> bool {
        words(text).any(|(_, word)| !word.contains('-') && self.is_id(word))
    }

    fn is_id(&self, word: &str) -> bool {
        Id::new(&word.to_ascii_lowercase()).is_some_and(|id| self.ids.contains(&id))
    }
}

/// Returns whether a word is one of the format's own: a word of a vocabulary, or the name of a field, also with the ending
/// that a column has.
pub(crate) fn is_own_word(word: &str) -> bool {
    let mut fields = COLUMN_ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    OWN_WORDS.contains(word) || fields.any(|field| OWN_WORDS.contains(field))
}

/// Returns the words of a text that may be ids, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_of_id = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut at = 0;
    text.split_inclusive(move |c| !is_of_id(c)).map(move |piece| {
        let start = at;
        at += piece.len();
        (start, piece.trim_end_matches(|c| !is_of_id(c)))
    })
}

fn is_of_own_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Returns a text of the same length with signs in place of the format's own words.
fn without_own_words(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c| !is_of_own_word(c)) {
        let word = piece.trim_end_matches(|c| !is_of_own_word(c) || c == '.');
        if is_own_word(word) {
            kept.extend(word.bytes().map(|_| '|'));
        } else {
            kept.push_str(word);
        }
        kept.push_str(piece.get(word.len()..).unwrap_or_default());
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
        memory.put(
            "victims/test-a.toml",
            "title = 'A'\nname = 'Ming Testov'\naliases = ['Uk', 'Male', 'Chat', 'Wei Xin', 'Transit']\n",
        );
        let collection = load(&memory);
        let search = ReleaseSearch::of(&collection);
        for text in [
            "gender\nnon_conforming\n",
            "\"non_conforming\",\"OGL-UK-3.0\"",
            "id,age,transit_route_id,transit_route_words,transit_modes\n1,,male,\"WeChat, or Weixin.\",\n",
            "",
        ] {
            assert!(!search.finds(text), "{text}");
        }
        for text in [
            "non_conforming,Ming",
            "Ming_conforming",
            "non_conforming Testov",
            "OGL-Uk-3",
            "Male",
            "Weixins",
            "transit_routes",
            "test-a",
            "a Test-A",
        ] {
            assert!(search.finds(text), "{text}");
        }
        assert_eq!(search.find("age,male,é\nTest-A, Ming\n"), Some(12));
        assert_eq!(search.find("age,male,é\nMing, test-a\n"), Some(12));
    }
}
