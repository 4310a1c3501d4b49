//! Queries about the archived text that is shown in the quote pane.

use crate::record::{Id, Kind};

use crate::browser::model::edit::marked_passage::{MarkStage, MarkedPassage};
use crate::browser::model::page::{QuoteItem, RowCell};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::BrowseRef;

impl<'a> BrowseRef<'a> {
    /// Returns the source that is shown, where its text is archived and therefore read in the quote
    /// pane.
    pub(crate) fn source_read(self) -> Option<&'a Id> {
        let record = self.record().map(|located| located.record);
        let source = record.filter(|record| record.kind == Kind::Source)?;
        let archive = self.shared.collection.as_deref()?.archive();
        archive.get(&source.id).map(|_| &source.id)
    }

    /// Returns what is marked in the text that is read.
    pub(crate) fn mark_here(self) -> Option<&'a MarkedPassage> {
        self.own.reading.as_ref()?;
        let source = self.source_read()?;
        self.own.mark.as_ref().filter(|mark| mark.source == *source)
    }

    /// Returns whether keys move the end of what is marked.
    pub(crate) fn is_marking(self) -> bool {
        let grows = |mark: &MarkedPassage| mark.stage == MarkStage::Growing;
        self.own.focus == Pane::Quotes && self.mark_here().is_some_and(grows)
    }

    /// Returns the row and the cell of the moving end of the marked passage in the quote pane, while
    /// keys move it.
    pub(crate) fn mark_end(self) -> Option<RowCell> {
        let (mark, reading) = (self.mark_here()?, self.own.reading.as_ref()?);
        let RowCell { row, cell } = reading.cell_of(mark.head().start());
        self.is_marking().then(|| RowCell { row, cell: reading.margin() + cell })
    }

    /// Returns the quote under the cursor of the quote pane, its case and its number there; in an
    /// archived text, that of the passage.
    pub(crate) fn picked(self) -> Option<(&'a Id, usize)> {
        let pick = self.own.quotes.spot()?;
        if let Some(passage) =
            self.own.reading.as_ref().and_then(|reading| reading.passage_at(pick))
        {
            return Some((&passage.case, passage.number));
        }
        match pick {
            QuoteItem::Quote(case, number) => Some((case, *number)),
            QuoteItem::Mention(_) | QuoteItem::At(_) => None,
        }
    }
}
