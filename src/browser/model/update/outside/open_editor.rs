//! Opens the editor at the selected field or quote, or at a problem.

use std::path::PathBuf;

use crate::browser::model::message::Effect;
use crate::browser::model::state::Model;
use crate::collection::Located;
use crate::text::{LineColumn, LineIndex};

/// Opens the record in the editor, at the field or quote under the cursor.
pub(crate) fn at_cursor(model: &mut Model) -> Vec<Effect> {
    let place = model.place().map(|(path, place)| (path.to_owned(), place));
    open(model, place)
}

/// Opens the file of the record at its first problem, else at the quote under the cursor.
pub(crate) fn at_problem(model: &mut Model) -> Vec<Effect> {
    let place =
        model.record().and_then(|located| problem(model, located).or(quote(model, located)));
    match place {
        Some(_) => open(model, place),
        None => at_cursor(model),
    }
}

fn open(model: &mut Model, place: Option<(PathBuf, LineColumn)>) -> Vec<Effect> {
    let said = match place {
        Some(_) if model.about.sample => {
            "this is the built-in sample (read-only); open your own: casebook -C DIR"
        }
        Some((file, place)) => return vec![Effect::Edit { file, place }],
        None => "nothing to edit here",
    };
    model.notice = Some(said.to_owned());
    Vec::new()
}

fn problem(model: &Model, located: Located<'_>) -> Option<(PathBuf, LineColumn)> {
    let collection = model.collection.as_deref()?;
    let mut diagnostics = collection.diagnostics().iter();
    let path = &located.file.path;
    let first = diagnostics.find(|diagnostic| {
        collection.file(diagnostic.file).is_some_and(|file| file.path == *path)
    })?;
    Some((path.clone(), collection.place(&first)))
}

fn quote(model: &Model, located: Located<'_>) -> Option<(PathBuf, LineColumn)> {
    let at = model.quote()?.at.start();
    let place = LineIndex::of(&located.file.contents.text()).place(at);
    Some((located.file.path.clone(), place))
}
