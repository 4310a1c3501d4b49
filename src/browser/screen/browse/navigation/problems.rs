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
    /// Returns the end of a list from which a search in this direction goes on.
    pub(crate) fn other_end(self) -> &'static str {
        match self {
            Self::Next => "top",
            Self::Previous => "end",
        }
    }
}

/// Goes to a problem.
pub(crate) fn go_to(model: &mut BrowseMut<'_>, problem_ref: &ProblemRef) {
    let Some(collection) = model.shared.collection.clone() else { return };
    if let Some(number) = problem_ref.number(&collection) {
        go(model, &collection, number, |model, target| navigate::visit(model, target, None));
    }
}

/// Jumps to the next or previous problem, counted from the cursor; after the last comes the first.
pub(crate) fn go_on(model: &mut BrowseMut<'_>, way: Direction) {
    let Some(collection) = model.shared.collection.clone() else { return };
    let diagnostics = collection.diagnostics();
    // A problem that was gone to may begin before the field in which it is, and would be found again.
    let leads = |number: &usize| {
        diagnostics.get(*number).is_some_and(|diagnostic| {
            let other = ProblemRef::of(&collection, &diagnostic) != model.shared.problem_ref;
            other && JumpTarget::of(&collection, &diagnostic).is_some()
        })
    };
    let ProblemsAround { before, after } = around(model.view(), &collection);
    let all = diagnostics.len();
    let (ahead, around) = match way {
        Direction::Next => ((after..all).find(leads), (0..before).find(leads)),
        Direction::Previous => ((0..before).rev().find(leads), (after..all).rev().find(leads)),
    };
    let last = model.shared.problem_ref.as_ref().and_then(|last| last.number(&collection));
    let is_left = |number: &usize| !(before..after).contains(number);
    if let Some(number) = ahead {
        go(model, &collection, number, navigate::move_on);
    } else if let Some(number) = around.or(last.filter(is_left)) {
        go(model, &collection, number, navigate::move_on);
        if let Some(notice) = &mut model.shared.notice {
            *notice = format!("from the {}: {notice}", way.other_end());
        }
    } else {
        let none = if model.shared.is_first_reading() {
            "no problems so far: files are still being read"
        } else {
            "there are no problems"
        };
        let mut targets = diagnostics.iter().filter_map(|at| JumpTarget::of(&collection, &at));
        let is_at_one = targets.next().is_some();
        let said = match (all, is_at_one) {
            (0, _) => none,
            _ if model.shared.is_first_reading() => {
                "no other problem so far: files are still being read"
            }
            (1, true) => "this is the only problem",
            (1, false) => "the only problem is not in a record (! shows it)",
            (_, true) => "no other problem is in a record (! lists all)",
            (_, false) => "no problem is in a record (! lists all)",
        };
        model.shared.say(said);
    }
}

fn go(
    model: &mut BrowseMut<'_>,
    collection: &Arc<Collection>,
    number: usize,
    jump: impl FnOnce(&mut BrowseMut<'_>, JumpTarget),
) {
    let Some(diagnostic) = collection.diagnostics().get(number) else { return };
    model.shared.problem_ref = ProblemRef::of(collection, &diagnostic);
    match JumpTarget::of(collection, &diagnostic) {
        Some(target) => {
            jump(model, target);
            land(model, collection, &diagnostic);
            let of = collection.diagnostics().len();
            let (message, _) = MaskedCollection::new(collection, model.shared.mask)
                .while_arriving(model.shared.is_arriving())
                .problem(&diagnostic);
            model.shared.notice = Some(format!("problem {} of {of}: {message}", number + 1));
        }
        None => model.shared.say("that problem is not in a record"),
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
