//! Tells the words of the format from other words, among which there may be a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::kind::{Kind, RowKind};
use super::scalar::SMALL_NUMBERS;
use super::tables;
use super::vocabulary::Vocabulary;

/// A value that is longer than this many bytes may be shortened in a message.
const LONGEST_VALUE: usize = 200;
/// A word of so few letters, in ASCII, is a code or an article.
const LONGEST_CODE: usize = 2;
/// Words of values that are none of a vocabulary.
const OF_VALUES: [&str; 8] = ["true", "false", "yes", "none", "year", "years", "old", "aged"];

/// Returns whether a text has a word that is none of the format, a small number or a code: it may be a name.
pub(super) fn has_other_word(text: &str) -> bool {
    other_words(text).next().is_some()
}

/// Returns whether what is said of a line of a file may have a word of its value in it that is none of the format.
pub(crate) fn repeats_other_word(line: &str, said: &str) -> bool {
    let (key, value) = line.split_once('=').unwrap_or(("", line));
    // A key of several words may be a name, whatever its letters are.
    if value.len() > LONGEST_VALUE || key.trim().contains(char::is_whitespace) {
        return true;
    }
    let said = said.to_lowercase();
    // A word in another script may be said in Latin letters.
    other_words(value).any(|word| !word.is_ascii() || said.contains(&word.to_lowercase()))
}

fn other_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| word.contains(char::is_alphabetic) && !is_known(word))
}

fn is_known(word: &str) -> bool {
    let small = word.to_lowercase();
    word.is_ascii() && word.len() <= LONGEST_CODE
        || WORDS.contains(&*small)
        || small.split('_').all(|part| part.is_empty() || WORDS.contains(part))
}

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let rows = RowKind::ALL.into_iter();
    let fields = Kind::all().map(tables::fields).chain(rows.clone().map(tables::row_fields));
    let fields = fields.flatten().map(|field| field.name.as_str());
    let terms = Vocabulary::all().flat_map(Vocabulary::words);
    let words = fields.chain(terms).flat_map(|word| word.split('_').chain([word]));
    words.chain(rows.map(RowKind::name)).chain(SMALL_NUMBERS).chain(OF_VALUES).collect()
});

#[cfg(test)]
mod tests {
    use super::{has_other_word, repeats_other_word};

    #[test]
    fn words_of_the_format_numbers_and_codes_are_no_others() {
        for text in [
            "gender = 'female'",
            "age = fifteen years",
            "[[quote]]",
            "MM 2021-03",
            "child_labour",
            "",
        ] {
            assert!(!has_other_word(text), "{text}");
        }
        for text in ["Wrenfield", "wrenfield_test", "gender = 'Wrenfield'", "李"] {
            assert!(has_other_word(text), "{text}");
        }
    }

    #[test]
    fn a_word_of_a_value_is_repeated_in_any_case_and_joined() {
        for (line, said) in [
            ("source = \"Oddhat Wren", "write \"oddhat-wren\""),
            ("gender = 'oddhat'", "\"oddhat\" is not an allowed value"),
            ("odd hat = 3", "the name `odd hat` has a space in it"),
            ("source = 'Žofie'", "write zofie"),
        ] {
            assert!(repeats_other_word(line, said), "{line}");
        }
        for (line, said) in [
            ("age = 'fifteen'", "write it without quotes: 15"),
            ("outcome = ", "`outcome` has no value"),
            ("hat = 'Oddhat'", "`hat` is not a field of the format"),
        ] {
            assert!(!repeats_other_word(line, said), "{line}");
        }
    }
}
