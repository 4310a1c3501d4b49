//! The configurations of editors, for `docs/editors.md`.

use casebook::exchange::{EDITOR_SETUPS, EditorSetup};

pub(crate) fn part(name: &str) -> Option<String> {
    (name == "editors").then(|| {
        let sections: Vec<String> = EDITOR_SETUPS.iter().map(section).collect();
        sections.join("\n")
    })
}

fn section(setup: &EditorSetup) -> String {
    let EditorSetup { name, title, place, language, text, note } = setup;
    format!(
        "### {title}\n\n`casebook lsp --print-config {name}`, for {place}:\n\n```{language}\n{text}```\n\n{note}\n"
    )
}
