//! `casebook impact`: what falls with a source.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::collection::Withdrawal;
use crate::exchange::{escaped, impact_json, impact_paper};

use super::disclosing::{Disclosing, say_withheld};
use super::locate::Place;
use super::output::{self, Written};

/// What `impact` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id of the source.
    source: String,
    /// Withdraw what is derived from it too.
    #[arg(long)]
    with_derived: bool,
    /// In which form.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
    #[command(flatten)]
    disclosing: Disclosing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The sum, then case by case.
    Text,
    /// One object.
    Json,
}

pub(super) fn run(place: &Place, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let source = arguments.source.as_str();
    let withdrawal =
        if arguments.with_derived { Withdrawal::WithDerived } else { Withdrawal::Alone };
    let redaction = arguments.disclosing.redaction(&collection);
    let impact = redaction
        .impact(source, withdrawal)
        .ok_or_else(|| super::cite::unknown(&collection, &redaction, source))?;
    let written_as = match arguments.format {
        Form::Text => Written::Text,
        Form::Json => Written::Json,
    };
    output::write(
        written_as,
        &match arguments.format {
            Form::Text => impact_paper(&redaction, &impact, output::page_width()),
            Form::Json => escaped(&format!("{:#}\n", impact_json(&redaction, &impact))),
        },
    )?;
    say_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}
