//! Handles changed files: reloads them, and says what has changed.

use std::path::Path;
use std::sync::Arc;

use crate::browser::model::message::Effect;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::browser::model::shared::Shared;
use crate::browser::model::update::record_ids;
use crate::collection::{Changes, Collection, File, Touched};
use crate::record::Id;
use crate::redaction::{Mask, MaskedCollection};

/// How many records are compared to find the file that changed; a source may touch thousands.
const MOST_COMPARED: usize = 200;

/// Reloads the files at the user's request.
pub(crate) fn reload(shared: &mut Shared) -> Vec<Effect> {
    let generation = shared.reloads.ask_by_hand();
    vec![Effect::Reload { generation, changes: Changes::Everything }]
}

/// Reads files because they may have changed.
pub(crate) fn changed(shared: &mut Shared, changes: Changes) -> Vec<Effect> {
    vec![Effect::Reload { generation: shared.reloads.ask(), changes }]
}

/// Reads the file that the user had open in an editor.
pub(crate) fn edited(shared: &mut Shared, file: &Path) -> Vec<Effect> {
    let generation = shared.reloads.ask_after_editor();
    vec![Effect::Reload { generation, changes: Changes::at(file) }]
}

/// What was read, and how it differs from what was read before.
#[derive(Clone, Copy)]
pub(crate) struct LoadedFiles<'l> {
    /// What was read.
    pub(crate) now: &'l Collection,
    /// How many files are others than in the reading before.
    pub(crate) changed: usize,
    /// Which records are others.
    pub(crate) touched: &'l Touched,
    /// Which records have other ids.
    pub(crate) renamed: &'l RenamedIds,
}

/// Removes from the list what is gone, and says what has changed. `record` is the one that the user looks at.
pub(crate) fn announce(shared: &mut Shared, loaded: LoadedFiles<'_>, record: Option<&Id>) {
    let LoadedFiles { now, changed, touched, renamed } = loaded;
    let awaited = shared.reloads.is_awaited();
    let is_edited = shared.reloads.is_back_from_editor();
    let first = shared.progress.take().is_some();
    if first {
        // What was said of a part does not stay as if it were said of all.
        shared.notice.take_if(|said| said.ends_with("files are still being read"));
    }
    if shared.collection.is_some() && !first {
        // While files are still arriving, the selection moves only if the user has done nothing
        // yet.
        shared.listing.keep_selection();
    }
    let gone = |id: &Id| now.kind_of(id).is_none();
    let is_own = shared.reloads.is_own();
    match touched {
        // What arrived in parts is all there in the whole.
        Touched::Everything if first => {}
        Touched::Everything => shared.listing.retain(|id| !gone(id)),
        Touched::Only { named, .. } if named.iter().any(gone) => {
            shared.listing.retain(|id| !named.contains(id) || !gone(id));
        }
        Touched::Only { .. } => {}
    }
    // The lines of the list may have moved; the next search result says again how each was found.
    shared.query.result.found = Arc::default();
    if is_own {
        // It is said already.
    } else if let Some(id) = record.filter(|id| gone(id)) {
        let id = id.clone();
        report_removed(shared, now, &id);
    } else if let Some(id) = record.filter(|id| renamed.is_now(id)) {
        shared.notice = Some(record_ids::moved_in_words(shared, now, id));
    } else if shared.collection.is_some() && !first {
        // What happens now is newer than what was said before.
        let reloaded = || match changed {
            0 if awaited => Some("reloaded; no changes".to_owned()),
            0 => is_edited.then(|| "back from the editor: the file is unchanged".to_owned()),
            1 => {
                let said = changed_file(shared, now, touched);
                Some(said.unwrap_or_else(|| "1 file changed, reloaded".to_owned()))
            }
            _ => Some(format!("{changed} files changed, reloaded")),
        };
        let news = broken(shared, loaded, record).or_else(reloaded);
        shared.notice = news.or(shared.notice.take());
    }
}

/// Masks the screen if the settings of a collection ask for that and did not before.
pub(crate) fn mask_as_set(shared: &mut Shared, now: &Collection) {
    let is_masked = |of: &Collection| of.settings().masked == Some(true);
    if is_masked(now) && !shared.collection.as_deref().is_some_and(is_masked) {
        shared.mask = Mask::All;
    }
}

/// Returns what has become of the one file that changed, if it still has records.
fn changed_file(shared: &Shared, now: &Collection, touched: &Touched) -> Option<String> {
    let Touched::Only { records, .. } = touched else { return None };
    let before = shared.collection.as_deref()?;
    let files = records.iter().take(MOST_COMPARED).filter_map(|id| now.get(id.as_str()));
    let is_changed = |file: &&File| {
        let was = before.file_at(&file.path);
        was.is_none_or(|was| *was.now().text() != *file.now().text())
    };
    let file = files.map(|located| located.file).find(is_changed)?;
    let masked_view = MaskedCollection::new(now, shared.mask).while_arriving(shared.is_arriving());
    let path = masked_view.path(&file.path);
    let is_new = before.file_at(&file.path).is_none();
    // The message takes the place of the footer, which would name this key.
    let is_own = is_new && shared.awaited.as_ref().is_some_and(|id| now.kind_of(id).is_some());
    Some(match (is_new, is_own) {
        (true, true) => format!("{path} created; a adds a field"),
        (true, false) => format!("{path} created"),
        (false, _) => format!("{path} changed, reloaded"),
    })
}

/// Returns the message for a file that became unreadable; the file of the record shown goes first.
fn broken(shared: &Shared, loaded: LoadedFiles<'_>, record: Option<&Id>) -> Option<String> {
    let LoadedFiles { now, touched, .. } = loaded;
    let was_broken = |file: &File| {
        let before = shared.collection.as_deref().and_then(|all| all.file_at(&file.path));
        before.is_some_and(|before| before.first_unreadable().is_some())
    };
    let is_new = |file: &&File| file.first_unreadable().is_some() && !was_broken(file);
    let shown = record.and_then(|id| now.get(id.as_str())).map(|at| at.file);
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
    let masked_view = MaskedCollection::new(now, shared.mask).while_arriving(shared.is_arriving());
    let problem = masked_view.text(&problem.message);
    let key = if here.is_some() { "E goes there" } else { "! lists it" };
    Some(format!("{} line {}: {problem}; {key}", masked_view.path(&file.path), place.line))
}

/// Says which record is in the place of the one that was looked at and is gone.
pub(crate) fn report_displaced(shared: &mut Shared, instead: Option<&Id>) {
    let said = shared.notice.take();
    let said = said.unwrap_or_else(|| "the record is gone".to_owned());
    let is_there =
        |id: &&Id| shared.collection.as_deref().is_some_and(|all| all.kind_of(id).is_some());
    let instead = instead.filter(is_there).zip(shared.masked());
    match instead.map(|(id, masked)| masked.name_of(id)) {
        Some(name) => shared.notify_of(&name, |name| format!("{said}; now at {name}")),
        None => shared.notice = Some(said),
    }
}

/// Returns the message that the record that was shown is gone.
fn report_removed(shared: &mut Shared, now: &Collection, id: &Id) {
    let Some(masked_view) = shared.masked() else { return };
    let name = masked_view.name_of(id);
    let is_there = |path: &Path| now.file_at(path).is_some();
    let located = shared.collection.as_deref().and_then(|before| before.get(id.as_str()));
    let path = located.map(|located| located.file.path.as_path());
    let how = match path.filter(|path| is_there(path)) {
        Some(path) => format!(" from {}", masked_view.path(path)),
        None => ": its file was deleted".to_owned(),
    };
    shared.notify_of(&name, |name| format!("{name} was removed{how}"));
}
