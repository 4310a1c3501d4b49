//! The states behind `is:` in a query: what each means, and which a record is in.

use strum::{EnumIter, IntoEnumIterator as _, IntoStaticStr};

use crate::evidence::{Evidence, EvidenceStatus};
use crate::record::{
    Cited, Date, Field, FieldEntry, FieldId, Fields, Id, Kind, Qualification, Record, RowKind,
    Value, field,
};
use crate::search::NameSet;

use crate::collection::assemble::Collection;
use crate::collection::index::Located;
use crate::collection::lookup::presence::groups;
use crate::collection::settings::Confidentiality;

/// A state that records may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum RecordState {
    /// A quote contradicts one of its fields.
    Disputed,
    /// A fact of it is supported by no quote.
    Unsourced,
    /// A field of it is supported only by words that could not be checked.
    Unchecked,
    /// A victim, or a group among those it counts, is under 18.
    Minor,
    /// A date of it is marked uncertain or approximate, or parts of one are unknown.
    Uncertain,
    /// A date or count of it is inferred, according to the file.
    Inferred,
    /// It counts a group as one victim.
    Group,
    /// A victim was not heard of since, or that is the outcome.
    Missing,
    /// An act was announced and is not known to have happened.
    Planned,
    /// Those who work on the collection may see it.
    Restricted,
    /// Only those who work on the case may see it.
    Confidential,
    /// `check` reports a problem in it.
    Problem,
    /// Its file is broken; it is shown as it last could be read, or as far as it can be.
    Broken,
    /// No other record links to it.
    Unused,
    /// None of its fields leads to a place.
    Unplaced,
}

/// Returns whether a record is about a minor: under 18, or with a group that is.
pub(crate) fn is_of_minor(record: &Record) -> bool {
    let mut groups = record.rows(RowKind::Group);
    record.is_minor() || groups.any(|row| row.fields.yes(FieldId::Minor) == Some(true))
}

impl RecordState {
    /// Returns all states, in the order in which they are explained.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Returns what follows `is:`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns what it means, to be read behind the name.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Disputed => "a quote disputes a field",
            Self::Unsourced => "no field has a source",
            Self::Unchecked => "a quote could not be checked: its source is not archived",
            Self::Minor => "under 18, or has a group that is",
            Self::Uncertain => "a date is marked `?`, `~` or `%`, or has unknown digits",
            Self::Inferred => "a date or count is inferred, or only the year of a date: `2021?-12`",
            Self::Group => "a group recorded as one victim",
            Self::Missing => "still missing, or last known as missing",
            Self::Planned => "announced, not known to have happened",
            Self::Restricted => "for collaborators only",
            Self::Confidential => "for those who work on this case only",
            Self::Problem => "`check` reports a problem in it",
            Self::Broken => "its file is broken; shown as far as it can be read, or as last read",
            Self::Unused => "no other record links to it",
            Self::Unplaced => "no field leads to a place: none is named, or only in words",
        }
    }

    /// Returns the states that a record is in, but for those that other records decide: whether something is wrong in it,
    /// and whether one links to it. The lookup answers these by itself, so that a line stays good when they change.
    pub(crate) fn of(collection: &Collection, located: Located<'_>) -> NameSet {
        let mut set = NameSet::default();
        let evidence = located.record.kind.is_case().then(|| collection.assess(located.record));
        let evidence = evidence.as_deref();
        for (number, flag) in Self::all().enumerate() {
            if flag.holds(collection, located, evidence) {
                set.insert(number);
            }
        }
        set
    }

    fn holds(
        self,
        collection: &Collection,
        Located { record, file }: Located<'_>,
        evidence: Option<&Evidence>,
    ) -> bool {
        let fields = &record.fields;
        match self {
            Self::Disputed => evidence.is_some_and(Evidence::is_disputed),
            Self::Unsourced => marked(evidence, record, |mark| mark == EvidenceStatus::Unsourced),
            Self::Unchecked => {
                marked(evidence, record, |mark| matches!(mark, EvidenceStatus::Unchecked(_)))
            }
            Self::Minor => is_of_minor(record),
            Self::Uncertain => dates(record).any(Date::is_qualified),
            Self::Inferred => {
                let is_inferred = |entry: &FieldEntry| {
                    let by = entry.field.qualifies.map(|of| of.by);
                    by == Some(Qualification::Basis)
                        && fields.text(entry.field.name) == Some("inferred")
                };
                fields.iter().any(is_inferred) || dates(record).any(Date::has_inferred_year)
            }
            Self::Group => {
                record.kind == Kind::Victim && fields.text(FieldId::CountingUnit) == Some("group")
            }
            Self::Missing => {
                fields.text(FieldId::Outcome) == Some("missing")
                    || fields.get(FieldId::MissingSince).is_some()
                        && fields.get(FieldId::Outcome).is_none()
            }
            Self::Planned => fields.yes(FieldId::Planned) == Some(true),
            Self::Restricted => confidentiality_of(collection, record) == Some("restricted"),
            Self::Confidential => confidentiality_of(collection, record) == Some("confidential"),
            Self::Broken => file.is_broken(),
            Self::Unplaced => {
                let is_place = |id: &Id| collection.kind_of(id) == Some(Kind::Place);
                let of_place = |field: &Field| groups(field).any(|form| form == "place");
                let is_placed =
                    record.open_links().any(|link| of_place(link.field) && is_place(link.to));
                // What a source says instead of a place is one too.
                let rivals = || {
                    let disputes = record.quotes.iter().flat_map(|quote| &quote.disputes);
                    let of_places = disputes.filter(|dispute| match &dispute.cited {
                        Cited::Field(name) => {
                            record.fields.get(*name).is_some_and(|entry| of_place(entry.field))
                        }
                        Cited::Row(..) => false,
                    });
                    of_places.flat_map(|dispute| &dispute.rival)
                };
                !is_placed && !rivals().filter_map(|item| item.value.link()).any(is_place)
            }
            Self::Problem | Self::Unused => false,
        }
    }
}

/// Returns the dates of a record and of its rows.
fn dates(record: &Record) -> impl Iterator<Item = &Date> {
    let rows = record.rows.iter().map(|row| &row.fields);
    let entries = std::iter::once(&record.fields).chain(rows).flat_map(Fields::iter);
    entries.flat_map(|entry| &entry.items).filter_map(|item| match &item.value {
        Value::Date(date) => Some(date),
        Value::Words(_)
        | Value::Term(_)
        | Value::Money(_)
        | Value::Whole(_)
        | Value::Degrees(_)
        | Value::YesNo(_)
        | Value::Code(_)
        | Value::Link(_)
        | Value::Unread(_)
        | Value::TooLong(_) => None,
    })
}

fn marked(
    evidence: Option<&Evidence>,
    record: &Record,
    wanted: impl Fn(EvidenceStatus) -> bool,
) -> bool {
    let Some(evidence) = evidence else { return false };
    record.fields.iter().any(|entry| {
        let cited = Cited::Field(entry.field.name);
        wanted(evidence.status(&cited, entry.field.assertion))
    })
}

/// Returns the confidentiality of a case: its own, or else the collection's.
fn confidentiality_of<'c>(collection: &'c Collection, record: &'c Record) -> Option<&'c str> {
    field(record.kind, FieldId::Confidentiality)?;
    if collection.is_confidential(record) {
        return Some("confidential");
    }
    record.fields.text(FieldId::Confidentiality).or_else(|| {
        Some(match collection.settings().confidentiality? {
            Confidentiality::Public => "public",
            Confidentiality::Restricted => "restricted",
            Confidentiality::Confidential => "confidential",
        })
    })
}
