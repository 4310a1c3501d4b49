//! The fields that cases can be counted by, and what each is divided into.

use crate::collection::base_catalogue;
use crate::diagnostic::did_you_mean;
use crate::record::{FieldId, Kind, RowKind, Shape, fields, row_fields};
use crate::search::{Catalogue, QueryField, ValueKind};
use crate::views::calendar_unit::CalendarUnit;

/// A field that cases are counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AxisField {
    /// The name of the field in the catalogue.
    pub name: String,
    /// The label before the colon of a query.
    pub label: String,
    /// What its values are.
    pub(super) divided: Divided,
    /// By which stretches of the calendar dates are counted.
    pub period: CalendarUnit,
}

/// What a field is divided into.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Divided {
    /// Each value that a case has; the shape says how values are put into words.
    Values(Shape),
    /// The countries that its places are in.
    Countries,
    /// The kinds of record.
    Kinds,
    /// The states of records.
    States,
    /// Stretches of the calendar.
    Dates,
    /// These bands of whole numbers, the last of them open: each begins with one of the numbers.
    Bands(&'static [i64]),
}

// The only number with a fraction, the most degrees of a coordinate, is none that differs from itself.
impl Eq for Divided {}

/// Why cases are not counted by a field, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCounted {
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    pub help: Option<String>,
}

/// Ages, as the laws on children and the sources divide them.
const AGES: &[i64] = &[0, 12, 15, 18, 25, 35];
/// Numbers of people.
const NUMBERS: &[i64] = &[0, 1, 2, 11, 101, 1001];
/// Few numbers, such as those of independent sources.
const FEW: &[i64] = &[0, 1, 2, 3, 4];

impl AxisField {
    /// Reads a field that cases are to be counted by: its name or label, for a date perhaps with the period behind
    /// a colon (`date:month`).
    ///
    /// # Errors
    ///
    /// Says why it is no such field.
    pub fn read(written: &str, catalogue: &Catalogue) -> Result<Self, NotCounted> {
        let (name, period) = match written.split_once(':') {
            Some((name, period)) => (name.trim(), Some(period.trim())),
            None => (written.trim(), None),
        };
        let Some(field) = catalogue.named(name) else {
            let near = catalogue.suggestion(name).map(did_you_mean);
            return Err(NotCounted {
                message: format!("there is no field `{name}`"),
                help: near.or_else(|| Some("use a field such as kind, date or place".to_owned())),
            });
        };
        let Some(divided) = divided(field) else {
            return Err(NotCounted {
                message: format!("cases are not counted by `{name}`"),
                help: Some(
                    "use a field of words of a vocabulary, codes, links, dates or whole numbers"
                        .to_owned(),
                ),
            });
        };
        let axis = Self {
            name: field.name.clone().into_owned(),
            label: field.label().to_owned(),
            divided,
            period: CalendarUnit::Year,
        };
        let Some(period) = period else { return Ok(axis) };
        let periods = CalendarUnit::COUNTED.map(CalendarUnit::name);
        let is_meant = |unit: &CalendarUnit| unit.name().eq_ignore_ascii_case(period);
        let known = CalendarUnit::COUNTED.into_iter().find(is_meant);
        let known = known.filter(|_| divided == Divided::Dates);
        let wrong = || NotCounted {
            message: if divided == Divided::Dates {
                format!("`{period}` is not a period")
            } else {
                format!("`{name}` is not a date, so it has no periods")
            },
            help: (divided == Divided::Dates).then(|| format!("use {}", periods.join(", "))),
        };
        known.map(|period| Self { period, ..axis }).ok_or_else(wrong)
    }

    /// Returns the field of any collection with this name, which is one that cases can be counted by.
    pub(crate) fn usual(name: &str) -> Self {
        let known = Self::read(name, base_catalogue());
        known.unwrap_or_else(|_| Self {
            name: name.to_owned(),
            label: name.to_owned(),
            divided: Divided::Kinds,
            period: CalendarUnit::Year,
        })
    }

    /// Returns whether its values are dates.
    pub fn is_date(&self) -> bool {
        self.divided == Divided::Dates
    }

    /// Returns it by another period; only dates have one.
    #[must_use]
    pub fn by(self, period: CalendarUnit) -> Self {
        Self { period, ..self }
    }

    /// Returns it by the next longer period, or the next shorter one; by the same where there is none.
    #[must_use]
    pub fn zoomed(self, is_shorter: bool) -> Self {
        let next = if is_shorter { self.period.finer() } else { self.period.coarser() };
        let next = next.filter(|unit| CalendarUnit::COUNTED.contains(unit));
        Self { period: next.unwrap_or(self.period), ..self }
    }

    /// Returns whether most of what it is divided into usually has no case, so that what has none is not shown.
    pub(super) fn has_many_empty(&self) -> bool {
        matches!(self.divided, Divided::States | Divided::Countries)
    }

    /// Returns the fields in which the values are that it is divided into.
    pub fn looks_in(&self) -> Vec<&str> {
        match self.divided {
            Divided::Countries => vec!["place", "kind", "type"],
            Divided::Values(_)
            | Divided::Kinds
            | Divided::States
            | Divided::Dates
            | Divided::Bands(_) => vec![&self.name],
        }
    }

    /// Returns what heads its rows or columns: `kind`, `date by year`.
    pub fn title(&self) -> String {
        match self.divided {
            Divided::Dates => format!("{} by {}", self.label, self.period.name()),
            Divided::Values(_)
            | Divided::Countries
            | Divided::Kinds
            | Divided::States
            | Divided::Bands(_) => self.label.clone(),
        }
    }
}

/// Returns the fields that cases can be counted by: kind, date, place and country first, then in the order of the format.
pub fn countable_fields(catalogue: &Catalogue) -> Vec<AxisField> {
    let first = ["kind", "date", "place", "country", "is", "source", "sources"];
    let case_fields = Kind::all().filter(|kind| kind.is_case()).map(fields);
    let rows = RowKind::PLAIN.map(row_fields);
    let of_format = case_fields.chain(rows).flatten().map(|field| field.name.as_str());
    let mut names: Vec<&str> = Vec::new();
    for name in first.into_iter().chain(of_format) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().filter_map(|name| AxisField::read(name, catalogue).ok()).collect()
}

fn divided(field: &QueryField) -> Option<Divided> {
    let name = &*field.name;
    match name {
        "kind" => return Some(Divided::Kinds),
        "is" => return Some(Divided::States),
        // Only places have the field; a case is in the countries of its places.
        "country" => return Some(Divided::Countries),
        "place" => return Some(Divided::Values(Shape::Link(&[Kind::Place]))),
        "source" => return Some(Divided::Values(Shape::Link(&[Kind::Source]))),
        "sources" => return Some(Divided::Bands(FEW)),
        _ => {}
    }
    match field.takes {
        ValueKind::Date => return Some(Divided::Dates),
        ValueKind::Number => {
            let is_age = name == FieldId::Age.as_str();
            return Some(Divided::Bands(if is_age { AGES } else { NUMBERS }));
        }
        ValueKind::Names(_)
        | ValueKind::Record(_)
        | ValueKind::TextsOf(_)
        | ValueKind::ArchivedTexts
        | ValueKind::Decimal
        | ValueKind::Money
        | ValueKind::Order(_) => return None,
        ValueKind::Words | ValueKind::OneOf(_) => {}
    }
    let rows = RowKind::PLAIN.map(row_fields);
    let all = Kind::all().map(fields).chain(rows).flatten();
    let mut shapes = all.filter(|known| known.name.as_str() == name).map(|known| known.shape);
    shapes.find(|shape| shape.recurs()).map(Divided::Values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_with_its_period() {
        let read = |written| AxisField::read(written, base_catalogue());
        assert_eq!(read("kind").unwrap().title(), "kind");
        assert_eq!(read("date").unwrap().title(), "date by year");
        assert_eq!(read("date:month").unwrap().title(), "date by month");
        assert_eq!(read("Citizenship").unwrap().name, "citizenship");
        assert_eq!(read("country").unwrap().looks_in(), ["place", "kind", "type"]);
        for (written, message) in [
            ("kidn", "there is no field `kidn`"),
            ("title", "cases are not counted by `title`"),
            ("date:week", "`week` is not a period"),
            ("kind:year", "`kind` is not a date, so it has no periods"),
        ] {
            let wrong = read(written).unwrap_err();
            assert_eq!(wrong.message, message);
        }
    }

    #[test]
    fn zooming_goes_from_decades_to_months_and_back() {
        let by = |period| AxisField::usual("date").by(period);
        for two in CalendarUnit::COUNTED.windows(2) {
            assert_eq!(
                (by(two[0]).zoomed(true), by(two[1]).zoomed(false)),
                (by(two[1]), by(two[0]))
            );
        }
        for (end, is_shorter) in [(CalendarUnit::Month, true), (CalendarUnit::Decade, false)] {
            assert_eq!(by(end).zoomed(is_shorter), by(end));
        }
    }
}
