//! Field definitions: id, label, value shape, and whether a source has to support it.

use strum::{EnumIter, EnumString, FromRepr, IntoStaticStr};

use super::kind::{Kind, RowKind};
use super::vocabulary::Vocabulary;

/// The name of a field, of whatever kind of record; written in snake case in the files.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, EnumString, FromRepr,
    IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[repr(u8)]
#[rustfmt::skip]
#[expect(missing_docs, reason = "each field is documented where the tables describe it")]
pub enum FieldId {
    Age, AgeAt, Aliases, AllegedConduct, AllegedLoss, AllegedLossQualifier, AllegedOffence, ArchivedUrl,
    ArrestType, At, Author, Authorities, CaseStatus, Charges, Citizenship, CollectedAt, CollectedBy,
    CollectionMethod, Confidentiality, CoordPrecision, CoordSource, Count, CountBasis,
    CountQualifier, CountingUnit, Country, Court, Credibility, Date, DeportedTo, DerivedFrom,
    Disputes, Event, ExploitationEnd, ExploitationPlace, ExploitationStart, ExploitationType,
    Gender, Geonames, Group, Home, InterveningParties, Iso, Key, Language, Languages, Latitude,
    LegalStatus, Longitude, MaxPenalty, MeansOfControl, MemberOf, Minor, MissingSince, Name,
    NameType, NativeName, Note, Occupation, Operator, Outcome, OutcomeDate, PartOf, Persons, Place,
    Places, Planned, Promised, Public, Published, PublishedBasis, Publisher, Quote, RansomDemanded,
    RansomDemandedQualifier, RansomPaid, RansomPaidQualifier, RecruitmentApps, RecruitmentDate, RecruitmentMethod, RecruitmentPlace, Related,
    Reliability, RequestedBy, RequestedFrom, Requests, RequestsQualifier, RescueType, Roles,
    ScamApps, ScamType, Sha256, Shelter, Smuggled, SoldCount, Source, Speaker, StatusDecidedBy,
    Success, Summary, Supports, Tags, Text, Title, TraffickingStatus, TransitModes, TransitRoute,
    Type, Url, VictimScreening, Victims, What, Within,
}

impl FieldId {
    /// Returns the name as files write it.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The shape of one value of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Any words.
    Words,
    /// A name that the case gives to one of its rows.
    RowName,
    /// A word of a vocabulary.
    Term(Vocabulary),
    /// An EDTF date.
    Date,
    /// An amount and a currency.
    Money,
    /// An amount and a currency, or just whether there was one.
    MoneyOrYesNo,
    /// A whole number of at least `least` and at most `most`.
    Whole {
        /// The smallest number that makes sense.
        least: i64,
        /// The greatest number that makes sense.
        most: i64,
    },
    /// A number with a fraction, at most this far from zero; degrees.
    Degrees {
        /// The greatest distance from zero.
        most: f64,
    },
    /// `true` or `false`.
    YesNo,
    /// An ISO 3166-1 country.
    Country,
    /// An ISO 3166-1 country or an ISO 3166-2 part of one.
    Region,
    /// An ISO 639 language.
    Language,
    /// An ICCS offence.
    Offence,
    /// An address on the web.
    WebAddress,
    /// A SHA-256 hash.
    Sha256,
    /// The id of a record of one of these kinds.
    Link(&'static [Kind]),
    /// The id of a record of one of these kinds, or words where there is no record.
    LinkOrWords(&'static [Kind]),
    /// The names of fields of the same record, `event.KEY` or `group.KEY` for a row.
    Citations,
    /// What a quote disputes: a table from fields to rival values, a list of fields, or a list of both.
    Rivals,
    /// Repeated tables.
    Rows(RowKind),
}

impl Shape {
    /// Tells whether values of this shape are short, whatever field they stand in.
    pub fn is_short(self) -> bool {
        !matches!(self, Self::Words | Self::Rivals | Self::Rows(_))
    }
}

/// Whether a field states a fact, which a source must carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assertion {
    /// It says something about the world: `check` asks for a quote.
    Fact,
    /// It is the researcher's own word: a heading, a note, how another field is to be read.
    Editorial,
}

/// One field of the format.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// What files call it.
    pub name: FieldId,
    /// What the screen calls it.
    pub label: &'static str,
    /// What one value of it looks like.
    pub shape: Shape,
    /// Whether it takes a list.
    pub many: bool,
    /// Whether a source must carry it.
    pub bearing: Assertion,
    /// What it means, in a sentence; editors show it.
    pub meaning: &'static str,
}

impl Field {
    /// Returns a field that holds one value.
    pub const fn one(
        name: FieldId,
        label: &'static str,
        shape: Shape,
        meaning: &'static str,
    ) -> Self {
        Self { name, label, shape, many: false, bearing: Assertion::Fact, meaning }
    }

    /// Returns a field that holds a list.
    pub const fn many(
        name: FieldId,
        label: &'static str,
        shape: Shape,
        meaning: &'static str,
    ) -> Self {
        Self { many: true, ..Self::one(name, label, shape, meaning) }
    }

    /// Returns the field as one in which the researcher, not a source, is speaking.
    #[must_use]
    pub const fn editorial(self) -> Self {
        Self { bearing: Assertion::Editorial, ..self }
    }

    /// Tells whether a value of the field is short, so that a long one is a mistake: it is reported and
    /// cut before it is read.
    pub fn is_short(&self) -> bool {
        let names = [FieldId::Name, FieldId::NativeName, FieldId::Aliases, FieldId::Speaker];
        self.shape.is_short() || names.contains(&self.name)
    }

    /// Tells whether the field links to other records.
    pub fn is_link(&self) -> bool {
        matches!(self.shape, Shape::Link(_) | Shape::LinkOrWords(_))
    }
}
