//! Turns key chords into messages, keeping the number and the chords typed so far.

use std::sync::Arc;

use super::super::model::{Command, CompletionStep, Input, Mode, ValueCommand};
use super::active::ScreenKeys;
use super::all_screens::Keymap;
use super::chord::{Chord, Key, written};
use super::help::{help, palette};
use super::table::Meaning;
use crate::collection::SavedViews;

/// A keyboard: the number and the chords typed so far that only begin a command.
#[derive(Clone, Debug, Default)]
pub struct Keyboard {
    keymap: Arc<Keymap>,
    screen: usize,
    begun: Vec<Chord>,
    count: Option<usize>,
}

/// Larger counts are not useful, and a typing error must not keep the program busy.
const HIGHEST: usize = 99_999;

/// What a terminal sends for Ctrl-j, and for Enter until it is in raw mode.
const LINE_FEED: Chord = Chord { key: Key::Char('j'), ctrl: true, alt: false };

impl Keyboard {
    /// Returns a keyboard with these keys in force.
    pub fn of(keymap: Arc<Keymap>) -> Self {
        Self { keymap, ..Self::default() }
    }

    /// Returns the keys in force.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Puts the keys over the screen with this number in force.
    pub fn set_screen(&mut self, screen: usize) {
        self.screen = screen;
    }

    fn keys(&self) -> &ScreenKeys {
        self.keymap.of(self.screen)
    }

    /// Returns what a chord means after those typed before; nothing where it means nothing.
    pub fn press(&mut self, chord: Chord, mode: Mode, views: &SavedViews) -> Option<Input> {
        let chord = self.without_line_feed(chord, mode);
        if let Some(message) = self.counted(chord, mode) {
            return Some(message);
        }
        if chord == Chord::plain(Key::Enter)
            && let Some(view) = self.pause(mode, views)
        {
            return Some(view);
        }
        let had_begun = !self.begun.is_empty();
        self.begun.push(chord);
        match self.keymap.of(self.screen).way(mode, &self.begun) {
            Some(way) if way.chords.len() == self.begun.len() => {
                self.begun.clear();
                let count = self.count.take();
                Some(match way.binding.meaning {
                    Meaning::Do(command) => Input::Do(command.times(count)),
                    Meaning::Help => Input::Show(Box::new(help(self.keys(), mode, views))),
                    Meaning::Palette => Input::Show(Box::new(palette(self.keys(), views))),
                })
            }
            Some(_) => Some(Input::Pending(self.written())),
            None if had_begun || self.count.is_some() => {
                // What was begun came to nothing. A letter by itself would then do what was not meant, such as quit;
                // Esc takes back what was begun; any other key may still mean something.
                let begun = written(&self.begun);
                self.forget();
                if had_begun && chord.typed().is_some() {
                    let led = begun.strip_suffix(&written(&[chord])).unwrap_or_default();
                    return Some(self.unknown_after(mode, led, &begun));
                }
                if had_begun && chord == Chord::plain(Key::Esc) {
                    return Some(Input::Pending(String::new()));
                }
                match self.press(chord, mode, views) {
                    Some(Input::Unknown(_)) => Some(self.unknown(mode, &begun)),
                    None => Some(Input::Pending(String::new())),
                    meant => meant,
                }
            }
            None => {
                self.begun.clear();
                let typed = chord.typed().filter(|_| mode.takes_text());
                Some(match typed {
                    Some(typed) => Input::Type(typed),
                    None => self.unknown(mode, &written(&[chord])),
                })
            }
        }
    }

    /// Returns Enter for a line feed that means nothing: what is typed before the terminal is taken over has one where
    /// Enter was pressed.
    fn without_line_feed(&self, chord: Chord, mode: Mode) -> Chord {
        let is_line_feed = chord == LINE_FEED;
        let begun: Vec<Chord> = self.begun.iter().copied().chain([chord]).collect();
        if is_line_feed && self.keys().way(mode, &begun).is_none() {
            return Chord::plain(Key::Enter);
        }
        chord
    }

    /// Returns what is said of a letter that means nothing after what was begun: that, and the letters that do.
    fn unknown_after(&self, mode: Mode, led: &str, pressed: &str) -> Input {
        let mut letters: Vec<String> = Vec::new();
        for (letter, _) in self.keys().following(mode, led) {
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
        if letters.is_empty() {
            return self.unknown(mode, pressed);
        }
        let letters = letters.join(" ");
        Input::Unknown(format!("{pressed} does nothing here; after {led} come {letters}"))
    }

    /// Returns what is said of keys that mean nothing: that, and the keys that lead on.
    fn unknown(&self, mode: Mode, pressed: &str) -> Input {
        let keys = self.keys();
        let help = keys.key_meaning(mode, Meaning::Help);
        let ways = match mode {
            Mode::Overlay | Mode::Picker => vec![(keys.key_of(mode, Command::BackOut), "closes")],
            // Esc alone would name only the way to lose the change.
            Mode::Review => vec![
                (keys.key_of(mode, Command::WriteChange), "writes"),
                (keys.key_of(mode, Command::BackOut), "gives up"),
            ],
            Mode::Screen => vec![(keys.key_of(mode, Command::Search), "searches"), (help, "helps")],
            Mode::Selecting => vec![(help, "helps")],
            Mode::Query | Mode::Find => {
                vec![(keys.key_of(mode, Command::CancelSearch), "goes back")]
            }
            Mode::Completion => {
                let leave = Command::Complete(CompletionStep::Leave);
                vec![(keys.key_of(mode, leave), "goes back")]
            }
            Mode::Value | Mode::ValueLines => {
                let leave = Command::Value(ValueCommand::Leave);
                vec![(keys.key_of(mode, leave), "closes")]
            }
        };
        let ways = ways.into_iter().filter_map(|(key, does)| Some(format!("{} {does}", key?)));
        let ways = ways.collect::<Vec<_>>().join(", ");
        let parted = if ways.is_empty() { "" } else { "; " };
        Input::Unknown(format!("{pressed} does nothing here{parted}{ways}"))
    }

    /// Returns the saved view that the typed digit opens if no other key follows.
    pub fn view(&self, mode: Mode, views: &SavedViews) -> Option<u8> {
        let alone = mode == Mode::Screen && self.begun.is_empty();
        let digit = self.count.filter(|_| alone).and_then(|count| u8::try_from(count).ok())?;
        views.get(digit).map(|_| digit)
    }

    /// Returns the meaning of the keys typed so far, once no key followed for a while.
    pub fn pause(&mut self, mode: Mode, views: &SavedViews) -> Option<Input> {
        let view = self.view(mode, views)?;
        self.forget();
        Some(Input::Do(Command::View(view)))
    }

    /// Forgets what was typed so far, since something else was done.
    pub fn forget(&mut self) {
        self.begun.clear();
        self.count = None;
    }

    /// Takes a digit if it starts or continues a count; returns what was typed so far.
    fn counted(&mut self, chord: Chord, mode: Mode) -> Option<Input> {
        let counts = !mode.takes_text() && self.begun.is_empty();
        let digit = chord.typed().filter(|_| counts)?.to_digit(10)?;
        // A number does not start with 0.
        if digit == 0 && self.count.is_none() {
            return None;
        }
        let digit = usize::try_from(digit).ok()?;
        let count = self.count.unwrap_or_default().saturating_mul(10).saturating_add(digit);
        self.count = Some(count.min(HIGHEST));
        Some(Input::Pending(self.written()))
    }

    fn written(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        format!("{count}{}", written(&self.begun))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Settings;

    fn said(msg: Option<Input>) -> String {
        match msg {
            Some(Input::Show(overlay)) => overlay.title().to_owned(),
            Some(msg) => format!("{msg:?}"),
            None => "-".to_owned(),
        }
    }

    #[track_caller]
    fn check(mode: Mode, keys: &str, meanings: &[&str]) {
        check_with(&SavedViews::default(), mode, keys, meanings);
    }

    #[track_caller]
    fn check_with(views: &SavedViews, mode: Mode, keys: &str, meanings: &[&str]) {
        let mut keyboard = Keyboard::default();
        let chords = Chord::parse(keys).unwrap();
        let said = chords.into_iter().map(|chord| said(keyboard.press(chord, mode, views)));
        assert_eq!(said.collect::<Vec<_>>(), meanings);
    }

    fn views() -> SavedViews {
        Settings::read("[views]\n3 = 'kind:victim'\n".into()).0.views
    }

    #[test]
    fn chords_become_messages() {
        check(Mode::Screen, "j<down>", &["Do(Move(Down))", "Do(Move(Down))"]);
        check(Mode::Screen, "gg", &["Pending(\"g\")", "Do(Move(First))"]);
        let nothing =
            |keys: &str| format!("Unknown(\"{keys} does nothing here; / searches, ? helps\")");
        // The letters that are meant are said.
        let after_g = "Unknown(\"g~ does nothing here; after g come g a s p o P d u / m n c t w\")";
        check(Mode::Screen, "g~", &["Pending(\"g\")", after_g]);
        // A letter that goes on with nothing does not do what it does alone: `q` would quit.
        let after_bracket = "Unknown(\"]q does nothing here; after ] come p l d u\")";
        check(Mode::Screen, "]qj", &["Pending(\"]\")", after_bracket, "Do(Move(Down))"]);
        check(Mode::Screen, "g<esc>j", &["Pending(\"g\")", "Pending(\"\")", "Do(Move(Down))"]);
        check(Mode::Screen, "g<down>", &["Pending(\"g\")", "Do(Move(Down))"]);
        let unknown = [&*nothing("Z"), &*nothing("Ctrl-x"), "Keys", "Commands"];
        check(Mode::Screen, "Z<c-x>?:", &unknown);
        check(Mode::Overlay, "X", &["Unknown(\"X does nothing here; Esc closes\")"]);
    }

    #[test]
    fn a_number_says_how_often_or_where_to() {
        check(Mode::Screen, "5j", &["Pending(\"5\")", "Do(Move(By(5)))"]);
        check(
            Mode::Screen,
            "12gg",
            &["Pending(\"1\")", "Pending(\"12\")", "Pending(\"12g\")", "Do(Move(Nth(12)))"],
        );
        check(Mode::Screen, "3Gj", &["Pending(\"3\")", "Do(Move(Nth(3)))", "Do(Move(Down))"]);
        let nothing = "Unknown(\"Z does nothing here; / searches, ? helps\")";
        check(Mode::Screen, "2Z0", &["Pending(\"2\")", nothing, "Do(Everything)"]);
        check(Mode::Screen, "2Rj", &["Pending(\"2\")", "Do(Reload)", "Do(Move(Down))"]);
        check(Mode::Query, "5", &["Type('5')"]);
    }

    #[test]
    fn a_digit_of_a_view_still_counts_what_follows() {
        check_with(&views(), Mode::Screen, "3j", &["Pending(\"3\")", "Do(Move(By(3)))"]);
        let all = ["Pending(\"3\")", "Pending(\"30\")", "Do(Move(Nth(30)))"];
        check_with(&views(), Mode::Screen, "30G", &all);
    }

    #[test]
    fn a_digit_by_itself_is_its_view_after_a_pause_or_at_enter() {
        let mut keyboard = Keyboard::default();
        let mut press = |keys: &str, mode, pauses: bool| {
            for chord in Chord::parse(keys).unwrap() {
                keyboard.press(chord, mode, &views());
            }
            said(if pauses { keyboard.pause(mode, &views()) } else { None })
        };
        assert_eq!(press("3", Mode::Screen, true), "Do(View(3))");
        // What a pause has answered is over.
        assert_eq!(press("", Mode::Screen, true), "-");
        assert_eq!(press("2", Mode::Screen, true), "-");
        assert_eq!(press("<esc>30", Mode::Screen, true), "-");
        assert_eq!(press("<esc>3g", Mode::Screen, true), "-");
        assert_eq!(press("<esc>3", Mode::Overlay, true), "-");
        check_with(&views(), Mode::Screen, "3<enter>", &["Pending(\"3\")", "Do(View(3))"]);
        check_with(&views(), Mode::Screen, "2<enter>", &["Pending(\"2\")", "Do(Open)"]);
        check_with(&views(), Mode::Screen, "03", &["Do(Everything)", "Pending(\"3\")"]);
    }

    #[test]
    fn the_query_line_takes_every_character() {
        check(Mode::Query, "jq?", &["Type('j')", "Type('q')", "Type('?')"]);
        let nothing = "Unknown(\"Ctrl-x does nothing here; Esc goes back\")";
        check(Mode::Query, "<c-w><c-x>", &["Do(Edit(DeleteWord))", nothing]);
        check(Mode::Completion, "<c-x>", &[nothing]);
        check(Mode::Picker, "<insert>", &["Unknown(\"Insert does nothing here; Esc closes\")"]);
    }
}
