//! `casebook impact`: what would lose support if a source were withdrawn.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::collection::Withdrawal;
use crate::exchange::{Audience, PaperLayout, escaped, impact_json, impact_text};

use super::locate::CollectionPlace;
use super::output;
use super::plain_args::PlainArgs;
use super::redaction_args::{RedactionArgs, report_withheld};

/// What `impact` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id of the source.
    source: String,
    /// Include sources derived from it.
    #[arg(long)]
    with_derived: bool,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: ImpactFormat,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ImpactFormat {
    /// A summary, then case by case.
    Text,
    /// One object.
    Json,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let source = arguments.source.as_str();
    let withdrawal =
        if arguments.with_derived { Withdrawal::WithDerived } else { Withdrawal::Alone };
    let redaction = arguments.disclosing.redaction(&collection);
    let impact = redaction
        .impact(source, withdrawal)
        .ok_or_else(|| super::cite::unknown(&collection, &redaction, source))?;
    let written_as = match arguments.format {
        ImpactFormat::Text => Audience::People,
        ImpactFormat::Json => Audience::Json,
    };
    let layout = PaperLayout { cells: output::page_width(), marks: arguments.plain.marks() };
    output::write(
        written_as,
        &match arguments.format {
            ImpactFormat::Text => impact_text(&redaction, &impact, layout),
            ImpactFormat::Json => escaped(&format!("{:#}\n", impact_json(&redaction, &impact))),
        },
    )?;
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}
