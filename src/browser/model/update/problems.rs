//! Lists the problems of the collection, and other places to go to.

use crate::browser::model::input::command::GotoList;
use crate::browser::model::overlay::choice::Choice;
use crate::browser::model::overlay::goto_list;
use crate::browser::model::overlay::list::Overlay;
use crate::browser::model::shared::Shared;

/// Lists the problems, the cursor on the one that was gone to last.
pub(crate) fn list(shared: &mut Shared) {
    let choice = shared.problem_ref.clone().map(Choice::Problem);
    let mistakes = &shared.about.mistakes;
    let overlay =
        shared.masked().map(|masked| Overlay::problems(mistakes, masked).at(choice.as_ref()));
    shared.overlay = overlay.or(shared.overlay.take());
}

/// Lists everything of one sort.
pub(crate) fn open_goto_list(shared: &mut Shared, sort: GotoList) {
    let Some(overlay) = shared.masked().map(|masked| goto_list::goto_list(masked, sort)) else {
        return;
    };
    if overlay.can_choose() {
        shared.overlay = Some(overlay);
    } else {
        shared.notice = Some(sort.none().to_owned());
    }
}

/// Rebuilds the list of problems if it is open, after files were read again or the mask changed.
pub(crate) fn renew(shared: &mut Shared) {
    let listed = shared.overlay.as_ref().and_then(|overlay| overlay.choice()).cloned();
    if let (Some(choice @ Choice::Problem(_)), Some(masked)) = (listed, shared.masked()) {
        shared.overlay = Some(Overlay::problems(&shared.about.mistakes, masked).at(Some(&choice)));
    }
}
