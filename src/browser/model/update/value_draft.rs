//! Values that were typed and not written: keeps them for the next time, and asks about them before the browser is left.

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::{Choice, ValueChoice};
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::value_input::{Conflict, ValueDraft, ValueInput};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::value_place::name_of;

/// Closes the input, whatever is selected in it, and keeps what was typed for the next time: one key gives the input up, and
/// nothing is lost by it.
pub(crate) fn leave(shared: &mut Shared) {
    if let Some(input) = shared.value_input.take().filter(|input| input.is_changed()) {
        let is_gone = input.conflict == Some(Conflict::Gone);
        let is_alike = input.conflict == Some(Conflict::Alike);
        keep(shared, &input);
        let said = if is_alike {
            "nothing was written; what you typed for one of several that are alike is kept: q lists it"
        } else if is_gone {
            "nothing was written; what you typed for a record that is gone is kept: q lists it"
        } else {
            "nothing was written; i on the field brings back what you typed, and Ctrl-x there discards it"
        };
        shared.notice = Some(said.to_owned());
    }
}

/// Closes the input and throws away what was typed.
pub(crate) fn discard(shared: &mut Shared) {
    let Some(input) = shared.value_input.take() else { return };
    if input.is_changed() {
        let said = format!(
            "what you typed for {} is discarded; nothing was written",
            input.of.field.label
        );
        shared.notice = Some(said);
    }
}

fn keep(shared: &mut Shared, input: &ValueInput) {
    shared.drafts.retain(|draft| draft.place != input.place);
    shared.drafts.push(ValueDraft {
        place: input.place.clone(),
        of: input.of,
        open: input.open.clone(),
        prompt: input.prompt().clone(),
        new_records: input.new_records().to_vec(),
    });
}

/// Asks what becomes of the values that were typed and not written, if there are any; returns whether it asks.
pub(crate) fn ask_before_quitting(shared: &mut Shared) -> bool {
    if shared.drafts.is_empty() {
        return false;
    }
    let lines = shared.drafts.iter().map(|draft| OverlayLine {
        term: format!("{} of {}", draft.of.field.label, name_of(shared, &draft.place.record)),
        meaning: "go back to what you typed".to_owned(),
        choice: Some(Choice::EditField(draft.place.clone())),
        ..OverlayLine::default()
    });
    let quit = OverlayLine {
        term: "quit".to_owned(),
        meaning: "without what you typed".to_owned(),
        choice: Some(Choice::OfValue(ValueChoice::Quit)),
        ..OverlayLine::default()
    };
    let title = match shared.drafts.len() {
        1 => "A value that you typed is not written".to_owned(),
        several => format!("{several} values that you typed are not written"),
    };
    let entries = lines.chain([quit]).collect();
    shared.overlay = Some(Overlay::of(title, entries).as_popup());
    true
}

/// Leaves the browser without what was typed.
pub(crate) fn quit(shared: &mut Shared) -> Vec<Effect> {
    shared.overlay = None;
    vec![Effect::Quit]
}
