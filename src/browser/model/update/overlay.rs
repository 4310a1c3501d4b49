//! Handles keys and the wheel in an overlay: moving, choosing, ticking, typing.

use crate::browser::model::destination::Destination;
use crate::browser::model::input::command::{Command, Step};
use crate::browser::model::layout::{Extent, FrameAreas};
use crate::browser::model::message::{Effect, Gesture};
use crate::browser::model::overlay::choice::{Choice, ValueChoice};
use crate::browser::model::overlay::impact_position::ImpactPosition;
use crate::browser::model::overlay::list::{FileWay, Overlay};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::query::{filter, history, save_view, search, sorting};
use crate::browser::model::update::value_input::{self, MaskConsent};
use crate::browser::model::update::{bulk_edit, change_list, change_review, creating, export};
use crate::browser::model::update::{value_conflict, value_draft, value_write};
use crate::session::line_edit::LineEdit;
use crate::session::prompt::Prompt;

/// Lines by which the wheel scrolls an overlay.
const SCROLL: usize = 3;

/// What is left to do after a line was chosen.
pub(crate) enum Chosen {
    /// Nothing but these effects.
    Effects(Vec<Effect>),
    /// A command is to be performed.
    Run(Command),
    /// The active screen knows what the choice means.
    OfScreen(Choice),
}

/// Chooses the selected line, and closes the overlay.
pub(crate) fn choose(shared: &mut Shared) -> Chosen {
    if shared.overlay.as_ref().is_some_and(Overlay::is_review) {
        return Chosen::Effects(change_review::answer(shared));
    }
    let choice = shared.overlay.as_ref().and_then(|overlay| overlay.choice()).cloned();
    Chosen::Effects(match choice {
        Some(Choice::Problem(problem)) => {
            shared.overlay = None;
            shared.destination = Some(Destination::Problem(problem));
            Vec::new()
        }
        Some(Choice::Order(order)) => {
            shared.overlay = None;
            sorting::by(shared, order)
        }
        Some(Choice::SortField(field)) => {
            shared.overlay = None;
            sorting::by_field(shared, field)
        }
        Some(Choice::SaveView(digit)) => {
            save_view::ask_name(shared, digit);
            Vec::new()
        }
        Some(Choice::SaveNamedView(digit)) => save_view::save(shared, digit),
        Some(Choice::Export(step)) => export::choose(shared, step),
        Some(Choice::EditField(place)) => value_input::open(shared, place, MaskConsent::Unasked),
        Some(Choice::EditUnmasked(place)) => value_input::unmask(shared, place),
        Some(Choice::RemoveField(place)) => value_write::remove(shared, place),
        Some(Choice::OfValue(ValueChoice::Quit)) => value_draft::quit(shared),
        Some(Choice::OfValue(choice)) => value_conflict::choose(shared, &choice),
        Some(Choice::Bulk(step)) => bulk_edit::choose(shared, step),
        Some(Choice::State(state)) => change_list::go_to(shared, state),
        Some(Choice::Value(valued)) => filter::apply(shared, &valued),
        Some(Choice::AllValues) => {
            filter::menu_of_all(shared);
            Vec::new()
        }
        Some(Choice::Go(target)) => {
            let list = leave(shared);
            shared.destination = Some(Destination::Record { target, list });
            Vec::new()
        }
        Some(Choice::Query(query)) => {
            shared.overlay = None;
            history::take(shared, &query)
        }
        Some(Choice::Show) => {
            shared.overlay = shared.overlay.take().and_then(Overlay::into_carried);
            Vec::new()
        }
        Some(Choice::Explain(instead)) => {
            shared.overlay = None;
            shared.notice = Some(instead.to_owned());
            Vec::new()
        }
        Some(Choice::New(kind)) => creating::by_command(shared, kind),
        Some(Choice::NewNamed(kind)) => creating::by_answer(shared, kind),
        Some(Choice::Run(command)) => {
            shared.overlay = None;
            return Chosen::Run(command);
        }
        Some(
            choice @ (Choice::Case(_)
            | Choice::EditQuote(_)
            | Choice::OtherCase
            | Choice::Citation(_)
            | Choice::FieldValue(_)
            | Choice::Record(_)
            | Choice::WhichWords(_)
            | Choice::Own(_)),
        ) => return Chosen::OfScreen(choice),
        None => {
            let is_empty = !shared.overlay.as_ref().is_some_and(Overlay::can_choose);
            let is_filtered_out = shared.overlay.as_ref().is_some_and(Overlay::finds_nothing);
            let said = match (is_empty, is_filtered_out) {
                (true, _) => "nothing to choose here",
                (false, true) => "nothing here matches what was typed",
                (false, false) => "this line is only to be read",
            };
            shared.notice = Some(format!("{said}; Esc closes"));
            Vec::new()
        }
    })
}

/// Closes the overlay because a line of it is followed; returns where an impact overlay was left, since
/// going back returns to the same line.
fn leave(shared: &mut Shared) -> Option<ImpactPosition> {
    let overlay = shared.overlay.take()?;
    let (withdrawn, _) = overlay.impact_source()?;
    let line = overlay.cursor_line();
    Some(ImpactPosition { withdrawn: withdrawn.clone(), line, first: overlay.cursor().first() })
}

/// Ticks the line under the cursor; where there are no ticks, or where a line goes on with a space after what is typed,
/// types a space.
pub(crate) fn tick_or_space(shared: &mut Shared) -> Vec<Effect> {
    let Some(overlay) = &mut shared.overlay else { return Vec::new() };
    if overlay.is_review() && overlay.prompt().is_none() {
        change_review::toggle(shared);
    } else if overlay.goes_on_with_space() || !overlay.tick() {
        return insert(shared, " ");
    }
    Vec::new()
}

/// Ticks the line under the cursor.
pub(crate) fn tick(shared: &mut Shared) {
    let is_ticked = shared.overlay.as_mut().is_some_and(Overlay::tick);
    if !is_ticked {
        shared.say("there is nothing to select here");
    }
}

/// Inserts a text into the line that takes it: that of the overlay, or the query line.
pub(crate) fn insert(shared: &mut Shared, text: &str) -> Vec<Effect> {
    let is_value = bulk_edit::is_asking(shared);
    match &mut shared.overlay {
        Some(overlay) if is_value => {
            // A value keeps every character.
            overlay.insert(text, Prompt::insert_exactly);
            return bulk_edit::typed_on(shared);
        }
        Some(overlay) => overlay.insert(text, Prompt::insert),
        None => return search::insert(shared, text),
    }
    Vec::new()
}

/// Edits the line that takes text.
pub(crate) fn edit(shared: &mut Shared, edit: LineEdit) -> Vec<Effect> {
    let is_value = bulk_edit::is_asking(shared);
    match &mut shared.overlay {
        Some(overlay) if is_value => {
            overlay.edit(edit);
            return bulk_edit::typed_on(shared);
        }
        Some(overlay) => overlay.edit(edit),
        None => return search::edit(shared, edit),
    }
    Vec::new()
}

/// Moves the cursor of the overlay.
pub(crate) fn step(shared: &mut Shared, step: Step) {
    let room = room(shared);
    if let Some(overlay) = &mut shared.overlay {
        overlay.step(step, room);
    }
}

/// Goes to the next file of the change that is reviewed, or to the one before.
pub(crate) fn step_file(shared: &mut Shared, way: FileWay) {
    let room = room(shared);
    let Some(overlay) = &mut shared.overlay else { return };
    let said = match overlay.step_file(way, room) {
        Some(()) => return,
        None if way == FileWay::Next => "this is the last file",
        None => "this is the first file",
    };
    shared.notice = Some(said.to_owned());
}

/// Scrolls the overlay by the wheel.
pub(crate) fn scroll(shared: &mut Shared, gesture: Gesture) {
    let way = match gesture {
        Gesture::WheelUp => Step::Up,
        Gesture::WheelDown => Step::Down,
        Gesture::Click | Gesture::Drag | Gesture::Release => return,
    };
    for _ in 0..SCROLL {
        step(shared, way);
    }
}

/// Makes the cursor and the scroll position of the overlay valid.
pub(crate) fn settle(shared: &mut Shared) {
    change_review::settle(shared);
    export::settle(shared);
    let room = room(shared);
    if let Some(overlay) = &mut shared.overlay {
        overlay.settle(room);
    }
}

/// Returns the room of the lines: that of all columns, as if each were below the one before.
fn room(shared: &Shared) -> Extent {
    let room = Extent::of(FrameAreas::inside(shared.overlay_area()));
    let Some(overlay) = &shared.overlay else { return room };
    let columns = overlay.columns(room.cells);
    let rows = room.rows.saturating_sub(overlay.head(room));
    Extent { cells: room.cells / columns, rows: rows * columns }
}
