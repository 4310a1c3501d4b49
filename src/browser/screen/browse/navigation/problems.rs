//! Jumps from one problem to the next.

use std::sync::Arc;

use crate::collection::{Collection, FileDiagnostic};
use crate::text::ByteRange;

use crate::browser::model::overlay::problem_ref::{JumpTarget, ProblemRef};
use crate::browser::model::page::QuoteItem;
use crate::browser::screen::browse::navigation::navigate;
use crate::browser::screen::browse::panes::Pane;
use crate::browser::screen::browse::state::{BrowseMut, BrowseRef, Landing};
use crate::redaction::MaskedCollection;

/// Which way to go among the problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Next,
    Previous,
}

impl Direction {
    /// Returns where that is in a list.
    pub(crate) fn where_to(self) -> &'static str {
        match self {
            Self::Next => "below",
            Self::Previous => "above",
        }
    }
}

/// Goes to a problem.
pub(crate) fn go_to(model: &mut BrowseMut<'_>, problem_ref: &ProblemRef) {
    let Some(collection) = model.shared.collection.clone() else { return };
    if let Some(number) = problem_ref.number(&collection) {
        go(model, &collection, number);
    }
}

/// Jumps to the next or previous problem, counted from the cursor.
pub(crate) fn go_on(model: &mut BrowseMut<'_>, way: Direction) {
    let Some(collection) = model.shared.collection.clone() else { return };
    let diagnostics = collection.diagnostics();
    let leads = |number: &usize| {
        diagnostics.get(*number).is_some_and(|diagnostic| {
            let other = ProblemRef::of(&collection, &diagnostic) != model.shared.problem_ref;
            other && JumpTarget::of(&collection, &diagnostic).is_some()
        })
    };
    let ProblemsAround { before, after } = around(model.view(), &collection);
    let number = match way {
        Direction::Next => (after..diagnostics.len()).find(leads),
        Direction::Previous => (0..before).rev().find(leads),
    };
    match number {
        Some(number) => go(model, &collection, number),
        None if diagnostics.is_empty() => {
            model.shared.notice = Some("there are no problems".to_owned());
        }
        None => {
            let where_to = way.where_to();
            let beyond = match way {
                Direction::Next if (0..before).any(|number| leads(&number)) => {
                    format!("{before} above, [p goes there; ")
                }
                Direction::Previous if (after..diagnostics.len()).any(|number| leads(&number)) => {
                    format!("{} below, ]p goes there; ", diagnostics.len() - after)
                }
                Direction::Next | Direction::Previous => String::new(),
            };
            model.shared.notice =
                Some(format!("no more problems {where_to} ({beyond}! lists all)"));
        }
    }
}

fn go(model: &mut BrowseMut<'_>, collection: &Arc<Collection>, number: usize) {
    let Some(diagnostic) = collection.diagnostics().get(number) else { return };
    model.shared.problem_ref = ProblemRef::of(collection, &diagnostic);
    match JumpTarget::of(collection, &diagnostic) {
        Some(target) => {
            navigate::visit(model, target, None);
            land(model, collection, &diagnostic);
            let of = collection.diagnostics().len();
            let (message, _) = MaskedCollection::new(collection, model.shared.mask)
                .while_arriving(model.shared.is_arriving())
                .problem(&diagnostic);
            model.shared.notice = Some(format!("problem {} of {of}: {message}", number + 1));
        }
        None => model.shared.notice = Some("that problem is not in a record".to_owned()),
    }
}

/// Remembers the place of the problem, since the field or quote under the cursor may begin on another line.
fn land(model: &mut BrowseMut<'_>, collection: &Collection, diagnostic: &FileDiagnostic<'_>) {
    let rows = model.view().room(Pane::Detail).rows;
    let page = model.view().detail_page();
    model.own.detail.settle(&page, rows);
    let cursor = model.view().cursor_place();
    model.own.landed = cursor.map(|cursor| Landing { cursor, at: collection.place(diagnostic) });
}

/// The problems around the cursor.
struct ProblemsAround {
    /// How many problems come before the cursor.
    before: usize,
    /// The number of the first problem after it.
    after: usize,
}

fn around(model: BrowseRef<'_>, collection: &Collection) -> ProblemsAround {
    if let Some(number) =
        model.shared.problem_ref.as_ref().and_then(|problem_ref| problem_ref.number(collection))
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
fn is_at(model: BrowseRef<'_>, target: &JumpTarget) -> bool {
    let JumpTarget { record, spot, quote } = target;
    let at_spot = spot.is_none() || model.own.detail.spot() == spot.as_ref();
    let at_quote = quote.is_none() || model.own.quotes.spot() == quote.as_ref();
    model.own.shown.as_ref() == Some(record) && at_spot && at_quote
}

/// Returns the number of the file that is shown, and the place of the cursor in it.
fn here(model: BrowseRef<'_>, collection: &Collection) -> (usize, usize) {
    let Some(located) = model.record() else { return (0, 0) };
    let record = located.record;
    let file = collection.number_of(&located.file.path).ok();
    let spot = || model.own.detail.spot().and_then(|spot| spot.range(record));
    let range = match (model.own.focus, model.own.quotes.spot()) {
        (Pane::List, _) => None,
        (Pane::Quotes, Some(QuoteItem::Quote(of, number))) if *of == record.id => {
            record.quotes.get(*number).map(|quote| quote.at)
        }
        (Pane::Detail | Pane::Quotes, _) => spot(),
    };
    (file.unwrap_or_default(), range.map_or(record.at.start(), ByteRange::start))
}
