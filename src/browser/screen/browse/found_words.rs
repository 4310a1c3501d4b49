//! What is searched for in an archived text, in the fields of a record or in its quotes, and where it was found.

use std::sync::Arc;

use crate::browser::model::page::{DetailItem, QuoteItem};
use crate::browser::model::{Cursor, PageCacheKey};
use crate::browser::screen::browse::panes::Pane;
use crate::record::Id;
use crate::search::{Needle, Query};
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

/// Words that are looked for in the fields of a record, or in its quotes.
#[derive(Clone, Debug)]
pub(crate) struct PaneFind {
    /// The record.
    pub(crate) record: Id,
    /// The pane with the fields, or with the quotes.
    pub(crate) pane: Pane,
    /// The words.
    pub(crate) needle: Needle,
    /// The words as the name of a field is written: with spaces.
    pub(crate) name: Needle,
    /// The words as a phrase, which is lit.
    pub(crate) phrase: Query,
}

/// What was shown before the search line of the fields or quotes was opened.
#[derive(Clone, Debug)]
pub(crate) struct PaneFindStart {
    /// The record.
    pub(crate) record: Id,
    /// The pane.
    pub(crate) pane: Pane,
    /// The cursor of the fields.
    pub(crate) detail: Cursor<DetailItem>,
    /// The cursor of the quotes.
    pub(crate) quotes: Cursor<QuoteItem>,
    /// The search that was kept.
    pub(crate) found: Option<Box<PaneFind>>,
}

impl PaneFind {
    /// Returns a search for words; `None` where they have no visible character.
    pub(crate) fn of(record: Id, pane: Pane, words: &str) -> Option<Self> {
        let needle = Needle::new(words)?;
        let name = Needle::new(&words.replace('_', " "))?;
        let phrase = format!("\"{}\"", words.trim().replace('"', "\"\""));
        let (phrase, _) = Query::parse(&phrase, &[]);
        Some(Self { record, pane, needle, name, phrase })
    }
}
