//! Opens the editor at the selected field or quote, or at a problem.

use std::path::PathBuf;

use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::page::QuoteItem;
use crate::browser::model::{Effect, Slip};
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef};
use crate::browser::view::bars::FilePlace;
use crate::collection::Located;
use crate::record::Quote;
use crate::text::{LineColumn, LineIndex};

/// Opens the record in the editor, at the field or quote under the cursor.
pub(crate) fn at_cursor(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let place = model.view().place().map(|FilePlace { path, at }| (path.to_owned(), at));
    open(model, place)
}

/// Opens the file of the record at its first problem, else at the quote under the cursor.
pub(crate) fn at_problem(model: &mut BrowseMut<'_>) -> Vec<Effect> {
    let place = model
        .view()
        .record()
        .and_then(|located| problem(model.view(), located).or(quote(model.view(), located)));
    match place {
        Some(_) => open(model, place),
        None => at_cursor(model),
    }
}

/// Opens the file of a case at one of its quotes.
pub(crate) fn at_quote(model: &mut BrowseMut<'_>, target: &JumpTarget) -> Vec<Effect> {
    let collection = model.shared.collection.clone();
    let case = collection.as_deref().and_then(|all| all.get(target.record.as_str()));
    let place = case.zip(target.quote.as_ref()).and_then(|(case, pick)| match pick {
        QuoteItem::Quote(_, number) => Some(place_of(case, case.record.quotes.get(*number)?)),
        QuoteItem::Mention(_) | QuoteItem::At(_) => None,
    });
    open(model, place)
}

fn open(model: &mut BrowseMut<'_>, place: Option<(PathBuf, LineColumn)>) -> Vec<Effect> {
    let said = match place {
        Some(_) if model.shared.about.sample => {
            "this is the built-in sample (read-only); open your own: casebook -C DIR"
        }
        Some((file, _)) if model.shared.slip != Slip::None => {
            // A user who typed a name without / first would find the rest of it in the file.
            model.shared.slip = Slip::None;
            let file = file.to_string_lossy();
            let file = model.shared.masked().map(|masked_view| masked_view.text(&file));
            &format!("e again edits {} in your editor; / searches", file.unwrap_or_default())
        }
        Some((file, place)) => return vec![Effect::Edit { file, place }],
        None => "nothing to edit here",
    };
    model.shared.notice = Some(said.to_owned());
    Vec::new()
}

fn problem(model: BrowseRef<'_>, located: Located<'_>) -> Option<(PathBuf, LineColumn)> {
    let collection = model.shared.collection.as_deref()?;
    let mut diagnostics = collection.diagnostics().iter();
    let path = &located.file.path;
    let first = diagnostics.find(|diagnostic| {
        collection.file(diagnostic.file).is_some_and(|file| file.path == *path)
    })?;
    Some((path.clone(), collection.place(&first)))
}

fn quote(model: BrowseRef<'_>, located: Located<'_>) -> Option<(PathBuf, LineColumn)> {
    Some(place_of(located, model.quote()?))
}

fn place_of(located: Located<'_>, quote: &Quote) -> (PathBuf, LineColumn) {
    let place = LineIndex::of(&located.file.contents.text()).place(quote.at.start());
    (located.file.path.clone(), place)
}
