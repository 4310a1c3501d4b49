//! Holds in tests that the numbers of a mark are those of the list of its query.

use crate::collection::ListSort;
use crate::record::Id;
use crate::session::Finder;
use crate::views::mark::Mark;

/// Checks that a mark has the numbers of the list of its query, among the records that are counted.
#[track_caller]
pub(super) fn check_listed(finder: &Finder, mark: &Mark, may_count: &dyn Fn(&Id) -> bool) {
    let found = finder.find(&mark.query, ListSort::default());
    let seen = found.ids.iter().filter(|id| may_count(id));
    let (possible, certain): (Vec<&Id>, Vec<&Id>) =
        seen.partition(|id| found.possible.contains(*id));
    assert_eq!((mark.certain, mark.possible), (certain.len(), possible.len()), "{}", mark.query);
}
