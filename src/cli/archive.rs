//! `casebook archive add`: stores the text of a source, so that quotes can be checked against it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use crate::collection::{Collection, Located};
use crate::diagnostic::suggest;
use crate::evidence::ArchivedText;
use crate::exchange::{Folder, Readers};
use crate::record::{FieldId, Id, Kind, Record, edit};
use crate::redaction::{Policy, Redaction};

use super::deferred_signals::Held;
use super::failure::Failure;
use super::locate::CollectionPlace;
use super::{bounded_read, clock, output};

/// What can be done to the archive.
#[derive(Debug, clap::Subcommand)]
pub(super) enum ArchiveCommand {
    /// Add the text of a source to the archive, and its hash and date to the source's record.
    ///
    /// The text is stored byte for byte as archive/SOURCE.txt. The record gets its SHA-256, and the
    /// time of collection if it has none; no other byte of the record's file is changed.
    Add {
        /// The id of the source.
        source: String,
        /// The file with the text, in UTF-8.
        file: PathBuf,
        /// Replace an existing text.
        #[arg(long)]
        replace: bool,
    },
}

pub(super) fn run(place: &CollectionPlace, command: &ArchiveCommand) -> anyhow::Result<ExitCode> {
    let ArchiveCommand::Add { source, file, replace } = command;
    let collection = place.load();
    let Located { record, file: of_record } = find(&collection, source)?;
    let (bytes, text) = read(file)?;
    let doubt = SuspectText::about(&bytes);
    // Before anything is written: where the record cannot get it, nothing is archived either.
    with_provenance(&of_record.contents.text(), record, &text)?;
    let archived = Path::new("archive").join(format!("{}.txt", record.id));
    let _held = Held::back();
    let (folder, path) = place.home_of(&archived)?;
    store(&folder, path, &place.path_of(&archived), &bytes, *replace, Readers::of(&collection))?;
    let (folder, path) = place.home_of(&of_record.path)?;
    folder.change(path, |before| {
        let before = str::from_utf8(before).context("the file is no longer UTF-8")?;
        with_provenance(before, record, &text).map(String::into_bytes)
    })?;
    output::print_message(&format!(
        "archived {} bytes with SHA-256 {}, noted in {}",
        bytes.len(),
        text.sha256(),
        place.path_of(&of_record.path).display()
    ));
    if let Some(doubt) = doubt {
        output::print_message(&format!("warning: {}", doubt.message(file)));
    }
    output::print_path(&place.path_of(&archived))?;
    Ok(ExitCode::SUCCESS)
}

fn find<'c>(collection: &'c Collection, id: &str) -> Result<Located<'c>, Failure> {
    let found = collection.get(id).filter(|located| located.record.kind == Kind::Source);
    found.ok_or_else(|| {
        let failure = Failure::new(format!("there is no source `{id}`"));
        // A withheld id is never suggested.
        let redaction = Redaction::of(collection, Policy::Default);
        let sources = collection.of_kind(Kind::Source).map(|located| &located.record.id);
        let known = sources.filter(|id| redaction.id(id) == **id).map(Id::as_str);
        match suggest(id, known) {
            Some(meant) => failure.hint(meant.to_string()),
            None => failure.hint(format!("create its record first: casebook new source {id}")),
        }
    })
}

fn read(file: &Path) -> anyhow::Result<(Vec<u8>, ArchivedText)> {
    let bytes =
        bounded_read::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = ArchivedText::new(bytes.clone()).map_err(|_| {
        Failure::new(format!("{} is not text in UTF-8", file.display()))
            .hint("save the captured page as plain text in UTF-8; quotes are checked against that")
    })?;
    Ok((bytes, text))
}

/// Why a text is probably not the one that was meant to be archived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SuspectText {
    Empty,
    Html,
}

/// So many bytes of a page are looked at for its first tags.
const START: usize = 4096;

impl SuspectText {
    fn about(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() {
            return Some(Self::Empty);
        }
        let start: String = text.chars().take(START).collect::<String>().to_lowercase();
        let opens = start.starts_with("<!doctype html") || start.starts_with("<html");
        // A part of a page is one too; a text may speak of a tag.
        let has = |tag: &&&str| start.contains(**tag);
        let tags =
            ["<html", "<head", "<body", "<div", "<p>", "<p ", "<span", "<script", "<meta", "<br"];
        let closed = ["</", "/>", "<br>", "<meta"].iter().any(|end| start.contains(end));
        let is_page = start.starts_with('<') && closed && tags.iter().any(|tag| has(&tag))
            || closed && tags.iter().filter(has).count() >= 2;
        (opens || is_page).then_some(Self::Html)
    }

    fn message(self, file: &Path) -> String {
        let file = file.display();
        match self {
            Self::Empty => format!(
                "{file} contains no text, so no quote can be checked against it; archive the page's \
                 text with --replace"
            ),
            Self::Html => format!(
                "{file} looks like HTML, but quotes are checked against plain text; save the page as \
                 text and archive that with --replace"
            ),
        }
    }
}

/// Returns the text of the source's file with the hash and, where there is none yet, the time.
fn with_provenance(text: &str, record: &Record, archived: &ArchivedText) -> anyhow::Result<String> {
    let text = written(record, text, FieldId::Sha256, archived.sha256())?;
    if edit::has(&text, header(record).map(Id::as_str), FieldId::CollectedAt) {
        return Ok(text);
    }
    written(record, &text, FieldId::CollectedAt, &clock::now())
}

fn written(record: &Record, text: &str, name: FieldId, value: &str) -> anyhow::Result<String> {
    let doing = || format!("cannot write `{}` of `{}`", name.as_str(), record.id);
    let splice = edit::set(text, header(record).map(Id::as_str), name, value)
        .map_err(|refused| Failure::new(format!("{}: {refused}", doing())).hint(refused.hint()))?;
    let (after, _) = splice.apply(text).with_context(doing)?;
    Ok(after)
}

/// A record that is a file of its own has no header.
fn header(record: &Record) -> Option<&Id> {
    (!record.at.is_empty()).then_some(&record.id)
}

/// Others may archive a text of the same source meanwhile; it is looked at again so often.
const TRIES: usize = 10;

fn store(
    folder: &Folder,
    path: &Path,
    shown: &Path,
    bytes: &[u8],
    replace: bool,
    readers: Readers,
) -> anyhow::Result<()> {
    let mut tries = 0;
    loop {
        tries += 1;
        let stored = match folder.read(path)? {
            Some(there) if there == bytes => return Ok(()),
            Some(there) if replace => folder.replace(path, &there, bytes),
            Some(_) => {
                return Err(Failure::new(format!(
                    "{} already contains another text",
                    shown.display()
                ))
                .hint("add --replace to replace it")
                .into());
            }
            None => folder.create(path, bytes, readers),
        };
        match stored {
            Err(error) if tries < TRIES && (error.is_conflict() || error.exists()) => {}
            stored => return Ok(stored?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_of_a_page_is_doubted() {
        for empty in ["", " \n\t\r\n", "\u{feff}\n"] {
            assert_eq!(SuspectText::about(empty.as_bytes()), Some(SuspectText::Empty), "{empty:?}");
        }
        for html in [
            "<!DOCTYPE html>\n<title>T</title>",
            "\u{feff}\n<HTML lang='en'>",
            "<?xml version='1.0'?>\n<html xmlns='x'></html>",
            "<div class='page'>Words</div>",
            "<!-- saved -->\n<head><meta charset='utf-8'>",
            "Words<br>\n<span>more</span> words",
        ] {
            assert_eq!(SuspectText::about(html.as_bytes()), Some(SuspectText::Html), "{html:?}");
        }
        for text in [
            "It rained.\nNobody spoke.",
            "a < b and b > c",
            "Write <html> at the top of a page.",
            "<unclear> he said, </unclear>",
            "Mail from <test@test.example>",
        ] {
            assert_eq!(SuspectText::about(text.as_bytes()), None, "{text:?}");
        }
    }
}
