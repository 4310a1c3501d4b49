//! Lists of everything of one sort in a collection, each line leading to it. Knows no pane.

use crate::collection::qualified_by;
use crate::evidence::{Evidence, Mark};
use crate::record::{Bearing, Cited, Id, Kind, Record};

use super::choice::Choice;
use super::command::Register;
use super::flaw::Goal;
use super::page::{Spot, mark_in_short};
use super::seen::Seen;
use super::sheet::{Entry, Sheet};
use super::sight::Sight;

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
    let of_kind = seen.of_kind(kind).map(|sight| {
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
fn fields(seen: Seen<'_>, wanted: impl Fn(Mark) -> bool + Sync) -> Vec<Entry> {
    let mut entries = Vec::new();
    let has_one =
        |evidence: &Evidence| evidence.standings().any(|(_, standing)| wanted(standing.mark()));
    for sight in seen.cases_with(has_one) {
        let record = &*sight.record;
        let Some(evidence) = seen.evidence(&record.id) else { continue };
        let name = seen.name_of(&record.id);
        let fields = record.fields.iter().filter_map(|entry| {
            let cited = Cited::Field(entry.field.name);
            let mark = evidence.mark(&cited, entry.field.bearing);
            // A qualifier is said with what it qualifies, unless somebody contradicts it.
            let disputed = matches!(mark, Mark::Disputed(_));
            let told = disputed || seen.field_in_words(&record.fields, entry).is_some();
            told.then_some((cited, mark))
        });
        let rows = record.rows.iter().filter_map(|row| {
            let cited = Cited::Row(row.kind, row.key()?.into());
            let mark = evidence.mark(&cited, Bearing::Fact);
            Some((cited, mark))
        });
        let all = fields.chain(rows).filter(|(_, mark)| wanted(*mark));
        entries.extend(all.map(|(cited, mark)| Entry {
            term: name.clone(),
            meaning: said(seen, &sight, &cited),
            note: mark_in_short(mark),
            choice: Some(Choice::Go(goal(&record.id, Some(Spot::of(&cited))))),
            ..Entry::default()
        }));
    }
    entries
}

/// Returns what a case says of something that quotes cite.
pub(super) fn said(seen: Seen<'_>, sight: &Sight<'_>, cited: &Cited) -> String {
    let fields = &sight.record.fields;
    match cited {
        Cited::Field(name) => fields.get(*name).map_or_else(String::new, |entry| {
            let own = || seen.values_in_words(&entry.items, entry.field.shape);
            let words = seen.field_in_words(fields, entry).unwrap_or_else(own);
            format!("{}: {words}", entry.field.label)
        }),
        Cited::Row(kind, key) => format!("{} {}", kind.name(), sight.words(key)),
    }
}

/// Returns the place in the detail pane at which a case says something that quotes cite: a qualifier
/// is said with what it qualifies.
pub(super) fn spot_of(case: &Record, cited: &Cited) -> Spot {
    let said_with = match cited {
        Cited::Field(name) => qualified_by(*name).filter(|main| case.fields.get(*main).is_some()),
        Cited::Row(..) => None,
    };
    said_with.map_or_else(|| Spot::of(cited), Spot::Field)
}

fn goal(id: &Id, spot: Option<Spot>) -> Goal {
    Goal { record: id.clone(), spot, quote: None }
}
