//! `casebook cite`: sources as citations, for people and for reference managers.

use std::process::ExitCode;

use crate::collection::Collection;
use crate::diagnostic::suggest;
use crate::exchange::{Format, Takes, View};
use crate::record::{Id, Kind};
use crate::redaction::Redaction;

use super::failure::Failure;
use super::format_args::formats;
use super::locate::CollectionPlace;
use super::output;
use super::redaction_args::{RedactionArgs, report_withheld};

/// What `cite` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The ids of the sources; without any, all sources.
    sources: Vec<String>,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = Takes::Sources.usual(), value_parser = formats(Takes::Sources))]
    format: &'static Format,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let redaction = arguments.disclosing.redaction(&collection);
    let sources = sources(&collection, &redaction, &arguments.sources)?;
    let view = View::of(&redaction).with_widths(output::terminal_width(), output::page_width());
    output::write_records(arguments.format, &view, &sources.iter().collect::<Vec<_>>(), None)?;
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

/// Returns the ids of the sources that are asked for, in that order.
fn sources(
    collection: &Collection,
    redaction: &Redaction<'_>,
    asked: &[String],
) -> Result<Vec<Id>, Failure> {
    if asked.is_empty() {
        return Ok(collection.ids_of(Kind::Source).cloned().collect());
    }
    let found = asked.iter().map(|written| {
        let id = Id::new(written).filter(|id| redaction.kind_of(id) == Some(Kind::Source));
        id.ok_or_else(|| unknown(collection, redaction, written))
    });
    found.collect()
}

/// Returns that there is no such source, with the nearest that there is.
pub(super) fn unknown(collection: &Collection, redaction: &Redaction<'_>, id: &str) -> Failure {
    let sources = collection.ids_of(Kind::Source).map(Id::as_str);
    let sources = sources.filter(|id| redaction.may_suggest(id));
    let failure = Failure::new(format!("there is no source `{id}`"));
    match suggest(id, sources) {
        Some(meant) => failure.hint(meant.to_string()),
        None => failure.hint("all sources are listed by: casebook list kind:source"),
    }
}
