//! Interprets `public` and the keys that writers use instead of it.

use strsim::osa_distance;
use toml::de::DeValue;

use super::{PrivacyKey, SIGNS, looks_like, plain};

/// The value of a key, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PublicValue {
    /// `true`.
    True,
    /// `false`.
    False,
    /// A text or a number that says yes.
    Affirmed,
    /// A sentence, or a text too long to be a yes or no.
    Words,
    /// Anything else.
    Other,
}

/// What a key asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PublicIntent {
    /// Whether the person may be named.
    Named,
    /// The same, as one word of several.
    NamedAmongWords,
    /// Whether the person may not be named.
    NotNamed,
    /// The same, as one word of several.
    NotNamedAmongWords,
}

/// Words that say that a person may not be named.
const NEGATIVE: [&str; 17] = [
    "private",
    "nonpublic",
    "notpublic",
    "unpublic",
    "secret",
    "hidden",
    "anonymous",
    "anonymised",
    "anonymized",
    "anonymise",
    "anonymize",
    "withheld",
    "withhold",
    "redacted",
    "unnamed",
    "confidential",
    "confidentiality",
];
/// Words that turn what follows into its opposite.
const NOT: [&str; 8] = ["not", "non", "no", "never", "un", "dont", "do_not", "without"];
/// What may be done with a person, or not.
const NAMING: [&str; 8] =
    ["name", "named", "naming", "publish", "published", "export", "exported", "share"];
/// Texts longer than this many characters are no slip of a yes or no.
const LONGEST_ANSWER: usize = 5;
/// A line that starts with such a key and has no sign behind it is prose from so many words on.
const PROSE: usize = 3;

/// Returns whether a key asks whether the person may be named, or may not.
pub(super) fn matches_key(key: &str) -> bool {
    intent_of(key).is_some()
}

/// Returns whether a key with this value keeps the name of the person back.
pub(super) fn withholds(key: &str, setting: PublicValue) -> bool {
    match intent_of(key) {
        None => false,
        Some(PublicIntent::Named) => setting != PublicValue::True,
        Some(PublicIntent::NamedAmongWords) => {
            !matches!(setting, PublicValue::True | PublicValue::Words)
        }
        Some(PublicIntent::NotNamed) => setting != PublicValue::False,
        Some(PublicIntent::NotNamedAmongWords) => {
            matches!(setting, PublicValue::True | PublicValue::Affirmed)
        }
    }
}

fn intent_of(key: &str) -> Option<PublicIntent> {
    let whole = plain(key);
    let whole = whole.strip_prefix("is").filter(|rest| rest.len() > 4).unwrap_or(&whole);
    if NEGATIVE.iter().any(|word| is_near(word, whole, 1))
        || PrivacyKey::Confidentiality.is_near(whole)
    {
        return Some(PublicIntent::NotNamed);
    }
    if is_near("public", whole, (whole.chars().count() / 3).clamp(1, 2)) {
        return Some(PublicIntent::Named);
    }
    let is_joint = |c: char| matches!(c, '_' | '-' | '.' | ' ' | '\t');
    let parts: Vec<String> = key.split(is_joint).map(plain).collect();
    let has = |words: &[&str]| parts.iter().any(|part| words.contains(&part.as_str()));
    if has(&NOT) && (has(&NAMING) || has(&["public"])) {
        Some(PublicIntent::NotNamed)
    } else if has(&["public"]) {
        Some(PublicIntent::NamedAmongWords)
    } else if has(&NEGATIVE) {
        Some(PublicIntent::NotNamedAmongWords)
    } else {
        None
    }
}

fn is_near(word: &str, plain: &str, slips: usize) -> bool {
    let length = plain.chars().count();
    word.len().abs_diff(length) <= slips && osa_distance(word, plain) <= slips
        || looks_like(word, plain)
}

/// Returns what a value that the grammar read says.
pub(super) fn of_value(value: &DeValue<'_>) -> PublicValue {
    match value {
        DeValue::Boolean(true) => PublicValue::True,
        DeValue::Boolean(false) => PublicValue::False,
        DeValue::String(text) => of_text(text),
        DeValue::Integer(number) => of_text(number.as_str()),
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
            PublicValue::Other
        }
    }
}

fn of_text(text: &str) -> PublicValue {
    match plain(text).as_str() {
        "true" | "yes" | "y" | "1" | "on" => PublicValue::Affirmed,
        // What `confidentiality` says of a case that others may see.
        "public" | "restricted" => PublicValue::False,
        text if text.chars().count() > LONGEST_ANSWER => PublicValue::Words,
        _ => PublicValue::Other,
    }
}

/// Returns whether a key in a line that the grammar could not read withholds the name: `rest` is what
/// follows it. Where no sign follows, long lines are prose.
pub(super) fn withholds_in_line(key: &str, rest: &str) -> bool {
    let rest =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ']'));
    let value = rest.trim_start_matches(|c: char| c.is_whitespace() || SIGNS.contains(&c));
    let has_sign = rest.starts_with(SIGNS);
    if !has_sign && rest.split_whitespace().take(PROSE).count() == PROSE {
        return false;
    }
    let value = value.split([',', '}', ';', '#']).next().unwrap_or_default().trim();
    let setting = match value {
        "true" => PublicValue::True,
        "false" => PublicValue::False,
        // What is longer may be anything in a broken text.
        text => match of_text(text) {
            PublicValue::Words => PublicValue::Other,
            setting @ (PublicValue::True
            | PublicValue::False
            | PublicValue::Affirmed
            | PublicValue::Other) => setting,
        },
    };
    withholds(key, setting)
}
