//! The cache of laid-out pages.
//!
//! Breaking a long text into lines takes seconds, so a page is laid out again only when its
//! content, mask or width changes.

use std::sync::Arc;

use crate::evidence::StatusCounts;
use crate::record::Cited;
use crate::text::ByteRange;

use crate::browser::model::cache::memo::Memo;
use crate::browser::model::cache::page_key::PageCacheKey;
use crate::browser::model::page::{
    DetailItem, MarkedRange, Page, QuoteBlocks, QuoteItem, QuotePane, Room, StyledRun,
};
use crate::browser::model::{LongTexts, MentionsIn};

/// The pages of the record that is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageCache {
    /// The detail pane.
    pub(crate) detail: Memo<(PageCacheKey, Room, LongTexts, MentionsIn), Page<DetailItem>>,
    /// The lines of each quote of a case, which the cursor of the detail pane puts in order.
    pub(crate) blocks: Memo<(PageCacheKey, Room), QuoteBlocks>,
    /// The quote pane, where no archived text is in it.
    pub(crate) quotes: Memo<(PageCacheKey, Room, Option<Cited>), QuotePane>,
    /// The rows of an archived text near the viewport.
    pub(crate) text: Memo<TextPageKey, QuotePane>,
    /// The lines above the fields of a record whose file is broken, for so many cells and rows.
    pub(crate) banner: Memo<(PageCacheKey, usize, usize), Vec<StyledRun>>,
    /// How many fields of the record have each mark.
    pub(crate) counts: Memo<PageCacheKey, StatusCounts>,
}

/// What the page of an archived text is made of, beside the text.
#[derive(Clone, Debug)]
pub(crate) struct TextPageKey {
    /// What is under the cursor.
    pub(crate) pick: Option<QuoteItem>,
    /// What is marked.
    pub(crate) marked: Option<MarkedRange>,
    /// What was found in the text.
    pub(crate) found: Option<Arc<Vec<ByteRange>>>,
    /// The first row on the screen.
    pub(crate) first: usize,
    /// How many rows the screen has.
    pub(crate) rows: usize,
}

impl TextPageKey {
    /// Returns whether a page made of this has all rows of another viewport. A page has a screenful of
    /// rows before and after its own, so that scrolling to the cursor needs no new one.
    pub(crate) fn serves(&self, other: &Self) -> bool {
        let before = self.first.saturating_sub(self.rows);
        let end = self.first + 2 * self.rows;
        let hits = |key: &Self| key.found.as_ref().map(Arc::as_ptr);
        (&self.pick, self.marked, hits(self)) == (&other.pick, other.marked, hits(other))
            && before <= other.first
            && other.first + other.rows <= end
    }
}

#[cfg(test)]
impl PageCache {
    /// Returns how many pages of each sort were made.
    pub(crate) fn made(&self) -> [(&'static str, usize); 6] {
        [
            ("detail", self.detail.computed()),
            ("quote blocks", self.blocks.computed()),
            ("quotes", self.quotes.computed()),
            ("text", self.text.computed()),
            ("banner", self.banner.computed()),
            ("counts", self.counts.computed()),
        ]
    }
}
