//! Choosing a line of the sheet on top.

use super::super::choice::Choice;
use super::super::message::Effect;
use super::super::state::Model;
use super::{problems, sorting};

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
        None => Vec::new(),
    }
}
