//! Field values, and their words for a reader.

use std::borrow::Cow;

use super::code;
use super::date::Date;
use super::field::Shape;
use super::id::Id;
use super::money::Money;
use crate::text::shortened;

/// One value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Any words.
    Words(Box<str>),
    /// A word of a vocabulary.
    Term(Box<str>),
    /// A date.
    Date(Date),
    /// A sum of money.
    Money(Money),
    /// A whole number.
    Whole(i64),
    /// A number of degrees.
    Degrees(f64),
    /// Yes or no.
    YesNo(bool),
    /// A code of some standard, a hash, an address, the name of a row.
    Code(Box<str>),
    /// The id of another record.
    Link(Id),
    /// The text in the file, where no value could be read from it; a diagnostic says why.
    Unread(Box<str>),
    /// Text that is too long for its field and therefore not parsed. All of it is kept, because it
    /// may contain a name; only its beginning is ever shown.
    TooLong(Box<str>),
}

impl Value {
    /// Returns the value as files write it, without quotes.
    pub fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Words(text) | Self::Term(text) | Self::Code(text) | Self::Unread(text) => {
                Cow::Borrowed(text)
            }
            Self::TooLong(text) => Cow::Owned(format!("{}…", beginning(text))),
            Self::Date(date) => Cow::Borrowed(date.as_str()),
            Self::Money(money) => Cow::Borrowed(money.as_str()),
            Self::Link(id) => Cow::Borrowed(id.as_str()),
            Self::Whole(number) => Cow::Owned(number.to_string()),
            Self::Degrees(number) => Cow::Owned(number.to_string()),
            Self::YesNo(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
        }
    }

    /// Returns the value as a reader wants it: spaces for underscores, names for codes, yes and no.
    pub fn in_words(&self, shape: Shape) -> Cow<'_, str> {
        match (self, shape) {
            (Self::Term(word), _) => term_in_words(word),
            (Self::YesNo(yes), _) => Cow::Borrowed(if *yes { "yes" } else { "no" }),
            (Self::Code(code), _) => code_in_words(code, shape),
            (Self::Date(date), Shape::Date) => Cow::Owned(date.in_words()),
            (value, _) => value.written(),
        }
    }

    /// Returns the text of a value that people write freely: words, what could not be read, and what is
    /// too long. All else is checked against a form, and can hold no name or quote.
    pub(crate) fn free_text(&self) -> Option<&str> {
        match self {
            Self::Words(text) | Self::Unread(text) | Self::TooLong(text) => Some(text),
            Self::Term(_)
            | Self::Date(_)
            | Self::Money(_)
            | Self::Whole(_)
            | Self::Degrees(_)
            | Self::YesNo(_)
            | Self::Code(_)
            | Self::Link(_) => None,
        }
    }

    /// Returns the text of a value that a mask may have to cover, to be replaced: what is written
    /// freely, addresses, and what other databases call a person.
    pub(super) fn maskable_text(&mut self, shape: Shape) -> Option<&mut Box<str>> {
        match self {
            Self::Code(text) if matches!(shape, Shape::WebAddress | Shape::Identifier) => {
                Some(text)
            }
            Self::Words(text) | Self::Unread(text) | Self::TooLong(text) => Some(text),
            Self::Term(_)
            | Self::Date(_)
            | Self::Money(_)
            | Self::Whole(_)
            | Self::Degrees(_)
            | Self::YesNo(_)
            | Self::Code(_)
            | Self::Link(_) => None,
        }
    }

    /// Returns the id where the value is a link.
    pub fn link(&self) -> Option<&Id> {
        if let Self::Link(id) = self { Some(id) } else { None }
    }

    /// Returns whether the value could be read.
    pub fn is_read(&self) -> bool {
        !matches!(self, Self::Unread(_) | Self::TooLong(_))
    }
}

/// Returns a word of a vocabulary as a reader wants it.
pub(crate) fn term_in_words(word: &str) -> Cow<'_, str> {
    if word.contains('_') { Cow::Owned(word.replace('_', " ")) } else { Cow::Borrowed(word) }
}

/// Returns a code as a reader wants it: the name that it stands for, where there is one.
pub(crate) fn code_in_words(code: &str, shape: Shape) -> Cow<'_, str> {
    match shape {
        Shape::Country => named(code, code::region_name(code)),
        // The code is what the field is for; the name helps to read it.
        Shape::Region => match code::region_name(code) {
            Some(name) => Cow::Owned(format!("{code}, {name}")),
            None => Cow::Borrowed(code),
        },
        Shape::Language => named(code, code::language_name(code)),
        Shape::Words
        | Shape::RowName
        | Shape::Term(_)
        | Shape::Date
        | Shape::Money
        | Shape::MoneyOrYesNo
        | Shape::Whole { .. }
        | Shape::Degrees { .. }
        | Shape::YesNo
        | Shape::Offence
        | Shape::WebAddress
        | Shape::Sha256
        | Shape::Identifier
        | Shape::Link(_)
        | Shape::LinkOrWords(_)
        | Shape::Citations
        | Shape::Rivals
        | Shape::Rows(_) => Cow::Borrowed(code),
    }
}

/// Returns the first words of what is too long to be shown.
pub(super) fn beginning(text: &str) -> &str {
    let short = shortened(text);
    // Half a word could be half a name.
    let end = short.rfind(char::is_whitespace).filter(|_| short.len() < text.len());
    end.and_then(|end| short.get(..end)).unwrap_or(short)
}

fn named<'v>(code: &'v str, name: Option<&'static str>) -> Cow<'v, str> {
    name.map_or(Cow::Borrowed(code), Cow::Borrowed)
}
