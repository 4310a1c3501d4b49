//! Filters terminal replies (answers to queries, possibly of another program) out of the input, so
//! that they are never read as keys.
//!
//! Crossterm recognises short replies, such as cursor positions and mode reports. Long replies
//! (colours, names, images) arrive as Alt and a bracket, followed by what looks like typed text.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyModifiers};

/// How long nothing comes until an answer that has not ended was none.
const SILENCE: Duration = Duration::from_millis(20);

/// No reply is longer, in characters.
const LONGEST: usize = 4096;

/// Where events come from.
pub(crate) trait EventFeed {
    /// Waits for the next event.
    fn read(&mut self) -> io::Result<Event>;
    /// Returns whether an event comes within some time.
    fn comes_within(&mut self, time: Duration) -> io::Result<bool>;
}

/// The terminal of the program.
pub(crate) struct Terminal;

impl EventFeed for Terminal {
    fn read(&mut self) -> io::Result<Event> {
        event::read()
    }

    fn comes_within(&mut self, time: Duration) -> io::Result<bool> {
        event::poll(time)
    }
}

/// The events of a terminal that are meant for us.
pub(crate) struct EventReader<F> {
    feed: F,
    /// What seemed to be an answer and was none.
    events: VecDeque<Event>,
}

impl<F: EventFeed> EventReader<F> {
    /// Returns the events that a feed has for us.
    pub(crate) fn of(feed: F) -> Self {
        Self { feed, events: VecDeque::new() }
    }

    /// Waits for the next event.
    ///
    /// # Errors
    ///
    /// The terminal cannot be read.
    pub(crate) fn wait(&mut self) -> io::Result<Event> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(event);
            }
            let event = self.feed.read()?;
            if let Some(event) = self.unless_answer(event)? {
                return Ok(event);
            }
        }
    }

    /// Returns the next event, if there is one already.
    ///
    /// # Errors
    ///
    /// The terminal cannot be read.
    pub(crate) fn ready(&mut self) -> io::Result<Option<Event>> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(Some(event));
            }
            if !self.feed.comes_within(Duration::ZERO)? {
                return Ok(None);
            }
            let event = self.feed.read()?;
            if let Some(event) = self.unless_answer(event)? {
                return Ok(Some(event));
            }
        }
    }

    /// Returns an event, unless it starts an answer; that is dropped to its end, but for changes of
    /// size. What does not end was typed.
    fn unless_answer(&mut self, event: Event) -> io::Result<Option<Event>> {
        if !starts(&event) {
            return Ok(Some(event));
        }
        let mut seen = vec![event];
        while seen.len() < LONGEST && self.feed.comes_within(SILENCE)? {
            let event = self.feed.read()?;
            if ends(&event) {
                self.events.extend(seen.into_iter().filter(Event::is_resize));
                return Ok(None);
            }
            seen.push(event);
        }
        self.events.extend(seen);
        Ok(self.events.pop_front())
    }
}

/// Returns whether an event is how a long answer starts: an operating system command, a device control
/// string, a message of an application or of privacy, or a string.
fn starts(event: &Event) -> bool {
    let letters = [']', 'P', '_', '^', 'X'];
    letters.into_iter().any(|letter| is_key(event, letter, KeyModifiers::ALT))
}

/// Returns whether an event is how a long answer ends.
fn ends(event: &Event) -> bool {
    is_key(event, '\\', KeyModifiers::ALT) || is_key(event, 'g', KeyModifiers::CONTROL)
}

fn is_key(event: &Event, letter: char, held: KeyModifiers) -> bool {
    let Event::Key(KeyEvent { code, modifiers, kind: _, state: _ }) = event else { return false };
    *code == KeyCode::Char(letter) && *modifiers - KeyModifiers::SHIFT == held
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events as `a`, `A-]` and `C-g`, a change of size as `size`; what is after a `…` comes late.
    struct Typed(VecDeque<Option<Event>>);

    fn event(word: &str) -> Option<Event> {
        let key = |word: &str, held| {
            let letter = word.chars().next().unwrap();
            Some(Event::Key(KeyEvent::new(KeyCode::Char(letter), held)))
        };
        match (word, word.split_once('-')) {
            ("…", _) => None,
            ("size", _) => Some(Event::Resize(1, 1)),
            (_, Some(("A", letter))) => key(letter, KeyModifiers::ALT),
            (_, Some((_, letter))) => key(letter, KeyModifiers::CONTROL),
            (_, None) => key(word, KeyModifiers::NONE),
        }
    }

    impl EventFeed for Typed {
        fn read(&mut self) -> io::Result<Event> {
            while let Some(next) = self.0.pop_front() {
                if let Some(event) = next {
                    return Ok(event);
                }
            }
            Err(io::ErrorKind::UnexpectedEof.into())
        }

        fn comes_within(&mut self, _: Duration) -> io::Result<bool> {
            Ok(matches!(self.0.front(), Some(Some(_))))
        }
    }

    #[track_caller]
    fn check(typed: &str, meant: &str) {
        let events: Vec<Option<Event>> = typed.split(' ').map(event).collect();
        let wanted: Vec<Event> = meant.split(' ').filter_map(event).collect();
        let mut patient = EventReader::of(Typed(events.clone().into()));
        let heard: Vec<Event> = std::iter::from_fn(|| patient.wait().ok()).collect();
        assert_eq!(heard, wanted, "{typed}");
        let mut ready = EventReader::of(Typed(events.into()));
        let mut found = Vec::new();
        while let Some(event) = ready.ready().unwrap() {
            found.push(event);
        }
        assert!(wanted.starts_with(&found), "{typed}: {found:?}");
    }

    #[test]
    fn an_answer_is_no_key() {
        check("j A-] 1 1 ; r g b C-g k", "j k");
        check("A-] 1 1 A-\\ j", "j");
        check("A-P > | x A-\\ A-_ G A-\\ j", "j");
        check("A-] 1 size 1 A-\\ j", "size j");
    }

    #[test]
    fn what_does_not_end_was_typed() {
        check("A-] … j", "A-] j");
        check("A-X j … k", "A-X j k");
        check("A-] 1 1", "A-] 1 1");
        check("A-\\ C-g j", "A-\\ C-g j");
    }
}
