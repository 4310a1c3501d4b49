//! Lists problems, and jumps from one to the next.

use std::sync::Arc;

use crate::collection::Collection;
use crate::text::ByteRange;

use crate::browser::model::input::command::GotoList;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::goto_list;
use crate::browser::model::overlay::list::Overlay;
use crate::browser::model::overlay::problem_ref::{JumpTarget, ProblemRef};
use crate::browser::model::page::QuoteItem;
use crate::browser::model::pane::Pane;
use crate::browser::model::state::Model;
use crate::browser::model::update::navigation::navigate;
use crate::redaction::MaskedCollection;

/// Which way to go among the problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Next,
    Previous,
}

/// Lists the problems, the cursor on the one that was gone to last.
pub(crate) fn list(model: &mut Model) {
    let choice = model.problem_ref.clone().map(Choice::Problem);
    let mistakes = &model.about.mistakes;
    let overlay =
        model.masked().map(|masked| Overlay::problems(mistakes, masked).at(choice.as_ref()));
    model.overlay = overlay.or(model.overlay.take());
}

/// Lists everything of one sort.
pub(crate) fn open_goto_list(model: &mut Model, sort: GotoList) {
    let Some(overlay) = model.masked().map(|masked| goto_list::goto_list(masked, sort)) else {
        return;
    };
    if overlay.can_choose() {
        model.overlay = Some(overlay);
    } else {
        model.notice = Some(format!("there are no {}", sort.words().to_lowercase()));
    }
}

/// Rebuilds the list of problems if it is open, after files were read again or the mask changed.
pub(crate) fn renew(model: &mut Model) {
    let listed = model.overlay.as_ref().and_then(|overlay| overlay.choice()).cloned();
    if let (Some(choice @ Choice::Problem(_)), Some(masked)) = (listed, model.masked()) {
        model.overlay = Some(Overlay::problems(&model.about.mistakes, masked).at(Some(&choice)));
    }
}

/// Goes to a problem.
pub(crate) fn go_to(model: &mut Model, problem_ref: &ProblemRef) {
    let Some(collection) = model.collection.clone() else { return };
    if let Some(number) = problem_ref.number(&collection) {
        go(model, &collection, number);
    }
}

/// Jumps to the next or previous problem, counted from the cursor.
pub(crate) fn go_on(model: &mut Model, way: Direction) {
    let Some(collection) = model.collection.clone() else { return };
    let diagnostics = collection.diagnostics();
    let leads = |number: &usize| {
        diagnostics.get(*number).is_some_and(|diagnostic| {
            let other = ProblemRef::of(&collection, &diagnostic) != model.problem_ref;
            other && JumpTarget::of(&collection, &diagnostic).is_some()
        })
    };
    let ProblemsAround { before, after } = around(model, &collection);
    let number = match way {
        Direction::Next => (after..diagnostics.len()).find(leads),
        Direction::Previous => (0..before).rev().find(leads),
    };
    match number {
        Some(number) => go(model, &collection, number),
        None if diagnostics.is_empty() => model.notice = Some("there are no problems".to_owned()),
        None => {
            let where_to = match way {
                Direction::Next => "below",
                Direction::Previous => "above",
            };
            model.notice = Some(format!("no more problems {where_to} (! lists all)"));
        }
    }
}

fn go(model: &mut Model, collection: &Arc<Collection>, number: usize) {
    let Some(diagnostic) = collection.diagnostics().get(number) else { return };
    model.problem_ref = ProblemRef::of(collection, &diagnostic);
    match JumpTarget::of(collection, &diagnostic) {
        Some(target) => {
            navigate::visit(model, target, None);
            let of = collection.diagnostics().len();
            let (message, _) = MaskedCollection::new(collection, model.mask)
                .while_arriving(model.is_arriving())
                .problem(&diagnostic);
            model.notice = Some(format!("problem {} of {of}: {message}", number + 1));
        }
        None => model.notice = Some("that problem is not in a record".to_owned()),
    }
}

/// The problems around the cursor.
struct ProblemsAround {
    /// How many problems come before the cursor.
    before: usize,
    /// The number of the first problem after it.
    after: usize,
}

fn around(model: &Model, collection: &Collection) -> ProblemsAround {
    if let Some(number) =
        model.problem_ref.as_ref().and_then(|problem_ref| problem_ref.number(collection))
    {
        let target =
            collection.diagnostics().get(number).and_then(|at| JumpTarget::of(collection, &at));
        if target.is_some_and(|target| is_at(model, &target)) {
            return ProblemsAround { before: number, after: number + 1 };
        }
    }
    let here = here(model, collection);
    let starts = collection.diagnostics().iter().map(|at| (at.file, at.problem.range.start()));
    let before = starts.take_while(|start| *start < here).count();
    ProblemsAround { before, after: before }
}

/// Returns whether the cursor is at the place of a problem.
fn is_at(model: &Model, target: &JumpTarget) -> bool {
    let JumpTarget { record, spot, quote } = target;
    let at_spot = spot.is_none() || model.detail.spot() == spot.as_ref();
    let at_quote = quote.is_none() || model.quotes.spot() == quote.as_ref();
    model.shown.as_ref() == Some(record) && at_spot && at_quote
}

/// Returns the number of the file that is shown, and the place of the cursor in it.
fn here(model: &Model, collection: &Collection) -> (usize, usize) {
    let Some(located) = model.record() else { return (0, 0) };
    let record = located.record;
    let file = collection.number_of(&located.file.path).ok();
    let spot = || model.detail.spot().and_then(|spot| spot.range(record));
    let range = match (model.focus, model.quotes.spot()) {
        (Pane::List, _) => None,
        (Pane::Quotes, Some(QuoteItem::Quote(of, number))) if *of == record.id => {
            record.quotes.get(*number).map(|quote| quote.at)
        }
        (Pane::Detail | Pane::Quotes, _) => spot(),
    };
    (file.unwrap_or_default(), range.map_or(record.at.start(), ByteRange::start))
}
