//! Finds what is written as a name in words that may be one, so that it is looked for in other records too.

use std::collections::HashSet;

use toml::de::DeValue;

use crate::record::code::country_named;
use crate::record::field::{Field, FieldId, Shape};
use crate::record::kind::{Kind, RowKind};
use crate::record::parsed_text::ParsedText;
use crate::record::record::Record;
use crate::record::stray_names::{guesses_of_words, names_in};
use crate::record::tables;
use crate::record::vocabulary::Vocabulary;

use super::IN_WORDS;

/// What is longer than this many bytes, or has more words, is no name alone.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 4;
/// A word of a name that is written small, as `de` and `bin`, has no more letters than this; so have the codes of countries, which
/// are names too.
const SHORT: usize = 3;

/// Returns a record for each name that is written below keys that are no fields, where it is one of these records of a text, which
/// are of children, or may be of any, and for each in words that could not be read; but for names that were found already.
pub(super) fn names_of_children(
    numbers: &HashSet<usize>,
    (below, in_lines): (Vec<(Option<usize>, String)>, &[&str]),
    parsed: ParsedText<'_>,
    (records, found): (&[Record], &[Record]),
) -> Vec<Record> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let mut names = below;
    names.retain(|(of, _)| of.is_none_or(|of| numbers.contains(&of)));
    for words in in_lines {
        let mut add = |name: String, _| names.push((parsed.is_one().then_some(0), name));
        names_in(words, &mut add);
    }
    names.retain(|(_, name)| is_written_as_name(name));
    let mut names = guesses_of_words(names, parsed, records, found);
    for name in &mut names {
        name.mark_perhaps_childs_name();
        name.mark(IN_WORDS);
    }
    names
}

/// Returns what is written as a name in a key and what is below it. Below a field of the format that takes no words and no ids
/// there is none.
pub(super) fn names_below(key: &str, value: &DeValue<'_>) -> Vec<String> {
    let mut names = Vec::new();
    if may_hold_name(key) {
        let mut add = |text: &str| names.push(text.trim().to_owned());
        add(key);
        add_texts(value, &mut add);
    }
    names.retain(|name| is_written_as_name(name));
    names
}

fn add_texts(value: &DeValue<'_>, add: &mut dyn FnMut(&str)) {
    value.as_str().into_iter().for_each(&mut *add);
    for item in value.as_array().into_iter().flat_map(|items| items.iter()) {
        add_texts(item.get_ref(), add);
    }
}

fn may_hold_name(key: &str) -> bool {
    let Ok(name) = key.parse::<FieldId>() else { return true };
    let fields = Kind::all().flat_map(tables::fields);
    let mut fields = fields.chain(RowKind::ALL.into_iter().flat_map(tables::row_fields));
    let takes_words = |field: &Field| {
        matches!(field.shape, Shape::Words | Shape::Link(_) | Shape::LinkOrWords(_))
    };
    fields.any(|field| field.name == name && takes_words(field))
}

/// Returns whether a text is written as the names of people are, and is no country and no word of the format.
fn is_written_as_name(text: &str) -> bool {
    let words = || text.split_whitespace();
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    let is_other = |c: char| c.is_numeric() || c.is_ascii_punctuation() && !"-'.".contains(c);
    let is_joint = |word: &str| is_small(word) && word.chars().count() <= SHORT;
    text.len() <= LONGEST
        && (1..=MOST_WORDS).contains(&words().count())
        && text.contains(char::is_alphabetic)
        && !text.contains(is_other)
        && words().next().is_some_and(|first| !is_small(first))
        && words().all(|word| !is_small(word) || is_joint(word))
        && !is_of_format(text)
        && (text.len() <= SHORT || country_named(text).is_none())
}

fn is_of_format(text: &str) -> bool {
    let word = text.to_lowercase().replace([' ', '-'], "_");
    word.parse::<FieldId>().is_ok()
        || Vocabulary::all().any(|words| words.words().any(|known| known == word))
}
