//! `casebook show`: prints one record as text, as JSON, or as its TOML.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::collection::{Collection, RedactedRecord, Redaction};
use crate::diagnostic::suggest;
use crate::exchange::{escaped, record_json, record_text};
use crate::record::Id;
use crate::text::without_controls;

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output::{self, OutputKind};
use super::redaction_args::{RedactionArgs, report_withheld};

/// What `show` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id of the record.
    id: String,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: ShowFormat,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// Text, with quotes and citations.
    Text,
    /// One object.
    Json,
    /// The lines of its file, byte for byte.
    Toml,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let id = arguments.id.as_str();
    let redaction = arguments.disclosing.redaction(&collection);
    let located = collection.get(id).ok_or_else(|| unknown(&collection, &redaction, id))?;
    let released = redaction.redact(located).ok_or_else(|| confidential(id))?;
    let written_as = match arguments.format {
        ShowFormat::Text => OutputKind::Text,
        ShowFormat::Json => OutputKind::Json,
        ShowFormat::Toml => OutputKind::Data,
    };
    output::write(
        written_as,
        &match arguments.format {
            ShowFormat::Text => {
                let path = place.path_of(&located.file.path);
                record_text(&redaction, &released, &path, output::page_width())
            }
            ShowFormat::Json => escaped(&format!("{:#}\n", record_json(&redaction, &released))),
            ShowFormat::Toml => toml(&released).ok_or_else(|| not_exact(id))?,
        },
    )?;
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

/// A terminal gets no control characters; a file or a pipe gets every byte. `None` if some of them
/// are withheld.
fn toml(released: &RedactedRecord<'_>) -> Option<String> {
    let text = released.exact()?;
    Some(if output::terminal_width().is_some() {
        without_controls(&text).into_owned()
    } else {
        text
    })
}

fn confidential(id: &str) -> Failure {
    Failure::new(format!("`{id}` is a confidential case"))
        .hint("to print it anyway, add --with-confidential")
}

fn not_exact(id: &str) -> Failure {
    Failure::new(format!(
        "the file of `{id}` names a person who is withheld, and --format toml cannot withhold anything"
    ))
    .hint("choose another format, or print everything with --with-confidential")
}

fn unknown(collection: &Collection, redaction: &Redaction<'_>, id: &str) -> Failure {
    let ids = collection.ids().map(Id::as_str).filter(|id| redaction.may_suggest(id));
    let failure = Failure::new(format!("there is no record `{id}`"));
    match suggest(id, ids) {
        Some(meant) => failure.hint(meant.to_string()),
        None => failure.hint("find its id with: casebook list WORDS"),
    }
}
