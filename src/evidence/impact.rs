//! The impact on one case when sources are withdrawn.

use std::collections::BTreeSet;

use crate::record::{Cited, Id, Quote, Record};

use super::field_evidence::Evidence;
use super::independence::Independence;

/// What one case loses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseImpact {
    /// How many of its quotes go.
    pub quotes: usize,
    /// The fields with fewer independent sources than before, in the order of the case.
    pub fields: Vec<FieldLoss>,
    /// The fields that are no longer disputed.
    pub undisputed: Vec<Cited>,
}

/// A field, and the number of independent sources that carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLoss {
    /// The field or row.
    pub cited: Cited,
    /// The number as it is.
    pub before: usize,
    /// The number without the sources; 0 where nothing carries the field any more.
    pub after: usize,
}

impl CaseImpact {
    /// Returns what `case` loses without the sources in `withdrawn`.
    pub fn of(
        case: &Record,
        evidence: &Evidence,
        independence: &Independence,
        withdrawn: &BTreeSet<&Id>,
    ) -> Self {
        let goes = |quote: &Quote| quote.source().is_some_and(|source| withdrawn.contains(source));
        let stays = |number: &&usize| case.quotes.get(**number).is_some_and(|quote| !goes(quote));
        let mut losses = Self {
            quotes: case.quotes.iter().filter(|quote| goes(quote)).count(),
            ..Self::default()
        };
        for (cited, standing) in evidence.fields() {
            let left = standing.supports.iter().filter(stays);
            let left = left.filter_map(|number| case.quotes.get(*number)?.source());
            let (before, after) = (standing.independent, independence.count(left));
            if after < before {
                losses.fields.push(FieldLoss { cited: cited.clone(), before, after });
            }
            if !standing.disputes.is_empty()
                && !standing.disputes.iter().any(|number| stays(&number))
            {
                losses.undisputed.push(cited.clone());
            }
        }
        losses
    }

    /// Returns a copy in which what is cited is called as `name` says, where it says something.
    #[must_use]
    pub fn renamed(&self, name: impl Fn(&Cited) -> Option<Cited>) -> Self {
        let mut copy = self.clone();
        let fields = copy.fields.iter_mut().map(|loss| &mut loss.cited);
        for cited in fields.chain(&mut copy.undisputed) {
            if let Some(renamed) = name(cited) {
                *cited = renamed;
            }
        }
        copy
    }

    /// Returns the fields that nothing carries any more.
    pub fn unsourced(&self) -> impl Iterator<Item = &FieldLoss> {
        self.fields.iter().filter(|loss| loss.after == 0)
    }

    /// Returns the fields that one independent source is left to carry.
    pub fn single_sourced(&self) -> impl Iterator<Item = &FieldLoss> {
        self.fields.iter().filter(|loss| loss.after == 1)
    }
}
