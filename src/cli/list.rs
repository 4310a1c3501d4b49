//! `casebook list`: the records that match a query.

use std::collections::HashSet;
use std::process::ExitCode;

use crate::collection::{QUERY_EXAMPLES, RecordState, SHORT_FORM_EXAMPLES, field_labels};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::exchange::{Format, Takes, View};
use crate::record::Id;
use crate::redaction::Redaction;
use crate::search::{Alternative, Catalogue, Query, QuerySort};
use crate::session::{SearchResult, Session};
use crate::text::{hanging, shortened, visible};

use super::failure::Failure;
use super::format_args::formats;
use super::locate::{CollectionPlace, store_cache_and_index};
use super::output;
use super::pager::PagerArgs;
use super::plain_args::PlainArgs;
use super::query::{advise, named, nothing, readable};
use super::redaction_args::{RedactionArgs, report_withheld};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook list                             all cases
  casebook list sihanoukville 2022          all these words
  casebook list '\"three days\" -embassy'     a phrase, without a word
  casebook list kind:arrest citizenship:TW  fields
  casebook list 'kind:victim age:<18'       comparisons, in quotes for the shell
  casebook list 'date:2022 (raid | charge)' dates in this range; alternatives
  casebook list kind:rescue --sort -count   largest first
  casebook list kind:source --format csv    the sources, for a spreadsheet";

/// The cells of a line of the help that is wrapped here: those of the narrowest usual terminal, but one.
const HELP_CELLS: usize = 79;

/// Returns the examples, and all that a query may be made of.
pub(super) fn language() -> String {
    let states: Vec<(String, &str)> =
        RecordState::all().map(|flag| (format!("is:{}", flag.name()), flag.meaning())).collect();
    let forms = QUERY_EXAMPLES.iter().chain(SHORT_FORM_EXAMPLES);
    let forms = forms.map(|form| (form.typed.to_owned(), form.finds));
    // Wrapped here, since clap would go on at the margin.
    let rows = forms.chain(states).map(|(typed, finds)| {
        let finds = hanging(finds, HELP_CELLS - 31).join(&format!("\n{:31}", ""));
        format!("  {typed:<28} {finds}")
    });
    let rows: Vec<String> = rows.collect();
    let mut names: Vec<&str> = field_labels().collect();
    names.sort_unstable();
    let names = hanging(&names.join(", "), HELP_CELLS - 2).join("\n  ");
    format!("{EXAMPLES}\n\nQueries:\n{}\n\nFields:\n  {names}", rows.join("\n"))
}

/// What `list` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Words, "phrases", FIELD:VALUE, -WITHOUT, a | b, ( … ); without a query, all cases.
    ///
    /// Put the whole query in single quotes to protect it from the shell.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The output format.
    ///
    /// `csv` is one table with a row for each record listed. The folder of tables, with events, groups and quotes in tables of their
    /// own, is that of `casebook export csv`.
    #[arg(long, value_name = "FORM", default_value = Takes::Records.usual(), value_parser = formats(Takes::Records))]
    format: &'static Format,
    /// The field to sort by; -FIELD for the greatest or latest first.
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,
    /// Leave out uncertain matches, which are marked `?`.
    #[arg(long)]
    certain: bool,
    /// Begin the table with the names of its columns.
    #[arg(long)]
    header: bool,
    #[command(flatten)]
    paging: PagerArgs,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    // The program ends behind this; to take a large collection apart before would take a while.
    let typed = arguments.query.join(" ");
    // A page of rows shows nothing of other records.
    let is_alone = arguments.format.shows_records_alone() && arguments.sort.is_none();
    let known = if is_alone { place.open_found(&typed) } else { None };
    let (session, known) = match known {
        Some((session, found)) => (session, Some(found)),
        None => (place.open_before_storing(), None),
    };
    let session: &mut Session = Box::leak(Box::new(session));
    let printed = print(place, arguments, session, known, &typed);
    // Whether something could be printed or not: what a changed file says no longer leaves the cache.
    store_cache_and_index(session);
    printed
}

fn print(
    place: &CollectionPlace,
    arguments: &Arguments,
    session: &mut Session,
    known: Option<SearchResult>,
    typed: &str,
) -> anyhow::Result<ExitCode> {
    if arguments.header && arguments.format.name != Takes::Records.usual() {
        return Err(Failure::new("--header is for --format table")
            .hint("leave one of them out")
            .into());
    }
    let catalogue = session.collection().catalogue();
    let redaction = arguments.disclosing.redaction(session.collection());
    let order =
        arguments.sort.as_deref().map(|sort| order(sort, &catalogue, &redaction)).transpose()?;
    let (query, problems) = Query::read(typed, &catalogue);
    let unfinished = query.unfinished_problem(typed, &catalogue);
    readable(typed, &problems, unfinished.as_ref(), &redaction)?;
    let found = known.unwrap_or_else(|| session.find_once(typed, order.as_ref()));
    if let Some(line) = session.take_warning() {
        output::print_message(&visible(&line));
    }
    let redaction = arguments.disclosing.redaction(session.collection());
    // Which record a word probably meant, only the records can say.
    readable(typed, &found.problems, found.unfinished.as_ref(), &redaction)?;
    let possible: HashSet<&Id> = found.possible.iter().collect();
    let mut ids: Vec<&Id> = found.ids.iter().collect();
    if arguments.certain {
        ids.retain(|id| !possible.contains(id));
    }
    let (all, nothing_found) = (found.ids.len(), ids.is_empty());
    let view = View::of(&redaction).with_possible(&possible);
    let view = view.with_widths(output::terminal_width(), output::page_width());
    let view = view.with_marks(arguments.plain.marks());
    let view = if arguments.header { view.with_header() } else { view };
    let pager = arguments.paging.start();
    let said = output::write_records(arguments.format, &view, &ids, pager)?;
    if nothing_found && all > 0 {
        output::print_message(&format!(
            "no certain match in {}: {}",
            named(place),
            shortened(typed)
        ));
    } else if nothing_found {
        output::print_message(&nothing(place, typed));
        advise(&found.advice, &redaction);
    } else if let Some(Alternative { words, found }) = &found.advice.beyond {
        let records = match found {
            1 => "1 more record matches".to_owned(),
            more => format!("{more} more records match"),
        };
        output::print_message(&format!("{records} if you add {words}"));
    }
    if let Some(said) = said {
        output::print_message(&said);
    }
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

/// Returns the order that `--sort` asks for: what `sort:` does in a query.
fn order(
    written: &str,
    catalogue: &Catalogue,
    redaction: &Redaction<'_>,
) -> Result<QuerySort, Failure> {
    let (query, problems) = Query::read(&format!("sort:\"{written}\""), catalogue);
    match (query.sorting(), problems.into_iter().next()) {
        (Some(sorting), _) => Ok(sorting.clone()),
        (None, Some(Diagnostic { message, help, .. })) => {
            let failure = Failure::new(message);
            Err(match help.filter(|help| redaction.message(help) == **help) {
                Some(help) => failure.hint(help),
                None => failure,
            })
        }
        // In a query this is only begun; here it is all there is.
        (None, None) => {
            let failure =
                Failure::new(format!("cannot sort by `{written}`: there is no such field"));
            let name = written.trim_start_matches('-');
            Err(match catalogue.suggestion(name) {
                Some(near) => failure.hint(did_you_mean(near)),
                None => failure.hint("use a field name, such as date, age or count"),
            })
        }
    }
}
