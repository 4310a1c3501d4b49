//! `casebook count`: how many cases there are by one field or two.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::exchange::{Audience, escaped};
use crate::record::Id;
use crate::views::DisclosureHistory;
use crate::views::counts::{
    AxisField, CountLimits, CountRequest, Counts, CountsPage, counts_csv, counts_json, counts_text,
};

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;
use super::view_args::ViewArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook count --by kind                          victims, rescues, arrests
  casebook count --by kind --by date                a column for each year
  casebook count kind:arrest --by date:quarter      the arrests by quarter
  casebook count is:minor --by place --by outcome   children, by place and outcome
  casebook count --by kind --by date --format json  each number with its query
  casebook count --by kind --by date --protect      as others may see it";

/// What `count` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The field to count by; twice for rows and columns. Dates: FIELD:decade, year, quarter or month.
    #[arg(long, value_name = "FIELD", required = true)]
    by: Vec<String>,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: CountFormat,
    #[command(flatten)]
    view: ViewArgs,
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
    let Arguments { by, format, view: shared } = arguments;
    let opened = shared.open(place)?;
    let catalogue = opened.collection().catalogue();
    let axis = |written: &String| {
        AxisField::read(written, &catalogue).map_err(|wrong| {
            let failure = Failure::new(wrong.message);
            wrong.help.into_iter().fold(failure, Failure::hint)
        })
    };
    let fields = by.iter().map(axis).collect::<Result<Vec<_>, _>>()?;
    let (rows, columns) = match fields.as_slice() {
        [rows] => (rows.clone(), None),
        [rows, columns] => (rows.clone(), Some(columns.clone())),
        _ => {
            let failure = Failure::new("cases are counted by one field or by two");
            return Err(failure.hint("leave one --by out").into());
        }
    };
    let mut names: Vec<&str> = fields.iter().flat_map(AxisField::looks_in).collect();
    names.extend(["count", "sources", "has", "missing"]);
    if shared.is_protected() {
        // By these it is known which places are not shown to others.
        names.extend(["kind", "type"]);
    }
    let lookup = opened.session.lookup_once(&opened.typed, &names).clone();
    let view = opened.ready();
    let is_protected = shared.is_protected();
    let typed = view.typed.clone();
    let request = CountRequest { typed, rows, columns, limits: LIMITS, is_protected };
    let may_count = |id: &Id| view.may_count(id);
    let history = &mut DisclosureHistory::default();
    let counts = Counts::of(&lookup, &request, Some(&may_count), history);
    let is_ascii = shared.is_ascii();
    let page = CountsPage { cells: output::terminal_width(), is_ascii, shares: false };
    let (audience, text) = match format {
        CountFormat::Table => (Audience::People, counts_text(&counts, view.words(), page)),
        CountFormat::Json => {
            let json = counts_json(&counts, view.words());
            (Audience::Json, escaped(&format!("{json:#}\n")))
        }
        CountFormat::Csv => (Audience::People, counts_csv(&counts, view.words())?),
    };
    output::write(audience, &text)?;
    view.finish(counts.size(None, None).at_most, counts.base().text(), None);
    Ok(ExitCode::SUCCESS)
}
