//! `casebook export`: records with all that belongs to them, in files for other programs.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::collection::Collection;
use crate::exchange::{
    ExportError, ExportOptions, Format, NewOutput, Package as _, Readers, Takes, View, WriteError,
};
use crate::record::{Id, Kind};
use crate::redaction::{PublicRelease, Redaction, SMALLEST_CLASS};
use crate::search::Query;
use crate::session::Session;

use super::failure::Failure;
use super::format_args::formats;
use super::locate::{self, CollectionPlace};
use super::output;
use super::query::{advise, nothing, readable};
use super::redaction_args::RedactionArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook export csv --out tables                 everything, as a folder of tables
  casebook export csv kind:arrest --out arrests    the arrests and what they link to
  casebook export xlsx --out cases.xlsx            a workbook
  casebook export ndjson --out lines               for DuckDB, ClickHouse, Spark
  casebook export ndjson --bulk cases --out bulk   for OpenSearch
  casebook export csv --public --out release       what may be published";

/// What `export` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The format.
    #[arg(value_name = "FORMAT", value_parser = formats(Takes::Export))]
    form: &'static Format,
    /// A query as for `casebook list`; without one, everything.
    ///
    /// Sources, places, people and organisations that the records link to are exported with them.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The folder or file to write, which must not exist yet.
    ///
    /// It gets its name once all of it is written, so that no half of an export is taken for one.
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Begin each table with the mark by which Excel knows UTF-8.
    #[arg(long)]
    bom: bool,
    /// Put an apostrophe before cells that a spreadsheet would take for a formula; one is taken off when the table is read.
    #[arg(long)]
    spreadsheet: bool,
    /// Put before each line of JSON the line by which OpenSearch reads it into the index INDEX-KIND.
    #[arg(long, value_name = "INDEX")]
    bulk: Option<String>,
    /// Write what may be published: people without names, in classes of at least eleven, and nothing else.
    ///
    /// It has victims alone, by gender, band of age, citizenship, country, year and what was done to them. Where a
    /// combination is that of fewer than eleven people, values are removed until it is not, or the people are left out.
    #[arg(long, conflicts_with_all = ["query", "with_confidential"])]
    public: bool,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let options = options(arguments)?;
    // The program ends behind this; to take a large collection apart before would take a while.
    let session: &mut Session = Box::leak(Box::new(place.open()));
    if arguments.public {
        return publish(session.collection(), arguments, &options);
    }
    let typed = arguments.query.join(" ");
    let found = if typed.trim().is_empty() {
        session.collection().ids().cloned().collect()
    } else {
        match asked(session, place, arguments, &typed)? {
            Some(found) => found,
            None => return Ok(ExitCode::SUCCESS),
        }
    };
    let collection = session.collection();
    let redaction = arguments.disclosing.redaction(collection);
    let ids: Vec<&Id> = found.iter().collect();
    let view = View::of(&redaction).with_options(&options);
    let said = write(arguments, &view, &ids, Readers::of(collection), None)?;
    output::print_message(&summary(&redaction, &ids));
    if let Some(said) = said {
        output::print_message(&said);
    }
    for line in what_is_held_back(&redaction, arguments.disclosing.is_full()) {
        output::print_message(&line);
    }
    output::print_path(&arguments.out)?;
    Ok(ExitCode::SUCCESS)
}

fn options(arguments: &Arguments) -> Result<ExportOptions, Failure> {
    let name = arguments.form.name;
    let is_table = name == "csv";
    for (is_asked, option, formats) in [
        (arguments.bom && !is_table, "--bom", "csv"),
        (arguments.spreadsheet && !is_table, "--spreadsheet", "csv"),
        (arguments.bulk.is_some() && name != "ndjson", "--bulk", "ndjson"),
    ] {
        if is_asked {
            return Err(Failure::new(format!("{option} is for the format {formats}"))
                .hint("leave one of them out"));
        }
    }
    if let Some(index) = arguments.bulk.as_deref().filter(|index| !is_index(index)) {
        return Err(Failure::new(format!("`{index}` is no name of an index"))
            .hint("use small letters, digits, hyphens and underscores, a letter first"));
    }
    Ok(ExportOptions {
        has_bom: arguments.bom,
        is_for_spreadsheets: arguments.spreadsheet,
        index: arguments.bulk.clone(),
    })
}

fn is_index(name: &str) -> bool {
    let is_of_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(is_of_name)
        && name.len() <= 200
}

/// Returns the ids of what a query finds and of what that links to; `None` where it finds nothing, which is said.
fn asked(
    session: &mut Session,
    place: &CollectionPlace,
    arguments: &Arguments,
    typed: &str,
) -> Result<Option<Vec<Id>>, Failure> {
    let catalogue = session.collection().catalogue();
    let redaction = arguments.disclosing.redaction(session.collection());
    let (query, problems) = Query::read(typed, &catalogue);
    let unfinished = query.unfinished_problem(typed, &catalogue);
    readable(typed, &problems, unfinished.as_ref(), &redaction)?;
    let found = session.find_once(typed, None);
    let redaction = arguments.disclosing.redaction(session.collection());
    readable(typed, &found.problems, found.unfinished.as_ref(), &redaction)?;
    if found.ids.is_empty() {
        output::print_message(&nothing(place, typed));
        advise(&found.advice, &redaction);
        return Ok(None);
    }
    Ok(Some(redaction.with_linked(&found.ids)))
}

/// Writes what may be published of a collection.
fn publish(
    collection: &Collection,
    arguments: &Arguments,
    options: &ExportOptions,
) -> anyhow::Result<ExitCode> {
    let Some(release) = PublicRelease::of(collection) else {
        return Err(Failure::new(format!(
            "nothing can be released: of no combination of values are there {SMALLEST_CLASS} people"
        ))
        .hint("publish counts in words, or a release once there are more cases")
        .into());
    };
    let redaction = Redaction::everything(release.collection());
    let ids: Vec<&Id> = release.collection().ids().collect();
    let view = View::of(&redaction).with_options(options);
    let said = write(arguments, &view, &ids, Readers::AnyoneAllowed, Some(&release))?;
    output::print_message(&summary(&redaction, &ids));
    if let Some(said) = said {
        output::print_message(&said);
    }
    for line in release.report().lines() {
        output::print_message(line);
    }
    output::print_path(&arguments.out)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes records; where they are a release, its report too, and nothing if a file of it names a person.
fn write(
    arguments: &Arguments,
    view: &View<'_>,
    ids: &[&Id],
    readers: Readers,
    release: Option<&PublicRelease<'_>>,
) -> anyhow::Result<Option<String>> {
    let (format, out) = (arguments.form, locate::shown(arguments.out.clone()));
    let failed = |error: ExportError| match error {
        ExportError::Output(error) => {
            Failure::new(format!("cannot write {}: {error}", out.display()))
        }
        ExportError::Withheld(id) => output::names_withheld(&id, format),
    };
    let cannot = |error: WriteError| {
        let hint = if error.exists() { EXISTS } else { error.hint() };
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
        Failure::new(format!("{error}{}", cause.unwrap_or_default())).hint(hint)
    };
    let path = arguments.out.as_path();
    if format.is_package() {
        let mut folder = NewOutput::folder(path, readers).map_err(cannot)?;
        let said = format.write_package(view, ids, &mut folder).map_err(failed)?;
        if let Some(release) = release {
            let report = folder.add("RELEASE.txt");
            let report = report.and_then(|file| folder.put(file, release.report().as_bytes()));
            report.map_err(|error| failed(error.into()))?;
            folder = checked(folder, release, &cannot)?;
        }
        folder.finish().map_err(cannot)?;
        return Ok(said);
    }
    let mut file = NewOutput::file(path, readers).map_err(cannot)?;
    let said = format.write(view, ids, &mut file).map_err(failed)?;
    if let Some(release) = release {
        file = checked(file, release, &cannot)?;
    }
    file.finish().map_err(cannot)?;
    Ok(said)
}

/// Reads again what was written of a release. If it names a person of the collection, nothing of it stays.
fn checked(
    mut written: NewOutput,
    release: &PublicRelease<'_>,
    cannot: &dyn Fn(WriteError) -> Failure,
) -> Result<NewOutput, Failure> {
    let mut named = None;
    let mut look = |name: &str, bytes: &[u8]| {
        if release.gives_away(&String::from_utf8_lossy(bytes)) {
            named.get_or_insert_with(|| name.to_owned());
        }
    };
    written.read_back(&mut look).map_err(cannot)?;
    match named {
        None => Ok(written),
        Some(name) => Err(Failure::new(format!(
            "{name} would have had a name, an id or five words of a quote of the collection, so nothing was written"
        ))
        .hint("look for it in the titles and publishers of sources and in the title of the collection")),
    }
}

const EXISTS: &str = "choose another name, or delete it first: an export replaces nothing";

/// Returns how many records of each kind were written.
fn summary(redaction: &Redaction<'_>, ids: &[&Id]) -> String {
    let counted = Kind::all().filter_map(|kind| {
        let count = ids.iter().filter(|id| redaction.kind_of(id) == Some(kind)).count();
        let name = if count == 1 { kind.name() } else { kind.folder() };
        (count > 0).then(|| format!("{count} {name}"))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() {
        return "no record was written".to_owned();
    }
    format!("wrote {}", counted.join(", "))
}

/// Returns what an export leaves out, and what it has that may tell who a person is.
fn what_is_held_back(redaction: &Redaction<'_>, is_full: bool) -> Vec<String> {
    let mut lines = Vec::new();
    match redaction.withheld() {
        Some(withheld) => lines.push(format!("{withheld}; --with-confidential writes them too")),
        None if is_full => lines
            .push("nothing is held back: confidential cases and all names are in it".to_owned()),
        None => lines.push("nothing had to be held back".to_owned()),
    }
    lines.push(
        "not held back: the names of all others, ids, titles, summaries, notes, quotes with their sources, exact dates and places"
            .to_owned(),
    );
    lines
}
