//! The one place where the browser changes: a message in, effects out.

mod browse;
mod cautions;
mod choose;
mod complete;
mod copy;
mod edit;
mod falling;
mod files;
mod filter;
mod marking;
mod masking;
mod matches;
mod outside;
mod passages;
mod point;
mod problems;
mod quoting;
mod reading;
mod recall;
mod refusing;
mod search;
mod sorting;
mod views;
mod withdrawn;
mod writing;

use super::command::{Command, Step};
use super::layout::Panes;
use super::message::{Effect, Msg};
use super::pane::{Pane, Wrap};
use super::state::Model;
use problems::Way;

/// Changes the model as a message asks, and returns what is to be done.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let by_hand = match &msg {
        Msg::Do(_)
        | Msg::Show(_)
        | Msg::Type(_)
        | Msg::Paste(_)
        | Msg::Pending(_)
        | Msg::Point(_) => true,
        Msg::Resize(_)
        | Msg::Told(_)
        | Msg::Unattended(_)
        | Msg::NamesFound
        | Msg::Doubted(_)
        | Msg::Changed(_)
        | Msg::Arriving { .. }
        | Msg::Loaded { .. }
        | Msg::Copied { .. }
        | Msg::Rewritten(_)
        | Msg::Offered { .. }
        | Msg::Found { .. } => false,
    };
    if by_hand {
        model.notice = None;
        model.pending.clear();
        model.listing.hold();
    }
    let armed = std::mem::take(&mut model.interrupted);
    let pane = model.focus;
    // The mouse may be used, and something pasted, where the focus is elsewhere.
    let by_key = matches!(msg, Msg::Do(_) | Msg::Show(_) | Msg::Type(_) | Msg::Pending(_));
    let of_mask = matches!(msg, Msg::Do(Command::Mask | Command::BlankAndQuit));
    let shown = if by_key && !of_mask { masking::attended(model) } else { Vec::new() };
    let mut effects = match msg {
        Msg::Do(Command::Interrupt) => interrupt(model, armed),
        Msg::Do(command) => perform(model, command),
        Msg::Type(c) => choose::insert(model, c.encode_utf8(&mut [0; 4])),
        Msg::Paste(text) => choose::insert(model, &text),
        Msg::Changed(changes) => files::changed(model, changes),
        Msg::Arriving { progress, part } => files::arriving(model, progress, part),
        Msg::Loaded { generation, collection, changed, touched } => {
            files::loaded(model, generation, &collection, (changed, &touched))
        }
        Msg::Rewritten(outcome) => writing::rewritten(model, outcome),
        Msg::Unattended(absence) => masking::unattended(model, absence),
        Msg::NamesFound => {
            masking::names_found(model);
            Vec::new()
        }
        Msg::Offered { generation, offers } => complete::offered(model, generation, offers),
        told @ (Msg::Show(_)
        | Msg::Pending(_)
        | Msg::Point(_)
        | Msg::Resize(_)
        | Msg::Told(_)
        | Msg::Doubted(_)
        | Msg::Copied { .. }
        | Msg::Found { .. }) => {
            take(model, told);
            Vec::new()
        }
    };
    // What the program itself reports in between does not disarm the key.
    model.interrupted |= armed && !by_hand;
    settle(model, pane);
    effects.extend(shown);
    effects.extend(masking::find_names(model));
    effects
}

/// Takes what is told and wants nothing done.
fn take(model: &mut Model, msg: Msg) {
    match msg {
        Msg::Show(sheet) => model.sheet = Some(sheet),
        Msg::Pending(keys) => model.pending = keys,
        Msg::Point(pointing) => point::point(model, pointing),
        Msg::Resize(size) => model.size = size,
        Msg::Told(words) => model.notice = Some(words),
        Msg::Doubted(why) => model.doubt = why,
        Msg::Copied { what, text, clipboard } => copy::told(model, what, &text, clipboard),
        Msg::Found { generation, of, answer } => {
            search::found(model, (generation, &of), *answer);
        }
        Msg::Do(_)
        | Msg::Type(_)
        | Msg::Paste(_)
        | Msg::Changed(_)
        | Msg::Arriving { .. }
        | Msg::Loaded { .. }
        | Msg::Rewritten(_)
        | Msg::Unattended(_)
        | Msg::NamesFound
        | Msg::Offered { .. } => {}
    }
}

fn perform(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Move(step) if model.sheet.is_some() => step_sheet(model, step),
        Command::Move(step) if model.is_marking() => marking::step(model, step),
        Command::Move(step) => browse::step(model, step),
        Command::Left => model.focus = browse::left(model.focus),
        Command::Right => browse::go(model, browse::right),
        Command::NextPane => browse::go(model, browse::next),
        Command::PreviousPane => browse::go(model, browse::previous),
        Command::BesideDown => browse::scroll_beside(model, 1),
        Command::BesideUp => browse::scroll_beside(model, -1),
        Command::Open => browse::open(model),
        Command::Back => browse::back(model),
        Command::Forward => browse::forward(model),
        Command::Search => search::open(model),
        Command::ClearSearch => return search::clear(model),
        Command::View(digit) => return views::show(model, digit),
        Command::Everything => return views::everything(model),
        Command::NextMatch => matches::go_on(model, Way::Next),
        Command::PreviousMatch => matches::go_on(model, Way::Previous),
        Command::Keep => search::keep(model),
        Command::Restore => search::restore(model),
        Command::Complete(completion) => return complete::complete(model, completion),
        Command::Recall(recall) => return recall::recall(model, recall),
        Command::Edit(edit) => return choose::edit(model, edit),
        Command::Mark => marking::turn(model),
        Command::Extend(motion, times) => marking::extend(model, motion, times),
        Command::OtherEnd => marking::other_end(model),
        Command::MarkAnew => marking::anew(model),
        Command::AddQuote => quoting::begin(model),
        Command::TakeBack => return writing::take_back(model),
        Command::OpenSource => return outside::open(model),
        Command::OpenEditor => return edit::at_cursor(model),
        Command::OpenEditorAtProblem => return edit::at_problem(model),
        Command::Zoom => zoom(model),
        Command::QuotePane => quote_pane(model),
        Command::Wrap => wrap(model),
        Command::Mask => return masking::turn(model),
        Command::Problems => problems::list(model),
        Command::NextProblem => problems::go_on(model, Way::Next),
        Command::PreviousProblem => problems::go_on(model, Way::Previous),
        Command::Filter => filter::menu(model),
        Command::OnlySame => return filter::same(model),
        Command::NoneSuch => return filter::other(model),
        Command::Tick => choose::tick(model),
        Command::List(sort) => problems::register(model, sort),
        Command::Withdrawn => withdrawn::open(model),
        Command::WithDerived => withdrawn::turn(model),
        Command::Copy(what) => return copy::copy(model, what),
        Command::SortBy => sorting::menu(model),
        Command::Reverse => return sorting::reverse(model),
        Command::Choose => return choose::choose(model),
        Command::Reload => return files::reload(model),
        Command::Redraw => return vec![Effect::Redraw],
        Command::Suspend => return vec![Effect::Suspend],
        Command::BackOut => back_out(model),
        Command::Quit => return quit(model),
        Command::BlankAndQuit => return vec![Effect::Quit],
        // Told apart by whether it is the second in a row, above.
        Command::Interrupt => {}
    }
    Vec::new()
}

fn interrupt(model: &mut Model, armed: bool) -> Vec<Effect> {
    if armed {
        return vec![Effect::Quit];
    }
    model.interrupted = true;
    model.notice = Some("Ctrl-c again quits".to_owned());
    Vec::new()
}

fn quit(model: &mut Model) -> Vec<Effect> {
    quoting::remember(model);
    match model.sheet.take() {
        Some(_) => Vec::new(),
        None => vec![Effect::Quit],
    }
}

fn back_out(model: &mut Model) {
    quoting::remember(model);
    if model.sheet.take().is_some() || marking::drop_mark(model) {
        return;
    }
    let is_from_quote = || model.history.last().is_some_and(|visit| visit.pick.is_some());
    if model.zoomed {
        model.zoomed = false;
    } else if model.focus == Pane::Quotes && model.reading.is_some() && is_from_quote() {
        browse::back(model);
    } else {
        model.focus = browse::left(model.focus);
    }
}

fn zoom(model: &mut Model) {
    if !model.zoomed && model.panes().of(model.focus) == model.panes().body {
        model.notice = Some("the pane has the whole screen already".to_owned());
    } else {
        model.zoomed = !model.zoomed;
    }
}

fn wrap(model: &mut Model) {
    let (wrap, said) = match model.wrap {
        Wrap::Broken => (Wrap::Cut, "one line for each value; w shows them whole"),
        Wrap::Cut => (Wrap::Broken, "long lines are broken"),
    };
    (model.wrap, model.notice) = (wrap, Some(said.to_owned()));
}

/// The pane that is put away takes no keys.
fn quote_pane(model: &mut Model) {
    model.without_quotes = !model.without_quotes;
    let said = if model.without_quotes { "put away" } else { "back" };
    model.notice = Some(format!("the quote pane is {said}"));
    if model.without_quotes && model.focus == Pane::Quotes {
        model.focus = Pane::Detail;
    }
}

/// Makes every cursor and every scroll position fit what is there: the one place that does. `left` is
/// the one that keys went to before.
fn settle(model: &mut Model, left: Pane) {
    let (_, rows) = model.room(Pane::List);
    model.listing.settle(rows);
    browse::follow_selection(model, left);
    let (_, rows) = model.room(Pane::Detail);
    let page = model.detail_page();
    model.detail.settle(&page, rows);
    reading::renew(model);
    marking::settle(model);
    browse::follow_field(model);
    let (_, rows) = model.room(Pane::Quotes);
    let quotes = model.quotes_page();
    model.quotes.settle(&quotes.page, rows);
    let room = sheet_room(model);
    if let Some(sheet) = &mut model.sheet {
        sheet.settle(room);
    }
}

/// Moves the sheet on top.
fn step_sheet(model: &mut Model, step: Step) {
    let room = sheet_room(model);
    if let Some(sheet) = &mut model.sheet {
        sheet.step(step, room);
    }
}

fn sheet_room(model: &Model) -> (usize, usize) {
    let inside = Panes::inside(model.sheet_area());
    let (cells, rows) = (usize::from(inside.width), usize::from(inside.height));
    let head = model.sheet.as_ref().map_or(0, |sheet| sheet.head((cells, rows)));
    (cells, rows.saturating_sub(head))
}
