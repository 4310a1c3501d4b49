//! `casebook show`: one record, as on paper, as JSON, or as its file has it.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::collection::{Collection, Redaction, Released};
use crate::exchange::{escaped, paper, record_json};
use crate::record::{Id, nearest};
use crate::text::masked;

use super::disclosing::{Disclosing, say_withheld};
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
    #[command(flatten)]
    disclosing: Disclosing,
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
    let redaction = arguments.disclosing.redaction(&collection);
    let located = collection.get(id).ok_or_else(|| unknown(&collection, &redaction, id))?;
    let released = redaction.release(located).ok_or_else(|| confidential(id))?;
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
                paper(&redaction, &released, &path, output::page_width())
            }
            Form::Json => escaped(&format!("{:#}\n", record_json(&redaction, &released))),
            Form::Toml => toml(&released).ok_or_else(|| not_exact(id))?,
        },
    )?;
    say_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

/// A terminal gets no byte that could steer it; a file or a pipe gets them all. `None` where some of
/// them are held back.
fn toml(released: &Released<'_>) -> Option<String> {
    let text = released.exact()?;
    Some(if output::terminal_width().is_some() { masked(&text).into_owned() } else { text })
}

fn confidential(id: &str) -> Failure {
    Failure::new(format!("`{id}` is a confidential case"))
        .hint("--with-confidential prints it all the same")
}

fn not_exact(id: &str) -> Failure {
    Failure::new(format!(
        "the file of `{id}` names somebody who may not be named, and --format toml changes nothing"
    ))
    .hint("take another form, or print everything with --with-confidential")
}

fn unknown(collection: &Collection, redaction: &Redaction<'_>, id: &str) -> Failure {
    let ids = collection.ids().map(Id::as_str).filter(|id| redaction.may_offer(id));
    let failure = Failure::new(format!("there is no record `{id}`"));
    match nearest(id, ids) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("find its id with: casebook list WORDS"),
    }
}
