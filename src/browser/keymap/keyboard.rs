//! From chords to messages, with what was typed so far of a longer key.

use super::super::model::{Mode, Msg};
use super::chord::Chord;
use super::menus::{help, palette};
use super::table::{Meaning, ways};

/// A keyboard: the number and the chords typed so far that only begin a command.
#[derive(Clone, Debug, Default)]
pub struct Keyboard {
    begun: Vec<Chord>,
    count: Option<usize>,
}

/// Nobody counts further; and a slip of the hand is not to keep the program busy.
const HIGHEST: usize = 99_999;

impl Keyboard {
    /// Returns what a chord means after those typed before; nothing where it means nothing.
    pub fn press(&mut self, chord: Chord, mode: Mode) -> Option<Msg> {
        if let Some(told) = self.counted(chord, mode) {
            return Some(told);
        }
        let had_begun = !self.begun.is_empty();
        self.begun.push(chord);
        let mut ways = ways().iter().filter(|way| way.binding.modes.contains(&mode));
        match ways.find(|way| way.chords.starts_with(&self.begun)) {
            Some(way) if way.chords.len() == self.begun.len() => {
                self.begun.clear();
                let count = self.count.take();
                Some(match way.binding.meaning {
                    Meaning::Do(command) => Msg::Do(command.times(count)),
                    Meaning::Help => Msg::Show(help()),
                    Meaning::Palette => Msg::Show(palette()),
                })
            }
            Some(_) => Some(Msg::Pending(self.written())),
            None if had_begun || self.count.is_some() => {
                // What was begun came to nothing; the key itself may still mean something.
                self.begun.clear();
                self.count = None;
                self.press(chord, mode).or(Some(Msg::Pending(String::new())))
            }
            None => {
                self.begun.clear();
                let takes_text = matches!(mode, Mode::Query | Mode::Menu);
                chord.typed().filter(|_| takes_text).map(Msg::Type)
            }
        }
    }

    /// Takes a digit where it counts what follows, and tells what was typed so far.
    fn counted(&mut self, chord: Chord, mode: Mode) -> Option<Msg> {
        let counts = matches!(mode, Mode::Panes | Mode::Sheet) && self.begun.is_empty();
        let digit = chord.typed().filter(|_| counts)?.to_digit(10)?;
        // A number does not start with 0.
        if digit == 0 && self.count.is_none() {
            return None;
        }
        let digit = usize::try_from(digit).ok()?;
        let count = self.count.unwrap_or_default().saturating_mul(10).saturating_add(digit);
        self.count = Some(count.min(HIGHEST));
        Some(Msg::Pending(self.written()))
    }

    fn written(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        self.begun.iter().fold(count, |written, chord| format!("{written}{chord}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mode: Mode, keys: &str, meanings: &[&str]) {
        let mut keyboard = Keyboard::default();
        let chords = Chord::parse(keys).unwrap();
        let said = chords.into_iter().map(|chord| match keyboard.press(chord, mode) {
            Some(Msg::Show(sheet)) => sheet.title().to_owned(),
            Some(msg) => format!("{msg:?}"),
            None => "-".to_owned(),
        });
        assert_eq!(said.collect::<Vec<_>>(), meanings);
    }

    #[test]
    fn chords_become_messages() {
        check(Mode::Panes, "j<down>", &["Do(Move(Down))", "Do(Move(Down))"]);
        check(Mode::Panes, "gg", &["Pending(\"g\")", "Do(Move(First))"]);
        check(Mode::Panes, "gj", &["Pending(\"g\")", "Do(Move(Down))"]);
        check(Mode::Panes, "gx", &["Pending(\"g\")", "Pending(\"\")"]);
        check(Mode::Panes, "x<c-x>?:", &["-", "-", "Keys", "Commands"]);
    }

    #[test]
    fn a_number_says_how_often_or_where_to() {
        check(Mode::Panes, "5j", &["Pending(\"5\")", "Do(Move(By(5)))"]);
        check(
            Mode::Panes,
            "12gg",
            &["Pending(\"1\")", "Pending(\"12\")", "Pending(\"12g\")", "Do(Move(Nth(12)))"],
        );
        check(Mode::Panes, "3Gj", &["Pending(\"3\")", "Do(Move(Nth(3)))", "Do(Move(Down))"]);
        check(Mode::Panes, "2x0", &["Pending(\"2\")", "Pending(\"\")", "-"]);
        check(Mode::Panes, "2zj", &["Pending(\"2\")", "Do(Zoom)", "Do(Move(Down))"]);
        check(Mode::Query, "5", &["Type('5')"]);
    }

    #[test]
    fn the_query_line_takes_every_character() {
        check(Mode::Query, "jq?", &["Type('j')", "Type('q')", "Type('?')"]);
        check(Mode::Query, "<c-w><c-x>", &["Do(Edit(DeleteWord))", "-"]);
    }
}
