//! `casebook links`: what a record is tied to, and the shortest way from one record to another.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::Value as Json;

use crate::collection::Collection;
use crate::diagnostic::suggest;
use crate::exchange::{
    Audience, PaperLayout, TieSheet, escaped, json_object, ties_csv, ties_dot, ties_gexf,
    ties_graphml, ties_json,
};
use crate::record::Id;
use crate::redaction::Redaction;
use crate::text::{hanging, show_ascii_only};
use crate::views::network::ego::{EgoRules, EgoTree, LineShows};
use crate::views::network::graph::{Onlooker, TieGraph};
use crate::views::network::hub::Hub;
use crate::views::network::path::{PathRules, PathSearch, Reach};
use crate::views::network::sheet::SheetMaker;
use crate::views::network::text::{PROVES, hubs_say, none_text, tree_text, way_text};

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;
use super::plain_args::PlainArgs;
use super::redaction_args::{RedactionArgs, report_withheld};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook links chen-baorong                       what he is tied to, in two steps
  casebook links chen-baorong --to li-yayuanlun     the way between two, with the words for each tie
  casebook links yun --steps 1 --hubs               sources, countries and authorities too
  casebook links yun --format graphml               for programs that draw graphs";

/// What `links` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The id of the record.
    id: String,
    /// How many steps to go, from 1 to 3.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=3))]
    steps: u8,
    /// Find the shortest way to this record, and print the words for every tie of it.
    #[arg(long, value_name = "ID", conflicts_with = "steps")]
    to: Option<String>,
    /// Draw ties to hubs too: sources, countries, embassies and other authorities, records with 25 ties or more.
    ///
    /// Hubs join nearly everything, so that without this no way leads through one; where there is no other, the way
    /// through hubs is printed as such.
    #[arg(long)]
    hubs: bool,
    /// The output format.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: LinksFormat,
    /// Draw in plain ASCII.
    #[arg(long)]
    ascii: bool,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LinksFormat {
    /// A tree, or a way with its quotes.
    Text,
    /// One object: records and ties.
    Json,
    /// A graph for Graphviz.
    Dot,
    /// A graph for yEd, Cytoscape and others.
    Graphml,
    /// A graph for Gephi.
    Gexf,
    /// One line per tie, for spreadsheets.
    Csv,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let redaction = arguments.disclosing.redaction(&collection);
    let asked = Asked { collection: &collection, redaction: &redaction, arguments };
    if arguments.ascii {
        show_ascii_only();
    }
    let graph = TieGraph::of(&collection);
    let from = asked.record(&graph, &arguments.id)?;
    let written = match &arguments.to {
        None => asked.tree(&graph, from)?,
        Some(to) => asked.way(&graph, from, asked.record(&graph, to)?)?,
    };
    let audience = match arguments.format {
        LinksFormat::Text => Audience::People,
        LinksFormat::Json => Audience::Json,
        LinksFormat::Dot | LinksFormat::Graphml | LinksFormat::Gexf | LinksFormat::Csv => {
            Audience::Programs
        }
    };
    output::write(audience, &written)?;
    report_withheld(&redaction);
    Ok(ExitCode::SUCCESS)
}

struct Asked<'a> {
    collection: &'a Collection,
    redaction: &'a Redaction<'a>,
    arguments: &'a Arguments,
}

impl Asked<'_> {
    fn onlooker(&self) -> Onlooker {
        if self.arguments.disclosing.is_full() { Onlooker::Owner } else { Onlooker::Reader }
    }

    fn layout(&self) -> PaperLayout {
        PaperLayout { cells: output::page_width(), marks: self.arguments.plain.marks() }
    }

    /// Returns the record with an id; a confidential case is said not to be there, as everywhere.
    fn record(&self, graph: &TieGraph, written: &str) -> Result<u32, Failure> {
        let id = Id::new(written).filter(|id| self.redaction.kind_of(id).is_some());
        let number = id.and_then(|id| graph.number(&id, self.onlooker()));
        number.ok_or_else(|| {
            let ids = self.collection.ids().map(Id::as_str);
            let ids = ids.filter(|id| self.redaction.may_suggest(id));
            let failure = Failure::new(format!("there is no record `{written}`"));
            match suggest(written, ids) {
                Some(meant) => failure.hint(meant.to_string()),
                None => failure.hint("ids are listed by: casebook list --format ids"),
            }
        })
    }

    fn maker<'m>(&'m self, graph: &'m TieGraph) -> SheetMaker<'m> {
        SheetMaker::new(self.collection, self.redaction, graph, self.onlooker())
    }

    fn tree(&self, graph: &TieGraph, centre: u32) -> anyhow::Result<String> {
        let rules = EgoRules {
            steps: usize::from(self.arguments.steps),
            hubs: self.arguments.hubs,
            onlooker: self.onlooker(),
        };
        let Some(tree) = graph.ego(centre, rules) else { return Ok(String::new()) };
        let sheet = self.maker(graph).tree(&tree);
        Ok(match self.arguments.format {
            LinksFormat::Text => tree_text(&tree, &sheet, self.layout()),
            LinksFormat::Json => tree_json(&tree, &sheet, rules.steps),
            form @ (LinksFormat::Dot
            | LinksFormat::Graphml
            | LinksFormat::Gexf
            | LinksFormat::Csv) => graph_text(form, &sheet)?,
        })
    }

    fn way(&self, graph: &TieGraph, from: u32, to: u32) -> anyhow::Result<String> {
        let rules = |through_hubs| PathRules { onlooker: self.onlooker(), through_hubs };
        let search = |through_hubs| graph.path(from, to, rules(through_hubs), &|| false);
        let (reach, found) = match search(self.arguments.hubs) {
            PathSearch::Found(way) => (None, Some(way)),
            PathSearch::None(reach) => {
                let by_hubs =
                    if self.arguments.hubs { PathSearch::Cancelled } else { search(true) };
                let by_hubs = match by_hubs {
                    PathSearch::Found(way) => Some(way),
                    PathSearch::None(_) | PathSearch::Cancelled => None,
                };
                (Some(reach), by_hubs)
            }
            PathSearch::Cancelled => (None, None),
        };
        let way = found.unwrap_or_default();
        let middle = way.get(1..way.len().saturating_sub(1)).unwrap_or_default();
        let hubs: Vec<Hub> = middle.iter().filter_map(|number| graph.hub(*number)).collect();
        let sheet = self.maker(graph).way(&way);
        Ok(match self.arguments.format {
            LinksFormat::Text => self.way_text(&sheet, reach, &hubs),
            LinksFormat::Json => way_json(&sheet, reach, &hubs),
            form @ (LinksFormat::Dot
            | LinksFormat::Graphml
            | LinksFormat::Gexf
            | LinksFormat::Csv) => graph_text(form, &sheet)?,
        })
    }

    fn way_text(&self, sheet: &TieSheet, reach: Option<Reach>, hubs: &[Hub]) -> String {
        let steps = sheet.records.len().saturating_sub(1);
        let steps = if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") };
        let mut head = Vec::new();
        match reach {
            None if hubs.is_empty() => head.push(format!("{steps}, without hubs")),
            None => head.push(format!("{steps}, through hubs")),
            Some(reach) => {
                head.push(none_text(reach));
                head.push(if sheet.records.is_empty() {
                    "Hubs do not join them either.".to_owned()
                } else {
                    format!("Hubs join them, in {steps}:")
                });
            }
        }
        let mut text = self.paragraphs(&head);
        if !sheet.records.is_empty() {
            let tail = [hubs_say(hubs), PROVES.to_owned()];
            let (way, tail) = (way_text(sheet, self.layout()), self.paragraphs(&tail));
            _ = write!(text, "\n{way}\n{tail}");
        }
        text
    }

    fn paragraphs(&self, said: &[String]) -> String {
        let said = said.iter().filter(|said| !said.is_empty());
        let lines = said.flat_map(|said| hanging(said, self.layout().cells));
        lines.map(|line| line + "\n").collect()
    }
}

fn graph_text(form: LinksFormat, sheet: &TieSheet) -> anyhow::Result<String> {
    Ok(match form {
        LinksFormat::Dot => ties_dot(sheet),
        LinksFormat::Graphml => ties_graphml(sheet),
        LinksFormat::Gexf => ties_gexf(sheet),
        LinksFormat::Csv => ties_csv(sheet)?,
        LinksFormat::Text | LinksFormat::Json => String::new(),
    })
}

fn tree_json(tree: &EgoTree, sheet: &TieSheet, steps: usize) -> String {
    let (records, ties) = ties_json(sheet);
    let elided = tree.elided.iter().map(|(hub, hubs, ties)| {
        json_object(vec![
            ("hub", hub.singular().into()),
            ("records", (*hubs).into()),
            ("ties", (*ties).into()),
        ])
    });
    let more = tree.lines.iter().filter_map(|line| match line.shows {
        LineShows::More(more) => Some(more),
        LineShows::Tie { .. } => None,
    });
    let not_drawn = json_object(vec![
        ("hubs", elided.collect()),
        ("more_ties", more.sum::<usize>().into()),
        ("unopened", tree.unopened.into()),
    ]);
    pretty(&json_object(vec![
        ("centre", sheet.records.first().map(|record| record.key.as_str()).into()),
        ("steps", steps.into()),
        ("records", records),
        ("ties", ties),
        ("not_drawn", not_drawn),
    ]))
}

fn way_json(sheet: &TieSheet, reach: Option<Reach>, hubs: &[Hub]) -> String {
    let (records, ties) = ties_json(sheet);
    let mut fields: Vec<(&str, Json)> = vec![
        ("found", (!sheet.records.is_empty()).into()),
        ("through_hubs", (!hubs.is_empty()).into()),
        ("records", records),
        ("ties", ties),
    ];
    if let Some(Reach { records, steps }) = reach {
        let without = vec![
            ("found", false.into()),
            ("records_seen", records.into()),
            ("steps", steps.into()),
        ];
        fields.push(("without_hubs", json_object(without)));
    }
    pretty(&json_object(fields))
}

fn pretty(json: &Json) -> String {
    escaped(&format!("{json:#}\n"))
}
