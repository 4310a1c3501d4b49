//! The cache of laid-out pages.
//!
//! Breaking a long text into lines takes seconds, so a page is laid out again only when its
//! content, mask or width changes.

use crate::evidence::StatusCounts;
use crate::record::Cited;

use crate::browser::model::cache::memo::Memo;
use crate::browser::model::cache::page_key::PageCacheKey;
use crate::browser::model::page::{DetailItem, Page, QuoteBlocks, QuotePane, Room};

/// The pages of the record that is shown.
#[derive(Clone, Debug, Default)]
pub struct PageCache {
    /// The detail pane.
    pub(crate) detail: Memo<(PageCacheKey, Room), Page<DetailItem>>,
    /// The lines of each quote of a case, which the cursor of the detail pane puts in order.
    pub(crate) blocks: Memo<(PageCacheKey, Room), QuoteBlocks>,
    /// The quote pane, where no archived text is in it.
    pub(crate) quotes: Memo<(PageCacheKey, Room, Option<Cited>), QuotePane>,
    /// How many fields of the record have each mark.
    pub(crate) counts: Memo<PageCacheKey, StatusCounts>,
}
