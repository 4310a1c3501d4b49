//! Where a screen or an overlay asks to go.

use crate::browser::model::overlay::impact_position::ImpactPosition;
use crate::browser::model::overlay::problem_ref::{JumpTarget, ProblemRef};

/// A place that the screen that browses shows, whichever screen asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// The place of a problem.
    Problem(ProblemRef),
    /// A record, and perhaps a place in it.
    Record {
        /// The record and the place.
        target: JumpTarget,
        /// The list that is left for it, to come back to.
        list: Option<ImpactPosition>,
    },
}
