//! `casebook map`: where the records of a query are.

use std::process::ExitCode;

use clap::ValueEnum;

use crate::exchange::{Audience, Marks, escaped};
use crate::record::Id;
use crate::search::Query;
use crate::session::Session;
use crate::text::{in_ascii_cells, visible};
use crate::views::map::{
    Borders, Disclosure, MapMarks, MapPicture, MapPlaces, MapReport, MapSize, MapWindow,
    PictureNames,
};

use super::locate::CollectionPlace;
use super::output;
use super::plain_args::PlainArgs;
use super::query::{nothing, readable};
use super::redaction_args::{RedactionArgs, report_withheld};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook map                            where all cases are
  casebook map kind:victim date:2022      of the victims of a year
  casebook map is:minor --format json     each number with its query
  casebook map --format geojson           for programs of geographic information";

/// What `map` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Words, \"phrases\", FIELD:VALUE, -WITHOUT, a | b, ( … ); without a query, all cases.
    ///
    /// Words are searched for as phrases are: exactly as they are written.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: MapFormat,
    /// Write only ASCII characters.
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
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
    // The program ends behind this; to take a large collection apart before would take a while.
    let session: &mut Session = Box::leak(Box::new(place.open()));
    let typed = arguments.query.join(" ");
    let catalogue = session.collection().catalogue();
    let redaction = arguments.disclosing.redaction(session.collection());
    let (query, problems) = Query::read(&typed, &catalogue);
    let unfinished = query.unfinished_problem(&typed, &catalogue);
    readable(&typed, &problems, unfinished.as_ref(), &redaction)?;
    let places = MapPlaces::of(session.collection());
    let borders = Borders::of(session.collection());
    let lookup = session.lookup_once(&typed, &["place", "is"]).clone();
    let redaction = arguments.disclosing.redaction(session.collection());
    let may_count = |id: &Id| !redaction.is_left_out(id);
    let marks = MapMarks::of(&lookup, &places, &typed, Disclosure::Own, &may_count);
    let words = arguments.plain.marks();
    let report =
        MapReport { words: &redaction, places: &places, marks: &marks, borders: borders.source() };
    let (audience, mut text) = match arguments.format {
        MapFormat::Json => (Audience::Json, escaped(&format!("{:#}\n", report.json()))),
        MapFormat::Geojson => (Audience::Json, escaped(&format!("{:#}\n", report.geojson()))),
        MapFormat::Text => (Audience::People, report.text(words)),
    };
    let is_drawn = arguments.format == MapFormat::Text && words == Marks::Signs;
    if let Some(width) = output::terminal_width().filter(|_| is_drawn) {
        let width = output::page_width().min(width);
        let size = MapSize { width, height: width / SHAPE };
        let outlines = borders.outlines();
        let bounds = marks.bounds(&places, outlines);
        let window = MapWindow::fitted(bounds, size, Disclosure::Own);
        let name = |id: &Id| visible(&redaction.name_of(id)).into_owned();
        let names = PictureNames { name_of: &name, dash: "–" };
        let badges = marks.to_draw(&places, &names);
        let picture = MapPicture::of(&window, borders.lines(), outlines, &badges);
        text.push('\n');
        text.push_str(&picture.text());
    }
    if arguments.ascii {
        text = in_ascii_cells(&text).into_owned();
    }
    output::write(audience, &text)?;
    if marks.all.at_most() == 0 {
        output::print_message(&nothing(place, &typed));
    }
    if let Some(problem) = borders.problem() {
        output::print_message(&problem);
    }
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}
