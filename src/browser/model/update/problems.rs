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
    let is_reading = shared.is_first_reading();
    let overlay = shared
        .masked()
        .map(|masked| Overlay::problems(mistakes, masked, is_reading).at(choice.as_ref()));
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
        let is_reading = shared.is_first_reading();
        shared.say(if is_reading { sort.none_so_far() } else { sort.none() });
    }
}

/// Rebuilds the list of problems if it is open, after files were read again or the mask changed.
pub(crate) fn renew(shared: &mut Shared) {
    let open = shared.overlay.as_ref().filter(|overlay| overlay.is_of_problems());
    if let (Some(open), Some(masked)) = (open, shared.masked()) {
        let choice = open.choice().cloned();
        let now = Overlay::problems(&shared.about.mistakes, masked, shared.is_first_reading());
        shared.overlay = Some(now.at(choice.as_ref()));
    }
}
