//! The list of the changes that were made in this run, and the way back or forward to one of them.

use std::sync::Arc;
use std::time::Duration;

use crate::browser::model::edit::undo::{
    CompletedEdit, EditOf, EditedValue, FilesEdit, HistoryWay, PendingEdit, PendingTravel,
};
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::page::Role;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::change_review;
use crate::browser::model::update::edit_refusal::report_refusal;
use crate::record::Cited;
use crate::redaction::{MARK, Mask};
use crate::session::{WriteOrder, WriteOutcome};
use crate::text::{clip_words, squeezed, visible};

/// The most cells of a value.
const MOST_OF_VALUE: usize = 24;

/// Lists the changes, the last one first; those that were undone are above it.
pub(crate) fn list(shared: &mut Shared) {
    let (made, undone) = (shared.written.made(), shared.written.undone());
    if made.is_empty() && undone.is_empty() {
        shared.say("nothing was changed here yet");
        return;
    }
    let mut lines = Vec::new();
    // What was undone first was made last.
    for (number, edit) in undone.iter().enumerate() {
        let state = made.len() + undone.len() - number;
        lines.push(OverlayLine {
            note: "undone".to_owned(),
            role: Some(Role::Quiet),
            ..line(shared, edit, state)
        });
    }
    let is_now = |state: usize| if state == made.len() { "now" } else { "" };
    for (number, edit) in made.iter().enumerate().rev() {
        let note = is_now(number + 1).to_owned();
        lines.push(OverlayLine { note, ..line(shared, edit, number + 1) });
    }
    lines.push(OverlayLine {
        term: "start".to_owned(),
        meaning: "the files before all of these changes".to_owned(),
        note: is_now(0).to_owned(),
        choice: Some(Choice::State(0)),
        ..OverlayLine::default()
    });
    let overlay = Overlay::of("Changes made here; Enter goes back to one", lines).as_popup();
    shared.overlay = Some(overlay.at(Some(&Choice::State(made.len()))));
}

/// Makes the list again where it is open, since the mask is another.
pub(crate) fn renew(shared: &mut Shared) {
    let is_list = |overlay: &Overlay| matches!(overlay.first_choice(), Some(Choice::State(_)));
    let Some(before) = shared.overlay.take_if(|overlay| is_list(overlay)) else { return };
    list(shared);
    shared.overlay = shared.overlay.take().map(|overlay| overlay.continuing(&before));
}

fn line(shared: &Shared, edit: &CompletedEdit, state: usize) -> OverlayLine {
    let files = match edit.inverse.files.as_slice() {
        [file] => shared.masked_path(file.path()),
        _ => match &edit.of {
            EditOf::Files(FilesEdit { files: 1, .. }) => "1 file".to_owned(),
            EditOf::Files(FilesEdit { files, .. }) => format!("{files} files"),
            EditOf::Quote(_) | EditOf::View | EditOf::Value(_) => {
                format!("{} files", edit.inverse.files.len())
            }
        },
    };
    OverlayLine {
        term: age(shared.written.now.saturating_sub(edit.at)),
        meaning: format!("{}, {files}", shared.masked_sentence(&words(shared, &edit.of))),
        choice: Some(Choice::State(state)),
        ..OverlayLine::default()
    }
}

/// Returns what an edit did, in words.
fn words(shared: &Shared, of: &EditOf) -> String {
    let name = |id| shared.masked().map(|masked| masked.name_of(id)).unwrap_or_default();
    match of {
        EditOf::Quote(mark) => {
            let supported: Vec<String> = mark.supports.iter().map(Cited::to_string).collect();
            let supported = if supported.is_empty() {
                String::new()
            } else {
                format!(" for {}", supported.join(", "))
            };
            let case = mark.case.as_ref().map(name).unwrap_or_default();
            format!("quote added to {case}{supported}")
        }
        EditOf::View => "view saved".to_owned(),
        EditOf::Value(edited) => {
            let verb = if edited.is_removed { "removed from" } else { "changed in" };
            let name = clip_words(&visible(&name(&edited.place.record)), MOST_OF_VALUE);
            let label = edited.label;
            match edited.difference.in_words(|value| shown_value(shared, edited, value)) {
                Some(difference) if edited.difference.is_list => {
                    format!("{label} {difference} in {name}")
                }
                Some(difference) => format!("{label}: {difference} in {name}"),
                None => format!("{label} {verb} {name}"),
            }
        }
        EditOf::Files(edit) => edit.label.clone(),
    }
}

/// Returns a value of a list of changes, shortened. Below the mask of everything no value is shown: one that was typed and
/// taken back is in no file by which it could be known for a name.
fn shown_value(shared: &Shared, edited: &EditedValue, value: &str) -> String {
    let is_covered = match shared.mask {
        Mask::Nothing => false,
        Mask::Confidential => edited.is_confidential,
        Mask::All => true,
    };
    if is_covered {
        return MARK.to_owned();
    }
    // Masked before it is shortened, since a part of a name is not known for one.
    let words = shared.masked_sentence(&squeezed(value));
    clip_words(&visible(&words), MOST_OF_VALUE)
}

/// Returns how long ago something was.
fn age(ago: Duration) -> String {
    match ago.as_secs() / 60 {
        0 => "just now".to_owned(),
        minutes @ 1..60 => format!("{minutes} min ago"),
        minutes => format!("{} h {} min ago", minutes / 60, minutes % 60),
    }
}

/// Has the files written as they were after so many of the changes, all of them or none.
pub(crate) fn go_to(shared: &mut Shared, state: usize) -> Vec<Effect> {
    let (made, undone) = (shared.written.made(), shared.written.undone());
    if state == made.len() {
        // The list stays, to choose another.
        let said = match (state, undone.is_empty()) {
            (0, _) => "the files are before all changes now; a line above redoes it",
            (_, true) => "the files are so now; a line below goes back to before this change",
            (_, false) => "the files are so now; a line above or below goes there",
        };
        shared.notice = Some(said.to_owned());
        return Vec::new();
    }
    shared.overlay = None;
    if shared.written.due.is_some() {
        shared.say("another edit is still being saved");
        return Vec::new();
    }
    let (way, steps): (_, Vec<CompletedEdit>) = if state <= made.len() {
        let steps = made.len() - state;
        (HistoryWay::Back, made.into_iter().rev().take(steps).collect())
    } else {
        let steps = state - made.len();
        (HistoryWay::Forward, undone.into_iter().rev().take(steps).collect())
    };
    let files = steps.iter().map(|step| step.inverse.files.len()).sum();
    let order = WriteOrder::Steps(steps.iter().map(|step| Arc::clone(&step.inverse)).collect());
    let due = PendingEdit::Travel(Box::new(PendingTravel { way, passed: steps }));
    change_review::send(shared, due, order, files)
}

/// Takes what became of going to another state.
pub(crate) fn travelled(
    shared: &mut Shared,
    PendingTravel { way, passed }: PendingTravel,
    WriteOutcome { result, changes }: WriteOutcome,
) -> Vec<Effect> {
    let written = match result {
        Ok(written) => written,
        Err(refused) => {
            let refused = change_review::in_words(shared, refused);
            report_refusal(shared, "Nothing was undone or redone", refused, None);
            return change_review::read_again(shared, changes);
        }
    };
    let count = passed.len();
    let counted = if count == 1 { "1 change".to_owned() } else { format!("{count} changes") };
    shared.notice = Some(match way {
        HistoryWay::Back => format!("undone: {counted} (Ctrl-r redoes them one by one)"),
        HistoryWay::Forward => format!("redone: {counted} (u undoes them one by one)"),
    });
    for (mut edit, inverse) in passed.into_iter().zip(written.inverses) {
        let before = std::mem::replace(&mut edit.inverse, inverse);
        shared.discarded.add(before);
        if let EditOf::Files(files) = &edit.of {
            change_review::appeared(shared, files, way);
        }
        match way {
            HistoryWay::Back => {
                shared.written.take_last();
                shared.written.remember_undone(edit);
            }
            HistoryWay::Forward => {
                shared.written.take_undone();
                shared.written.put_back(edit);
            }
        }
    }
    change_review::read_again(shared, changes)
}
