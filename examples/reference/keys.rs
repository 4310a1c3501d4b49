//! The keys and the signs, for `docs/keys.md`.

use casebook::browser::keymap::{Binding, Keymap, ScreenKeys};
use casebook::browser::model::Mode;
use casebook::browser::model::page::SIGNS;

use super::page::table;

/// The parts of the table of keys of the home screen. A key is listed in the first part that has one of its
/// modes; behind the first come the keys that other screens have.
const PARTS: &[(&str, &[Mode])] = &[
    ("keys in the panes", &[Mode::Screen]),
    ("keys while a passage is selected", &[Mode::Selecting]),
    ("keys in the search line", &[Mode::Query, Mode::Find, Mode::Completion]),
    ("keys in lists", &[Mode::Overlay, Mode::Picker]),
    ("keys before many files are changed", &[Mode::Review]),
    ("keys while a value is typed", &[Mode::Value, Mode::ValueLines]),
];

pub(crate) fn part(name: &str) -> Option<String> {
    if name == "signs" {
        let rows = SIGNS.iter().map(|(sign, meaning)| [format!("`{sign}`"), (*meaning).to_owned()]);
        return Some(table(["sign", "means"], rows));
    }
    let at = PARTS.iter().position(|(part, _)| *part == name)?;
    let is_here = |binding: &&Binding| {
        let has = |(_, modes): &(&str, &[Mode])| modes.iter().any(|m| binding.modes.contains(m));
        PARTS.iter().position(has) == Some(at)
    };
    let keymap = Keymap::default();
    let rows = |rows: &mut dyn Iterator<Item = &'static Binding>| {
        table(["keys", "do", "command"], rows.map(row))
    };
    let mut part = rows(&mut keymap.of(0).rows().filter(is_here));
    if at == 0 {
        for info in keymap.each().skip(1).map(ScreenKeys::info) {
            let of_screen = info.keys.iter().flat_map(|group| group.rows);
            // A screen may have no keys beside those of all screens and the one that leads to it.
            if info.keys.is_empty() {
                continue;
            }
            part.extend(["\n### ", info.name, "\n\n", &rows(&mut of_screen.into_iter())]);
        }
    }
    Some(part)
}

fn row(binding: &Binding) -> [String; 3] {
    let keys: Vec<String> = binding.written().iter().map(|key| format!("`{key}`")).collect();
    [keys.join(" "), binding.words.to_owned(), format!("`{}`", binding.name)]
}
