//! Where a screen or an overlay asks to go.

use crate::browser::model::overlay::impact_position::ImpactPosition;
use crate::browser::model::overlay::problem_ref::{JumpTarget, ProblemRef};
use crate::record::Id;

/// A place that the screen that browses shows, whichever screen asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A place in the archived text of a source, with words that are lit in it.
    Text {
        /// The source.
        source: Id,
        /// The byte of the text.
        offset: usize,
        /// The words.
        words: String,
    },
    /// The place of a problem.
    Problem(ProblemRef),
    /// A record that has just been made, or is there again.
    Made(Id),
    /// A record, and perhaps a place in it.
    Record {
        /// The record and the place.
        target: JumpTarget,
        /// The list that is left for it, to come back to.
        list: Option<ImpactPosition>,
    },
}

/// A screen with a view of a query, from which a part of it was listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftView {
    /// The name of the screen.
    pub(crate) screen: &'static str,
    /// The query of the view.
    pub(crate) query: String,
    /// The query that was listed.
    pub(crate) listed: String,
}

/// A screen that is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WantedScreen {
    /// The home screen.
    Home,
    /// The screen with this name, as it was left.
    Left(&'static str),
}
