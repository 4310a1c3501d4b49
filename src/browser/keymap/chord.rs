//! A key chord, such as `j`, `<c-d>` or `<a-left>`: parsing it and printing it.

use std::fmt;

/// A key on a keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// One that types a character; capitals are characters of their own.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tabulator.
    Tab,
    /// Tabulator with shift.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow to the left.
    Left,
    /// Arrow to the right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// A key and what is held down with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Whether Control is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
}

const NAMES: [(&str, Key); 17] = [
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("tab", Key::Tab),
    ("s-tab", Key::BackTab),
    ("backspace", Key::Backspace),
    ("delete", Key::Delete),
    ("insert", Key::Insert),
    ("left", Key::Left),
    ("right", Key::Right),
    ("up", Key::Up),
    ("down", Key::Down),
    ("home", Key::Home),
    ("end", Key::End),
    ("pageup", Key::PageUp),
    ("pagedown", Key::PageDown),
    ("space", Key::Char(' ')),
    ("lt", Key::Char('<')),
];

/// Names that people and the list of keys use, and those of the grammar.
const ALIASES: &[(&str, &str)] = &[
    ("return", "enter"),
    ("escape", "esc"),
    ("shift-tab", "s-tab"),
    ("backtab", "s-tab"),
    ("del", "delete"),
    ("pgup", "pageup"),
    ("pgdn", "pagedown"),
    ("pgdown", "pagedown"),
    ("page-up", "pageup"),
    ("page-down", "pagedown"),
    ("<lt>", "lt"),
];

/// How many chords a key may be made of.
const LONGEST: usize = 3;

impl Chord {
    /// Returns the key by itself.
    pub fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false }
    }

    /// Reads chords one after the other, such as `gg` or `jj<enter>`.
    ///
    /// `None` where a name between angle brackets is none of a key.
    pub fn parse(text: &str) -> Option<Vec<Self>> {
        let mut chords = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|tail| tail.split_once('>'));
            let (chord, tail) = match named {
                Some((name, tail)) => (Self::named(name)?, tail),
                None => (Self::plain(Key::Char(c)), rest.strip_prefix(c).unwrap_or_default()),
            };
            chords.push(chord);
            rest = tail;
        }
        Some(chords)
    }

    /// Reads chords as people write them, such as `gg`, `Ctrl-n`, `Alt-←`, `F5` or `Ctrl-x s`, or
    /// in the grammar of [`Self::parse`].
    ///
    /// The name of a key is read as that key. `None` where a part is no key, or where a terminal
    /// sends the same code for it as for another key.
    pub fn read(text: &str) -> Option<Vec<Self>> {
        let parts = text.split_whitespace().map(|part| match Self::with_modifiers(part) {
            Some(chord) => Some(vec![chord]),
            None => Self::parse(part),
        });
        let chords: Vec<Self> = parts.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
        let told_apart = chords.iter().all(|chord| chord.is_distinguishable());
        (told_apart && (1..=LONGEST).contains(&chords.len())).then_some(chords)
    }

    /// Reads one key by its name, with what is held: `ctrl-n`, `PgUp`, `shift-tab`.
    fn with_modifiers(part: &str) -> Option<Self> {
        let lower = part.to_lowercase();
        if part.chars().nth(1).is_none() {
            return Self::arrow(part);
        }
        if let Some((_, short)) = ALIASES.iter().find(|(long, _)| *long == lower) {
            return Self::named(short);
        }
        for (long, short) in [("ctrl-", "c-"), ("alt-", "a-")] {
            if let Some(rest) = lower.strip_prefix(long) {
                // Capitals matter to Alt, and are nothing to Control.
                let rest = if short == "a-" { part.get(long.len()..)? } else { rest };
                let held = Self::with_modifiers(rest).or_else(|| Self::named(rest))?;
                let (ctrl, alt) = (held.ctrl || short == "c-", held.alt || short == "a-");
                return Some(Self { ctrl, alt, ..held });
            }
        }
        Self::named(&lower)
    }

    fn arrow(sign: &str) -> Option<Self> {
        let arrows = [("←", Key::Left), ("→", Key::Right), ("↑", Key::Up), ("↓", Key::Down)];
        arrows.iter().find(|(known, _)| *known == sign).map(|(_, key)| Self::plain(*key))
    }

    /// Returns whether terminals send something of its own for the chord.
    fn is_distinguishable(self) -> bool {
        let Self { key, ctrl, alt: _ } = self;
        // They send Tab, Enter and Esc for these.
        !(ctrl && matches!(key, Key::Char('i' | 'm' | '[')))
    }

    /// Returns the character that the chord types.
    pub fn typed(self) -> Option<char> {
        match self {
            Self { key: Key::Char(c), ctrl: false, alt: false } => Some(c),
            Self { .. } => None,
        }
    }

    fn named(name: &str) -> Option<Self> {
        if let Some(held) = name.strip_prefix("c-") {
            return Some(Self { ctrl: true, ..Self::named(held)? });
        }
        if let Some(held) = name.strip_prefix("a-") {
            return Some(Self { alt: true, ..Self::named(held)? });
        }
        if let Some((_, key)) = NAMES.iter().find(|(known, _)| *known == name) {
            return Some(Self::plain(*key));
        }
        let function = name.strip_prefix('f').and_then(|number| number.parse().ok());
        let mut chars = name.chars();
        match (function, chars.next(), chars.next()) {
            (Some(number), ..) => Some(Self::plain(Key::F(number))),
            (None, Some(c), None) => Some(Self::plain(Key::Char(c))),
            (None, ..) => None,
        }
    }
}

/// Returns chords as people write them: those that type a character run together, others are
/// parted.
pub(super) fn written(chords: &[Chord]) -> String {
    let parted = chords.iter().any(|chord| chord.typed().is_none());
    let chords: Vec<String> = chords.iter().map(ToString::to_string).collect();
    chords.join(if parted { " " } else { "" })
}

/// As people write keys: `Ctrl-d`, `Alt-←`, `Enter`.
impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match self.key {
            Key::Char(' ') => f.write_str("Space"),
            Key::Char(c) => write!(f, "{c}"),
            Key::F(number) => write!(f, "F{number}"),
            Key::Enter => f.write_str("Enter"),
            Key::Esc => f.write_str("Esc"),
            Key::Tab => f.write_str("Tab"),
            Key::BackTab => f.write_str("Shift-Tab"),
            Key::Backspace => f.write_str("Backspace"),
            Key::Delete => f.write_str("Delete"),
            Key::Insert => f.write_str("Insert"),
            Key::Left => f.write_str("←"),
            Key::Right => f.write_str("→"),
            Key::Up => f.write_str("↑"),
            Key::Down => f.write_str("↓"),
            Key::Home => f.write_str("Home"),
            Key::End => f.write_str("End"),
            Key::PageUp => f.write_str("PgUp"),
            Key::PageDown => f.write_str("PgDn"),
        }
    }
}

#[cfg(test)]
mod tests;
