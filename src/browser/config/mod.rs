//! The user's configuration: keys, theme, masking, editor arguments, saved views.
//!
//! It is read from a text, not from a file. Settings that cannot be read are reported and keep
//! their defaults. Nothing in it starts a program.

mod editor;
mod keys;
mod sample;

use crate::collection::SavedViews;
use crate::diagnostic::{Diagnostic, Rule, add_consequence, suggest};
use crate::exchange::CitationStyle;
use crate::record::syntax::{self, Syntax};
use crate::record::{DateStyle, PrivacyKey, PrivacyKeyAttempt, TableReader};
use crate::text::ByteRange;

use super::keymap::Keymap;
use super::model::{ListRows, Masking, Symbols, Theme, WindowTitle};

pub use editor::EditorLines;
pub use sample::sample;

/// What a user has chosen.
#[derive(Clone, Debug)]
pub struct Config {
    /// How styles are shown.
    pub theme: Theme,
    /// Which signs are drawn.
    pub symbols: Symbols,
    /// How many lines a record has in the list.
    pub list_rows: ListRows,
    /// How dates are said.
    pub dates: DateStyle,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether the screen is made for a screen reader.
    pub screen_reader: bool,
    /// The style in which sources are copied; the plain form without one.
    pub citation_style: Option<CitationStyle>,
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

const TITLES: [(&str, WindowTitle); 3] = [
    ("casebook", WindowTitle::Program),
    ("collection", WindowTitle::Collection),
    ("case", WindowTitle::Case),
];

const SYMBOLS: [(&str, Symbols); 2] = [("unicode", Symbols::Unicode), ("ascii", Symbols::Ascii)];

const LIST_ROWS: [(&str, ListRows); 2] = [("one", ListRows::One), ("two", ListRows::Two)];

const DATES: [(&str, DateStyle); 2] = [("words", DateStyle::Words), ("edtf", DateStyle::Notation)];

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            symbols: Symbols::default(),
            list_rows: ListRows::default(),
            dates: DateStyle::default(),
            mouse: true,
            screen_reader: false,
            citation_style: None,
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
        let syntax = syntax::read(text);
        let mut problems = syntax.problems().to_vec();
        let mut config = Self::of(TableReader::of(syntax.root(), &mut problems));
        config.mask_in_doubt(text, &syntax, &mut problems);
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
    fn mask_in_doubt(&mut self, text: &str, syntax: &Syntax<'_>, problems: &mut Vec<Diagnostic>) {
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
            if !add_consequence(problems, key, MASKED) {
                let message = format!("`{name}` looks like a masking setting, but is not one");
                let problem = Diagnostic::new(Rule::WithheldInDoubt, key, message);
                problems.push(problem.with_consequence(MASKED).help(HOW_TO_MASK));
            }
        }
    }

    /// Reads the settings in the order of the sample.
    fn of(mut table: TableReader<'_, '_, '_>) -> Self {
        let theme = table.word("theme", &Theme::NAMED).value().unwrap_or_default();
        let symbols = table.word("symbols", &SYMBOLS).value().unwrap_or_default();
        let list_rows = table.word("list_rows", &LIST_ROWS).value().unwrap_or_default();
        let dates = table.word("dates", &DATES).value().unwrap_or_default();
        let mouse = table.yes_or_no("mouse").value().unwrap_or(true);
        let screen_reader = table.yes_or_no("screen_reader").value().unwrap_or(false);
        let citation_style = citation_style(&mut table);
        let title = table.word("title", &TITLES).value().unwrap_or_default();
        // A misspelled attempt to mask turns masking on.
        let masked = table.yes_or_no("masked");
        let masking = Masking {
            at_start: table.or_hidden(masked, true, MASKED).unwrap_or_default(),
            after: table.minutes("mask_after"),
            unfocused: table.yes_or_no("mask_unfocused").or_in_doubt(true).unwrap_or_default(),
        };
        let keymap = keys::read(&mut table);
        let lines = editor::read(&mut table);
        let views = SavedViews::read(&mut table);
        table.finish();
        Self {
            theme,
            symbols,
            list_rows,
            dates,
            mouse,
            screen_reader,
            citation_style,
            title,
            masking,
            keymap,
            lines,
            views,
        }
    }
}

/// Reads the name of the style in which sources are copied.
fn citation_style(table: &mut TableReader<'_, '_, '_>) -> Option<CitationStyle> {
    let key = "citation_style";
    // Where there are no styles, the setting is not offered, and one that is there is reported.
    if !CitationStyle::ARE_BUILT && !table.has(key) {
        return None;
    }
    let help = "write the name of a style in quotes; casebook cite --style list has them";
    let name = table.text(key, "a word in quotes", help).value()?;
    match CitationStyle::named(name) {
        Ok(style) => Some(style),
        Err(error) => {
            table.refuse(key, error.to_string(), error.hint());
            None
        }
    }
}

/// The settings that say when everything is masked.
const MASKS: [&str; 3] = ["masked", "mask_after", "mask_unfocused"];
/// What follows where one of them may be meant and cannot be read.
const MASKED: &str = "until this can be read, everything is masked";
const HOW_TO_MASK: &str =
    "write masked = true, mask_after = 5 or mask_unfocused = true, once, above the first [table]";

#[cfg(test)]
mod tests;
