//! Applies the mask to one record: which words are covered, and by what.

use std::borrow::Cow;

use crate::collection::{SensitiveTerms, base_catalogue, is_name};
use crate::evidence::COMES_NEAREST;
use crate::record::{FieldId, Kind, Record, Sensitivity, sensitivity};

use crate::redaction::masking::mask::MARK;

/// The mask of one record.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RecordMask<'c> {
    /// Nothing.
    Nothing,
    /// What it says of those whose cases are confidential.
    Confidential(&'c SensitiveTerms),
    /// Everything that is a name or a quote, and both where its other words repeat them.
    People(&'c SensitiveTerms),
    /// All that was written in words; figures, dates, places and vocabularies stay.
    Words,
}

impl<'c> RecordMask<'c> {
    /// Returns the record as it is to be seen.
    ///
    /// `person` replaces the name of the person that it is about.
    pub(crate) fn apply(self, record: &'c Record, person: Option<&str>) -> Cow<'c, Record> {
        match self {
            Self::Nothing => Cow::Borrowed(record),
            Self::Confidential(_) | Self::People(_) | Self::Words => {
                Cow::Owned(record.map_text(&|name, words| match person {
                    Some(person) if name == Some(FieldId::Name) => person.to_owned(),
                    Some(_) | None => self.field_text(record.kind, name, words),
                }))
            }
        }
    }

    /// Returns whether the name of the person that a record is about is always masked.
    pub(crate) fn hides_person(self) -> bool {
        match self {
            Self::People(_) | Self::Words => true,
            Self::Nothing | Self::Confidential(_) => false,
        }
    }

    /// Returns the words of a field of a kind of record; of none that the format knows.
    pub(crate) fn field_text(self, kind: Kind, name: Option<FieldId>, words: &str) -> String {
        match self {
            Self::Nothing => words.to_owned(),
            Self::Words => MARK.to_owned(),
            Self::People(_) if name.is_none_or(|name| gives_away(kind, name)) => MARK.to_owned(),
            Self::Confidential(terms) | Self::People(terms) => match name {
                Some(name) if is_title(kind, name) => terms.without_names(words, MARK),
                Some(_) | None => terms.without_names_and_quotes(words, MARK),
            },
        }
    }

    /// Returns words that are in no field, such as the key of a row.
    pub(crate) fn words(self, words: &str) -> String {
        match self {
            Self::Nothing => words.to_owned(),
            Self::Confidential(terms) | Self::People(terms) => {
                terms.without_names_and_quotes(words, MARK)
            }
            Self::Words => MARK.to_owned(),
        }
    }

    /// Returns what a file calls an unknown field; one that is not written as the format writes its own may be a name.
    pub(crate) fn unknown_key(self, key: &str) -> String {
        let is_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        match self {
            Self::People(_) if !key.chars().all(is_of_key) => MARK.to_owned(),
            Self::Nothing | Self::Confidential(_) | Self::People(_) | Self::Words => {
                self.words(key)
            }
        }
    }

    /// Returns the title of a publication, a place or an organisation, with names masked.
    pub(crate) fn title(self, words: &str) -> String {
        match self {
            Self::Nothing => words.to_owned(),
            Self::Confidential(terms) | Self::People(terms) => terms.without_names(words, MARK),
            Self::Words => MARK.to_owned(),
        }
    }

    /// Returns the message of a problem, with text from the file masked.
    pub(crate) fn problem(self, message: &str) -> String {
        match self {
            Self::Nothing | Self::Confidential(_) => self.words(message),
            Self::People(_) => self.words(&unquoted(message)),
            Self::Words => unquoted(message),
        }
    }

    /// Returns the id of the masked record.
    pub(crate) fn id(self, record: &Record) -> String {
        if self.hides_id(record) {
            return MARK.to_owned();
        }
        match self {
            Self::Nothing | Self::Words => record.id.to_string(),
            Self::Confidential(_) | Self::People(_) => self.title(record.id.as_str()),
        }
    }

    /// Returns whether the id of the record is always masked: the ids of cases and people are made
    /// of names.
    pub(crate) fn hides_id(self, record: &Record) -> bool {
        match self {
            Self::Words => true,
            Self::People(_) => record.kind.is_case() || record.kind == Kind::Person,
            Self::Nothing | Self::Confidential(_) => false,
        }
    }
}

/// Returns a message with a mark instead of everything in quotation marks that is neither a sign nor
/// the name of a field, and instead of the words of a source.
fn unquoted(message: &str) -> String {
    let mut said = String::with_capacity(message.len());
    let (mut rest, words) = match message.find(COMES_NEAREST) {
        Some(at) => message.split_at_checked(at + COMES_NEAREST.len()).unwrap_or((message, "")),
        None => (message, ""),
    };
    while let Some((before, sign)) = rest.find(['`', '"']).and_then(|at| rest.split_at_checked(at))
    {
        let mut chars = sign.chars();
        let sign = chars.next().unwrap_or_default();
        // The end of an unclosed quotation is unknown.
        let (within, behind) = chars.as_str().split_once(sign).unwrap_or((chars.as_str(), ""));
        let own = within.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
        let known =
            own.filter(|word| !word.is_empty()).all(|word| base_catalogue().named(word).is_some());
        said.push_str(before);
        said.push(sign);
        said.push_str(if known { within } else { MARK });
        said.push(sign);
        rest = behind;
    }
    said.push_str(rest);
    if !words.is_empty() {
        said.push_str(MARK);
    }
    said
}

/// Returns whether a field holds the name of a person, or quoted words.
fn gives_away(kind: Kind, name: FieldId) -> bool {
    matches!(sensitivity(kind, name), Sensitivity::Name | Sensitivity::Quote)
}

/// Returns whether a field holds what a publication, a place, an organisation or a person who is no
/// victim is called.
fn is_title(kind: Kind, name: FieldId) -> bool {
    match sensitivity(kind, name) {
        Sensitivity::Title => true,
        Sensitivity::Name => !kind.is_case() && is_name(name),
        Sensitivity::Quote | Sensitivity::Open => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_signs_and_the_names_of_fields() {
        let said = unquoted("`Ann Test` is not a word of `outcome`; write `=` or \"Ann\", not `x");
        assert_eq!(said, "`▒▒▒▒` is not a word of `outcome`; write `=` or \"▒▒▒▒\", not `▒▒▒▒`");
        assert_eq!(unquoted("`age` has no source"), "`age` has no source");
        assert_eq!(unquoted("plain"), "plain");
    }

    #[test]
    fn a_key_that_is_not_written_as_those_of_the_format_may_be_a_name() {
        let none = SensitiveTerms::default();
        for (key, shown) in
            [("hat_2", "hat_2"), ("Ann Test", MARK), ("ann-test", MARK), ("名", MARK)]
        {
            assert_eq!(RecordMask::People(&none).unknown_key(key), shown);
            assert_eq!(RecordMask::Nothing.unknown_key(key), key);
        }
    }
}
