//! Where an impact overlay was left, to come back to.

use crate::browser::model::overlay::impact_source::ImpactSource;
use crate::browser::model::overlay::list::CursorLine;

/// An impact overlay, as it was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImpactPosition {
    /// The withdrawn source.
    pub(crate) withdrawn: ImpactSource,
    /// Where its cursor was.
    pub(crate) line: CursorLine,
    /// The first line on the screen.
    pub(crate) first: usize,
}
