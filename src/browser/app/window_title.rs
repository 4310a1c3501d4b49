//! The window title.
//!
//! It may be visible where the screen is not, so it has no name of a person.

use super::state::Model;
use crate::browser::model::WindowTitle;
use crate::browser::screen::contract::ScreenSet;
use crate::redaction::Mask;
use crate::text::{clip, in_ascii_cells, shows_ascii_only, visible};

/// Longer titles are cut by whatever shows them.
const WIDEST: usize = 80;

/// Returns the title of the window. It may be seen where the screen is not, in a bar or a list of
/// windows, and is kept by some terminals: it names no one unless the user wants that, and is masked
/// like the screen.
pub(crate) fn window_title<S: ScreenSet>(model: &Model<S>) -> String {
    let shared = &model.shared;
    let masked = shared.masked();
    let wanted = shared.about.title;
    let is_confidential = masked.is_some_and(|masked| masked.is_confidential());
    let record = masked.zip(model.screen().record(shared)).map(|(masked, id)| masked.name_of(id));
    let record = record.filter(|_| wanted == WindowTitle::Case);
    let collection = || {
        let name = &shared.about.name;
        let title = masked.and_then(|masked| masked.title());
        // Before anything is read, it is unknown what is to be masked.
        title.or_else(|| masked.map(|masked| masked.text(name))).unwrap_or_default()
    };
    let withheld = shared.mask == Mask::All || is_confidential;
    let collection = match wanted {
        WindowTitle::Program => None,
        WindowTitle::Collection if withheld => None,
        WindowTitle::Collection | WindowTitle::Case => Some(collection()),
    };
    let parts = [record, collection, Some("casebook".to_owned())];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let title = clip(&visible(&parts.join(" · ")), WIDEST);
    if shows_ascii_only() { in_ascii_cells(&title).into_owned() } else { title }
}
