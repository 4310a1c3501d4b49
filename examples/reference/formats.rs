//! The formats of `--format`, for `docs/manual.md`.

use casebook::exchange::{FORMATS, Format, Takes};

use super::page::table;

pub(crate) fn part(name: &str) -> Option<String> {
    (name == "formats").then(|| {
        table(["command", "`--format`", "what it is", "file ending"], FORMATS.iter().map(row))
    })
}

fn row(format: &Format) -> [String; 4] {
    let command = match format.takes {
        Takes::Records => "list",
        Takes::WholeRecords => "show",
        Takes::Sources => "cite",
        Takes::Export => "export",
    };
    let is_usual = format.takes != Takes::Export && format.name == format.takes.usual();
    let usual = if is_usual { ", unless you ask for another" } else { "" };
    let name = format!("`{}`{usual}", format.name);
    [
        format!("`{command}`"),
        name,
        format.description.to_owned(),
        format!("`.{}`", format.extension),
    ]
}
