//! Turns masking on and off, by key or because the terminal is unattended.

use super::super::message::Effect;
use super::super::state::{Model, NameLookup};
use crate::browser::model::auto_mask::{AutoMaskReason, MaskedUntil};
use crate::browser::model::update::impact_overlay;
use crate::browser::model::update::navigation::problems;
use crate::browser::model::update::query::search;
use crate::redaction::Mask;

/// Masks everything, or shows everything where that is so, and says which. The screen is erased first,
/// so that nothing of what it showed can stay on a terminal that keeps cells it should not.
pub(super) fn toggle(model: &mut Model) -> Vec<Effect> {
    model.masked_until = MaskedUntil::Asked;
    model.mask = match (model.mask, model.mask_before.take()) {
        // What was masked before the user left stays masked.
        (Mask::All, Some(before)) => before,
        (mask, _) => mask.toggled(),
    };
    let said = match model.mask {
        Mask::All => "every name and quote is masked (P shows them)".to_owned(),
        Mask::Confidential => "the confidential cases are masked".to_owned(),
        // Only here: to count them may take a while, and the mask waits for nothing.
        Mask::Nothing => match model.masked().map_or(0, |masked_view| masked_view.confidential()) {
            0 => "nothing is masked".to_owned(),
            1 => "nothing is masked, not even the confidential case".to_owned(),
            count => format!("nothing is masked, not even the {count} confidential cases"),
        },
    };
    model.notice = Some(said);
    problems::renew(model);
    impact_overlay::renew(model);
    vec![Effect::Redraw]
}

/// Masks everything because the user seems to be away.
pub(super) fn mask_unattended(model: &mut Model, absence: AutoMaskReason) -> Vec<Effect> {
    let wanted = match absence {
        AutoMaskReason::Idle => model.masks_after().is_some(),
        AutoMaskReason::Unfocused | AutoMaskReason::Lent => {
            model.masking().unfocused && model.mask != Mask::All
        }
    };
    if absence == AutoMaskReason::Unfocused {
        // The window has no focus, so no key can come from a user who sees the screen.
        model.masked_until = MaskedUntil::Asked;
    }
    if !wanted {
        return Vec::new();
    }
    model.masked_until = match absence {
        AutoMaskReason::Lent => MaskedUntil::AnyKey,
        AutoMaskReason::Idle | AutoMaskReason::Unfocused => MaskedUntil::Asked,
    };
    // The text being typed is shown as typed, and it may contain a name.
    if model.query.editing.is_some() {
        search::accept(model);
    }
    model.mask_before = Some(model.mask);
    model.mask = Mask::All;
    model.notice = Some(
        match absence {
            AutoMaskReason::Idle => "masked, because no key was pressed for a while (P unmasks)",
            AutoMaskReason::Unfocused => "masked, because the terminal lost the focus (P unmasks)",
            AutoMaskReason::Lent => {
                "masked, because the focus may be elsewhere after the editor (any key unmasks)"
            }
        }
        .to_owned(),
    );
    problems::renew(model);
    impact_overlay::renew(model);
    vec![Effect::Redraw]
}

/// Turns off a mask that was to last until a key is pressed.
pub(super) fn unmask_on_key(model: &mut Model) -> Vec<Effect> {
    if std::mem::take(&mut model.masked_until) == MaskedUntil::Asked {
        return Vec::new();
    }
    if let Some(before) = model.mask_before.take() {
        model.mask = before;
    }
    problems::renew(model);
    impact_overlay::renew(model);
    vec![Effect::Redraw]
}

/// Requests the sensitive terms if they are not known; until then, all words are masked.
pub(super) fn find_names(model: &mut Model) -> Option<Effect> {
    let collection = model.collection.as_ref().filter(|_| model.mask == Mask::All)?;
    if model.name_lookup == NameLookup::Asked || collection.has_sensitive_terms() {
        return None;
    }
    model.name_lookup = NameLookup::Asked;
    Some(Effect::FindNames)
}

/// Shows again what names no one.
pub(super) fn names_found(model: &mut Model) {
    model.name_lookup = NameLookup::Unasked;
    problems::renew(model);
    impact_overlay::renew(model);
}
