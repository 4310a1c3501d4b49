//! Saying that nothing was written, why, and what to do.

use super::super::rewrite::Refused;
use super::super::sheet::{Entry, Sheet};
use super::super::state::Model;

/// Says why nothing was written, what to do, and what is kept.
pub(super) fn refuse(model: &mut Model, title: &str, refused: Refused, kept: Option<&str>) {
    let Refused { what, remedy } = refused;
    let said = |words: &str| model.seen().map_or_else(|| words.to_owned(), |seen| seen.text(words));
    let (what, remedy) = (said(&what), said(&remedy));
    // Nobody's list is taken away from them.
    if model.sheet.is_some() {
        model.notice = Some(format!("{}: {what}", title.to_lowercase()));
        return;
    }
    let meanings = [Some(what), Some(remedy), kept.map(str::to_owned)].into_iter().flatten();
    let entries = meanings.map(|meaning| Entry { meaning, ..Entry::default() });
    model.sheet = Some(Sheet::of(title, entries.collect()).as_popup());
}
