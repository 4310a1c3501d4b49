//! Reads the `[keys]` table: key chords, each with the name of a command.

use toml::de::DeValue;

use crate::diagnostic::{Diagnostic, Rule, nearest};
use crate::text::ByteRange;

use super::super::keymap::{Chord, KeyConflict, Keymap, meaning_of, names};
use super::{TomlKey, TomlNode, at};

/// Changes the keys as a table asks; what it asks wrongly becomes a [`Diagnostic`].
pub(super) fn read(keymap: &mut Keymap, node: &TomlNode<'_>, problems: &mut Vec<Diagnostic>) {
    let Some(table) = node.get_ref().as_table() else {
        let problem = Diagnostic::new(Rule::WrongType, at(node), "`keys` is a table");
        problems
            .push(problem.help("write [keys], and below it lines such as \"Ctrl-n\" = \"down\""));
        return;
    };
    let mut wanted: Vec<_> = table.iter().collect();
    // Keys are freed first, so that a line need not stand above the one that needs it; then the
    // last line wins.
    wanted.sort_by_key(|(key, node)| (!frees(node), key.span().start));
    for (key, node) in wanted {
        problems.extend(one(keymap, key, node).err());
    }
}

/// Tells whether a value takes the meaning from a key.
fn frees(node: &TomlNode<'_>) -> bool {
    node.get_ref().as_bool() == Some(false) || node.get_ref().as_str() == Some("")
}

fn one(keymap: &mut Keymap, key: &TomlKey<'_>, node: &TomlNode<'_>) -> Result<(), Diagnostic> {
    let name = key.get_ref().as_ref();
    let at_key = ByteRange::from_span(key.span());
    let Some(chords) = Chord::read(name) else {
        let problem = Diagnostic::new(Rule::UnknownField, at_key, format!("`{name}` is no key"));
        return Err(problem.help(
            "write keys as the list of keys shows them: x, gx, Ctrl-n, Alt-Left, F5, Space",
        ));
    };
    let done =
        if frees(node) { keymap.unbind(&chords) } else { keymap.bind(&chords, meaning(node)?) };
    done.map_err(|refusal| refused(at_key, name, &refusal))
}

fn meaning(node: &TomlNode<'_>) -> Result<super::super::keymap::Meaning, Diagnostic> {
    let DeValue::String(name) = node.get_ref() else {
        let problem =
            Diagnostic::new(Rule::WrongType, at(node), "a key stands for a command's name");
        return Err(problem.help("write it in quotes; false takes the key away"));
    };
    meaning_of(name).ok_or_else(|| {
        let message = format!("no command is called `{name}`");
        let problem = Diagnostic::new(Rule::UnknownField, at(node), message);
        problem.help(match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "see them all with: casebook config --default".to_owned(),
        })
    })
}

fn refused(at: ByteRange, name: &str, refusal: &KeyConflict) -> Diagnostic {
    let (message, help) = match refusal {
        KeyConflict::Begins(others) => (
            format!("`{name}` begins other keys: {}", others.join(", ")),
            format!(
                "choose another, or take all of those away with \"{name}\" = false and give other keys"
            ),
        ),
        KeyConflict::Begun(other) => (
            format!("`{other}` is a key by itself, so `{name}` could never be typed"),
            format!("choose another, or take that away with \"{other}\" = false"),
        ),
        KeyConflict::Typed => (
            format!("`{name}` is typed as text wherever this command means anything"),
            "use a key with Ctrl or Alt, or a function key".to_owned(),
        ),
        KeyConflict::Digit => (
            format!("`{name}` starts with a digit, and digits count or list views"),
            "choose another; views are set in [views]".to_owned(),
        ),
        KeyConflict::WayOut => (
            format!("`{name}` quits when it is typed twice, and must go on doing so"),
            "choose another".to_owned(),
        ),
        KeyConflict::Free => (
            format!("`{name}` means nothing, so nothing is taken away"),
            "remove the line".to_owned(),
        ),
    };
    Diagnostic::new(Rule::WrongType, at, message).help(help)
}
