//! Jumps to the next or previous quoted passage of an archived text.

use crate::browser::screen::browse::navigation::problems::Direction;
use crate::browser::screen::browse::navigation::reading;
use crate::browser::screen::browse::state::BrowseMut;

/// Goes to the next passage that is quoted, or to the one before; after the last comes the first.
pub(crate) fn go_on(model: &mut BrowseMut<'_>, way: Direction) {
    let Some(text) = &model.own.reading else { return };
    let Some((first, last)) = text.passages().ends() else {
        model.shared.say("no passage of this text is quoted");
        return;
    };
    let at = model.own.quotes.spot();
    let next = at.and_then(|pick| match way {
        Direction::Next => text.next(pick),
        Direction::Previous => text.previous(pick),
    });
    let (around, said) = match way {
        Direction::Next => (first, "continued from the top"),
        Direction::Previous => (last, "continued from the end"),
    };
    let (pick, said) = match next {
        Some(next) => (next.pick(), None),
        None if first == last => (first.pick(), Some("this is the only quoted passage")),
        None => (around.pick(), Some(said)),
    };
    model.shared.notice = said.map(str::to_owned);
    reading::go_to(model, pick);
}
