//! `casebook cite`: sources as citations, for people and for reference managers.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::collection::{Collection, RedactedRecord, Redaction};
use crate::diagnostic::suggest;
use crate::exchange::{biblatex, citation, csl_json, escaped, hayagriva};
use crate::record::{Id, Kind};
use crate::text::without_controls;

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output::{self, OutputKind};
use super::redaction_args::{RedactionArgs, report_withheld};

/// What `cite` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The ids of the sources; without any, all sources.
    sources: Vec<String>,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: CiteFormat,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CiteFormat {
    /// One line per source.
    Text,
    /// CSL-JSON, for Zotero and citation processors.
    CslJson,
    /// BibLaTeX, for LaTeX.
    Biblatex,
    /// Hayagriva YAML, for Typst.
    Hayagriva,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let redaction = arguments.disclosing.redaction(&collection);
    let sources = sources(&collection, &redaction, &arguments.sources)?;
    let written_as = match arguments.format {
        CiteFormat::Text => OutputKind::Text,
        CiteFormat::CslJson => OutputKind::Json,
        CiteFormat::Biblatex | CiteFormat::Hayagriva => OutputKind::Data,
    };
    output::write(
        written_as,
        &match arguments.format {
            CiteFormat::Text => {
                let line = |source: &RedactedRecord<'_>| {
                    format!("{}\n", output::line(&citation(&redaction, &source.id()), 0))
                };
                sources.iter().map(line).collect()
            }
            CiteFormat::CslJson => escaped(&format!("{:#}\n", csl_json(&sources))),
            CiteFormat::Biblatex => without_controls(&biblatex(&sources)).into_owned(),
            CiteFormat::Hayagriva => without_controls(&hayagriva(&sources)).into_owned(),
        },
    )?;
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

/// Returns the sources that are asked for, in that order.
fn sources<'c>(
    collection: &'c Collection,
    redaction: &'c Redaction<'c>,
    asked: &[String],
) -> Result<Vec<RedactedRecord<'c>>, Failure> {
    if asked.is_empty() {
        return Ok(redaction.redact_all(collection.of_kind(Kind::Source)));
    }
    let found = asked.iter().map(|id| {
        let source = collection.get(id).filter(|located| located.record.kind == Kind::Source);
        let source = source.and_then(|located| redaction.redact(located));
        source.ok_or_else(|| unknown(collection, redaction, id))
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
