//! What is to become of a value that someone else changed while it was typed: the value before, theirs and the one typed, side
//! by side, as long as the file goes on changing.

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::{Choice, ValueChoice};
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::value_input::Conflict;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::value_place::name_of;
use crate::browser::model::update::value_preview::preview;
use crate::browser::model::update::value_write;
use crate::record::edit::TypedValue;
use crate::redaction::{MARK, Mask};
use crate::session::prompt::Prompt;

/// Shows the three values and what can be done.
pub(crate) fn show(shared: &mut Shared) {
    let at = shared.overlay.as_ref().and_then(Overlay::choice).cloned();
    let at = at.or(Some(Choice::OfValue(ValueChoice::EditOn)));
    shared.overlay = screen(shared).map(|screen| screen.at(at.as_ref()));
}

/// Shows them anew where the file has changed again; closes the list where nothing is in dispute any more.
pub(crate) fn renew(shared: &mut Shared) {
    if shared.overlay.as_ref().is_some_and(is_conflict) {
        show(shared);
    }
}

fn is_conflict(overlay: &Overlay) -> bool {
    overlay.first_choice() == Some(&Choice::OfValue(ValueChoice::EditOn))
}

fn screen(shared: &Shared) -> Option<Overlay> {
    let input = shared.value_input.as_deref()?;
    let Some(Conflict::Theirs(theirs)) = &input.conflict else { return None };
    let is_covered = shared.mask == Mask::All && input.shown_under != Mask::All;
    let text = |value: Option<&TypedValue>| match value {
        None => "(nothing)".to_owned(),
        Some(_) if is_covered => MARK.to_owned(),
        Some(value) => input.typed_field().text_of(value).unwrap_or_else(|| value.toml("\n")),
    };
    let typed = if is_covered { MARK.to_owned() } else { input.prompt().text() };
    let shown = |term: &str, words: &str| {
        let lines = words.split('\n').enumerate().map(|(number, line)| OverlayLine {
            term: if number == 0 { term.to_owned() } else { String::new() },
            // A line without a term would be a heading.
            meaning: if line.is_empty() { " ".to_owned() } else { line.to_owned() },
            note: " ".to_owned(),
            ..OverlayLine::default()
        });
        lines.collect::<Vec<_>>()
    };
    let values = [
        shown("when you began", &text(input.open.base.as_ref())),
        shown("in the file now", &text(theirs.as_ref())),
        shown("what you typed", &typed),
    ];
    let choice = |term: &str, meaning: &str, choice: ValueChoice| OverlayLine {
        term: term.to_owned(),
        meaning: meaning.to_owned(),
        choice: Some(Choice::OfValue(choice)),
        ..OverlayLine::default()
    };
    let choices = [
        choice("edit on", "go back to what you typed; nothing is written", ValueChoice::EditOn),
        choice(
            "write mine",
            "over the value in the file; nothing else of it changes",
            ValueChoice::WriteMine,
        ),
        choice("take theirs", "into the input; undo brings back yours", ValueChoice::TakeTheirs),
    ];
    let gap = OverlayLine::default();
    let entries = values.into_iter().flatten().chain([gap]).chain(choices).collect();
    let label = input.of.field.label;
    let title =
        format!("{label} of {} was changed elsewhere", name_of(shared, &input.place.record));
    Some(Overlay::of(title, entries))
}

/// Does what was chosen.
pub(crate) fn choose(shared: &mut Shared, choice: &ValueChoice) -> Vec<Effect> {
    shared.overlay = None;
    match choice {
        ValueChoice::WriteMine => value_write::write(shared),
        ValueChoice::TakeTheirs => take_theirs(shared),
        ValueChoice::EditOn | ValueChoice::Quit => Vec::new(),
    }
}

/// Puts the value into the input that the file has by now.
pub(crate) fn take_theirs(shared: &mut Shared) -> Vec<Effect> {
    let Some(input) = &mut shared.value_input else { return Vec::new() };
    match input.conflict.take() {
        Some(Conflict::Theirs(theirs)) => {
            let text = match &theirs {
                Some(value) => input.typed_field().text_of(value).unwrap_or_default(),
                None => String::new(),
            };
            input.open.begin_with(theirs);
            input.base_text.clone_from(&text);
            input.resume(Prompt::of(&text));
            input.said =
                Some("this is the value that the file has now; undo brings back yours".to_owned());
        }
        gone => {
            input.said = Some("no one else has changed this value".to_owned());
            input.conflict = gone;
        }
    }
    preview(shared)
}
