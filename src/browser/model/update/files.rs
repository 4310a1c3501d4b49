//! The files: read anew when they change, with everything in the panes left where it was.

use std::path::Path;
use std::sync::Arc;

use super::super::mask::Mask;
use super::super::message::Effect;
use super::super::page::Pick;
use super::super::state::Model;
use super::{falling, marking, problems, search, writing};
use crate::collection::{Changes, Collection, Progress, Touched};
use crate::record::Id;

/// Reads the files because somebody asked.
pub(super) fn reload(model: &mut Model) -> Vec<Effect> {
    let generation = model.reloads.ask_by_hand();
    vec![Effect::Reload { generation, changes: Changes::Everything }]
}

/// Reads files because they may have changed.
pub(super) fn changed(model: &mut Model, changes: Changes) -> Vec<Effect> {
    vec![Effect::Reload { generation: model.reloads.ask(), changes }]
}

/// Takes what was read so far; it can be read and searched while the rest is being read.
pub(super) fn arriving(
    model: &mut Model,
    progress: Progress,
    part: Option<Arc<Collection>>,
) -> Vec<Effect> {
    model.progress = Some(progress);
    let Some(part) = part else { return Vec::new() };
    open(model, part);
    vec![search::again(model)]
}

/// Takes a reading of the files, unless a later one was taken.
pub(super) fn loaded(
    model: &mut Model,
    generation: u64,
    collection: &Arc<Collection>,
    (changed, touched): (usize, &Touched),
) -> Vec<Effect> {
    if !model.reloads.accept(generation) {
        return Vec::new();
    }
    let awaited = model.reloads.is_awaited();
    let first = model.progress.take().is_some();
    if model.collection.is_some() && !first {
        // Only what is still arriving moves under the eyes of whoever has done nothing yet.
        model.listing.hold();
    }
    let gone = |id: &Id| collection.kind_of(id).is_none();
    match touched {
        // What arrived in parts is all there in the whole.
        Touched::Everything if first => {}
        Touched::Everything => model.listing.retain(|id| !gone(id)),
        Touched::Only { named, .. } if named.iter().any(gone) => {
            model.listing.retain(|id| !named.contains(id) || !gone(id));
        }
        Touched::Only { .. } => {}
    }
    // Who stands where may be another one now; the next answer tells anew how each was found.
    model.query.answer.found = Arc::default();
    if let Some(id) = model.shown.clone().filter(gone) {
        model.notice = Some(farewell(model, collection, &id));
        model.shown = model.listing.selected().cloned();
    } else if model.collection.is_some() && model.notice.is_none() && !first {
        model.notice = match changed {
            0 => awaited.then(|| "read again: nothing has changed".to_owned()),
            1 => Some("reloaded: 1 file changed".to_owned()),
            _ => Some(format!("reloaded: {changed} files changed")),
        };
    }
    open(model, Arc::clone(collection));
    vec![search::again(model)]
}

/// Puts a collection before the reader; where it asks to be masked, and did not before, it is.
fn open(model: &mut Model, collection: Arc<Collection>) {
    let is_masked = |of: &Collection| of.settings().masked == Some(true);
    if is_masked(&collection) && !model.collection.as_deref().is_some_and(is_masked) {
        model.mask = Mask::All;
    }
    stay_in_text(model, &collection);
    model.collection = Some(collection);
    marking::renew(model);
    writing::arrive(model);
    problems::renew(model);
    falling::renew(model);
}

/// Keeps the place in a text where the quote under the cursor is gone.
fn stay_in_text(model: &mut Model, now: &Collection) {
    let (Some(reading), Some(pick)) = (&model.reading, model.quotes.spot()) else { return };
    let Pick::Quote(case, number) = pick else { return };
    let quotes = now.get(case.as_str()).map_or(0, |located| located.record.quotes.len());
    if let Some(offset) = reading.place(pick).filter(|_| quotes <= *number) {
        model.quotes.go_to(Pick::At(offset));
    }
}

/// Says what became of the record that was shown.
fn farewell(model: &Model, now: &Collection, id: &Id) -> String {
    let Some(seen) = model.seen() else { return String::new() };
    let name = seen.name_of(id);
    let is_there = |path: &Path| now.file_at(path).is_some();
    let path = model.record().map(|located| located.file.path.as_path());
    match path.filter(|path| is_there(path)) {
        Some(path) => format!("{name} is gone: {} has it no longer", seen.path(path)),
        None => format!("{name} is gone: its file was removed"),
    }
}
