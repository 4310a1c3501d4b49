//! The screen of what would fall with a source, made anew: after somebody has followed a line of it, and
//! when the files or the mask are others.

use super::super::falling::falling;
use super::super::history::Left;
use super::super::state::Model;

/// Makes the screen anew where it is open: files were read again, or other words are masked.
pub(super) fn renew(model: &mut Model) {
    let Some(sheet) = &model.sheet else { return };
    let Some((withdrawn, _)) = sheet.withdrawn() else { return };
    let left = Left {
        withdrawn: withdrawn.clone(),
        line: (sheet.cursor().spot().copied(), sheet.choice().cloned()),
        first: sheet.cursor().first(),
    };
    come_back(model, left);
}

/// Shows the screen as it was left.
pub(super) fn come_back(model: &mut Model, left: Left) {
    let Left { withdrawn, line, first } = left;
    model.sheet = model.seen().and_then(|seen| falling(seen, &withdrawn));
    let sheet = model.sheet.take();
    model.sheet = sheet.map(|sheet| sheet.at_line(line).scrolled_to(first));
}
