//! Types a value in place: opens the input, has each state of it checked, and goes on where others change the file meanwhile.

use std::sync::Arc;

use crate::browser::model::destination::Destination;
use crate::browser::model::input::command::ValueCommand;
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::overlay::value_input::{
    Conflict, Elsewhere, FieldOfPlace, TypingStep, ValueDraft, ValueInput, ValuePlace, VerticalStep,
};
use crate::browser::model::page::DetailItem;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::value_place::{
    field_of, is_masked, is_yes, why_not, written_text,
};
use crate::browser::model::update::value_preview::preview;
use crate::browser::model::update::{value_conflict, value_draft, value_write};
use crate::record::{Shape, TypedEntry};
use crate::session::line_edit::LineEdit;
use crate::session::prompt::Prompt;
use crate::session::{FieldNow, OpenField};

/// How often a value is written again because the file changed elsewhere at that moment.
const MOST_REBASED: usize = 8;

/// Why a value is shown although the screen is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MaskConsent {
    /// Nothing was asked.
    Unasked,
    /// The user wants to see it.
    Given,
}

/// Opens the input for a field.
pub(crate) fn open(shared: &mut Shared, place: ValuePlace, consent: MaskConsent) -> Vec<Effect> {
    shared.overlay = None;
    if let Some(why_not) = why_not(shared) {
        shared.notice = Some(why_not.to_owned());
        return Vec::new();
    }
    match input_for(shared, place, consent) {
        Ok(input) => {
            shared.value_input = Some(Box::new(input));
            preview(shared)
        }
        Err(said) => {
            shared.notice = said;
            Vec::new()
        }
    }
}

fn input_for(
    shared: &mut Shared,
    place: ValuePlace,
    consent: MaskConsent,
) -> Result<ValueInput, Option<String>> {
    let all = shared.collection.clone().ok_or(None)?;
    let draft = shared.drafts.iter().find(|draft| draft.place == place).cloned();
    let Some(located) = all.get(place.record.as_str()) else {
        return gone(shared, draft.ok_or(None)?);
    };
    let of = field_of(&place, located.record).ok_or(None)?;
    if matches!(of.field.shape, Shape::Rows(_)) {
        return Err(Some("events, groups and quotes are edited one by one".to_owned()));
    }
    if consent == MaskConsent::Unasked && is_masked(shared, &place) {
        shared.overlay = Some(ask_unmask(of, place));
        return Err(None);
    }
    // What was written last may not be read yet.
    let text = value_write::text_of(shared, located.file).to_string();
    let open = OpenField::in_text(&all, text, &place.record, place.row, place.field);
    let Some(open) = open else {
        return gone(shared, draft.ok_or(None)?);
    };
    let words = Arc::new(all.settings().vocabularies());
    let written = written_text(&place, located.record);
    let input = ValueInput::of(place, of, open, words);
    let mut input = input.ok_or_else(|| {
        Some("this value can only be changed in an editor: e opens the file".to_owned())
    })?;
    if input.open.base.is_none() {
        input.begin_with_text(&written);
    }
    input.shown_under = shared.mask;
    if let Some(draft) = draft {
        shared.drafts.retain(|other| other.place != draft.place);
        if draft.open.base != input.open.base {
            input.conflict = Some(Conflict::Theirs(input.open.base.clone()));
            input.open.begin_with(draft.open.base);
        }
        input.resume_new(draft.new_records);
        input.resume(draft.prompt);
        input.said = Some("this is what you typed before; Ctrl-x discards it".to_owned());
    }
    Ok(input)
}

/// Returns the input with what was typed for a record that is gone.
fn gone(shared: &mut Shared, draft: ValueDraft) -> Result<ValueInput, Option<String>> {
    let words = shared.collection.as_deref().map(|all| all.settings().vocabularies());
    let words = Arc::new(words.unwrap_or_default());
    shared.drafts.retain(|other| other.place != draft.place);
    let ValueDraft { place, of, open, prompt, new_records } = draft;
    let mut input = ValueInput::of(place, of, open, words).ok_or(None)?;
    (input.conflict, input.shown_under) = (Some(Conflict::Gone), shared.mask);
    input.resume_new(new_records);
    input.resume(prompt);
    Ok(input)
}

fn ask_unmask(of: FieldOfPlace, place: ValuePlace) -> Overlay {
    let line = OverlayLine {
        meaning: "Enter after y shows the value while it is edited; Esc leaves it masked"
            .to_owned(),
        choice: Some(Choice::EditUnmasked(place)),
        ..OverlayLine::default()
    };
    Overlay::asking(
        format!("{} is masked: show it?", of.field.label),
        "type y to show it",
        "",
        line,
    )
}

/// Opens the input for a masked value, if that is what was typed.
pub(crate) fn unmask(shared: &mut Shared, place: ValuePlace) -> Vec<Effect> {
    if is_yes(shared) {
        return open(shared, place, MaskConsent::Given);
    }
    shared.overlay = None;
    shared.say("the value stays masked");
    Vec::new()
}

/// Puts a text in, letter for letter.
pub(crate) fn insert(shared: &mut Shared, text: &str) -> Vec<Effect> {
    let Some(input) = &mut shared.value_input else { return Vec::new() };
    if text == " " && input.toggle_suggestion() {
        return preview(shared);
    }
    // Values of a list that have no commas can be typed with commas between them.
    let is_parted = text == "," && TypedEntry::is_split_at_commas(input.of.field);
    let is_word = text.chars().count() == 1 && !text.contains(char::is_whitespace);
    let step = if is_word { TypingStep::Joined } else { TypingStep::Alone };
    // The space behind such a comma begins no value.
    let is_between = text == " " && input.is_at_new_item();
    let text = if is_parted { "\n" } else { text };
    if is_between {
        return Vec::new();
    }
    // Behind a value that was selected, another one begins.
    let is_another = input.has_toggled() && is_word;
    // No value begins with a space: another word is to follow the value.
    let replaces = input.is_selected() && text != " ";
    input.change(step, |prompt| {
        if replaces {
            *prompt = Prompt::default();
        }
        if is_another {
            prompt.insert_exactly("\n");
        }
        prompt.insert_exactly(text);
    });
    preview(shared)
}

/// Edits the text.
pub(crate) fn edit(shared: &mut Shared, edit: LineEdit) -> Vec<Effect> {
    let Some(input) = &mut shared.value_input else { return Vec::new() };
    let before = input.prompt().text();
    let deletes = input.is_selected() && edit.deletes();
    input.change(TypingStep::Alone, |prompt| {
        if deletes {
            *prompt = Prompt::default();
        }
        prompt.edit(edit);
    });
    if input.prompt().text() == before { Vec::new() } else { preview(shared) }
}

/// Does what a key means in the input.
pub(crate) fn perform(shared: &mut Shared, command: ValueCommand) -> Vec<Effect> {
    let body = shared.areas().body;
    let Some(input) = &mut shared.value_input else { return Vec::new() };
    let cells = input.cells(body);
    let was_new = input.selected_new().is_some();
    match command {
        ValueCommand::Accept if was_new && input.conflict.is_none() => {
            input.take_suggestion();
            return value_write::write(shared);
        }
        ValueCommand::Accept if input.take_suggestion() => return preview(shared),
        ValueCommand::Accept if matches!(input.conflict, Some(Conflict::Theirs(_))) => {
            value_conflict::show(shared);
        }
        ValueCommand::Accept | ValueCommand::Write => return value_write::write(shared),
        ValueCommand::WriteAsItIs => {
            input.overrule();
            return value_write::write(shared);
        }
        ValueCommand::Break => {
            input.change(TypingStep::Alone, |prompt| prompt.insert_exactly("\n"));
            return preview(shared);
        }
        ValueCommand::Leave => value_draft::leave(shared),
        ValueCommand::Discard => value_draft::discard(shared),
        ValueCommand::Undo | ValueCommand::Redo => {
            let is_undo = command == ValueCommand::Undo;
            let was = if is_undo { input.undo() } else { input.redo() };
            if was {
                return preview(shared);
            }
            let what = if is_undo { "undo" } else { "redo" };
            input.said = Some(format!("nothing to {what} in this input"));
        }
        ValueCommand::Up if input.suggestion().is_some() => {
            input.step_suggestion(VerticalStep::Up);
        }
        ValueCommand::Down if input.suggestion().is_some() => {
            input.step_suggestion(VerticalStep::Down);
        }
        ValueCommand::Up => _ = input.step_row(VerticalStep::Up, cells),
        ValueCommand::Down => {
            if !input.step_row(VerticalStep::Down, cells) {
                input.step_suggestion(VerticalStep::Down);
            }
        }
        ValueCommand::NextSuggestion => suggest(input, VerticalStep::Down),
        ValueCommand::PreviousSuggestion => suggest(input, VerticalStep::Up),
        ValueCommand::LineUp => {
            input.move_line(VerticalStep::Up);
            return preview(shared);
        }
        ValueCommand::LineDown => {
            input.move_line(VerticalStep::Down);
            return preview(shared);
        }
        ValueCommand::TakeTheirs => return value_conflict::take_theirs(shared),
    }
    // What check would say of a new record is said before it is created.
    let is_new = shared.value_input.as_ref().is_some_and(|input| input.selected_new().is_some());
    if was_new || is_new { preview(shared) } else { Vec::new() }
}

fn suggest(input: &mut ValueInput, step: VerticalStep) {
    if !input.step_suggestion(step) {
        input.said = Some("nothing is suggested for what is typed".to_owned());
    }
}

/// Compares the value that is being typed with the one that the file has now. Where only other places of the file changed,
/// the edit goes on upon the new text.
pub(crate) fn collection_changed(shared: &mut Shared) -> Vec<Effect> {
    let Some((input, all)) = shared.value_input.as_mut().zip(shared.collection.clone()) else {
        return Vec::new();
    };
    let located = all.get(input.place.record.as_str());
    let text = located.map(|located| located.file.now().text().to_string()).unwrap_or_default();
    let now = located.map_or(FieldNow::Gone, |located| input.open.now(&located, &text));
    if located.is_some() && input.open.is_elsewhere(&text) {
        input.elsewhere = Elsewhere::Changed;
    }
    let tried = input.refused_on.take();
    let was_gone = input.conflict.as_ref().is_some_and(Conflict::has_no_place);
    match now {
        FieldNow::Gone => input.conflict = Some(Conflict::Gone),
        FieldNow::Alike => input.conflict = Some(Conflict::Alike),
        FieldNow::Same(path) => {
            (input.place.row, input.conflict) = (path.row, None);
        }
        FieldNow::Changed { path, theirs } => {
            input.place.row = path.row;
            let now_text = theirs.as_ref().and_then(|value| input.typed_field().text_of(value));
            let typed = input.prompt().text();
            if now_text.as_deref().is_some_and(|now| input.is_same(now, &typed)) {
                // Someone else wrote the same.
                input.open.begin_with(theirs);
                input.base_text = now_text.unwrap_or_default();
                input.conflict = None;
            } else {
                input.conflict = Some(Conflict::Theirs(theirs));
            }
        }
    }
    let is_gone = input.conflict.as_ref().is_some_and(Conflict::has_no_place);
    if was_gone && !is_gone {
        // The selection went to another record meanwhile.
        input.said = None;
        if let Some(located) = located {
            let spot = DetailItem::of_field(input.place.field, located.record);
            let record = input.place.record.clone();
            shared.awaited_in_list = Some(record.clone());
            let spot = Some(spot).filter(|_| input.place.row.is_none());
            let target = JumpTarget { record, spot, quote: None };
            shared.destination = Some(Destination::Record { target, list: None });
        }
    }
    let is_elsewhere = tried.as_ref().is_some_and(|tried| **tried != *text);
    if is_elsewhere && input.conflict.is_none() && input.rebased < MOST_REBASED {
        input.rebased += 1;
        return value_write::write(shared);
    }
    let is_refused = tried.is_some() && matches!(input.conflict, Some(Conflict::Theirs(_)));
    if is_refused && shared.overlay.is_none() {
        value_conflict::show(shared);
    } else {
        value_conflict::renew(shared);
    }
    preview(shared)
}
