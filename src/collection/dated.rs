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

    /// Returns the days by which a query finds a date of a record. Where sources state other dates instead, that is
    /// certainly what lies in the days that are asked for by each of them, and possibly what does by any.
    pub(crate) fn days_asked(&self, date: &Date, record: &Record, cited: &Cited) -> Vec<Days> {
        let own = self.days_meant(date, record, cited);
        let mut claims = vec![own];
        claims.extend(self.rivals(record, |of| of == cited).map(|rival| rival.days));
        if claims.len() == 1 { claims } else { Days::of_claims(&claims) }
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
        let mut stated: Vec<Cited> = Vec::new();
        let mut state = |cited: Option<Cited>, field: FieldId, date: &Date, days: Days| {
            stated.extend(cited.clone());
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
        for rival in self.rivals(record, |of| stated.contains(of)) {
            let is_known = |known: &DatedStatement| {
                known.rival_of.is_some() && known.date == rival.date && known.cited == rival.cited
            };
            if !statements.iter().any(is_known) {
                statements.push(rival);
            }
        }
        statements
    }

    /// Returns the dates that sources state instead of those of some fields and rows of a record.
    fn rivals<'c>(
        &'c self,
        record: &'c Record,
        is_wanted: impl Fn(&Cited) -> bool + 'c,
    ) -> impl Iterator<Item = DatedStatement> + 'c {
        let disputes = record.quotes.iter().enumerate().flat_map(|(number, quote)| {
            quote.disputes.iter().map(move |dispute| (number, quote, dispute))
        });
        let wanted = disputes.filter(move |(.., dispute)| is_wanted(&dispute.cited));
        wanted.flat_map(move |(number, quote, dispute)| {
            let dates = dispute.rival.iter().filter_map(|item| date_of(&item.value));
            dates.map(move |date| {
                let field = match &dispute.cited {
                    Cited::Field(field) => *field,
                    Cited::Row(..) => FieldId::Date,
                };
                // What it calls open is certain as far as its own source can know.
                let known = quote.source().and_then(|source| self.published(source));
                DatedStatement {
                    cited: Some(dispute.cited.clone()),
                    field,
                    date: date.clone(),
                    days: date.days_known_until(known),
                    rival_of: Some(number),
                }
            })
        })
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
