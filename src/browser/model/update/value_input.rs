//! Types a value in place: opens the input, has each state of it checked, writes it, and goes on where others changed the
//! file meanwhile.

use std::path::Path;
use std::sync::Arc;

use crate::browser::model::edit::undo::{
    CompletedEdit, EditOf, EditedValue, PendingEdit, PendingValue,
};
use crate::browser::model::input::command::ValueCommand;
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::value_input::{
    Conflict, FieldOfPlace, TypingStep, ValueDraft, ValueInput, ValuePlace, VerticalStep,
};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::edit_refusal::report_refusal;
use crate::collection::{Changes, Collection, File, Located};
use crate::exchange::{Change, ChangedFile};
use crate::record::edit::{FieldPath, RowPath, TypedValue, ValueEdit, field_value};
use crate::record::{FieldId, Id, Record, Shape, fields, row_fields};
use crate::session::edit_preview::{PreviewRequest, ValuePreview};
use crate::session::file_edit::{EditRefusal, FileEdit, FileEditKind};
use crate::session::line_edit::LineEdit;
use crate::session::typed_edit::{FieldEdit, TypedEdit};
use crate::session::value_suggestions::SuggestionRequest;

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

/// Why a collection cannot be changed now, in words for the status line.
pub(crate) fn why_not(shared: &Shared) -> Option<&'static str> {
    if shared.about.sample {
        return Some("this is the built-in sample (read-only); make your own: casebook init DIR");
    }
    if shared.collection.is_none() || shared.is_arriving() {
        return Some("the files are still being read; try again when they are");
    }
    None
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
    let located = all.get(place.record.as_str()).ok_or(None)?;
    let of = field_of(&place, located.record).ok_or(None)?;
    if matches!(of.field.shape, Shape::Rows(_)) {
        return Err(Some("events, groups and quotes are edited one by one".to_owned()));
    }
    if consent == MaskConsent::Unasked && is_masked(shared, &place) {
        shared.overlay = Some(ask_unmask(of, place));
        return Err(None);
    }
    let text = located.file.now().text();
    let base = field_value(&text, &path_of(&place, located));
    let words = Arc::new(all.settings().vocabularies());
    let row_key = row_key(&text, &place, located);
    let input = ValueInput::of(place, of, base, words);
    let mut input = input.ok_or_else(|| {
        Some("this value can only be changed in an editor: e opens the file".to_owned())
    })?;
    (input.row_key, input.shown_under) = (row_key, shared.mask);
    let draft = shared.drafts.iter().position(|draft| draft.place == input.place);
    if let Some(draft) = draft.map(|at| shared.drafts.remove(at)) {
        input.resume(draft.prompt);
        input.said =
            Some("this is what you typed before; undo brings back what the file has".to_owned());
    }
    Ok(input)
}

/// Returns what the format says of a field in its place.
pub(crate) fn field_of(place: &ValuePlace, record: &Record) -> Option<FieldOfPlace> {
    let kind = record.kind;
    let siblings = place.row.map_or_else(|| fields(kind), |row| row_fields(row.kind));
    let field = siblings.iter().find(|field| field.name == place.field)?;
    Some(FieldOfPlace { kind, field, siblings })
}

/// Returns where a field is in its file.
fn path_of(place: &ValuePlace, located: Located<'_>) -> FieldPath {
    // A record that is a file of its own has no header.
    let header = (!located.record.at.is_empty()).then(|| place.record.clone());
    FieldPath { header, row: place.row, field: place.field }
}

/// Returns the key of the row that a field is in.
fn row_key(text: &str, place: &ValuePlace, located: Located<'_>) -> Option<String> {
    place.row?;
    let key = FieldPath { field: FieldId::Key, ..path_of(place, located) };
    match field_value(text, &key)? {
        TypedValue::Text(key) => Some(key),
        TypedValue::Number(_)
        | TypedValue::YesNo(_)
        | TypedValue::List(_)
        | TypedValue::Table(_) => None,
    }
}

/// Returns whether the screen does not show the value of a field as it is.
fn is_masked(shared: &Shared, place: &ValuePlace) -> bool {
    let Some((masked, all)) = shared.masked().zip(shared.collection.as_deref()) else {
        return true;
    };
    let (Some(seen), Some(located)) =
        (masked.get(place.record.as_str()), all.get(place.record.as_str()))
    else {
        return true;
    };
    let words = |record: &Record| -> Option<Vec<String>> {
        let fields = match place.row {
            Some(RowPath { kind, number }) => &record.rows(kind).nth(number)?.fields,
            None => &record.fields,
        };
        let items = &fields.get(place.field)?.items;
        Some(items.iter().map(|item| item.value.written().to_string()).collect())
    };
    words(&seen.record) != words(located.record)
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
    shared.notice = Some("the value stays masked".to_owned());
    Vec::new()
}

/// Returns whether yes was typed into the overlay that asks.
fn is_yes(shared: &Shared) -> bool {
    let prompt = shared.overlay.as_ref().and_then(Overlay::prompt);
    prompt.is_some_and(|prompt| matches!(prompt.text().trim(), "y" | "Y" | "yes"))
}

/// Asks whether a field is to be removed.
pub(crate) fn ask_removal(shared: &mut Shared, place: ValuePlace) {
    if let Some(why_not) = why_not(shared) {
        shared.notice = Some(why_not.to_owned());
        return;
    }
    let Some(of) = shared
        .collection
        .as_deref()
        .and_then(|all| field_of(&place, all.get(place.record.as_str())?.record))
    else {
        return;
    };
    let name = shared.masked().map(|masked| masked.name_of(&place.record)).unwrap_or_default();
    let line = OverlayLine {
        meaning: "Enter after y removes the field with its value; Esc keeps it".to_owned(),
        choice: Some(Choice::RemoveField(place)),
        ..OverlayLine::default()
    };
    let title = format!("Remove {} from {name}?", of.field.label);
    shared.overlay = Some(Overlay::asking(title, "type y to remove it", "", line));
}

/// Removes a field, if that is what was typed.
pub(crate) fn remove(shared: &mut Shared, place: ValuePlace) -> Vec<Effect> {
    let is_yes = is_yes(shared);
    shared.overlay = None;
    if !is_yes {
        shared.notice = Some("nothing was removed".to_owned());
        return Vec::new();
    }
    let Some(all) = shared.collection.clone() else { return Vec::new() };
    let Some(located) = all.get(place.record.as_str()) else { return Vec::new() };
    let Some(of) = field_of(&place, located.record) else { return Vec::new() };
    let path = path_of(&place, located);
    let edit =
        TypedEdit { kind: of.kind, fields: vec![FieldEdit { path, edit: ValueEdit::Remove }] };
    let edited = EditedValue { place, label: of.field.label, is_removed: true };
    match sent(shared, located.file, &edit, edited, None) {
        Ok(effects) => effects,
        Err(Unsent { refused: Some(refused), .. }) => {
            report_refusal(shared, "The field was not removed", refused, None);
            Vec::new()
        }
        Err(Unsent { refused: None, .. }) => {
            shared.notice = Some("the field is not there; nothing was written".to_owned());
            Vec::new()
        }
    }
}

/// Returns the text that a file is known to have: as it was written last, or read.
pub(crate) fn text_of(shared: &Shared, file: &File) -> Arc<str> {
    shared.written.text_of(&file.path).unwrap_or_else(|| file.now().text().to_string().into())
}

/// Why an edit was not sent to be written, and the input that it came from.
struct Unsent {
    /// Why it cannot be made; `None` where it changes nothing.
    refused: Option<EditRefusal>,
    input: Option<Box<ValueInput>>,
}

/// Has an edit written.
fn sent(
    shared: &mut Shared,
    file: &File,
    edit: &TypedEdit,
    edited: EditedValue,
    input: Option<Box<ValueInput>>,
) -> Result<Vec<Effect>, Unsent> {
    if shared.written.due.is_some() {
        let refused = EditRefusal {
            what: "another edit is still being saved".to_owned(),
            remedy: "try again in a moment".to_owned(),
        };
        return Err(Unsent { refused: Some(refused), input });
    }
    let before = text_of(shared, file);
    let after = match edit.applied_to(&before) {
        Ok(after) if *after == *before => return Err(Unsent { refused: None, input }),
        Ok(after) => after,
        Err(refused) => return Err(Unsent { refused: Some(refused), input }),
    };
    let path = file.path.clone();
    let splices = ChangedFile::between(&path, &before, &after);
    let verb = if edited.is_removed { "remove" } else { "change" };
    let change = Change { label: format!("{verb} {}", edited.label), files: vec![splices] };
    let input = input.map(|mut input| {
        input.refused_on = Some(Arc::clone(&before));
        input
    });
    let pending = PendingValue { file: path.clone(), edited, input };
    shared.written.due = Some(PendingEdit::Value(pending));
    let edit = FileEdit { file: path, before, change: FileEditKind::Change(change) };
    shared.written.expect(&edit);
    Ok(vec![Effect::Rewrite(edit)])
}

/// Puts a text in, letter for letter.
pub(crate) fn insert(shared: &mut Shared, text: &str) -> Vec<Effect> {
    let Some(input) = &mut shared.value_input else { return Vec::new() };
    if text == " " && input.toggle_suggestion() {
        return preview(shared);
    }
    // Values of a list that have no commas can be typed with commas between them.
    let field = input.of.field;
    let parts = text == "," && input.typed_field().is_list() && field.shape.is_short();
    let is_word = text.chars().count() == 1 && !text.contains(char::is_whitespace);
    let step = if is_word { TypingStep::Joined } else { TypingStep::Alone };
    let text = if parts { "\n" } else { text };
    input.change(step, |prompt| prompt.insert_exactly(text));
    preview(shared)
}

/// Edits the text.
pub(crate) fn edit(shared: &mut Shared, edit: LineEdit) -> Vec<Effect> {
    let Some(input) = &mut shared.value_input else { return Vec::new() };
    let before = input.prompt().text();
    input.change(TypingStep::Alone, |prompt| prompt.edit(edit));
    if input.prompt().text() == before { Vec::new() } else { preview(shared) }
}

/// Does what a key means in the input.
pub(crate) fn perform(shared: &mut Shared, command: ValueCommand) -> Vec<Effect> {
    let cells = ValueInput::cells(shared.areas().body);
    let Some(input) = &mut shared.value_input else { return Vec::new() };
    match command {
        ValueCommand::Accept if input.take_suggestion() => return preview(shared),
        ValueCommand::Accept if input.conflict.is_some() => {
            input.said = Some(
                "the file has another value by now: Ctrl-s writes yours over it, Ctrl-t takes that one"
                    .to_owned(),
            );
        }
        ValueCommand::Accept | ValueCommand::Write => return write(shared),
        ValueCommand::Break => {
            input.change(TypingStep::Alone, |prompt| prompt.insert_exactly("\n"));
            return preview(shared);
        }
        ValueCommand::Leave => leave(shared),
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
        ValueCommand::TakeTheirs => {
            take_theirs(input);
            return preview(shared);
        }
    }
    Vec::new()
}

fn suggest(input: &mut ValueInput, step: VerticalStep) {
    if !input.step_suggestion(step) {
        input.said = Some("nothing is suggested for what is typed".to_owned());
    }
}

/// Puts the value into the input that the file has by now.
fn take_theirs(input: &mut ValueInput) {
    match input.conflict.take() {
        Some(Conflict::Theirs(theirs)) => {
            let text = match &theirs {
                Some(value) => input.typed_field().text_of(value).unwrap_or_default(),
                None => String::new(),
            };
            (input.base, input.base_text) = (theirs, text.clone());
            input.resume(crate::session::prompt::Prompt::of(&text));
            input.said =
                Some("this is the value that the file has now; undo brings back yours".to_owned());
        }
        gone => {
            input.said = Some("no one else has changed this value".to_owned());
            input.conflict = gone;
        }
    }
}

/// Closes the input; asks once where something was typed, and keeps that for the next time.
fn leave(shared: &mut Shared) {
    let Some(input) = &mut shared.value_input else { return };
    if input.leave_suggestions() {
        return;
    }
    if !input.is_changed() {
        shared.value_input = None;
        return;
    }
    if !input.is_leaving {
        input.is_leaving = true;
        input.said = Some(
            "not written yet: Esc again closes this, and i brings back what you typed".to_owned(),
        );
        return;
    }
    if let Some(input) = shared.value_input.take() {
        keep_draft(shared, &input);
        shared.notice =
            Some("nothing was written; i on the field brings back what you typed".to_owned());
    }
}

fn keep_draft(shared: &mut Shared, input: &ValueInput) {
    shared.drafts.retain(|draft| draft.place != input.place);
    shared.drafts.push(ValueDraft { place: input.place.clone(), prompt: input.prompt().clone() });
}

/// Has the value written.
fn write(shared: &mut Shared) -> Vec<Effect> {
    let Some(mut input) = shared.value_input.take() else { return Vec::new() };
    if !input.is_changed() {
        shared.notice = Some("no change; nothing was written".to_owned());
        return Vec::new();
    }
    if input.conflict == Some(Conflict::Gone) {
        input.said = Some("the record is gone; Esc keeps what you typed".to_owned());
        shared.value_input = Some(input);
        return Vec::new();
    }
    let said = match (input.read().question, shared.collection.clone()) {
        (Some(question), _) => Some(question),
        (None, Some(_)) if input.prompt().text().trim().is_empty() => {
            Some("nothing is typed; :remove takes the field out of the file".to_owned())
        }
        (None, Some(all)) => match write_into(shared, &all, input) {
            Ok(effects) => return effects,
            Err(unsent) => {
                let Some(mut input) = unsent.input else { return Vec::new() };
                let Some(EditRefusal { what, remedy }) = unsent.refused else {
                    shared.notice = Some("no change; nothing was written".to_owned());
                    return Vec::new();
                };
                input.said = Some(format!("not written: {what}; {remedy}"));
                shared.value_input = Some(input);
                return Vec::new();
            }
        },
        (None, None) => None,
    };
    input.said = said;
    shared.value_input = Some(input);
    Vec::new()
}

fn write_into(
    shared: &mut Shared,
    all: &Collection,
    input: Box<ValueInput>,
) -> Result<Vec<Effect>, Unsent> {
    let refused = |what: &str, input| {
        let refused =
            EditRefusal { what: what.to_owned(), remedy: "Esc keeps what you typed".to_owned() };
        Err(Unsent { refused: Some(refused), input: Some(input) })
    };
    let Some(located) = all.get(input.place.record.as_str()) else {
        return refused("the record is gone", input);
    };
    let path = path_of(&input.place, located);
    let typed = input.prompt().text();
    let edit = input.typed_field().edits(input.of.kind, &path, input.base.as_ref(), &typed);
    let Some(edit) = edit else { return refused("what is typed is no value", input) };
    let (place, label) = (input.place.clone(), input.of.field.label);
    let edited = EditedValue { place, label, is_removed: false };
    sent(shared, located.file, &edit, edited, Some(input))
}

/// Asks what `check` would say of what is typed, and what else could be.
fn preview(shared: &mut Shared) -> Vec<Effect> {
    shared.previews += 1;
    let generation = shared.previews;
    let Some((input, all)) = shared.value_input.as_mut().zip(shared.collection.as_ref()) else {
        return Vec::new();
    };
    input.generation = generation;
    let Some(located) = all.get(input.place.record.as_str()) else { return Vec::new() };
    let path = path_of(&input.place, located);
    let typed = input.prompt().text();
    let edits = || input.typed_field().edits(input.of.kind, &path, input.base.as_ref(), &typed);
    let edit = if input.is_changed() { edits() } else { None };
    let field = input.of.field;
    let suggest = SuggestionRequest::has_any(field).then(|| SuggestionRequest {
        kind: input.of.kind,
        row: input.place.row.map(|row| row.kind),
        field: field.name,
        typed: input.begun(),
    });
    if edit.is_none() {
        // Nothing would change.
        input.preview.findings = crate::session::FindingChanges::default();
        input.preview.refused = None;
    }
    if edit.is_none() && suggest.is_none() {
        return Vec::new();
    }
    let (file, before) = (located.file.path.clone(), located.file.now().text().to_string().into());
    let request = PreviewRequest { file, before, edit, suggest };
    vec![Effect::Preview { generation, request: Box::new(request) }]
}

/// Takes the answer to what was typed, unless more was typed since.
pub(crate) fn previewed(shared: &mut Shared, generation: u64, preview: ValuePreview) {
    let input = shared.value_input.as_mut().filter(|input| input.generation == generation);
    if let Some(input) = input {
        input.preview = preview;
    }
}

/// Compares the value that is being typed with the one that the file has now. Where only other places of the file changed,
/// the edit goes on upon the new text.
pub(crate) fn collection_changed(shared: &mut Shared) -> Vec<Effect> {
    let Some((input, all)) = shared.value_input.as_mut().zip(shared.collection.clone()) else {
        return Vec::new();
    };
    let Some(located) = all.get(input.place.record.as_str()) else {
        input.conflict = Some(Conflict::Gone);
        return Vec::new();
    };
    let text = located.file.now().text();
    let now = field_value(&text, &path_of(&input.place, located));
    if input.place.row.is_some() && row_key(&text, &input.place, located) != input.row_key {
        input.conflict = Some(Conflict::Gone);
    } else if now == input.base {
        input.conflict = None;
    } else {
        let now_text = now.as_ref().and_then(|value| input.typed_field().text_of(value));
        if now_text.as_deref() == Some(&*input.prompt().text()) {
            // Someone else wrote the same.
            (input.base, input.base_text) = (now, now_text.unwrap_or_default());
            input.conflict = None;
        } else {
            input.conflict = Some(Conflict::Theirs(now));
        }
    }
    let tried = input.refused_on.take();
    let is_elsewhere = tried.is_some_and(|tried| *tried != *text) && input.conflict.is_none();
    if is_elsewhere && input.rebased < MOST_REBASED {
        input.rebased += 1;
        return write(shared);
    }
    preview(shared)
}

/// Takes what became of writing a value, and has the file read again.
pub(crate) fn written(
    shared: &mut Shared,
    pending: PendingValue,
    outcome: Result<Change, EditRefusal>,
) -> Vec<Effect> {
    let PendingValue { file, edited, input } = pending;
    match outcome {
        Ok(inverse) => {
            shared.drafts.retain(|draft| draft.place != edited.place);
            let words = words_of(shared, &edited);
            let done = if edited.is_removed { "removed from" } else { "written to" };
            let dropped = {
                let of = EditOf::Value(edited.clone());
                shared.written.remember(CompletedEdit { file: file.clone(), inverse, of })
            };
            let mut said = format!("{} {done} {}; u undoes it", words.label, words.name);
            if input.is_some_and(|input| input.rebased > 0) {
                said.push_str("; the file had changed elsewhere, and that is kept");
            }
            if dropped > 0 {
                said.push_str("; what was undone before cannot be redone now");
            }
            shared.notice = Some(said);
        }
        Err(EditRefusal { what, remedy }) => {
            if let Some(mut input) = input {
                input.said = Some(format!("not written: {what}; {remedy}"));
                shared.value_input = Some(input);
            } else {
                let refused = EditRefusal { what, remedy };
                report_refusal(shared, "The field was not removed", refused, None);
            }
        }
    }
    read_again(shared, &file)
}

/// A value that was changed, in words.
struct EditedWords {
    label: &'static str,
    name: String,
}

fn words_of(shared: &Shared, edited: &EditedValue) -> EditedWords {
    let name = |record: &Id| shared.masked().map(|masked| masked.name_of(record));
    EditedWords { label: edited.label, name: name(&edited.place.record).unwrap_or_default() }
}

/// Returns what is said of a value that was undone.
pub(crate) fn undone_message(shared: &Shared, edited: &EditedValue) -> String {
    let EditedWords { label, name } = words_of(shared, edited);
    format!("undone: {label} of {name}; the file is as before (Ctrl-r redoes it)")
}

/// Returns what is said of a value that was written again.
pub(crate) fn redone_message(shared: &Shared, edited: &EditedValue) -> String {
    let EditedWords { label, name } = words_of(shared, edited);
    format!("redone: {label} of {name}; u undoes it")
}

fn read_again(shared: &mut Shared, file: &Path) -> Vec<Effect> {
    vec![Effect::Reload { generation: shared.reloads.ask_of_own(), changes: Changes::at(file) }]
}
