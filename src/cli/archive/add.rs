//! `casebook archive add`: stores the text of a source, and the file it was taken out of.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::capture::{CaptureForm, CaptureRequest, LARGEST_CAPTURE, SavedPage};
use crate::cli::deferred_signals::Held;
use crate::cli::failure::Failure;
use crate::cli::locate::CollectionPlace;
use crate::cli::{bounded_read, clock, output};
use crate::collection::{Collection, Located};
use crate::diagnostic::suggest;
use crate::evidence::ArchivedText;
use crate::exchange::{FileWrite, Readers, write_together_with};
use crate::record::{Id, Kind};
use crate::redaction::{Policy, Redaction};

use super::provenance::{OriginalFile, Provenance, addresses_of};
use super::suspect_text::SuspectText;

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook archive add test-paper page.html                 a page that a browser saved
  casebook archive add test-paper crawl.wacz --url ADDRESS  one page of several
  casebook archive add test-paper text.txt --original a.pdf the text of a PDF, with the PDF
  casebook archive add --all saved                          all pages of a folder, by their addresses";

/// What `archive add` takes.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The id of the source.
    #[arg(required_unless_present = "all")]
    source: Option<String>,
    /// The file with the page or text.
    #[arg(required_unless_present = "all")]
    file: Option<PathBuf>,
    /// Add all saved pages of a folder, each to the source that has its address or whose id is its name.
    #[arg(
        long,
        value_name = "FOLDER",
        conflicts_with_all = ["source", "file", "original", "url", "form"]
    )]
    pub(super) all: Option<PathBuf>,
    /// The form that the file is in, where its name or bytes say another.
    #[arg(long = "as", id = "form", value_name = "FORM", value_parser = forms())]
    form: Option<CaptureForm>,
    /// The encoding of the text, where the file does not declare it: windows-1252, gb18030, …
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// The address of the page, where the file has several.
    #[arg(long, value_name = "ADDRESS")]
    url: Option<String>,
    /// A file to keep beside the text, of which it was taken out by another program, such as a PDF.
    #[arg(long, value_name = "FILE")]
    original: Option<PathBuf>,
    /// Replace an existing text.
    #[arg(long)]
    pub(super) replace: bool,
}

fn forms() -> impl TypedValueParser<Value = CaptureForm> {
    let names = ["text", "html", "mhtml", "warc", "wacz"];
    PossibleValuesParser::new(names)
        .try_map(|name| CaptureForm::named(&name).ok_or("it is no form of a saved page"))
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (Some(source), Some(file)) = (&arguments.source, &arguments.file) else {
        return Err(Failure::new("no source and file were named")
            .hint("casebook archive add SOURCE FILE, or --all FOLDER")
            .into());
    };
    let collection = place.load();
    let located = find(&collection, source)?;
    let request = CaptureRequest {
        form: arguments.form,
        encoding: arguments.encoding.clone(),
        url: arguments.url.clone(),
        expected: addresses_of(located.record).map(str::to_owned).collect(),
    };
    let bytes = bounded_read::read_up_to(file, LARGEST_CAPTURE)
        .with_context(|| format!("cannot read {}", file.display()))?;
    let page = read(file, &bytes, &request)?;
    let doubt = SuspectText::about(&page.text)
        .filter(|doubt| page.is_exact || *doubt == SuspectText::Empty);
    let original = match &arguments.original {
        None => KeptFile::of_page(&page, &bytes, &request),
        Some(_) if !page.is_exact => {
            return Err(Failure::new("--original is for a text that another program took out")
                .hint("add the saved page alone: it is kept beside its text anyway")
                .into());
        }
        Some(original) => Some(KeptFile::beside(original)?),
    };
    let added = AddedText { page: &page, original: original.as_ref(), replace: arguments.replace };
    let stored = added.store(place, &collection, located)?;
    output::print_message(&stored.message(place, located));
    for warning in stored.warnings {
        output::print_message(&format!("warning: {warning}"));
    }
    if let Some(doubt) = doubt {
        output::print_message(&format!("warning: {}", doubt.message(file)));
    }
    output::print_path(&place.path_of(&stored.path))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the page in a file.
pub(super) fn read(
    file: &Path,
    bytes: &[u8],
    request: &CaptureRequest,
) -> Result<SavedPage, Failure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    SavedPage::read(bytes, &name, request).map_err(|refused| {
        Failure::new(format!("cannot archive {}: {refused}", file.display())).hint(refused.hint())
    })
}

/// A file that is kept beside a text, without its id.
#[derive(Clone, Debug)]
pub(super) struct KeptFile {
    ending: String,
    bytes: Vec<u8>,
    /// The program that took the text out of it, with what it was asked; `None` for another.
    extracted_with: Option<String>,
}

impl KeptFile {
    /// Returns the file that a page was read of; none where it is the text itself.
    pub(super) fn of_page(
        page: &SavedPage,
        bytes: &[u8],
        request: &CaptureRequest,
    ) -> Option<Self> {
        let kept = || Self {
            ending: page.ending.to_owned(),
            bytes: bytes.to_vec(),
            extracted_with: Some(extracted_with(request)),
        };
        (!page.is_exact).then(kept)
    }

    /// Returns a file that another program took the text out of.
    fn beside(path: &Path) -> anyhow::Result<Self> {
        let bytes = bounded_read::read_up_to(path, LARGEST_CAPTURE)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let is_plain = |ending: &String| {
            (1..=10).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric())
        };
        let ending = ending.filter(is_plain).unwrap_or_else(|| "bin".to_owned());
        Ok(Self { ending, bytes, extracted_with: None })
    }
}

/// Returns the program with the options that it needs to take the same text out again.
fn extracted_with(request: &CaptureRequest) -> String {
    let options = [("--encoding", &request.encoding), ("--url", &request.url)];
    let options = options.into_iter().filter_map(|(option, value)| {
        let value = value.as_deref()?;
        Some(format!(" {option} {}", shell_words::quote(value)))
    });
    options.fold(PROGRAM.to_owned(), |with, option| with + &option)
}

/// A text to be stored with what belongs to it.
pub(super) struct AddedText<'a> {
    pub(super) page: &'a SavedPage,
    pub(super) original: Option<&'a KeptFile>,
    pub(super) replace: bool,
}

/// A text that was stored.
pub(super) struct StoredText {
    /// Its path in the collection.
    pub(super) path: PathBuf,
    original: Option<PathBuf>,
    bytes: usize,
    sha256: String,
    pub(super) warnings: Vec<String>,
}

/// The program that takes texts out of pages, with its version.
pub(super) const PROGRAM: &str = concat!("casebook ", env!("CARGO_PKG_VERSION"));

impl AddedText<'_> {
    /// Stores the original, the text, and what is known of both in the record: all of them, or nothing.
    pub(super) fn store(
        &self,
        place: &CollectionPlace,
        collection: &Collection,
        located: Located<'_>,
    ) -> anyhow::Result<StoredText> {
        let Located { record, file: of_record } = located;
        let bytes = self.page.text.as_bytes();
        let sha256 = ArchivedText::hash(bytes);
        let archived = Path::new("archive").join(format!("{}.txt", record.id));
        let kept = self.original.map(|kept| format!("{}.orig.{}", record.id, kept.ending));
        let original = self.original.zip(kept.as_ref()).map(|(kept, name)| OriginalFile {
            name: name.clone(),
            sha256: ArchivedText::hash(&kept.bytes),
            extracted_with: kept.extracted_with.clone(),
        });
        let collected_at = self.page.saved.clone().unwrap_or_else(clock::now);
        let address = self.page.address.clone();
        let known = Provenance { sha256: sha256.clone(), original, address, collected_at };
        // Before anything is written: where the record cannot get it, nothing is archived either.
        known.written(&of_record.contents.text(), record)?;
        let _held = Held::back();
        let original = kept.as_ref().map(|name| Path::new("archive").join(name));
        let files = [
            original.as_deref().zip(self.original.map(|kept| kept.bytes.as_slice())),
            Some((archived.as_path(), bytes)),
        ];
        let mut tries = 0;
        loop {
            tries += 1;
            let mut writes = Vec::new();
            for (path, bytes) in files.into_iter().flatten() {
                let (folder, inner) = place.home_of(path)?;
                let expected = folder.read(inner)?;
                let is_other = expected.as_ref().is_some_and(|there| there != bytes);
                if is_other && !self.replace {
                    return Err(is_taken(&place.path_of(path)).into());
                }
                writes.push(FileWrite { path: path.to_owned(), expected, bytes: bytes.to_vec() });
            }
            let (folder, inner) = place.home_of(&of_record.path)?;
            let expected = folder.read(inner)?;
            let before = expected.as_deref().map(str::from_utf8).transpose();
            let before = before.context("the file is no longer UTF-8")?.unwrap_or_default();
            let bytes = known.written(before, record)?.into_bytes();
            writes.push(FileWrite { path: of_record.path.clone(), expected, bytes });
            let disk = place.disk_to_write()?;
            match write_together_with(&disk, &[], &writes, Readers::of(collection)) {
                Err(error) if tries < TRIES && (error.is_conflict() || error.exists()) => {}
                written => break written?,
            }
        }
        let mut warnings = Vec::new();
        if known.is_of_another_address(record) {
            let address = known.address.unwrap_or_default();
            warnings.push(format!(
                "the page was saved from {address}, and the source's record has another address; look whether it is the page \
                 that was meant"
            ));
        }
        Ok(StoredText { path: archived, original, bytes: bytes.len(), sha256, warnings })
    }
}

impl StoredText {
    /// Returns what was done, in a sentence.
    pub(super) fn message(&self, place: &CollectionPlace, located: Located<'_>) -> String {
        let Self { bytes, sha256, original, .. } = self;
        let file = place.path_of(&located.file.path);
        let kept = original.as_ref().map(|original| {
            format!(", taken out of the page that is kept as {}", place.path_of(original).display())
        });
        format!(
            "archived {bytes} bytes with SHA-256 {sha256}{}, noted in {}",
            kept.unwrap_or_default(),
            file.display()
        )
    }
}

/// Returns the source with an id.
pub(super) fn find<'c>(collection: &'c Collection, id: &str) -> Result<Located<'c>, Failure> {
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

/// Others may archive a text of the same source meanwhile; it is looked at again so often.
const TRIES: usize = 10;

fn is_taken(shown: &Path) -> Failure {
    Failure::new(format!("{} already contains another text", shown.display()))
        .hint("add --replace to replace it")
}
