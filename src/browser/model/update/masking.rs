//! Masking: one key takes every name and quote off the screen, and brings them back.

use super::super::mask::{Absence, Mask, MaskedUntil};
use super::super::message::Effect;
use super::super::state::{Model, Names};
use super::{falling, problems, search};

/// Masks everything, or shows everything where that is so, and says which. The screen is erased first,
/// so that nothing of what it showed can stay on a terminal that keeps cells it should not.
pub(super) fn turn(model: &mut Model) -> Vec<Effect> {
    model.masked_until = MaskedUntil::Asked;
    model.mask = match (model.mask, model.mask_before.take()) {
        // What was masked before nobody looked stays masked.
        (Mask::All, Some(before)) => before,
        (mask, _) => mask.turned(),
    };
    let said = match model.mask {
        Mask::All => "every name and quote is masked; P shows them".to_owned(),
        Mask::Confidential => "the confidential cases are masked".to_owned(),
        // Only here: to count them may take a while, and the mask waits for nothing.
        Mask::Nothing => match model.seen().map_or(0, |seen| seen.confidential()) {
            0 => "nothing is masked".to_owned(),
            1 => "nothing is masked, the confidential case included".to_owned(),
            count => format!("nothing is masked, the {count} confidential cases included"),
        },
    };
    model.notice = Some(said);
    problems::renew(model);
    falling::renew(model);
    vec![Effect::Redraw]
}

/// Masks everything because nobody seems to look.
pub(super) fn unattended(model: &mut Model, absence: Absence) -> Vec<Effect> {
    let wanted = match absence {
        Absence::Idle => model.masks_after().is_some(),
        Absence::Unfocused | Absence::Lent => model.masking().unfocused && model.mask != Mask::All,
    };
    if absence == Absence::Unfocused {
        // It is certain now that no key comes from whoever looks.
        model.masked_until = MaskedUntil::Asked;
    }
    if !wanted {
        return Vec::new();
    }
    model.masked_until = match absence {
        Absence::Lent => MaskedUntil::AnyKey,
        Absence::Idle | Absence::Unfocused => MaskedUntil::Asked,
    };
    // What is being typed is shown as it is typed, and the name of somebody may be in it.
    if model.query.editing.is_some() {
        search::keep(model);
    }
    model.mask_before = Some(model.mask);
    model.mask = Mask::All;
    model.notice = Some(
        match absence {
            Absence::Idle => "masked, since no key was pressed for a while; P shows what was shown",
            Absence::Unfocused => {
                "masked, since the terminal lost the focus; P shows what was shown"
            }
            Absence::Lent => {
                "masked, since the focus may be elsewhere after the editor; any key shows what was shown"
            }
        }
        .to_owned(),
    );
    problems::renew(model);
    falling::renew(model);
    vec![Effect::Redraw]
}

/// Shows again what was masked until a key is pressed.
pub(super) fn attended(model: &mut Model) -> Vec<Effect> {
    if std::mem::take(&mut model.masked_until) == MaskedUntil::Asked {
        return Vec::new();
    }
    if let Some(before) = model.mask_before.take() {
        model.mask = before;
    }
    problems::renew(model);
    falling::renew(model);
    vec![Effect::Redraw]
}

/// Asks for the names that are to be masked, where they are not known: until then, all words are.
pub(super) fn find_names(model: &mut Model) -> Option<Effect> {
    let collection = model.collection.as_ref().filter(|_| model.mask == Mask::All)?;
    if model.names == Names::Asked || collection.knows_names() {
        return None;
    }
    model.names = Names::Asked;
    Some(Effect::FindNames)
}

/// Shows again what names no one.
pub(super) fn names_found(model: &mut Model) {
    model.names = Names::Unasked;
    problems::renew(model);
    falling::renew(model);
}
