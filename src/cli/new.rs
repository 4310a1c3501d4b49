//! `casebook new`: creates a file for a new record from a template.

use std::path::Path;
use std::process::ExitCode;

use crate::browser::Editor;
use crate::browser::config::EditorLines;
use crate::exchange::Readers;
use crate::record::{Id, Kind, template};
use crate::text::LineColumn;

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
    let id = Id::new(&arguments.id).ok_or_else(|| bad_id(&arguments.id))?;
    if is_device(id.as_str()) {
        return Err(Failure::new(format!("Windows has no file called `{id}.toml`"))
            .hint("choose another id, so that the collection can be copied to any system")
            .into());
    }
    let collection = place.load();
    if let Some(taken) = collection.get(id.as_str()) {
        let line = taken.line();
        let path = place.path_of(&taken.file.path);
        return Err(Failure::new(format!("the id `{id}` is taken by {}:{line}", path.display()))
            .hint("choose another; ids are unique in the whole collection")
            .into());
    }
    let file = Path::new(kind.folder()).join(format!("{id}.toml"));
    let text = template(kind, &id, &clock::today());
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
    let is_title = |line: &str| !line.is_empty() && !line.starts_with('#');
    let line = text.lines().position(is_title).map_or(1, |before| before + 1);
    let editor = Editor::of_environment().map_err(|missing| no_editor(missing, path))?;
    let place = LineColumn { line, column: 1 };
    editor.with_lines(lines).edit(path, place).map_err(|failed| no_editor(failed, path))?;
    Ok(())
}

/// The file is there all the same.
fn no_editor(why: String, path: &Path) -> Failure {
    Failure::new(why).hint(format!("the new file is {}; open it yourself", path.display()))
}

/// Returns whether Windows takes a name for that of a device, whatever follows its first dot.
fn is_device(name: &str) -> bool {
    let numbered = |head: &str| {
        let number = name.strip_prefix(head);
        number.is_some_and(|number| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()))
    };
    ["con", "prn", "aux", "nul"].contains(&name) || numbered("com") || numbered("lpt")
}

fn bad_id(written: &str) -> Failure {
    let failure = Failure::new(format!("\"{written}\" is not a valid id"));
    match Id::suggestion(written) {
        Some(suggestion) => failure.hint(format!("call it `{suggestion}`")),
        None => failure.hint("use lower-case letters, digits and hyphens"),
    }
}
