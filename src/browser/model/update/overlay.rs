//! Handles keys in an overlay: choosing, ticking, typing.

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::state::Model;
use crate::browser::model::update;
use crate::browser::model::update::navigation::open_impact;
use crate::browser::model::update::navigation::problems;
use crate::browser::model::update::query::{filter, history, search, sorting};
use crate::browser::model::update::quoting::{add_quote, write_quote};
use crate::session::line_edit::LineEdit;

/// Chooses the selected line, and closes the overlay.
pub(crate) fn choose(model: &mut Model) -> Vec<Effect> {
    let choice = model.overlay.as_ref().and_then(|overlay| overlay.choice()).cloned();
    match choice {
        Some(Choice::Problem(problem)) => {
            model.overlay = None;
            problems::go_to(model, &problem);
            Vec::new()
        }
        Some(Choice::Order(order)) => {
            model.overlay = None;
            sorting::by(model, order)
        }
        Some(Choice::Value(valued)) => filter::apply(model, &valued),
        Some(Choice::Go(goal)) => {
            open_impact::follow(model, goal);
            Vec::new()
        }
        Some(Choice::Case(case)) => {
            add_quote::take_case(model, &case);
            Vec::new()
        }
        Some(Choice::OtherCase) => {
            add_quote::remember(model);
            add_quote::choose_case(model);
            Vec::new()
        }
        Some(Choice::Citation(_)) => write_quote::send(model),
        Some(Choice::Query(query)) => {
            model.overlay = None;
            history::take(model, &query)
        }
        Some(Choice::Run(command)) => {
            model.overlay = None;
            update::perform(model, command)
        }
        None => Vec::new(),
    }
}

/// Ticks the line under the cursor; in an overlay without ticks, types a space.
pub(crate) fn tick(model: &mut Model) {
    let Some(overlay) = &mut model.overlay else { return };
    if !overlay.tick() {
        overlay.type_in(|prompt| prompt.insert(" "));
    }
}

/// Inserts a text into the line that takes it: that of the overlay, or the query line.
pub(crate) fn insert(model: &mut Model, text: &str) -> Vec<Effect> {
    match &mut model.overlay {
        Some(overlay) => overlay.type_in(|prompt| prompt.insert(text)),
        None => return search::insert(model, text),
    }
    Vec::new()
}

/// Edits the line that takes text.
pub(crate) fn edit(model: &mut Model, edit: LineEdit) -> Vec<Effect> {
    match &mut model.overlay {
        Some(overlay) => overlay.type_in(|prompt| prompt.edit(edit)),
        None => return search::edit(model, edit),
    }
    Vec::new()
}
