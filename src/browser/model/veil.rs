//! What is kept back of one record, and how its words are said then. Knows no other record.

use std::borrow::Cow;

use crate::collection::{KeptBack, field_names, is_name};
use crate::record::{Kind, Name, Record};

use super::mask::MARK;

/// What is kept back of a record.
#[derive(Clone, Copy, Debug)]
pub(super) enum Veil<'c> {
    /// Nothing.
    Nothing,
    /// What it says of those whose cases are confidential.
    Confidential(&'c KeptBack),
    /// Everything that is a name or a quote, and both where its other words repeat them.
    People(&'c KeptBack),
    /// All that was written in words; figures, dates, places and vocabularies stay.
    Words,
}

impl<'c> Veil<'c> {
    /// Returns the record as it is to be seen.
    ///
    /// `person` stands for the name of the person that it is about.
    pub(super) fn over(self, record: &'c Record, person: Option<&str>) -> Cow<'c, Record> {
        match self {
            Self::Nothing => Cow::Borrowed(record),
            Self::Confidential(_) | Self::People(_) | Self::Words => {
                Cow::Owned(record.retold(&|name, words| match person {
                    Some(person) if name == Some(Name::Name) => person.to_owned(),
                    Some(_) | None => self.say(record.kind, name, words),
                }))
            }
        }
    }

    /// Tells whether the name of the person that a record is about is kept back, whatever it is.
    pub(super) fn hides_person(self) -> bool {
        match self {
            Self::People(_) | Self::Words => true,
            Self::Nothing | Self::Confidential(_) => false,
        }
    }

    /// Returns the words of a field of a kind of record; of none that the format knows.
    pub(super) fn say(self, kind: Kind, name: Option<Name>, words: &str) -> String {
        match self {
            Self::Nothing => words.to_owned(),
            Self::Words => MARK.to_owned(),
            Self::People(_) if name.is_none_or(|name| is_kept_back(kind, name)) => MARK.to_owned(),
            Self::Confidential(kept) | Self::People(kept) => match name {
                Some(name) if is_called(kind, name) => kept.without_names(words, MARK),
                Some(_) | None => kept.without_names_and_quotes(words, MARK),
            },
        }
    }

    /// Returns words that are in no field: the key of a row, what a file calls an unknown field.
    pub(super) fn words(self, words: &str) -> String {
        match self {
            Self::Nothing => words.to_owned(),
            Self::Confidential(kept) | Self::People(kept) => {
                kept.without_names_and_quotes(words, MARK)
            }
            Self::Words => MARK.to_owned(),
        }
    }

    /// Returns what a publication, a place or an organisation is called; only names are kept back
    /// of it.
    pub(super) fn title(self, words: &str) -> String {
        match self {
            Self::Nothing => words.to_owned(),
            Self::Confidential(kept) | Self::People(kept) => kept.without_names(words, MARK),
            Self::Words => MARK.to_owned(),
        }
    }

    /// Says what is wrong with a file; what that quotes of the file is kept back with its words.
    pub(super) fn problem(self, message: &str) -> String {
        match self {
            Self::Nothing | Self::Confidential(_) => self.words(message),
            Self::People(_) => self.words(&unquoted(message)),
            Self::Words => unquoted(message),
        }
    }

    /// Returns the id of the record that the veil is over.
    pub(super) fn id(self, record: &Record) -> String {
        if self.hides_id(record) {
            return MARK.to_owned();
        }
        match self {
            Self::Nothing | Self::Words => record.id.to_string(),
            Self::Confidential(_) | Self::People(_) => self.title(record.id.as_str()),
        }
    }

    /// Tells whether the id of the record is kept back, whatever it is: the ids of cases and people
    /// are made of names.
    pub(super) fn hides_id(self, record: &Record) -> bool {
        match self {
            Self::Words => true,
            Self::People(_) => record.kind.is_case() || record.kind == Kind::Person,
            Self::Nothing | Self::Confidential(_) => false,
        }
    }
}

/// Returns a message with a mark for all that stands between quotation marks in it and is neither
/// a sign nor the name of a field.
fn unquoted(message: &str) -> String {
    let mut said = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, sign)) = rest.find(['`', '"']).and_then(|at| rest.split_at_checked(at))
    {
        let mut chars = sign.chars();
        let sign = chars.next().unwrap_or_default();
        // Nobody knows where what is not closed ends.
        let (within, behind) = chars.as_str().split_once(sign).unwrap_or((chars.as_str(), ""));
        let own = within.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        let known = own
            .filter(|word| !word.is_empty())
            .all(|word| field_names().any(|known| known == word));
        said.push_str(before);
        said.push(sign);
        said.push_str(if known { within } else { MARK });
        said.push(sign);
        rest = behind;
    }
    said.push_str(rest);
    said
}

/// Tells whether a field holds the name of a person, or the words of somebody who is quoted.
#[expect(clippy::wildcard_enum_match_arm, reason = "most fields name nobody by what they are")]
fn is_kept_back(kind: Kind, field: Name) -> bool {
    match field {
        Name::Text | Name::Speaker | Name::CollectedBy => true,
        other => is_name(other) && matches!(kind, Kind::Victim | Kind::Person),
    }
}

/// Tells whether a field holds what a publication, a place or an organisation is called.
fn is_called(kind: Kind, field: Name) -> bool {
    let called = [Name::Title, Name::Name, Name::NativeName, Name::Aliases, Name::Publisher];
    !kind.is_case() && called.contains(&field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_signs_and_the_names_of_fields() {
        let said = unquoted("`Ann Test` is not a word of `outcome`; write `=` or \"Ann\", not `x");
        assert_eq!(said, "`▒▒▒▒` is not a word of `outcome`; write `=` or \"▒▒▒▒\", not `▒▒▒▒`");
        assert_eq!(unquoted("no quote carries `age`"), "no quote carries `age`");
        assert_eq!(unquoted("plain"), "plain");
    }
}
