//! Sorts lists of anything by one routine: it sorts the numbers of the items, where each type would bring a routine of its own.

use std::cmp::{Ordering, Reverse};

/// Returns values with the numbers of records that have them, the most usual first; no value is none.
pub(super) fn usual_first(
    found: impl IntoIterator<Item = (String, usize)>,
) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> =
        found.into_iter().filter(|(value, _)| !value.is_empty()).collect();
    sort_short_list(&mut found, |(value, count), (other, other_count)| {
        Reverse(count).cmp(&Reverse(other_count)).then_with(|| value.cmp(other))
    });
    found
}

/// Sorts a list of at most some thousands; what is equal stays in its order. It is compiled once for all of them, and for a longer
/// list, or for one of each record, slower than the sort of the list itself.
pub(super) fn sort_short_list<T>(list: &mut Vec<T>, order: impl Fn(&T, &T) -> Ordering) {
    if list.len() < 2 {
        return;
    }
    let compared = |one: usize, other: usize| match (list.get(one), list.get(other)) {
        (Some(one), Some(other)) => order(one, other),
        (_, _) => Ordering::Equal,
    };
    let numbers = sorted_numbers(list.len(), &compared);
    let mut taken: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(numbers.into_iter().filter_map(|number| taken.get_mut(number)?.take()));
}

/// Returns the numbers below `count` in the order of what they are the numbers of.
fn sorted_numbers(count: usize, compared: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    numbers.sort_by(|one, other| compared(*one, *other));
    numbers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_is_sorted_as_it_would_be_by_itself(list: Vec<(u8, String)>) {
            let (mut one, mut other) = (list.clone(), list);
            sort_short_list(&mut one, |(number, _), (other, _)| other.cmp(number));
            other.sort_by_key(|(number, _)| Reverse(*number));
            prop_assert_eq!(one, other);
        }
    }
}
