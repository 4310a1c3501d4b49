//! The sums behind the counts of a case: its groups and its parts.

use std::sync::Arc;

use crate::evidence::Evidence;
use crate::record::{Cited, CountCheck, FieldId, GroupSums, Record, RowKind};

use crate::collection::assemble::Collection;

/// What the counts of one case are made of.
pub struct CountChecks<'c> {
    collection: &'c Collection,
    case: &'c Record,
    evidence: Option<Arc<Evidence>>,
    groups: GroupSums<'c>,
}

impl CountChecks<'_> {
    /// Returns what a count is made of where a reader needs to see it, each with what people call
    /// the parts: the sums that it does not agree with, and where a quote contradicts it, all that are
    /// complete.
    pub fn of(&self, counted: &Cited) -> Vec<(&'static str, CountCheck)> {
        let tallies = match counted {
            Cited::Field(FieldId::Count) => [
                ("groups", self.groups.of_case(self.case)),
                ("parts", self.collection.parts(self.case)),
            ]
            .to_vec(),
            Cited::Row(RowKind::Group, key) => vec![("groups", self.groups.of_group(key))],
            Cited::Field(_) | Cited::Row(RowKind::Event | RowKind::Quote | RowKind::Custody, _) => {
                Vec::new()
            }
        };
        let disputed = self.evidence.as_ref().is_some_and(|evidence| {
            let standing = evidence.field(counted);
            standing.is_some_and(|standing| !standing.disputes.is_empty())
        });
        let known = tallies.into_iter().filter_map(|(of, tally)| Some((of, tally?)));
        known.filter(|(_, tally)| !tally.agrees || disputed && tally.sum.is_whole()).collect()
    }
}

impl Collection {
    /// Returns what the counts of a case are made of.
    pub fn sums<'c>(&'c self, case: &'c Record) -> CountChecks<'c> {
        let (evidence, groups) = (self.evidence(&case.id), GroupSums::of(case));
        CountChecks { collection: self, case, evidence, groups }
    }

    /// Returns the count of a case beside those of the cases that are part of it.
    pub(crate) fn parts(&self, case: &Record) -> Option<CountCheck> {
        let mentions =
            self.mentions(&case.id).iter().filter(|mention| mention.field == FieldId::PartOf);
        let counts = mentions.filter_map(|mention| {
            self.with_record(&mention.from, |part| part.record.fields.whole(FieldId::Count))
        });
        CountCheck::of_parts(case, counts)
    }
}
