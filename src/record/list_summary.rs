//! The list summary of a record: the date and figure that lists show and sort by.

use crate::codec::{Packer, Unpacker};
use crate::text::{visible, width};

use super::date::{Date, Day};
use super::field::{FieldId, FieldRole, Qualification};
use super::record::Record;
use super::tables::qualifier;

/// What lists of many records are put in order and in columns by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListSummary {
    /// The first day that [`Record::when`] may mean.
    pub when: Option<Day>,
    /// What [`Record::figure`] is.
    pub figure: Option<i64>,
    /// How many cells [`Record::figure_in_words`] takes, and [`Record::when_in_words`]; 255 for any more.
    pub cells: (u8, u8),
}

impl ListSummary {
    /// Returns what a list says of a record.
    pub fn summarise(record: &Record) -> Self {
        let cells = |words: Option<String>| {
            let cells = words.map_or(0, |words| width(&words));
            u8::try_from(cells).unwrap_or(u8::MAX)
        };
        Self {
            when: record.when().and_then(Date::earliest),
            figure: record.figure(),
            cells: (cells(record.figure_in_words()), cells(record.when_in_words())),
        }
    }

    /// Writes it, to be read by [`unpack`](Self::unpack).
    pub fn pack(&self, packer: &mut Packer) {
        let Self { when, figure, cells } = self;
        packer.byte(u8::from(when.is_some()) | u8::from(figure.is_some()) << 1);
        if let Some(day) = when {
            packer.bytes(&day.to_raw().to_le_bytes());
        }
        if let Some(figure) = figure {
            packer.signed(*figure);
        }
        packer.bytes(&[cells.0, cells.1]);
    }

    /// Reads what [`pack`](Self::pack) wrote.
    pub fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let there = unpacker.byte()?;
        let mut summary = Self::default();
        if there & 1 != 0 {
            summary.when = Some(Day::from_raw(i32::from_le_bytes(unpacker.array()?)));
        }
        if there & 2 != 0 {
            summary.figure = Some(unpacker.signed()?);
        }
        let [of_figure, of_when] = unpacker.array()?;
        Some(Self { cells: (of_figure, of_when), ..summary })
    }
}

impl Record {
    /// Returns the one figure that matters: a person's age, or how many people the case is about.
    pub fn figure(&self) -> Option<i64> {
        self.figure_field().map(|(_, figure)| figure)
    }

    /// Returns that figure with its field.
    fn figure_field(&self) -> Option<(FieldId, i64)> {
        let figures = self.fields.iter().filter_map(|entry| {
            let FieldRole::Figure { rank } = entry.field.role else { return None };
            Some((rank, entry.field.name, self.fields.whole(entry.field.name)?))
        });
        figures.min().map(|(_, name, figure)| (name, figure))
    }

    /// Returns the figure in words: an age in years, or a number of people with how exact it is.
    pub fn figure_spelled_out(&self) -> Option<String> {
        let (name, figure) = self.figure_field()?;
        let qualifier = qualifier(name, Qualification::Exactness);
        let exactness = match qualifier.and_then(|name| self.fields.text(name)) {
            Some("at_least") => "at least ",
            Some("more_than") => "more than ",
            Some("about") => "about ",
            Some("nearly") => "nearly ",
            Some(_) | None => "",
        };
        let unit = match (name, figure) {
            (FieldId::Age, 1) => "year",
            (FieldId::Age, _) => "years",
            (_, 1) => "person",
            (..) => "people",
        };
        Some(format!("{exactness}{figure} {unit}"))
    }

    /// Returns the figure with a sign for how exact a count is.
    pub fn figure_in_words(&self) -> Option<String> {
        let (name, figure) = self.figure_field()?;
        let qualifier = qualifier(name, Qualification::Exactness);
        let sign = match qualifier.and_then(|name| self.fields.text(name)) {
            Some("at_least") => "≥",
            Some("more_than") => ">",
            Some("about") => "~",
            Some("nearly") => "<",
            Some(_) | None => "",
        };
        Some(format!("{sign}{figure}"))
    }

    /// Returns that figure as lists show it: an age as `14 y`, an exact number of people as `×6`.
    pub fn figure_in_list(&self) -> Option<String> {
        let (name, _) = self.figure_field()?;
        let figure = self.figure_in_words()?;
        let is_exact = figure.starts_with(|c: char| c.is_ascii_digit());
        Some(if name == FieldId::Age {
            format!("{figure} y")
        } else if is_exact {
            format!("×{figure}")
        } else {
            figure
        })
    }

    /// Returns the date that the record is put in order by: when it happened or was published; of
    /// a victim, the first date known of the ordeal.
    pub fn when(&self) -> Option<&Date> {
        self.dated().map(|(_, date)| date)
    }

    /// Returns that date with the field that it is from.
    pub fn dated(&self) -> Option<(FieldId, &Date)> {
        let dates = self.fields.iter().filter_map(|entry| {
            let FieldRole::Date { rank } = entry.field.role else { return None };
            Some((rank, entry.field.name, self.fields.date(entry.field.name)?))
        });
        let first = dates.min_by_key(|(rank, ..)| *rank);
        first.map(|(_, name, date)| (name, date))
    }

    /// Returns that date in few words, to be shown in a column.
    pub fn when_in_words(&self) -> Option<String> {
        self.when().map(|date| visible(&date.in_few_words()).into_owned())
    }
}
