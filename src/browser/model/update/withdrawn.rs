//! The screen of what would fall with a source: opening it, and following its lines.

use crate::collection::Withdrawal;

use super::super::falling::falling;
use super::super::flaw::Goal;
use super::super::history::Left;
use super::super::state::Model;
use super::super::withdrawn::{Derived, Withdrawn};
use super::{browse, copy};

/// Shows what would fall if the source that is shown, or that of the quote, were withdrawn.
pub(super) fn open(model: &mut Model) {
    let source = model.seen().and_then(|seen| copy::source(model, seen));
    if let Some(source) = source {
        show(model, &Withdrawn { source, withdrawal: Withdrawal::Alone });
    } else {
        let said = "there is no source here to be withdrawn; gs lists the sources";
        model.notice = Some(said.to_owned());
    }
}

/// Withdraws what is derived from the source too, or leaves it.
pub(super) fn turn(model: &mut Model) {
    let sheet = model.sheet.as_ref();
    match sheet.and_then(|sheet| sheet.withdrawn()) {
        Some((withdrawn, Derived::Some)) => {
            let turned = withdrawn.clone().turned();
            show(model, &turned);
        }
        Some((_, Derived::None)) => {
            model.notice = Some("nothing is derived from this source".to_owned());
        }
        None => model.notice = Some("this list is not of what falls with a source".to_owned()),
    }
}

/// Follows a line of the screen, so that going back leads to that very line.
pub(super) fn follow(model: &mut Model, goal: Goal) {
    let sheet = model.sheet.take();
    let left = sheet.as_ref().and_then(|sheet| {
        let (withdrawn, _) = sheet.withdrawn()?;
        let line = (sheet.cursor().spot().copied(), sheet.choice().cloned());
        Some(Left { withdrawn: withdrawn.clone(), line, first: sheet.cursor().first() })
    });
    browse::visit(model, goal, left);
}

fn show(model: &mut Model, withdrawn: &Withdrawn) {
    let sheet = model.seen().and_then(|seen| falling(seen, withdrawn));
    model.sheet = sheet.or(model.sheet.take());
}
