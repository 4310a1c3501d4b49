//! Reads the `[editor]` table: the arguments that make an editor open a file at a line.
//!
//! It never names the program to start; that comes from `$VISUAL` and `$EDITOR`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Rule, suggest_or_list};
use crate::record::TableReader;
use crate::text::LineColumn;

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

/// Reads the table of a configuration; what cannot be read is reported and left out.
pub(super) fn read(config: &mut TableReader<'_, '_, '_>) -> EditorLines {
    const HELP: &str = "name the editor in $VISUAL or $EDITOR, and its arguments in [editor.lines]";
    const LINES: &str = "write [editor.lines], and a line for each editor below it";
    let mut lines = EditorLines::default();
    let Some(mut table) = config.table("editor", HELP) else { return lines };
    if let Some(mut editors) = table.table("lines", LINES) {
        for name in editors.names() {
            let arguments = arguments(&mut editors, name);
            lines.0.extend(arguments.map(|arguments| (name.to_owned(), arguments)));
        }
    }
    let where_set = "the editor is named in $VISUAL or $EDITOR";
    table.finish_except(&["command", "program", "name"], where_set);
    lines
}

fn arguments<'n>(
    editors: &mut TableReader<'_, 'n, '_>,
    name: &'n str,
) -> Option<Vec<Vec<ArgumentPart>>> {
    const EXAMPLE: &str = "write each argument separately, such as [\"+{line}\", \"{file}\"]; they do not pass through a shell";
    let mut arguments = Vec::new();
    for argument in editors.texts(name, "a list of arguments", EXAMPLE).value()? {
        match pieces(argument.text) {
            Ok(pieces) => arguments.push(pieces),
            Err(unknown) => {
                let message = format!("`{{{unknown}}}` is not a placeholder");
                let problem = Diagnostic::new(Rule::WrongType, argument.range, message);
                editors.report(problem.help(suggest_or_list(unknown, NAMES)));
                return None;
            }
        }
    }
    if !arguments.iter().flatten().any(|piece| *piece == ArgumentPart::File) {
        let message = format!("the arguments of `{name}` do not include the file");
        editors.refuse(name, message, "add \"{file}\"");
        return None;
    }
    Some(arguments)
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
