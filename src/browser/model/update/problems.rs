//! The problems and other things to go to: listing them, and going from one to the next.

use std::sync::Arc;

use crate::collection::Collection;
use crate::text::ByteRange;

use super::super::choice::Choice;
use super::super::command::Register;
use super::super::flaw::{Flaw, Goal};
use super::super::page::Pick;
use super::super::pane::Pane;
use super::super::register;
use super::super::seen::Seen;
use super::super::sheet::Sheet;
use super::super::state::Model;
use super::browse;

/// Which way to go among the problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Next,
    Previous,
}

/// Lists the problems, the cursor on the one that was gone to last.
pub(super) fn list(model: &mut Model) {
    let choice = model.flaw.clone().map(Choice::Problem);
    let mistakes = &model.about.mistakes;
    let sheet = model.seen().map(|seen| Sheet::problems(mistakes, seen).at(choice.as_ref()));
    model.sheet = sheet.or(model.sheet.take());
}

/// Lists everything of one sort.
pub(super) fn register(model: &mut Model, sort: Register) {
    let Some(sheet) = model.seen().map(|seen| register::register(seen, sort)) else { return };
    if sheet.can_choose() {
        model.sheet = Some(sheet);
    } else {
        model.notice = Some(format!("there are no {}", sort.words().to_lowercase()));
    }
}

/// Lists the problems anew where they are listed: the files were read again, or other words are
/// masked.
pub(super) fn renew(model: &mut Model) {
    let listed = model.sheet.as_ref().and_then(|sheet| sheet.choice()).cloned();
    if let (Some(choice @ Choice::Problem(_)), Some(seen)) = (listed, model.seen()) {
        model.sheet = Some(Sheet::problems(&model.about.mistakes, seen).at(Some(&choice)));
    }
}

/// Goes to a problem.
pub(super) fn go_to(model: &mut Model, flaw: &Flaw) {
    let Some(collection) = model.collection.clone() else { return };
    if let Some(number) = flaw.number(&collection) {
        go(model, &collection, number);
    }
}

/// Goes to the next problem from where the cursor is, or to the one before.
pub(super) fn go_on(model: &mut Model, way: Way) {
    let Some(collection) = model.collection.clone() else { return };
    let findings = collection.findings();
    let leads = |number: &usize| {
        findings.get(*number).is_some_and(|finding| {
            let other = Flaw::of(&collection, &finding) != model.flaw;
            other && Goal::of(&collection, &finding).is_some()
        })
    };
    let (before, behind) = around(model, &collection);
    let number = match way {
        Way::Next => (behind..findings.len()).find(leads),
        Way::Previous => (0..before).rev().find(leads),
    };
    match number {
        Some(number) => go(model, &collection, number),
        None if findings.is_empty() => model.notice = Some("there are no problems".to_owned()),
        None => {
            let where_to = match way {
                Way::Next => "further down",
                Way::Previous => "further up",
            };
            model.notice =
                Some(format!("no problem {where_to}; the list of problems has them all"));
        }
    }
}

fn go(model: &mut Model, collection: &Arc<Collection>, number: usize) {
    let Some(finding) = collection.findings().get(number) else { return };
    model.flaw = Flaw::of(collection, &finding);
    match Goal::of(collection, &finding) {
        Some(goal) => {
            browse::visit(model, goal, None);
            let of = collection.findings().len();
            let (message, _) = Seen::new(collection, model.mask)
                .while_arriving(model.is_arriving())
                .problem(&finding);
            model.notice = Some(format!("problem {} of {of}: {message}", number + 1));
        }
        None => model.notice = Some("that problem is in no record that is shown".to_owned()),
    }
}

/// Returns how many problems lie before the place of the cursor, and the number of the first one
/// behind it.
fn around(model: &Model, collection: &Collection) -> (usize, usize) {
    if let Some(number) = model.flaw.as_ref().and_then(|flaw| flaw.number(collection)) {
        let goal = collection.findings().get(number).and_then(|at| Goal::of(collection, &at));
        if goal.is_some_and(|goal| is_at(model, &goal)) {
            return (number, number + 1);
        }
    }
    let here = here(model, collection);
    let starts = collection.findings().iter().map(|at| (at.file, at.problem.range.start()));
    let before = starts.take_while(|start| *start < here).count();
    (before, before)
}

/// Tells whether the cursor is where a problem is mended.
fn is_at(model: &Model, goal: &Goal) -> bool {
    let Goal { record, spot, quote } = goal;
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
        (Pane::Quotes, Some(Pick::Quote(of, number))) if *of == record.id => {
            record.quotes.get(*number).map(|quote| quote.at)
        }
        (Pane::Detail | Pane::Quotes, _) => spot(),
    };
    (file.unwrap_or_default(), range.map_or(record.at.start(), ByteRange::start))
}
