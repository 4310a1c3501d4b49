//! Keys that are typed faster than they are answered: the next one waits a moment for the first files or a search, and what is typed right
//! behind a key that was refused is dropped.

use std::time::{Duration, Instant};

use crate::browser::keymap::{Chord, Key};
use crate::browser::model::Shared;
use crate::record::Id;

/// How long a key waits for the answer of the search that was typed before it; nearly all are there within.
const LONGEST_HOLD: Duration = Duration::from_millis(300);

/// How long keys wait in all for the first files; later they are refused.
const LONGEST_START: Duration = Duration::from_millis(500);

/// No one sees another record and presses a key for it in less.
const SHORTEST_LOOK: Duration = Duration::from_millis(400);

/// The keys that change a line together with Ctrl; Ctrl-j is Enter.
const LINE_EDITING: &str = "abefhjkuw";

/// What becomes of keys that are typed faster than they are answered.
#[derive(Debug, Default)]
pub(super) struct TypedAhead {
    /// Since when the thread that reads keys waits for its turn.
    held_since: Option<Instant>,
    /// When the first event of the terminal was handled.
    opened_at: Option<Instant>,
    /// The record that came into view by itself, and when it was drawn.
    drawn: Option<(Id, Instant)>,
    /// When the last key was dropped, or the one refused that is before it.
    dropped_at: Option<Instant>,
}

impl TypedAhead {
    /// Remembers that the last event of the terminal was handled.
    pub(super) fn hold(&mut self) {
        let now = Instant::now();
        self.opened_at.get_or_insert(now);
        self.held_since = Some(now);
    }

    /// Returns whether the next key still waits.
    pub(super) fn is_holding(&self) -> bool {
        self.held_since.is_some()
    }

    /// Returns how long the next key may still wait for the first files or the answer of a search; `None` if it does not.
    pub(super) fn held_for(&self, shared: &Shared) -> Option<Duration> {
        let held_since = self.held_since?;
        let (since, longest) = if shared.awaits_first_files() {
            (self.opened_at?, LONGEST_START)
        } else if shared.awaits_answer() {
            (held_since, LONGEST_HOLD)
        } else {
            return None;
        };
        longest.checked_sub(since.elapsed()).filter(|longest| !longest.is_zero())
    }

    /// Returns whether the thread that reads keys gets its turn now.
    pub(super) fn lets_go(&mut self, shared: &Shared) -> bool {
        let lets_go = self.is_holding() && self.held_for(shared).is_none();
        if lets_go {
            self.held_since = None;
        }
        lets_go
    }

    /// Remembers when a record was drawn that came into view by itself.
    pub(super) fn note_drawn(&mut self, shared: &Shared) {
        let unseen = shared.unseen.as_ref();
        if unseen != self.drawn.as_ref().map(|(id, _)| id) {
            self.drawn = unseen.map(|id| (id.clone(), Instant::now()));
        }
    }

    /// Takes what is shown as seen once it was on the screen for a while.
    pub(super) fn look(&self, shared: &mut Shared) {
        let is_seen = |(id, since): &(Id, Instant)| {
            shared.unseen.as_ref() == Some(id) && since.elapsed() >= SHORTEST_LOOK
        };
        if self.drawn.as_ref().is_some_and(is_seen) {
            shared.take_as_seen();
        }
    }

    /// Drops what is typed until the keys pause.
    pub(super) fn drop_typed(&mut self) {
        self.dropped_at = Some(Instant::now());
    }

    /// Returns whether what is typed now comes right behind a key that was refused.
    pub(super) fn is_dropping(&self) -> bool {
        self.dropped_at.is_some_and(|at| at.elapsed() < SHORTEST_LOOK)
    }

    /// Returns whether a key is dropped, since it comes right behind one that was refused.
    pub(super) fn is_dropped(&mut self, chord: Chord) -> bool {
        // Keys that close or leave something are never meant for what was refused; those that change a typed line are.
        let is_for_it = chord.typed().is_some()
            || match chord {
                Chord {
                    key: Key::Enter | Key::Backspace | Key::Delete,
                    ctrl: false,
                    alt: false,
                } => true,
                Chord { key: Key::Char(c), ctrl: true, alt: false } => LINE_EDITING.contains(c),
                _ => false,
            };
        let is_dropped = self.is_dropping() && is_for_it;
        self.dropped_at = is_dropped.then(Instant::now);
        is_dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_a_line_is_dropped_behind_a_refused_key_and_what_leaves_it_is_not() {
        let dropped = |keys: &str| {
            let mut ahead = TypedAhead::default();
            ahead.drop_typed();
            let chords = Chord::parse(keys).unwrap().into_iter();
            chords.filter(|chord| ahead.is_dropped(*chord)).count()
        };
        assert_eq!(dropped("ji<c-u>99<enter>"), 6);
        assert_eq!(dropped("i<backspace><c-w><delete><c-j>x"), 6);
        assert_eq!(dropped("i<esc>x"), 1);
        assert_eq!(dropped("i<down>x"), 1);
        assert_eq!(dropped("i<c-c>x"), 1);
    }
}
