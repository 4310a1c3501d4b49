//! The input thread: reads keys, pastes, mouse events and size changes from the terminal.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use crossterm::terminal;

use super::super::event::{MainEvent, TerminalEvent, start};
use super::terminal_replies::{EventReader, Terminal};
use crate::browser::keymap::{Chord, Key};
use crate::browser::model::{Gesture, Pointing, Size};

/// The handle of the thread that reads the terminal.
///
/// The two threads take turns. The input thread sends one event and waits; the main thread handles the
/// event and then calls [`Self::go_on`]. If handling it runs the editor, the editor is the only program
/// that reads the terminal meanwhile; a thread that read ahead would take keys away from it. When the
/// input thread finds nothing more to read, it sends [`MainEvent::Quiet`] and blocks until there is
/// input. Until then the main thread does not draw, so keys that were typed faster than the screen is
/// drawn cost one frame in all.
pub(crate) struct InputThread {
    turns: Sender<ReadMode>,
    next: ReadMode,
    /// Whether the thread was allowed to read on and has not yet sent an event or [`MainEvent::Quiet`].
    reading: bool,
}

/// Which input the thread may send next.
#[derive(Clone, Copy)]
enum ReadMode {
    /// The next input, wherever it was typed.
    On,
    /// Only input from now on: what was typed before was meant for another program.
    Afresh,
}

impl InputThread {
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(crate) fn listen(sender: Sender<MainEvent>) -> io::Result<Self> {
        let (turns, waiting) = channel();
        start("reading keys", sender, move |sender| {
            if let Err(error) = listen(sender, &waiting) {
                // If the receiver is gone, the program is ending.
                _ = sender.send(MainEvent::Failed(error));
            }
        })?;
        Ok(Self { turns, next: ReadMode::On, reading: false })
    }

    /// Lets the thread read on, after its last event was handled.
    pub(crate) fn go_on(&mut self) {
        self.reading = true;
        // A thread that has panicked has reported that itself.
        _ = self.turns.send(std::mem::replace(&mut self.next, ReadMode::On));
    }

    /// Makes the thread drop what was typed until it reads on: that was meant for another program.
    pub(crate) fn forget(&mut self) {
        self.next = ReadMode::Afresh;
    }

    /// Records that the thread has found nothing more to read.
    pub(crate) fn is_quiet(&mut self) {
        self.reading = false;
    }

    /// Returns whether the thread is reading what was typed already, so that another event or
    /// [`MainEvent::Quiet`] is certain to come.
    pub(crate) fn has_more(&self) -> bool {
        self.reading
    }
}

fn listen(sender: &Sender<MainEvent>, turns: &Receiver<ReadMode>) -> io::Result<()> {
    // crossterm reports changes of size from its first poll on. The terminal may have changed before
    // that, so its size is queried afterwards and sent as the first event.
    event::poll(Duration::ZERO)?;
    let (width, height) = terminal::size()?;
    let mut first = Some(event::Event::Resize(width, height));
    let mut events = EventReader::of(Terminal);
    loop {
        let mut has_sent = false;
        let mut next = Some(first.take().map_or_else(|| events.wait(), Ok)?);
        while let Some(event) = next {
            let mut waiting = None;
            if let Some(event) = read(event) {
                has_sent = true;
                let sent = sender.send(MainEvent::Event(event));
                let Some(turn) = sent.ok().and_then(|()| turns.recv().ok()) else { return Ok(()) };
                waiting = match turn {
                    ReadMode::On => None,
                    ReadMode::Afresh => forget(&mut events)?,
                };
            }
            next = match waiting {
                None => events.ready()?,
                Some(_) => waiting,
            };
        }
        if has_sent && sender.send(MainEvent::Quiet).is_err() {
            return Ok(());
        }
    }
}

/// Drops the input that waits, except for the last change of size: nothing else would report it again.
fn forget(events: &mut EventReader<Terminal>) -> io::Result<Option<event::Event>> {
    let mut resized = None;
    while let Some(event) = events.ready()? {
        if event.is_resize() {
            resized = Some(event);
        }
    }
    Ok(resized)
}

fn read(event: event::Event) -> Option<TerminalEvent> {
    match event {
        event::Event::Key(key) => chord(key).map(TerminalEvent::Pressed),
        event::Event::Paste(text) => Some(TerminalEvent::Pasted(text)),
        event::Event::Resize(width, height) => Some(TerminalEvent::Resized(Size { width, height })),
        event::Event::Mouse(mouse) => pointing(mouse).map(TerminalEvent::Pointed),
        event::Event::FocusLost => Some(TerminalEvent::Unfocused),
        event::Event::FocusGained => None,
    }
}

fn pointing(event: MouseEvent) -> Option<Pointing> {
    let MouseEvent { kind, column, row, modifiers: _ } = event;
    let gesture = match kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Click,
        MouseEventKind::Drag(MouseButton::Left) => Gesture::Drag,
        MouseEventKind::Up(MouseButton::Left) => Gesture::Release,
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        MouseEventKind::Down(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Up(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Drag(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => return None,
    };
    Some(Pointing { gesture, column, row })
}

fn chord(event: KeyEvent) -> Option<Chord> {
    let KeyEvent { code, modifiers, kind, state: _ } = event;
    // Some terminals report the release of a key too.
    if kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| modifiers.contains(modifier);
    let (ctrl, alt) = (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT));
    let key = key(code, held(KeyModifiers::SHIFT))?;
    // Most terminals send the same code for these keys; the event has the other name.
    let key = if ctrl && key == Key::Char('4') {
        Key::Char('\\')
    } else if ctrl && matches!(key, Key::Char('7' | '/')) {
        Key::Char('_')
    } else {
        key
    };
    Some(Chord { key, ctrl, alt })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "media keys and lone modifiers mean nothing")]
fn key(code: KeyCode, shift: bool) -> Option<Key> {
    Some(match code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if shift => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Insert => Key::Insert,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_backslash_are_one_key_by_either_name() {
        for c in ['4', '\\'] {
            let read = chord(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
            assert_eq!(read, Chord::parse("<c-\\>").map(|chords| chords[0]));
        }
    }

    #[test]
    fn control_and_underscore_are_one_key_by_any_name() {
        for c in ['7', '/', '_'] {
            let read = chord(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
            assert_eq!(read, Chord::parse("<c-_>").map(|chords| chords[0]));
        }
    }

    #[test]
    fn a_release_is_no_key() {
        let of = |kind| KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, kind);
        let pressed = Some(Chord::plain(Key::Char('j')));
        assert_eq!(chord(of(KeyEventKind::Press)), pressed);
        assert_eq!(chord(of(KeyEventKind::Repeat)), pressed);
        assert_eq!(chord(of(KeyEventKind::Release)), None);
    }
}
