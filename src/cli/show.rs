//! `casebook show`: prints records as text, as JSON, or as their TOML.

use std::path::Path;
use std::process::ExitCode;

use crate::collection::Collection;
use crate::diagnostic::suggest;
use crate::exchange::{Audience, Format, Takes, View};
use crate::record::Id;
use crate::redaction::Redaction;
use crate::search::Query;
use crate::session::{SearchResult, Session};

use super::failure::Failure;
use super::format_args::formats;
use super::locate::CollectionPlace;
use super::output;
use super::pager::PagerArgs;
use super::plain_args::PlainArgs;
use super::query::{advise, nothing, readable};
use super::redaction_args::{RedactionArgs, report_withheld};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook show yun                     one case
  casebook show 'kind:victim age:<18'   the cases that match: few in full, more as a list
  casebook show --all kind:rescue       each of them in full, one after another
  casebook show yun --format json       for programs";

/// How many records are shown in full unless all are asked for.
const MOST_IN_FULL: usize = 5;

/// What `show` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id of the record, or a query as `list` takes it.
    #[arg(value_name = "ID or QUERY", required = true)]
    query: Vec<String>,
    /// Show all records that match, however many; without it, more than five are listed instead.
    #[arg(long)]
    all: bool,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = Takes::WholeRecords.usual(), value_parser = formats(Takes::WholeRecords))]
    format: &'static Format,
    #[command(flatten)]
    paging: PagerArgs,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let typed = arguments.query.join(" ");
    let mut session = place.open();
    // What has no letter, or only leaves out a word, would show everything.
    let leaves_out = typed.starts_with('-') && !typed.contains([':', ' ']);
    if leaves_out || !typed.contains(char::is_alphanumeric) {
        let redaction = arguments.disclosing.redaction(session.collection());
        return Err(unknown(session.collection(), &redaction, &typed).into());
    }
    let is_id = session.collection().get(&typed).is_some();
    let found = if is_id { SearchResult::default() } else { found(&mut session, arguments)? };
    let collection = session.collection();
    let redaction = arguments.disclosing.redaction(collection);
    let ids: Vec<&Id> = match collection.get(&typed) {
        Some(located) if redaction.is_left_out(&located.record.id) => {
            return Err(confidential(&located.record.id).into());
        }
        Some(located) => vec![&located.record.id],
        None => found.ids.iter().filter(|id| !redaction.is_left_out(id)).collect(),
    };
    if ids.is_empty() {
        if let [_] = arguments.query.as_slice()
            && Id::new(&typed).is_some()
        {
            return Err(unknown(collection, &redaction, &typed).into());
        }
        advise(&found.advice, &redaction);
        report_withheld(&redaction);
        return Err(Failure::new(nothing(place, &typed)).into());
    }
    if ids.len() > 1 && arguments.format.audience == Audience::Exact {
        let several = format!("{} records match, and --format toml prints one file", ids.len());
        return Err(Failure::new(several).hint("name one by its id").into());
    }
    let is_text = arguments.format.name == Takes::WholeRecords.usual();
    let listed = is_text && !arguments.all && ids.len() > MOST_IN_FULL;
    let format = if listed { Takes::Records.formats().next() } else { None };
    let path = |file: &Path| place.path_of(file);
    let view = View::of(&redaction).with_widths(output::terminal_width(), output::page_width());
    let view = view.with_marks(arguments.plain.marks());
    let pager = arguments.paging.start();
    output::write_records(
        format.unwrap_or(arguments.format),
        &view.with_paths(&path),
        &ids,
        pager,
    )?;
    if listed {
        output::print_message(&format!(
            "{} records match; --all shows them in full, and an id shows one",
            ids.len()
        ));
    }
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

/// Returns what the query of `arguments` finds.
fn found(session: &mut Session, arguments: &Arguments) -> Result<SearchResult, Failure> {
    let typed = arguments.query.join(" ");
    let catalogue = session.collection().catalogue();
    let (query, problems) = Query::read(&typed, &catalogue);
    let unfinished = query.unfinished_problem(&typed, &catalogue);
    let redaction = arguments.disclosing.redaction(session.collection());
    readable(&typed, &problems, unfinished.as_ref(), &redaction)?;
    let found = session.find_once(&typed, None);
    let redaction = arguments.disclosing.redaction(session.collection());
    readable(&typed, &found.problems, found.unfinished.as_ref(), &redaction)?;
    Ok(found)
}

fn confidential(id: &Id) -> Failure {
    Failure::new(format!("`{id}` is a confidential case"))
        .hint("to print it anyway, add --with-confidential")
}

pub(super) fn unknown(collection: &Collection, redaction: &Redaction<'_>, id: &str) -> Failure {
    let ids = collection.ids().map(Id::as_str).filter(|id| redaction.may_suggest(id));
    let failure = Failure::new(format!("there is no record `{id}`"));
    match suggest(id, ids) {
        Some(meant) => failure.hint(meant.to_string()),
        None => failure
            .hint("no case matches it as a query either; find its id with: casebook list WORDS"),
    }
}
