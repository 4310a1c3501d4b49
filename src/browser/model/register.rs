//! Lists of everything of one sort in a collection, each line leading to it. Knows no pane.

use strum::IntoEnumIterator as _;

use crate::evidence::Mark;
use crate::record::{Bearing, Cited, Id, Kind, RowKind};

use super::choice::Choice;
use super::command::Register;
use super::flaw::Goal;
use super::page::{Spot, mark_in_short};
use super::seen::Seen;
use super::sheet::{Entry, Sheet};

/// Returns the list of everything of that sort; typing narrows it.
pub(super) fn register(seen: Seen<'_>, register: Register) -> Sheet {
    let entries: Vec<Entry> = match register {
        Register::Sources => records(seen, Kind::Source),
        Register::Places => records(seen, Kind::Place),
        Register::Disputed => fields(seen, |mark| matches!(mark, Mark::Disputed(_))),
        Register::Unsourced => fields(seen, |mark| mark == Mark::Unsourced),
    };
    let title = format!("{}: {}", register.words(), entries.len());
    Sheet::of(title, entries).narrowing()
}

/// Returns the records of a kind, each with how many others mention it.
fn records(seen: Seen<'_>, kind: Kind) -> Vec<Entry> {
    let of_kind = seen.records().filter(|sight| sight.record.kind == kind).map(|sight| {
        let id = &sight.record.id;
        let mut from: Vec<_> = seen.mentions(id).iter().map(|mention| &mention.from).collect();
        from.dedup();
        Entry {
            term: sight.id.clone(),
            meaning: sight.heading().to_owned(),
            note: from.len().to_string(),
            choice: Some(Choice::Go(goal(id, None))),
            ..Entry::default()
        }
    });
    of_kind.collect()
}

/// Returns the fields and rows of all cases whose mark is wanted.
fn fields(seen: Seen<'_>, wanted: impl Fn(Mark) -> bool) -> Vec<Entry> {
    let mut entries = Vec::new();
    for sight in seen.records() {
        let record = &*sight.record;
        let Some(evidence) = seen.evidence(&record.id) else { continue };
        let name = seen.name_of(&record.id);
        let mut add = |cited: &Cited, bearing: Bearing, said: String| {
            let mark = evidence.mark(cited, bearing);
            if wanted(mark) {
                entries.push(Entry {
                    term: name.clone(),
                    meaning: said,
                    note: mark_in_short(mark),
                    choice: Some(Choice::Go(goal(&record.id, Some(Spot::of(cited))))),
                    ..Entry::default()
                });
            }
        };
        for entry in record.fields.iter() {
            let cited = Cited::Field(entry.field.name);
            let words = seen.field_in_words(&record.fields, entry);
            // A qualifier is said with what it qualifies, unless somebody contradicts it.
            let disputed = matches!(evidence.mark(&cited, entry.field.bearing), Mark::Disputed(_));
            let own = || seen.values_in_words(&entry.items, entry.field.shape);
            if let Some(words) = words.or_else(|| disputed.then(own)) {
                let said = format!("{}: {words}", entry.field.label);
                add(&cited, entry.field.bearing, said);
            }
        }
        for kind in RowKind::iter().filter(|kind| *kind != RowKind::Quote) {
            for key in record.rows(kind).filter_map(|row| row.key()) {
                let said = format!("{} {}", kind.name(), sight.words(key));
                add(&Cited::Row(kind, key.into()), Bearing::Fact, said);
            }
        }
    }
    entries
}

fn goal(id: &Id, spot: Option<Spot>) -> Goal {
    Goal { record: id.clone(), spot, quote: None }
}
