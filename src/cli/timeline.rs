//! `casebook timeline`: how many cases there are in each year, quarter or month.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::exchange::{Audience, Marks, escaped};
use crate::record::Id;
use crate::views::timeline::{
    LanesBy, Rivals, TimelinePage, TimelineRequest, TimelineSource, WantedWindow, timeline_json,
    timeline_text,
};
use crate::views::{CalendarUnit, DisclosureHistory};

use super::locate::CollectionPlace;
use super::output;
use super::query::named;
use super::view_args::ViewArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook timeline                                 how many cases in each year
  casebook timeline kind:rescue --by quarter        the rescues, by quarter
  casebook timeline date:2025 --by month            one year, by month
  casebook timeline kind:arrest --format json       each number with its query
  casebook timeline --by quarter --protect          as others may see it";

/// So many columns are printed, the last of them.
const MOST: usize = 1_200;

/// What `timeline` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The unit of the calendar that each line is of.
    #[arg(long, value_name = "UNIT", default_value = "year")]
    by: TimelineUnit,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: TimelineFormat,
    #[command(flatten)]
    view: ViewArgs,
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
    let Arguments { by, format, view: shared } = arguments;
    let opened = shared.open(place)?;
    let lookup = opened.session.lookup_once(&opened.typed, &["date", "has", "missing"]).clone();
    let view = opened.ready();
    let typed = view.typed.clone();
    let may_show = |id: &Id| view.may_count(id);
    let mut source =
        TimelineSource::of(&typed, &lookup, view.collection, &may_show, Rivals::LeftOut);
    let request = TimelineRequest {
        typed,
        window: WantedWindow::All(by.of_calendar(), MOST),
        lanes: LanesBy::None,
        is_protected: shared.is_protected(),
    };
    let history = &mut DisclosureHistory::default();
    let timeline = source.timeline(&request, &lookup, view.collection, history);
    let has_bars = shared.marks() == Marks::Signs;
    let page = TimelinePage { is_ascii: shared.is_ascii(), has_bars };
    let (audience, text) = match format {
        TimelineFormat::Text => (Audience::People, timeline_text(&timeline, view.words(), page)),
        TimelineFormat::Json => {
            let json = timeline_json(&timeline, view.words());
            (Audience::Json, escaped(&format!("{json:#}\n")))
        }
    };
    output::write(audience, &text)?;
    let is_undated = source.rows().span.is_none();
    let undated = is_undated.then(|| format!("no case in {} has a date", named(place)));
    view.finish(timeline.whole.at_most(), &timeline.base, undated);
    Ok(ExitCode::SUCCESS)
}
