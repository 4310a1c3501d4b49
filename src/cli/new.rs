//! `casebook new`: a file to fill in.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use crate::exchange::create_file;
use crate::record::{Id, Kind, template};

use super::failure::Failure;
use super::locate::{Place, shown};
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

pub(super) fn run(place: &Place, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let root = place.folder()?;
    let kind = arguments.kind;
    let id = Id::new(&arguments.id).ok_or_else(|| bad_id(&arguments.id))?;
    if let Some(taken) = place.load().get(id.as_str()) {
        let line = taken.place().line;
        let path = place.path_of(&taken.file.path);
        return Err(Failure::new(format!("the id `{id}` is taken by {}:{line}", path.display()))
            .hint("choose another; ids are unique in the whole collection")
            .into());
    }
    let path = shown(root.join(kind.folder()).join(format!("{id}.toml")));
    place.keeps(&path)?;
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new("")))
        .with_context(|| format!("cannot make the folder of {}", path.display()))?;
    create_file(&path, template(kind, &id, &clock::today()).as_bytes())?;
    // The path alone, so that an editor can be given it: $EDITOR $(casebook new victim li-he).
    output::print_path(&path)?;
    Ok(ExitCode::SUCCESS)
}

fn bad_id(written: &str) -> Failure {
    let failure = Failure::new(format!("`{written}` is not in the form of an id"));
    match Id::suggestion(written) {
        Some(suggestion) => failure.hint(format!("call it `{suggestion}`")),
        None => failure.hint("use lower-case letters, digits and hyphens"),
    }
}
