//! Field definitions: id, label, value shape, and whether a source has to support it.

use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::HashMap;
use strum::{EnumIter, EnumString, FromRepr, IntoEnumIterator as _, IntoStaticStr};

use super::kind::{Kind, RowKind};
use super::template_part::TemplatePart;
use super::vocabulary::Vocabulary;
use crate::search::Part;

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
    Action, Age, AgeAt, Aliases, AllegedConduct, AllegedLoss, AllegedLossQualifier, AllegedOffence, ArchivedUrl,
    ArrestType, At, Author, Authorities, By, CaseStatus, Charges, Citizenship, CollectedAt, CollectedBy,
    CollectionMethod, Confidentiality, CoordPrecision, CoordSource, Count, CountBasis,
    CountQualifier, CountingUnit, Country, Court, Credibility, Custody, Date, DeportedTo, DerivedFrom,
    Disputes, Event, ExploitationEnd, ExploitationPlace, ExploitationStart, ExploitationType, ExtractedWith,
    Gender, Geonames, Group, Home, Identifiers, InterveningParties, Iso, Key, Language, Languages, Latitude,
    LegalStatus, Licence, Longitude, MaxPenalty, MeansOfControl, MemberOf, Minor, MissingSince, Name,
    NameType, NativeName, Note, Occupation, Operator, Original, OriginalSha256, Outcome, OutcomeDate, PartOf, Persons, Place,
    Places, Planned, Promised, Public, Published, PublishedBasis, Publisher, Quote, RansomDemanded,
    RansomDemandedQualifier, RansomPaid, RansomPaidQualifier, RecruitmentApps, RecruitmentDate, RecruitmentMethod, RecruiterRelation, RecruitmentPlace, Related,
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

    /// Returns the name that files write so; faster than to compare it with all of them, as parsing does.
    pub(super) fn named(name: &str) -> Option<Self> {
        static NAMES: LazyLock<HashMap<&str, FieldId>> =
            LazyLock::new(|| FieldId::iter().map(|field| (field.as_str(), field)).collect());
        NAMES.get(name).copied()
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
    /// What another database calls the record, behind the name of the database.
    Identifier,
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
    /// Returns whether its values recur, so that one can be chosen from those that are there, and it says something
    /// how many cases have each.
    pub(crate) fn recurs(self) -> bool {
        match self {
            Self::Term(_)
            | Self::YesNo
            | Self::Country
            | Self::Region
            | Self::Language
            | Self::Offence
            | Self::Link(_)
            | Self::LinkOrWords(_) => true,
            Self::Words
            | Self::RowName
            | Self::Date
            | Self::Money
            | Self::MoneyOrYesNo
            | Self::Whole { .. }
            | Self::Degrees { .. }
            | Self::WebAddress
            | Self::Sha256
            | Self::Identifier
            | Self::Citations
            | Self::Rivals
            | Self::Rows(_) => false,
        }
    }
}

impl Shape {
    /// Returns whether values of this shape are words, terms, codes or links, where they can be read.
    pub(super) fn has_texts(self) -> bool {
        match self {
            Self::Date
            | Self::Money
            | Self::MoneyOrYesNo
            | Self::Whole { .. }
            | Self::Degrees { .. }
            | Self::YesNo => false,
            Self::Words
            | Self::RowName
            | Self::Term(_)
            | Self::Country
            | Self::Region
            | Self::Language
            | Self::Offence
            | Self::WebAddress
            | Self::Sha256
            | Self::Identifier
            | Self::Link(_)
            | Self::LinkOrWords(_)
            | Self::Citations
            | Self::Rivals
            | Self::Rows(_) => true,
        }
    }

    /// Returns whether values of this shape are short, whatever field they are in.
    pub fn is_short(self) -> bool {
        !matches!(self, Self::Words | Self::Rivals | Self::Rows(_))
    }
}

/// Whether a field states a fact, which a source must support.
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
    /// Whether a source must support it.
    pub assertion: Assertion,
    /// What it means, in a sentence; editors show it.
    pub meaning: &'static str,
    /// The part of a search line that its texts belong to: how much a match in it weighs.
    pub weight: Part,
    /// What it is to its record, where the program has to know.
    pub role: FieldRole,
    /// The field that it qualifies and is shown with.
    pub qualifies: Option<Qualifies>,
    /// What its words may give away.
    pub sensitivity: Sensitivity,
    /// Whether its words are short, whatever the shape allows.
    pub has_short_words: bool,
    /// Whether a row in one line shows its label, because the value does not speak for itself.
    pub is_labelled_in_rows: bool,
    /// The examples of it in templates of new files.
    pub hints: [Option<FieldHint>; 2],
}

/// What a field is to its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldRole {
    /// Nothing that the program has to know.
    Ordinary,
    /// The name of a person, place or organisation.
    Name,
    /// Another name of it, perhaps in another script.
    OtherName,
    /// What a case or publication is called, or who published it.
    Title,
    /// The date that lists show and sort by; of several, the one with the lowest rank.
    Date {
        /// The rank.
        rank: u8,
    },
    /// The figure that lists show and sort by; of several, the one with the lowest rank.
    Figure {
        /// The rank.
        rank: u8,
    },
    /// A sum that `ransom:` finds.
    Ransom,
}

impl FieldRole {
    /// Returns whether the field holds names and nothing else.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::OtherName)
    }

    /// Returns whether records that link here find this one by the words of the field.
    pub fn is_known_by(self) -> bool {
        self.is_name() || self == Self::Title
    }
}

/// A field that another one qualifies, and how the two are said together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Qualifies {
    /// The field that is qualified.
    pub main: FieldId,
    /// How.
    pub by: Qualification,
}

/// How a field qualifies another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualification {
    /// How exact a number or sum is: `more than 300`.
    Exactness,
    /// How a value is known: `3 (computed)`.
    Basis,
    /// When an age was right: `14 at recruitment`.
    Moment,
    /// Who decided: `actual · media`.
    Decision,
    /// What kind of name it is: `Testname (pseudonym by us)`.
    NameType,
}

/// What the words of a field may give away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sensitivity {
    /// Nothing by what the field is; names and quotes may still be repeated in it.
    #[default]
    Open,
    /// Who a person is.
    Name,
    /// The words of a source, by which a search engine finds it.
    Quote,
    /// What a publication, place or organisation is called, in which common words are no quotes.
    Title,
}

/// An example of a field in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldHint {
    /// The part of the template in which it is.
    pub part: TemplatePart,
    /// The example as TOML writes it; `TODAY` is replaced by the date of the day.
    pub example: &'static str,
    /// What it means; nothing where the words of the vocabulary are listed instead.
    pub note: &'static str,
}

impl Field {
    /// Returns what the field means, without the name that another standard has for it.
    pub(crate) fn plain_meaning(&self) -> Cow<'static, str> {
        let named = self.meaning.split_once(" (HTCDS");
        let named = named.and_then(|(before, rest)| Some((before, rest.split_once(')')?.1)));
        named.map_or(Cow::Borrowed(self.meaning), |(before, behind)| {
            format!("{before}{behind}").into()
        })
    }

    /// Returns what a word of the field's vocabulary means, in one sentence; `None` where the format does not say.
    pub fn word_meaning(&self, word: &str) -> Option<&'static str> {
        if let Shape::Term(vocabulary) = self.shape { vocabulary.meaning(word) } else { None }
    }

    /// Returns a field that holds one value.
    pub const fn one(
        name: FieldId,
        label: &'static str,
        shape: Shape,
        meaning: &'static str,
    ) -> Self {
        Self {
            name,
            label,
            shape,
            many: false,
            assertion: Assertion::Fact,
            meaning,
            weight: Part::Short,
            role: FieldRole::Ordinary,
            qualifies: None,
            sensitivity: Sensitivity::Open,
            has_short_words: false,
            is_labelled_in_rows: false,
            hints: [None; 2],
        }
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
        Self { assertion: Assertion::Editorial, ..self }
    }

    /// Returns the field as the name of a record.
    #[must_use]
    pub(super) const fn name(self, sensitivity: Sensitivity) -> Self {
        let field = Self { weight: Part::Name, role: FieldRole::Name, ..self };
        field.sensitive(sensitivity).short()
    }

    /// Returns the field as the name of a record in its own script.
    #[must_use]
    pub(super) const fn native_name(self, sensitivity: Sensitivity) -> Self {
        Self { role: FieldRole::OtherName, ..self.name(sensitivity) }
    }

    /// Returns the field as other names of a record.
    #[must_use]
    pub(super) const fn aliases(self, sensitivity: Sensitivity) -> Self {
        Self { weight: Part::Alias, ..self.native_name(sensitivity) }
    }

    /// Returns the field as the title of a record.
    #[must_use]
    pub(super) const fn title(self, sensitivity: Sensitivity) -> Self {
        let field = Self { weight: Part::Name, role: FieldRole::Title, ..self };
        field.sensitive(sensitivity)
    }

    /// Returns the field as the publisher of a source.
    #[must_use]
    pub(super) const fn publisher(self) -> Self {
        Self { role: FieldRole::Title, ..self }.sensitive(Sensitivity::Title)
    }

    /// Returns the field with a role.
    #[must_use]
    pub(super) const fn role(self, role: FieldRole) -> Self {
        Self { role, ..self }
    }

    /// Returns the field as one that qualifies another.
    #[must_use]
    pub(super) const fn qualifies(self, main: FieldId, by: Qualification) -> Self {
        Self { qualifies: Some(Qualifies { main, by }), ..self }
    }

    /// Returns the field as one whose words may give this away.
    #[must_use]
    pub(super) const fn sensitive(self, sensitivity: Sensitivity) -> Self {
        Self { sensitivity, ..self }
    }

    /// Returns the field as one with long texts, in which a match weighs less.
    #[must_use]
    pub(super) const fn long(self) -> Self {
        Self { weight: Part::Long, ..self }
    }

    /// Returns the field as one with short words.
    #[must_use]
    pub(super) const fn short(self) -> Self {
        Self { has_short_words: true, ..self }
    }

    /// Returns the field as one that has its label in the line of a row.
    #[must_use]
    pub(super) const fn labelled(self) -> Self {
        Self { is_labelled_in_rows: true, ..self }
    }

    /// Returns the field with an example in a part of a template; at most two parts have one.
    #[must_use]
    pub(super) const fn hint(
        self,
        part: TemplatePart,
        example: &'static str,
        note: &'static str,
    ) -> Self {
        let hint = Some(FieldHint { part, example, note });
        let [first, _] = self.hints;
        Self { hints: if first.is_none() { [hint, None] } else { [first, hint] }, ..self }
    }

    /// Returns the example of the field in a part of a template.
    pub(super) fn hint_in(&self, part: TemplatePart) -> Option<&FieldHint> {
        self.hints.iter().flatten().find(|hint| hint.part == part)
    }

    /// Returns whether a value of the field is short, so that a long one is a mistake: it is reported and
    /// cut before it is read.
    pub fn is_short(&self) -> bool {
        self.shape.is_short() || self.has_short_words
    }

    /// Returns whether the field links to other records.
    pub fn is_link(&self) -> bool {
        matches!(self.shape, Shape::Link(_) | Shape::LinkOrWords(_))
    }
}
