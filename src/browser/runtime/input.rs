//! Reading the terminal: keys pressed and repeated, pasted text, changes of size.

use std::io;
use std::sync::mpsc::Sender;

use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::super::keymap::{Chord, Key};
use super::super::model::{Gesture, Pointing, Size};
use super::mail::{Event, Mail, start};

/// Starts a thread that sends what the terminal reports.
///
/// # Errors
///
/// The system has no thread left.
pub(super) fn listen(sender: Sender<Mail>) -> io::Result<()> {
    start("reading keys", sender, |sender| {
        loop {
            let (mail, last) = match event::read() {
                Ok(event) => (read(event).map(Mail::Event), false),
                Err(error) => (Some(Mail::Failed(error)), true),
            };
            let sent = mail.is_none_or(|mail| sender.send(mail).is_ok());
            if last || !sent {
                break;
            }
        }
    })
}

fn read(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => chord(key).map(Event::Pressed),
        event::Event::Paste(text) => Some(Event::Pasted(text)),
        event::Event::Resize(width, height) => Some(Event::Resized(Size { width, height })),
        event::Event::Mouse(mouse) => pointing(mouse).map(Event::Pointed),
        event::Event::FocusGained | event::Event::FocusLost => None,
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
    Some(Chord { key: key(code, held(KeyModifiers::SHIFT))?, ctrl, alt })
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
    fn a_release_is_no_key() {
        let of = |kind| KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, kind);
        let pressed = Some(Chord::plain(Key::Char('j')));
        assert_eq!(chord(of(KeyEventKind::Press)), pressed);
        assert_eq!(chord(of(KeyEventKind::Repeat)), pressed);
        assert_eq!(chord(of(KeyEventKind::Release)), None);
    }
}
