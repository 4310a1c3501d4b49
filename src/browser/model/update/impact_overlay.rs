//! Shows the impact overlay, and rebuilds it after going back to it and when the files or the mask change.

use crate::browser::model::overlay::impact::impact_overlay;
use crate::browser::model::overlay::impact_position::ImpactPosition;
use crate::browser::model::overlay::impact_source::{HasDerived, ImpactSource};
use crate::browser::model::shared::Shared;

/// Rebuilds the overlay if it is open, after files were read again or the mask changed.
pub(crate) fn renew(shared: &mut Shared) {
    let Some(overlay) = &shared.overlay else { return };
    let Some((withdrawn, _)) = overlay.impact_source() else { return };
    let left = ImpactPosition {
        withdrawn: withdrawn.clone(),
        line: overlay.cursor_line(),
        first: overlay.cursor().first(),
    };
    restore(shared, left);
}

/// Shows the overlay again, with cursor and viewport where they were.
pub(crate) fn restore(shared: &mut Shared, left: ImpactPosition) {
    let ImpactPosition { withdrawn, line, first } = left;
    shared.overlay = shared.masked().and_then(|masked| impact_overlay(masked, &withdrawn));
    let overlay = shared.overlay.take();
    shared.overlay = overlay.map(|overlay| overlay.at_line(line).scrolled_to(first));
}

/// Switches between withdrawing the source alone and with its derived sources.
pub(crate) fn toggle_derived(shared: &mut Shared) {
    let overlay = shared.overlay.as_ref();
    match overlay.and_then(|overlay| overlay.impact_source()) {
        Some((withdrawn, HasDerived::Some)) => {
            let turned = withdrawn.clone().toggled();
            show(shared, &turned);
        }
        Some((_, HasDerived::None)) => {
            shared.say("no other source is derived from this one");
        }
        None => {
            shared.notice =
                Some("this works only in the list of what depends on a source (gw)".to_owned());
        }
    }
}

/// Shows the impact of withdrawing a source.
pub(crate) fn show(shared: &mut Shared, withdrawn: &ImpactSource) {
    let overlay = shared.masked().and_then(|masked| impact_overlay(masked, withdrawn));
    shared.overlay = overlay.or(shared.overlay.take());
}
