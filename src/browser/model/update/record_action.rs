//! Renames, copies and deletes the record that is shown: checks the id that was typed, or asks for one, and has it planned.

use std::path::Path;

use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::{Choice, RecordAction};
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::overlay::value_input::ValuePlace;
use crate::browser::model::page::{Role, StyledRun};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::edit_refusal::report_refusal;
use crate::browser::model::update::value_input::{self, MaskConsent};
use crate::browser::model::update::{change_review, value_place};
use crate::record::edit::RowPath;
use crate::record::{Field, Id, RowKind, Shape, fields, row_fields};
use crate::session::new_record::NewRecord;
use crate::session::prompt::Prompt;
use crate::session::{ChangeRequest, EditPlan, RecordEdit, RecordEditKind};

/// Which of the two gives a record, or its copy, an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum IdUse {
    Rename,
    Copy,
}

/// Does what was chosen to a record.
pub(crate) fn perform(
    shared: &mut Shared,
    shown: Option<&Id>,
    action: &RecordAction,
) -> Vec<Effect> {
    if let Some(why_not) = value_place::why_not(shared) {
        shared.overlay = None;
        shared.notice = Some(why_not.to_owned());
        return Vec::new();
    }
    let of_command = match action {
        RecordAction::RenameTo(id) => return take_id(shared, id, IdUse::Rename, &typed(shared)),
        RecordAction::CopyTo(id) => return take_id(shared, id, IdUse::Copy, &typed(shared)),
        RecordAction::Rename => Some((IdUse::Rename, "rename")),
        RecordAction::Copy => Some((IdUse::Copy, "copy")),
        RecordAction::AddRow(kind) => {
            shared.overlay = None;
            return add_row(shared, shown, *kind);
        }
        RecordAction::Delete => None,
    };
    let Some(shown) = shown.cloned() else {
        shared.overlay = None;
        shared.say("no record is shown; Enter opens one of the list");
        return Vec::new();
    };
    let Some((use_of, name)) = of_command else {
        shared.overlay = None;
        let called = shared.masked().map(|masked| masked.name_of(&shown)).unwrap_or_default();
        return change_review::begin(
            shared,
            ChangeRequest::Delete(shown),
            format!("Delete {called}"),
        );
    };
    // The command may have been chosen with other words than its name.
    let typed = typed(shared);
    let words: Vec<&str> = typed.split_whitespace().skip_while(|word| *word != name).collect();
    let new = words.get(1..).unwrap_or_default().join(" ");
    if new.is_empty() {
        ask(shared, &shown, use_of, None, None);
        return Vec::new();
    }
    take_id(shared, &shown, use_of, &new)
}

/// Adds an event, group or quote to a record, and has its first field typed.
fn add_row(shared: &mut Shared, shown: Option<&Id>, kind: RowKind) -> Vec<Effect> {
    let Some((id, all)) = shown.cloned().zip(shared.collection.clone()) else {
        shared.say("no record is shown; Enter opens one of the list");
        return Vec::new();
    };
    let Some(located) = all.get(id.as_str()) else { return Vec::new() };
    let name = kind.name();
    let is_rows = |field: &Field| matches!(field.shape, Shape::Rows(rows) if rows == kind);
    if !fields(located.record.kind).iter().any(is_rows) {
        let of = located.record.kind.with_article();
        shared.notice = Some(format!(
            "{of} has no {name}; cases have events, groups and quotes, sources have custody"
        ));
        return Vec::new();
    }
    let number = match kind {
        RowKind::Quote => located.record.quotes.len(),
        RowKind::Event | RowKind::Group | RowKind::Custody => located.record.rows(kind).count(),
    };
    let Some(first) = row_fields(kind).first() else { return Vec::new() };
    let edit =
        RecordEdit { id: id.clone(), kind: RecordEditKind::AddRow { kind, fields: Vec::new() } };
    let plan = EditPlan::of(&all, format!("add a {name} to {id}"), &[edit]);
    if let Some(refused) = plan.refused.into_iter().next() {
        report_refusal(shared, "Nothing was added", refused.refusal, None);
        return Vec::new();
    }
    let row = Some(RowPath { kind, number });
    shared.private_words.note_id(&all, &id, id.as_str());
    let effects = change_review::write_at_once(shared, plan.change);
    if !effects.is_empty() {
        shared.awaited_row = Some(ValuePlace { record: id, row, field: first.name });
    }
    effects
}

/// Opens the input for the first field of a row that was added, once the row is read.
pub(crate) fn show_added_row(shared: &mut Shared) -> Vec<Effect> {
    let is_there = |place: &ValuePlace| {
        let all = shared.collection.as_deref();
        let record = all.and_then(|all| all.get(place.record.as_str())).map(|at| at.record);
        record.zip(place.row).is_some_and(|(record, row)| match row.kind {
            RowKind::Quote => row.number < record.quotes.len(),
            RowKind::Event | RowKind::Group | RowKind::Custody => {
                row.number < record.rows(row.kind).count()
            }
        })
    };
    let Some(place) = shared.awaited_row.clone().filter(is_there) else { return Vec::new() };
    shared.awaited_row = None;
    let said = shared.notice.take();
    let effects = value_input::open(shared, place, MaskConsent::Unasked);
    shared.notice = shared.notice.take().or(said);
    effects
}

fn typed(shared: &Shared) -> String {
    let prompt = shared.overlay.as_ref().and_then(Overlay::prompt);
    prompt.map(Prompt::text).unwrap_or_default().trim().to_owned()
}

fn take_id(shared: &mut Shared, id: &Id, use_of: IdUse, typed: &str) -> Vec<Effect> {
    let Some(all) = shared.collection.clone() else { return Vec::new() };
    let Some(kind) = all.kind_of(id) else {
        shared.overlay = None;
        shared.say("the record is gone");
        return Vec::new();
    };
    if typed == id.as_str() {
        ask(shared, id, use_of, Some(typed), Some("that is its id already".to_owned()));
        return Vec::new();
    }
    match NewRecord::of(&all, kind, typed) {
        Ok(NewRecord { id: new, .. }) => {
            let called = shared.masked().map(|masked| masked.name_of(id)).unwrap_or_default();
            let (request, title) = match use_of {
                IdUse::Rename => {
                    (ChangeRequest::Rename { id: id.clone(), new }, format!("Rename {called}"))
                }
                IdUse::Copy => {
                    (ChangeRequest::Copy { id: id.clone(), new }, format!("Copy {called}"))
                }
            };
            change_review::begin(shared, request, title)
        }
        Err(no) => {
            let path = |path: &Path| shared.masked().map(|masked| masked.path(path));
            let said = format!("{}; {}", no.what(|file| path(file).unwrap_or_default()), no.hint());
            ask(shared, id, use_of, Some(typed), Some(said));
            Vec::new()
        }
    }
}

/// Closes the line for an id, if it is open.
pub(crate) fn close_input(shared: &mut Shared) {
    let asks_id = |overlay: &Overlay| {
        matches!(
            overlay.first_choice(),
            Some(Choice::Record(RecordAction::RenameTo(_) | RecordAction::CopyTo(_)))
        )
    };
    shared.overlay.take_if(|overlay| asks_id(overlay));
}

/// Asks for the id.
fn ask(
    shared: &mut Shared,
    id: &Id,
    use_of: IdUse,
    typed: Option<&str>,
    complaint: Option<String>,
) {
    let called = shared.masked().map(|masked| masked.name_of(id)).unwrap_or_default();
    let (title, meaning, action) = match use_of {
        IdUse::Rename => (
            format!("New id of {called}"),
            "Enter shows what will change, before anything is written",
            RecordAction::RenameTo(id.clone()),
        ),
        IdUse::Copy => (
            format!("Id of the copy of {called}"),
            "Enter shows the copy, without quotes, before anything is written",
            RecordAction::CopyTo(id.clone()),
        ),
    };
    let line = OverlayLine {
        meaning: meaning.to_owned(),
        choice: Some(Choice::Record(action)),
        ..OverlayLine::default()
    };
    let complaint = complaint.map(|said| StyledRun::new(Role::Warning, said));
    let asks = "lower-case letters, digits and hyphens";
    // Below the mask, what is typed begins with nothing rather than with the id.
    let is_masked = shared.masked().is_none_or(|masked| masked.is_masked(id));
    let begun = if is_masked { "" } else { id.as_str() };
    let overlay = match typed {
        Some(typed) => Overlay::asking(title, asks, typed, line),
        None => Overlay::asking(title, asks, begun, line).selected(),
    };
    shared.overlay = Some(overlay.prefaced(complaint.into_iter().collect()));
}
