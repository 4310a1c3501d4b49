//! `casebook count`: how many cases there are by one field or two.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::exchange::{Audience, Marks, escaped};
use crate::search::Query;
use crate::session::Session;
use crate::text::shortened;
use crate::views::counts::{
    AxisField, CountLimits, CountRequest, Counts, CountsPage, counts_csv, counts_json, counts_text,
};

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;
use super::plain_args::PlainArgs;
use super::query::{nothing, readable};
use super::redaction_args::{RedactionArgs, report_withheld};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook count --by kind                          victims, rescues, arrests
  casebook count --by kind --by date                a column for each year
  casebook count kind:arrest --by date:quarter      the arrests by quarter
  casebook count is:minor --by place --by outcome   children, by place and outcome
  casebook count --by kind --by date --format json  each number with its query";

/// What `count` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Words, "phrases", FIELD:VALUE, -WITHOUT, a | b, ( … ); without a query, all cases.
    ///
    /// Words are searched for as phrases are: exactly as they are written.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The field to count by; twice for rows and columns. Dates: FIELD:decade, year, quarter or month.
    #[arg(long, value_name = "FIELD", required = true)]
    by: Vec<String>,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: CountFormat,
    /// Write only ASCII characters.
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CountFormat {
    /// A table, with bars where there is one column.
    Table,
    /// One object, with the query of each number.
    Json,
    /// A line for each number, for a spreadsheet.
    Csv,
}

/// So many rows and columns are printed; a file can have more than a screen.
const LIMITS: CountLimits = CountLimits { rows: 2000, columns: 100 };

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    // The program ends behind this; to take a large collection apart before would take a while.
    let session: &mut Session = Box::leak(Box::new(place.open()));
    let typed = arguments.query.join(" ");
    let catalogue = session.collection().catalogue();
    let redaction = arguments.disclosing.redaction(session.collection());
    let (query, problems) = Query::read(&typed, &catalogue);
    let unfinished = query.unfinished_problem(&typed, &catalogue);
    readable(&typed, &problems, unfinished.as_ref(), &redaction)?;
    let axis = |written: &String| {
        AxisField::read(written, &catalogue).map_err(|wrong| {
            let failure = Failure::new(wrong.message);
            wrong.help.into_iter().fold(failure, Failure::hint)
        })
    };
    let fields = arguments.by.iter().map(axis).collect::<Result<Vec<_>, _>>()?;
    let (rows, columns) = match fields.as_slice() {
        [rows] => (rows.clone(), None),
        [rows, columns] => (rows.clone(), Some(columns.clone())),
        _ => {
            let failure = Failure::new("cases are counted by one field or by two");
            return Err(failure.hint("leave one --by out").into());
        }
    };
    let mut names: Vec<&str> = fields.iter().map(|axis| axis.name.as_str()).collect();
    names.extend(["count", "sources", "has", "missing"]);
    let lookup = session.lookup_once(&typed, &names).clone();
    let redaction = arguments.disclosing.redaction(session.collection());
    let request = CountRequest { typed, rows, columns, limits: LIMITS, is_protected: false };
    let may_count = |id: &crate::record::Id| !redaction.is_left_out(id);
    let counts = Counts::of(&lookup, &request, Some(&may_count));
    let is_ascii = arguments.ascii || arguments.plain.marks() == Marks::Words;
    let page = CountsPage { cells: output::terminal_width(), is_ascii, shares: false };
    let (audience, text) = match arguments.format {
        CountFormat::Table => (Audience::People, counts_text(&counts, &redaction, page)),
        CountFormat::Json => {
            (Audience::Json, escaped(&format!("{:#}\n", counts_json(&counts, &redaction))))
        }
        CountFormat::Csv => (Audience::People, counts_csv(&counts, &redaction)?),
    };
    output::write(audience, &text)?;
    if counts.size(None, None).at_most == 0 {
        output::print_message(&nothing(place, &request.typed));
    } else if counts.base().text() != request.typed.trim() && query.has_words() {
        let base = shortened(counts.base().text()).to_owned();
        output::print_message(&format!("counted: {base}"));
    }
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}
