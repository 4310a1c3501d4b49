//! The seven kinds of record and the four kinds of row in one.

use serde::Serialize;
use strum::{Display, EnumCount, EnumIter, EnumString, FromRepr, IntoEnumIterator, IntoStaticStr};

/// A kind of record, in the order in which kinds are listed.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Display,
    EnumCount,
    EnumIter,
    EnumString,
    FromRepr,
    IntoStaticStr,
)]
#[repr(u8)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// One person or one group held in a compound.
    Victim,
    /// One way out of a compound.
    Rescue,
    /// One act of the authorities.
    Arrest,
    /// A text that cases quote.
    Source,
    /// A place that cases name.
    Place,
    /// A person who is not a victim in any case of the collection.
    Person,
    /// An organisation that cases name.
    Organisation,
}

impl Kind {
    /// Returns all kinds, cases first.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Returns the kind's name as queries and commands write it, such as `victim`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns the kind's name behind the article that it takes, such as `an arrest`.
    pub(crate) fn with_article(self) -> String {
        match self {
            Self::Arrest | Self::Organisation => format!("an {}", self.name()),
            Self::Victim | Self::Rescue | Self::Source | Self::Place | Self::Person => {
                format!("a {}", self.name())
            }
        }
    }

    /// Returns kinds as a choice, such as `victim, rescue or arrest`.
    pub(crate) fn any_of(kinds: &[Self]) -> String {
        in_choice(&kinds.iter().map(|kind| kind.name().to_owned()).collect::<Vec<_>>())
    }

    /// Returns kinds as a choice with their articles, such as `a victim, a rescue or an arrest`.
    pub(crate) fn any_of_with_articles(kinds: &[Self]) -> String {
        in_choice(&kinds.iter().map(|kind| kind.with_article()).collect::<Vec<_>>())
    }

    /// Returns the name of the kind's folder, or of its file without `.toml`, such as `victims`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Victim => "victims",
            Self::Rescue => "rescues",
            Self::Arrest => "arrests",
            Self::Source => "sources",
            Self::Place => "places",
            Self::Person => "people",
            Self::Organisation => "organisations",
        }
    }

    /// Returns the kind whose folder or file has this name.
    pub fn of_folder(name: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.folder() == name)
    }

    /// Returns the letter of the kind in lists.
    pub fn letter(self) -> char {
        match self {
            Self::Victim => 'V',
            Self::Rescue => 'R',
            Self::Arrest => 'A',
            Self::Source => 'S',
            Self::Place => 'L',
            Self::Person => 'P',
            Self::Organisation => 'O',
        }
    }

    /// Returns whether records of the kind are cases: they have a title, and quotes support them.
    pub fn is_case(self) -> bool {
        match self {
            Self::Victim | Self::Rescue | Self::Arrest => true,
            Self::Source | Self::Place | Self::Person | Self::Organisation => false,
        }
    }
}

fn in_choice(words: &[String]) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => words.concat(),
    }
}

/// A kind of table that a record repeats.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, IntoStaticStr, EnumIter, FromRepr,
)]
#[repr(u8)]
#[strum(serialize_all = "snake_case")]
pub enum RowKind {
    /// Something that happened, `[[event]]`.
    Event,
    /// A part of those whom the case counts, `[[group]]`.
    Group,
    /// The words of a source, `[[quote]]`.
    Quote,
    /// What was done with the copy of a source after it was captured, `[[custody]]`.
    Custody,
}

impl RowKind {
    /// All kinds of row.
    pub const ALL: [Self; 4] = [Self::Event, Self::Group, Self::Quote, Self::Custody];
    /// The kinds that are no more than their fields; a quote also cites fields.
    pub const PLAIN: [Self; 3] = [Self::Event, Self::Group, Self::Custody];
    /// The kinds that quotes cite.
    pub const CITED: [Self; 2] = [Self::Event, Self::Group];

    /// Returns the key of the repeated table, such as `event`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
