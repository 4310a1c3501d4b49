//! The user's configuration: keys, theme, masking, editor arguments, saved views.
//!
//! It is read from a text, not from a file. Settings that cannot be read are reported and keep
//! their defaults. Nothing in it starts a program.

mod editor;
mod keys;
mod sample;
mod suggestion;

use crate::record::{TomlKey, TomlNode};
use std::num::NonZeroU32;

use crate::collection::SavedViews;
use crate::diagnostic::{Diagnostic, Rule, suggest};
use crate::record::syntax::{self, Syntax};
use crate::record::{PrivacyKey, PrivacyKeyAttempt};
use crate::text::ByteRange;

use super::keymap::Keymap;
use super::model::{Masking, Symbols, Theme, WindowTitle};

pub use editor::EditorLines;
pub use sample::sample;
use suggestion::{unknown, with_suggestion};

/// What a user has chosen.
#[derive(Clone, Debug)]
pub struct Config {
    /// How styles are shown.
    pub theme: Theme,
    /// Which signs are drawn.
    pub symbols: Symbols,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// What the title of the window says.
    pub title: WindowTitle,
    /// When everything is masked without a key.
    pub masking: Masking,
    /// The keys in force.
    pub keymap: Keymap,
    /// The editors' arguments for opening a file at a line.
    pub lines: EditorLines,
    /// Saved views.
    pub views: SavedViews,
}

/// What can be said, the names in the order of the sample.
const SETTINGS: [&str; 10] = [
    "theme",
    "symbols",
    "mouse",
    "title",
    "masked",
    "mask_after",
    "mask_unfocused",
    "keys",
    "editor",
    "views",
];

const TITLES: [(&str, WindowTitle); 3] = [
    ("casebook", WindowTitle::Program),
    ("collection", WindowTitle::Collection),
    ("case", WindowTitle::Case),
];

const LOOKS: [(&str, Theme); 4] = [
    ("auto", Theme::Colour),
    ("dark", Theme::Dark),
    ("light", Theme::Light),
    ("none", Theme::Plain),
];

const SYMBOLS: [(&str, Symbols); 2] = [("unicode", Symbols::Unicode), ("ascii", Symbols::Ascii)];

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            symbols: Symbols::default(),
            mouse: true,
            title: WindowTitle::default(),
            masking: Masking::default(),
            keymap: Keymap::default(),
            lines: EditorLines::default(),
            views: SavedViews::default(),
        }
    }
}

impl Config {
    /// Reads a configuration. What cannot be read becomes a [`Diagnostic`] and keeps its default; the
    /// problems come in the order of their places.
    pub fn read(text: &str) -> (Self, Vec<Diagnostic>) {
        let mut config = Self::default();
        let syntax = syntax::read(text);
        let mut problems = syntax.problems().to_vec();
        for (key, node) in syntax.root() {
            config.set(key, node, &mut problems);
        }
        config.mask_in_doubt((text, &syntax), &mut problems);
        problems.sort_by_key(|problem| problem.range.start());
        (config, problems)
    }

    /// Returns the configuration that is in force where a file cannot be read: it may ask for a mask.
    pub fn unreadable() -> Self {
        let masking = Masking { at_start: true, ..Masking::default() };
        Self { masking, ..Self::default() }
    }

    /// Finds what seems to ask for a mask and is no setting: mistyped, below a table, written twice, on a
    /// broken line. Everything is masked from the start then, and a problem says so.
    fn mask_in_doubt(
        &mut self,
        (text, syntax): (&str, &Syntax<'_>),
        problems: &mut Vec<Diagnostic>,
    ) {
        let own: Vec<ByteRange> = MASKS
            .iter()
            .filter_map(|name| syntax.root().get_key_value(*name))
            .map(|(key, _)| ByteRange::from_span(key.span()))
            .collect();
        let mut found = PrivacyKey::Masked.attempts(text, syntax);
        // The longer names have room for more slips.
        found.extend(syntax.root().iter().filter_map(|(key, _)| {
            let (name, key) = (key.get_ref().to_string(), ByteRange::from_span(key.span()));
            suggest(&name, MASKS)?;
            Some(PrivacyKeyAttempt { key, path: Vec::new(), name })
        }));
        for PrivacyKeyAttempt { key, name, .. } in found {
            if own.iter().any(|own| own.overlaps(key)) {
                continue;
            }
            self.masking.at_start = true;
            let here = problems.iter_mut().find(|problem| {
                problem.range.overlaps(key) || problem.range.start() == key.start()
            });
            match here {
                Some(problem) if problem.message.ends_with(MASKED) => {}
                Some(problem) => *problem = problem.clone().with_consequence(MASKED),
                None => {
                    let message = format!("`{name}` looks like a masking setting, but is not one");
                    let problem = Diagnostic::new(Rule::WithheldInDoubt, key, message)
                        .with_consequence(MASKED);
                    problems.push(problem.help(HOW_TO_MASK));
                }
            }
        }
    }

    fn set(&mut self, key: &TomlKey<'_>, node: &TomlNode<'_>, problems: &mut Vec<Diagnostic>) {
        match key.get_ref().as_ref() {
            "theme" => choose(&mut self.theme, ("theme", node), &LOOKS, problems),
            "symbols" => choose(&mut self.symbols, ("symbols", node), &SYMBOLS, problems),
            "mouse" => self.mouse = yes_or_no(("mouse", node), problems).unwrap_or(self.mouse),
            "title" => choose(&mut self.title, ("title", node), &TITLES, problems),
            // A misspelled attempt to mask turns masking on.
            "masked" => {
                self.masking.at_start = yes_or_no(("masked", node), problems).unwrap_or(true);
            }
            "mask_unfocused" => {
                self.masking.unfocused =
                    yes_or_no(("mask_unfocused", node), problems).unwrap_or(true);
            }
            "mask_after" => {
                let minutes = node.get_ref().as_integer().and_then(|number| {
                    let digits = number.as_str().replace('_', "");
                    digits.parse::<NonZeroU32>().ok()
                });
                if minutes.is_none() {
                    let message = "`mask_after` must be a number of minutes, 1 or more";
                    problems.push(Diagnostic::new(Rule::WrongType, at(node), message).help(
                        "write the number without quotes, or delete the line to turn it off",
                    ));
                }
                self.masking.after = minutes.or(NonZeroU32::new(USUAL_MINUTES));
            }
            "keys" => keys::read(&mut self.keymap, node, problems),
            "editor" => self.lines = editor::read(node, problems),
            "views" => self.views = SavedViews::read(node, problems),
            other => problems.push(unknown(key, format!("`{other}` is not a setting"), SETTINGS)),
        }
    }
}

/// The settings that say when everything is masked.
const MASKS: [&str; 3] = ["masked", "mask_after", "mask_unfocused"];
/// What follows where one of them may be meant and cannot be read.
const MASKED: &str = "until this can be read, everything is masked";
const HOW_TO_MASK: &str =
    "write masked = true, mask_after = 5 or mask_unfocused = true, once, above the first [table]";

/// The minutes to use if the value cannot be read.
const USUAL_MINUTES: u32 = 5;

/// Reads true or false.
fn yes_or_no(
    (setting, node): (&str, &TomlNode<'_>),
    problems: &mut Vec<Diagnostic>,
) -> Option<bool> {
    let read = node.get_ref().as_bool();
    if read.is_none() {
        problems.push(
            Diagnostic::new(
                Rule::WrongType,
                at(node),
                format!("`{setting}` must be true or false"),
            )
            .help("write true or false, without quotes"),
        );
    }
    read
}

/// Reads a setting that is one of a few words, each with its value.
fn choose<T: Copy>(
    place: &mut T,
    (setting, node): (&str, &TomlNode<'_>),
    words: &[(&'static str, T)],
    problems: &mut Vec<Diagnostic>,
) {
    let known = words.iter().map(|(word, _)| *word);
    let Some(word) = node.get_ref().as_str() else {
        let message = format!("`{setting}` must be a word in quotes");
        let problem = Diagnostic::new(Rule::WrongType, at(node), message);
        problems.push(with_suggestion(problem, "", known));
        return;
    };
    if let Some((_, value)) = words.iter().find(|(name, _)| *name == word) {
        *place = *value;
    } else {
        let message = format!("`{setting}` cannot be `{word}`");
        problems.push(with_suggestion(
            Diagnostic::new(Rule::WrongType, at(node), message),
            word,
            known,
        ));
    }
}

fn at(node: &TomlNode<'_>) -> ByteRange {
    ByteRange::from_span(node.span())
}

#[cfg(test)]
mod tests;
