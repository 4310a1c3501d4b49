//! Finds the groups of conditions that hold for a fact without trying each of them.

use foldhash::HashMap;

use crate::search::query::{Condition, ValueCondition};
use crate::search::store::facts::Fact;
use crate::search::values::days::DayRange;
use crate::search::values::truth::Truth;

/// Groups of conditions, of which many ask for a value each or for a stretch of days each.
pub(crate) struct ConditionIndex<'g> {
    groups: &'g [&'g [ValueCondition]],
    /// The groups that ask for one exact value, by that value.
    exact: HashMap<&'g str, Vec<u32>>,
    /// The groups that ask for one stretch of days, by its first day.
    stretches: Vec<(DayRange, u32)>,
    /// The others, which are tried one by one.
    others: Vec<u32>,
}

impl<'g> ConditionIndex<'g> {
    /// Returns the index of these groups.
    pub(crate) fn of(groups: &'g [&'g [ValueCondition]]) -> Self {
        let (exact, stretches, others) = (HashMap::default(), Vec::new(), Vec::new());
        let mut index = Self { groups, exact, stretches, others };
        for (number, group) in (0..).zip(groups) {
            match group {
                [ValueCondition { condition: Condition::Is(value), .. }] => {
                    index.exact.entry(value.as_str()).or_default().push(number);
                }
                [ValueCondition { condition: Condition::Overlaps(days), .. }] => {
                    index.stretches.push((*days, number));
                }
                _ => index.others.push(number),
            }
        }
        index.stretches.sort_by_key(|(days, number)| (days.first, days.last, *number));
        index
    }

    /// Adds the groups that hold for a fact, and how surely.
    pub(crate) fn answers(&self, fact: Fact<'_>, found: &mut Vec<(u32, Truth)>) {
        match fact {
            Fact::Value { stored, .. } => {
                let value = stored.on_one_line();
                let known = value.and_then(|value| self.exact.get(&*value));
                found.extend(known.into_iter().flatten().map(|group| (*group, Truth::Certainly)));
            }
            Fact::Days(days) => {
                // Only where the days that may be meant reach into a stretch can the answer be another than no.
                let (first, last) = (days.first(), days.last());
                let begun = self.stretches.partition_point(|(stretch, _)| stretch.first <= last);
                let begun = self.stretches.get(..begun).unwrap_or_default();
                for (stretch, group) in begun.iter().filter(|(stretch, _)| stretch.last >= first) {
                    let answer = days.may_overlap(*stretch);
                    found.extend((answer != Truth::No).then_some((*group, answer)));
                }
            }
            Fact::Amount(_) | Fact::Names(_) => {}
        }
        for group in &self.others {
            let asked = self.groups.get(*group as usize).copied().unwrap_or_default();
            let answer = ValueCondition::any(asked, fact);
            found.extend((answer != Truth::No).then_some((*group, answer)));
        }
    }
}
