//! `casebook import`: takes tables and lists of sources into the collection, all of them or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;

use crate::collection::Collection;
use crate::diagnostic::Rule;
use crate::exchange::{
    Audience, ChangedFile, EntitiesReading, FileWrite, ImportFault, ImportedRecord, ImportedTable,
    MappedReading, PackageReading, PlannedFile, Readers, SourcesReading, TableForm, TableMapping,
    TableSource, archived_text, draft, other_than_a_table, write_together_with,
};
use crate::record::{Id, Kind};
use crate::session::{
    ChangePreview, EditRefusal, ImportError, ImportPlan, PreviewProblem, Session,
};
use crate::text::counted;

use super::change_report::ChangeReport;
use super::deferred_signals::Held;
use super::failure::Failure;
use super::locate::CollectionPlace;
use super::redaction_args::RedactionArgs;
use super::{bounded_read, clock, kinds, output};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook import sites.xlsx --draft > imports/sites.toml            a mapping to be edited
  casebook import sites.xlsx --mapping imports/sites.toml --dry-run  what would change, as a diff
  casebook import sites.xlsx --mapping imports/sites.toml            all of it, or nothing
  casebook import tables                                             a folder that export csv wrote
  casebook import zotero.json                                        sources, from CSL-JSON
  casebook import entities.ftm.json --source partner-2026            people and organisations, from FollowTheMoney
  casebook import entities.ftm.json --draft --sheet Event            a mapping for what may be several kinds of record";

/// So many faults are named, and so many notes.
const MOST_NAMED: usize = 40;

/// What `import` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A table (CSV, XLSX, XLS, ODS), sources in CSL-JSON, entities of FollowTheMoney, or the folder of a CSV package that
    /// `casebook export csv` wrote.
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// Which column of the table is which field.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// The source that a list of entities becomes; without it, only their identifiers say where records are from.
    #[arg(long, value_name = "ID", conflicts_with_all = ["mapping", "draft"])]
    source: Option<String>,
    /// Print a mapping for the table, to be edited; it guesses from the names of the columns and the first cells.
    #[arg(long, conflicts_with_all = ["mapping", "dry_run", "replace", "empty"])]
    draft: bool,
    /// The kind of record that a row of the draft is, where the guess is wrong.
    #[arg(long, value_parser = kinds(), requires = "draft")]
    kind: Option<Kind>,
    /// The sheet of the workbook, or the schema of entities of FollowTheMoney, that the draft is for.
    #[arg(long, value_name = "NAME", requires = "draft")]
    sheet: Option<String>,
    /// What an empty cell of a CSV package does to a value that is there.
    #[arg(long, value_name = "WHAT", default_value = "keeps")]
    empty: EmptyCells,
    /// Archive the table in the place of the one that its source was before.
    #[arg(long)]
    replace: bool,
    /// Print the changes as a diff that `git apply` takes in the collection's folder; write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

/// What an empty cell does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum EmptyCells {
    /// Nothing.
    Keeps,
    /// It removes the value.
    Removes,
}

/// What was read, ready to be planned.
#[derive(Default)]
struct ImportReading {
    records: Vec<ImportedRecord>,
    /// Whether a case that does not say otherwise was confidential where it is from.
    is_confidential: bool,
    /// What is to be said of all of it.
    notes: Vec<String>,
    /// The table, where it becomes a source.
    table: Option<ArchivedTable>,
}

/// A table that is archived as a source.
struct ArchivedTable {
    /// Its bytes, and where they are kept.
    original: (PathBuf, Vec<u8>),
    /// Its text, and where that is kept.
    text: (PathBuf, String),
}

/// What is read, or all that is wrong with it.
type ReadOrFaults<T> = Result<T, Vec<ImportFault>>;

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.draft {
        return print_draft(place, arguments);
    }
    if arguments.dry_run { place.folder() } else { place.writable_folder() }?;
    // The program ends behind this; to take a large collection apart before would take a while.
    let session: &Session = Box::leak(Box::new(place.open()));
    let collection = Arc::clone(session.collection());
    let import = ImportRun { place, collection: &collection, arguments };
    match import.read()? {
        Ok(reading) => import.make(&reading),
        Err(faults) => Ok(import.refuse(&faults)),
    }
}

/// Prints a mapping for a table.
fn print_draft(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = &arguments.path;
    if path.is_dir() {
        return Err(Failure::new("a CSV package needs no mapping")
            .hint(format!("import it as it is: casebook import {}", path.display()))
            .into());
    }
    let bytes = table_bytes(path)?;
    let collection = place.load();
    let import = ImportRun { place, collection: &collection, arguments };
    match ImportedTable::guessed(&file_name(path), &bytes, arguments.sheet.as_deref()) {
        Ok((table, mut head)) => {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let mut name = stem.unwrap_or_default();
            // What is read of each schema is a text of its own.
            if let Some(schema) = head.sheets.first().filter(|_| head.is_of_entities) {
                name = format!("{name}-{schema}");
            }
            head.source = Id::nearest_to(&name).to_string();
            let words = collection.settings().vocabularies();
            output::write(Audience::Exact, &draft(&table, arguments.kind, &head, &words))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => Ok(import.refuse(&faults)),
    }
}

/// Returns why a file that the user names cannot be read, with the remedy where there is no such file.
fn unreadable(path: &Path, error: io::Error, remedy: &str) -> anyhow::Error {
    if error.kind() == io::ErrorKind::NotFound {
        return Failure::new(format!("there is no file {}", path.display())).hint(remedy).into();
    }
    anyhow::Error::new(error).context(format!("cannot read {}", path.display()))
}

fn table_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = bounded_read::read_table(path).map_err(|error| {
        unreadable(path, error, "check its name: a path is read from the folder that you are in")
    })?;
    match other_than_a_table(&bytes) {
        None => Ok(bytes),
        Some((what, remedy)) => {
            Err(Failure::new(format!("{} is {what}", path.display())).hint(remedy).into())
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// An import into a collection.
struct ImportRun<'c> {
    place: &'c CollectionPlace,
    collection: &'c Collection,
    arguments: &'c Arguments,
}

impl ImportRun<'_> {
    fn read(&self) -> anyhow::Result<ReadOrFaults<ImportReading>> {
        let path = self.arguments.path.as_path();
        if path.is_dir() {
            if self.arguments.mapping.is_some() {
                return Err(Failure::new("a CSV package needs no mapping")
                    .hint("leave --mapping out, or name one of its tables")
                    .into());
            }
            if self.arguments.source.is_some() {
                return Err(Failure::new("--source is for entities of FollowTheMoney")
                    .hint("leave it out; a CSV package has sources of its own")
                    .into());
            }
            return self.package(path);
        }
        let bytes = table_bytes(path)?;
        if self.arguments.mapping.is_none() && EntitiesReading::is_list(&bytes) {
            return self.entities(bytes);
        }
        if self.arguments.source.is_some() {
            return Err(Failure::new("--source is for entities of FollowTheMoney")
                .hint("leave it out; the mapping of a table names the source that it becomes")
                .into());
        }
        if let Some(mapping) = &self.arguments.mapping {
            return self.table(mapping, bytes);
        }
        if SourcesReading::is_list(&bytes) {
            let read = SourcesReading::of(&file_name(path), &bytes, self.collection);
            return Ok(read.map(|SourcesReading { records, notes }| ImportReading {
                records,
                notes,
                ..ImportReading::default()
            }));
        }
        let shown = path.display();
        Err(Failure::new(format!("{shown} is a table, and no mapping says what its columns are"))
            .hint(format!(
                "write one: casebook import {shown} --draft > imports/mapping.toml; edit it, and add --mapping imports/mapping.toml (make the folder imports before: what is in it is no record)"
            ))
            .into())
    }

    /// Reads a package.
    fn package(&self, folder: &Path) -> anyhow::Result<ReadOrFaults<ImportReading>> {
        let mut files = BTreeMap::new();
        for name in PackageReading::files() {
            let path = folder.join(&name);
            if fs::symlink_metadata(&path).is_ok() {
                let bytes = bounded_read::read_table(&path);
                let bytes = bytes.with_context(|| format!("cannot read {}", path.display()))?;
                files.insert(name, bytes);
            }
        }
        let names: Vec<String> = files.keys().cloned().collect();
        let beside = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut misnamed: Vec<String> = beside
            .filter_map(|name| {
                let table = PackageReading::table_meant_by(&name)?;
                // Where capitals make no other name, it has been read.
                if files.contains_key(&table) && name.eq_ignore_ascii_case(&table) {
                    return None;
                }
                Some(format!("{name} is not read: the table is to be called {table}"))
            })
            .collect();
        misnamed.sort();
        if !PackageReading::is_package(&names) {
            return Err(Failure::new(format!(
                "{} is not the folder of a CSV package: it has no datapackage.json with tables",
                folder.display()
            ))
            .hint("name a folder that casebook export csv wrote, or a table")
            .into());
        }
        let removes = self.arguments.empty == EmptyCells::Removes;
        Ok(PackageReading::of(&files, self.collection, removes).map(|read| {
            let mut notes = misnamed;
            notes.extend(read.absent.iter().cloned());
            if read.unread > 0 {
                notes.push(format!(
                    "left out of {}: values that could not be read when the tables were written",
                    counted(read.unread, "row")
                ));
            }
            if read.uncited > 0 {
                notes.push(format!(
                    "left out of {}: that it supports such a value",
                    counted(read.uncited, "quote")
                ));
            }
            if read.respelled > 0 {
                notes.push(format!(
                    "left as the collection has it: {} that a spreadsheet has cut or written otherwise, such as 7 for 007",
                    counted(read.respelled, "value")
                ));
            }
            let PackageReading { records, is_confidential, .. } = read;
            ImportReading { records, is_confidential, notes, table: None }
        }))
    }

    /// Reads a table by its mapping.
    fn table(&self, mapping: &Path, bytes: Vec<u8>) -> anyhow::Result<ReadOrFaults<ImportReading>> {
        let path = self.arguments.path.as_path();
        let text = bounded_read::read_plain(mapping).map_err(|error| {
            let shown = path.display();
            let remedy = format!(
                "write one: casebook import {shown} --draft > {}; edit it, then import again",
                mapping.display()
            );
            unreadable(mapping, error, &remedy)
        })?;
        let Ok(text) = String::from_utf8(text) else {
            return Err(Failure::new(format!("{} is not UTF-8", mapping.display()))
                .hint("save the mapping in UTF-8")
                .into());
        };
        let read = TableMapping::read(&file_name(mapping), &text).and_then(|mapping| {
            let table = ImportedTable::read(&file_name(path), &bytes, &mapping)?;
            let MappedReading { records, notes } =
                MappedReading::of(&mapping, &table, self.collection)?;
            let reading = ImportReading { records, notes, ..ImportReading::default() };
            let Some(id) = &mapping.source else { return Ok(reading) };
            let text = archived_text(&table);
            let source = (id, mapping.title.as_deref());
            self.with_source(reading, source, (text, Some(&mapping.form)), bytes)
        });
        Ok(read)
    }

    /// Reads entities of FollowTheMoney.
    fn entities(&self, bytes: Vec<u8>) -> anyhow::Result<ReadOrFaults<ImportReading>> {
        let typed = self.arguments.source.as_deref();
        let source = match typed.map(|id| Id::new(id).ok_or(id)) {
            None => None,
            Some(Ok(id)) => Some(id),
            Some(Err(id)) => {
                return Err(Failure::new(format!("\"{id}\" is not a valid id"))
                    .hint("use small letters, digits and hyphens")
                    .into());
            }
        };
        let name = file_name(&self.arguments.path);
        let read = EntitiesReading::of(&name, &bytes, self.collection, source.as_ref());
        Ok(read.and_then(|EntitiesReading { records, notes }| {
            let reading = ImportReading { records, notes, ..ImportReading::default() };
            let Some(id) = &source else { return Ok(reading) };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            self.with_source(reading, (id, None), (text, None), bytes)
        }))
    }

    /// Adds the source that the file becomes.
    fn with_source(
        &self,
        mut reading: ImportReading,
        (id, title): (&Id, Option<&str>),
        (text, form): (String, Option<&TableForm>),
        bytes: Vec<u8>,
    ) -> ReadOrFaults<ImportReading> {
        let path = self.arguments.path.as_path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let extension = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let is_plain = |ending: &String| ending.bytes().all(|b| b.is_ascii_alphanumeric());
        let source = TableSource {
            id,
            title: title.unwrap_or(&stem),
            extension: extension
                .as_ref()
                .filter(|ending| is_plain(ending))
                .map_or("csv", |ending| ending),
            bytes: &bytes,
            text: &text,
            form,
            now: &clock::now(),
        };
        let of_source = source.record(self.collection).map_err(|fault| vec![fault])?;
        let archive = Path::new("archive");
        let names = (archive.join(source.original()), archive.join(source.archived()));
        reading.records.splice(0..0, of_source);
        reading.table = Some(ArchivedTable { original: (names.0, bytes), text: (names.1, text) });
        Ok(reading)
    }

    /// Says what keeps the import from being made.
    fn refuse(&self, faults: &[ImportFault]) -> ExitCode {
        let redaction = self.arguments.disclosing.redaction(self.collection);
        for ImportFault { place, what, remedy } in faults.iter().take(MOST_NAMED) {
            let failure = Failure::new(redaction.message(&format!("{place}: {what}")));
            output::report(&failure.hint(redaction.message(remedy)).into());
        }
        if let Some(more) = faults.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            output::print_message(&format!("and {more} more"));
        }
        if !self.arguments.draft {
            output::print_message("nothing was imported");
        }
        ExitCode::from(2)
    }

    fn make(&self, reading: &ImportReading) -> anyhow::Result<ExitCode> {
        let ImportReading { records, is_confidential, notes, table } = reading;
        let label = format!("import {}", self.arguments.path.display());
        let planned = ImportPlan::of(self.collection, &label, records, *is_confidential);
        let mut plan = match planned {
            Ok(plan) => plan,
            Err(faults) => return Ok(self.refuse(&faults)),
        };
        let mut originals = Vec::new();
        if let Some(table) = table {
            match self.archive(table)? {
                Ok((text, original)) => {
                    plan.change.files.extend(text);
                    originals.push(original);
                }
                Err(fault) => return Ok(self.refuse(&[fault])),
            }
        }
        let redaction = self.arguments.disclosing.redaction(self.collection);
        for note in notes.iter().take(MOST_NAMED) {
            output::print_message(&redaction.message(note));
        }
        if let Some(more) = notes.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            output::print_message(&format!("and {more} more"));
        }
        let _held = Held::back();
        let refused = |EditRefusal { what, remedy }: EditRefusal| Failure::new(what).hint(remedy);
        if plan.change.files.is_empty() {
            if !self.arguments.dry_run {
                self.write(&[], &originals)?;
            }
            output::print_message("nothing to change: the collection says all of it already");
            return Ok(ExitCode::SUCCESS);
        }
        let preview = ChangePreview::of(self.collection, &plan.change).map_err(refused)?;
        let errors = ImportPlan::errors(&preview, records);
        if !errors.is_empty() {
            return Ok(self.refuse(&self.faults_of(&errors, &preview.after)));
        }
        let report = ChangeReport {
            place: self.place,
            collection: self.collection,
            preview: &preview,
            disclosing: self.arguments.disclosing,
        };
        report.print_problems();
        let (created, changed) = (plan.created.len(), plan.changed.len());
        let (created, changed) = (counted(created, "record"), counted(changed, "record"));
        if self.arguments.dry_run {
            report.print_diff()?;
            output::print_message(&format!(
                "would create {created} and change {changed}; nothing was written"
            ));
            return Ok(ExitCode::SUCCESS);
        }
        // The collection as it becomes is known from the preview; to read all of it again is for programs that go on.
        self.write(preview.planned.files(), &originals)?;
        output::print_message(&format!("created {created} and changed {changed}"));
        Ok(ExitCode::SUCCESS)
    }

    /// Returns the errors that the import would bring, each with the row that brings it.
    fn faults_of(&self, errors: &[ImportError<'_>], after: &Collection) -> Vec<ImportFault> {
        let redaction = self.arguments.disclosing.redaction(after);
        let faults = errors.iter().map(|ImportError { place, problem }| {
            let PreviewProblem { path, at, problem } = *problem;
            let place = place.clone().unwrap_or_else(|| {
                let shown = self.place.path_of(&redaction.place_of(path));
                format!("{}:{}:{}", shown.display(), at.line, at.column)
            });
            let file = after.file_at(path);
            let is_withheld = redaction.hides_in(&problem.message)
                || file.is_some_and(|file| redaction.is_withheld_at(file, problem.range.start()));
            let (what, remedy) = if is_withheld {
                let what = "a record that is withheld would be wrong".to_owned();
                (what, "add --with-confidential, which says what is wrong".to_owned())
            } else {
                let help = if problem.code == Rule::QuoteNotInSource && self.arguments.replace {
                    "write another id of a source into the mapping, so that both tables stay; or take the quote out first"
                } else {
                    problem.help.as_deref().unwrap_or("change it, or take it out")
                };
                let message = redaction.message(&problem.message);
                (message.into_owned(), redaction.message(help).into_owned())
            };
            ImportFault { place, what, remedy }
        });
        faults.collect()
    }

    /// Writes the files of the change and the bytes of the table: all of them, or nothing.
    fn write(&self, files: &[PlannedFile], originals: &[FileWrite]) -> anyhow::Result<()> {
        let disk = self.place.disk_to_write()?;
        let written = write_together_with(&disk, files, originals, Readers::of(self.collection));
        written.map_err(|error| {
            let EditRefusal { what, remedy } = EditRefusal::of(&error);
            Failure::new(what).hint(remedy).into()
        })
    }

    /// Returns what becomes of the archived text of the table, and of its bytes beside it.
    fn archive(
        &self,
        table: &ArchivedTable,
    ) -> anyhow::Result<Result<(Option<ChangedFile>, FileWrite), ImportFault>> {
        let ((original, bytes), (path, text)) = (&table.original, &table.text);
        let known = self.collection.archived_at(path).map(|known| known.text().to_owned());
        let (folder, inside) = self.place.home_of(original)?;
        let expected = folder.read(inside)?;
        let is_other = known.as_ref().is_some_and(|known| known != text)
            || expected.as_ref().is_some_and(|expected| expected != bytes);
        if is_other && !self.arguments.replace {
            return Ok(Err(ImportFault {
                place: self.place.path_of(path).display().to_string(),
                what: "the source of the mapping is archived with another table".to_owned(),
                remedy: "write another id of a source into the mapping, so that both tables stay; or add --replace, which archives this one in its place".to_owned(),
            }));
        }
        let text = match known {
            Some(known) if known == *text => None,
            Some(known) => Some(ChangedFile::between(path.clone(), &known, text)),
            None => Some(ChangedFile::create(path.clone(), text.as_str())),
        };
        let original = FileWrite { path: original.clone(), expected, bytes: bytes.clone() };
        Ok(Ok((text, original)))
    }
}
