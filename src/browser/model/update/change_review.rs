//! Changes that are looked at before they are written: has them planned, shows the plan, writes what is chosen of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::browser::model::edit::undo::{
    CompletedEdit, EditOf, FilesEdit, PendingEdit, PendingFiles, ReturnNote,
};
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::change_review::ChangeReview;
use crate::browser::model::overlay::list::Overlay;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::edit_refusal::report_refusal;
use crate::browser::model::update::value_write::REDO_ENDS;
use crate::collection::Changes;
use crate::exchange::{Change, FileObstacle, FittedChange, OtherText, PlannedChange};
use crate::session::file_edit::EditRefusal;
use crate::session::{ChangeProposal, ChangeRequest, ProposedFile};

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
    proposal: Result<Box<ChangeProposal>, EditRefusal>,
) {
    let review = shared.review.as_mut().filter(|review| review.generation == generation);
    let Some(review) = review else { return };
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
        shared.review = None;
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
        renew(shared);
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
        shared.notice = Some("what changes is still being counted".to_owned());
        return Vec::new();
    };
    if shared.written.due.is_some() {
        shared.notice = Some("another edit is still being saved".to_owned());
        return Vec::new();
    }
    let chosen: Vec<&ProposedFile> = review.chosen().collect();
    if chosen.is_empty() {
        let said = if proposal.files.is_empty() {
            "nothing would change; Esc closes"
        } else {
            "every file is left out; Space takes one in"
        };
        shared.notice = Some(said.to_owned());
        return Vec::new();
    }
    let is_same = |file: &&ProposedFile| text_now(shared, file.changed.path()) == file.before;
    let (same, other): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|file| is_same(file));
    let is_bulk = matches!(review.request, ChangeRequest::Bulk { .. });
    if !other.is_empty() && (!is_bulk || same.is_empty()) {
        let (request, title) = (review.request.clone(), review.title.clone());
        let effects = begin(shared, request, title);
        shared.notice = Some("files changed meanwhile; look at the change as it is now".to_owned());
        return effects;
    }
    let left_out: Vec<PathBuf> = other.iter().map(|file| file.changed.path().to_owned()).collect();
    let files: Vec<PathBuf> = same.iter().map(|file| file.changed.path().to_owned()).collect();
    let files_changed = same.iter().map(|file| file.changed.clone()).collect();
    let change = Change { label: proposal.label.clone(), files: files_changed };
    let planned = match plan_now(shared, &change) {
        Ok(planned) => planned,
        Err(refused) => {
            report_refusal(shared, "Nothing was written", refused, None);
            return Vec::new();
        }
    };
    let (shown_before, shown_after) = match &review.request {
        ChangeRequest::Bulk { .. } | ChangeRequest::RemoveRow { .. } => (None, None),
        ChangeRequest::Rename { id, new } | ChangeRequest::Copy { id, new } => {
            (Some(id.clone()), Some(new.clone()))
        }
        ChangeRequest::Delete(id) => (Some(id.clone()), None),
    };
    let label = proposal.label.clone();
    let edit = FilesEdit { label, files, shown_before, shown_after, is_bulk };
    let Some(review) = shared.review.take() else { return Vec::new() };
    shared.overlay = None;
    shared.notice = Some(format!("writing {} …", counted(edit.files.len())));
    shared.written.expect_files(&planned);
    if let ChangeRequest::Bulk { ids, .. } = &review.request {
        shared.keep_all_in_list(&Arc::clone(ids));
    }
    let pending = PendingFiles { edit, review: Some(review), left_out };
    shared.written.due = Some(PendingEdit::Files(Box::new(pending)));
    vec![Effect::WriteTogether(Box::new(planned))]
}

/// Has a change written that needs no look at it before.
pub(crate) fn write_at_once(shared: &mut Shared, change: &Change) -> Vec<Effect> {
    if shared.written.due.is_some() {
        shared.notice = Some("another edit is still being saved".to_owned());
        return Vec::new();
    }
    match plan_now(shared, change) {
        Ok(planned) => {
            shared.written.expect_files(&planned);
            let files = change.files.iter().map(|file| file.path().to_owned()).collect();
            let edit = FilesEdit { label: change.label.clone(), files, ..FilesEdit::default() };
            let pending = PendingFiles { edit, review: None, left_out: Vec::new() };
            shared.written.due = Some(PendingEdit::Files(Box::new(pending)));
            vec![Effect::WriteTogether(Box::new(planned))]
        }
        Err(refused) => {
            report_refusal(shared, "Nothing was written", refused, None);
            Vec::new()
        }
    }
}

fn counted(files: usize) -> String {
    if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
}

/// Returns the text that a file is known to have, as it was written last, or read; `None` where there is none.
pub(crate) fn text_now(shared: &Shared, path: &Path) -> Option<Arc<str>> {
    if let Some(text) = shared.written.state_of(path) {
        return text;
    }
    let all = shared.collection.as_deref()?;
    match all.file_at(path) {
        Some(file) => Some(file.now().text().to_string().into()),
        None => all.archived_at(path).map(|text| text.text().into()),
    }
}

/// Returns a change with its texts as the files are known to have them.
///
/// # Errors
///
/// Names the file that has another text by now.
pub(crate) fn plan_now(shared: &Shared, change: &Change) -> Result<PlannedChange, EditRefusal> {
    change.plan(|path| text_now(shared, path)).map_err(|OtherText(path)| other_text(shared, &path))
}

/// Returns why a change cannot be made where a file has another text.
pub(crate) fn other_text(shared: &Shared, path: &Path) -> EditRefusal {
    let path = shared.masked_path(path);
    EditRefusal {
        what: format!("{path} has changed since, and no file was written"),
        remedy: "look at what it has now; e opens it".to_owned(),
    }
}

/// Takes what became of writing, and has the files read again.
pub(crate) fn written(
    shared: &mut Shared,
    pending: PendingFiles,
    outcome: Result<Change, EditRefusal>,
) -> Vec<Effect> {
    let PendingFiles { edit, review, left_out } = pending;
    let files = edit.files.clone();
    match outcome {
        Ok(inverse) => {
            let files_changed = counted(edit.files.len());
            let label = masked_label(shared, &edit);
            let mut rest = String::new();
            if !left_out.is_empty() {
                let names: Vec<String> =
                    left_out.iter().map(|path| shared.masked_path(path)).collect();
                let names = names.join(", ");
                rest = format!("; changed meanwhile and left out: {names}");
            }
            shared.awaited.clone_from(&edit.shown_after);
            let file = edit.files.first().cloned().unwrap_or_default();
            let (of, at) = (EditOf::Files(edit), shared.written.now);
            if shared.written.remember(CompletedEdit { file, inverse, of, at }) > 0 {
                rest.push_str(REDO_ENDS);
            }
            shared.notify_of(&label, |label| {
                format!("{label}: {files_changed} changed; u undoes it{rest}")
            });
        }
        Err(refused) => {
            shared.awaited_row = None;
            match review {
                Some(review) => {
                    let EditRefusal { what, remedy } = refused;
                    shared.overlay = None;
                    shared.review = Some(review);
                    renew(shared);
                    shared.notice = Some(format!("nothing was written: {what}; {remedy}"));
                }
                None => report_refusal(shared, "Nothing was written", refused, None),
            }
        }
    }
    read_again(shared, &files)
}

/// Returns what takes an edit back or makes it again on the files as they are now, with what is to be said of it: where
/// others changed other places of a file, these stay as they are.
///
/// # Errors
///
/// Names the files that keep the edit from being undone or redone: of one that hangs together any of them, else all.
pub(crate) fn fitted(
    shared: &Shared,
    edit: &CompletedEdit,
) -> Result<(CompletedEdit, ReturnNote), Vec<(PathBuf, FileObstacle)>> {
    let fitted = shared.written.fitted(&edit.inverse, |path| text_now(shared, path));
    let FittedChange { change, moved, left } = fitted;
    let is_bulk = matches!(&edit.of, EditOf::Files(files) if files.is_bulk);
    if !left.is_empty() && (!is_bulk || change.files.is_empty()) {
        return Err(left);
    }
    let mut returned = CompletedEdit { inverse: change, ..edit.clone() };
    if let EditOf::Files(files) = &mut returned.of {
        files.files.retain(|path| left.iter().all(|(other, _)| other != path));
    }
    Ok((returned, ReturnNote { is_moved: !moved.is_empty(), left }))
}

/// Has an edit undone or redone, as `pending` says.
pub(crate) fn write_back(
    shared: &mut Shared,
    edit: CompletedEdit,
    pending: impl FnOnce(CompletedEdit) -> PendingEdit,
) -> Vec<Effect> {
    match plan_now(shared, &edit.inverse) {
        Ok(planned) => {
            shared.written.expect_files(&planned);
            shared.written.due = Some(pending(edit));
            vec![Effect::WriteTogether(Box::new(planned))]
        }
        Err(refused) => {
            report_refusal(shared, "Nothing was written", refused, None);
            Vec::new()
        }
    }
}

/// Returns what a change is called; masked before it is shortened, since a part of a name is not known for one.
fn masked_label(shared: &Shared, edit: &FilesEdit) -> String {
    shared.masked().map_or_else(|| edit.label.clone(), |masked| masked.text(&edit.label))
}

/// Says that a change was undone, and shows the record that it was about.
pub(crate) fn undone(shared: &mut Shared, edit: &FilesEdit, note: &ReturnNote) {
    shared.awaited.clone_from(&edit.shown_before);
    let files = counted(edit.files.len());
    let label = masked_label(shared, edit);
    let state = if note.is_moved { "; applied to changed files" } else { " as before" };
    let left = left_in_words(shared, note);
    shared.notify_of(&label, |label| {
        format!("undone: {label}; {files}{state} (Ctrl-r redoes it){left}")
    });
}

/// Says that a change was made again, and shows the record that it was about.
pub(crate) fn redone(shared: &mut Shared, edit: &FilesEdit, note: &ReturnNote) {
    shared.awaited.clone_from(&edit.shown_after);
    let files = counted(edit.files.len());
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
    let more = match note.left.len().saturating_sub(named.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match note.left.len() {
        0 => String::new(),
        count => format!(
            "; {} left as {}: {}{more}",
            counted(count),
            if count == 1 { "it is" } else { "they are" },
            named.join(", ")
        ),
    }
}

/// Has files read again that the browser has written.
pub(crate) fn read_again(shared: &mut Shared, files: &[PathBuf]) -> Vec<Effect> {
    let generation = shared.reloads.ask_of_own();
    vec![Effect::Reload { generation, changes: Changes::At(files.iter().cloned().collect()) }]
}
