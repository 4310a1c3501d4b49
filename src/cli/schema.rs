//! `casebook schema`: the format as editors read it.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use serde_json::{Map, Value};

use crate::exchange::{documents, editor_files, escaped};
use crate::record::nearest;

use super::failure::Failure;
use super::locate::Place;
use super::output;

/// What `schema` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Which file's: victim for a file that is one victim, victims for a file of several, casebook
    /// for the settings. Without it, all in one object by name.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Write all into schema/ in this folder, with what tells editors which file goes by which.
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    write: Option<PathBuf>,
}

pub(super) fn run(place: &Place, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    // The collection's own words are words of its schemas.
    let words = place.load().settings().vocabularies();
    if let Some(folder) = &arguments.write {
        for (path, text) in editor_files(&words) {
            let path = folder.join(path);
            // Which file goes by which schema is the owner's to say, once it is said at all.
            if path.extension().is_some_and(|extension| extension == "toml") && path.exists() {
                let kept = fs::read_to_string(&path).is_ok_and(|there| there == text);
                if !kept {
                    output::tell(&format!(
                        "left alone, as it is not as we write it: {}",
                        path.display()
                    ));
                }
                continue;
            }
            let folder = path.parent().unwrap_or(folder);
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
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
    output::print(&escaped(&format!("{wanted:#}\n")))?;
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str, schemas: &Map<String, Value>) -> Failure {
    let failure = Failure::new(format!("there is no schema `{name}`"));
    let known: Vec<&str> = schemas.keys().map(String::as_str).collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint(format!("the schemas are {}", known.join(", "))),
    }
}
