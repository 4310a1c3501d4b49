//! `casebook list`: the records that match a query.

use std::collections::HashSet;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::Value as Json;

use crate::collection::{
    Collection, Lookup, QUERY_EXAMPLES, RecordState, RedactedRecord, Redaction,
    SHORT_FORM_EXAMPLES, SortBy, field_labels,
};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::exchange::{
    Csv, MATCH, POSSIBLE, TableRow, counts_in_words, escaped, record_json, table,
};
use crate::record::Id;
use crate::search::{Advice, Alternative, Catalogue, Certainty, Query, QuerySort};
use crate::text::{ByteRange, clip, shortened, visible, width};

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output::{self, OutputKind};
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

/// Returns the examples, and all that a query may be made of.
pub(super) fn language() -> String {
    let states: Vec<(String, &str)> =
        RecordState::all().map(|flag| (format!("is:{}", flag.name()), flag.meaning())).collect();
    let forms = QUERY_EXAMPLES.iter().chain(SHORT_FORM_EXAMPLES);
    let forms = forms.map(|form| (form.typed.to_owned(), form.finds));
    let rows: Vec<String> =
        forms.chain(states).map(|(typed, finds)| format!("  {typed:<28} {finds}")).collect();
    let mut names: Vec<&str> = field_labels().collect();
    names.sort_unstable();
    format!("{EXAMPLES}\n\nQueries:\n{}\n\nFields:\n  {}", rows.join("\n"), names.join(", "))
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
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: ListFormat,
    /// The field to sort by; -FIELD for the greatest or latest first.
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,
    /// Leave out uncertain matches, which are marked `?`.
    #[arg(long)]
    certain: bool,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// One line per record, to read.
    Table,
    /// One JSON array.
    Json,
    /// One JSON object per line.
    Jsonl,
    /// For spreadsheets.
    Csv,
    /// Only the ids.
    Ids,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut collection = place.load();
    let typed = arguments.query.join(" ");
    let catalogue = collection.catalogue();
    let redaction = arguments.disclosing.redaction(&collection);
    let order =
        arguments.sort.as_deref().map(|sort| order(sort, &catalogue, &redaction)).transpose()?;
    let mut query = parsed(&typed, &catalogue, &redaction)?;
    if query.names_field("is") {
        // One of the states is that something is wrong.
        collection = collection.checked();
    }
    // The program ends behind this; to take a large collection apart before would take a while.
    let collection: &Collection = Box::leak(Box::new(collection));
    let redaction = arguments.disclosing.redaction(collection);
    let lookup: &Lookup = Box::leak(Box::new(Lookup::for_query(collection, &query)));
    if query.names_field("rel") {
        // Which words were probably meant, only the records can say.
        query = parsed(&typed, lookup.catalogue(), &redaction)?;
    }
    let mut found = lookup.find(&query);
    if let Some(sorting) = order.as_ref().or(query.sorting()) {
        lookup.sort(&mut found, SortBy::Field(sorting));
    }
    let all = found.len();
    if arguments.certain {
        found.retain(|(_, hit)| hit.certainty == Certainty::Certain);
    }
    let nothing_found = found.is_empty();
    let possible = found.iter().filter(|(_, hit)| hit.certainty == Certainty::Possible);
    let possible: HashSet<&Id> = possible.map(|(id, _)| *id).collect();
    let ids: Vec<&Id> = found.into_iter().map(|(id, _)| id).collect();
    let marks = write(&redaction, (collection, &possible), &ids, arguments.format)?;
    if nothing_found && all > 0 {
        output::print_message(&format!(
            "no certain match in {}: {}",
            named(place),
            shortened(&typed)
        ));
    } else if nothing_found {
        output::print_message(&nothing(place, &typed));
        if !typed.trim().is_empty() {
            // What the query leaves out was not looked at, and may match without a part of it.
            advise(&Lookup::of(collection).advise(&typed, &query), &redaction);
        }
    }
    if let Some(marks) = marks {
        output::print_message(&marks);
    }
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

/// Prints which part of a query that finds nothing is to blame, and a suggestion: that is a word of
/// the collection, which may be withheld.
fn advise(advice: &Advice, redaction: &Redaction<'_>) {
    let Advice { without, meant, beyond } = advice;
    let may_say = |words: &str| redaction.message(words) == words && redaction.may_suggest(words);
    if let Some(Alternative { words, found }) = without {
        let cases = if *found == 1 { "1 match".to_owned() } else { format!("{found} matches") };
        output::print_message(&format!("without `{words}`: {cases}"));
    }
    if let Some(Alternative { words, found }) = beyond {
        let records =
            if *found == 1 { "1 record matches" } else { &format!("{found} records match") };
        output::print_message(&format!("{records} if you add {words}"));
    }
    if let Some(Alternative { words, .. }) = meant.as_ref().filter(|meant| may_say(&meant.words)) {
        output::print_message(&did_you_mean(words));
    }
}

/// Writes the records with these ids, each as soon as it is made; returns the sum of
/// their evidence statuses where a line below the table shows it.
fn write(
    redaction: &Redaction<'_>,
    (collection, possible): (&Collection, &HashSet<&Id>),
    ids: &[&Id],
    format: ListFormat,
) -> anyhow::Result<Option<String>> {
    let all = ids.iter().copied();
    let object = |released: &RedactedRecord<'_>| {
        let mut object = record_json(redaction, released);
        if released.is_among(possible) {
            object[MATCH] = POSSIBLE.into();
        }
        object
    };
    match format {
        ListFormat::Json => {
            let value = |released: &RedactedRecord<'_>| indented(&object(released));
            output::write_pieces(OutputKind::Json, array(redaction.map_records(all, value)))?;
        }
        ListFormat::Jsonl => {
            let line = |released: &RedactedRecord<'_>| escaped(&format!("{}\n", object(released)));
            output::write_pieces(OutputKind::Json, redaction.map_records(all, line))?;
        }
        ListFormat::Ids => {
            let line = |released: &RedactedRecord<'_>| format!("{}\n", released.id());
            output::write_pieces(OutputKind::Data, redaction.map_records(all, line))?;
        }
        ListFormat::Csv => {
            let printed = all.clone().filter(|id| !redaction.is_left_out(id));
            let csv = Csv::of(&printed.filter_map(|id| collection.kind_of(id)).collect());
            let line = |released: &RedactedRecord<'_>| {
                csv.line(redaction, released, released.is_among(possible))
            };
            let lines = redaction.map_records(all, line);
            let mut failed = Ok(());
            let lines = std::iter::once(csv.head())
                .chain(lines)
                .map_while(|line| line.map_err(|error| failed = Err(error)).ok());
            output::write_pieces(OutputKind::Data, lines)?;
            failed?;
        }
        ListFormat::Table => {
            let row = |released: &RedactedRecord<'_>| {
                TableRow::of(released).possibly(released.is_among(possible))
            };
            let rows: Vec<TableRow> = redaction.map_records(all, row).collect();
            output::write_pieces(OutputKind::Text, table(&rows, output::terminal_width()))?;
            return Ok(counts_in_words(&rows));
        }
    }
    Ok(None)
}

fn parsed(typed: &str, catalogue: &Catalogue, redaction: &Redaction<'_>) -> Result<Query, Failure> {
    let (query, problems) = Query::read(typed, catalogue);
    let wrong = problems.into_iter().next().or_else(|| query.unfinished_problem(typed, catalogue));
    let Some(Diagnostic { range, message, help, .. }) = wrong else { return Ok(query) };
    let failure =
        Failure::new(format!("cannot read the query: {message}")).at(pointed(typed, range));
    // What was perhaps meant is a value of the collection.
    Err(match help.filter(|help| redaction.message(help) == **help) {
        Some(help) => failure.hint(help),
        None => failure,
    })
}

/// How many cells of a long query are shown.
const MOST_POINTED: usize = 60;

/// Returns the query with carets below the place that is meant.
fn pointed(typed: &str, range: ByteRange) -> String {
    let wrong = range.of(typed);
    // Of a page that was pasted, the place alone says more.
    if shortened(typed) != typed {
        return format!("  {}", clip(&visible(shortened(wrong)), MOST_POINTED));
    }
    let before = visible(ByteRange::from_span(0..range.start()).of(typed));
    let wrong = width(&visible(range.of(typed))).max(1);
    format!("  {}\n  {}{}", visible(typed), " ".repeat(width(&before)), "^".repeat(wrong))
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

/// Nothing printed might as well be a mistake in the folder as in the question.
fn nothing(place: &CollectionPlace, typed: &str) -> String {
    let name = named(place);
    if typed.trim().is_empty() {
        format!("there are no cases in {name}")
    } else {
        format!("no match in {name}: {}", shortened(typed))
    }
}

/// Returns the collection as a message names it: `.` is easily taken for the end of a sentence.
fn named(place: &CollectionPlace) -> String {
    Some(place.name()).filter(|name| name != ".").unwrap_or_else(|| "this folder".to_owned())
}

/// Returns a value of an array, one item a row.
fn indented(json: &Json) -> String {
    // A line feed within a text is written as two signs.
    escaped(&format!("{json:#}").replace('\n', "\n  "))
}

/// Returns the pieces of an array of values that are in rows.
fn array(values: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    let mut values = values.peekable();
    let is_empty = values.peek().is_none();
    let values = values.enumerate().map(|(number, rows)| {
        let before = if number == 0 { "[" } else { "," };
        format!("{before}\n  {rows}")
    });
    values.chain(std::iter::once(if is_empty { "[]\n".to_owned() } else { "\n]\n".to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_array_written_piece_by_piece_is_what_it_is_as_a_whole() {
        let object = json!({ "a": ["one\ntwo", { "b": [] }], "c": {} });
        for values in [vec![], vec![json!(1)], vec![object.clone()], vec![object, json!([1, "\n"])]]
        {
            let whole = format!("{:#}\n", Json::from(values.clone()));
            let values = values.iter().map(indented);
            assert_eq!(array(values).collect::<String>(), whole);
        }
    }
}
