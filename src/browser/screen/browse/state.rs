//! The state of the screen that browses: three panes, with what is shown in each.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::browser::model::cache::memo::Memo;
use crate::browser::model::cache::page_key::PageCacheKey;
use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::browser::model::page::{
    DetailContext, DetailItem, LaidOutText, MarkedRange, Page, QuoteBlocks, QuoteItem, QuotePane,
    Role, Room, StyledRun, TextCursor, detail, quotes, text,
};
use crate::browser::model::{Cursor, Extent, FrameAreas};
use crate::browser::model::{LongTexts, MentionsIn, Wrap};
use crate::browser::screen::browse::found_words::{FindStart, PaneFind, PaneFindStart, TextFind};
use crate::browser::screen::browse::link_history::{LinkHistory, QuotesFrom, Visit};
use crate::browser::screen::browse::lost_place::LostPlace;
use crate::browser::screen::browse::pages::{PageCache, TextPageKey};
use crate::browser::screen::browse::panes::{Arrangement, Pane, Panes, layout};
use crate::browser::screen::browse::wanted_words::WantedWords;
use crate::browser::screen::contract::{ScreenMut, ScreenRef};
use crate::browser::view::bars::FilePlace;
use crate::collection::{Collection, Located};
use crate::evidence::StatusCounts;
use crate::record::{Cited, Id, Quote};
use crate::redaction::{BrokenFile, MaskedRecord};
use crate::text::{LineColumn, LineIndex};

/// The state of the three panes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Browse {
    /// The pane that keys go to.
    pub(crate) focus: Pane,
    /// The pane that keys went to after the message before.
    pub(crate) focus_before: Pane,
    /// Whether that pane has the screen to itself.
    pub(crate) zoomed: bool,
    /// Where keys went when the query line was opened, to come back to.
    pub(crate) searched_from: Option<Box<SearchedFrom>>,
    /// Whether the quote pane is hidden.
    pub(crate) without_quotes: bool,
    /// What becomes of lines that are too long for the detail and quote panes.
    pub(crate) wrap: Wrap,
    /// How much of a long text a detail pane with few rows shows.
    pub(crate) long_texts: LongTexts,
    /// The record in the detail pane: the selected one, or the end of a link.
    pub(crate) shown: Option<Id>,
    /// The cursor of the detail pane.
    pub(crate) detail: Cursor<DetailItem>,
    /// The cursor of the quote pane.
    pub(crate) quotes: Cursor<QuoteItem>,
    /// The record that both cursors are in.
    pub(crate) cursors_of: Option<Id>,
    /// The field that the quote pane starts with.
    pub(crate) quotes_about: Option<Cited>,
    /// The archived text in the quote pane.
    pub(crate) reading: Option<Arc<LaidOutText>>,
    /// What that was made of.
    pub(crate) reading_of: Option<PageCacheKey>,
    /// The search in that text, whose matches are lit.
    pub(crate) found: Option<TextFind>,
    /// Where the search line of the text was opened, as long as it is.
    pub(crate) find_start: Option<Box<FindStart>>,
    /// The search in the fields or quotes of a record, whose matches are lit.
    pub(crate) pane_find: Option<Box<PaneFind>>,
    /// Where the search line of the fields or quotes was opened, as long as it is.
    pub(crate) pane_find_start: Option<Box<PaneFindStart>>,
    /// The pages of the record that is shown, as they were laid out last.
    pub(crate) pages: PageCache,
    /// What is marked in an archived text.
    pub(crate) mark: Option<MarkedPassage>,
    /// Whether the mouse is being dragged over that text.
    pub(crate) dragging: bool,
    /// How the quote pane was entered, where keys go to it.
    pub(crate) quotes_from: QuotesFrom,
    /// The way back along links.
    pub(crate) history: LinkHistory,
    /// Where the user was in a record that is gone.
    pub(crate) lost: Option<Box<LostPlace>>,
    /// The place of the problem that was jumped to last.
    pub(crate) landed: Option<Landing>,
    /// How many fields of the listed records have each evidence status.
    pub(crate) listed_counts: Memo<ListedKey, StatusCounts>,
    /// Which record of the next results is to be shown, although keys go elsewhere.
    pub(crate) next_shown: NextShown,
    /// The field for which words are looked for in archived texts.
    pub(crate) wanted: Option<WantedWords>,
}

/// Where keys went when the query line was opened.
#[derive(Clone, Debug)]
pub(crate) struct SearchedFrom {
    /// The pane.
    pub(crate) focus: Pane,
    /// Whether it had the screen to itself.
    pub(crate) zoomed: bool,
    /// The record in the detail pane.
    pub(crate) shown: Option<Id>,
    /// The cursor of the detail pane.
    pub(crate) detail: Cursor<DetailItem>,
    /// The cursor of the quote pane.
    pub(crate) quotes: Cursor<QuoteItem>,
    /// The record that both cursors are in.
    pub(crate) cursors_of: Option<Id>,
}

/// Which record of the next results is to be shown, although keys do not go to the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NextShown {
    /// The one that is shown, whether it is among them or not.
    #[default]
    Same,
    /// The selected one, since it was opened before they came.
    Selected,
    /// The one that is shown if it is among them, or else the selected one, since they are filtered by its value.
    OneOfThem,
}

/// A detail pane with fewer rows shortens long texts.
pub(crate) const FEW_ROWS: usize = 16;

/// The most listed records of which the fields are counted.
const MOST_COUNTED: usize = 1_000;

/// What is listed, of which collection.
#[derive(Clone, Debug)]
pub(crate) struct ListedKey {
    collection: Arc<Collection>,
    ids: Arc<[Id]>,
}

impl PartialEq for ListedKey {
    fn eq(&self, other: &Self) -> bool {
        // Neither ever changes, so that the same ones hold the same.
        Arc::ptr_eq(&self.collection, &other.collection) && Arc::ptr_eq(&self.ids, &other.ids)
    }
}

/// The place of a problem, and where the cursors stand for it.
#[derive(Clone, Debug)]
pub(crate) struct Landing {
    /// What is under the cursors there.
    pub(crate) cursor: CursorPlace,
    /// The place in the file of the record.
    pub(crate) at: LineColumn,
}

/// What is under the cursors of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CursorPlace {
    record: Id,
    field: Option<DetailItem>,
    quote: Option<QuoteItem>,
}

/// The screen that browses and what it shares, to be changed.
pub(crate) type BrowseMut<'a> = ScreenMut<'a, Browse>;
/// The same, to be read.
pub(crate) type BrowseRef<'a> = ScreenRef<'a, Browse>;

impl<'a> BrowseRef<'a> {
    /// Returns where everything goes on the screen.
    pub(crate) fn panes(self) -> Panes {
        let Browse { focus, zoomed, without_quotes, .. } = *self.own;
        let reads = self.source_read().is_some();
        layout(self.shared.areas().body, Arrangement { focus, zoomed, without_quotes, reads })
    }

    /// Returns the part of the screen in which the content of a pane scrolls.
    pub(crate) fn content(self, pane: Pane) -> Rect {
        let inside = FrameAreas::inside(self.panes().of(pane));
        if pane != Pane::Detail {
            return inside;
        }
        let banner = u16::try_from(self.banner().len()).unwrap_or(u16::MAX).min(inside.height);
        Rect { y: inside.y + banner, height: inside.height - banner, ..inside }
    }

    /// Returns the cells of that part, from left to right and from top to bottom.
    pub(crate) fn room(self, pane: Pane) -> Extent {
        Extent::of(self.content(pane))
    }

    /// Returns the lines that stay at the top of the detail pane while it scrolls: that the file of
    /// the record is broken, and where. They take at most half of the pane.
    pub(crate) fn banner(self) -> Arc<Vec<StyledRun>> {
        let Some(page_key) = self.page_key() else { return Arc::default() };
        let inside = FrameAreas::inside(self.panes().of(Pane::Detail));
        let Extent { cells, rows } = Extent::of(inside);
        self.own.pages.banner.get((page_key, cells, rows), || {
            let shown = self.shared.masked().zip(self.own.shown.as_ref());
            let broken = shown.and_then(|(masked_view, id)| masked_view.broken_file(id));
            let Some(BrokenFile { problem, line, is_as_last_read }) = broken else {
                return Vec::new();
            };
            let said = if is_as_last_read {
                format!(
                    "line {line}: {problem}; E goes there. The record is shown as it was last read."
                )
            } else {
                format!("line {line}: {problem}; E goes to the first problem. What cannot be read is not shown.")
            };
            let mut banner = StyledRun::wrapped(Role::Warning, &said, cells.saturating_sub(2));
            banner.truncate(rows / 2);
            banner
        })
    }

    /// Returns how many records the list has room for.
    pub(crate) fn listed_rows(self) -> usize {
        let rows = self.room(Pane::List).rows;
        // A record that has room for its first line only is better than none.
        (rows / self.shared.about.list_rows.lines()).max(rows.min(1))
    }

    /// Returns how many lines of a pane are on the screen; of the list, how many records.
    pub(crate) fn rows_of(self, pane: Pane) -> usize {
        if pane == Pane::List { self.listed_rows() } else { self.room(pane).rows }
    }

    /// Returns how many fields of the listed records have each evidence status; `None` where all cases are listed,
    /// or so many that counting would keep the user waiting.
    pub(crate) fn listed_counts(self) -> Option<Arc<StatusCounts>> {
        let is_filtered = !self.shared.query.result.query.is_empty();
        let ids = self.shared.listing.shared_ids();
        let (masked, collection) = (self.shared.masked()?, self.shared.collection.clone()?);
        let key = ListedKey { collection, ids: Arc::clone(ids) };
        let is_few = ids.len() <= MOST_COUNTED;
        let count = || masked.status_counts_of(ids);
        (is_filtered && is_few).then(|| self.own.listed_counts.get(key, count))
    }

    /// Returns the record in the detail pane.
    pub(crate) fn record(self) -> Option<Located<'a>> {
        self.shared.collection.as_deref()?.get(self.own.shown.as_ref()?.as_str())
    }

    /// Returns the record in the detail pane as it may be seen.
    pub(crate) fn masked_record(self) -> Option<MaskedRecord<'a>> {
        self.shared.masked()?.get(self.own.shown.as_ref()?.as_str())
    }

    /// Returns how many fields of the record in the detail pane have each evidence status.
    pub(crate) fn status_counts(self) -> StatusCounts {
        let Some(page_key) = self.page_key() else { return StatusCounts::default() };
        let evidence = || self.shared.collection.as_deref()?.evidence(self.own.shown.as_ref()?);
        let doubted = self.shared.value_changes.fields().count_sourced_of(&self.own.shown);
        let counts = || evidence().map(|evidence| evidence.counts()).unwrap_or_default();
        self.own.pages.counts.get(page_key, counts).with_doubted(doubted)
    }

    /// Returns what the pages of the record in the detail pane are made of.
    fn page_key(self) -> Option<PageCacheKey> {
        self.shared.page_key_of(self.own.shown.as_ref()?)
    }

    /// Returns the content of the detail pane.
    pub(crate) fn detail_page(self) -> Arc<Page<DetailItem>> {
        self.detail_in(self.own.wrap)
    }

    /// Returns the content of the detail pane, broken or cut.
    pub(crate) fn detail_in(self, wrap: Wrap) -> Arc<Page<DetailItem>> {
        let Extent { cells, rows } = self.room(Pane::Detail);
        let room = Room { cells, wrap };
        let texts = if rows < FEW_ROWS { self.own.long_texts } else { LongTexts::Whole };
        let has_quotes = !FrameAreas::inside(self.panes().quotes).is_empty();
        let mentions = if has_quotes { MentionsIn::Quotes } else { MentionsIn::Detail };
        let (Some(masked_view), Some(page_key)) = (self.shared.masked(), self.page_key()) else {
            return Arc::default();
        };
        let laid_out = || match self.masked_record() {
            Some(masked_case) => {
                let unconfirmed = self.shared.value_changes.fields().of(&masked_case.record.id);
                let context = DetailContext { masked: masked_view, unconfirmed };
                detail(context, &masked_case, room, texts, mentions)
            }
            None => Page::default(),
        };
        if wrap == self.own.wrap {
            self.own.pages.detail.get((page_key, room, texts, mentions), laid_out)
        } else {
            // Made to be copied from; the page on the screen stays the one that is kept.
            Arc::new(laid_out())
        }
    }

    /// Returns the content of the quote pane.
    pub(crate) fn quotes_page(self) -> QuotePane {
        self.quotes_in(self.own.wrap)
    }

    /// Returns the content of the quote pane, broken or cut.
    pub(crate) fn quotes_in(self, wrap: Wrap) -> QuotePane {
        let cells = self.room(Pane::Quotes).cells;
        let room = Room { cells, wrap };
        if let (Some(_), Some(reading)) = (&self.shared.collection, &self.own.reading) {
            let rows = self.room(Pane::Quotes).rows;
            let (pick, first) = (self.own.quotes.spot(), self.own.quotes.first());
            let marked =
                self.mark_here().map(|mark| MarkedRange { range: mark.range(), size: mark.size() });
            let found = self.own.found.as_ref().map(|found| Arc::clone(&found.hits));
            let hits = found.clone().unwrap_or_default();
            let key = TextPageKey { pick: pick.cloned(), marked, found, first, rows };
            let at = TextCursor { pick, marked, found: &hits, first, rows };
            let laid_out = || text(reading, at);
            return QuotePane::clone(&self.own.pages.text.get_if(
                TextPageKey::serves,
                key,
                laid_out,
            ));
        }
        let (Some(masked_view), Some(page_key), Some(located)) =
            (self.shared.masked(), self.page_key(), self.record())
        else {
            return QuotePane::default();
        };
        let record = located.record;
        // Only the quotes of a case go by the field under the cursor.
        let cited = self.cited().filter(|_| record.kind.is_case());
        let unconfirmed = self.shared.value_changes.fields().of(&record.id);
        let context = DetailContext { masked: masked_view, unconfirmed };
        let blocks = || {
            let laid_out = || {
                self.masked_record().map(|masked_case| QuoteBlocks::of(context, &masked_case, room))
            };
            self.own.pages.blocks.get((page_key.clone(), room), || laid_out().unwrap_or_default())
        };
        let laid_out = || quotes(masked_view, record, cited.as_ref(), &blocks, room);
        QuotePane::clone(
            &self.own.pages.quotes.get((page_key.clone(), room, cited.clone()), laid_out),
        )
    }

    /// Returns what quotes call the field under the cursor.
    pub(crate) fn cited(self) -> Option<Cited> {
        self.own.detail.spot()?.cited(self.record()?.record)
    }

    /// Returns whether the quotes of the field under the cursor were chosen for the value that it had before.
    pub(crate) fn is_unconfirmed(self) -> bool {
        let shown = self.own.shown.as_ref().zip(self.cited());
        let changes = &self.shared.value_changes;
        shown.is_some_and(|(id, cited)| changes.unconfirmed(id, &cited).is_some())
    }

    /// Returns the file of the record in the detail pane, and where in it the field or quote under
    /// the cursor is; in a broken file, where it cannot be read.
    pub(crate) fn place(self) -> Option<FilePlace<'a>> {
        let located = self.record()?;
        if let Some((_, place)) = located.file.first_unreadable() {
            return Some(FilePlace { path: &located.file.path, at: place });
        }
        let landed = self.own.landed.as_ref().filter(|_| self.own.focus != Pane::List);
        if let Some(landing) = landed.filter(|at| self.cursor_place().as_ref() == Some(&at.cursor))
        {
            return Some(FilePlace { path: &located.file.path, at: landing.at });
        }
        let of_field = || self.own.detail.spot().and_then(|spot| spot.range(located.record));
        let range = match self.own.focus {
            Pane::List => None,
            Pane::Detail => of_field(),
            Pane::Quotes => self.quote().map(|quote| quote.at).or_else(of_field),
        };
        let at = range.unwrap_or(located.record.at).start();
        let at = LineIndex::of(&located.file.contents.text()).place(at);
        Some(FilePlace { path: &located.file.path, at })
    }

    /// Returns what is under the cursors of the record; a quote, only where keys go to it.
    pub(crate) fn cursor_place(self) -> Option<CursorPlace> {
        let record = self.own.shown.clone()?;
        let field = self.own.detail.spot().cloned();
        let quote = self.own.quotes.spot().filter(|_| self.own.focus == Pane::Quotes).cloned();
        Some(CursorPlace { record, field, quote })
    }

    /// Returns the quote under the cursor of the quote pane, if it belongs to the record shown.
    pub(crate) fn quote(self) -> Option<&'a Quote> {
        let record = self.record()?.record;
        match self.own.quotes.spot()? {
            QuoteItem::Quote(case, number) if *case == record.id => record.quotes.get(*number),
            QuoteItem::Quote(..) | QuoteItem::Mention(_) | QuoteItem::At(_) => None,
        }
    }

    /// Returns the current position, to come back to.
    pub(crate) fn visit(self) -> Option<Visit> {
        let record = self.own.shown.clone()?;
        let pick = self.own.quotes.spot().filter(|_| self.own.focus == Pane::Quotes);
        let spot = self.own.detail.spot().cloned();
        let first = self.own.detail.first();
        Some(Visit {
            record,
            spot,
            first,
            pick: pick.cloned(),
            list: None,
            screen: None,
            link: None,
            focus: self.own.focus,
            quotes_from: self.own.quotes_from,
            arrival: self.own.history.arrival(),
        })
    }
}
