//! The lines of the timeline as they are drawn, made once for each change.

use crate::browser::model::page::PageLine;

/// Everything that is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TimelineLines {
    /// How many rows there is room for.
    pub(super) room: usize,
    /// The title, and the words at the other end of its line.
    pub(super) title: [String; 2],
    /// The lines of the strip.
    pub(super) strip: Vec<PageLine>,
    /// The years, and the column under the cursor.
    pub(super) axis: Vec<PageLine>,
    /// The rows on screen.
    pub(super) rows: Vec<PageLine>,
    /// The words in the lower border.
    pub(super) foot: String,
    /// How many lines are below.
    pub(super) hidden: usize,
    /// The lines below the border.
    pub(super) below: Vec<PageLine>,
}
