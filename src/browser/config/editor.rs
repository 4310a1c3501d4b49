//! The table `[editor]`: how editors that the program does not know are told a line.
//!
//! Says with which arguments an editor is started, never which: that stays with `$VISUAL` and
//! `$EDITOR`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use toml::de::DeValue;

use crate::record::{Problem, Rule};
use crate::text::Place;

use super::word::{told, unknown};
use super::{Node, at};

/// How editors are told a file and a line: arguments by the name of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditorLines(BTreeMap<String, Vec<Vec<Piece>>>);

/// A piece of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    File,
    Line,
    Column,
}

const NAMES: [&str; 3] = ["file", "line", "column"];

impl EditorLines {
    /// Returns the arguments by which a program is told a place; `None` where nothing was said of
    /// that program.
    pub fn arguments(&self, program: &str, file: &Path, place: Place) -> Option<Vec<OsString>> {
        let written = |piece: &Piece| match piece {
            Piece::Text(text) => text.into(),
            Piece::File => file.as_os_str().to_owned(),
            Piece::Line => place.line.to_string().into(),
            Piece::Column => place.column.to_string().into(),
        };
        let argument = |pieces: &Vec<Piece>| pieces.iter().map(written).collect::<OsString>();
        Some(self.0.get(program)?.iter().map(argument).collect())
    }
}

/// Reads the table; what cannot be read becomes a [`Problem`] and is left out.
pub(super) fn read(node: &Node<'_>, problems: &mut Vec<Problem>) -> EditorLines {
    let mut lines = EditorLines::default();
    let Some(table) = node.get_ref().as_table() else {
        problems.push(
            Problem::new(Rule::WrongType, at(node), "`editor` is a table")
                .help("the editor itself is named in $VISUAL or $EDITOR; see [editor.lines]"),
        );
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
                Problem::new(Rule::WrongType, at(node), "`editor.lines` is a table")
                    .help("write [editor.lines], and below it a line for each editor"),
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

fn arguments(name: &str, node: &Node<'_>) -> Result<Vec<Vec<Piece>>, Problem> {
    const EXAMPLE: &str =
        "write each by itself, such as [\"+{line}\", \"{file}\"]; no shell reads them";
    let wrong = |node: &Node<'_>| {
        let message = format!("the arguments of `{name}` are a list of texts");
        Problem::new(Rule::WrongType, at(node), message).help(EXAMPLE)
    };
    let list = node.get_ref().as_array().ok_or_else(|| wrong(node))?;
    let arguments = list.iter().map(|node| {
        let text = node.get_ref().as_str().ok_or_else(|| wrong(node))?;
        pieces(text).map_err(|unknown| {
            let message = format!("nothing is put in the place of `{{{unknown}}}`");
            told(Problem::new(Rule::WrongType, at(node), message), unknown, NAMES)
        })
    });
    let arguments = arguments.collect::<Result<Vec<Vec<Piece>>, Problem>>()?;
    if !arguments.iter().flatten().any(|piece| *piece == Piece::File) {
        let message = format!("the arguments of `{name}` do not say the file");
        return Err(Problem::new(Rule::WrongType, at(node), message).help("add \"{file}\""));
    }
    Ok(arguments)
}

/// Cuts an argument at its braces; returns what is none of the names in them.
fn pieces(text: &str) -> Result<Vec<Piece>, &str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, (name, behind))) =
        rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        pieces.push(Piece::Text(before.to_owned()));
        pieces.push(match name {
            "file" => Piece::File,
            "line" => Piece::Line,
            "column" => Piece::Column,
            unknown => return Err(unknown),
        });
        rest = behind;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    Ok(pieces)
}
