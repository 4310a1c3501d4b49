//! `casebook archive check`: takes archived texts out of their pages again and compares.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use crate::capture::{CaptureRequest, SavedPage};
use crate::cli::locate::CollectionPlace;
use crate::cli::output;
use crate::cli::redaction_args::{RedactionArgs, report_withheld};
use crate::collection::Located;
use crate::evidence::ArchivedText;
use crate::exchange::{Audience, TableForm, unified_diff};
use crate::record::{FieldId, Id, Kind, Record};
use crate::redaction::Redaction;
use crate::text::counted;

use super::add::{PROGRAM, find};
use super::provenance::addresses_of;

/// What `archive check` takes.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The ids of sources; without any, all.
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// Show the difference between the archived text and the one that is taken out now, as a unified diff.
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

/// What was found out about the texts of a source.
#[derive(Default)]
struct Compared {
    /// What is the same, or cannot be compared.
    fine: Vec<String>,
    /// What differs.
    wrong: Vec<String>,
    /// The difference of the texts.
    diff: String,
    has_original: bool,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let redaction = arguments.disclosing.redaction(&collection);
    let sources: Vec<Id> = if arguments.sources.is_empty() {
        collection.ids_of(Kind::Source).cloned().collect()
    } else {
        let asked = arguments.sources.iter().map(|id| find(&collection, id));
        asked
            .map(|found| found.map(|located| located.record.id.clone()))
            .collect::<Result<_, _>>()?
    };
    let (mut checked, mut differ, mut without) = (0, 0, 0);
    let mut text = String::new();
    for id in &sources {
        let Some(located) = collection.get(id.as_str()) else { continue };
        let Some(compared) = compared(place, &redaction, located)? else { continue };
        checked += 1;
        differ += usize::from(!compared.wrong.is_empty());
        without += usize::from(!compared.has_original);
        write(&mut text, &redaction, id, &compared, arguments.diff);
    }
    output::write_for_verdict(Audience::People, &text)?;
    let texts = if checked == 1 { "text" } else { "texts" };
    output::print_message(&format!(
        "compared {checked} archived {texts}: {differ} with a difference, {without} without the page that it was taken out of"
    ));
    report_withheld(&redaction);
    Ok(if differ == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn write(
    text: &mut String,
    redaction: &Redaction<'_>,
    id: &Id,
    compared: &Compared,
    has_diff: bool,
) {
    let id = redaction.id(id);
    for line in compared.wrong.iter().chain(&compared.fine) {
        _ = writeln!(text, "{id}: {}", redaction.text(line));
    }
    if has_diff && !compared.diff.is_empty() {
        text.push_str(&redaction.text(&compared.diff));
    }
}

/// Compares the text of a source with its record and with the page it was taken out of; `None` where no text is archived.
fn compared(
    place: &CollectionPlace,
    redaction: &Redaction<'_>,
    located: Located<'_>,
) -> anyhow::Result<Option<Compared>> {
    let record = located.record;
    let archived = Path::new("archive").join(format!("{}.txt", record.id));
    let Some(text) = bytes_at(place, &archived)? else { return Ok(None) };
    let mut compared = Compared::default();
    if let Some(expected) = record.fields.text(FieldId::Sha256)
        && !expected.eq_ignore_ascii_case(&ArchivedText::hash(&text))
    {
        compared.wrong.push("the archived text has other bytes than the record says".to_owned());
    }
    let Some(name) = record.fields.text(FieldId::Original) else {
        compared.fine.push("no page is kept of which the text was taken out".to_owned());
        return Ok(Some(compared));
    };
    compared.has_original = true;
    if name.contains(['/', '\\']) || name.starts_with('.') {
        compared
            .wrong
            .push("the name of the original is no name of a file in the archive".to_owned());
        return Ok(Some(compared));
    }
    let Some(original) = bytes_at(place, &Path::new("archive").join(name))? else {
        compared.wrong.push("the original is not in the archive".to_owned());
        return Ok(Some(compared));
    };
    let is_same = match record.fields.text(FieldId::OriginalSha256) {
        None => {
            compared.fine.push("the record has no hash of the original".to_owned());
            true
        }
        Some(expected) => expected.eq_ignore_ascii_case(&ArchivedText::hash(&original)),
    };
    if !is_same {
        compared.wrong.push("the original has other bytes than the record says".to_owned());
    }
    let with = record.fields.text(FieldId::ExtractedWith);
    if !with.is_some_and(|with| with.starts_with("casebook ")) {
        compared.fine.push("the text was taken out of the original by another program".to_owned());
        return Ok(Some(compared));
    }
    let texts =
        ComparedTexts { shown: &redaction.path(&archived), text: &text, original: &original, name };
    texts.compare(&mut compared, record);
    Ok(Some(compared))
}

/// An archived text with the page that it was taken out of.
struct ComparedTexts<'t> {
    /// The path of the text as it may be printed.
    shown: &'t str,
    text: &'t [u8],
    original: &'t [u8],
    /// The name of the original.
    name: &'t str,
}

impl ComparedTexts<'_> {
    fn compare(&self, compared: &mut Compared, record: &Record) {
        let Self { shown, text, original, name } = *self;
        let with = record.fields.text(FieldId::ExtractedWith).unwrap_or_default();
        let again = match table_form(with) {
            Some(form) => form.text(name, original).map_err(|faults| {
                faults.iter().map(|fault| fault.what.as_str()).collect::<Vec<_>>().join("; ")
            }),
            None => SavedPage::read(original, name, &request_of(with, record))
                .map(|page| page.text)
                .map_err(|error| error.to_string()),
        };
        match again {
            Ok(again) if again.as_bytes() == text => {
                compared.fine.push("the same text is taken out of the original again".to_owned());
            }
            Ok(again) => {
                let before = String::from_utf8_lossy(text);
                compared.diff = unified_diff(Path::new(shown), &before, &again);
                let lines = |sign: char| {
                    let lines = compared.diff.lines().skip(2);
                    lines.filter(|line| line.starts_with(sign)).count()
                };
                let (removed, added) = (lines('-'), lines('+'));
                compared.wrong.push(format!(
                    "another text is taken out of the original now: {} less, {} more; archived with {with}, this is \
                     {PROGRAM}",
                    counted(removed, "line"),
                    counted(added, "line")
                ));
            }
            Err(error) => {
                compared
                    .wrong
                    .push(format!("no text can be taken out of the original now: {error}"));
            }
        }
    }
}

/// Returns how a table was read that was imported, as the record says it.
fn table_form(with: &str) -> Option<TableForm> {
    let words = shell_words::split(with).ok()?;
    let (before, options) = words.split_at_checked(3)?;
    let is_import = before.last().is_some_and(|word| word == "import");
    is_import.then(|| TableForm::of_options(options)).flatten()
}

/// Returns what was asked for when a text was taken out, as the record says it.
fn request_of(with: &str, record: &Record) -> CaptureRequest {
    let words = shell_words::split(with).unwrap_or_default();
    let behind = |option: &str| {
        let at = words.iter().position(|word| word == option)?;
        words.get(at + 1).cloned()
    };
    CaptureRequest {
        form: None,
        encoding: behind("--encoding"),
        url: behind("--url"),
        expected: addresses_of(record).map(str::to_owned).collect(),
    }
}

fn bytes_at(place: &CollectionPlace, path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    let (folder, path) = place.home_of(path)?;
    Ok(folder.read(path)?)
}
