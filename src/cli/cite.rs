//! `casebook cite`: sources as citations, for people and for reference managers.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::collection::Collection;
use crate::exchange::{biblatex, citation, csl_json, escaped, hayagriva};
use crate::record::{Kind, Record, nearest};
use crate::text::masked;

use super::failure::Failure;
use super::locate::Place;
use super::output::{self, Written};

/// What `cite` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The ids of the sources; all of them where none is given.
    sources: Vec<String>,
    /// In which form.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One line a source.
    Text,
    /// CSL-JSON, for Zotero and citation processors.
    CslJson,
    /// BibLaTeX, for LaTeX.
    Biblatex,
    /// Hayagriva YAML, for Typst.
    Hayagriva,
}

pub(super) fn run(place: &Place, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let sources = sources(&collection, &arguments.sources)?;
    let sources = sources.into_iter();
    let written_as = match arguments.format {
        Form::Text => Written::Text,
        Form::CslJson => Written::Json,
        Form::Biblatex | Form::Hayagriva => Written::Data,
    };
    output::write(
        written_as,
        &match arguments.format {
            Form::Text => {
                let line = |source: &Record| {
                    format!("{}\n", output::line(&citation(&collection, &source.id), 0))
                };
                sources.map(line).collect()
            }
            Form::CslJson => escaped(&format!("{:#}\n", csl_json(sources))),
            Form::Biblatex => masked(&biblatex(sources)).into_owned(),
            Form::Hayagriva => masked(&hayagriva(sources)).into_owned(),
        },
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the sources that are asked for, in that order.
fn sources<'c>(collection: &'c Collection, asked: &[String]) -> Result<Vec<&'c Record>, Failure> {
    let all: Vec<&Record> =
        collection.of_kind(Kind::Source).map(|located| located.record).collect();
    if asked.is_empty() {
        return Ok(all);
    }
    let found = asked.iter().map(|id| {
        let source = all.iter().find(|source| source.id.as_str() == id).copied();
        source.ok_or_else(|| unknown(collection, id))
    });
    found.collect()
}

/// Returns that there is no such source, with the nearest that there is.
pub(super) fn unknown(collection: &Collection, id: &str) -> Failure {
    let sources = collection.of_kind(Kind::Source).map(|located| located.record.id.as_str());
    let failure = Failure::new(format!("there is no source `{id}`"));
    match nearest(id, sources) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("all sources are listed by: casebook list kind:source"),
    }
}
