//! The list of the changes that were made in this run, and the way back or forward to one of them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::browser::model::edit::undo::{
    CompletedEdit, EditOf, HistoryWay, PendingEdit, PendingTravel,
};
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::page::Role;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::change_review;
use crate::browser::model::update::edit_refusal::report_refusal;
use crate::exchange::{Change, ChangedFile, OtherText};
use crate::record::Cited;
use crate::session::file_edit::EditRefusal;

/// Lists the changes, the last one first; those that were undone are above it.
pub(crate) fn list(shared: &mut Shared) {
    let (made, undone) = (shared.written.made(), shared.written.undone());
    if made.is_empty() && undone.is_empty() {
        shared.notice = Some("nothing was changed here yet".to_owned());
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
    for (number, edit) in made.iter().enumerate().rev() {
        lines.push(line(shared, edit, number + 1));
    }
    lines.push(OverlayLine {
        term: "start".to_owned(),
        meaning: "the files before all of these changes".to_owned(),
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
    let paths = edit.inverse.files.iter().map(|file| shared.masked_path(file.path()));
    let mut paths: Vec<String> = paths.collect();
    paths.sort_unstable();
    let files = match paths.as_slice() {
        [path] => path.clone(),
        paths => format!("{} files", paths.len()),
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
            format!("{} {verb} {}", edited.label, name(&edited.place.record))
        }
        EditOf::Files(edit) => edit.label.clone(),
    }
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
    shared.overlay = None;
    if shared.written.due.is_some() {
        shared.notice = Some("another edit is still being saved".to_owned());
        return Vec::new();
    }
    let (made, undone) = (shared.written.made(), shared.written.undone());
    let (way, steps): (_, Vec<CompletedEdit>) = if state <= made.len() {
        let steps = made.len() - state;
        (HistoryWay::Back, made.into_iter().rev().take(steps).collect())
    } else {
        let steps = state - made.len();
        (HistoryWay::Forward, undone.into_iter().rev().take(steps).collect())
    };
    if steps.is_empty() {
        shared.notice = Some("the files are as they were then".to_owned());
        return Vec::new();
    }
    let mut texts: BTreeMap<PathBuf, Option<Arc<str>>> = BTreeMap::new();
    let mut passed = Vec::with_capacity(steps.len());
    for step in steps {
        let text_of = |path: &std::path::Path| {
            texts.get(path).cloned().unwrap_or_else(|| change_review::text_now(shared, path))
        };
        let fitted = shared.written.fitted(&step.inverse, text_of);
        let planned = match fitted.left.into_iter().next() {
            Some((path, _)) => Err(OtherText(path)),
            None => fitted.change.plan(text_of),
        };
        let planned = match planned {
            Ok(planned) => planned,
            Err(OtherText(path)) => {
                let refused = change_review::other_text(shared, &path);
                report_refusal(shared, "Nothing was undone or redone", refused, None);
                return Vec::new();
            }
        };
        passed.push(CompletedEdit { inverse: planned.inverse(), ..step });
        for file in planned.files() {
            texts.insert(file.path.clone(), file.after.as_deref().map(Arc::from));
        }
    }
    let files = texts.into_iter().filter_map(|(path, after)| {
        match (change_review::text_now(shared, &path), after) {
            (None, None) => None,
            (None, Some(after)) => Some(ChangedFile::create(path, after)),
            (Some(before), None) => Some(ChangedFile::delete(path, &before)),
            (Some(before), Some(after)) if before == after => None,
            (Some(before), Some(after)) => Some(ChangedFile::between(path, &before, &after)),
        }
    });
    let change = Change { label: "several changes".to_owned(), files: files.collect() };
    match change_review::plan_now(shared, &change) {
        Ok(planned) => {
            shared.written.expect_files(&planned);
            shared.written.due = Some(PendingEdit::Travel(Box::new(PendingTravel { way, passed })));
            vec![Effect::WriteTogether(Box::new(planned))]
        }
        Err(refused) => {
            report_refusal(shared, "Nothing was undone or redone", refused, None);
            Vec::new()
        }
    }
}

/// Takes what became of going to another state.
pub(crate) fn travelled(
    shared: &mut Shared,
    PendingTravel { way, passed }: PendingTravel,
    outcome: Result<Change, EditRefusal>,
) -> Vec<Effect> {
    let files: std::collections::BTreeSet<PathBuf> = passed
        .iter()
        .flat_map(|edit| edit.inverse.files.iter().map(|file| file.path().to_owned()))
        .collect();
    let files: Vec<PathBuf> = files.into_iter().collect();
    if let Err(refused) = outcome {
        report_refusal(shared, "Nothing was undone or redone", refused, None);
        return change_review::read_again(shared, &files);
    }
    let count = passed.len();
    let changes = if count == 1 { "1 change".to_owned() } else { format!("{count} changes") };
    shared.notice = Some(match way {
        HistoryWay::Back => format!("undone: {changes} (Ctrl-r redoes them one by one)"),
        HistoryWay::Forward => format!("redone: {changes} (u undoes them one by one)"),
    });
    for edit in passed {
        if let EditOf::Files(files) = &edit.of {
            shared.awaited.clone_from(match way {
                HistoryWay::Back => &files.shown_before,
                HistoryWay::Forward => &files.shown_after,
            });
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
    change_review::read_again(shared, &files)
}
