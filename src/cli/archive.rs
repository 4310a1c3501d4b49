//! `casebook archive add`: the text of a source, put where quotes are checked against it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use crate::collection::{Collection, Located};
use crate::evidence::ArchivedText;
use crate::exchange::{create_file, replace_file};
use crate::record::{Id, Kind, Name, Record, edit, nearest};

use super::failure::Failure;
use super::locate::{Place, shown};
use super::{bounded, clock, output};

/// What can be done to the archive.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Put the text of a source into the archive, and its hash and date into the source's record.
    ///
    /// The text is kept byte for byte as archive/SOURCE.txt. The record gets its SHA-256, and the
    /// time of collection where it has none; no other byte of the record's file is changed.
    Add {
        /// The id of the source.
        source: String,
        /// The file that holds the text, in UTF-8.
        file: PathBuf,
        /// Replace a text that is already there.
        #[arg(long)]
        replace: bool,
    },
}

pub(super) fn run(place: &Place, command: &Command) -> anyhow::Result<ExitCode> {
    let Command::Add { source, file, replace } = command;
    let collection = place.load();
    let source = find(&collection, source)?;
    let (bytes, text) = read(file)?;
    let record = with_provenance(source, &text)?;
    let archived = shown(place.archive()?.join(format!("{}.txt", source.record.id)));
    place.keeps(&archived)?;
    store(&archived, &bytes, *replace)?;
    let path = place.path_of(&source.file.path);
    replace_file(&path, source.file.contents.text().as_bytes(), record.as_bytes())?;
    output::tell(&format!(
        "archived {} bytes with SHA-256 {}, noted in {}",
        bytes.len(),
        text.sha256(),
        path.display()
    ));
    output::print_path(&archived)?;
    Ok(ExitCode::SUCCESS)
}

fn find<'c>(collection: &'c Collection, id: &str) -> Result<Located<'c>, Failure> {
    let found = collection.get(id).filter(|located| located.record.kind == Kind::Source);
    found.ok_or_else(|| {
        let failure = Failure::new(format!("there is no source `{id}`"));
        let known = collection.of_kind(Kind::Source).map(|located| located.record.id.as_str());
        match nearest(id, known) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint(format!("make its record first: casebook new source {id}")),
        }
    })
}

fn read(file: &Path) -> anyhow::Result<(Vec<u8>, ArchivedText)> {
    let bytes = bounded::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = ArchivedText::new(bytes.clone()).map_err(|_| {
        Failure::new(format!("{} is not text in UTF-8", file.display()))
            .hint("save the captured page as plain text in UTF-8; quotes are checked against that")
    })?;
    Ok((bytes, text))
}

/// Returns the text of the source's file with the hash and, where there is none yet, the time.
fn with_provenance(source: Located<'_>, archived: &ArchivedText) -> anyhow::Result<String> {
    let Located { record, file } = source;
    let text = written(record, &file.contents.text(), Name::Sha256, archived.sha256())?;
    if record.fields.get(Name::CollectedAt).is_some() {
        return Ok(text);
    }
    written(record, &text, Name::CollectedAt, &clock::now())
}

fn written(record: &Record, text: &str, name: Name, value: &str) -> anyhow::Result<String> {
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

fn store(path: &Path, bytes: &[u8], replace: bool) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(Failure::new(format!("{} is not a plain file", path.display()))
            .hint("keep pipes, folders and devices out of the archive")
            .into());
    }
    match fs::read(path) {
        Ok(there) if there == bytes => Ok(()),
        Ok(there) if replace => Ok(replace_file(path, &there, bytes)?),
        Ok(_) => Err(Failure::new(format!("{} holds another text already", path.display()))
            .hint("to put this one in its place, add --replace")
            .into()),
        Err(_) => Ok(create_file(path, bytes)?),
    }
}
