//! Writes the marked passage into a case file as a quote, and undoes that.

use std::path::PathBuf;
use std::sync::Arc;

use crate::browser::model::Effect;
use crate::browser::model::edit::marked_passage::{MarkStage, MarkedPassage};
use crate::browser::model::edit::undo::{CompletedEdit, EditOf, PendingEdit, ReturnNote};
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::page::{QuoteItem, Role, StyledRun};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::edit_refusal::report_refusal;
use crate::browser::model::update::value_write::rest_of_file;
use crate::browser::model::update::{change_list, change_review, value_write};
use crate::browser::screen::browse::navigation::reading;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::quoting::{add_quote, marking};
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};
use crate::collection::Located;
use crate::exchange::FileObstacle;
use crate::record::{Cited, FieldId, Id, field};
use crate::redaction::quoted;
use crate::session::file_edit::{EditRefusal, FileEdit, FileEditKind, QuoteEdit, changed_since};
use crate::session::{
    NewValue, WriteOrder, WriteOutcome, WriteRefusal, WrittenEdit, complaint_about, why_no_value,
};
use crate::text::counted;

/// Has the quote written, with what is ticked as what it supports.
pub(crate) fn send(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    if is_forgotten(model.shared.overlay.as_ref()) {
        let said = "no field is selected: Tab selects the one under the cursor; without a filter, Enter adds the quote as background";
        model.shared.notice = Some(said.to_owned());
        return Vec::new();
    }
    add_quote::remember(model.own, model.shared);
    model.shared.overlay = None;
    if let Some(why_not) = add_quote::why_not(model.view()) {
        model.shared.notice = Some(why_not.to_owned());
        return Vec::new();
    }
    let Some(mark) = model.own.mark.clone() else { return Vec::new() };
    let located =
        mark.case.as_ref().and_then(|case| model.shared.collection.as_deref()?.get(case.as_str()));
    let Some(located) = located else {
        model.shared.notice =
            Some("the case no longer exists; c adds the quote to another".to_owned());
        return Vec::new();
    };
    let is_overtaken = |name: FieldId| {
        let cited = Cited::Field(name);
        mark.supports.contains(&cited) && located.record.has(&cited)
    };
    let typed = mark.values.iter().map(|value| value.field);
    if let Some(name) = typed.into_iter().find(|name| is_overtaken(*name)) {
        let label = field(located.record.kind, name).map_or(name.as_str(), |field| field.label);
        let said = format!(
            "nothing was written: the case has `{label}` by now, and not from you; look at it, then press c again"
        );
        model.shared.notice = Some(said);
        if let Some(mark) = &mut model.own.mark {
            mark.values.retain(|value| value.field != name);
            mark.supports.retain(|cited| *cited != Cited::Field(name));
        }
        return Vec::new();
    }
    let lacks = |cited: &&Cited| !located.record.has(cited);
    let kind = located.record.kind;
    let lacking = mark.supports.iter().filter(lacks).find_map(|cited| match cited {
        Cited::Field(name) if mark.values.iter().any(|value| value.field == *name) => None,
        Cited::Field(name) => Some(Ok(*name)),
        Cited::Row(..) => Some(Err(cited)),
    });
    match lacking {
        Some(Ok(name)) if field(kind, name).is_some() => {
            ask_value(model, name, "", None);
            return Vec::new();
        }
        Some(gone) => {
            let gone = gone.map_or_else(ToString::to_string, |name| name.as_str().to_owned());
            let said = format!("the case no longer has `{gone}`; c lists the fields it has");
            model.shared.notice = Some(said);
            if let Some(mark) = &mut model.own.mark {
                mark.supports.retain(|cited| located.record.has(cited));
            }
            return Vec::new();
        }
        None => {}
    }
    let rewrite = rewrite(&mark, located, line_of(model.view(), &mark));
    model.shared.written.due = Some(PendingEdit::Quote(mark, rewrite.file.clone()));
    set_stage(model, MarkStage::Sent);
    vec![Effect::Rewrite(rewrite)]
}

fn rewrite(mark: &MarkedPassage, located: Located<'_>, line: usize) -> FileEdit {
    let file = located.file;
    let is_wanted = |value: &NewValue| mark.supports.contains(&Cited::Field(value.field));
    FileEdit {
        file: file.path.clone(),
        before: file.now().text().to_string().into(),
        change: FileEditKind::Quote(QuoteEdit {
            header: add_quote::header(located),
            source: mark.source.clone(),
            at: format!("line {line}"),
            text: mark.words().to_owned(),
            supports: mark.supports.clone(),
            values: mark.values.iter().filter(|value| is_wanted(value)).cloned().collect(),
        }),
    }
}

/// Asks for the value of a field that the case lacks.
fn ask_value(model: &mut BrowseMut<'_>, name: FieldId, typed: &str, complaint: Option<String>) {
    let Some(mark) = &model.own.mark else { return };
    let all = model.shared.collection.as_deref();
    let case = mark.case.as_ref().and_then(|case| all?.get(case.as_str()));
    let Some(asked) = case.and_then(|case| field(case.record.kind, name)) else { return };
    let words = mark.words().split_whitespace().collect::<Vec<_>>().join(" ");
    let said = complaint.map(|complaint| StyledRun::new(Role::Warning, complaint));
    let preface = said.into_iter().chain([StyledRun::new(Role::Quoted, quoted(&words))]);
    let example = asked.hints.iter().flatten().next();
    let line = OverlayLine {
        meaning: match example {
            Some(example) => format!("such as {}", example.example),
            None => "add it with the quote".to_owned(),
        },
        choice: Some(Choice::FieldValue(name)),
        ..OverlayLine::default()
    };
    let overlay = Overlay::asking(format!("Value of {}", asked.label), asked.meaning, typed, line);
    model.shared.overlay = Some(overlay.prefaced(preface.collect()));
}

/// Takes what was typed as the value of a field that the case lacks, unless `check` would complain of it, and
/// goes on with the quote.
pub(crate) fn take_value(model: &mut BrowseMut<'_>, name: FieldId) -> Vec<Effect> {
    let prompt = model.shared.overlay.take().and_then(|overlay| overlay.prompt().cloned());
    let typed = prompt.map(|prompt| prompt.text()).unwrap_or_default();
    let all = model.shared.collection.clone();
    let mark = model.own.mark.clone();
    let located = mark.as_ref().and_then(|mark| all.as_deref()?.get(mark.case.as_ref()?.as_str()));
    let Some((all, (mut mark, located))) = all.as_ref().zip(mark.clone().zip(located)) else {
        return Vec::new();
    };
    let Some(asked) = field(located.record.kind, name) else { return Vec::new() };
    if let Some(said) = why_no_value(&typed) {
        ask_value(model, name, &typed, Some(format!("{said}; Esc goes back to the text")));
        return Vec::new();
    }
    if located.record.has(&Cited::Field(name)) {
        let said = format!(
            "the case has `{}` by now, and not from you; Esc goes back to the text",
            asked.label
        );
        ask_value(model, name, &typed, Some(said));
        return Vec::new();
    }
    mark.values.retain(|value| value.field != name);
    mark.values.push(NewValue::of(asked, &typed));
    let edit = rewrite(&mark, located, line_of(model.view(), &mark));
    let complaint = match complaint_about(all, &edit, name) {
        Ok(complaint) => complaint,
        Err(EditRefusal { what, remedy }) => Some(format!("{what}; {remedy}")),
    };
    if let Some(complaint) = complaint {
        ask_value(model, name, &typed, Some(complaint));
        return Vec::new();
    }
    model.own.mark = Some(mark);
    send(model)
}

fn line_of(model: BrowseRef<'_>, mark: &MarkedPassage) -> usize {
    let passage = mark.passage().unwrap_or_default();
    model.own.reading.as_ref().map_or(1, |reading| reading.line_at(passage.start()) + 1)
}

fn set_stage(model: &mut BrowseMut<'_>, stage: MarkStage) {
    if let Some(mark) = &mut model.own.mark {
        mark.stage = stage;
    }
}

/// Takes what became of the writing, and has the file read again.
pub(crate) fn rewritten(model: &mut BrowseMut<'_>, outcome: WriteOutcome) -> Vec<Effect> {
    let next = model.shared.reloads.next();
    model.shared.written.is_written(outcome.result.as_deref().ok(), next);
    let due = model.shared.written.due.take();
    let WriteOutcome { result, changes } = match due {
        Some(PendingEdit::Value(pending)) => {
            return value_write::written(model.shared, pending, outcome);
        }
        Some(PendingEdit::Files(pending)) => {
            return change_review::written(model.shared, *pending, outcome);
        }
        Some(PendingEdit::Travel(travel)) => {
            return change_list::travelled(model.shared, *travel, outcome);
        }
        Some(PendingEdit::Quote(..) | PendingEdit::View(..)) => outcome,
        Some(PendingEdit::Undo(done)) => return take_undone(model, done, outcome),
        Some(PendingEdit::Redo(undone_edit)) => return take_redone(model, undone_edit, outcome),
        None => return Vec::new(),
    };
    let at = model.shared.written.now;
    match (due, result) {
        (Some(PendingEdit::Quote(mark, file)), Ok(written)) => {
            report_added(model, &mark);
            if let Some(case) = &mark.case {
                model.shared.keep_in_list(case);
            }
            if is_sent(model.view()) {
                set_stage(model, MarkStage::Written);
            }
            let (of, inverse) = (EditOf::Quote(Box::new(mark)), written.inverse);
            model.shared.written.remember(CompletedEdit { file, inverse, of, at });
        }
        (Some(PendingEdit::View(digit, file)), Ok(written)) => {
            let said = format!(
                "saved as view {digit} in {}: {digit} opens it, u undoes it",
                file.display()
            );
            model.shared.notice = Some(said);
            let inverse = written.inverse;
            model.shared.written.remember(CompletedEdit { file, inverse, of: EditOf::View, at });
        }
        (Some(PendingEdit::View(..)), Err(refused)) => {
            let refused = change_review::in_words(model.shared, refused);
            report_refusal(model.shared, "The view was not saved", refused, None);
        }
        (_, Err(refused)) => {
            if is_sent(model.view()) {
                set_stage(model, MarkStage::Fixed);
            }
            let refused = change_review::in_words(model.shared, refused);
            let remains = Some("the selection and its fields are kept; c shows them again");
            report_refusal(model.shared, "The quote was not added", refused, remains);
        }
        (_, Ok(_)) => {}
    }
    change_review::read_again(model.shared, changes)
}

/// Takes what became of undoing an edit.
fn take_undone(
    model: &mut BrowseMut<'_>,
    mut done: CompletedEdit,
    WriteOutcome { result, changes }: WriteOutcome,
) -> Vec<Effect> {
    match result {
        Ok(written) => {
            returned(model.shared, &mut done, &written);
            let note = ReturnNote::of(&written);
            model.shared.written.remember_undone(done.clone());
            undone(model, done, &note);
        }
        Err(refused) => {
            let what = not_undone(&done);
            let refused = refusal(model.shared, &done, refused);
            model.shared.written.put_back(done);
            say_refusal(model.shared, what, refused);
        }
    }
    change_review::read_again(model.shared, changes)
}

/// Takes what became of redoing an edit.
fn take_redone(
    model: &mut BrowseMut<'_>,
    mut undone_edit: CompletedEdit,
    WriteOutcome { result, changes }: WriteOutcome,
) -> Vec<Effect> {
    match result {
        Ok(written) => {
            returned(model.shared, &mut undone_edit, &written);
            redone(model, &undone_edit, &ReturnNote::of(&written));
            model.shared.written.put_back(undone_edit);
        }
        Err(refused) => {
            let refused = refusal(model.shared, &undone_edit, refused);
            model.shared.written.remember_undone(undone_edit);
            say_refusal(model.shared, "Nothing was redone", refused);
        }
    }
    change_review::read_again(model.shared, changes)
}

/// Takes over what takes an edit back now, and how many files that changes.
fn returned(shared: &mut Shared, edit: &mut CompletedEdit, written: &WrittenEdit) {
    let before = std::mem::replace(&mut edit.inverse, Arc::clone(&written.inverse));
    shared.discarded.add(before);
    if let EditOf::Files(files) = &mut edit.of {
        files.files = written.files;
    }
}

/// Returns why an edit was not undone or redone; `None` where the user gave it up.
fn refusal(shared: &Shared, edit: &CompletedEdit, refused: WriteRefusal) -> Option<EditRefusal> {
    match refused {
        WriteRefusal::GivenUp => None,
        WriteRefusal::Left(left) => Some(not_returned(shared, edit, &left)),
        WriteRefusal::Refused(refused) if refused == changed_since() => Some(by_hand(shared, edit)),
        refused @ (WriteRefusal::Stale | WriteRefusal::OtherText(_) | WriteRefusal::Refused(_)) => {
            Some(change_review::in_words(shared, refused))
        }
    }
}

fn say_refusal(shared: &mut Shared, what: &str, refused: Option<EditRefusal>) {
    match refused {
        Some(refused) => report_refusal(shared, what, refused, None),
        None => shared.say("given up; nothing was written"),
    }
}

/// Returns whether a field was looked for by typing and none was ticked: the tick was forgotten.
fn is_forgotten(overlay: Option<&Overlay>) -> bool {
    let Some(overlay) = overlay else { return false };
    let is_filtered = overlay.prompt().is_some_and(|prompt| !prompt.text().is_empty());
    is_filtered && overlay.ticked_citations().is_some_and(|ticked| ticked.is_empty())
}

fn is_sent(model: BrowseRef<'_>) -> bool {
    model.own.mark.as_ref().is_some_and(|mark| mark.stage == MarkStage::Sent)
}

/// Says what was written.
fn report_added(model: &mut BrowseMut<'_>, mark: &MarkedPassage) {
    let name =
        |case: &Id| model.shared.masked().map(|masked| masked.name_of(case)).unwrap_or_default();
    let name = mark.case.as_ref().map(name).unwrap_or_default();
    let located =
        mark.case.as_ref().and_then(|case| model.shared.collection.as_deref()?.get(case.as_str()));
    let label = |cited: &Cited| match located {
        Some(located) => cited.label(located.record.kind),
        None => cited.to_string(),
    };
    let supported: Vec<String> = mark.supports.iter().map(label).collect();
    let supported = if supported.is_empty() {
        "no field, as background".to_owned()
    } else {
        supported.join(", ")
    };
    let shows = match located.and_then(|located| located.file.first_unreadable()) {
        Some((_, place)) => {
            format!("; it will be shown once line {} of the file is fixed", place.line)
        }
        None => "; E edits its speaker and place".to_owned(),
    };
    model
        .shared
        .notify_of(&name, |name| format!("quote added to {name}: {supported}; u undoes it{shows}"));
}

/// Shows the marked words as a quote once the case has it.
pub(crate) fn arrive(model: &mut BrowseMut<'_>) {
    let is_written = |mark: &&MarkedPassage| mark.stage == MarkStage::Written;
    let Some(mark) = model.own.mark.clone().filter(|mark| is_written(&mark)) else { return };
    let Some(case) = mark.case.clone() else { return };
    let located = model.shared.collection.as_deref().and_then(|all| all.get(case.as_str()));
    // A broken file shows its records as they were.
    if located.is_some_and(|located| {
        located.file.first_unreadable().is_some() && mark.is_in_file(located)
    }) {
        model.own.mark = None;
        return;
    }
    let Some(number) = located.and_then(|located| mark.number_in(located.record)) else { return };
    let is_here = model.own.focus == Pane::Quotes && model.view().mark_here().is_some();
    model.own.mark = None;
    if is_here {
        reading::renew(model);
        reading::go_to(model, QuoteItem::Quote(case, number));
    }
}

/// Undoes the last change.
pub(crate) fn undo(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    if model.shared.written.due.is_some() {
        model.shared.say("another edit is still being saved");
        return Vec::new();
    }
    let Some(done) = model.shared.written.take_last() else {
        model.shared.say("nothing to undo");
        return Vec::new();
    };
    write_back(model.shared, "undoing", done, PendingEdit::Undo)
}

/// Makes the change again that was undone last.
pub(crate) fn redo(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    if model.shared.written.due.is_some() {
        model.shared.say("another edit is still being saved");
        return Vec::new();
    }
    let Some(undone_edit) = model.shared.written.take_undone() else {
        model.shared.say("nothing to redo");
        return Vec::new();
    };
    write_back(model.shared, "redoing", undone_edit, PendingEdit::Redo)
}

/// Has an edit undone or redone, as `pending` says, on the files as they are now: where others changed other places of a
/// file, these stay as they are.
fn write_back(
    shared: &mut Shared,
    doing: &str,
    edit: CompletedEdit,
    pending: impl FnOnce(CompletedEdit) -> PendingEdit,
) -> Vec<Effect> {
    let (is_bulk, files) = match &edit.of {
        EditOf::Files(files) => (files.is_bulk, files.files),
        EditOf::Quote(_) | EditOf::View | EditOf::Value(_) => (false, 1),
    };
    let order = WriteOrder::Return { change: Arc::clone(&edit.inverse), is_bulk };
    let effects = change_review::send(shared, pending(edit), order, files);
    if let Some(files) = shared.written.count_long() {
        shared.notice = Some(format!("{doing} the change of {} …", counted(files, "file")));
    }
    effects
}

/// Returns what is said where an edit could not be taken back.
fn not_undone(done: &CompletedEdit) -> &'static str {
    match done.of {
        EditOf::Quote(_) => "The quote was not removed",
        EditOf::View => "The view was not removed",
        EditOf::Value(_) => "The value was not changed back",
        EditOf::Files(_) => "The change was not undone",
    }
}

/// Returns why an edit cannot be taken back or made again, and what to do instead.
fn not_returned(
    shared: &Shared,
    edit: &CompletedEdit,
    left: &[(PathBuf, FileObstacle)],
) -> EditRefusal {
    let first = left.first().map(|(path, obstacle)| (shared.masked_path(path), *obstacle));
    let Some((path, obstacle)) = first else { return by_hand(shared, edit) };
    let more = match left.len() {
        0 | 1 => String::new(),
        count => format!("; so is it with {} more", count - 1),
    };
    let what = format!("{path} {}{more}", obstacle.in_words());
    let remedy = match obstacle {
        FileObstacle::Gone => "restore the file, then do this again".to_owned(),
        FileObstacle::Changed | FileObstacle::Back => by_hand(shared, edit).remedy,
    };
    EditRefusal { what, remedy }
}

/// Returns why an edit of a file that someone changed since cannot be taken back, and what to do instead.
fn by_hand(shared: &Shared, done: &CompletedEdit) -> EditRefusal {
    let remedy = match done.of {
        EditOf::Quote(_) => {
            "if the quote is still there, remove it by hand: e opens the file of a case".to_owned()
        }
        EditOf::View => {
            let path = shared.masked_path(&done.file);
            format!("if the view is still there, remove it by hand from {path}")
        }
        EditOf::Value(_) => "look at the value as it is now: i changes it".to_owned(),
        EditOf::Files(_) => "look at what the files have now: e opens one".to_owned(),
    };
    EditRefusal { remedy, ..changed_since() }
}

/// Says what was made again.
fn redone(model: &mut BrowseMut<'_>, edit: &CompletedEdit, note: &ReturnNote) {
    match &edit.of {
        EditOf::Quote(mark) => report_added(model, mark),
        EditOf::View => {
            let path = edit.file.display();
            model.shared.notice = Some(format!("view saved again in {path}; u undoes it"));
        }
        EditOf::Value(edited) => value_write::report_redone(model.shared, edited, note),
        EditOf::Files(files) => change_review::redone(model.shared, files, note),
    }
}

/// Says what was undone; marks the words again that were quoted, so that they can be quoted otherwise.
fn undone(model: &mut BrowseMut<'_>, done: CompletedEdit, note: &ReturnNote) {
    let mut mark = match done.of {
        EditOf::Quote(mark) => *mark,
        EditOf::View => {
            let path = done.file.display();
            let said = format!("view removed from {path}; {}", rest_of_file(note));
            model.shared.notice = Some(said);
            return;
        }
        EditOf::Value(edited) => {
            return value_write::report_undone(model.shared, &edited, note);
        }
        EditOf::Files(edit) => return change_review::undone(model.shared, &edit, note),
    };
    let name =
        |case: &Id| model.shared.masked().map(|masked| masked.name_of(case)).unwrap_or_default();
    let name = mark.case.as_ref().map(name).unwrap_or_default();
    mark.stage = MarkStage::Fixed;
    // What was typed for a field is asked for again: the words may be said to support something else now.
    mark.values.clear();
    model.own.mark = Some(mark);
    marking::renew(model);
    let here = model.view().mark_here().cloned().filter(|_| model.own.focus == Pane::Quotes);
    let selected = if here.is_some() { "; its words are selected again (Esc clears)" } else { "" };
    model.shared.notify_of(&name, |name| {
        format!("quote removed from {name}; {}{selected}", rest_of_file(note))
    });
    if let Some(mark) = here {
        marking::go_to(model, &mark);
    }
}
