//! `casebook schema`: prints or writes the JSON Schemas for editors.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Map, Value};

use crate::diagnostic::suggest;
use crate::exchange::{
    Audience, BesideLsp, FileWrite, Folder, documents, editor_files, escaped, is_generated,
    with_tombi_settings,
};
use crate::record::Vocabularies;

use super::deferred_signals::Held;
use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;

/// What `schema` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The schema to print: victim for a file of one victim, victims for a file of several, casebook
    /// for the settings. Without it, all in one object by name.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Write all schemas to schema/ in this folder, and the settings by which editors find them.
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    write: Option<PathBuf>,
    /// Have Tombi leave to `casebook lsp` what both would say in one editor: completion, hover and mistakes.
    #[arg(long, requires = "write")]
    beside_lsp: bool,
}

/// The settings of Tombi, which are added to a file that someone edited.
const TOMBI: &str = "tombi.toml";

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    // The collection's own words are words of its schemas.
    let words = place.load().settings().vocabularies();
    if let Some(folder) = &arguments.write {
        let beside = if arguments.beside_lsp { BesideLsp::Yes } else { BesideLsp::No };
        write(folder, &words, beside)?;
        return Ok(ExitCode::SUCCESS);
    }
    let schemas = documents(&words).into_iter();
    let schemas = schemas
        .map(|(file, schema)| (file.trim_end_matches(".json").to_owned(), schema.to_value()));
    let schemas: Map<String, Value> = schemas.collect();
    let wanted = match &arguments.name {
        None => Value::Object(schemas),
        Some(name) => schemas.get(name).cloned().ok_or_else(|| unknown(name, &schemas))?,
    };
    output::write(Audience::Json, &escaped(&format!("{wanted:#}\n")))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the schema files for editors, and leaves files alone that were not generated.
fn write(folder: &Path, words: &Vocabularies, beside: BesideLsp) -> anyhow::Result<()> {
    let is_new = !folder.exists();
    let opened = Folder::open_or_make(folder)?;
    let mut files = Vec::new();
    for (path, text) in editor_files(words) {
        let path = PathBuf::from(path);
        let there = opened.read(&path)?;
        if path == Path::new(TOMBI) {
            files.extend(tombi(there, &text, beside, &folder.join(TOMBI)));
            continue;
        }
        match &there {
            Some(there) if there == text.as_bytes() => {}
            Some(there) if !is_generated(&path, there) => output::print_message(&format!(
                "not overwritten, because it was edited: {}; move it away and run this again to get the generated one",
                folder.join(&path).display()
            )),
            Some(_) | None => {
                files.push(FileWrite { path, expected: there, bytes: text.into_bytes() });
            }
        }
    }
    let _held = Held::back();
    opened.put(&files)?;
    if is_new {
        let count = files.len();
        output::print_message(&format!(
            "wrote {count} files to the new folder {}",
            folder.display()
        ));
    }
    Ok(())
}

/// Returns what is written of the settings of Tombi, if anything: what a file lacks is added to it, and the rest of it
/// stays to the byte.
fn tombi(there: Option<Vec<u8>>, new: &str, beside: BesideLsp, shown: &Path) -> Option<FileWrite> {
    let write = |expected, text: String| {
        Some(FileWrite { path: PathBuf::from(TOMBI), expected, bytes: text.into_bytes() })
    };
    let Some(there) = there else {
        return write(None, with_tombi_settings(new, beside).unwrap_or_else(|| new.to_owned()));
    };
    let old = str::from_utf8(&there).ok();
    let Some(with_all) = old.and_then(|old| with_tombi_settings(old, beside)) else {
        output::print_message(&format!(
            "not changed: {}; so that Tombi does not format, write formatting.enabled = false below [lsp] in it",
            shown.display()
        ));
        return None;
    };
    if Some(with_all.as_str()) != old {
        output::print_message(&format!(
            "added to {}: what Tombi leaves to others; the rest of it is as it was",
            shown.display()
        ));
        return write(Some(there), with_all);
    }
    if !with_all.starts_with(new) {
        output::print_message(&format!(
            "not overwritten, because it was edited: {}; move it away and run this again to get the generated one",
            shown.display()
        ));
    }
    None
}

fn unknown(name: &str, schemas: &Map<String, Value>) -> Failure {
    let failure = Failure::new(format!("there is no schema `{name}`"));
    let known: Vec<&str> = schemas.keys().map(String::as_str).collect();
    match suggest(name, known.iter().copied()) {
        Some(meant) => failure.hint(meant.to_string()),
        None => failure.hint(format!("the schemas are: {}", known.join(", "))),
    }
}
