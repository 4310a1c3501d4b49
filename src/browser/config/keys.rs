//! Reads the `[keys]` table: key chords, each with the name of a command.

use toml::de::DeValue;

use crate::diagnostic::{Diagnostic, Rule, suggest};
use crate::record::{TableReader, TomlKey, TomlNode};
use crate::text::ByteRange;

use super::super::app::{meaning_of, names};
use super::super::keymap::{Chord, KeyConflict, Keymap, Meaning};

/// Returns the keys of a configuration: the usual ones, changed as its table asks.
pub(super) fn read(config: &mut TableReader<'_, '_, '_>) -> Keymap {
    const HELP: &str = "write [keys], and below it lines like \"Ctrl-n\" = \"down\"";
    let mut keymap = Keymap::default();
    let Some(mut table) = config.table("keys", HELP) else { return keymap };
    let mut wanted: Vec<_> = table.entries().collect();
    // Keys are freed first, so that the order of the lines does not matter; then the last line
    // wins.
    wanted.sort_by_key(|(key, node)| (!frees(node), key.span().start));
    for (key, node) in wanted {
        if let Err(problem) = one(&mut keymap, key, node) {
            table.report(problem);
        }
    }
    keymap
}

/// Returns whether a value takes the meaning from a key.
fn frees(node: &TomlNode<'_>) -> bool {
    node.get_ref().as_bool() == Some(false) || node.get_ref().as_str() == Some("")
}

fn one(keymap: &mut Keymap, key: &TomlKey<'_>, node: &TomlNode<'_>) -> Result<(), Diagnostic> {
    let name = key.get_ref().as_ref();
    let at_key = ByteRange::from_span(key.span());
    let Some(chords) = Chord::read(name) else {
        let problem = Diagnostic::new(Rule::UnknownField, at_key, format!("`{name}` is not a key"));
        return Err(problem.help("write keys as the help does: x, gx, Ctrl-n, Alt-Left, F5, Space"));
    };
    let done =
        if frees(node) { keymap.unbind(&chords) } else { keymap.bind(&chords, meaning(node)?) };
    done.map_err(|refusal| refused(at_key, name, &refusal))
}

fn meaning(node: &TomlNode<'_>) -> Result<Meaning, Diagnostic> {
    let DeValue::String(name) = node.get_ref() else {
        let problem = Diagnostic::new(
            Rule::WrongType,
            ByteRange::from_span(node.span()),
            "the value of a key is the name of a command",
        );
        return Err(problem.help("write the name in quotes, or false to remove the key"));
    };
    meaning_of(name).ok_or_else(|| {
        let message = format!("there is no command `{name}`");
        let problem =
            Diagnostic::new(Rule::UnknownField, ByteRange::from_span(node.span()), message);
        problem.help(match suggest(name, names()) {
            Some(meant) => meant.to_string(),
            None => "list them all with: casebook config --default".to_owned(),
        })
    })
}

fn refused(at: ByteRange, name: &str, refusal: &KeyConflict) -> Diagnostic {
    let (message, help) = match refusal {
        KeyConflict::Begins(others) => (
            format!("other keys start with `{name}`: {}", others.join(", ")),
            format!(
                "choose another key, or remove all of those with \"{name}\" = false and bind other keys"
            ),
        ),
        KeyConflict::Begun(other) => (
            format!("`{other}` already has a command, so `{name}` could never be typed"),
            format!("choose another key, or remove that one with \"{other}\" = false"),
        ),
        KeyConflict::Typed => (
            format!("`{name}` types text in every place where this command works"),
            "use a key with Ctrl or Alt, or a function key".to_owned(),
        ),
        KeyConflict::Digit => (
            format!("`{name}` starts with a digit, and digits are counts or saved views"),
            "choose another key; views are set in [views]".to_owned(),
        ),
        KeyConflict::WayOut => (
            format!("`{name}` pressed twice quits, and cannot be changed"),
            "choose another key".to_owned(),
        ),
        KeyConflict::Free => (
            format!("`{name}` has no command, so there is nothing to remove"),
            "remove the line".to_owned(),
        ),
    };
    Diagnostic::new(Rule::WrongType, at, message).help(help)
}
