//! Lists of everything of one sort in a collection, each line leading to it. Knows no pane.

use strum::IntoEnumIterator as _;

use crate::collection::{Collection, Located};
use crate::evidence::Mark;
use crate::record::{Bearing, Cited, Kind, RowKind};

use super::choice::Choice;
use super::command::Register;
use super::flaw::Goal;
use super::page::{Spot, mark_in_short};
use super::sheet::{Entry, Sheet};

/// Returns the list of everything of that sort; typing narrows it.
pub(super) fn register(collection: &Collection, register: Register) -> Sheet {
    let entries: Vec<Entry> = match register {
        Register::Sources => records(collection, Kind::Source),
        Register::Places => records(collection, Kind::Place),
        Register::Disputed => fields(collection, |mark| matches!(mark, Mark::Disputed(_))),
        Register::Unsourced => fields(collection, |mark| mark == Mark::Unsourced),
    };
    let title = format!("{}: {}", register.words(), entries.len());
    Sheet::of(title, entries).narrowing()
}

/// Returns the records of a kind, each with how many others mention it.
fn records(collection: &Collection, kind: Kind) -> Vec<Entry> {
    let of_kind = collection.of_kind(kind).map(|located| {
        let mut from: Vec<_> =
            collection.mentions(&located.record.id).iter().map(|mention| &mention.from).collect();
        from.dedup();
        Entry {
            term: located.record.id.to_string(),
            meaning: located.record.heading().to_owned(),
            note: from.len().to_string(),
            choice: Some(Choice::Go(goal(&located, None))),
            ..Entry::default()
        }
    });
    of_kind.collect()
}

/// Returns the fields and rows of all cases whose mark is wanted.
fn fields(collection: &Collection, wanted: impl Fn(Mark) -> bool) -> Vec<Entry> {
    let mut entries = Vec::new();
    for located in collection.records() {
        let record = located.record;
        let Some(evidence) = collection.evidence(&record.id) else { continue };
        let mut add = |cited: &Cited, bearing: Bearing, said: String| {
            let mark = evidence.mark(cited, bearing);
            if wanted(mark) {
                entries.push(Entry {
                    term: record.name().to_owned(),
                    meaning: said,
                    note: mark_in_short(mark),
                    choice: Some(Choice::Go(goal(&located, Some(Spot::of(cited))))),
                    ..Entry::default()
                });
            }
        };
        for entry in record.fields.iter() {
            let words = collection.field_in_words(&record.fields, entry);
            // A qualifier is said with what it qualifies.
            if let Some(words) = words {
                let said = format!("{}: {words}", entry.field.label);
                add(&Cited::Field(entry.field.name), entry.field.bearing, said);
            }
        }
        for kind in RowKind::iter().filter(|kind| *kind != RowKind::Quote) {
            for key in record.rows(kind).filter_map(|row| row.key()) {
                let said = format!("{} {key}", kind.name());
                add(&Cited::Row(kind, key.into()), Bearing::Fact, said);
            }
        }
    }
    entries
}

fn goal(located: &Located<'_>, spot: Option<Spot>) -> Goal {
    Goal { record: located.record.id.clone(), spot, quote: None }
}
