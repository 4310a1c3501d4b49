//! `casebook map`: where the records of a query are.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::exchange::{Audience, Marks, escaped};
use crate::record::Id;
use crate::text::{in_ascii_cells, visible};
use crate::views::DisclosureHistory;
use crate::views::map::{
    Borders, Disclosure, MapMarks, MapPicture, MapPlaces, MapReport, MapSize, MapWindow,
    PictureNames,
};

use super::locate::CollectionPlace;
use super::output;
use super::view_args::ViewArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook map                            where all cases are
  casebook map kind:victim date:2022      of the victims of a year
  casebook map is:minor --format json     each number with its query
  casebook map --format geojson           for programs of geographic information
  casebook map --protect                  as others may see it";

/// What `map` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: MapFormat,
    #[command(flatten)]
    view: ViewArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MapFormat {
    /// The places with their numbers and queries; on a terminal the map below.
    Text,
    /// One object, with the query of each number.
    Json,
    /// A GIS file: each place a feature, with a point only where a source gives one.
    Geojson,
}

/// A map is this many times as wide as it is high, in cells.
const SHAPE: usize = 4;

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { format, view: shared } = arguments;
    let opened = shared.open(place)?;
    let lookup = opened.session.lookup_once(&opened.typed, &["place", "is"]).clone();
    let view = opened.ready();
    let disclosure = if shared.is_protected() { Disclosure::Others } else { Disclosure::Own };
    let places = MapPlaces::of(view.collection);
    let borders = Borders::of(view.collection);
    let may_count = |id: &Id| view.may_count(id);
    let history = &mut DisclosureHistory::default();
    let marks = MapMarks::of(&lookup, &places, &view.typed, disclosure, &may_count, history);
    let words = shared.marks();
    let report = MapReport {
        words: view.words(),
        places: &places,
        marks: &marks,
        borders: borders.source(),
    };
    let (audience, mut text) = match format {
        MapFormat::Json => (Audience::Json, escaped(&format!("{:#}\n", report.json()))),
        MapFormat::Geojson => (Audience::Json, escaped(&format!("{:#}\n", report.geojson()))),
        MapFormat::Text => (Audience::People, report.text(words)),
    };
    let is_drawn = *format == MapFormat::Text && words == Marks::Signs;
    if let Some(width) = output::terminal_width().filter(|_| is_drawn) {
        let width = output::page_width().min(width);
        let size = MapSize { width, height: width / SHAPE };
        let outlines = borders.outlines();
        let bounds = marks.bounds(&places, outlines);
        let window = MapWindow::fitted(bounds, size, disclosure);
        let name = |id: &Id| visible(&view.words().name(id)).into_owned();
        let names = PictureNames { name_of: &name, dash: "–" };
        let badges = marks.to_draw(&places, &names);
        let picture = MapPicture::of(&window, borders.lines(), outlines, &badges);
        text.push('\n');
        text.push_str(&picture.text());
    }
    if shared.wants_ascii() {
        text = in_ascii_cells(&text).into_owned();
    }
    output::write(audience, &text)?;
    view.finish(marks.all.at_most(), &marks.all.query, None);
    if let Some(problem) = borders.problem() {
        output::print_message(&problem);
    }
    Ok(ExitCode::SUCCESS)
}
