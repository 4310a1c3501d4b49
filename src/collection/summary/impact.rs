//! The impact of withdrawing a source: the fields of all cases that would lose support.

use std::collections::BTreeSet;

use crate::evidence::CaseImpact;
use crate::record::{FieldId, Id, Kind, Record};

use crate::collection::assemble::Collection;

/// What a collection loses without a source.
#[derive(Clone, Debug)]
pub struct Impact<'c> {
    /// The sources that go: the one asked about, and what derives from it where that goes too.
    pub withdrawn: Vec<&'c Id>,
    /// The sources that are derived from it, over any number of steps, in the order of their ids.
    pub derived: Vec<&'c Id>,
    /// The cases that quote what goes, in the order of the collection.
    pub cases: Vec<(&'c Record, CaseImpact)>,
}

/// What goes with a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawal {
    /// Only the source itself.
    Alone,
    /// The source and everything that is derived from it.
    WithDerived,
}

impl Collection {
    /// Returns what would be lost without a source; `None` where no source has that id.
    pub fn impact(&self, source: &str, withdrawal: Withdrawal) -> Option<Impact<'_>> {
        let source = &self.get(source).filter(|found| found.record.kind == Kind::Source)?.record.id;
        let derived = self.derived_from(source);
        let mut withdrawn = vec![source];
        if withdrawal == Withdrawal::WithDerived {
            withdrawn.extend(&derived);
        }
        let gone: BTreeSet<&Id> = withdrawn.iter().copied().collect();
        let quoting = gone.iter().flat_map(|source| self.index.quoting(source));
        let mut quoting: Vec<(Kind, &Id)> =
            quoting.filter_map(|case| Some((self.kind_of(case)?, case))).collect();
        quoting.sort_unstable();
        quoting.dedup();
        let cases = quoting.into_iter().filter_map(|(_, case)| {
            let (located, evidence) = (self.get(case.as_str())?, self.evidence(case)?);
            let losses = CaseImpact::of(located.record, &evidence, &self.independence, &gone);
            (losses.quotes > 0).then_some((located.record, losses))
        });
        let cases = cases.collect();
        Some(Impact { withdrawn, derived, cases })
    }

    /// Returns the sources that derive from one, itself left out even where they run in a cycle.
    fn derived_from<'c>(&'c self, origin: &'c Id) -> Vec<&'c Id> {
        let mut derived = BTreeSet::new();
        let mut next = vec![origin];
        while let Some(id) = next.pop() {
            let rewrites = self.mentions(id).iter();
            let rewrites = rewrites.filter(|mention| mention.field == FieldId::DerivedFrom);
            for rewrite in rewrites.map(|mention| &mention.from) {
                if rewrite != origin && derived.insert(rewrite) {
                    next.push(rewrite);
                }
            }
        }
        derived.into_iter().collect()
    }
}

impl Impact<'_> {
    /// Counts the quotes that go.
    pub fn quotes(&self) -> usize {
        self.cases.iter().map(|(_, losses)| losses.quotes).sum()
    }

    /// Counts the fields that no source supports any more.
    pub fn unsourced(&self) -> usize {
        self.cases.iter().map(|(_, losses)| losses.unsourced().count()).sum()
    }

    /// Counts the fields that one independent source is left to support.
    pub fn single_sourced(&self) -> usize {
        self.cases.iter().map(|(_, losses)| losses.single_sourced().count()).sum()
    }

    /// Counts the fields that are no longer disputed.
    pub fn undisputed(&self) -> usize {
        self.cases.iter().map(|(_, losses)| losses.undisputed.len()).sum()
    }
}
