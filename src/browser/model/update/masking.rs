//! Turns masking on and off, by key or because the terminal is unattended.

use crate::browser::model::auto_mask::{AutoMaskReason, MaskedUntil};
use crate::browser::model::message::Effect;
use crate::browser::model::shared::{NameLookup, Shared};
use crate::browser::model::update::query::search;
use crate::browser::model::update::{change_list, export, impact_overlay, problems, record_action};
use crate::redaction::Mask;

/// Masks everything, or shows everything where that is so, and says which. The screen is erased first,
/// so that nothing of what it showed can stay on a terminal that keeps cells it should not.
pub(crate) fn toggle(shared: &mut Shared) -> Vec<Effect> {
    shared.masked_until = MaskedUntil::Asked;
    shared.mask = match (shared.mask, shared.mask_before.take()) {
        // What was masked before the user left stays masked.
        (Mask::All, Some(before)) => before,
        (mask, _) => mask.toggled(),
    };
    let said = match shared.mask {
        Mask::All => "every name and quote is masked (P shows them)".to_owned(),
        Mask::Confidential => "the confidential cases are masked".to_owned(),
        // Only here: to count them may take a while, and the mask waits for nothing.
        Mask::Nothing => {
            match shared.masked().map_or(0, |masked_view| masked_view.confidential()) {
                0 => "nothing is masked".to_owned(),
                1 => "nothing is masked, not even the confidential case".to_owned(),
                count => format!("nothing is masked, not even the {count} confidential cases"),
            }
        }
    };
    shared.notice = Some(said);
    problems::renew(shared);
    change_list::renew(shared);
    impact_overlay::renew(shared);
    vec![Effect::Redraw]
}

/// Masks everything because the user seems to be away.
pub(crate) fn mask_unattended(shared: &mut Shared, absence: AutoMaskReason) -> Vec<Effect> {
    let wanted = match absence {
        AutoMaskReason::Idle => shared.masks_after().is_some(),
        AutoMaskReason::Unfocused | AutoMaskReason::Lent => {
            shared.masking().unfocused && shared.mask != Mask::All
        }
    };
    if absence == AutoMaskReason::Unfocused {
        // The window has no focus, so no key can come from a user who sees the screen.
        shared.masked_until = MaskedUntil::Asked;
    }
    if !wanted {
        return Vec::new();
    }
    shared.masked_until = match absence {
        AutoMaskReason::Lent => MaskedUntil::AnyKey,
        AutoMaskReason::Idle | AutoMaskReason::Unfocused => MaskedUntil::Asked,
    };
    // The text being typed is shown as typed, and it may contain a name.
    if shared.query.editing.is_some() {
        search::accept(shared);
    }
    // So may the line for an id.
    record_action::close_input(shared);
    export::close(shared);
    shared.mask_before = Some(shared.mask);
    shared.mask = Mask::All;
    shared.notice = Some(
        match absence {
            AutoMaskReason::Idle => "masked, because no key was pressed for a while (P unmasks)",
            AutoMaskReason::Unfocused => "masked, because the terminal lost the focus (P unmasks)",
            AutoMaskReason::Lent => {
                "masked, because the focus may be elsewhere after the editor (any key unmasks)"
            }
        }
        .to_owned(),
    );
    problems::renew(shared);
    change_list::renew(shared);
    impact_overlay::renew(shared);
    vec![Effect::Redraw]
}

/// Turns off a mask that was to last until a key is pressed.
pub(crate) fn unmask_on_key(shared: &mut Shared) -> Vec<Effect> {
    if std::mem::take(&mut shared.masked_until) == MaskedUntil::Asked {
        return Vec::new();
    }
    if let Some(before) = shared.mask_before.take() {
        shared.mask = before;
    }
    problems::renew(shared);
    change_list::renew(shared);
    impact_overlay::renew(shared);
    vec![Effect::Redraw]
}

/// Requests the sensitive terms if they are not known; until then, all words are masked.
pub(crate) fn find_names(shared: &mut Shared) -> Option<Effect> {
    let collection = shared.collection.as_ref().filter(|_| shared.mask == Mask::All)?;
    if shared.name_lookup == NameLookup::Asked || collection.has_sensitive_terms() {
        return None;
    }
    shared.name_lookup = NameLookup::Asked;
    Some(Effect::FindNames)
}

/// Shows again what names no one.
pub(crate) fn names_found(shared: &mut Shared) {
    shared.name_lookup = NameLookup::Unasked;
    problems::renew(shared);
    change_list::renew(shared);
    impact_overlay::renew(shared);
}
