//! `casebook show`: one record, as on paper, as JSON, or as its file has it.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::collection::{Collection, Located};
use crate::exchange::{escaped, paper, record_json};
use crate::record::{Id, nearest};
use crate::text::masked;

use super::failure::Failure;
use super::locate::Place;
use super::output::{self, Written};

/// What `show` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id of the record.
    id: String,
    /// In which form.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// As on paper, with quotes and citations.
    Text,
    /// One object.
    Json,
    /// As its file has it, byte for byte.
    Toml,
}

pub(super) fn run(place: &Place, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let id = arguments.id.as_str();
    let located = collection.get(id).ok_or_else(|| unknown(&collection, id))?;
    let written_as = match arguments.format {
        Form::Text => Written::Text,
        Form::Json => Written::Json,
        Form::Toml => Written::Data,
    };
    output::write(
        written_as,
        &match arguments.format {
            Form::Text => {
                let path = place.path_of(&located.file.path);
                paper(&collection, located, &path, output::page_width())
            }
            Form::Json => escaped(&format!("{:#}\n", record_json(&collection, located))),
            Form::Toml => toml(located),
        },
    )?;
    Ok(ExitCode::SUCCESS)
}

/// A terminal gets no byte that could steer it; a file or a pipe gets them all.
fn toml(located: Located<'_>) -> String {
    let text = located.file.contents.text_of(located.record);
    if output::terminal_width().is_some() { masked(&text).into_owned() } else { text }
}

fn unknown(collection: &Collection, id: &str) -> Failure {
    let ids = collection.ids().map(Id::as_str);
    let failure = Failure::new(format!("there is no record `{id}`"));
    match nearest(id, ids) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("find its id with: casebook list WORDS"),
    }
}
