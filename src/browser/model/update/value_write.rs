//! Writes a value that was typed, or removes a field, and says what came of it.

use std::path::Path;
use std::sync::Arc;

use crate::browser::model::edit::undo::{
    CompletedEdit, EditOf, EditedValue, PendingEdit, PendingValue, ReturnNote, ValueDifference,
};
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::value_input::{Conflict, Elsewhere, ValueInput, ValuePlace};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::change_review::{self, replaces_undone};
use crate::browser::model::update::edit_refusal::report_refusal;
use crate::browser::model::update::value_place::{
    field_of, is_yes, name_of, path_of, why_not, written_text,
};
use crate::collection::{Collection, File};
use crate::exchange::{Change, ChangedFile, OtherText, PlannedChange};
use crate::record::edit::ValueEdit;
use crate::record::{FieldId, Id};
use crate::redaction::{Mask, MaskedCollection};
use crate::session::doubted_quotes::ChangedValue;
use crate::session::file_edit::{EditRefusal, FileEdit, FileEditKind};
use crate::session::typed_edit::{FieldEdit, TypedEdit};
use crate::session::write_order::text_in;
use crate::session::{FieldNow, WriteOrder, WriteOutcome};
use crate::text::{clip, clip_words, visible};

/// What is said where another program doubled the row whose field is typed, and moved it.
const ALIKE: &str = "several events, groups or quotes are alike now, and which is meant is unknown";

/// The most cells of a value that the status line repeats.
const REPEATED: usize = 24;
/// The most cells of what `check` has against a value that was written.
const REASON: usize = 160;

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
    let name = name_of(shared, &place.record);
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
        shared.say("nothing was removed");
        return Vec::new();
    }
    let Some(all) = shared.collection.clone() else { return Vec::new() };
    let Some(located) = all.get(place.record.as_str()) else { return Vec::new() };
    let Some(of) = field_of(&place, located.record) else { return Vec::new() };
    let path = path_of(&place, located);
    let edit =
        TypedEdit { kind: of.kind, fields: vec![FieldEdit { path, edit: ValueEdit::Remove }] };
    let before = written_text(&place, located.record);
    let edited = EditedValue {
        is_confidential: is_confidential(&all, &place.record),
        difference: ValueDifference::of(&before, "", false),
        place,
        label: of.field.label,
        is_removed: true,
    };
    match sent(shared, located.file, &edit, edited, None) {
        Ok(effects) => effects,
        Err(Unsent { refused: Some(refused), .. }) => {
            report_refusal(shared, "The field was not removed", refused, None);
            Vec::new()
        }
        Err(Unsent { refused: None, .. }) => {
            shared.say("the field is not there; nothing was written");
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
    let new = input.as_ref().map(|input| input.intended().1).unwrap_or_default();
    let creates = new.iter().map(|new| new.created(&shared.today));
    let files: Vec<ChangedFile> = creates.chain([splices]).collect();
    let change = Change { label: format!("{verb} {}", edited.label), files };
    // A record and the link to it are written together or not at all.
    let is_together = !new.is_empty();
    if is_together && let Err(refused) = planned_with_new(shared, &change) {
        return Err(Unsent { refused: Some(refused), input });
    }
    let input = input.map(|mut input| {
        input.refused_on = Some(Arc::clone(&before));
        if input.open.is_elsewhere(&before) {
            input.elsewhere = Elsewhere::Changed;
        }
        input
    });
    let due = PendingEdit::Value(PendingValue { file: path.clone(), edited, input });
    if is_together {
        let files = change.count_files();
        let order = WriteOrder::Exact(Arc::new(change));
        return Ok(change_review::send(shared, due, order, files));
    }
    shared.written.due = Some(due);
    let edit = FileEdit { file: path, before, change: FileEditKind::Change(change) };
    Ok(vec![Effect::Rewrite(edit)])
}

/// Returns an edit with the records that are created for it.
fn planned_with_new(shared: &Shared, change: &Change) -> Result<PlannedChange, EditRefusal> {
    let text_of = |path: &Path| {
        if let Some(text) = shared.written.state_of(path) {
            return text;
        }
        text_in(shared.collection.as_deref()?, path)
    };
    change.plan(text_of).map_err(|OtherText(path)| EditRefusal {
        what: format!("there is a file {} already", shared.masked_path(&path)),
        remedy: "choose a record of it, or give the new one another name".to_owned(),
    })
}

/// Has the value written that is typed.
pub(crate) fn write(shared: &mut Shared) -> Vec<Effect> {
    let Some(mut input) = shared.value_input.take() else { return Vec::new() };
    if !input.is_changed() {
        shared.say("no change; nothing was written");
        return Vec::new();
    }
    if input.conflict.as_ref().is_some_and(Conflict::has_no_place) {
        let said = match &input.conflict {
            Some(Conflict::Alike) => ALIKE,
            Some(Conflict::Gone | Conflict::Theirs(_)) | None => "the record is gone",
        };
        input.said = Some(format!("{said}; Esc keeps what you typed"));
        shared.value_input = Some(input);
        return Vec::new();
    }
    let said = match (input.read().question, shared.collection.clone()) {
        (Some(question), _) => Some(question),
        (None, Some(_)) if input.prompt().text().trim().is_empty() => {
            Some("nothing is typed; :remove takes the field out of the file".to_owned())
        }
        (None, Some(_)) if input.warn() => None,
        (None, Some(all)) => match write_into(shared, &all, input) {
            Ok(effects) => return effects,
            Err(unsent) => {
                let Some(mut input) = unsent.input else { return Vec::new() };
                let Some(EditRefusal { what, remedy }) = unsent.refused else {
                    shared.say("no change; nothing was written");
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
    mut input: Box<ValueInput>,
) -> Result<Vec<Effect>, Unsent> {
    let refused = |what: &str, input| {
        let refused =
            EditRefusal { what: what.to_owned(), remedy: "Esc keeps what you typed".to_owned() };
        Err(Unsent { refused: Some(refused), input: Some(input) })
    };
    let Some(located) = all.get(input.place.record.as_str()) else {
        return refused("the record is gone", input);
    };
    let path = match input.open.now(&located, &text_of(shared, located.file)) {
        FieldNow::Same(path) | FieldNow::Changed { path, .. } => path,
        FieldNow::Gone => return refused("the event, group or quote is gone", input),
        FieldNow::Alike => return refused(ALIKE, input),
    };
    input.place.row = path.row;
    let (typed, base) = (input.prompt().text(), input.open.base.as_ref());
    let edit = input.typed_field().edits(input.of.kind, &path, base, &typed);
    let Some(edit) = edit else { return refused("what is typed is no value", input) };
    let (place, label) = (input.place.clone(), input.of.field.label);
    let is_list = input.typed_field().is_list();
    let edited = EditedValue {
        is_confidential: is_confidential(all, &place.record),
        difference: ValueDifference::of(&input.base_text, &typed, is_list),
        place,
        label,
        is_removed: false,
    };
    sent(shared, located.file, &edit, edited, Some(input))
}

/// Returns whether the values of a record are covered where only what is confidential is masked.
pub(crate) fn is_confidential(all: &Collection, record: &Id) -> bool {
    MaskedCollection::new(all, Mask::Confidential).is_masked(record)
}

/// Takes what became of writing a value, and has the file read again.
pub(crate) fn written(
    shared: &mut Shared,
    pending: PendingValue,
    WriteOutcome { result, changes }: WriteOutcome,
) -> Vec<Effect> {
    let PendingValue { file, edited, input } = pending;
    match result {
        Ok(written) => {
            let inverse = written.inverse;
            shared.drafts.retain(|draft| draft.place != edited.place);
            shared.keep_in_list(&edited.place.record);
            let dropped = {
                let (of, at) = (EditOf::Value(edited.clone()), shared.written.now);
                shared.written.remember(CompletedEdit { file, inverse, of, at })
            };
            remember_change(shared, input.as_deref());
            let mut rest = String::new();
            if input.as_ref().is_some_and(|input| input.elsewhere == Elsewhere::Changed) {
                rest.push_str("; applied to the changed file");
            }
            rest.push_str(&replaces_undone(dropped));
            report_done(shared, &edited, input.as_deref(), &rest);
            if let Some(input) = input.filter(|input| input.open.base.is_none()) {
                shared.awaited_field = Some(input.place);
            }
        }
        Err(refused) => {
            let refused = change_review::in_words(shared, refused);
            if let Some(mut input) = input {
                let EditRefusal { what, remedy } = refused;
                input.said = Some(format!("not written: {what}; {remedy}"));
                shared.value_input = Some(input);
            } else {
                report_refusal(shared, "The field was not removed", refused, None);
            }
        }
    }
    change_review::read_again(shared, changes)
}

/// Remembers for which value the quotes of a field were chosen.
fn remember_change(shared: &mut Shared, input: Option<&ValueInput>) {
    let Some((input, all)) = input.zip(shared.collection.clone()) else { return };
    let Some(located) = all.get(input.place.record.as_str()) else { return };
    let cited = input.place.cited(located.record).filter(|_| input.of.is_citable());
    let Some(cited) = cited else { return };
    let changed = ChangedValue::of(input.open.clone(), cited, input.of.field, located.record);
    shared.value_changes.change(Arc::new(changed.into_iter().collect()));
}

/// Has an edit of several fields written that was not typed.
pub(crate) fn write_edit(
    shared: &mut Shared,
    file: &File,
    edit: &TypedEdit,
    edited: EditedValue,
) -> Vec<Effect> {
    match sent(shared, file, edit, edited, None) {
        Ok(effects) => effects,
        Err(Unsent { refused: Some(refused), .. }) => {
            report_refusal(shared, "Nothing was written", refused, None);
            Vec::new()
        }
        Err(Unsent { refused: None, .. }) => Vec::new(),
    }
}

/// Says what was written, what `check` has against it, and the rest.
fn report_done(shared: &mut Shared, edited: &EditedValue, input: Option<&ValueInput>, rest: &str) {
    let (label, name) = (edited.label, name_of(shared, &edited.place.record));
    if edited.is_removed {
        return shared
            .notify_of(&name, |name| format!("{label} removed from {name}; u undoes it{rest}"));
    }
    // Where Enter was faster than the answer, the findings are those of fewer letters.
    let answered = input.filter(|input| input.answered == input.generation);
    let coming = answered.map(|input| input.preview.findings.coming.iter());
    let mut coming = coming.into_iter().flatten();
    let first = coming.clone().find(|finding| !finding.is_elsewhere);
    let objection =
        input.and_then(|input| input.read().objection).or_else(|| Some(first?.message.clone()));
    // That nothing links to the place before, for one, is no objection to the value.
    let elsewhere = coming.find(|finding| finding.is_elsewhere).map(|finding| {
        format!("; check now says elsewhere: {}", shared.masked_sentence(&finding.message))
    });
    let elsewhere = elsewhere.filter(|_| objection.is_none()).unwrap_or_default();
    let stale = input.and_then(|input| stale_title(shared, edited, input)).unwrap_or_default();
    let rest = &format!("{stale}{rest}{elsewhere}");
    let asks = input.is_some_and(|input| input.of.is_citable());
    let asks = if asks { "; c: which words say so?" } else { "" };
    let new = input.map(|input| input.intended().1).unwrap_or_default();
    let created = match new.as_slice() {
        [] => String::new(),
        [one] => format!(" with a new {}", one.new.kind.name()),
        several => format!(" with {} new records", several.len()),
    };
    let Some(objection) = objection else {
        return shared.notify_of(&name, |name| {
            format!("{label} written to {name}{created}; u undoes it{asks}{rest}")
        });
    };
    // The words of a masked value are covered like any others; the reason comes first, and a long message wraps.
    let words = shared.masked().map(|all| all.finding(&edited.place.record, &objection));
    let words = clip_words(&visible(&words.unwrap_or_default()), REASON);
    shared.notice =
        Some(format!("check objects: {words}; {label} written{created}; u undoes it{asks}{rest}"));
}

/// Returns that the title of the record still has the words of the value before, and lacks those of the new one.
fn stale_title(shared: &Shared, edited: &EditedValue, input: &ValueInput) -> Option<String> {
    let place = &edited.place;
    if place.row.is_some() || place.field == FieldId::Title {
        return None;
    }
    let located = shared.collection.as_deref()?.get(place.record.as_str())?;
    let title = located.record.fields.get(FieldId::Title)?.items.first()?.value.written();
    let has = |value: &str| {
        let (title, value) = (words_of(&title), words_of(value));
        !value.is_empty() && title.windows(value.len()).any(|words| words == value)
    };
    let before = &input.base_text;
    let is_stale = has(before) && !has(&input.prompt().text());
    let before = is_stale.then(|| shared.masked().map(|all| all.finding(&place.record, before)));
    Some(format!("; the title still says {}", clip(&before??, REPEATED)))
}

/// Returns the words of a text, in small letters.
fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Says that a value was undone.
pub(crate) fn report_undone(shared: &mut Shared, edited: &EditedValue, note: &ReturnNote) {
    let (label, name) = (edited.label, name_of(shared, &edited.place.record));
    let rest = rest_of_file(note);
    shared.notify_of(&name, |name| format!("undone: {label} of {name}; {rest} (Ctrl-r redoes it)"));
}

/// Returns what the file is after an edit was undone.
pub(crate) fn rest_of_file(note: &ReturnNote) -> &'static str {
    if note.is_moved { "what others changed in the file stays" } else { "the file is as before" }
}

/// Says that a value was written again.
pub(crate) fn report_redone(shared: &mut Shared, edited: &EditedValue, note: &ReturnNote) {
    let (label, name) = (edited.label, name_of(shared, &edited.place.record));
    let rest = if note.is_moved { "; applied to the changed file" } else { "" };
    shared.notify_of(&name, |name| format!("redone: {label} of {name}; u undoes it{rest}"));
}
