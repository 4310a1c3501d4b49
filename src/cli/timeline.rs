//! `casebook timeline`: how many cases there are in each year, quarter or month.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::exchange::{Audience, Marks, escaped};
use crate::record::Id;
use crate::search::Query;
use crate::session::Session;
use crate::text::shortened;
use crate::views::CalendarUnit;
use crate::views::timeline::{
    LanesBy, Rivals, TimelinePage, TimelineRequest, TimelineSource, WantedWindow, timeline_json,
    timeline_text,
};

use super::locate::CollectionPlace;
use super::output;
use super::plain_args::PlainArgs;
use super::query::{named, nothing, readable};
use super::redaction_args::{RedactionArgs, report_withheld};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook timeline                                 how many cases in each year
  casebook timeline kind:rescue --by quarter        the rescues, by quarter
  casebook timeline date:2025 --by month            one year, by month
  casebook timeline kind:arrest --format json       each number with its query";

/// So many columns are printed, the last of them.
const MOST: usize = 1_200;

/// What `timeline` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Words, "phrases", FIELD:VALUE, -WITHOUT, a | b, ( … ); without a query, all cases.
    ///
    /// Words are searched for as phrases are: exactly as they are written.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The unit of the calendar that each line is of.
    #[arg(long, value_name = "UNIT", default_value = "year")]
    by: TimelineUnit,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: TimelineFormat,
    /// Write only ASCII characters.
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TimelineUnit {
    /// A year.
    Year,
    /// Three months, from January, April, July or October.
    Quarter,
    /// A month.
    Month,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TimelineFormat {
    /// A line for each unit, with a bar and the query that lists its cases.
    Text,
    /// An array with an object for each unit.
    Json,
}

impl TimelineUnit {
    fn of_calendar(self) -> CalendarUnit {
        match self {
            Self::Year => CalendarUnit::Year,
            Self::Quarter => CalendarUnit::Quarter,
            Self::Month => CalendarUnit::Month,
        }
    }
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    // The program ends behind this; to take a large collection apart before would take a while.
    let session: &mut Session = Box::leak(Box::new(place.open()));
    let typed = arguments.query.join(" ");
    let catalogue = session.collection().catalogue();
    let redaction = arguments.disclosing.redaction(session.collection());
    let (query, problems) = Query::read(&typed, &catalogue);
    let unfinished = query.unfinished_problem(&typed, &catalogue);
    readable(&typed, &problems, unfinished.as_ref(), &redaction)?;
    let lookup = session.lookup_once(&typed, &["date", "has", "missing"]).clone();
    let collection = session.collection();
    let redaction = arguments.disclosing.redaction(collection);
    let may_show = |id: &Id| !redaction.is_left_out(id);
    let mut source = TimelineSource::of(&typed, &lookup, collection, &may_show, Rivals::LeftOut);
    let request = TimelineRequest {
        typed,
        window: WantedWindow::All(arguments.by.of_calendar(), MOST),
        lanes: LanesBy::None,
        is_protected: false,
    };
    let timeline = source.timeline(&request, &lookup, collection);
    let has_bars = arguments.plain.marks() == Marks::Signs;
    let page = TimelinePage { is_ascii: arguments.ascii || !has_bars, has_bars };
    let (audience, text) = match arguments.format {
        TimelineFormat::Text => (Audience::People, timeline_text(&timeline, page)),
        TimelineFormat::Json => {
            (Audience::Json, escaped(&format!("{:#}\n", timeline_json(&timeline))))
        }
    };
    output::write(audience, &text)?;
    if timeline.whole.at_most() == 0 {
        output::print_message(&nothing(place, &request.typed));
    } else if source.rows().span.is_none() {
        output::print_message(&format!("no case in {} has a date", named(place)));
    } else if timeline.base != request.typed.trim() && query.has_words() {
        let base = shortened(&timeline.base);
        output::print_message(&format!("counted: {base}"));
    }
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}
