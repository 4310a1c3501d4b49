//! Everything the browser knows. Only `update` changes it; drawing reads it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use crate::collection::{Collection, Located, Progress, View, Views};
use crate::evidence::Marks;
use crate::record::{Cited, Id, Quote};
use crate::text::{Lines, Place};

use super::basis::Basis;
use super::cursor::Cursor;
use super::flaw::Flaw;
use super::history::{History, Visit};
use super::layout::{Arrangement, Panes, Size, layout};
use super::listing::Listing;
use super::mark::Mark;
use super::mask::{MARK, Mask, MaskedUntil, Masking};
use super::message::Opened;
use super::mistake::Mistake;
use super::order::Sort;
use super::page::{
    Blocks, Marked, Page, Pick, Quotes, Reading, Role, Room, Run, Spot, Standpoint, detail, quotes,
    text,
};
use super::pages::Pages;
use super::pane::{Look, Mode, Pane, Symbols, WindowTitle, Wrap};
use super::query::QueryLine;
use super::reloads::Reloads;
use super::seen::Seen;
use super::sheet::Sheet;
use super::sight::Sight;
use super::terms;
use super::written::Written;

/// What the browser shows.
#[derive(Clone, Debug)]
pub struct Model {
    /// What was opened.
    pub about: About,
    /// The collection as it was loaded last; `None` until the first time.
    pub collection: Option<Arc<Collection>>,
    /// The size of the screen.
    pub size: Size,
    /// The pane that keys go to.
    pub focus: Pane,
    /// Whether that pane has the screen to itself.
    pub zoomed: bool,
    /// Whether the quote pane is put away.
    pub without_quotes: bool,
    /// What becomes of lines that are too long for the detail and quote panes.
    pub wrap: Wrap,
    /// How much is masked.
    pub mask: Mask,
    /// How much was before nobody seemed to look at the screen.
    pub mask_before: Option<Mask>,
    /// How long it is where nobody has asked for it.
    pub masked_until: MaskedUntil,
    /// The names to be masked.
    pub names: Names,
    /// The list.
    pub listing: Listing,
    /// The record in the detail pane: the selected one, or the end of a link.
    pub shown: Option<Id>,
    /// The cursor of the detail pane.
    pub detail: Cursor<Spot>,
    /// The cursor of the quote pane.
    pub quotes: Cursor<Pick>,
    /// The record that both cursors are in.
    pub cursors_of: Option<Id>,
    /// The field that the quote pane starts with.
    pub quotes_about: Option<Cited>,
    /// The archived text in the quote pane.
    pub reading: Option<Arc<Reading>>,
    /// What that was made of.
    pub reading_of: Option<Basis>,
    /// The pages of the record that is shown, as they were laid out last.
    pub pages: Pages,
    /// What is marked in an archived text.
    pub mark: Option<Mark>,
    /// What is being written, and what was.
    pub written: Written,
    /// The way back along links.
    pub history: History,
    /// The query.
    pub query: QueryLine,
    /// The problem that was gone to last.
    pub flaw: Option<Flaw>,
    /// Whether anything may be opened outside of the browser.
    pub opens: Consent,
    /// The readings of the files.
    pub reloads: Reloads,
    /// How far the first reading has come, as long as it goes on.
    pub progress: Option<Progress>,
    /// What covers the panes.
    pub sheet: Option<Sheet>,
    /// Keys that only begin a command.
    pub pending: String,
    /// What is to be told on the status line until the next key.
    pub notice: Option<String>,
    /// Why what is shown may be out of date.
    pub doubt: Option<String>,
    /// Whether the last key was the first of two that quit.
    pub interrupted: bool,
}

/// Whether the names to be masked are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Nobody waits for them.
    #[default]
    Unasked,
    /// They are being looked for.
    Asked,
}

/// Whether somebody has agreed that things are opened outside of the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Consent {
    /// Nobody was asked.
    #[default]
    Unasked,
    /// Somebody was asked for this; to ask for it again is to agree.
    Asked(Opened),
    /// Somebody has agreed.
    Given,
}

/// What was opened, and how it is to look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What the collection is called where it does not say so itself.
    pub name: String,
    /// Whether it is the sample inside the program, which cannot be written to.
    pub sample: bool,
    /// How styles are shown.
    pub look: Look,
    /// Which signs are drawn.
    pub symbols: Symbols,
    /// When everything is masked without a key, as the user says.
    pub masking: Masking,
    /// What the title of the window says.
    pub title: WindowTitle,
    /// The user's own saved views; they stand over the collection's.
    pub views: Views,
    /// What is wrong with the user's configuration.
    pub mistakes: Vec<Mistake>,
}

impl Model {
    /// Returns the browser before any file is read.
    pub fn new(about: About, size: Size) -> Self {
        let notice = Mistake::summary(&about.mistakes);
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
            names: Names::default(),
            listing: Listing::default(),
            shown: None,
            detail: Cursor::default(),
            quotes: Cursor::default(),
            cursors_of: None,
            quotes_about: None,
            reading: None,
            reading_of: None,
            pages: Pages::default(),
            mark: None,
            written: Written::default(),
            history: History::default(),
            query: QueryLine::default(),
            flaw: None,
            opens: Consent::default(),
            reloads: Reloads::default(),
            progress: None,
            sheet: None,
            pending: String::new(),
            notice,
            doubt: None,
            interrupted: false,
        }
    }

    /// Returns what keys mean at the moment.
    pub fn mode(&self) -> Mode {
        if let Some(sheet) = &self.sheet {
            if sheet.prompt().is_some() { Mode::Menu } else { Mode::Sheet }
        } else if let Some(editing) = &self.query.editing {
            if editing.offered.is_some() { Mode::Offers } else { Mode::Query }
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

    /// Returns the saved views, called as they may be read: the user's own, and the collection's
    /// behind the digits left.
    pub fn views(&self) -> Views {
        let of_collection = self.collection.as_deref().map(|all| &all.settings().views);
        let views = of_collection
            .map_or_else(|| self.about.views.clone(), |views| self.about.views.over(views));
        // A view may be called after somebody, or ask for them.
        match self.seen() {
            Some(seen) => views.called(|title| seen.text(title)),
            // What is to be masked is not known yet.
            None => views.called(|_| MARK.to_owned()),
        }
    }

    /// Returns the saved view whose query and order are in force, with its digit.
    pub fn view_in_force(&self) -> Option<(u8, View)> {
        let Sort { order, reversed, over_words: _ } = self.query.sort;
        let views = self.views();
        let in_force = views.iter().find(|(_, view)| {
            let sort = view.sort.map(Sort::of_view).unwrap_or_default();
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

    /// Returns where the sheet goes.
    pub fn sheet_area(&self) -> Rect {
        let body = self.panes().body;
        let most = (usize::from(body.width), usize::from(body.height));
        match self.sheet.as_ref().and_then(|sheet| sheet.extent(most)) {
            Some((width, height)) => Panes::popup(body, width, height),
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
    pub fn room(&self, pane: Pane) -> (usize, usize) {
        let content = self.content(pane);
        (usize::from(content.width), usize::from(content.height))
    }

    /// Returns the lines that stay at the top of the detail pane while it scrolls: that the file of
    /// the record is broken, and where. They take at most half of the pane.
    pub fn banner(&self) -> Vec<Run> {
        let shown = self.seen().zip(self.shown.as_ref());
        let Some((problem, line)) = shown.and_then(|(seen, id)| seen.outage(id)) else {
            return Vec::new();
        };
        let inside = Panes::inside(self.panes().of(Pane::Detail));
        let said = format!(
            "line {line}: {problem}; E goes there. The record is shown as it last could be read."
        );
        let mut banner =
            Run::wrapped(Role::Warning, &said, usize::from(inside.width).saturating_sub(2));
        banner.truncate(usize::from(inside.height / 2));
        banner
    }

    /// Returns the query in force as it may be read.
    pub fn query_seen(&self) -> String {
        let text = &self.query.text;
        match self.seen() {
            _ if self.mask == Mask::All => terms::masked(text),
            Some(seen) => seen.text(text),
            None => text.clone(),
        }
    }

    /// Returns the record in the detail pane.
    pub fn record(&self) -> Option<Located<'_>> {
        self.collection.as_deref()?.get(self.shown.as_ref()?.as_str())
    }

    /// Returns the collection as it may be seen; whatever is drawn or copied is taken from it.
    pub fn seen(&self) -> Option<Seen<'_>> {
        let arriving = self.is_arriving();
        let collection = self.collection.as_deref();
        collection.map(|all| Seen::new(all, self.mask).while_arriving(arriving))
    }

    /// Tells whether files of the first reading are still to be read.
    pub fn is_arriving(&self) -> bool {
        self.progress.is_some_and(|progress| progress.read < progress.of)
    }

    /// Returns the record in the detail pane as it may be seen.
    pub fn sight(&self) -> Option<Sight<'_>> {
        self.seen()?.get(self.shown.as_ref()?.as_str())
    }

    /// Returns how many fields of the record in the detail pane have each mark.
    pub fn marks(&self) -> Marks {
        let Some(basis) = self.basis() else { return Marks::default() };
        let evidence = || self.collection.as_deref()?.evidence(self.shown.as_ref()?);
        let marks = || evidence().map(|evidence| evidence.marks()).unwrap_or_default();
        *self.pages.marks.get(basis, marks)
    }

    /// Returns what the pages of the record in the detail pane are made of.
    fn basis(&self) -> Option<Basis> {
        self.basis_of(self.shown.as_ref()?)
    }

    /// Returns what the pages of a record are made of.
    pub(super) fn basis_of(&self, record: &Id) -> Option<Basis> {
        let collection = self.collection.as_ref()?;
        Some(Basis {
            collection: Arc::clone(collection),
            mask: self.mask,
            arriving: self.is_arriving(),
            names_known: self.mask == Mask::All && collection.knows_names(),
            record: record.clone(),
        })
    }

    /// Returns the content of the detail pane.
    pub fn detail_page(&self) -> Arc<Page<Spot>> {
        self.detail_in(self.wrap)
    }

    /// Returns the content of the detail pane, broken or cut.
    pub fn detail_in(&self, wrap: Wrap) -> Arc<Page<Spot>> {
        let (cells, _) = self.room(Pane::Detail);
        let room = Room { cells, wrap };
        let (Some(seen), Some(basis)) = (self.seen(), self.basis()) else {
            return Arc::default();
        };
        self.pages.detail.get((basis, room), || match self.sight() {
            Some(sight) => detail(seen, &sight, room),
            None => Page::default(),
        })
    }

    /// Returns the content of the quote pane.
    pub fn quotes_page(&self) -> Quotes {
        self.quotes_in(self.wrap)
    }

    /// Returns the content of the quote pane, broken or cut.
    pub fn quotes_in(&self, wrap: Wrap) -> Quotes {
        let (cells, _) = self.room(Pane::Quotes);
        let room = Room { cells, wrap };
        if let (Some(_), Some(reading)) = (&self.collection, &self.reading) {
            let (_, rows) = self.room(Pane::Quotes);
            let (pick, first) = (self.quotes.spot(), self.quotes.first());
            let marked = self.mark_here().map(|mark| Marked {
                range: mark.range(),
                characters: mark.words().chars().count(),
            });
            return text(reading, Standpoint { pick, marked, first, rows });
        }
        let (Some(seen), Some(basis), Some(located)) = (self.seen(), self.basis(), self.record())
        else {
            return Quotes::default();
        };
        let record = located.record;
        // Only the quotes of a case go by the field under the cursor.
        let cited = self.cited().filter(|_| record.kind.is_case());
        let blocks = || {
            let laid_out = || self.sight().map(|sight| Blocks::of(seen, &sight, room));
            self.pages.blocks.get((basis.clone(), room), || laid_out().unwrap_or_default())
        };
        let laid_out = || quotes(seen, record, (cited.as_ref(), &blocks), room);
        Quotes::clone(&self.pages.quotes.get((basis.clone(), room, cited.clone()), laid_out))
    }

    /// Returns what quotes call the field under the cursor.
    pub fn cited(&self) -> Option<Cited> {
        self.detail.spot()?.cited(self.record()?.record)
    }

    /// Returns the file of the record in the detail pane, and where in it the field or quote under
    /// the cursor is; in a broken file, where it cannot be read.
    pub fn place(&self) -> Option<(&Path, Place)> {
        let located = self.record()?;
        if let Some((_, place)) = located.file.outage() {
            return Some((&located.file.path, place));
        }
        let of_field = || self.detail.spot().and_then(|spot| spot.range(located.record));
        let range = match self.focus {
            Pane::List => None,
            Pane::Detail => of_field(),
            Pane::Quotes => self.quote().map(|quote| quote.at).or_else(of_field),
        };
        let at = range.unwrap_or(located.record.at).start();
        let place = Lines::of(&located.file.contents.text()).place(at);
        Some((&located.file.path, place))
    }

    /// Returns the quote under the cursor of the quote pane, where the record shown has it.
    pub fn quote(&self) -> Option<&Quote> {
        let record = self.record()?.record;
        match self.quotes.spot()? {
            Pick::Quote(case, number) if *case == record.id => record.quotes.get(*number),
            Pick::Quote(..) | Pick::Mention(_) | Pick::At(_) => None,
        }
    }

    /// Returns where somebody is, to come back to.
    pub fn visit(&self) -> Option<Visit> {
        let record = self.shown.clone()?;
        let pick = self.quotes.spot().filter(|_| self.focus == Pane::Quotes);
        let spot = self.detail.spot().cloned();
        Some(Visit { record, spot, pick: pick.cloned(), list: None, link: None })
    }
}
