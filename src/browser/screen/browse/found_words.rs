//! What is searched for in an archived text, and where it was found.

use std::sync::Arc;

use crate::browser::model::page::QuoteItem;
use crate::browser::model::{Cursor, PageCacheKey};
use crate::record::Id;
use crate::text::ByteRange;

/// Words that are looked for in the text of a source, and where they are.
#[derive(Clone, Debug)]
pub(crate) struct TextFind {
    /// The source.
    pub(crate) source: Id,
    /// The words.
    pub(crate) words: String,
    /// Their places outside of masked lines, in the order of the text.
    pub(crate) hits: Arc<Vec<ByteRange>>,
    /// The text and the mask in which they were found.
    pub(crate) of: Option<PageCacheKey>,
}

/// What was shown before the search line of a text was opened.
#[derive(Clone, Debug)]
pub(crate) struct FindStart {
    /// The cursor of the text.
    pub(crate) cursor: Cursor<QuoteItem>,
    /// The search that was kept.
    pub(crate) found: Option<TextFind>,
}
