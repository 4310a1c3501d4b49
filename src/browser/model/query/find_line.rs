//! The search line of a screen: the words that are looked for in what it shows, instead of in the list.

use crate::session::prompt::Prompt;

/// The search line of the active screen while it is open.
#[derive(Clone, Debug, Default)]
pub(crate) struct FindLine {
    /// What is typed.
    pub(crate) prompt: Prompt,
    /// Whether the whole line is selected, since nothing was done to the words that it was opened with: the first letter
    /// that is typed replaces them.
    pub(crate) is_selected: bool,
    /// What is searched, shown as long as nothing is typed.
    pub(crate) about: &'static str,
    /// How much was found.
    pub(crate) answer: String,
}

/// What became of the search line of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FindStep {
    /// Its words have changed.
    Typed,
    /// It was closed, and the search is kept.
    Accepted,
    /// It was closed, and everything is to be as it was before.
    Cancelled,
}
