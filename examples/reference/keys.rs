//! The keys and the signs, for `docs/keys.md`.

use casebook::browser::app::bindings;
use casebook::browser::keymap::Binding;
use casebook::browser::model::Mode;
use casebook::browser::model::page::SIGNS;

use super::page::table;

/// The parts of the table of keys. A key is listed in the first part that has one of its modes.
const PARTS: &[(&str, &[Mode])] = &[
    ("keys in the panes", &[Mode::Screen]),
    ("keys while a passage is selected", &[Mode::Selecting]),
    ("keys in the search line", &[Mode::Query, Mode::Completion]),
    ("keys in lists", &[Mode::Overlay, Mode::Picker]),
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
    Some(table(["keys", "do", "command"], bindings().into_iter().filter(is_here).map(row)))
}

fn row(binding: &Binding) -> [String; 3] {
    let keys: Vec<String> = binding.written().iter().map(|key| format!("`{key}`")).collect();
    [keys.join(" "), binding.words.to_owned(), format!("`{}`", binding.name)]
}
