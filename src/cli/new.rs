//! `casebook new`: creates a file for a new record from a template.

use std::path::Path;
use std::process::ExitCode;

use crate::browser::Editor;
use crate::browser::config::EditorLines;
use crate::exchange::Readers;
use crate::record::Kind;
use crate::session::NewRecord;

use super::deferred_signals::Held;
use super::failure::Failure;
use super::locate::CollectionPlace;
use super::{clock, kinds, output};

/// What `new` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The kind of record.
    #[arg(value_parser = kinds())]
    kind: Kind,
    /// Its id: lower-case letters, digits and hyphens.
    id: String,
    /// Open the new file in your editor: $VISUAL, else $EDITOR, else nvim, vim, nano or vi.
    #[arg(long)]
    edit: bool,
}

impl Arguments {
    /// Returns whether the editor is to be opened.
    pub(super) fn edits(&self) -> bool {
        self.edit
    }
}

/// Creates the file; `lines` is how the user's editor takes a line.
pub(super) fn run(
    place: &CollectionPlace,
    arguments: &Arguments,
    lines: EditorLines,
) -> anyhow::Result<ExitCode> {
    place.folder()?;
    let kind = arguments.kind;
    let collection = place.load();
    let new = NewRecord::of(&collection, kind, &arguments.id).map_err(|no| {
        let path = |file: &Path| place.path_of(file).display().to_string();
        Failure::new(no.what(path)).hint(no.hint())
    })?;
    let file = new.file();
    let text = new.text(&clock::today());
    let (folder, path) = place.home_of(&file)?;
    let held = Held::back();
    folder.create(path, text.as_bytes(), Readers::of(&collection))?;
    drop(held);
    // The path alone, so that an editor can be given it: $EDITOR $(casebook new victim li-he).
    output::print_path(&place.path_of(&file))?;
    if arguments.edit {
        edit(&place.path_of(&file), lines, &text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens a new file in the editor, at the line of its title.
fn edit(path: &Path, lines: EditorLines, text: &str) -> anyhow::Result<()> {
    let editor = Editor::of_environment().map_err(|missing| no_editor(missing, path))?;
    let place = NewRecord::first_field(text);
    editor.with_lines(lines).edit(path, place).map_err(|failed| no_editor(failed, path))?;
    Ok(())
}

/// The file is there all the same.
fn no_editor(why: String, path: &Path) -> Failure {
    Failure::new(why).hint(format!("the new file is {}; open it yourself", path.display()))
}
