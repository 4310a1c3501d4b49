//! The input thread: reads keys, pastes, mouse events and size changes from the terminal.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use crossterm::terminal;

use super::super::keymap::{Chord, Key};
use super::super::model::{Gesture, Pointing, Size};
use super::event::{MainEvent, TerminalEvent, start};
use super::terminal_replies::{EventReader, Terminal};

/// The way to the thread that reads the terminal.
///
/// It reads on only after each thing that it has sent was answered, so that while a key is being
/// answered with an editor, the editor alone reads the terminal.
pub(super) struct InputThread {
    turns: Sender<ReadMode>,
    next: ReadMode,
    reading: bool,
}

/// How the thread is to read on.
#[derive(Clone, Copy)]
enum ReadMode {
    /// From where it was.
    On,
    /// From now on: what was typed before was not meant for us.
    Afresh,
}

impl InputThread {
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// The system has no thread left.
    pub(super) fn listen(sender: Sender<MainEvent>) -> io::Result<Self> {
        let (turns, waiting) = channel();
        start("reading keys", sender, move |sender| {
            if let Err(error) = listen(sender, &waiting) {
                // If the receiver is gone, the program is ending.
                _ = sender.send(MainEvent::Failed(error));
            }
        })?;
        Ok(Self { turns, next: ReadMode::On, reading: false })
    }

    /// Lets the thread read on, once what it sent has been answered.
    pub(super) fn go_on(&mut self) {
        self.reading = true;
        // A thread that has panicked has said so itself.
        _ = self.turns.send(std::mem::replace(&mut self.next, ReadMode::On));
    }

    /// Drops typed input until the thread reads on: it was meant for another program.
    pub(super) fn forget(&mut self) {
        self.next = ReadMode::Afresh;
    }

    /// Takes note that the thread has found nothing more.
    pub(super) fn is_quiet(&mut self) {
        self.reading = false;
    }

    /// Tells whether the thread is still reading what was typed already, and will say more.
    pub(super) fn has_more(&self) -> bool {
        self.reading
    }
}

fn listen(sender: &Sender<MainEvent>, turns: &Receiver<ReadMode>) -> io::Result<()> {
    // Changes of size are heard of from the first look on; one that came before is asked for.
    event::poll(Duration::ZERO)?;
    let (width, height) = terminal::size()?;
    let mut first = Some(event::Event::Resize(width, height));
    let mut events = EventReader::of(Terminal);
    loop {
        let mut said = false;
        let mut next = Some(first.take().map_or_else(|| events.wait(), Ok)?);
        while let Some(event) = next {
            let mut waiting = None;
            if let Some(event) = read(event) {
                said = true;
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
        if said && sender.send(MainEvent::Quiet).is_err() {
            return Ok(());
        }
    }
}

/// Drops what waits to be read, but for the last change of size.
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
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        MouseEventKind::Down(MouseButton::Right | MouseButton::Middle)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
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
    // Most terminals send the same code for both keys; the event has the other name.
    let key = if ctrl && key == Key::Char('4') { Key::Char('\\') } else { key };
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
    fn a_release_is_no_key() {
        let of = |kind| KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, kind);
        let pressed = Some(Chord::plain(Key::Char('j')));
        assert_eq!(chord(of(KeyEventKind::Press)), pressed);
        assert_eq!(chord(of(KeyEventKind::Repeat)), pressed);
        assert_eq!(chord(of(KeyEventKind::Release)), None);
    }
}
