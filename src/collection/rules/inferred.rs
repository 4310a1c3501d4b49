//! Years that no source of a date names, and that are not marked as uncertain.

use std::collections::HashMap;

use crate::collection::assemble::Collection;
use crate::diagnostic::{Diagnostic, Rule};
use crate::record::{Cited, Date, FieldId, Fields, Id, Item, Quote, Record, Value};

use super::sources::archive_changed;

/// Adds which dates of a case have a year that the sources do not give and that bears no mark.
pub(super) fn years(collection: &Collection, record: &Record, problems: &mut Vec<Diagnostic>) {
    if collection.archive().is_empty() {
        return;
    }
    // Gone through once: a record may have as many rows, and as many quotes, as a file has room for.
    let mut quotes: HashMap<&Cited, Vec<&Quote>> = HashMap::new();
    for quote in &record.quotes {
        for citation in &quote.supports {
            quotes.entry(&citation.cited).or_default().push(quote);
        }
    }
    for dated in dates(&record.fields) {
        year(collection, &quotes, &Cited::Field(dated.name), dated, problems);
    }
    for row in &record.rows {
        let Some(key) = row.key() else { continue };
        let cited = Cited::Row(row.kind, key.into());
        for dated in dates(&row.fields) {
            year(collection, &quotes, &cited, dated, problems);
        }
    }
}

/// A date of a record, with its field and its place in the file.
#[derive(Clone, Copy, Debug)]
struct DatedField<'r> {
    name: FieldId,
    item: &'r Item,
    date: &'r Date,
}

fn dates(fields: &Fields) -> impl Iterator<Item = DatedField<'_>> {
    fields.iter().flat_map(|entry| {
        entry.items.iter().filter_map(|item| {
            if let Value::Date(date) = &item.value {
                Some(DatedField { name: entry.field.name, item, date })
            } else {
                None
            }
        })
    })
}

fn year(
    collection: &Collection,
    quotes: &HashMap<&Cited, Vec<&Quote>>,
    cited: &Cited,
    dated: DatedField<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let DatedField { name, item, date } = dated;
    let unmarked = date.unmarked_years();
    if unmarked.is_empty() {
        return;
    }
    let mut sources: Vec<&Id> = Vec::new();
    for quote in quotes.get(cited).into_iter().flatten() {
        // A quote without a source, or of a text that is not at hand, may be from one that gives the year.
        let Some(source) = quote.source() else { return };
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let is_at_hand = |source: &&Id| {
        collection.archive().get(source).is_some() && !archive_changed(collection, source)
    };
    if sources.is_empty() || !sources.iter().all(is_at_hand) {
        return;
    }
    let is_given = |year: u16| sources.iter().any(|source| gives(collection, source, year));
    let Some(year) = unmarked.into_iter().find(|year| !is_given(*year)) else { return };
    let message = format!(
        "no source that supports `{cited}` has the year {year} in its text, and `{}` does not mark it as uncertain",
        name.as_str()
    );
    let help = date.with_year_in_doubt(year).map_or_else(
        || "mark a year that is inferred with `?` right behind it".to_owned(),
        |marked| {
            format!(
                "if the year is inferred, write \"{marked}\"; else quote a source that gives it"
            )
        },
    );
    problems.push(Diagnostic::new(Rule::InferredYearNotMarked, item.range, message).help(help));
}

/// Returns whether a source may give that year: in its text, or as the year of its own date, which it states.
fn gives(collection: &Collection, source: &Id, year: u16) -> bool {
    let archived = collection.archive().get(source);
    archived.is_none_or(|archived| archived.may_name_year(year))
        || collection
            .with_record(source, |located| {
                let fields = &located.record.fields;
                let is_stated = fields.text(FieldId::PublishedBasis) == Some("stated");
                let published = fields.date(FieldId::Published).filter(|_| is_stated);
                published.is_some_and(|date| date.as_str().contains(&format!("{year:04}")))
            })
            .unwrap_or(false)
}
