//! Choosing a line of the sheet on top.

use super::super::choice::Choice;
use super::super::message::Effect;
use super::super::state::Model;
use super::super::typing::Edit;
use super::{filter, problems, quoting, recall, search, sorting, withdrawn, writing};

/// Does what the line under the cursor stands for, and closes the sheet.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    let choice = model.sheet.as_ref().and_then(|sheet| sheet.choice()).cloned();
    match choice {
        Some(Choice::Problem(flaw)) => {
            model.sheet = None;
            problems::go_to(model, &flaw);
            Vec::new()
        }
        Some(Choice::Order(order)) => {
            model.sheet = None;
            sorting::by(model, order)
        }
        Some(Choice::Value(valued)) => filter::apply(model, &valued),
        Some(Choice::Go(goal)) => {
            withdrawn::follow(model, goal);
            Vec::new()
        }
        Some(Choice::Case(case)) => {
            quoting::take_case(model, &case);
            Vec::new()
        }
        Some(Choice::OtherCase) => {
            quoting::remember(model);
            quoting::choose_case(model);
            Vec::new()
        }
        Some(Choice::Carried(_)) => writing::send(model),
        Some(Choice::Query(query)) => {
            model.sheet = None;
            recall::take(model, &query)
        }
        Some(Choice::Run(command)) => {
            model.sheet = None;
            super::perform(model, command)
        }
        None => Vec::new(),
    }
}

/// Ticks the line under the cursor; where there are no ticks, a space was typed.
pub(super) fn tick(model: &mut Model) {
    let Some(sheet) = &mut model.sheet else { return };
    if !sheet.tick() {
        sheet.type_in(|prompt| prompt.insert(" "));
    }
}

/// Puts a text into the line that takes it: that of the sheet, or the query line.
pub(super) fn insert(model: &mut Model, text: &str) -> Vec<Effect> {
    match &mut model.sheet {
        Some(sheet) => sheet.type_in(|prompt| prompt.insert(text)),
        None => return search::insert(model, text),
    }
    Vec::new()
}

/// Edits the line that takes text.
pub(super) fn edit(model: &mut Model, edit: Edit) -> Vec<Effect> {
    match &mut model.sheet {
        Some(sheet) => sheet.type_in(|prompt| prompt.edit(edit)),
        None => return search::edit(model, edit),
    }
    Vec::new()
}
