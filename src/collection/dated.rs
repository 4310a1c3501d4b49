//! The dates that a record states, with the days that each means.

use crate::collection::assemble::Collection;
use crate::collection::lookup::presence::groups;
use crate::record::{Cited, Date, FieldEntry, FieldId, Id, Kind, Record, Value};
use crate::search::{DayNumber, Days};

/// A date that a record states, or that a source states instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedStatement {
    /// The field or row by which a quote supports it; `None` for a row without a name.
    pub cited: Option<Cited>,
    /// The field that has the date.
    pub field: FieldId,
    /// The date as it is written.
    pub date: Date,
    /// The days that it means.
    pub days: Days,
    /// The number of the quote that states it, where the record states another date.
    pub rival_of: Option<usize>,
}

impl Collection {
    /// Returns the days that a date of a record means: what it calls open is certain up to the day on which the newest
    /// source was published that supports it. Of a source itself, up to the day on which it was looked at.
    pub(crate) fn days_meant(&self, date: &Date, record: &Record, cited: &Cited) -> Days {
        if !date.is_open() {
            return date.days();
        }
        let known = if record.kind == Kind::Source {
            record.fields.date(FieldId::CollectedAt).map(|date| date.days().earliest())
        } else {
            let supporting = record
                .quotes
                .iter()
                .filter(|quote| quote.supports.iter().any(|citation| citation.cited == *cited));
            supporting.filter_map(|quote| self.published(quote.source()?)).max()
        };
        date.days_known_until(known)
    }

    /// Returns the first day on which a source may have been published.
    fn published(&self, source: &Id) -> Option<DayNumber> {
        let published = |record: &Record| {
            record.fields.date(FieldId::Published).map(|date| date.days().earliest())
        };
        self.with_record(source, |located| published(located.record)).flatten()
    }

    /// Returns the dates that a record states, that of the list first, none of which means the same days as one before
    /// it; and behind them those that a source states instead.
    pub fn dated_statements(&self, record: &Record) -> Vec<DatedStatement> {
        let mut statements: Vec<DatedStatement> = Vec::new();
        let mut state = |cited: Option<Cited>, field: FieldId, date: &Date, days: Days| {
            if statements.iter().all(|known| known.days != days) {
                let date = date.clone();
                statements.push(DatedStatement { cited, field, date, days, rival_of: None });
            }
        };
        if let Some((field, date)) = record.dated() {
            let cited = Cited::Field(field);
            let days = self.days_meant(date, record, &cited);
            state(Some(cited), field, date, days);
        }
        for entry in record.fields.iter() {
            let cited = Cited::Field(entry.field.name);
            for date in dates(entry) {
                let days = self.days_meant(date, record, &cited);
                state(Some(cited.clone()), entry.field.name, date, days);
            }
        }
        for row in &record.rows {
            let cited = row.key().map(|key| Cited::Row(row.kind, key.into()));
            for entry in row.fields.iter() {
                let known_as = cited.clone().unwrap_or(Cited::Field(entry.field.name));
                for date in dates(entry) {
                    let days = self.days_meant(date, record, &known_as);
                    state(cited.clone(), entry.field.name, date, days);
                }
            }
        }
        statements.extend(self.rival_dates(record));
        statements
    }

    /// Returns the dates that sources state instead of those of a record, each once.
    pub(crate) fn rival_dates(&self, record: &Record) -> Vec<DatedStatement> {
        let mut rivals: Vec<DatedStatement> = Vec::new();
        for (number, quote) in record.quotes.iter().enumerate() {
            for dispute in &quote.disputes {
                let dates = dispute.rival.iter().filter_map(|item| date_of(&item.value));
                for date in dates {
                    let cited = dispute.cited.clone();
                    let is_known = |known: &DatedStatement| {
                        known.date == *date && known.cited.as_ref() == Some(&cited)
                    };
                    if rivals.iter().any(is_known) {
                        continue;
                    }
                    let field = match &cited {
                        Cited::Field(field) => *field,
                        Cited::Row(..) => FieldId::Date,
                    };
                    let known = quote.source().and_then(|source| self.published(source));
                    let days = date.days_known_until(known);
                    let (cited, date, rival_of) = (Some(cited), date.clone(), Some(number));
                    rivals.push(DatedStatement { cited, field, date, days, rival_of });
                }
            }
        }
        rivals
    }
}

/// Returns the dates of a field by which a query for any date finds its record.
fn dates(entry: &FieldEntry) -> impl Iterator<Item = &Date> {
    let is_dated = groups(entry.field).any(|group| group == "date");
    let items = entry.items.iter().filter(move |_| is_dated);
    items.filter_map(|item| date_of(&item.value))
}

fn date_of(value: &Value) -> Option<&Date> {
    if let Value::Date(date) = value { Some(date) } else { None }
}
