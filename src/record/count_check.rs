//! Count checks: a count next to the sum of its groups or parts.

use std::fmt;

use foldhash::{HashMap, HashMapExt as _};

use super::field::FieldId;
use super::kind::RowKind;
use super::record::{Record, Row};

/// The counts of what a whole is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartsSum {
    counts: Vec<Option<i64>>,
}

/// A count and the sum of what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountCheck {
    /// The count.
    pub count: i64,
    /// The sum.
    pub sum: PartsSum,
    /// Whether both can be right.
    pub agrees: bool,
}

/// What the groups of a case add up to, gone through once: there may be as many as a file has room for.
pub struct GroupSums<'r> {
    /// The counts of the groups within each, and of those within none.
    within: HashMap<Option<&'r str>, PartsSum>,
    /// The count of the first group with each key.
    counts: HashMap<&'r str, Option<i64>>,
}

impl<'r> GroupSums<'r> {
    /// Goes through the groups of a case.
    pub fn of(case: &'r Record) -> Self {
        let mut sums = Self { within: HashMap::new(), counts: HashMap::new() };
        for group in case.rows(RowKind::Group) {
            let count = group.fields.whole(FieldId::Count);
            sums.within.entry(group.fields.text(FieldId::Within)).or_default().counts.push(count);
            if let Some(key) = group.key() {
                sums.counts.entry(key).or_insert(count);
            }
        }
        sums
    }

    /// Returns the count of the case beside its groups; `None` where it has none.
    pub fn of_case(&self, case: &Record) -> Option<CountCheck> {
        CountCheck::of_groups(case, self.of_those_within(None))
    }

    /// Returns the count of a group beside the groups within it; `None` where there is no such group,
    /// or it has no count.
    pub fn of_group(&self, key: &str) -> Option<CountCheck> {
        let count = self.counts.get(key).copied().flatten()?;
        Some(CountCheck::of_group(count, self.of_those_within(Some(key))))
    }

    /// Returns the count of a group beside the groups within its key.
    pub(super) fn of_row(&self, group: &Row) -> Option<CountCheck> {
        let count = group.fields.whole(FieldId::Count)?;
        Some(CountCheck::of_group(count, self.of_those_within(Some(group.key()?))))
    }

    fn of_those_within(&self, key: Option<&str>) -> PartsSum {
        self.within.get(&key).cloned().unwrap_or_default()
    }
}

impl CountCheck {
    /// Returns the count of a case beside its groups; `None` where it has none.
    fn of_groups(case: &Record, sum: PartsSum) -> Option<Self> {
        let count = case.fields.whole(FieldId::Count)?;
        // A group without a count may be any number of people.
        let agrees = !sum.is_whole() || sum.total() == count;
        Some(Self { count, sum, agrees })
    }

    /// Returns the count of a group beside the sum of the groups within it.
    fn of_group(count: i64, sum: PartsSum) -> Self {
        // What is within a group need not be all of it.
        let agrees = sum.total() <= count;
        Self { count, sum, agrees }
    }

    /// Returns the count of a case beside those of the cases that are part of it; `None` where it
    /// has none.
    pub fn of_parts(case: &Record, parts: impl IntoIterator<Item = Option<i64>>) -> Option<Self> {
        let count = case.fields.whole(FieldId::Count)?;
        let sum = PartsSum::of(parts);
        // Only a computed count claims that its parts are all there; any count can be exceeded.
        let computed = case.fields.text(FieldId::CountBasis) == Some("computed");
        let differs = computed && sum.is_whole() && sum.total() != count;
        let agrees = sum.total() <= count && !differs;
        Some(Self { count, sum, agrees })
    }
}

impl PartsSum {
    /// Returns the sum of some counts; the size of parts without a count is unknown.
    fn of(counts: impl IntoIterator<Item = Option<i64>>) -> Self {
        Self { counts: counts.into_iter().collect() }
    }

    /// Returns what the known counts add up to.
    pub fn total(&self) -> i64 {
        self.known_counts().fold(0, i64::saturating_add)
    }

    /// Returns whether there are parts, and the counts of all are known.
    pub fn is_whole(&self) -> bool {
        !self.counts.is_empty() && self.counts.iter().all(Option::is_some)
    }

    /// Returns the known counts.
    pub fn known_counts(&self) -> impl Iterator<Item = i64> {
        self.counts.iter().flatten().copied()
    }
}

impl fmt::Display for PartsSum {
    /// Writes `225 + 151 + 3 = 379`; of a single count, the count.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let terms: Vec<String> = self.known_counts().map(|count| count.to_string()).collect();
        if terms.len() > 1 {
            write!(f, "{} = ", terms.join(" + "))?;
        }
        write!(f, "{}", self.total())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_written_as_people_write_it() {
        let sum = PartsSum::of([Some(225), Some(151), Some(3)]);
        assert_eq!((sum.to_string().as_str(), sum.is_whole()), ("225 + 151 + 3 = 379", true));
        let sum = PartsSum::of([Some(225), None]);
        assert_eq!((sum.to_string().as_str(), sum.is_whole()), ("225", false));
        assert_eq!((PartsSum::default().total(), PartsSum::default().is_whole()), (0, false));
        assert_eq!(PartsSum::of([Some(i64::MAX), Some(1)]).total(), i64::MAX);
    }
}
