//! The files: read anew when they change, with everything in the panes left where it was.

use std::path::Path;
use std::sync::Arc;

use super::super::mask::Mask;
use super::super::message::Effect;
use super::super::state::Model;
use super::{problems, search};
use crate::collection::Collection;
use crate::record::Id;

/// Reads the files because somebody asked.
pub(super) fn reload(model: &mut Model) -> Vec<Effect> {
    vec![Effect::Reload { generation: model.reloads.ask_by_hand() }]
}

/// Reads the files because they may have changed.
pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    vec![Effect::Reload { generation: model.reloads.ask() }]
}

/// Takes a reading of the files, unless a later one was taken.
pub(super) fn loaded(
    model: &mut Model,
    generation: u64,
    (collection, changed): (Arc<Collection>, usize),
) -> Vec<Effect> {
    if !model.reloads.accept(generation) {
        return Vec::new();
    }
    let awaited = model.reloads.is_awaited();
    let gone = |id: &Id| collection.get(id.as_str()).is_none();
    model.listing.retain(|id| !gone(id));
    if let Some(id) = model.shown.clone().filter(gone) {
        model.notice = Some(farewell(model, &collection, &id));
        model.shown = model.listing.selected().cloned();
    } else if model.collection.is_some() && model.notice.is_none() {
        model.notice = match changed {
            0 => awaited.then(|| "read again: nothing has changed".to_owned()),
            1 => Some("reloaded: 1 file changed".to_owned()),
            _ => Some(format!("reloaded: {changed} files changed")),
        };
    }
    if model.collection.is_none() && collection.settings().masked == Some(true) {
        model.mask = Mask::All;
    }
    model.collection = Some(collection);
    problems::renew(model);
    vec![search::again(model)]
}

/// Says what became of the record that was shown.
fn farewell(model: &Model, now: &Collection, id: &Id) -> String {
    let Some(seen) = model.seen() else { return String::new() };
    let name = seen.name_of(id);
    let is_there = |path: &Path| now.files().iter().any(|file| file.path == path);
    let path = model.record().map(|located| located.file.path.as_path());
    match path.filter(|path| is_there(path)) {
        Some(path) => format!("{name} is gone: {} has it no longer", seen.path(path)),
        None => format!("{name} is gone: its file was removed"),
    }
}
