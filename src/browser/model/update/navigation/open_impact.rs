//! Opens the impact overlay and follows its lines.

use crate::collection::Withdrawal;

use crate::browser::model::link_history::ImpactPosition;
use crate::browser::model::overlay::impact::impact_overlay;
use crate::browser::model::overlay::impact_source::{HasDerived, ImpactSource};
use crate::browser::model::overlay::problem_ref::JumpTarget;
use crate::browser::model::state::Model;
use crate::browser::model::update::navigation::navigate;
use crate::browser::model::update::outside::copy;

/// Shows the impact of withdrawing the source shown, or the source of the quote under the cursor.
pub(crate) fn open(model: &mut Model) {
    let source = model.masked().and_then(|masked| copy::source(model, masked));
    if let Some(source) = source {
        show(model, &ImpactSource { source, withdrawal: Withdrawal::Alone });
    } else {
        let said = "no source selected (gs lists the sources)";
        model.notice = Some(said.to_owned());
    }
}

/// Switches between withdrawing the source alone and with its derived sources.
pub(crate) fn toggle_derived(model: &mut Model) {
    let overlay = model.overlay.as_ref();
    match overlay.and_then(|overlay| overlay.impact_source()) {
        Some((withdrawn, HasDerived::Some)) => {
            let turned = withdrawn.clone().toggled();
            show(model, &turned);
        }
        Some((_, HasDerived::None)) => {
            model.notice = Some("no other source is derived from this one".to_owned());
        }
        None => {
            model.notice =
                Some("this works only in the list of what depends on a source (gw)".to_owned());
        }
    }
}

/// Follows a line of the overlay; going back returns to the same line.
pub(crate) fn follow(model: &mut Model, target: JumpTarget) {
    let overlay = model.overlay.take();
    let left = overlay.as_ref().and_then(|overlay| {
        let (withdrawn, _) = overlay.impact_source()?;
        let line = overlay.cursor_line();
        Some(ImpactPosition { withdrawn: withdrawn.clone(), line, first: overlay.cursor().first() })
    });
    navigate::visit(model, target, left);
}

fn show(model: &mut Model, withdrawn: &ImpactSource) {
    let overlay = model.masked().and_then(|masked| impact_overlay(masked, withdrawn));
    model.overlay = overlay.or(model.overlay.take());
}
