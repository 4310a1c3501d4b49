//! Reads the `[editor]` table: the arguments that make an editor open a file at a line.
//!
//! It never names the program to start; that comes from `$VISUAL` and `$EDITOR`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use toml::de::DeValue;

use crate::diagnostic::{Diagnostic, Rule};
use crate::text::LineColumn;

use super::suggestion::{unknown, with_suggestion};
use super::{TomlNode, at};

/// The arguments that make an editor open a file at a line, by the name of the editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditorLines(BTreeMap<String, Vec<Vec<ArgumentPart>>>);

/// A piece of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ArgumentPart {
    Text(String),
    File,
    Line,
    Column,
}

const NAMES: [&str; 3] = ["file", "line", "column"];

impl EditorLines {
    /// Returns the arguments that make a program open a place in a file; `None` if the
    /// configuration says nothing about that program.
    pub fn arguments(
        &self,
        program: &str,
        file: &Path,
        place: LineColumn,
    ) -> Option<Vec<OsString>> {
        let written = |piece: &ArgumentPart| match piece {
            ArgumentPart::Text(text) => text.into(),
            ArgumentPart::File => file.as_os_str().to_owned(),
            ArgumentPart::Line => place.line.to_string().into(),
            ArgumentPart::Column => place.column.to_string().into(),
        };
        let argument =
            |pieces: &Vec<ArgumentPart>| pieces.iter().map(written).collect::<OsString>();
        Some(self.0.get(program)?.iter().map(argument).collect())
    }
}

/// Reads the table; what cannot be read becomes a [`Diagnostic`] and is left out.
pub(super) fn read(node: &TomlNode<'_>, problems: &mut Vec<Diagnostic>) -> EditorLines {
    let mut lines = EditorLines::default();
    let Some(table) = node.get_ref().as_table() else {
        problems
            .push(Diagnostic::new(Rule::WrongType, at(node), "`editor` must be a table").help(
                "name the editor in $VISUAL or $EDITOR, and its arguments in [editor.lines]",
            ));
        return lines;
    };
    for (key, node) in table {
        match (key.get_ref().as_ref(), node.get_ref()) {
            ("lines", DeValue::Table(editors)) => {
                for (name, node) in editors {
                    match arguments(name.get_ref(), node) {
                        Ok(arguments) => _ = lines.0.insert(name.get_ref().to_string(), arguments),
                        Err(problem) => problems.push(problem),
                    }
                }
            }
            ("lines", _) => problems.push(
                Diagnostic::new(Rule::WrongType, at(node), "`editor.lines` must be a table")
                    .help("write [editor.lines], and a line for each editor below it"),
            ),
            ("command" | "program" | "name", _) => problems.push(
                unknown(key, format!("`editor.{}` is not a setting", key.get_ref()), ["lines"])
                    .help("the editor is named in $VISUAL or $EDITOR"),
            ),
            (other, _) => {
                problems.push(unknown(
                    key,
                    format!("`editor.{other}` is not a setting"),
                    ["lines"],
                ));
            }
        }
    }
    lines
}

fn arguments(name: &str, node: &TomlNode<'_>) -> Result<Vec<Vec<ArgumentPart>>, Diagnostic> {
    const EXAMPLE: &str = "write each argument separately, such as [\"+{line}\", \"{file}\"]; they do not pass through a shell";
    let wrong = |node: &TomlNode<'_>| {
        let message = format!("the arguments of `{name}` must be a list of strings");
        Diagnostic::new(Rule::WrongType, at(node), message).help(EXAMPLE)
    };
    let list = node.get_ref().as_array().ok_or_else(|| wrong(node))?;
    let arguments = list.iter().map(|node| {
        let text = node.get_ref().as_str().ok_or_else(|| wrong(node))?;
        pieces(text).map_err(|unknown| {
            let message = format!("`{{{unknown}}}` is not a placeholder");
            with_suggestion(Diagnostic::new(Rule::WrongType, at(node), message), unknown, NAMES)
        })
    });
    let arguments = arguments.collect::<Result<Vec<Vec<ArgumentPart>>, Diagnostic>>()?;
    if !arguments.iter().flatten().any(|piece| *piece == ArgumentPart::File) {
        let message = format!("the arguments of `{name}` do not include the file");
        return Err(Diagnostic::new(Rule::WrongType, at(node), message).help("add \"{file}\""));
    }
    Ok(arguments)
}

/// Cuts an argument at its braces; returns what is none of the names in them.
fn pieces(text: &str) -> Result<Vec<ArgumentPart>, &str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, (name, behind))) =
        rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        pieces.push(ArgumentPart::Text(before.to_owned()));
        pieces.push(match name {
            "file" => ArgumentPart::File,
            "line" => ArgumentPart::Line,
            "column" => ArgumentPart::Column,
            unknown => return Err(unknown),
        });
        rest = behind;
    }
    pieces.push(ArgumentPart::Text(rest.to_owned()));
    Ok(pieces)
}
