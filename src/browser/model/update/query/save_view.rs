//! Saves the query and the sort order as a view of the collection, behind a digit.

use std::path::Path;

use crate::browser::model::edit::undo::PendingEdit;
use crate::browser::model::message::Effect;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::list::{Overlay, OverlayLine};
use crate::browser::model::shared::Shared;
use crate::collection::{ListSort, SavedView, save_view};
use crate::exchange::{Change, ChangedFile};
use crate::session::file_edit::{FileEdit, FileEditKind};
use crate::session::prompt::Prompt;
use crate::text::visible;

/// The settings file of a collection.
const SETTINGS: &str = "casebook.toml";

/// Lists the digits, each with the view that it opens now.
pub(crate) fn menu(shared: &mut Shared) {
    if shared.about.sample {
        let said = "this is the built-in sample (read-only); open your own: casebook -C DIR";
        shared.notice = Some(said.to_owned());
        return;
    }
    let ListSort { order, reversed, .. } = ListSort::default();
    let is_sorted = (shared.query.sort.order, shared.query.sort.reversed) != (order, reversed);
    if shared.query.text.trim().is_empty() && !is_sorted {
        let said = "nothing to save as a view yet: search (/), filter (f) or sort (s) first";
        shared.notice = Some(said.to_owned());
        return;
    }
    let views = shared.views();
    let entries = (1..=9).map(|digit| {
        let own = shared.about.views.get(digit).is_some();
        let meaning = views.get(digit).map(|view| visible(view.title()).into_owned());
        OverlayLine {
            term: digit.to_string(),
            meaning: meaning.unwrap_or_else(|| "not used yet".to_owned()),
            note: if own { "in your configuration".to_owned() } else { String::new() },
            // The view of the configuration would go on taking precedence.
            choice: (!own).then_some(Choice::SaveView(digit)),
            ..OverlayLine::default()
        }
    });
    let free = (1..=9).find(|digit| views.get(*digit).is_none()).map(Choice::SaveView);
    let overlay = Overlay::of("Save this search as view", entries.collect()).as_popup();
    shared.overlay = Some(overlay.at(free.as_ref()));
}

/// Asks for the name of the view.
pub(crate) fn ask_name(shared: &mut Shared, digit: u8) {
    let line = OverlayLine {
        meaning: format!("save it as view {digit}; without a name it is called by its search"),
        choice: Some(Choice::SaveNamedView(digit)),
        ..OverlayLine::default()
    };
    let title = format!("Name of view {digit}");
    // The name that the view has may be kept; a masked one is not put where it would be read.
    let plain = |name: &String| shared.masked().is_some_and(|masked| masked.text(name) == *name);
    let of_collection = shared.collection.as_deref().map(|all| &all.settings().views);
    let now = of_collection.and_then(|views| views.get(digit)).and_then(|view| view.name.clone());
    let now = now.filter(plain).unwrap_or_default();
    shared.overlay = Some(Overlay::asking(title, "a name, or nothing", &now, line).selected());
}

/// Has the view written into the settings of the collection, with the name that was typed.
pub(crate) fn save(shared: &mut Shared, digit: u8) -> Vec<Effect> {
    let typed = shared.overlay.take().and_then(|overlay| overlay.prompt().map(Prompt::text));
    let name = typed.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    if shared.written.due.is_some() {
        shared.say("another edit is still being saved");
        return Vec::new();
    }
    let path = Path::new(SETTINGS);
    let file = shared.collection.as_deref().and_then(|all| all.file_at(path));
    let Some(before) = file.map(|file| file.now().text().to_string()) else {
        let said = "the collection has no casebook.toml; casebook init adds one";
        shared.notice = Some(said.to_owned());
        return Vec::new();
    };
    let sort = Some(shared.query.sort).filter(|sort| {
        let ListSort { order, reversed, .. } = ListSort::default();
        (sort.order, sort.reversed) != (order, reversed)
    });
    let view = SavedView { name, query: shared.query.text.trim().to_owned(), sort };
    let splice = match save_view(&before, digit, &view) {
        Ok(splice) => splice,
        Err(error) => {
            shared.notice = Some(format!("not saved: {error}; edit the file by hand"));
            return Vec::new();
        }
    };
    let Some(file) = ChangedFile::of(path, &before, vec![splice]) else { return Vec::new() };
    let change = Change { label: format!("save view {digit}"), files: vec![file] };
    shared.written.due = Some(PendingEdit::View(digit, path.to_owned()));
    let change = FileEditKind::Change(change);
    vec![Effect::Rewrite(FileEdit { file: path.to_owned(), before: before.into(), change })]
}
