//! `casebook show`: prints one record as text, as JSON, or as its TOML.

use std::path::Path;
use std::process::ExitCode;

use crate::collection::Collection;
use crate::diagnostic::suggest;
use crate::exchange::{Format, Takes, View};
use crate::record::Id;
use crate::redaction::Redaction;

use super::failure::Failure;
use super::format_args::formats;
use super::locate::CollectionPlace;
use super::output;
use super::redaction_args::{RedactionArgs, report_withheld};

/// What `show` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id of the record.
    id: String,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = Takes::WholeRecords.usual(), value_parser = formats(Takes::WholeRecords))]
    format: &'static Format,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let id = arguments.id.as_str();
    let redaction = arguments.disclosing.redaction(&collection);
    let located = collection.get(id).ok_or_else(|| unknown(&collection, &redaction, id))?;
    let id = &located.record.id;
    if redaction.is_left_out(id) {
        return Err(confidential(id).into());
    }
    let path = |file: &Path| place.path_of(file);
    let view = View::of(&redaction).with_widths(output::terminal_width(), output::page_width());
    output::write_records(arguments.format, &view.with_paths(&path), &[id])?;
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

fn confidential(id: &Id) -> Failure {
    Failure::new(format!("`{id}` is a confidential case"))
        .hint("to print it anyway, add --with-confidential")
}

fn unknown(collection: &Collection, redaction: &Redaction<'_>, id: &str) -> Failure {
    let ids = collection.ids().map(Id::as_str).filter(|id| redaction.may_suggest(id));
    let failure = Failure::new(format!("there is no record `{id}`"));
    match suggest(id, ids) {
        Some(meant) => failure.hint(meant.to_string()),
        None => failure.hint("find its id with: casebook list WORDS"),
    }
}
