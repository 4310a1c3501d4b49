//! From chords to messages, with what was typed so far of a longer key.

use super::super::model::{Mode, Msg};
use super::chord::Chord;
use super::menus::{help, palette};
use super::table::{Meaning, ways};

/// A keyboard: the chords typed so far that only begin a command.
#[derive(Clone, Debug, Default)]
pub struct Keyboard {
    begun: Vec<Chord>,
}

impl Keyboard {
    /// Returns what a chord means after those typed before; nothing where it means nothing.
    pub fn press(&mut self, chord: Chord, mode: Mode) -> Option<Msg> {
        let had_begun = !self.begun.is_empty();
        self.begun.push(chord);
        let mut ways = ways().iter().filter(|way| way.binding.modes.contains(&mode));
        match ways.find(|way| way.chords.starts_with(&self.begun)) {
            Some(way) if way.chords.len() == self.begun.len() => {
                self.begun.clear();
                Some(match way.binding.meaning {
                    Meaning::Do(command) => Msg::Do(command),
                    Meaning::Help => Msg::Show(help()),
                    Meaning::Palette => Msg::Show(palette()),
                })
            }
            Some(_) => Some(Msg::Pending(self.begun.iter().map(ToString::to_string).collect())),
            None if had_begun => {
                // What was begun came to nothing; the key itself may still mean something.
                self.begun.clear();
                self.press(chord, mode).or(Some(Msg::Pending(String::new())))
            }
            None => {
                self.begun.clear();
                let takes_text = matches!(mode, Mode::Query | Mode::Menu);
                chord.typed().filter(|_| takes_text).map(Msg::Type)
            }
        }
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
    fn the_query_line_takes_every_character() {
        check(Mode::Query, "jq?", &["Type('j')", "Type('q')", "Type('?')"]);
        check(Mode::Query, "<c-w><c-x>", &["Do(Edit(DeleteWord))", "-"]);
    }
}
