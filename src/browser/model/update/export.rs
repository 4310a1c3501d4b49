//! Exports the marked records, those that are listed, or all: shows one panel with format, records, path and whether it is
//! a public release, says what will be held back, and has it written.

use std::path::PathBuf;

use crate::browser::model::export_draft::{
    ExportDraft, ExportOrder, ExportOutlook, ExportStage, ExportedRecords,
};
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::{Choice, ExportStep};
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::page::{Role, StyledRun};
use crate::browser::model::shared::Shared;
use crate::browser::model::update::value_place::is_yes;
use crate::exchange::{Format, Takes};
use crate::record::Kind;
use crate::redaction::Mask;
use crate::session::export::ExportFailure;
use crate::session::prompt::Prompt;
use crate::text::counted;

/// Shows the panel.
pub(crate) fn open(shared: &mut Shared) -> Vec<Effect> {
    let is_writing =
        shared.export.as_ref().is_some_and(|draft| draft.stage == ExportStage::Writing);
    let why_not = if is_writing {
        Some("an export is still being written")
    } else if shared.collection.is_none() || shared.is_arriving() {
        Some("the files are still being read; try again when they are")
    } else {
        None
    };
    let Some(format) = Format::all_of_menu().next().filter(|_| why_not.is_none()) else {
        shared.notice = why_not.map(str::to_owned);
        return Vec::new();
    };
    let count = |records: &ExportedRecords| count_of(shared, *records, format) > 0;
    let Some(records) = ALL_RECORDS.into_iter().find(count) else {
        shared.notice = Some("there is no record to export".to_owned());
        return Vec::new();
    };
    shared.export = Some(Box::new(ExportDraft {
        chosen: format,
        records,
        path: None,
        is_public: false,
        since: None,
        stage: ExportStage::Panel,
        generation: 0,
        outlook: None,
        shown_under: shared.mask,
    }));
    look(shared, ExportStep::Public)
}

const ALL_RECORDS: [ExportedRecords; 3] =
    [ExportedRecords::Marked, ExportedRecords::Listed, ExportedRecords::All];

/// Goes on with the export.
pub(crate) fn choose(shared: &mut Shared, step: ExportStep) -> Vec<Effect> {
    let typed = shared.overlay.as_ref().and_then(Overlay::prompt).map(Prompt::text);
    let typed = typed.map(|typed| typed.trim().to_owned());
    let is_yes = is_yes(shared);
    let Some(draft) = shared.export.as_deref_mut() else { return Vec::new() };
    match step {
        ExportStep::Formats => ask_format(shared),
        ExportStep::Path => ask_path(shared),
        ExportStep::Since => ask_since(shared),
        ExportStep::Format(name) => {
            draft.chosen = Format::of_menu(name).unwrap_or(draft.chosen);
            return look(shared, ExportStep::Formats);
        }
        ExportStep::Records => {
            next_records(shared);
            return look(shared, ExportStep::Records);
        }
        ExportStep::Public => {
            draft.is_public = !draft.is_public;
            return look(shared, ExportStep::Public);
        }
        ExportStep::PathTyped => {
            draft.path = typed.filter(|typed| !typed.is_empty()).map(PathBuf::from);
            return look(shared, ExportStep::Path);
        }
        ExportStep::SinceTyped => {
            draft.since = typed.filter(|typed| !typed.is_empty()).map(PathBuf::from);
            return look(shared, ExportStep::Since);
        }
        ExportStep::Write => return write(shared),
        ExportStep::Replace if is_yes => return send(shared, true),
        ExportStep::Replace => {
            shared.notice = Some("nothing was written".to_owned());
            show(shared, ExportStep::Path);
        }
    }
    Vec::new()
}

/// Shows what would come of an order, unless another one was made since.
pub(crate) fn seen(shared: &mut Shared, generation: u64, outlook: ExportOutlook) {
    let Some(draft) = shared.export.as_deref_mut().filter(|draft| draft.generation == generation)
    else {
        return;
    };
    draft.outlook = Some(outlook);
    if draft.stage == ExportStage::Panel {
        let at = shared.overlay.as_ref().and_then(Overlay::choice).cloned();
        show_at(shared, at.as_ref());
    }
}

/// Says what was written, or why not: in the panel where it is still there, else on the status line.
pub(crate) fn written(
    shared: &mut Shared,
    generation: u64,
    outcome: Result<Vec<String>, ExportFailure>,
) {
    let Some(draft) = shared.export.take_if(|draft| draft.generation == generation) else { return };
    let is_shown = shared.overlay.as_ref().is_some_and(Overlay::is_export);
    match outcome {
        Ok(said) if is_shown => {
            let line = |words: &String| OverlayLine {
                meaning: words.clone(),
                role: Some(Role::Text),
                ..OverlayLine::default()
            };
            let lines = said.iter().map(line).collect();
            shared.overlay = Some(Overlay::of("Exported", lines).as_popup());
        }
        Ok(said) => shared.notice = Some(said.join("; ")),
        Err(ExportFailure { what, remedy }) => {
            let said = format!("not exported: {what}; {remedy}");
            if is_shown {
                let why_not = Some(said);
                let outlook = draft.outlook.map(|before| ExportOutlook { why_not, ..before });
                let draft = ExportDraft { outlook, stage: ExportStage::Panel, ..*draft };
                shared.export = Some(Box::new(draft));
                show(shared, ExportStep::Path);
            } else {
                shared.notice = Some(said);
            }
        }
    }
}

/// Goes back to the panel from a question that is asked over it; returns whether one is.
pub(crate) fn leaves_question(shared: &mut Shared) -> bool {
    let is_asked = shared.overlay.is_some()
        && shared.export.as_ref().is_some_and(|draft| draft.stage == ExportStage::Question);
    if is_asked {
        let asked = shared.overlay.as_ref().and_then(Overlay::first_choice);
        let at = match asked {
            Some(Choice::Export(ExportStep::Format(_))) => ExportStep::Formats,
            Some(Choice::Export(ExportStep::SinceTyped)) => ExportStep::Since,
            _ => ExportStep::Path,
        };
        show(shared, at);
    }
    is_asked
}

/// Closes the panel, since the user is away and it may have a name.
pub(crate) fn close(shared: &mut Shared) {
    if shared.export.as_ref().is_some_and(|draft| draft.stage != ExportStage::Writing) {
        (shared.export, shared.overlay) = (None, None);
    }
}

/// Forgets an export whose panel was closed before it was written.
pub(crate) fn settle(shared: &mut Shared) {
    if shared.overlay.is_none() {
        shared.export.take_if(|draft| draft.stage != ExportStage::Writing);
    }
}

/// Has it looked at what would come of the export, and shows the panel.
fn look(shared: &mut Shared, at: ExportStep) -> Vec<Effect> {
    shared.exports += 1;
    let (generation, mask) = (shared.exports, shared.mask);
    if let Some(draft) = shared.export.as_deref_mut() {
        (draft.generation, draft.outlook, draft.shown_under) = (generation, None, mask);
    }
    show(shared, at);
    let order = order(shared, false);
    order.map(|order| Effect::LookAtExport { generation, order }).into_iter().collect()
}

fn order(shared: &Shared, replaces: bool) -> Option<ExportOrder> {
    let draft = shared.export.as_deref()?;
    let ids = match draft.records {
        _ if draft.is_public => None,
        ExportedRecords::Marked => Some(shared.marked.in_order(&shared.listing).into()),
        ExportedRecords::Listed => Some(shared.listing.shared_ids().clone()),
        ExportedRecords::All => None,
    };
    Some(ExportOrder {
        ids,
        format: draft.format().menu_name(),
        path: draft.path.clone(),
        masked: shared.mask == Mask::All,
        is_public: draft.is_public,
        since: draft.since.clone().filter(|_| draft.is_public),
        replaces,
    })
}

/// Has it written, or asks first whether a file is to be replaced.
fn write(shared: &mut Shared) -> Vec<Effect> {
    let Some(draft) = shared.export.as_deref() else { return Vec::new() };
    if draft.shown_under != shared.mask {
        // What was said is not said of what would be written now.
        return look(shared, ExportStep::Write);
    }
    let result = &shared.query.result;
    let is_of_list = !draft.is_public && draft.records == ExportedRecords::Listed;
    let is_partial = is_of_list && (!result.whole || result.partial);
    match &draft.outlook {
        Some(ExportOutlook { why_not: Some(_), .. }) => {
            let said = "it cannot be written so; the lines below the name say why";
            shared.notice = Some(said.to_owned());
            Vec::new()
        }
        Some(_) if is_partial => {
            let said = "the list is not complete yet; try again in a moment, or mark records";
            shared.notice = Some(said.to_owned());
            Vec::new()
        }
        Some(ExportOutlook { replaces: true, path, .. }) => {
            let title = format!("Replace {}?", path.display());
            let line = OverlayLine {
                meaning: "Enter after y replaces it; Esc goes back".to_owned(),
                choice: Some(Choice::Export(ExportStep::Replace)),
                ..OverlayLine::default()
            };
            ask(shared, Overlay::asking(title, "type y to replace it", "", line));
            Vec::new()
        }
        Some(_) => send(shared, false),
        None => {
            shared.notice = Some("still looking at what would be written …".to_owned());
            Vec::new()
        }
    }
}

fn send(shared: &mut Shared, replaces: bool) -> Vec<Effect> {
    // The name that was shown is the one that is written to.
    let Some(mut order) = order(shared, replaces) else { return Vec::new() };
    let Some(draft) = shared.export.as_deref_mut() else { return Vec::new() };
    order.path = draft.outlook.as_ref().map(|outlook| outlook.path.clone());
    draft.stage = ExportStage::Writing;
    let generation = draft.generation;
    let line = OverlayLine {
        meaning: "writing …  Esc goes on without waiting".to_owned(),
        role: Some(Role::Text),
        ..OverlayLine::default()
    };
    shared.overlay = Some(Overlay::of("Export", vec![line]).as_popup().as_export());
    vec![Effect::Export { generation, order }]
}

fn ask(shared: &mut Shared, overlay: Overlay) {
    if let Some(draft) = shared.export.as_deref_mut() {
        draft.stage = ExportStage::Question;
    }
    shared.overlay = Some(overlay);
}

fn ask_format(shared: &mut Shared) {
    let Some(draft) = shared.export.as_deref() else { return };
    let entries = ExportDraft::formats(draft.is_public).map(|format| OverlayLine {
        term: format.menu_name().to_owned(),
        meaning: description(format),
        choice: Some(Choice::Export(ExportStep::Format(format.menu_name()))),
        ..OverlayLine::default()
    });
    let at = Choice::Export(ExportStep::Format(draft.format().menu_name()));
    let overlay = Overlay::of("Format of the export", entries.collect()).as_popup().filterable();
    ask(shared, overlay.at(Some(&at)));
}

fn ask_path(shared: &mut Shared) {
    let Some(draft) = shared.export.as_deref() else { return };
    let typed = draft.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let line = OverlayLine {
        meaning: "Enter takes it; without a name, a free one in this folder is taken".to_owned(),
        choice: Some(Choice::Export(ExportStep::PathTyped)),
        ..OverlayLine::default()
    };
    let format = draft.format();
    let title = if format.is_package() && format.takes == Takes::Export {
        "Folder to write"
    } else {
        "File to write"
    };
    ask(shared, Overlay::asking(title.to_owned(), "a name or a path", &typed, line));
}

fn ask_since(shared: &mut Shared) {
    let Some(draft) = shared.export.as_deref() else { return };
    let typed = draft.since.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let line = OverlayLine {
        meaning: "a release that differs from it by a few people is not written".to_owned(),
        choice: Some(Choice::Export(ExportStep::SinceTyped)),
        ..OverlayLine::default()
    };
    let title = "Folder of the last release".to_owned();
    ask(shared, Overlay::asking(title, "its folder or release.json", &typed, line));
}

/// Exports other records.
fn next_records(shared: &mut Shared) {
    let Some(draft) = shared.export.as_deref() else { return };
    let at = ALL_RECORDS.iter().position(|records| *records == draft.records).unwrap_or_default();
    let others = ALL_RECORDS.iter().cycle().skip(at + 1).take(ALL_RECORDS.len());
    let format = draft.format();
    let next = others.copied().find(|records| count_of(shared, *records, format) > 0);
    if let Some((draft, next)) = shared.export.as_deref_mut().zip(next) {
        draft.records = next;
    }
}

/// Counts some records; lists have cases alone.
fn count_of(shared: &Shared, records: ExportedRecords, format: &Format) -> usize {
    match (records, shared.collection.as_deref()) {
        (ExportedRecords::Marked, _) => shared.marked.count(&shared.listing),
        (ExportedRecords::Listed, _) => shared.listing.ids().len(),
        (ExportedRecords::All, None) => 0,
        (ExportedRecords::All, Some(all)) => {
            let kinds = Kind::all().filter(|kind| format.takes == Takes::Export || kind.is_case());
            kinds.map(|kind| all.count_of(kind)).sum()
        }
    }
}

fn show(shared: &mut Shared, at: ExportStep) {
    show_at(shared, Some(&Choice::Export(at)));
}

/// Shows the panel with the cursor on a line of it.
fn show_at(shared: &mut Shared, at: Option<&Choice>) {
    if let Some(draft) = shared.export.as_deref_mut() {
        draft.stage = ExportStage::Panel;
    }
    let Some(draft) = shared.export.as_deref() else { return };
    let line = |term: &str, meaning: String, step: ExportStep| OverlayLine {
        term: term.to_owned(),
        meaning,
        // The records of a public release cannot be chosen.
        choice: (!(draft.is_public && step == ExportStep::Records)).then_some(Choice::Export(step)),
        ..OverlayLine::default()
    };
    let said = |words: &str, role: Role| OverlayLine {
        meaning: words.to_owned(),
        role: Some(role),
        ..OverlayLine::default()
    };
    let public = if draft.is_public {
        "yes: what may be published, of people without names"
    } else {
        "no: for you and your colleagues"
    };
    let outlook = draft.outlook.as_ref();
    let path = match outlook {
        Some(outlook) => outlook.path.display().to_string(),
        None => "…".to_owned(),
    };
    let mut lines = vec![
        line("public release", public.to_owned(), ExportStep::Public),
        line("format", format_in_words(draft), ExportStep::Formats),
        line("records", records_in_words(shared, draft), ExportStep::Records),
    ];
    if draft.is_public {
        let since = draft.since.as_ref().map(|path| path.display().to_string());
        let since = since.unwrap_or_else(|| "no earlier release".to_owned());
        lines.push(line("compare with", since, ExportStep::Since));
    }
    lines.push(line("to", path, ExportStep::Path));
    match outlook {
        Some(outlook) => {
            // What concerns the name is below it.
            lines.extend(outlook.why_not.iter().map(|words| said(words, Role::Warning)));
            if outlook.replaces && outlook.why_not.is_none() {
                lines
                    .push(said("a file of this name is there: you are asked first", Role::Warning));
            }
            lines.extend(outlook.sentences.iter().map(|words| said(words, Role::Text)));
        }
        None => lines.push(said("looking at what would be held back …", Role::Quiet)),
    }
    let write = if outlook.is_some_and(|outlook| outlook.replaces) {
        "write it in the place of this file"
    } else {
        "write it"
    };
    // No line is empty, so that this one is on the smallest screen too.
    lines.push(OverlayLine {
        meaning: write.to_owned(),
        choice: Some(Choice::Export(ExportStep::Write)),
        role: Some(Role::Link),
        ..OverlayLine::default()
    });
    let title = if shared.mask == Mask::All { "Export, masked" } else { "Export" };
    let hint = StyledRun::new(Role::Quiet, "Enter changes a line; the last line writes");
    let overlay = Overlay::of(title, lines).as_popup().as_export().prefaced(vec![hint]);
    shared.overlay = Some(overlay.at(at));
}

fn format_in_words(draft: &ExportDraft) -> String {
    let (format, chosen) = (draft.format().menu_name(), draft.chosen.menu_name());
    let description = description(draft.format());
    if format == chosen {
        return format!("{format}: {description}");
    }
    format!("{format}, as {chosen} cannot be a public release: {description}")
}

/// Returns what a format is, and what the command line calls it where the panel has another name.
fn description(format: &Format) -> String {
    if format.menu_name() == format.name {
        return format.description.to_owned();
    }
    format!("{} (casebook export {})", format.description, format.name)
}

fn records_in_words(shared: &Shared, draft: &ExportDraft) -> String {
    let format = draft.format();
    let count = count_of(shared, draft.records, format);
    let is_export = format.takes == Takes::Export;
    let linked = if is_export { " and what they link to" } else { "" };
    match draft.records {
        _ if draft.is_public => {
            "the whole collection; releases of parts would tell of few people".to_owned()
        }
        ExportedRecords::Marked => format!("{}{linked}", counted(count, "marked record")),
        ExportedRecords::Listed => format!("{}{linked}", counted(count, "listed record")),
        ExportedRecords::All if is_export => format!("all {}", counted(count, "record")),
        ExportedRecords::All => format!("all {}", counted(count, "case")),
    }
}
