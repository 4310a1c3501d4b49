//! The home screen: a list of records, the fields of one of them, and its quotes or archived text.

mod archived_pane;
pub(crate) mod command;
mod draw;
mod edit_value;
mod filter_by_field;
mod found_words;
mod hints;
mod keys;
pub(crate) mod link_history;
mod lost_place;
pub(crate) mod mouse;
pub(crate) mod navigation;
pub(crate) mod outside;
pub(crate) mod pages;
pub(crate) mod panes;
mod perform;
pub(crate) mod quoting;
mod reload;
pub(crate) mod settle;
mod spoken;
pub(crate) mod state;
mod wanted_words;

use ratatui::layout::Position;

use crate::browser::keymap::{KeyHint, ScreenInfo};
use crate::browser::model::destination::Destination;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::query::find_line::FindStep;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::{Command, Effect, OwnCommand, Pointing, Shared};
use crate::browser::screen::browse::command::BrowseCommand;
use crate::browser::screen::browse::navigation::{find, navigate, problems, text_find};
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::quoting::{add_quote, write_quote};
use crate::browser::screen::browse::state::{Browse, BrowseMut, BrowseRef};
use crate::browser::screen::contract::Screen;
use crate::browser::view::DrawContext;
use crate::browser::view::bars::FilePlace;
use crate::browser::view::canvas::Canvas;
use crate::browser::view::spoken::Spoken;
use crate::collection::Collection;
use crate::record::Id;
use crate::session::WriteOutcome;

impl Browse {
    fn with<'a>(&'a mut self, shared: &'a mut Shared) -> BrowseMut<'a> {
        BrowseMut { own: self, shared }
    }

    /// Returns the panes with what they share, to be read.
    pub(crate) fn seen<'a>(&'a self, shared: &'a Shared) -> BrowseRef<'a> {
        BrowseRef { own: self, shared }
    }
}

impl Screen for Browse {
    fn info(&self) -> &'static ScreenInfo {
        &keys::INFO
    }

    fn is_selecting(&self, shared: &Shared) -> bool {
        self.seen(shared).is_marking()
    }

    fn hints(&self, shared: &Shared) -> Vec<KeyHint> {
        hints::hints(self, shared)
    }

    fn here(&self, _: &Shared) -> &'static str {
        match self.focus {
            Pane::List => "the list",
            Pane::Detail => "the record",
            Pane::Quotes if self.reading.is_some() => "an archived text",
            Pane::Quotes => "the quotes",
        }
    }

    fn perform(&mut self, shared: &mut Shared, command: Command) -> Vec<Effect> {
        perform::perform(&mut self.with(shared), command)
    }

    fn writes(&self, own: OwnCommand) -> bool {
        BrowseCommand::from_repr(own.number()).is_some_and(BrowseCommand::writes)
    }

    fn edited_record<'s>(&'s self, shared: &'s Shared, own: OwnCommand) -> Option<&'s Id> {
        let command = BrowseCommand::from_repr(own.number())?;
        if command == BrowseCommand::AddQuote {
            return add_quote::case_of_mark(self.seen(shared));
        }
        self.record(shared).filter(|_| command.edits_record())
    }

    fn takes_record(&self, own: OwnCommand) -> bool {
        BrowseCommand::from_repr(own.number()).is_some_and(BrowseCommand::takes_record)
    }

    fn takes_all(&self, own: OwnCommand) -> bool {
        let is_same = BrowseCommand::from_repr(own.number()) == Some(BrowseCommand::OnlySame);
        // In the list the key marks all; in a field it filters.
        is_same && self.focus == Pane::List
    }

    fn needs_records(&self, own: OwnCommand) -> bool {
        BrowseCommand::from_repr(own.number()).is_some_and(BrowseCommand::needs_records)
    }

    fn point(&mut self, shared: &mut Shared, pointing: Pointing) -> Vec<Effect> {
        mouse::handle_mouse(&mut self.with(shared), pointing);
        Vec::new()
    }

    fn back_out(&mut self, shared: &mut Shared) -> bool {
        perform::back_out(&mut self.with(shared))
    }

    fn open_find(&mut self, shared: &mut Shared) -> bool {
        find::open(&mut self.with(shared))
    }

    fn find(&mut self, shared: &mut Shared, step: FindStep) -> Vec<Effect> {
        find::follow(&mut self.with(shared), step)
    }

    fn show_list(&mut self, shared: &mut Shared) {
        find::show_list(self, shared);
    }

    fn search_cancelled(&mut self, shared: &mut Shared) {
        let Some(from) = self.searched_from.take() else { return };
        let is_there =
            |id: &Id| shared.collection.as_deref().is_some_and(|all| all.kind_of(id).is_some());
        if from.shown.as_ref().is_some_and(is_there) {
            (self.focus, self.zoomed, self.shown) = (from.focus, from.zoomed, from.shown);
            (self.detail, self.quotes) = (from.detail, from.quotes);
            self.cursors_of = from.cursors_of;
        }
    }

    fn choose(&mut self, shared: &mut Shared, choice: Choice) -> Vec<Effect> {
        perform::choose(&mut self.with(shared), choice)
    }

    fn overlay_closes(&mut self, shared: &Shared) {
        add_quote::remember(self, shared);
    }

    fn go_to(&mut self, shared: &mut Shared, destination: Destination, from: Option<&'static str>) {
        let model = &mut self.with(shared);
        match destination {
            Destination::Text { source, offset, words } => {
                navigate::visit_text(model, source.clone(), offset, from);
                text_find::find(model, source, words);
            }
            Destination::Problem(problem) => problems::go_to(model, &problem),
            Destination::Made(record) => navigate::visit_made(model, record, from),
            Destination::Record { target, list } => {
                navigate::visit_from(model, target, list, from);
            }
        }
    }

    fn ids_renamed(&mut self, renamed: &RenamedIds) {
        reload::follow(self, renamed);
    }

    fn collection_changes(&mut self, shared: &Shared, now: &Collection) {
        reload::collection_changes(self, shared, now);
    }

    fn collection_changed(&mut self, shared: &mut Shared) -> Vec<Effect> {
        reload::collection_changed(&mut self.with(shared));
        Vec::new()
    }

    fn results_changed(&mut self, shared: &mut Shared) {
        reload::results_changed(&mut self.with(shared));
    }

    fn rewritten(&mut self, shared: &mut Shared, outcome: WriteOutcome) -> Vec<Effect> {
        write_quote::rewritten(&mut self.with(shared), outcome)
    }

    fn settle(&mut self, shared: &mut Shared) {
        settle::settle(&mut self.with(shared));
    }

    fn record<'s>(&'s self, _: &'s Shared) -> Option<&'s Id> {
        self.shown.as_ref()
    }

    fn place<'s>(&'s self, shared: &'s Shared) -> Option<FilePlace<'s>> {
        self.seen(shared).place()
    }

    fn draw(&self, context: DrawContext<'_>, canvas: &mut Canvas<'_>) {
        draw::draw(self.seen(context.shared), context, canvas);
    }

    fn spoken(&self, shared: &Shared) -> Option<Spoken> {
        spoken::spoken(self.seen(shared))
    }

    fn caret(&self, shared: &Shared) -> Option<Position> {
        draw::mark_end(self.seen(shared))
    }
}
