//! Work that all cores share, compiled once: loops over rayon's own iterators are each compiled anew, in a dozen functions.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

/// The most stretches into which a list is cut: enough for no core to wait long for another.
const MOST_STRETCHES: usize = 64;

/// Returns what is made of each item, in order.
pub(crate) fn of_each<I: Sync, T: Send>(items: &[I], of: &(dyn Fn(&I) -> T + Sync)) -> Vec<T> {
    let places: Vec<Mutex<Option<T>>> = items.iter().map(|_| Mutex::default()).collect();
    share_out(items.len(), &|number| {
        if let Some((item, place)) = items.get(number).zip(places.get(number)) {
            let result = of(item);
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        }
    });
    let results = places.into_iter().map(Mutex::into_inner);
    results.filter_map(|result| result.unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Returns what is made of each of the stretches of a list, in order, given the number of its first item.
pub(crate) fn of_stretches<I: Sync, T: Send>(
    items: &[I],
    of: &(dyn Fn(usize, &[I]) -> T + Sync),
) -> Vec<T> {
    let length = items.len().div_ceil(MOST_STRETCHES).max(1);
    let stretches: Vec<(usize, &[I])> = (0..).step_by(length).zip(items.chunks(length)).collect();
    of_each(&stretches, &|(first, stretch)| of(*first, stretch))
}

fn share_out(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).into_par_iter().for_each(work);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_made_is_in_the_order_of_the_items(items: Vec<u8>) {
            let doubled = |item: &u8| u16::from(*item) * 2;
            let expected: Vec<u16> = items.iter().map(doubled).collect();
            prop_assert_eq!(&of_each(&items, &doubled), &expected);
            let numbered = |first: usize, stretch: &[u8]| -> Vec<(usize, u16)> {
                (first..).zip(stretch.iter().map(doubled)).collect()
            };
            let stretches = of_stretches(&items, &numbered);
            prop_assert!(stretches.len() <= MOST_STRETCHES);
            let expected: Vec<(usize, u16)> = expected.into_iter().enumerate().collect();
            prop_assert_eq!(stretches.concat(), expected);
        }
    }
}
