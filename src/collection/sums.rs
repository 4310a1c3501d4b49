//! What the groups and the parts of a case add up to, for whoever reads its count.

use crate::record::{Cited, Name, Record, RowKind, Tally};

use super::assemble::Collection;

impl Collection {
    /// Returns what a count is made of where a reader needs to see it, each with what people call
    /// the parts: the sums that it does not agree with, and where a quote contradicts it, all that are
    /// complete.
    pub fn sums(&self, case: &Record, counted: &Cited) -> Vec<(&'static str, Tally)> {
        let tallies = match counted {
            Cited::Field(Name::Count) => {
                [("groups", Tally::of_groups(case)), ("parts", self.parts(case))].to_vec()
            }
            Cited::Row(RowKind::Group, key) => {
                let group = case.row(RowKind::Group, key);
                vec![("groups", group.and_then(|group| Tally::of_group(case, group)))]
            }
            Cited::Field(_) | Cited::Row(RowKind::Event | RowKind::Quote, _) => Vec::new(),
        };
        let disputed = self.evidence(&case.id).is_some_and(|evidence| {
            let standing = evidence.standing(counted);
            standing.is_some_and(|standing| !standing.disputes.is_empty())
        });
        let known = tallies.into_iter().filter_map(|(of, tally)| Some((of, tally?)));
        known.filter(|(_, tally)| !tally.agrees || disputed && tally.sum.is_whole()).collect()
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
