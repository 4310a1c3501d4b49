//! `casebook export`: records with all that belongs to them, in files for other programs.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::collection::Collection;
use crate::exchange::{ExportOptions, Folder, Format, Readers, Takes, View, WriteError};
use crate::record::Id;
use crate::redaction::{KeptLabels, Policy, Redaction};
use crate::search::Query;
use crate::session::Session;
use crate::session::export::{self, BAG_IS_WHOLE, ExportFailure, ExportTarget, NOT_HELD_BACK};

use super::failure::Failure;
use super::format_args::formats;
use super::locate::CollectionPlace;
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
  casebook export csv --public --out release       what may be published
  casebook export bag --out evidence               the files themselves, for a court";

/// What `export` takes.
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The format.
    ///
    /// `csv` is a folder of several tables. One table with a row for each record is that of `casebook list --format csv`.
    #[arg(value_name = "FORMAT", value_parser = formats(Takes::Export))]
    form: &'static Format,
    /// A query as for `casebook list`; without one, everything.
    ///
    /// Sources, places, people and organisations that the records link to are exported with them.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The folder or file to write, which must not exist yet.
    ///
    /// A format of several files takes no name that ends like that of a file, and one of a single file no folder.
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
    /// With htcds and ctdc: write a row for each person of a group, where their least number is known.
    #[arg(long)]
    expand_groups: bool,
    /// Write what may be published: people without names, in classes of at least eleven, and nothing else.
    ///
    /// It has victims alone, by gender, band of age, citizenship, country, year and what was done to them. Where a
    /// combination is that of fewer than eleven people, values are removed until it is not, or the people are left out.
    /// It is of the whole collection, so it takes no query.
    #[arg(long, conflicts_with = "with_confidential")]
    public: bool,
    /// With --public: keep the labels of people from one release to the next in this file, which is yours alone.
    ///
    /// Without it, labels are drawn anew each time, and no one can follow a person from one release to the next. The file
    /// has the ids; new people are added to it.
    #[arg(long, value_name = "FILE", requires = "public")]
    labels: Option<PathBuf>,
    /// With --public: compare with the last release, and refuse where the two together would tell of a few people.
    ///
    /// PATH is the folder of the last release, or the file release.json in it.
    #[arg(long, value_name = "PATH", requires = "public")]
    since: Option<PathBuf>,
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
    let mut options = options;
    let mut readers = Readers::of(collection);
    if arguments.disclosing.is_full() && discloses(collection) {
        confirm(collection)?;
        readers = Readers::Owner;
        options.notice = Some(DISCLOSED.to_owned());
    }
    if arguments.form.name == "bag" {
        output::print_message(BAG_IS_WHOLE);
    }
    let ids: Vec<&Id> = found.iter().collect();
    redaction.count_left_out(ids.iter().copied());
    let read = |path: &Path| original(place, path);
    let view = View::of(&redaction).with_options(&options).with_files(&read);
    let target = ExportTarget { path: &arguments.out, readers, replaces: false };
    let written = export::write_records(arguments.form, &view, &ids, target);
    let (written, said) = written.map_err(Failure::from)?;
    written.finish().map_err(|error| Failure::from(ExportFailure::from(error)))?;
    output::print_message(&export::counted_records(&redaction, &ids));
    if let Some(said) = said {
        output::print_message(&said);
    }
    for line in what_is_held_back(&redaction, arguments.disclosing.is_full()) {
        output::print_message(&line);
    }
    output::print_path(&arguments.out)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the bytes of a file in the archive that is no text of a source, such as the page that a text was taken from.
fn original(place: &CollectionPlace, path: &Path) -> Option<Vec<u8>> {
    let at = place.disk()?.locate(path);
    let is_file = std::fs::symlink_metadata(&at).is_ok_and(|found| found.is_file());
    if is_file { std::fs::read(at).ok() } else { None }
}

/// What an export says of itself that has what is withheld otherwise.
const DISCLOSED: &str = "CONFIDENTIAL: this export has confidential cases, the names of people who may not be named, and places \
    that are withheld.\nIt is for the owner of the collection alone. Do not hand it on.";

/// Returns whether an export of everything has anything that others may not see.
fn discloses(collection: &Collection) -> bool {
    let redaction = Redaction::of(collection, Policy::Default);
    redaction.withholds_anything()
}

/// Has the title of the collection typed before what is withheld is written. A script cannot type; there the option
/// says enough.
fn confirm(collection: &Collection) -> Result<(), Failure> {
    let Some(title) = collection.settings().title.as_deref() else { return Ok(()) };
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(());
    }
    output::print_message(
        "this export will have what is withheld otherwise; type the title of the collection to go on",
    );
    let mut typed = String::new();
    let read = io::stdin().read_line(&mut typed);
    if read.is_ok() && typed.trim() == title.trim() {
        return Ok(());
    }
    Err(Failure::new("that is not the title of the collection, so nothing was written")
        .hint("leave out --with-confidential, or type the title as casebook.toml has it"))
}

fn options(arguments: &Arguments) -> Result<ExportOptions, Failure> {
    let name = arguments.form.name;
    let is_table = name == "csv";
    for (is_asked, option, formats) in [
        (arguments.bom && !is_table, "--bom", "csv"),
        (arguments.spreadsheet && !is_table, "--spreadsheet", "csv"),
        (arguments.bulk.is_some() && name != "ndjson", "--bulk", "ndjson"),
        (
            arguments.expand_groups && !matches!(name, "htcds" | "ctdc"),
            "--expand-groups",
            "htcds or ctdc",
        ),
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
    if arguments.public {
        if let Some(why_not) = export::why_not_public(arguments.form) {
            return Err(why_not.into());
        }
        if !arguments.query.is_empty() {
            return Err(export::why_no_part_is_public().into());
        }
    }
    let out = shell_words::quote(&arguments.out.to_string_lossy()).into_owned();
    let one_table = format!("for one table: casebook list --format csv > {out}");
    if let Some(why_not) = export::why_no_output(arguments.form, &arguments.out, &one_table) {
        return Err(why_not.into());
    }
    let folder = arguments.out.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(ExportOptions {
        notice: None,
        scratch: Some(folder.unwrap_or(Path::new(".")).to_owned()),
        has_bom: arguments.bom,
        is_for_spreadsheets: arguments.spreadsheet,
        index: arguments.bulk.clone(),
        expands_groups: arguments.expand_groups,
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
    let kept = arguments.labels.as_deref().map(read_labels).transpose()?;
    let read = |path: &Path| std::fs::read_to_string(path);
    let earlier = arguments.since.as_deref();
    let earlier = earlier.map(|earlier| export::read_manifest(earlier, &read)).transpose();
    let earlier = earlier.map_err(Failure::from)?;
    let release = export::release(collection, kept.as_ref(), earlier.as_ref());
    let release = release.map_err(Failure::from)?;
    if let Some(path) = &arguments.labels {
        // Before the release: labels that are published and not kept could never be kept.
        keep_labels(path, release.labels())?;
    }
    let target =
        ExportTarget { path: &arguments.out, readers: Readers::AnyoneAllowed, replaces: false };
    let written = export::write_release(release, arguments.form, options, target);
    let written = written.map_err(Failure::from)?;
    output::print_message(&written.counted);
    if let Some(said) = &written.said {
        output::print_message(said);
    }
    for line in written.report.lines() {
        output::print_message(line);
    }
    output::print_path(&arguments.out)?;
    Ok(ExitCode::SUCCESS)
}

/// Reads the labels that are kept; none where the file is still to be made.
fn read_labels(path: &Path) -> Result<KeptLabels, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(KeptLabels::default()),
        Err(error) => {
            return Err(Failure::new(format!("cannot read {}: {error}", path.display())));
        }
    };
    KeptLabels::read(&text).map_err(|error| {
        Failure::new(format!("{}: {error}", path.display()))
            .hint("correct the line, or name a file that is still to be made")
    })
}

/// Writes the labels to the file in which they are kept, which its owner alone may read.
fn keep_labels(path: &Path, labels: &KeptLabels) -> anyhow::Result<()> {
    let name = Path::new(path.file_name().unwrap_or_default());
    let above = path.parent().filter(|above| !above.as_os_str().is_empty());
    let folder = Folder::open(above.unwrap_or(Path::new(".")))?;
    let text = labels.text().into_bytes();
    if path.symlink_metadata().is_ok() {
        folder.change(name, |_| Ok::<_, WriteError>(text.clone()))?;
    } else {
        folder.create(name, &text, Readers::Owner)?;
    }
    Ok(())
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
    lines.push(NOT_HELD_BACK.to_owned());
    lines
}
