//! `casebook list`: the records that a query finds.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::Value as Json;

use crate::collection::{Collection, Located, Lookup, field_names};
use crate::exchange::{csv, escaped, ids, record_json, table};
use crate::record::{Date, Day, Kind, Name, Record, Value, nearest};
use crate::search::Query;
use crate::text::visible;

use super::failure::Failure;
use super::locate::Place;
use super::output;

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook list                             all cases
  casebook list sihanoukville 2022          words, all of them
  casebook list '\"three days\" -embassy'     a phrase; without a word
  casebook list kind:arrest citizenship:TW  fields
  casebook list kind:rescue --sort -count   the largest first
  casebook list kind:source --format csv    the sources, for a spreadsheet";

/// What `list` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Words, "phrases", FIELD:VALUE, -WITHOUT; all cases where there is none.
    ///
    /// Put the whole in single quotes, so that the shell leaves it alone.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// In which form.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Form,
    /// By which field; -FIELD for the greatest or latest first.
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A line each, to read.
    Table,
    /// One array of objects.
    Json,
    /// An object a line.
    Jsonl,
    /// For spreadsheets.
    Csv,
    /// The ids alone.
    Ids,
}

pub(super) fn run(place: &Place, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let order = arguments.sort.as_deref().map(Order::parse).transpose()?;
    let query = query(&arguments.query.join(" "))?;
    let collection = place.load();
    let lookup = Lookup::of(&collection);
    let found = lookup.find(&query).into_iter();
    let mut records: Vec<Located<'_>> =
        found.filter_map(|(id, _)| collection.get(id.as_str())).collect();
    if let Some(order) = order {
        records.sort_by(|one, other| order.compare(one.record, other.record));
    }
    output::print(&written(&collection, &records, arguments.format)?)?;
    if records.is_empty() {
        output::tell(&nothing(place, &arguments.query.join(" ")));
    }
    Ok(ExitCode::SUCCESS)
}

fn query(typed: &str) -> Result<Query, Failure> {
    let (query, problems) = Query::parse(typed, field_names());
    match problems.into_iter().next() {
        Some(problem) => {
            let failure =
                Failure::new(format!("cannot read the query `{typed}`: {}", problem.message));
            Err(match problem.help {
                Some(help) => failure.hint(help),
                None => failure,
            })
        }
        None => Ok(query),
    }
}

/// Nothing printed might as well be a mistake in the folder as in the question.
fn nothing(place: &Place, typed: &str) -> String {
    if typed.trim().is_empty() {
        format!("there are no cases in {}", place.name())
    } else {
        format!("nothing in {} matches: {}", place.name(), visible(typed))
    }
}

fn written(collection: &Collection, records: &[Located<'_>], form: Form) -> anyhow::Result<String> {
    let json = |located: &Located<'_>| record_json(collection, *located);
    Ok(match form {
        Form::Table => table(records, output::terminal_width()),
        Form::Ids => ids(records),
        Form::Csv => csv(collection, records)?,
        Form::Json => {
            let array: Json = records.iter().map(json).collect();
            escaped(&format!("{array:#}\n"))
        }
        Form::Jsonl => {
            records.iter().map(|located| escaped(&format!("{}\n", json(located)))).collect()
        }
    })
}

/// By what to sort.
struct Order {
    key: Key,
    descending: bool,
}

#[derive(Clone, Copy)]
enum Key {
    Id,
    Kind,
    Date,
    Field(Name),
}

/// What a record is put in order by.
#[derive(PartialEq, PartialOrd)]
enum Rank<'r> {
    Kind(Kind),
    Number(i64),
    Degrees(f64),
    Day(Day),
    Money(&'r str, i64),
    Words(Cow<'r, str>),
}

impl Order {
    fn parse(written: &str) -> Result<Self, Failure> {
        let (descending, name) = match written.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, written),
        };
        let key = match name {
            "id" => Key::Id,
            "kind" => Key::Kind,
            // The date of the case, whichever field its kind keeps it in.
            "date" => Key::Date,
            name => Key::Field(name.parse().map_err(|_| unknown(name))?),
        };
        Ok(Self { key, descending })
    }

    /// Compares by the key; what lacks it comes last either way, equals go by id.
    fn compare(&self, one: &Record, other: &Record) -> Ordering {
        let by_key = match (self.rank(one), self.rank(other)) {
            (Some(one), Some(other)) => {
                let order = one.partial_cmp(&other).unwrap_or(Ordering::Equal);
                if self.descending { order.reverse() } else { order }
            }
            (one, other) => other.is_some().cmp(&one.is_some()),
        };
        by_key.then_with(|| one.id.cmp(&other.id))
    }

    fn rank<'r>(&self, record: &'r Record) -> Option<Rank<'r>> {
        Some(match self.key {
            Key::Id => Rank::Words(record.id.as_str().into()),
            Key::Kind => Rank::Kind(record.kind),
            Key::Date => Rank::Day(first_day(record.when()?)),
            Key::Field(name) => match &record.fields.get(name)?.items.first()?.value {
                Value::Whole(number) => Rank::Number(*number),
                Value::Degrees(degrees) => Rank::Degrees(*degrees),
                Value::Date(date) => Rank::Day(first_day(date)),
                Value::Money(sum) => Rank::Money(sum.currency(), sum.hundredths()),
                value @ (Value::Words(_)
                | Value::Term(_)
                | Value::YesNo(_)
                | Value::Code(_)
                | Value::Link(_)
                | Value::Unread(_)) => Rank::Words(value.written()),
            },
        })
    }
}

fn first_day(date: &Date) -> Day {
    date.earliest().unwrap_or(Day::LAST)
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::new(format!("cannot sort by `{name}`: there is no such field"));
    match nearest(name, field_names().iter().copied()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("use the name of a field, such as date, age or count"),
    }
}
