//! The update function: the only place where a message changes the state.

pub(crate) mod impact_overlay;
mod masking;
pub(crate) mod mouse;
pub(crate) mod navigation;
pub(crate) mod outside;
pub(crate) mod overlay;
pub(crate) mod query;
pub(crate) mod quoting;
pub(crate) mod reload;

use super::layout::{Extent, Panes};
use super::message::{Effect, Input, Message, Report};
use super::pane::{Pane, Wrap};
use super::state::Model;
use crate::browser::model::input::command::{Command, Step};
use crate::browser::model::update::navigation::problems::Direction;
use crate::browser::model::update::navigation::{
    matches, navigate, open_impact, problems, reading,
};
use crate::browser::model::update::outside::{copy, open_editor, open_external};
use crate::browser::model::update::query::{completion, filter, history, search, sorting, views};
use crate::browser::model::update::quoting::{add_quote, marking, write_quote};

/// Changes the model as a message asks, and returns what is to be done.
pub fn update(model: &mut Model, message: impl Into<Message>) -> Vec<Effect> {
    let pane = model.focus;
    let mut effects = match message.into() {
        Message::Input(input) => on_input(model, input),
        Message::Report(report) => on_report(model, report),
    };
    settle(model, pane);
    effects.extend(masking::find_names(model));
    effects
}

/// Handles an input of the user. A notice is cleared by it, since the user has read it by then.
fn on_input(model: &mut Model, input: Input) -> Vec<Effect> {
    model.notice = None;
    model.pending.clear();
    model.listing.keep_selection();
    let armed = std::mem::take(&mut model.interrupted);
    let unmasked = if unmasks(&input) { masking::unmask_on_key(model) } else { Vec::new() };
    let mut effects = match input {
        Input::Do(Command::Interrupt) => interrupt(model, armed),
        Input::Do(command) => perform(model, command),
        Input::Show(overlay) => {
            model.overlay = Some(*overlay);
            Vec::new()
        }
        Input::Type(c) => overlay::insert(model, c.encode_utf8(&mut [0; 4])),
        Input::Paste(text) => overlay::insert(model, &text),
        Input::Pending(keys) => {
            model.pending = keys;
            Vec::new()
        }
        Input::Point(pointing) => {
            mouse::handle_mouse(model, pointing);
            Vec::new()
        }
    };
    effects.extend(unmasked);
    effects
}

/// Returns whether an input proves that the user is at the keyboard. The mouse and a paste do not: both
/// can reach a window without the focus.
fn unmasks(input: &Input) -> bool {
    match input {
        Input::Do(Command::Mask | Command::BlankAndQuit) | Input::Paste(_) | Input::Point(_) => {
            false
        }
        Input::Do(_) | Input::Show(_) | Input::Type(_) | Input::Pending(_) => true,
    }
}

/// Handles a report of the runtime. A notice stays, and so does the first Ctrl-c of two.
fn on_report(model: &mut Model, report: Report) -> Vec<Effect> {
    match report {
        Report::Resize(size) => model.size = size,
        Report::Unattended(reason) => return masking::mask_unattended(model, reason),
        Report::NamesFound => masking::names_found(model),
        Report::Notify(words) => model.notice = Some(words),
        Report::MaybeOutdated(why) => model.doubt = why,
        Report::Changed(changes) => return reload::changed(model, changes),
        Report::Arriving { progress, part } => return reload::arriving(model, progress, part),
        Report::Loaded { generation, collection, changed, touched } => {
            return reload::loaded(model, generation, &collection, changed, &touched);
        }
        Report::Copied { what, text, clipboard } => copy::copied(model, what, &text, clipboard),
        Report::Rewritten(outcome) => return write_quote::rewritten(model, outcome),
        Report::Found { generation, of, answer } => {
            search::found(model, generation, &of, *answer);
        }
        Report::Completions { generation, offers } => {
            return completion::offered(model, generation, offers);
        }
    }
    Vec::new()
}

fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Move(step) if model.overlay.is_some() => step_overlay(model, step),
        Command::Move(step) if model.is_marking() => marking::step(model, step),
        Command::Move(step) => navigate::step(model, step),
        Command::Left => model.focus = navigate::left(model.focus),
        Command::Right => navigate::go(model, navigate::right),
        Command::NextPane => navigate::go(model, navigate::next),
        Command::PreviousPane => navigate::go(model, navigate::previous),
        Command::BesideDown => navigate::scroll_beside(model, 1),
        Command::BesideUp => navigate::scroll_beside(model, -1),
        Command::Open => navigate::open(model),
        Command::Back => navigate::back(model),
        Command::Forward => navigate::forward(model),
        Command::Search => search::open(model),
        Command::ClearSearch => return search::clear(model),
        Command::View(digit) => return views::show(model, digit),
        Command::Everything => return views::everything(model),
        Command::NextMatch => matches::go_on(model, Direction::Next),
        Command::PreviousMatch => matches::go_on(model, Direction::Previous),
        Command::AcceptSearch => search::accept(model),
        Command::CancelSearch => search::restore(model),
        Command::Complete(completion) => return completion::complete(model, completion),
        Command::Recall(recall) => return history::recall(model, recall),
        Command::Edit(edit) => return overlay::edit(model, edit),
        Command::Mark => marking::toggle(model),
        Command::Extend(motion, times) => marking::extend(model, motion, times),
        Command::OtherEnd => marking::other_end(model),
        Command::RestartMark => marking::restart(model),
        Command::AddQuote => add_quote::begin(model),
        Command::UndoQuote => return write_quote::undo(model),
        Command::OpenSource => return open_external::open(model),
        Command::OpenEditor => return open_editor::at_cursor(model),
        Command::OpenEditorAtProblem => return open_editor::at_problem(model),
        Command::Zoom => zoom(model),
        Command::QuotePane => quote_pane(model),
        Command::Wrap => wrap(model),
        Command::Mask => return masking::toggle(model),
        Command::Problems => problems::list(model),
        Command::NextProblem => problems::go_on(model, Direction::Next),
        Command::PreviousProblem => problems::go_on(model, Direction::Previous),
        Command::Filter => filter::menu(model),
        Command::OnlySame => return filter::same(model),
        Command::ExcludeSame => return filter::other(model),
        Command::Select => overlay::tick(model),
        Command::List(sort) => problems::open_goto_list(model, sort),
        Command::Impact => open_impact::open(model),
        Command::WithDerived => open_impact::toggle_derived(model),
        Command::Copy(what) => return copy::copy(model, what),
        Command::SortBy => sorting::menu(model),
        Command::Reverse => return sorting::reverse(model),
        Command::Choose => return overlay::choose(model),
        Command::Reload => return reload::reload(model),
        Command::Redraw => return vec![Effect::Redraw],
        Command::Suspend => return vec![Effect::Suspend],
        Command::BackOut => back_out(model),
        Command::Quit => return quit(model),
        Command::BlankAndQuit => return vec![Effect::Quit],
        // Handled above, where it matters whether it is the second in a row.
        Command::Interrupt => {}
    }
    Vec::new()
}

fn interrupt(model: &mut Model, armed: bool) -> Vec<Effect> {
    if armed {
        return vec![Effect::Quit];
    }
    model.interrupted = true;
    model.notice = Some("press Ctrl-c again to quit".to_owned());
    Vec::new()
}

fn quit(model: &mut Model) -> Vec<Effect> {
    add_quote::remember(model);
    match model.overlay.take() {
        Some(_) => Vec::new(),
        None => vec![Effect::Quit],
    }
}

fn back_out(model: &mut Model) {
    add_quote::remember(model);
    if model.overlay.take().is_some() || marking::drop_mark(model) {
        return;
    }
    let is_from_quote = || model.history.last().is_some_and(|visit| visit.pick.is_some());
    if model.zoomed {
        model.zoomed = false;
    } else if model.focus == Pane::Quotes && model.reading.is_some() && is_from_quote() {
        navigate::back(model);
    } else {
        model.focus = navigate::left(model.focus);
    }
}

fn zoom(model: &mut Model) {
    if !model.zoomed && model.panes().of(model.focus) == model.panes().body {
        model.notice = Some("this pane already fills the screen".to_owned());
    } else {
        model.zoomed = !model.zoomed;
    }
}

fn wrap(model: &mut Model) {
    let (wrap, said) = match model.wrap {
        Wrap::Broken => (Wrap::Cut, "long lines are cut (w wraps them)"),
        Wrap::Cut => (Wrap::Broken, "long lines are wrapped"),
    };
    (model.wrap, model.notice) = (wrap, Some(said.to_owned()));
}

/// Hides or shows the quote pane; a hidden pane loses the focus.
fn quote_pane(model: &mut Model) {
    model.without_quotes = !model.without_quotes;
    let said = if model.without_quotes { "hidden" } else { "shown" };
    model.notice = Some(format!("quote pane {said}"));
    if model.without_quotes && model.focus == Pane::Quotes {
        model.focus = Pane::Detail;
    }
}

/// Makes every cursor and scroll position valid after a message: the only place that does. `left` is the
/// pane that keys went to before.
///
/// The panes are settled from left to right, because each shows what the cursor of the one before it
/// selects: the list selects the record, the record's detail pane selects the field, and the field
/// decides which quotes come first. A page is made only once everything that it depends on is settled;
/// in the other order it would be made twice.
fn settle(model: &mut Model, left: Pane) {
    let rows = model.room(Pane::List).rows;
    model.listing.settle(rows);
    navigate::follow_selection(model, left);
    let rows = model.room(Pane::Detail).rows;
    let page = model.detail_page();
    model.detail.settle(&page, rows);
    // The text is laid out before the mark is checked against its rows. `follow_field` may reset the
    // cursor of the quote pane, so the cursor of a text is put on its first row after that.
    reading::renew(model);
    marking::settle(model);
    navigate::follow_field(model);
    reading::start(model);
    let rows = model.room(Pane::Quotes).rows;
    let quotes = model.quotes_page();
    model.quotes.settle(&quotes.page, rows);
    let room = overlay_room(model);
    if let Some(overlay) = &mut model.overlay {
        overlay.settle(room);
    }
}

/// Moves the cursor of the overlay on top.
fn step_overlay(model: &mut Model, step: Step) {
    let room = overlay_room(model);
    if let Some(overlay) = &mut model.overlay {
        overlay.step(step, room);
    }
}

fn overlay_room(model: &Model) -> Extent {
    let room = Extent::of(Panes::inside(model.overlay_area()));
    let head = model.overlay.as_ref().map_or(0, |overlay| overlay.head(room));
    Extent { rows: room.rows.saturating_sub(head), ..room }
}
