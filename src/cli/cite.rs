//! `casebook cite`: sources as citations, for people and for reference managers.

use std::path::Path;
use std::process::ExitCode;

use crate::collection::Collection;
use crate::diagnostic::suggest;
use crate::exchange::{BuiltInStyle, CitationStyle, Format, StyleError, Takes, View};
use crate::record::{Id, Kind};
use crate::redaction::Redaction;

use super::bounded_read;
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
    /// A citation style, such as apa, mla or chicago-notes; `list` prints all of them.
    ///
    /// A path to a file of CSL, the Citation Style Language, works too. Styles are in the program where it was built
    /// with them: cargo install --path . --features styles.
    #[arg(long, value_name = "STYLE")]
    style: Option<String>,
    /// Where in the source something is, such as "paragraph 3", to cite a passage of one source.
    #[arg(long, value_name = "PLACE")]
    at: Option<String>,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let is_text = arguments.format.name == Takes::Sources.usual();
    if !is_text && (arguments.style.is_some() || arguments.at.is_some()) {
        let option = if arguments.style.is_some() { "--style" } else { "--at" };
        return Err(Failure::new(format!("{option} is for --format text"))
            .hint("leave one of them out")
            .into());
    }
    if matches!(arguments.style.as_deref(), Some("list" | "help")) {
        return list_styles();
    }
    let style = arguments.style.as_deref().map(style).transpose()?;
    let collection = place.load();
    let redaction = arguments.disclosing.redaction(&collection);
    let sources = sources(&collection, &redaction, &arguments.sources)?;
    let ids: Vec<&Id> = sources.iter().collect();
    let at = arguments.at.as_deref();
    if at.is_some() && ids.len() != 1 {
        let message = format!("--at is a place in one source, and this cites {}", ids.len());
        return Err(Failure::new(message).hint("name the source by its id").into());
    }
    if let Some(style) = &style {
        let cited = match (at, ids.as_slice()) {
            (Some(_), [id]) => vec![style.citation(&redaction, id, at)],
            _ => style.references(&redaction, &ids),
        };
        let lines: String = cited.iter().map(|cited| output::line(cited, 0) + "\n").collect();
        output::print(&lines)?;
    } else {
        let view = View::of(&redaction).with_widths(output::terminal_width(), output::page_width());
        let view = at.map_or(view, |at| view.with_locator(at));
        output::write_records(arguments.format, &view, &ids, None)?;
    }
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

/// Returns the style of this name, or that of a file.
fn style(written: &str) -> Result<CitationStyle, Failure> {
    let path = Path::new(written);
    let is_file = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csl"));
    let style = if is_file {
        if !CitationStyle::ARE_BUILT {
            let error = StyleError::NotBuilt;
            return Err(Failure::new(error.to_string()).hint(error.hint()));
        }
        let bytes = bounded_read::read(path);
        let bytes =
            bytes.map_err(|error| Failure::new(format!("cannot read {written}: {error}")))?;
        match String::from_utf8(bytes) {
            Ok(text) => CitationStyle::read(path, &text),
            Err(_) => Err(StyleError::Unreadable("it is not in UTF-8".to_owned())),
        }
    } else {
        CitationStyle::named(written)
    };
    style.map_err(|error| Failure::new(error.to_string()).hint(error.hint()))
}

fn list_styles() -> anyhow::Result<ExitCode> {
    let styles = CitationStyle::built_in();
    if styles.is_empty() {
        let error = StyleError::NotBuilt;
        return Err(Failure::new(error.to_string()).hint(error.hint()).into());
    }
    let width = styles.iter().map(|style| style.name.chars().count()).max().unwrap_or_default();
    let line = |style: &BuiltInStyle| format!("{:<width$}  {}\n", style.name, style.title);
    output::print(&styles.iter().map(line).collect::<String>())?;
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
