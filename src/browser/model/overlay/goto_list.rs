//! Lists of everything of one sort in a collection, such as all sources or all disputed fields, to
//! jump to.

use crate::evidence::{Evidence, EvidenceStatus};
use crate::record::{Assertion, Cited, Id, Kind, Record, qualified_by};

use crate::browser::model::input::command::GotoList;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::page::{DetailItem, mark_in_short};
use crate::redaction::{MaskedCollection, MaskedRecord};

/// Returns the list of everything of that sort; typing narrows it.
pub(crate) fn goto_list(masked: MaskedCollection<'_>, list: GotoList) -> Overlay {
    let entries: Vec<OverlayLine> = match list {
        GotoList::Sources => records(masked, Kind::Source),
        GotoList::Places => records(masked, Kind::Place),
        GotoList::Organisations => records(masked, Kind::Organisation),
        GotoList::People => records(masked, Kind::Person),
        GotoList::Disputed => fields(masked, |mark| matches!(mark, EvidenceStatus::Disputed(_))),
        GotoList::Unsourced => fields(masked, |mark| mark == EvidenceStatus::Unsourced),
    };
    let beside = match list {
        GotoList::People => " (victims are among the cases)",
        GotoList::Sources
        | GotoList::Places
        | GotoList::Organisations
        | GotoList::Disputed
        | GotoList::Unsourced => "",
    };
    let title = format!("{}: {}{beside}", list.words(), entries.len());
    Overlay::of(title, entries).filterable()
}

/// Returns the records of a kind, each with how many others mention it.
fn records(masked: MaskedCollection<'_>, kind: Kind) -> Vec<OverlayLine> {
    let may_speak = matches!(kind, Kind::Person | Kind::Organisation) && masked.has_few_speakers();
    let spoken = |links: usize, record: &Record| {
        if links == 0 && may_speak { masked.count_spoken(record) } else { 0 }
    };
    let of_kind = masked.of_kind(kind).map(|masked_record| {
        let id = &masked_record.record.id;
        let mut from: Vec<_> = masked.mentions(id).iter().map(|mention| &mention.from).collect();
        from.dedup();
        OverlayLine {
            term: masked_record.id.clone(),
            meaning: masked_record.heading().to_owned(),
            note: match (from.len(), spoken(from.len(), &masked_record.record)) {
                (0, 1) => "speaks in 1 quote".to_owned(),
                (0, quotes) if quotes > 0 => format!("speaks in {quotes} quotes"),
                (1, _) => "1 record".to_owned(),
                (records, _) => format!("{records} records"),
            },
            choice: Some(Choice::Go(jump_to(id, None))),
            ..OverlayLine::default()
        }
    });
    of_kind.collect()
}

/// Returns the fields and rows of all cases whose mark is wanted.
fn fields(
    masked: MaskedCollection<'_>,
    wanted: impl Fn(EvidenceStatus) -> bool + Sync,
) -> Vec<OverlayLine> {
    let mut entries = Vec::new();
    let has_one =
        |evidence: &Evidence| evidence.fields().any(|(_, standing)| wanted(standing.status()));
    for masked_record in masked.cases_with(has_one) {
        let record = &*masked_record.record;
        let name = masked.name_of(&record.id);
        let all = assessed_as(masked, record, &wanted);
        entries.extend(all.into_iter().map(|AssessedItem { cited, status }| OverlayLine {
            term: name.clone(),
            meaning: value_in_words(masked, &masked_record, &cited),
            note: mark_in_short(status),
            choice: Some(Choice::Go(jump_to(&record.id, Some(DetailItem::of(&cited))))),
            ..OverlayLine::default()
        }));
    }
    entries
}

/// A field or row of a case with its evidence status.
pub(crate) struct AssessedItem {
    /// What quotes call it.
    pub(crate) cited: Cited,
    /// Its status.
    pub(crate) status: EvidenceStatus,
}

/// Returns the fields and rows of a case that are shown and whose status is wanted.
pub(crate) fn assessed_as(
    masked: MaskedCollection<'_>,
    record: &Record,
    wanted: impl Fn(EvidenceStatus) -> bool,
) -> Vec<AssessedItem> {
    let Some(evidence) = masked.evidence(&record.id) else { return Vec::new() };
    let fields = record.fields.iter().filter_map(|entry| {
        let cited = Cited::Field(entry.field.name);
        let status = evidence.status(&cited, entry.field.assertion);
        // A qualifier is shown with the field that it qualifies, unless it is disputed.
        let disputed = matches!(status, EvidenceStatus::Disputed(_));
        let shown = disputed || masked.field_in_words(&record.fields, entry).is_some();
        shown.then_some(AssessedItem { cited, status })
    });
    let rows = record.rows.iter().filter_map(|row| {
        let cited = Cited::Row(row.kind, row.key()?.into());
        let status = evidence.status(&cited, Assertion::Fact);
        Some(AssessedItem { cited, status })
    });
    fields.chain(rows).filter(|item| wanted(item.status)).collect()
}

/// Returns what a case says of something that quotes cite.
pub(crate) fn value_in_words(
    masked: MaskedCollection<'_>,
    masked_record: &MaskedRecord<'_>,
    cited: &Cited,
) -> String {
    let fields = &masked_record.record.fields;
    match cited {
        Cited::Field(name) => fields.get(*name).map_or_else(String::new, |entry| {
            let own = || masked.values_in_words(&entry.items, entry.field.shape);
            let words = masked.field_in_words(fields, entry).unwrap_or_else(own);
            format!("{}: {words}", entry.field.label)
        }),
        Cited::Row(kind, key) => format!("{} {}", kind.name(), masked_record.words(key)),
    }
}

/// Returns the place in the detail pane at which a case says something that quotes cite: a qualifier
/// is said with what it qualifies.
pub(crate) fn spot_of(case: &Record, cited: &Cited) -> DetailItem {
    let said_with = match cited {
        Cited::Field(name) => {
            qualified_by(*name).map(|of| of.main).filter(|main| case.fields.get(*main).is_some())
        }
        Cited::Row(..) => None,
    };
    said_with.map_or_else(|| DetailItem::of(cited), DetailItem::Field)
}

fn jump_to(id: &Id, spot: Option<DetailItem>) -> JumpTarget {
    JumpTarget { record: id.clone(), spot, quote: None }
}
