//! Rebuilds the impact overlay after going back to it, and when the files or the mask change.

use crate::browser::model::link_history::ImpactPosition;
use crate::browser::model::overlay::impact::impact_overlay;
use crate::browser::model::state::Model;

/// Rebuilds the overlay if it is open, after files were read again or the mask changed.
pub(crate) fn renew(model: &mut Model) {
    let Some(overlay) = &model.overlay else { return };
    let Some((withdrawn, _)) = overlay.impact_source() else { return };
    let left = ImpactPosition {
        withdrawn: withdrawn.clone(),
        line: overlay.cursor_line(),
        first: overlay.cursor().first(),
    };
    restore(model, left);
}

/// Shows the overlay again, with cursor and viewport where they were.
pub(crate) fn restore(model: &mut Model, left: ImpactPosition) {
    let ImpactPosition { withdrawn, line, first } = left;
    model.overlay = model.masked().and_then(|masked| impact_overlay(masked, &withdrawn));
    let overlay = model.overlay.take();
    model.overlay = overlay.map(|overlay| overlay.at_line(line).scrolled_to(first));
}
