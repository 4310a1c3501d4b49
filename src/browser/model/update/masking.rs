//! Masking: one key takes every name and quote off the screen, and brings them back.

use super::super::mask::Mask;
use super::super::message::Effect;
use super::super::state::Model;
use super::{falling, problems};

/// Masks everything, or shows everything where that is so, and says which. The screen is erased first,
/// so that nothing of what it showed can stay on a terminal that keeps cells it should not.
pub(super) fn turn(model: &mut Model) -> Vec<Effect> {
    model.mask = model.mask.turned();
    let confidential = model.seen().map_or(0, |seen| seen.confidential());
    model.notice = Some(match (model.mask, confidential) {
        (Mask::All, _) => "every name and quote is masked; P shows them".to_owned(),
        (Mask::Confidential, _) => "the confidential cases are masked".to_owned(),
        (Mask::Nothing, 0) => "nothing is masked".to_owned(),
        (Mask::Nothing, 1) => "nothing is masked, the confidential case included".to_owned(),
        (Mask::Nothing, count) => {
            format!("nothing is masked, the {count} confidential cases included")
        }
    });
    problems::renew(model);
    falling::renew(model);
    vec![Effect::Redraw]
}
