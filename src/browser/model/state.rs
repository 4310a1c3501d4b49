//! The browser's whole state.
//!
//! Only `update` changes it; drawing reads it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use crate::collection::{Collection, Located, Progress, SavedView, SavedViews};
use crate::evidence::StatusCounts;
use crate::record::{Cited, Id, Quote};
use crate::text::{LineColumn, LineIndex};

use super::cursor::Cursor;
use super::layout::{Arrangement, Extent, Panes, Size, layout};
use super::listing::Listing;
use super::message::ExternalTarget;
use super::page::{
    DetailItem, LaidOutText, MarkedRange, Page, QuoteBlocks, QuoteItem, QuotePane, Role, Room,
    StyledRun, TextCursor, detail, quotes, text,
};
use super::pane::{Mode, Pane, Symbols, Theme, WindowTitle, Wrap};
use super::reloads::Reloads;
use crate::browser::model::auto_mask::{MaskedUntil, Masking};
use crate::browser::model::cache::page_key::PageCacheKey;
use crate::browser::model::cache::pages::{PageCache, TextPageKey};
use crate::browser::model::edit::marked_passage::MarkedPassage;
use crate::browser::model::edit::undo::UndoHistory;
use crate::browser::model::link_history::{LinkHistory, Visit};
use crate::browser::model::overlay::config_diagnostic::ConfigDiagnostic;
use crate::browser::model::overlay::list::Overlay;
use crate::browser::model::overlay::problem_ref::ProblemRef;
use crate::browser::model::query::query_line::QueryLine;
use crate::collection::ListSort;
use crate::redaction::{BrokenFile, MARK, Mask, MaskedCollection, MaskedRecord};
use crate::session::terms;

/// What the browser shows.
#[derive(Clone, Debug)]
pub struct Model {
    /// What was opened.
    pub about: SessionInfo,
    /// The collection as it was loaded last; `None` until the first time.
    pub collection: Option<Arc<Collection>>,
    /// The size of the screen.
    pub size: Size,
    /// The pane that keys go to.
    pub focus: Pane,
    /// Whether that pane has the screen to itself.
    pub zoomed: bool,
    /// Whether the quote pane is hidden.
    pub without_quotes: bool,
    /// What becomes of lines that are too long for the detail and quote panes.
    pub wrap: Wrap,
    /// How much is masked.
    pub mask: Mask,
    /// The mask before it was turned on because the user was away.
    pub mask_before: Option<Mask>,
    /// What ends a mask that the user did not turn on.
    pub masked_until: MaskedUntil,
    /// The names to be masked.
    pub name_lookup: NameLookup,
    /// The list.
    pub listing: Listing,
    /// The record in the detail pane: the selected one, or the end of a link.
    pub shown: Option<Id>,
    /// The cursor of the detail pane.
    pub detail: Cursor<DetailItem>,
    /// The cursor of the quote pane.
    pub quotes: Cursor<QuoteItem>,
    /// The record that both cursors are in.
    pub cursors_of: Option<Id>,
    /// The field that the quote pane starts with.
    pub quotes_about: Option<Cited>,
    /// The archived text in the quote pane.
    pub reading: Option<Arc<LaidOutText>>,
    /// What that was made of.
    pub reading_of: Option<PageCacheKey>,
    /// The pages of the record that is shown, as they were laid out last.
    pub pages: PageCache,
    /// What is marked in an archived text.
    pub mark: Option<MarkedPassage>,
    /// What is being written, and what was.
    pub written: UndoHistory,
    /// The way back along links.
    pub history: LinkHistory,
    /// The query.
    pub query: QueryLine,
    /// The problem that was gone to last.
    pub problem_ref: Option<ProblemRef>,
    /// Whether anything may be opened outside of the browser.
    pub opens: Consent,
    /// The readings of the files.
    pub reloads: Reloads,
    /// How far the first reading has come, as long as it goes on.
    pub progress: Option<Progress>,
    /// What covers the panes.
    pub overlay: Option<Overlay>,
    /// Keys that only begin a command.
    pub pending: String,
    /// The message on the status line until the next key.
    pub notice: Option<String>,
    /// Why what is shown may be out of date.
    pub doubt: Option<String>,
    /// Whether the last key was the first of two that quit.
    pub interrupted: bool,
}

/// Whether a search for the sensitive terms was started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameLookup {
    /// They were not requested.
    #[default]
    Unasked,
    /// The search is running.
    Asked,
}

/// Whether the user has agreed to open things outside of the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    /// The user was not asked.
    #[default]
    Unasked,
    /// The user was asked about this; asking for it again means yes.
    Asked(ExternalTarget),
    /// The user agreed.
    Given,
}

/// What was opened, and how it is to look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionInfo {
    /// The name of the collection if its settings have no title.
    pub name: String,
    /// Whether it is the sample inside the program, which cannot be written to.
    pub sample: bool,
    /// How styles are shown.
    pub theme: Theme,
    /// Which signs are drawn.
    pub symbols: Symbols,
    /// When everything is masked without a key, as the user says.
    pub masking: Masking,
    /// What the title of the window says.
    pub title: WindowTitle,
    /// The user's own saved views; they take precedence over the collection's.
    pub views: SavedViews,
    /// What is wrong with the user's configuration.
    pub mistakes: Vec<ConfigDiagnostic>,
}

impl Model {
    /// Returns the browser before any file is read.
    pub fn new(about: SessionInfo, size: Size) -> Self {
        let notice = ConfigDiagnostic::summary(&about.mistakes);
        let mask = if about.masking.at_start { Mask::All } else { Mask::default() };
        Self {
            about,
            collection: None,
            size,
            focus: Pane::List,
            zoomed: false,
            without_quotes: false,
            wrap: Wrap::default(),
            mask,
            mask_before: None,
            masked_until: MaskedUntil::default(),
            name_lookup: NameLookup::default(),
            listing: Listing::default(),
            shown: None,
            detail: Cursor::default(),
            quotes: Cursor::default(),
            cursors_of: None,
            quotes_about: None,
            reading: None,
            reading_of: None,
            pages: PageCache::default(),
            mark: None,
            written: UndoHistory::default(),
            history: LinkHistory::default(),
            query: QueryLine::default(),
            problem_ref: None,
            opens: Consent::default(),
            reloads: Reloads::default(),
            progress: None,
            overlay: None,
            pending: String::new(),
            notice,
            doubt: None,
            interrupted: false,
        }
    }

    /// Returns what keys mean at the moment.
    pub fn mode(&self) -> Mode {
        if let Some(overlay) = &self.overlay {
            if overlay.prompt().is_some() { Mode::Picker } else { Mode::Overlay }
        } else if let Some(editing) = &self.query.editing {
            if editing.completions.is_some() { Mode::Completion } else { Mode::Query }
        } else if self.is_marking() {
            Mode::Marking
        } else {
            Mode::Panes
        }
    }

    /// Returns when everything is masked without a key, as the user and the collection say.
    pub fn masking(&self) -> Masking {
        let settings = self.collection.as_deref().map(Collection::settings);
        let of_collection = settings.map_or_else(Masking::default, |settings| Masking {
            at_start: settings.masked == Some(true),
            after: settings.mask_after,
            unfocused: settings.mask_unfocused == Some(true),
        });
        self.about.masking.and(of_collection)
    }

    /// Returns after how long without a key everything is to be masked; `None` where that is so
    /// already, or is not wanted.
    pub fn masks_after(&self) -> Option<Duration> {
        let minutes = self.masking().after.filter(|_| self.mask != Mask::All)?;
        Some(Duration::from_secs(60 * u64::from(minutes.get())))
    }

    /// Returns the saved views with their names masked: the user's own, and the collection's on the
    /// digits that are left.
    pub fn views(&self) -> SavedViews {
        let of_collection = self.collection.as_deref().map(|all| &all.settings().views);
        let views = of_collection
            .map_or_else(|| self.about.views.clone(), |views| self.about.views.over(views));
        // The name or query of a view may name a person.
        match self.masked() {
            Some(masked_view) => views.called(|title| masked_view.text(title)),
            // The sensitive terms are not known yet.
            None => views.called(|_| MARK.to_owned()),
        }
    }

    /// Returns the saved view with the current query and sort order, with its digit.
    pub fn view_in_force(&self) -> Option<(u8, SavedView)> {
        let ListSort { order, reversed, over_words: _ } = self.query.sort;
        let views = self.views();
        let in_force = views.iter().find(|(_, view)| {
            let sort = view.sort.unwrap_or_default();
            (sort.order, sort.reversed) == (order, reversed) && view.query == self.query.text.trim()
        });
        in_force.map(|(digit, view)| (digit, view.clone()))
    }

    /// Returns where everything goes on the screen.
    pub fn panes(&self) -> Panes {
        let Self { focus, zoomed, without_quotes, .. } = *self;
        let reads = self.source_read().is_some();
        layout(self.size, Arrangement { focus, zoomed, without_quotes, reads })
    }

    /// Returns the area of the overlay.
    pub fn overlay_area(&self) -> Rect {
        let body = self.panes().body;
        let most = Extent::of(body);
        match self.overlay.as_ref().and_then(|overlay| overlay.extent(most)) {
            Some(needed) => Panes::popup(body, needed),
            None => body,
        }
    }

    /// Returns the part of the screen in which the content of a pane scrolls.
    pub fn content(&self, pane: Pane) -> Rect {
        let inside = Panes::inside(self.panes().of(pane));
        if pane != Pane::Detail {
            return inside;
        }
        let banner = u16::try_from(self.banner().len()).unwrap_or(u16::MAX).min(inside.height);
        Rect { y: inside.y + banner, height: inside.height - banner, ..inside }
    }

    /// Returns the cells of that part, from left to right and from top to bottom.
    pub fn room(&self, pane: Pane) -> Extent {
        Extent::of(self.content(pane))
    }

    /// Returns the lines that stay at the top of the detail pane while it scrolls: that the file of
    /// the record is broken, and where. They take at most half of the pane.
    pub fn banner(&self) -> Arc<Vec<StyledRun>> {
        let Some(page_key) = self.page_key() else { return Arc::default() };
        let inside = Panes::inside(self.panes().of(Pane::Detail));
        let Extent { cells, rows } = Extent::of(inside);
        self.pages.banner.get((page_key, cells, rows), || {
            let shown = self.masked().zip(self.shown.as_ref());
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

    /// Returns the current query with what must be masked replaced.
    pub fn masked_query(&self) -> String {
        self.masked_query_words(&self.query.text)
    }

    /// Returns a part of a query with what must be masked replaced: where everything is masked, all that was typed
    /// but names of fields, since any word may be the name of a person.
    pub fn masked_query_words(&self, text: &str) -> String {
        match self.masked() {
            _ if self.mask == Mask::All => terms::masked_query(text),
            Some(masked_view) => masked_view.text(text),
            None => text.to_owned(),
        }
    }

    /// Returns the record in the detail pane.
    pub fn record(&self) -> Option<Located<'_>> {
        self.collection.as_deref()?.get(self.shown.as_ref()?.as_str())
    }

    /// Returns the collection as it may be seen; whatever is drawn or copied is taken from it.
    pub fn masked(&self) -> Option<MaskedCollection<'_>> {
        let arriving = self.is_arriving();
        let collection = self.collection.as_deref();
        collection.map(|all| MaskedCollection::new(all, self.mask).while_arriving(arriving))
    }

    /// Returns whether files of the first reading are still to be read.
    pub fn is_arriving(&self) -> bool {
        self.progress.is_some_and(|progress| progress.read < progress.of)
    }

    /// Returns the record in the detail pane as it may be seen.
    pub fn masked_record(&self) -> Option<MaskedRecord<'_>> {
        self.masked()?.get(self.shown.as_ref()?.as_str())
    }

    /// Returns how many fields of the record in the detail pane have each evidence status.
    pub fn status_counts(&self) -> StatusCounts {
        let Some(page_key) = self.page_key() else { return StatusCounts::default() };
        let evidence = || self.collection.as_deref()?.evidence(self.shown.as_ref()?);
        let counts = || evidence().map(|evidence| evidence.counts()).unwrap_or_default();
        *self.pages.counts.get(page_key, counts)
    }

    /// Returns what the pages of the record in the detail pane are made of.
    fn page_key(&self) -> Option<PageCacheKey> {
        self.page_key_of(self.shown.as_ref()?)
    }

    /// Returns what the pages of a record are made of.
    pub(super) fn page_key_of(&self, record: &Id) -> Option<PageCacheKey> {
        let collection = self.collection.as_ref()?;
        Some(PageCacheKey {
            collection: Arc::clone(collection),
            mask: self.mask,
            arriving: self.is_arriving(),
            names_known: self.mask == Mask::All && collection.has_sensitive_terms(),
            record: record.clone(),
        })
    }

    /// Returns the content of the detail pane.
    pub fn detail_page(&self) -> Arc<Page<DetailItem>> {
        self.detail_in(self.wrap)
    }

    /// Returns the content of the detail pane, broken or cut.
    pub fn detail_in(&self, wrap: Wrap) -> Arc<Page<DetailItem>> {
        let cells = self.room(Pane::Detail).cells;
        let room = Room { cells, wrap };
        let (Some(masked_view), Some(page_key)) = (self.masked(), self.page_key()) else {
            return Arc::default();
        };
        let laid_out = || match self.masked_record() {
            Some(masked_case) => detail(masked_view, &masked_case, room),
            None => Page::default(),
        };
        if wrap == self.wrap {
            self.pages.detail.get((page_key, room), laid_out)
        } else {
            // Made to be copied from; the page on the screen stays the one that is kept.
            Arc::new(laid_out())
        }
    }

    /// Returns the content of the quote pane.
    pub fn quotes_page(&self) -> QuotePane {
        self.quotes_in(self.wrap)
    }

    /// Returns the content of the quote pane, broken or cut.
    pub fn quotes_in(&self, wrap: Wrap) -> QuotePane {
        let cells = self.room(Pane::Quotes).cells;
        let room = Room { cells, wrap };
        if let (Some(_), Some(reading)) = (&self.collection, &self.reading) {
            let rows = self.room(Pane::Quotes).rows;
            let (pick, first) = (self.quotes.spot(), self.quotes.first());
            let marked = self.mark_here().map(|mark| MarkedRange {
                range: mark.range(),
                characters: mark.words().chars().count(),
            });
            let key = TextPageKey { pick: pick.cloned(), marked, first, rows };
            let laid_out = || text(reading, TextCursor { pick, marked, first, rows });
            return QuotePane::clone(&self.pages.text.get_if(TextPageKey::serves, key, laid_out));
        }
        let (Some(masked_view), Some(page_key), Some(located)) =
            (self.masked(), self.page_key(), self.record())
        else {
            return QuotePane::default();
        };
        let record = located.record;
        // Only the quotes of a case go by the field under the cursor.
        let cited = self.cited().filter(|_| record.kind.is_case());
        let blocks = || {
            let laid_out = || {
                self.masked_record()
                    .map(|masked_case| QuoteBlocks::of(masked_view, &masked_case, room))
            };
            self.pages.blocks.get((page_key.clone(), room), || laid_out().unwrap_or_default())
        };
        let laid_out = || quotes(masked_view, record, cited.as_ref(), &blocks, room);
        QuotePane::clone(&self.pages.quotes.get((page_key.clone(), room, cited.clone()), laid_out))
    }

    /// Returns what quotes call the field under the cursor.
    pub fn cited(&self) -> Option<Cited> {
        self.detail.spot()?.cited(self.record()?.record)
    }

    /// Returns the file of the record in the detail pane, and where in it the field or quote under
    /// the cursor is; in a broken file, where it cannot be read.
    pub fn place(&self) -> Option<(&Path, LineColumn)> {
        let located = self.record()?;
        if let Some((_, place)) = located.file.first_unreadable() {
            return Some((&located.file.path, place));
        }
        let of_field = || self.detail.spot().and_then(|spot| spot.range(located.record));
        let range = match self.focus {
            Pane::List => None,
            Pane::Detail => of_field(),
            Pane::Quotes => self.quote().map(|quote| quote.at).or_else(of_field),
        };
        let at = range.unwrap_or(located.record.at).start();
        let place = LineIndex::of(&located.file.contents.text()).place(at);
        Some((&located.file.path, place))
    }

    /// Returns the quote under the cursor of the quote pane, if it belongs to the record shown.
    pub fn quote(&self) -> Option<&Quote> {
        let record = self.record()?.record;
        match self.quotes.spot()? {
            QuoteItem::Quote(case, number) if *case == record.id => record.quotes.get(*number),
            QuoteItem::Quote(..) | QuoteItem::Mention(_) | QuoteItem::At(_) => None,
        }
    }

    /// Returns the current position, to come back to.
    pub fn visit(&self) -> Option<Visit> {
        let record = self.shown.clone()?;
        let pick = self.quotes.spot().filter(|_| self.focus == Pane::Quotes);
        let spot = self.detail.spot().cloned();
        Some(Visit { record, spot, pick: pick.cloned(), list: None, link: None })
    }
}
