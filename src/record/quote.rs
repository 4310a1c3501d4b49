//! Quotes: the words of a source, and the fields that they support or dispute.

use std::fmt;
use std::str::FromStr;

use crate::text::ByteRange;

use super::field::FieldId;
use super::fields::{Fields, Item};
use super::id::Id;
use super::kind::{Kind, RowKind};
use super::tables::field;

/// The words of a source, as a case quotes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Where the quote starts: its header.
    pub at: ByteRange,
    /// Its plain fields: source, at, speaker, text, credibility, note.
    pub fields: Fields,
    /// What the words support.
    pub supports: Vec<Citation>,
    /// What the words contradict.
    pub disputes: Vec<Dispute>,
}

/// What a quote cites: a field of its record, or one of its rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cited {
    /// A field.
    Field(FieldId),
    /// The event or group with that key.
    Row(RowKind, Box<str>),
}

/// A citation and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// What is cited.
    pub cited: Cited,
    /// Where the citation is.
    pub range: ByteRange,
}

/// A field that a quote contradicts.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// What is disputed.
    pub cited: Cited,
    /// Where the dispute is.
    pub range: ByteRange,
    /// What the source says instead; nothing where the quote only denies.
    pub rival: Vec<Item>,
}

impl Quote {
    /// Returns the id of the quoted source.
    pub fn source(&self) -> Option<&Id> {
        self.fields.linked(FieldId::Source).next()
    }

    /// Returns the quoted words.
    pub fn text(&self) -> Option<&str> {
        self.fields.text(FieldId::Text)
    }

    /// Returns who is speaking, when it is not the writer.
    pub fn speaker(&self) -> Option<&str> {
        self.fields.text(FieldId::Speaker)
    }

    /// Returns how credible the researcher holds the words to be, from 1 to 6.
    pub fn credibility(&self) -> Option<i64> {
        self.fields.whole(FieldId::Credibility)
    }

    /// Returns whether the quote supports what is cited.
    pub fn supports(&self, cited: &Cited) -> bool {
        self.supports.iter().any(|citation| citation.cited == *cited)
    }

    /// Returns how the quote contradicts what is cited.
    pub fn dispute(&self, cited: &Cited) -> Option<&Dispute> {
        self.disputes.iter().find(|dispute| dispute.cited == *cited)
    }
}

impl Dispute {
    /// Returns a dispute by words that deny what is cited and say nothing instead.
    pub(super) fn denying(Citation { cited, range }: Citation) -> Self {
        Self { cited, range, rival: Vec::new() }
    }
}

impl Cited {
    /// Returns what the screen calls the field or row of a record of a kind.
    pub fn label(&self, kind: Kind) -> String {
        match self {
            Self::Field(name) => {
                field(kind, *name).map_or(name.as_str(), |field| field.label).to_owned()
            }
            Self::Row(row, key) => format!("{} {key}", row.name()),
        }
    }
}

impl FromStr for Cited {
    type Err = NotCitable;

    /// Reads `age`, `event.KEY` or `group.KEY`.
    fn from_str(text: &str) -> Result<Self, NotCitable> {
        // No field has a dot in its name.
        match FieldId::named(text) {
            Some(FieldId::Event | FieldId::Group | FieldId::Quote | FieldId::Custody) => {
                Err(NotCitable)
            }
            Some(name) => Ok(Self::Field(name)),
            None => {
                let (row, key) = text.split_once('.').ok_or(NotCitable)?;
                let kind = RowKind::CITED.into_iter().find(|kind| kind.name() == row);
                kind.map(|kind| Self::Row(kind, key.into())).ok_or(NotCitable)
            }
        }
    }
}

impl fmt::Display for Cited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name.as_str()),
            Self::Row(kind, key) => write!(f, "{}.{key}", kind.name()),
        }
    }
}

/// A text that names no field and no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCitable;
