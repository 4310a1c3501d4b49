//! The impact on one case when sources are withdrawn.

use std::collections::BTreeSet;

use crate::record::{Cited, Id, Quote, Record};

use super::field_evidence::Evidence;
use super::independence::Independence;

/// The impact on one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseImpact {
    /// How many of its quotes are from the withdrawn sources.
    pub quotes: usize,
    /// The fields with fewer independent sources than before, in the order of the case.
    pub fields: Vec<FieldLoss>,
    /// The fields that are no longer disputed.
    pub undisputed: Vec<Cited>,
}

/// A field that loses support, with the number of independent sources that support it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldLoss {
    /// The field or row.
    pub cited: Cited,
    /// The number with the withdrawn sources.
    pub before: usize,
    /// The number without them; 0 if no source is left.
    pub after: usize,
}

impl CaseImpact {
    /// Returns the impact on `case` if the sources in `withdrawn` are withdrawn.
    pub fn of(
        case: &Record,
        evidence: &Evidence,
        independence: &Independence,
        withdrawn: &BTreeSet<&Id>,
    ) -> Self {
        let is_withdrawn =
            |quote: &Quote| quote.source().is_some_and(|source| withdrawn.contains(source));
        let is_left =
            |number: &&usize| case.quotes.get(**number).is_some_and(|quote| !is_withdrawn(quote));
        let mut impact = Self {
            quotes: case.quotes.iter().filter(|quote| is_withdrawn(quote)).count(),
            ..Self::default()
        };
        for (cited, field) in evidence.fields() {
            let left = field.supports.iter().filter(is_left);
            let left = left.filter_map(|number| case.quotes.get(*number)?.source());
            let (before, after) = (field.independent, independence.count(left));
            if after < before {
                impact.fields.push(FieldLoss { cited: cited.clone(), before, after });
            }
            if !field.disputes.is_empty() && !field.disputes.iter().any(|number| is_left(&number)) {
                impact.undisputed.push(cited.clone());
            }
        }
        impact
    }

    /// Returns a copy in which `name` has renamed the fields and rows for which it returns a name.
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

    /// Returns the fields without any source left.
    pub fn unsourced(&self) -> impl Iterator<Item = &FieldLoss> {
        self.fields.iter().filter(|loss| loss.after == 0)
    }

    /// Returns the fields with one independent source left.
    pub fn single_sourced(&self) -> impl Iterator<Item = &FieldLoss> {
        self.fields.iter().filter(|loss| loss.after == 1)
    }
}
