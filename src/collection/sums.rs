//! What the groups and the parts of a case add up to, for whoever reads its count.

use std::sync::Arc;

use crate::evidence::Evidence;
use crate::record::{Cited, GroupSums, Name, Record, RowKind, Tally};

use super::assemble::Collection;

/// What the counts of one case are made of.
pub struct Sums<'c> {
    collection: &'c Collection,
    case: &'c Record,
    evidence: Option<Arc<Evidence>>,
    groups: GroupSums<'c>,
}

impl Sums<'_> {
    /// Returns what a count is made of where a reader needs to see it, each with what people call
    /// the parts: the sums that it does not agree with, and where a quote contradicts it, all that are
    /// complete.
    pub fn of(&self, counted: &Cited) -> Vec<(&'static str, Tally)> {
        let tallies = match counted {
            Cited::Field(Name::Count) => [
                ("groups", self.groups.of_case(self.case)),
                ("parts", self.collection.parts(self.case)),
            ]
            .to_vec(),
            Cited::Row(RowKind::Group, key) => vec![("groups", self.groups.of_group(key))],
            Cited::Field(_) | Cited::Row(RowKind::Event | RowKind::Quote, _) => Vec::new(),
        };
        let disputed = self.evidence.as_ref().is_some_and(|evidence| {
            let standing = evidence.standing(counted);
            standing.is_some_and(|standing| !standing.disputes.is_empty())
        });
        let known = tallies.into_iter().filter_map(|(of, tally)| Some((of, tally?)));
        known.filter(|(_, tally)| !tally.agrees || disputed && tally.sum.is_whole()).collect()
    }
}

impl Collection {
    /// Returns what the counts of a case are made of.
    pub fn sums<'c>(&'c self, case: &'c Record) -> Sums<'c> {
        let (evidence, groups) = (self.evidence(&case.id), GroupSums::of(case));
        Sums { collection: self, case, evidence, groups }
    }

    /// Returns the count of a case beside those of the cases that are part of it.
    pub(super) fn parts(&self, case: &Record) -> Option<Tally> {
        let mentions =
            self.mentions(&case.id).iter().filter(|mention| mention.field == Name::PartOf);
        let counts = mentions.filter_map(|mention| {
            self.look(&mention.from, |part| part.record.fields.whole(Name::Count))
        });
        Tally::of_parts(case, counts)
    }
}
