//! Handles changed files: reloads them and keeps every selection and scroll position.

use std::path::Path;
use std::sync::Arc;

use crate::browser::model::cache::pages::PageCache;
use crate::browser::model::message::Effect;
use crate::browser::model::page::QuoteItem;
use crate::browser::model::state::Model;
use crate::browser::model::update::impact_overlay;
use crate::browser::model::update::navigation::problems;
use crate::browser::model::update::query::search;
use crate::browser::model::update::quoting::{marking, write_quote};
use crate::collection::{Changes, Collection, File, Progress, Touched};
use crate::record::Id;
use crate::redaction::{Mask, MaskedCollection};

/// How many records are compared to find the file that changed; a source may touch thousands.
const MOST_COMPARED: usize = 200;

/// Reloads the files at the user's request.
pub(crate) fn reload(model: &mut Model) -> Vec<Effect> {
    let generation = model.reloads.ask_by_hand();
    vec![Effect::Reload { generation, changes: Changes::Everything }]
}

/// Reads files because they may have changed.
pub(crate) fn changed(model: &mut Model, changes: Changes) -> Vec<Effect> {
    vec![Effect::Reload { generation: model.reloads.ask(), changes }]
}

/// Shows the part that was read so far; it can be searched while the rest is being read.
pub(crate) fn arriving(
    model: &mut Model,
    progress: Progress,
    part: Option<Arc<Collection>>,
) -> Vec<Effect> {
    model.progress = Some(progress);
    let Some(part) = part else { return Vec::new() };
    open(model, part);
    vec![search::again(model)]
}

/// Shows a newly loaded collection, unless a later one was shown already.
pub(crate) fn loaded(
    model: &mut Model,
    generation: u64,
    collection: &Arc<Collection>,
    changed: usize,
    touched: &Touched,
) -> Vec<Effect> {
    if !model.reloads.accept(generation) {
        return Vec::new();
    }
    let awaited = model.reloads.is_awaited();
    let first = model.progress.take().is_some();
    if model.collection.is_some() && !first {
        // While files are still arriving, the selection moves only if the user has done nothing
        // yet.
        model.listing.keep_selection();
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
    // The lines of the list may have moved; the next search result says again how each was found.
    model.query.result.found = Arc::default();
    if let Some(id) = model.shown.clone().filter(gone) {
        model.notice = Some(removed_message(model, collection, &id));
        model.shown = model.listing.selected().cloned();
    } else if model.collection.is_some() && !first && !model.reloads.is_own() {
        // What happens now is newer than what was said before.
        let reloaded = || match changed {
            0 => awaited.then(|| "reloaded; no changes".to_owned()),
            1 => {
                let file = changed_file(model, collection, touched);
                Some(format!("{} changed, reloaded", file.unwrap_or_else(|| "1 file".to_owned())))
            }
            _ => Some(format!("{changed} files changed, reloaded")),
        };
        let news = broken(model, collection, touched).or_else(reloaded);
        model.notice = news.or(model.notice.take());
    }
    open(model, Arc::clone(collection));
    vec![search::again(model)]
}

/// Shows a collection, and masks the screen if its settings ask for that and did not before.
fn open(model: &mut Model, collection: Arc<Collection>) {
    let is_masked = |of: &Collection| of.settings().masked == Some(true);
    if is_masked(&collection) && !model.collection.as_deref().is_some_and(is_masked) {
        model.mask = Mask::All;
    }
    stay_in_text(model, &collection);
    model.collection = Some(collection);
    // Cached pages would keep the whole earlier collection in memory.
    model.pages = PageCache::default();
    marking::renew(model);
    write_quote::arrive(model);
    problems::renew(model);
    impact_overlay::renew(model);
}

/// Keeps the position in a text if the quote under the cursor is gone.
fn stay_in_text(model: &mut Model, now: &Collection) {
    let (Some(reading), Some(pick)) = (&model.reading, model.quotes.spot()) else { return };
    let QuoteItem::Quote(case, number) = pick else { return };
    let quotes = now.get(case.as_str()).map_or(0, |located| located.record.quotes.len());
    if let Some(offset) = reading.place(pick).filter(|_| quotes <= *number) {
        model.quotes.go_to(QuoteItem::At(offset));
    }
}

/// Returns the path of the one file that changed, if it still has records.
fn changed_file(model: &Model, now: &Collection, touched: &Touched) -> Option<String> {
    let Touched::Only { records, .. } = touched else { return None };
    let before = model.collection.as_deref()?;
    let files = records.iter().take(MOST_COMPARED).filter_map(|id| now.get(id.as_str()));
    let is_changed = |file: &&File| {
        let was = before.file_at(&file.path);
        was.is_none_or(|was| *was.now().text() != *file.now().text())
    };
    let file = files.map(|located| located.file).find(is_changed)?;
    let masked_view = MaskedCollection::new(now, model.mask).while_arriving(model.is_arriving());
    Some(masked_view.path(&file.path))
}

/// Returns the message for a file that became unreadable; the file of the record shown goes first.
fn broken(model: &Model, now: &Collection, touched: &Touched) -> Option<String> {
    let was_broken = |file: &File| {
        let before = model.collection.as_deref().and_then(|all| all.file_at(&file.path));
        before.is_some_and(|before| before.first_unreadable().is_some())
    };
    let is_new = |file: &&File| file.first_unreadable().is_some() && !was_broken(file);
    let shown = model.shown.as_ref().and_then(|id| now.get(id.as_str())).map(|at| at.file);
    let other = || match touched {
        Touched::Everything => now.files().find(is_new),
        Touched::Only { records, .. } => {
            let files = records.iter().filter_map(|id| now.get(id.as_str()));
            files.map(|located| located.file).find(is_new)
        }
    };
    let here = shown.filter(is_new);
    let file = here.or_else(other)?;
    let (problem, place) = file.first_unreadable()?;
    let masked_view = MaskedCollection::new(now, model.mask).while_arriving(model.is_arriving());
    let problem = masked_view.text(&problem.message);
    let key = if here.is_some() { "E goes there" } else { "! lists it" };
    Some(format!("{} line {}: {problem}; {key}", masked_view.path(&file.path), place.line))
}

/// Returns the message that the record that was shown is gone.
fn removed_message(model: &Model, now: &Collection, id: &Id) -> String {
    let Some(masked_view) = model.masked() else { return String::new() };
    let name = masked_view.name_of(id);
    let is_there = |path: &Path| now.file_at(path).is_some();
    let path = model.record().map(|located| located.file.path.as_path());
    match path.filter(|path| is_there(path)) {
        Some(path) => format!("{name} was removed from {}", masked_view.path(path)),
        None => format!("{name} was removed: its file was deleted"),
    }
}
