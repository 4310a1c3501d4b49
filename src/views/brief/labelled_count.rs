//! The number of a mark with a label, as a brief prints it.

use crate::exchange::BriefCount;
use crate::views::mark::Mark;

/// Returns a number with a label.
pub(super) fn counted(label: &str, mark: &Mark) -> BriefCount {
    BriefCount { label: label.to_owned(), certain: mark.certain, at_most: mark.at_most() }
}
