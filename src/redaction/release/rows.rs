//! The values of each person as numbers, so that those of hundreds of thousands of people fit in little memory.

use std::collections::{BTreeMap, HashMap};

use crate::record::FieldId;

use super::{KEPT, PUBLISHED};

/// What is said of a person: the values of each field in their order.
pub(super) type Published = BTreeMap<FieldId, Vec<String>>;

/// How many fields may be published.
const COLUMNS: usize = PUBLISHED.len() + 1;

/// What is said of a person: for each field that may be published the number of its values, 0 where there are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CodedRow([u32; COLUMNS]);

/// The values that fields have, each list of them once.
#[derive(Debug, Default)]
pub(super) struct ValueLists {
    /// Number 1 is the first.
    lists: Vec<Vec<String>>,
    numbers: HashMap<Vec<String>, u32>,
}

/// Returns the fields of a row, in the order of its numbers.
fn columns() -> impl Iterator<Item = FieldId> {
    std::iter::once(KEPT).chain(PUBLISHED)
}

impl ValueLists {
    /// Returns what is said of a person in numbers.
    pub(super) fn coded(&mut self, said: Published) -> CodedRow {
        let mut row = CodedRow::default();
        for (name, values) in said {
            let number = self.number(values);
            if let Some(place) = row.place(name) {
                *place = number;
            }
        }
        row
    }

    /// Returns what is said of a person in words.
    pub(super) fn published(&self, row: &CodedRow) -> Published {
        let said = columns().zip(row.0).filter_map(|(name, number)| {
            let before = usize::try_from(number).ok()?.checked_sub(1)?;
            Some((name, self.lists.get(before)?.clone()))
        });
        said.collect()
    }

    /// Removes a field from a row; returns whether it was there.
    pub(super) fn remove(row: &mut CodedRow, name: FieldId) -> bool {
        row.place(name).is_some_and(|place| std::mem::take(place) != 0)
    }

    /// Leaves of the first value of a field what is before its first hyphen: the year of a month, the country of a
    /// province. Returns whether there was more.
    pub(super) fn coarsen(&mut self, row: &mut CodedRow, name: FieldId) -> bool {
        let Some(place) = row.place(name) else { return false };
        let before = usize::try_from(*place).ok().and_then(|number| number.checked_sub(1));
        let Some(values) = before.and_then(|before| self.lists.get(before)) else { return false };
        let coarse = values.first().and_then(|value| value.split_once('-'));
        let Some((coarse, _)) = coarse else { return false };
        let rest = values.iter().skip(1).cloned();
        let values = std::iter::once(coarse.to_owned()).chain(rest).collect();
        *place = self.number(values);
        true
    }

    fn number(&mut self, values: Vec<String>) -> u32 {
        if let Some(number) = self.numbers.get(&values) {
            return *number;
        }
        self.lists.push(values.clone());
        // Not as many as numbers are people, who have a file each.
        let number = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        self.numbers.insert(values, number);
        number
    }
}

impl CodedRow {
    fn place(&mut self, name: FieldId) -> Option<&mut u32> {
        let at = columns().position(|column| column == name)?;
        self.0.get_mut(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: &[(FieldId, &[&str])]) -> Published {
        let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        values.iter().map(|(name, values)| (*name, owned(values))).collect()
    }

    #[test]
    fn rows_come_back_as_they_were_and_are_equal_where_their_values_are() {
        let mut lists = ValueLists::default();
        let one = row(&[(KEPT, &["actual"]), (FieldId::Citizenship, &["TH", "VN"])]);
        let other = row(&[(FieldId::Gender, &["actual"]), (FieldId::Citizenship, &["TH"])]);
        let [first, again, second] = [&one, &one, &other].map(|said| lists.coded(said.clone()));
        assert_eq!(first, again);
        assert_ne!(first, second);
        assert_eq!(lists.published(&first), one);
        assert_eq!(lists.published(&second), other);
        assert_eq!(lists.published(&CodedRow::default()), Published::new());
    }

    #[test]
    fn what_is_given_up_is_gone_once() {
        let mut lists = ValueLists::default();
        let (start, place) = (FieldId::ExploitationStart, FieldId::ExploitationPlace);
        let mut coded = lists.coded(row(&[(start, &["2021-12"]), (place, &["KH"])]));
        assert!(lists.coarsen(&mut coded, start));
        assert!(!lists.coarsen(&mut coded, start));
        assert!(!lists.coarsen(&mut coded, place));
        assert!(!lists.coarsen(&mut coded, FieldId::Gender));
        assert_eq!(lists.published(&coded), row(&[(start, &["2021"]), (place, &["KH"])]));
        assert!(ValueLists::remove(&mut coded, place));
        assert!(!ValueLists::remove(&mut coded, place));
        assert_eq!(coded, lists.coded(row(&[(start, &["2021"])])));
    }
}
