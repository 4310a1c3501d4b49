//! `casebook new`: creates a file for a new record from a template.

use std::process::ExitCode;

use crate::exchange::Readers;
use crate::record::{Id, Kind, template};

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
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
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
    let file = std::path::Path::new(kind.folder()).join(format!("{id}.toml"));
    let text = template(kind, &id, &clock::today());
    let (folder, path) = place.home_of(&file)?;
    let held = Held::back();
    folder.create(path, text.as_bytes(), Readers::of(&collection))?;
    drop(held);
    // The path alone, so that an editor can be given it: $EDITOR $(casebook new victim li-he).
    output::print_path(&place.path_of(&file))?;
    Ok(ExitCode::SUCCESS)
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
