//! What the lines of records depend on in other records: links, and what sources say instead of a value.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::collection::assemble::Collection;
use crate::collection::lookup::Lookup;
use crate::collection::lookup::catalogue::FieldNumbers;
use crate::collection::lookup::states::RecordState;
use crate::record::{FieldId, Id, Kind, Record};
use crate::search::{Condition, Truth, ValueCondition, evaluate_conditions};
use crate::text::ByteRange;

/// Returns the ids that are linked to by what sources say instead of a value, of which the index of links knows nothing;
/// the lookup has all lines of the collection.
pub(super) fn rivals(collection: &Collection, lookup: &Lookup) -> HashSet<Id> {
    let is = FieldNumbers::of(&lookup.catalogue).is;
    let condition = Condition::Has(RecordState::Disputed as usize);
    let asked = ValueCondition { range: ByteRange::default(), condition };
    let disputed = evaluate_conditions(&lookup.store, is, &[asked]);
    let records = lookup.kinds.iter().zip(lookup.ids.iter()).zip(disputed);
    // The state is one of cases.
    let records = records.filter(|((kind, _), disputed)| !kind.is_case() || *disputed != Truth::No);
    let records: Vec<&Id> = records.map(|((_, id), _)| id).collect();
    let of_record = |id: &&Id| {
        let rivals = |record: &Record| rivals_of(record).cloned().collect::<Vec<_>>();
        collection.with_record(id, |located| rivals(located.record)).unwrap_or_default()
    };
    records.par_iter().flat_map_iter(of_record).collect()
}

/// Returns the ids that the line of a record depends on.
pub(super) fn linked(record: &Record) -> impl Iterator<Item = &Id> {
    record.links().map(|link| link.to).chain(rivals_of(record))
}

/// Returns the records of a collection that the lines of some records show, as far as they are there, and the ids of
/// those that are not.
pub(super) fn shown(collection: &Collection, ids: impl Iterator<Item = Id>) -> HashSet<Id> {
    let mut shown: HashSet<Id> = HashSet::new();
    let mut open: Vec<(Id, bool)> = ids.map(|id| (id, true)).collect();
    while let Some((id, is_first)) = open.pop() {
        let others = collection.with_record(&id, |located| {
            let record = located.record;
            if is_first {
                return linked(record).cloned().collect::<Vec<_>>();
            }
            // Behind what a record links to, lines show only what lies around places, and what sources come from.
            let further = [FieldId::Within, FieldId::DerivedFrom];
            further.into_iter().flat_map(|field| record.fields.linked(field)).cloned().collect()
        });
        for other in others.into_iter().flatten() {
            if shown.insert(other.clone()) {
                open.push((other, false));
            }
        }
    }
    shown
}

/// Returns whether a record is a source that says what it is derived from.
pub(super) fn is_derived(record: &Record) -> bool {
    record.kind == Kind::Source && record.fields.linked(FieldId::DerivedFrom).next().is_some()
}

fn rivals_of(record: &Record) -> impl Iterator<Item = &Id> {
    let disputes = record.quotes.iter().flat_map(|quote| &quote.disputes);
    disputes.flat_map(|dispute| &dispute.rival).filter_map(|item| item.value.link())
}
