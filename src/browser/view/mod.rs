//! What the browser and its screens draw with: cells, borders, pages, bars, the overlay on top.
//!
//! It only reads; all styles come from `theme.rs`.

pub(crate) mod bars;
pub(crate) mod canvas;
pub(crate) mod completions;
pub(crate) mod footer;
pub(crate) mod next_keys;
pub(crate) mod overlay;
pub(crate) mod page;
pub(crate) mod query_problem;
pub(crate) mod spoken;
pub(crate) mod symbols;
pub(crate) mod theme;
pub(crate) mod value_input;

use super::keymap::{KeyHint, ScreenKeys};
use super::model::{Mode, Shared};

pub(crate) use canvas::cells_of;

/// What is drawn: the state that screens share, and the keys in force where keys are named.
#[derive(Clone, Copy)]
pub(crate) struct DrawContext<'m> {
    /// What screens share.
    pub(crate) shared: &'m Shared,
    /// The keys in force over the active screen.
    pub(crate) keys: &'m ScreenKeys,
    /// What keys mean at the moment.
    pub(crate) mode: Mode,
    /// The most useful keys on the active screen; none if those of the tables are to be shown.
    pub(crate) hints: &'m [KeyHint],
    /// Whether others look at a view, so that no number may tell of a few cases.
    pub(crate) is_for_others: bool,
}
