//! The pages of the panes as they were last laid out. A long text takes seconds to break into lines, so
//! a page is laid out again only when what it shows or its room has changed, never for a key alone.

use crate::evidence::Marks;
use crate::record::Cited;

use super::basis::Basis;
use super::memo::Memo;
use super::page::{Blocks, Page, Quotes, Room, Spot};

/// The pages of the record that is shown.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The detail pane.
    pub(super) detail: Memo<(Basis, Room), Page<Spot>>,
    /// The lines of each quote of a case, which the cursor of the detail pane puts in order.
    pub(super) blocks: Memo<(Basis, Room), Blocks>,
    /// The quote pane, where no archived text is in it.
    pub(super) quotes: Memo<(Basis, Room, Option<Cited>), Quotes>,
    /// How many fields of the record have each mark.
    pub(super) marks: Memo<Basis, Marks>,
}
