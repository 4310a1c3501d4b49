//! The state that every screen shares: the collection, the mask, the query and its results, the overlay on top.
//!
//! Only `update` changes it; drawing reads it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ratatui::layout::Rect;

use super::layout::{Extent, FrameAreas, Size};
use super::listing::Listing;
use super::message::ExternalTarget;
use super::pane::{ListRows, Mode, Symbols, Theme, WindowTitle};
use super::reloads::Reloads;
use crate::browser::model::auto_mask::{MaskedUntil, Masking};
use crate::browser::model::cache::page_key::PageCacheKey;
use crate::browser::model::destination::{Destination, LeftView, WantedScreen};
use crate::browser::model::discarded::Discarded;
use crate::browser::model::edit::bulk_draft::BulkDraft;
use crate::browser::model::edit::private_words::PrivateWords;
use crate::browser::model::edit::undo::UndoHistory;
use crate::browser::model::edit::value_changes::ValueChanges;
use crate::browser::model::export_draft::ExportDraft;
use crate::browser::model::marked_records::MarkedRecords;
use crate::browser::model::overlay::change_review::ChangeReview;
use crate::browser::model::overlay::config_diagnostic::ConfigDiagnostic;
use crate::browser::model::overlay::list::Overlay;
use crate::browser::model::overlay::problem_ref::ProblemRef;
use crate::browser::model::overlay::value_input::{ValueDraft, ValueInput, ValuePlace};
use crate::browser::model::query::find_line::FindLine;
use crate::browser::model::query::query_line::QueryLine;
use crate::browser::model::staying_records::StayingRecords;
use crate::collection::{Collection, ListSort, Progress, SavedView, SavedViews};
use crate::exchange::CitationStyle;
use crate::record::{DateStyle, Id};
use crate::redaction::{MARK, Mask, MaskedCollection};
use crate::session::moved_ids::{KnownAgainBy, MovedIds};
use crate::session::terms;
use crate::text::{clip_words, visible, width};

/// The least cells of a name in the status line.
const LEAST_OF_NAME: usize = 8;

/// What every screen shows a part of.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    /// What was opened.
    pub(crate) about: SessionInfo,
    /// The collection as it was loaded last; `None` until the first time.
    pub(crate) collection: Option<Arc<Collection>>,
    /// The size of the terminal.
    pub(crate) size: Size,
    /// How much is masked.
    pub(crate) mask: Mask,
    /// The mask before it was turned on because the user was away.
    pub(crate) mask_before: Option<Mask>,
    /// What ends a mask that the user did not turn on.
    pub(crate) masked_until: MaskedUntil,
    /// The names to be masked.
    pub(crate) name_lookup: NameLookup,
    /// The records that the query finds, one of them selected.
    pub(crate) listing: Listing,
    /// The records that are marked in the list, whichever screen acts on them.
    pub(crate) marked: MarkedRecords,
    /// What is being written, and what was.
    pub(crate) written: Box<UndoHistory>,
    /// The query.
    pub(crate) query: QueryLine,
    /// The search line of the active screen, while it is open.
    pub(crate) find_line: Option<FindLine>,
    /// The record that was created, until it is read and shown.
    pub(crate) awaited: Option<Id>,
    /// The same from then on, until it is in the list and selected.
    pub(crate) awaited_in_list: Option<Id>,
    /// The field that was added, until it is read and gone to.
    pub(crate) awaited_field: Option<ValuePlace>,
    /// The values that were changed, whose quotes were chosen for the values before.
    pub(crate) value_changes: ValueChanges,
    /// The date in EDTF, for records that are created.
    pub(crate) today: String,
    /// The records that were edited and stay in the list.
    pub(crate) staying: StayingRecords,
    /// The problem that was gone to last.
    pub(crate) problem_ref: Option<ProblemRef>,
    /// Whether anything may be opened outside of the browser.
    pub(crate) opens: Consent,
    /// The readings of the files.
    pub(crate) reloads: Reloads,
    /// How far the first reading has come, as long as it goes on.
    pub(crate) progress: Option<Progress>,
    /// What covers the screen.
    pub(crate) overlay: Option<Overlay>,
    /// The value that is being typed in place.
    pub(crate) value_input: Option<Box<ValueInput>>,
    /// What was typed as a value and not written.
    pub(crate) drafts: Vec<ValueDraft>,
    /// The number of the last request for a preview of a value.
    pub(crate) previews: u64,
    /// The field to be typed of a row that was added, until the row is read.
    pub(crate) awaited_row: Option<ValuePlace>,
    /// The ids and names that changes of this run are worded with.
    pub(crate) private_words: PrivateWords,
    /// The file that the command which is being performed may change, and why it cannot.
    pub(crate) probed: Option<ProbedFile>,
    /// Values that are no longer needed, to be freed on another thread.
    pub(crate) discarded: Discarded,
    /// The change that is reviewed before it is written.
    pub(crate) review: Option<Box<ChangeReview>>,
    /// The edit of many records that is being put together.
    pub(crate) bulk: Option<BulkDraft>,
    /// The export that is being put together or written.
    pub(crate) export: Option<Box<ExportDraft>>,
    /// The number of the last order of an export.
    pub(crate) exports: u64,
    /// Where a screen or an overlay wants to go; the home screen is shown there after the message.
    pub(crate) destination: Option<Destination>,
    /// The record that the user looked at on the screen that was left last.
    pub(crate) left_record: Option<Id>,
    /// The screen that is to be shown after the message.
    pub(crate) wanted_screen: Option<WantedScreen>,
    /// Whether the record is gone that was looked at, and another one is in its place.
    pub(crate) displaced: Displaced,
    /// The record that came into view by itself, until the user can have seen it: a key that was pressed before is not for it.
    pub(crate) unseen: Option<Id>,
    /// The records that got other ids by other programs.
    pub(crate) moved: Box<MovedIds>,
    /// The view from which the list was asked for, to go back to.
    pub(crate) left_view: Option<LeftView>,
    /// What is being copied, with what is said of it then.
    pub(crate) copying: Option<CopiedItem>,
    /// Keys that only begin a command.
    pub(crate) pending: String,
    /// The message on the status line until the next key.
    pub(crate) notice: Option<String>,
    /// The last notice that names nothing of the collection.
    pub(crate) nameless: Option<String>,
    /// Why what is shown may be out of date.
    pub(crate) doubt: Option<String>,
    /// Whether the last key was the first of two that quit.
    pub(crate) interrupted: bool,
    /// What speaks against the next key being meant as a command.
    pub(crate) slip: Slip,
    /// Whether any problem of the files is an error.
    pub(crate) has_errors: bool,
}

/// A text that is copied, and which of several that were meant it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CopiedItem {
    pub(crate) text: String,
    /// What it is: "quote 1 of 3 for age (A Test Paper)".
    pub(crate) said: String,
    /// How another one is copied.
    pub(crate) others: &'static str,
}

/// A file of which it was asked whether it can be written.
#[derive(Clone, Debug)]
pub(crate) struct ProbedFile {
    pub(crate) file: PathBuf,
    /// Why it cannot.
    pub(crate) why_not: Option<&'static str>,
}

/// Whether a search for the sensitive terms was started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NameLookup {
    /// They were not requested.
    #[default]
    Unasked,
    /// The search is running.
    Asked,
}

/// What may show that letters were meant as words: someone who types a name where letters are commands
/// is not to find herself in an editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Slip {
    /// Nothing.
    #[default]
    None,
    /// The last key was a capital letter that changes what is shown, as a name may begin with.
    Capital,
    /// A key meant nothing, and none was a command since without doubt.
    Unknown,
}

/// Whether another record is in the place of one that is gone, so that a key may be meant for that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Displaced {
    /// It is the one that the user chose, or the user has typed a key since.
    #[default]
    No,
    /// It is, and the screen does not say so yet.
    Unsaid,
    /// It is, and the screen has said so.
    Said,
}

/// Whether the user has agreed to open things outside of the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Consent {
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
    /// The folder of the collection as it opens from the folder in which the program was started.
    pub folder: PathBuf,
    /// Whether it is the sample inside the program, which cannot be written to.
    pub sample: bool,
    /// Whether its folder cannot be written to.
    pub locked: bool,
    /// How styles are shown.
    pub theme: Theme,
    /// Whether the screen is read out: the caret is at the cursor, each move is said on the status line, and no
    /// lines are drawn.
    pub screen_reader: bool,
    /// How styles are shown where that is left to the terminal.
    pub auto: Theme,
    /// Which signs are drawn.
    pub symbols: Symbols,
    /// How many lines a record has in the list.
    pub list_rows: ListRows,
    /// The style in which sources are copied; the plain form without one.
    pub citation_style: Option<CitationStyle>,
    /// How dates are said.
    pub dates: DateStyle,
    /// When everything is masked without a key, as the user says.
    pub masking: Masking,
    /// What the title of the window says.
    pub title: WindowTitle,
    /// The user's own saved views; they take precedence over the collection's.
    pub views: SavedViews,
    /// What is wrong with the user's configuration.
    pub mistakes: Vec<ConfigDiagnostic>,
}

impl Shared {
    /// Returns the state before any file is read.
    pub(crate) fn new(about: SessionInfo, size: Size) -> Self {
        let notice = ConfigDiagnostic::summary(&about.mistakes);
        let overlay = about.sample.then(Overlay::welcome);
        let mask = if about.masking.at_start { Mask::All } else { Mask::default() };
        Self {
            about,
            collection: None,
            size,
            mask,
            mask_before: None,
            masked_until: MaskedUntil::default(),
            name_lookup: NameLookup::default(),
            listing: Listing::default(),
            marked: MarkedRecords::default(),
            written: Box::default(),
            query: QueryLine::default(),
            find_line: None,
            awaited: None,
            awaited_in_list: None,
            awaited_field: None,
            value_changes: ValueChanges::default(),
            today: String::new(),
            staying: StayingRecords::default(),
            problem_ref: None,
            opens: Consent::default(),
            reloads: Reloads::default(),
            progress: None,
            overlay,
            value_input: None,
            drafts: Vec::new(),
            previews: 0,
            awaited_row: None,
            private_words: PrivateWords::default(),
            probed: None,
            discarded: Discarded::default(),
            review: None,
            bulk: None,
            export: None,
            exports: 0,
            destination: None,
            left_record: None,
            wanted_screen: None,
            displaced: Displaced::default(),
            unseen: None,
            moved: Box::new(MovedIds::knowing_by(KnownAgainBy::Text)),
            left_view: None,
            copying: None,
            pending: String::new(),
            notice,
            nameless: None,
            doubt: None,
            interrupted: false,
            slip: Slip::default(),
            has_errors: false,
        }
    }

    /// Returns the words that the list is searched for, where nothing but words is asked for and they may be shown.
    pub(crate) fn words_searched(&self) -> Option<String> {
        let text = &self.query.text;
        let words = self.query.result.query.plain_words(text)?;
        (self.masked_query() == *text).then_some(words)
    }

    /// Returns what keys mean where they do not go to the screen: to the overlay, or to a line that is typed.
    pub(crate) fn mode_above(&self) -> Option<Mode> {
        if let Some(overlay) = self.overlay.as_ref().filter(|overlay| !overlay.is_welcome()) {
            return Some(match (overlay.prompt().is_some(), overlay.is_review()) {
                (true, _) => Mode::Picker,
                (false, true) => Mode::Review,
                (false, false) => Mode::Overlay,
            });
        }
        if let Some(input) = &self.value_input {
            return Some(if input.has_lines() { Mode::ValueLines } else { Mode::Value });
        }
        if self.find_line.is_some() {
            return Some(Mode::Find);
        }
        let editing = self.query.editing.as_ref()?;
        Some(if editing.completions.is_some() { Mode::Completion } else { Mode::Query })
    }

    /// Says something of a record in the status line. Where there is no room for all of it, the name is shortened, since
    /// what was done and the key that undoes it come behind the name.
    pub(crate) fn notify_of(&mut self, name: &str, words: impl Fn(&str) -> String) {
        let room = usize::from(self.size.width).saturating_sub(1);
        let name = visible(name);
        let beside = width(&words("")).min(room);
        let cells = (room - beside).max(LEAST_OF_NAME);
        self.notice = Some(words(&clip_words(&name, cells)));
    }

    /// Says a sentence of the program that names nothing of the collection, so that nothing in it is ever masked.
    pub(crate) fn say(&mut self, words: impl Into<String>) {
        let words = words.into();
        self.nameless = Some(words.clone());
        self.notice = Some(words);
    }

    /// Returns what is said, with what must be masked replaced.
    pub(crate) fn masked_notice(&self) -> Option<String> {
        let notice = self.notice.as_deref()?;
        let is_nameless = self.nameless.as_deref() == Some(notice);
        Some(if is_nameless { notice.to_owned() } else { self.masked_sentence(notice) })
    }

    /// Returns whether no record is listed yet because the first files are still being read.
    pub(crate) fn awaits_first_files(&self) -> bool {
        let is_empty = self.listing.ids().is_empty() && self.query.text.is_empty();
        let awaits = self.collection.is_none() || self.is_first_reading() && is_empty;
        awaits && self.mode_above().is_none()
    }

    /// Remembers that the user can have seen what is shown, unless something lies over it.
    pub(crate) fn take_as_seen(&mut self) {
        if self.overlay.is_none() || self.mode_above().is_none() {
            self.unseen = None;
        }
    }

    /// Returns whether the record that is selected may be another in a moment: its search is not answered, or not yet for all
    /// records, and no one has seen what is selected so far.
    pub(crate) fn awaits_selection(&self) -> bool {
        let is_unsettled = self.query.result.partial || self.is_arriving();
        self.query.is_searching() || self.unseen.is_some() && is_unsettled
    }

    /// Returns whether the next key is likely to be meant for what a search finds that is not answered yet.
    pub(crate) fn awaits_answer(&self) -> bool {
        let is_empty = self.listing.ids().is_empty();
        let is_open = self.collection.is_some() && self.mode_above().is_none();
        is_open && (self.query.awaits_typed() || is_empty && self.query.result.partial)
    }

    /// Has an edited record stay in the list, also where the search no longer finds it, until the search changes.
    pub(crate) fn keep_in_list(&mut self, record: &Id) {
        self.staying.keep(&self.query.text, &self.listing, record);
    }

    /// Does the same for many records.
    pub(crate) fn keep_all_in_list(&mut self, records: &[Id]) {
        self.staying.keep_all(&self.query.text, &self.listing, records);
    }

    /// Returns how styles are shown.
    pub(crate) fn theme(&self) -> Theme {
        match self.about.theme {
            Theme::Auto => self.about.auto,
            theme @ (Theme::Sixteen | Theme::Dark | Theme::Light | Theme::Plain) => theme,
        }
    }

    /// Returns where the bars and the screen go.
    pub(crate) fn areas(&self) -> FrameAreas {
        FrameAreas::of(self.size)
    }

    /// Returns when everything is masked without a key, as the user and the collection say.
    pub(crate) fn masking(&self) -> Masking {
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
    pub(crate) fn masks_after(&self) -> Option<Duration> {
        let minutes = self.masking().after.filter(|_| self.mask != Mask::All)?;
        Some(Duration::from_secs(60 * u64::from(minutes.get())))
    }

    /// Returns the saved views with their names masked: the user's own, and the collection's on the
    /// digits that are left.
    pub(crate) fn views(&self) -> SavedViews {
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
    pub(crate) fn view_in_force(&self) -> Option<(u8, SavedView)> {
        let ListSort { order, reversed, over_words: _ } = self.query.sort;
        let views = self.views();
        let in_force = views.iter().find(|(_, view)| {
            let sort = view.sort.unwrap_or_default();
            (sort.order, sort.reversed) == (order, reversed) && view.query == self.query.text.trim()
        });
        in_force.map(|(digit, view)| (digit, view.clone()))
    }

    /// Returns the area of the overlay.
    pub(crate) fn overlay_area(&self) -> Rect {
        let body = self.areas().body;
        let most = Extent::of(body);
        match self.overlay.as_ref().and_then(|overlay| overlay.extent(most)) {
            Some(needed) => FrameAreas::popup(body, needed),
            None => body,
        }
    }

    /// Returns the current query with what must be masked replaced.
    pub(crate) fn masked_query(&self) -> String {
        self.masked_query_words(&self.query.text)
    }

    /// Returns a part of a query with what must be masked replaced: where everything is masked, all that was typed
    /// but names of fields, since any word may be the name of a person.
    pub(crate) fn masked_query_words(&self, text: &str) -> String {
        match self.masked() {
            _ if self.mask == Mask::All => terms::masked_query(text),
            Some(masked_view) => masked_view.text(text),
            None => text.to_owned(),
        }
    }

    /// Returns the collection as it may be seen; whatever is drawn or copied is taken from it.
    pub(crate) fn masked(&self) -> Option<MaskedCollection<'_>> {
        let arriving = self.is_arriving();
        let collection = self.collection.as_deref();
        let dates = self.about.dates;
        collection.map(|all| {
            MaskedCollection::new(all, self.mask).while_arriving(arriving).with_dates(dates)
        })
    }

    /// Returns a sentence of the program with what must be masked replaced, ids of records that are gone by now too.
    pub(crate) fn masked_sentence(&self, words: &str) -> String {
        let said = self.private_words.masked(words, self.mask);
        match self.masked() {
            Some(masked_view) => masked_view.sentence(&said),
            None => said,
        }
    }

    /// Returns the path of a file as it may be read, also where its record is gone by now.
    pub(crate) fn masked_path(&self, path: &Path) -> String {
        match self.masked() {
            Some(masked_view) => self.private_words.masked(&masked_view.path(path), self.mask),
            None => self.private_words.masked(&path.display().to_string(), self.mask),
        }
    }

    /// Returns whether the first reading is not over: files are being read, or what was read is being checked.
    pub(crate) fn is_first_reading(&self) -> bool {
        self.collection.is_none() || self.progress.is_some()
    }

    /// Returns whether files of the first reading are still to be read.
    pub(crate) fn is_arriving(&self) -> bool {
        self.progress.is_some_and(|progress| progress.read < progress.of)
    }

    /// Returns what the pages of a record are made of.
    pub(crate) fn page_key_of(&self, record: &Id) -> Option<PageCacheKey> {
        let collection = self.collection.as_ref()?;
        Some(PageCacheKey {
            collection: Arc::clone(collection),
            mask: self.mask,
            arriving: self.is_arriving(),
            names_known: self.mask == Mask::All && collection.has_sensitive_terms(),
            dates: self.about.dates,
            unconfirmed: self.value_changes.generation(),
            record: record.clone(),
        })
    }
}
