//! Changes that are looked at before they are written: has them planned, shows the plan, writes what is chosen of it.

use std::sync::Arc;

use crate::browser::model::edit::undo::{
    CompletedEdit, EditOf, FilesEdit, HistoryWay, PendingEdit, PendingFiles, ReturnNote,
};
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::change_review::ChangeReview;
use crate::browser::model::overlay::list::Overlay;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::edit_refusal::report_refusal;
use crate::collection::Changes;
use crate::exchange::Change;
use crate::session::file_edit::EditRefusal;
use crate::session::{ChangeProposal, ChangeRequest, WriteOrder, WriteOutcome, WriteRefusal};
use crate::text::counted;

/// What is said where what was undone before can no longer be redone.
pub(crate) fn replaces_undone(dropped: usize) -> String {
    match dropped {
        0 => String::new(),
        1 => "; the change undone before can no longer be redone".to_owned(),
        _ => format!("; the {dropped} changes undone before can no longer be redone"),
    }
}

/// The most files that are named in the status line.
const MOST_NAMED: usize = 3;

/// Has a change planned, and shows that it is being planned.
pub(crate) fn begin(shared: &mut Shared, request: ChangeRequest, title: String) -> Vec<Effect> {
    shared.previews += 1;
    let generation = shared.previews;
    if let Some(all) = shared.collection.as_deref() {
        shared.private_words.note(all, &request);
    }
    let review = ChangeReview::of(request.clone(), title, generation);
    let token = review.guard.token();
    shared.overlay = None;
    shared.review = Some(Box::new(review));
    renew(shared);
    vec![Effect::Plan { generation, request, token }]
}

/// Shows the plan, unless it was given up meanwhile.
pub(crate) fn planned(
    shared: &mut Shared,
    generation: u64,
    proposal: Result<Arc<ChangeProposal>, EditRefusal>,
) {
    let review = shared.review.as_mut().filter(|review| review.generation == generation);
    let Some(review) = review else {
        if let Ok(proposal) = proposal {
            shared.discarded.add(proposal);
        }
        return;
    };
    match proposal {
        Ok(proposal) => {
            review.proposal = Some(proposal);
            review.shown_under = None;
            shared.overlay = None;
            renew(shared);
        }
        Err(refused) => {
            shared.overlay = None;
            report_refusal(shared, "This cannot be changed", refused, None);
        }
    }
}

/// Makes the overlay again, if what it shows has changed.
fn renew(shared: &mut Shared) {
    let Some((mut review, masked)) = shared.review.clone().zip(shared.masked()) else { return };
    review.shown_under = Some(shared.mask);
    let overlay = review.overlay(masked, shared.mask, &|words| shared.masked_sentence(words));
    let overlay = match &shared.overlay {
        Some(before) => overlay.continuing(before),
        None => overlay,
    };
    shared.overlay = Some(overlay);
    shared.review = Some(review);
}

/// Forgets a change whose overlay was closed, and masks what is shown of one as the rest of the screen.
pub(crate) fn settle(shared: &mut Shared) {
    let is_open = shared.overlay.as_ref().is_some_and(Overlay::is_review);
    if !is_open {
        let proposal = shared.review.take().and_then(|review| review.proposal);
        if let Some(proposal) = proposal {
            shared.discarded.add(proposal);
        }
    } else if shared.review.as_ref().is_some_and(|one| one.shown_under != Some(shared.mask)) {
        renew(shared);
    }
}

/// Leaves the file under the cursor out, or takes it in again.
pub(crate) fn toggle(shared: &mut Shared) {
    let number = shared.overlay.as_ref().and_then(|overlay| overlay.cursor().spot().copied());
    let toggled = match (&mut shared.review, &shared.overlay, number) {
        (Some(review), Some(overlay), Some(number)) => review.toggle(overlay, number),
        _ => false,
    };
    if toggled {
        let tick = number.and_then(|number| shared.overlay.as_ref()?.tick_above(number));
        renew(shared);
        // The lines of the file come or go; the next key is about the same file.
        if let (Some(overlay), Some(tick)) = (&mut shared.overlay, tick) {
            overlay.go_to_tick(tick);
        }
    } else {
        let has_ticks = shared.review.as_ref().is_some_and(|review| review.has_ticks());
        let said = if has_ticks {
            "Space leaves the file under the cursor out"
        } else {
            "this is one step: no file of it can be left out"
        };
        shared.notice = Some(said.to_owned());
    }
}

/// Has the change written, if the word for it was typed.
pub(crate) fn answer(shared: &mut Shared) -> Vec<Effect> {
    let prompt = shared.overlay.as_ref().and_then(Overlay::prompt);
    let typed = prompt.map(|prompt| prompt.text().trim().to_lowercase()).unwrap_or_default();
    if typed == "yes" {
        return write(shared);
    }
    let said = "nothing is written: type the whole word yes, then Enter; Esc gives it up";
    shared.notice = Some(said.to_owned());
    Vec::new()
}

/// Has the files that are chosen written as one.
pub(crate) fn write(shared: &mut Shared) -> Vec<Effect> {
    let Some(review) = &shared.review else { return Vec::new() };
    let Some(proposal) = review.proposal.clone() else {
        shared.say("what will change is still being looked at");
        return Vec::new();
    };
    if shared.written.due.is_some() {
        shared.say("another edit is still being saved");
        return Vec::new();
    }
    let (chosen, _) = review.count_files();
    if chosen == 0 {
        let said = if proposal.files.is_empty() {
            "nothing will change; Esc closes this"
        } else {
            "every file is left out; Space takes one in"
        };
        shared.notice = Some(said.to_owned());
        return Vec::new();
    }
    let is_bulk = matches!(review.request, ChangeRequest::Bulk { .. });
    let label = proposal.label.clone();
    let mut edit = FilesEdit { label, files: chosen, is_bulk, ..FilesEdit::default() };
    match &review.request {
        ChangeRequest::Bulk { .. } | ChangeRequest::RemoveRow { .. } => {}
        ChangeRequest::Rename { id, new } => edit.renamed = Some((id.clone(), new.clone())),
        ChangeRequest::Copy { new, .. } => edit.created = Some(new.clone()),
        ChangeRequest::Delete(id) => edit.deleted = Some(id.clone()),
    }
    let left_out = review.left_out.clone();
    let order = WriteOrder::Chosen { proposal, left_out, is_bulk };
    let Some(review) = shared.review.take() else { return Vec::new() };
    shared.overlay = None;
    if let ChangeRequest::Bulk { ids, .. } = &review.request {
        shared.keep_all_in_list(&Arc::clone(ids));
    }
    let pending = PendingFiles { edit, review: Some(review) };
    let effects = send(shared, PendingEdit::Files(Box::new(pending)), order, chosen);
    shared.notice = Some(format!("writing {} …", counted(chosen, "file")));
    effects
}

/// Has an order carried out that changes so many files; says so, where they are many.
pub(crate) fn send(
    shared: &mut Shared,
    due: PendingEdit,
    order: WriteOrder,
    files: usize,
) -> Vec<Effect> {
    let token = shared.written.begin_writing(files);
    shared.written.due = Some(due);
    vec![Effect::WriteTogether { order, token }]
}

/// Has a change written that needs no look at it before.
pub(crate) fn write_at_once(shared: &mut Shared, change: Change) -> Vec<Effect> {
    if shared.written.due.is_some() {
        shared.say("another edit is still being saved");
        return Vec::new();
    }
    let files = change.count_files();
    let edit = FilesEdit { label: change.label.clone(), files, ..FilesEdit::default() };
    let pending = PendingFiles { edit, review: None };
    let order = WriteOrder::Exact(Arc::new(change));
    send(shared, PendingEdit::Files(Box::new(pending)), order, files)
}

/// Takes what became of writing, and has the files read again.
pub(crate) fn written(
    shared: &mut Shared,
    pending: PendingFiles,
    WriteOutcome { result, changes }: WriteOutcome,
) -> Vec<Effect> {
    let PendingFiles { mut edit, review } = pending;
    match result {
        Ok(written) => {
            edit.files = written.files;
            let files_changed = counted(edit.files, "file");
            let label = masked_label(shared, &edit);
            let mut rest = String::new();
            if !written.left.is_empty() {
                let first = written.left.iter().take(MOST_NAMED);
                let names: Vec<String> = first.map(|(path, _)| shared.masked_path(path)).collect();
                let more = more_than(names.len(), written.left.len());
                let names = names.join(", ");
                rest = format!("; changed meanwhile and left out: {names}{more}");
            }
            appeared(shared, &edit, HistoryWay::Forward);
            let proposal = review.and_then(|review| review.proposal);
            if let Some(proposal) = proposal {
                shared.value_changes.change(Arc::clone(&proposal.values));
                shared.discarded.add(proposal);
            }
            let file = written.inverse.files.first().map(|file| file.path().to_owned());
            let (of, at) = (EditOf::Files(edit), shared.written.now);
            let (file, inverse) = (file.unwrap_or_default(), written.inverse);
            let dropped = shared.written.remember(CompletedEdit { file, inverse, of, at });
            rest.push_str(&replaces_undone(dropped));
            shared.notify_of(&label, |label| {
                format!("{label}: {files_changed} changed; u undoes it{rest}")
            });
        }
        Err(refused) => {
            shared.awaited_row = None;
            return refused_files(shared, review, refused, changes);
        }
    }
    read_again(shared, changes)
}

/// Says why nothing was written, and shows the change again.
fn refused_files(
    shared: &mut Shared,
    review: Option<Box<ChangeReview>>,
    refused: WriteRefusal,
    changes: Changes,
) -> Vec<Effect> {
    match (review, refused) {
        (review, WriteRefusal::GivenUp) => {
            let proposal = review.and_then(|review| review.proposal);
            if let Some(proposal) = proposal {
                shared.discarded.add(proposal);
            }
            shared.say("given up; nothing was written");
        }
        (Some(review), WriteRefusal::Stale) => {
            let effects = begin(shared, review.request, review.title);
            let said = "files changed meanwhile; look at the change as it is now";
            shared.notice = Some(said.to_owned());
            return effects;
        }
        (Some(review), refused) => {
            let EditRefusal { what, remedy } = in_words(shared, refused);
            shared.overlay = None;
            shared.review = Some(review);
            renew(shared);
            shared.notice = Some(format!("nothing was written: {what}; {remedy}"));
        }
        (None, refused) => {
            let refused = in_words(shared, refused);
            report_refusal(shared, "Nothing was written", refused, None);
        }
    }
    read_again(shared, changes)
}

/// Returns why nothing was written, with the names of files as they may be read.
pub(crate) fn in_words(shared: &Shared, refused: WriteRefusal) -> EditRefusal {
    refused.in_words(|path| shared.masked_path(path))
}

/// Returns what a change is called; masked before it is shortened, since a part of a name is not known for one.
fn masked_label(shared: &Shared, edit: &FilesEdit) -> String {
    shared.masked().map_or_else(|| edit.label.clone(), |masked| masked.text(&edit.label))
}

/// Has the record shown that is there since a change was made or taken back, and the one followed that has another id.
pub(crate) fn appeared(shared: &mut Shared, edit: &FilesEdit, way: HistoryWay) {
    shared.awaited = edit.shown(way).cloned();
    shared.written.note_renamed(edit, way);
}

/// Says that a change was undone, and shows the record that it was about.
pub(crate) fn undone(shared: &mut Shared, edit: &FilesEdit, note: &ReturnNote) {
    appeared(shared, edit, HistoryWay::Back);
    let files = counted(edit.files, "file");
    let label = masked_label(shared, edit);
    let state = if note.is_moved { "; applied to changed files" } else { " as before" };
    let left = left_in_words(shared, note);
    shared.notify_of(&label, |label| {
        format!("undone: {label}; {files}{state} (Ctrl-r redoes it){left}")
    });
}

/// Says that a change was made again, and shows the record that it was about.
pub(crate) fn redone(shared: &mut Shared, edit: &FilesEdit, note: &ReturnNote) {
    appeared(shared, edit, HistoryWay::Forward);
    let files = counted(edit.files, "file");
    let label = masked_label(shared, edit);
    let left = left_in_words(shared, note);
    shared
        .notify_of(&label, |label| format!("redone: {label}; {files} changed; u undoes it{left}"));
}

/// Names the files that were left as they are, a few of them, and why.
fn left_in_words(shared: &Shared, note: &ReturnNote) -> String {
    let named =
        note.left.iter().take(MOST_NAMED).map(|(path, obstacle)| {
            format!("{} {}", shared.masked_path(path), obstacle.in_words())
        });
    let named: Vec<String> = named.collect();
    let more = more_than(named.len(), note.left.len());
    match note.left.len() {
        0 => String::new(),
        count => format!(
            "; {} left as {}: {}{more}",
            counted(count, "file"),
            if count == 1 { "it is" } else { "they are" },
            named.join(", ")
        ),
    }
}

/// Returns how many there are beyond those that are named.
fn more_than(named: usize, all: usize) -> String {
    match all.saturating_sub(named) {
        0 => String::new(),
        more => format!(" and {more} more"),
    }
}

/// Has files read again that the browser has written.
pub(crate) fn read_again(shared: &mut Shared, changes: Changes) -> Vec<Effect> {
    vec![Effect::Reload { generation: shared.reloads.ask_of_own(), changes }]
}
