//! What the terminal's window is called while the browser has it.

use super::super::model::Model;
use crate::text::{clip, in_ascii_cells, shows_ascii_only, visible};

/// Longer titles are cut by whatever shows them.
const WIDEST: usize = 80;

/// Returns the title of the window: the record that is shown, and the collection. It may be seen
/// where the screen is not, in a bar or a list of windows, and is masked like the screen.
pub fn window_title(model: &Model) -> String {
    let seen = model.seen();
    let record = seen.zip(model.shown.as_ref()).map(|(seen, id)| seen.name_of(id));
    let collection = seen.and_then(|seen| seen.title());
    let name = &model.about.name;
    // Before anything is read, nobody knows what is to be masked.
    let collection = collection.or_else(|| seen.map(|seen| seen.text(name))).unwrap_or_default();
    let parts = [record, Some(collection), Some("casebook".to_owned())];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let title = clip(&visible(&parts.join(" · ")), WIDEST);
    if shows_ascii_only() { in_ascii_cells(&title).into_owned() } else { title }
}
