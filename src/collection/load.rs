//! Reads all files of a collection in parallel, with the problems of each.

pub(crate) mod accept;
pub(crate) mod changes;
pub(crate) mod invalidation;
pub(crate) mod loader;
pub(crate) mod stale;
pub(crate) mod touched_check;
pub(crate) mod tried_files;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::iter::Either;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Rule, did_you_mean};
use crate::evidence::ArchivedText;
use crate::record::{Document, FileLayout, Id, Kind, Record, Vocabularies, bad_id};
use crate::text::ByteRange;

use super::assemble::{BordersFile, Collection, Texts};
use super::cache::Cache;
use super::rules::Checker;
use super::settings::Settings;
use crate::collection::files::copies::LOCK;
use crate::collection::files::file::{File, Freshness};
use crate::collection::files::fingerprint::FileStamp;
use crate::collection::files::guess::{guessed, is_utf16, named};
use crate::collection::files::placement::Placement;
use crate::collection::files::source::{FileSource, ReadError};
use crate::collection::index::entry::IdInterner;
use crate::collection::index::loaded_file::{FILES_PER_BLOCK, LoadedFile};
use crate::collection::may_be_named::may_be_named;

/// How far the reading of a collection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many files were read.
    pub read: usize,
    /// How many there are.
    pub of: usize,
}

/// A collection of which the first files were read.
pub struct PartialLoad<'l> {
    /// How far the reading has come.
    pub progress: Progress,
    so_far: LoadedPart<'l>,
}

/// What was read of a collection.
enum LoadedPart<'l> {
    Some { files: &'l [LoadedFile], settings: &'l Settings, texts: &'l Texts },
    All(&'l Collection),
}

impl PartialLoad<'_> {
    /// Returns what was read so far, for display: it was not checked yet, because the target of a
    /// link may come later. Privacy keys may come later too, so no text of a partial collection may
    /// be shown.
    pub fn collection(&self) -> Collection {
        match self.so_far {
            LoadedPart::Some { files, settings, texts } => {
                Collection::assemble(files.to_vec(), settings.clone(), texts.clone())
            }
            LoadedPart::All(collection) => {
                // Looked for once, here and in the collection that is going to be checked.
                _ = collection.confidential_terms();
                collection.clone()
            }
        }
    }
}

/// Reads all files of a source that are not unchanged in the cache, and puts the records together.
fn read_all(
    source: &dyn FileSource,
    earlier: &Collection,
    cache: &Cache,
    report: &mut dyn FnMut(&PartialLoad<'_>),
) -> Collection {
    // Both take a while.
    let (listed, _) = rayon::join(|| source.list(), || cache.is_empty());
    let (mut paths, mut files): (Vec<_>, Vec<_>) =
        listed.into_par_iter().partition_map(|listed| match listed {
            Ok(path) => Either::Left((Placement::of(&path), path)),
            Err(error) => Either::Right(unlisted(&error)),
        });
    let is_unlisted = files.iter().any(|loaded| Placement::of(&loaded.file.path).is_of_settings());
    let (settings, settings_file) = settings(source, &paths, is_unlisted, earlier);
    files.extend(settings_file);
    let (settings, misnamed) = misnamed_settings(source, &paths, settings);
    files.extend(misnamed);
    let (texts, unreadable) = archive(source, &paths);
    files.extend(unreadable);
    let words = settings.vocabularies();
    // Tables first: they are few, and hold what the others link to.
    paths.sort_by_key(|(placement, _)| {
        matches!(placement, Placement::Records(FileLayout::One { .. }))
    });
    let is_large = paths.len() >= FEWEST_COMPRESSED;
    let (mut rest, mut step) = (paths.as_slice(), FIRST_STEP);
    while let Some((next, behind)) =
        rest.split_at_checked(step.min(rest.len())).filter(|_| !rest.is_empty())
    {
        let read =
            next.par_chunks(FILES_PER_BLOCK).map_init(IdInterner::default, |interner, some| {
                let read = some.iter().filter_map(|(placement, path)| {
                    let file = file(source, cache, placement, path, &words)?;
                    Some(file.or_last_readable(earlier.file_at(path)))
                });
                let mut read: Vec<LoadedFile> = read.collect();
                LoadedFile::intern_links(&mut read, interner);
                if is_large { LoadedFile::compress_together(read) } else { read }
            });
        files.par_extend(read.flatten_iter());
        (rest, step) = (behind, (2 * step).min(LARGEST_STEP));
        if !rest.is_empty() {
            let progress = Progress { read: paths.len() - rest.len(), of: paths.len() };
            let so_far = LoadedPart::Some { files: &files, settings: &settings, texts: &texts };
            report(&PartialLoad { progress, so_far });
        }
    }
    let borders = borders(source, &settings);
    let mut collection = Collection::assemble(files, settings, texts);
    collection.borders = borders;
    collection.keep_withholding_all_removed(earlier);
    let progress = Progress { read: paths.len(), of: paths.len() };
    report(&PartialLoad { progress, so_far: LoadedPart::All(&collection) });
    collection
}

impl Collection {
    /// Returns the collection with its diagnostics found and its evidence statuses counted.
    #[must_use]
    pub fn checked(mut self) -> Self {
        let checked = Checker::all(&self);
        self.found = checked.iter().map(|(checked, _)| checked.problems.len()).sum();
        self.status_counts = checked.iter().map(|(_, marks)| *marks).sum();
        self.files = checked.into_iter().map(|(checked, _)| checked).collect();
        self.is_unchecked = false;
        self
    }
}

/// The texts of fewer files take less memory than it is worth the time to compress them.
const FEWEST_COMPRESSED: usize = 20_000;
/// Progress is first reported after this many files, then after twice as many more, and so on.
const FIRST_STEP: usize = 1024;
/// Progress is reported at least this often.
const LARGEST_STEP: usize = 8192;

/// Reads the borders that the settings name.
fn borders(source: &dyn FileSource, settings: &Settings) -> Option<Arc<BordersFile>> {
    let path = PathBuf::from(settings.map.borders.as_deref()?);
    let text = match source.read(&path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()),
        Err(error) => Err(error.message),
    };
    Some(Arc::new(BordersFile { path, text }))
}

fn settings(
    source: &dyn FileSource,
    paths: &[(Placement, PathBuf)],
    is_unlisted: bool,
    earlier: &Collection,
) -> (Settings, Option<LoadedFile>) {
    let before = earlier.settings();
    let Some((_, path)) = paths.iter().find(|(placement, _)| *placement == Placement::Settings)
    else {
        // What a file withheld stays withheld after the file is gone, as long as the program runs.
        let settings = Settings::default().with_privacy_of(before);
        return (if is_unlisted { before.clone().unreadable() } else { settings }, None);
    };
    match stamped_text(source, path) {
        Ok((text, stamp)) => {
            let (settings, document) = Settings::read(text);
            let file = LoadedFile::new(path, document).stamped(stamp);
            let file = file.or_last_readable(earlier.file_at(path));
            match file.file.freshness {
                Freshness::Current => (settings, Some(file)),
                Freshness::Outdated(_) => (before.clone().with_privacy_of(&settings), Some(file)),
            }
        }
        Err(unread) => (before.clone().unreadable(), Some(unread.into_file(None))),
    }
}

/// Looks at files that may be meant as the settings: if one tries to withhold something, everything
/// is withheld.
fn misnamed_settings(
    source: &dyn FileSource,
    paths: &[(Placement, PathBuf)],
    mut settings: Settings,
) -> (Settings, Vec<LoadedFile>) {
    let mut files = Vec::new();
    let has_own = paths.iter().any(|(placement, _)| *placement == Placement::Settings);
    for (_, path) in paths.iter().filter(|(place, _)| *place == Placement::MisnamedSettings) {
        let (withholds, stamp) = match stamped_text(source, path) {
            Ok((text, stamp)) => {
                let (meant, _) = Settings::read(text);
                (meant.is_confidential() || meant.masked == Some(true), stamp)
            }
            Err(unread) => (!unread.gone, None),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let message =
            format!("`{name}` is not read, and may be meant as the collection's settings");
        let help = if has_own {
            "write what it says into casebook.toml, and remove it"
        } else {
            "rename it to casebook.toml"
        };
        let rule = if withholds { Rule::WithheldInDoubt } else { Rule::UnknownKind };
        let mut problem = Diagnostic::new(rule, ByteRange::default(), message).help(help);
        if withholds {
            settings = settings.unreadable();
            problem = problem.with_consequence(UNREADABLE_SETTINGS);
        }
        files.push(LoadedFile::new(path, empty(vec![problem], String::new())).stamped(stamp));
    }
    (settings, files)
}

/// Reads one file; `None` where it holds no records.
pub(super) fn file(
    source: &dyn FileSource,
    cache: &Cache,
    placement: &Placement,
    path: &Path,
    words: &Vocabularies,
) -> Option<LoadedFile> {
    match placement {
        // Those of settings are read before all others.
        Placement::Settings
        | Placement::MisnamedSettings
        | Placement::Archived(_)
        | Placement::Foreign => None,
        Placement::UnknownKind(meant) => {
            Some(not_read(source, placement, path, unknown_kind(path, *meant), words))
        }
        Placement::Misnamed(meant) => {
            Some(not_read(source, placement, path, misnamed(path, meant), words))
        }
        Placement::Copy(of) => Some(copied(source, placement, path, of, words)),
        Placement::Records(form) => Some(read(source, cache, path, form, words)),
        Placement::BadName(kind, stem) => {
            let problem = bad_id(stem, ByteRange::default());
            // Its record is still shown, under the nearest id or one that is made up.
            let form = FileLayout::One { kind: *kind, id: Id::nearest_to(stem) };
            let file = read(source, cache, path, &form, words);
            let mut guessed = file.file.guessed.to_vec();
            guessed.extend(
                file.file.contents.with_records(|records| named_for_file(&form, stem, records)),
            );
            Some(file.guessed(guessed).with_problem(problem))
        }
    }
}

/// Returns the name of a file as the name of its person, withheld like the record.
fn named_for_file(form: &FileLayout, stem: &str, records: &[Record]) -> Vec<Record> {
    let mut named = named(form, stem);
    for record in &mut named {
        if records.iter().any(|record| record.says_confidential() == Some(true)) {
            record.mark_perhaps_confidential();
        }
        if records.iter().any(|record| !may_be_named(record)) {
            record.mark_unnamed();
        }
    }
    named
}

/// Looks for what a file that is not read as a record withholds: its own privacy keys, if they can
/// be read or its purpose is plain, and everything if it cannot be read.
fn not_read(
    source: &dyn FileSource,
    placement: &Placement,
    path: &Path,
    problem: Diagnostic,
    words: &Vocabularies,
) -> LoadedFile {
    let alone = |problem| LoadedFile::new(path, empty(vec![problem], String::new()));
    let forms = placement.possible_layouts(path);
    // Its name may be that of the person, as where the file lies in its place.
    let called = if let Placement::Copy(of) = placement { of } else { path };
    let stem = called.file_stem().unwrap_or_default().to_string_lossy();
    let stem = stem.split_once('.').map_or(&*stem, |(stem, _)| stem);
    let is_table = |form: &FileLayout| match form {
        FileLayout::One { id, .. } => *id == Id::nearest_to(""),
        FileLayout::Many { .. } => true,
    };
    match stamped_text(source, path) {
        Ok((text, stamp)) => {
            let read = forms.iter().map(|form| Document::read(Arc::clone(&text), form, words));
            let read =
                read.flat_map(|document| document.records.into_iter().chain(document.stray_names));
            let mut records: Vec<Record> = read.collect();
            let of_file = forms.iter().filter(|form| !is_table(form));
            let named = of_file.flat_map(|form| named_for_file(form, stem, &records));
            let named: Vec<Record> = named.collect();
            records.extend(named);
            if *placement == Placement::UnknownKind(None) {
                // It may be anything.
                records.retain(|record| {
                    record.says_confidential() == Some(true) || !may_be_named(record)
                });
            }
            alone(problem).guessed(records).stamped(stamp)
        }
        Err(unread) => {
            let UnreadableFile { error, bytes, gone, .. } = *unread;
            if gone {
                return alone(problem);
            }
            let of_file = forms.iter().filter(|form| !is_table(form));
            let of_file = of_file.flat_map(|form| all_withheld(named(form, stem)));
            let guessed = forms.iter().flat_map(|form| all_withheld(guessed(form, &bytes)));
            LoadedFile::unread(&error, Vec::new(), String::new())
                .guessed(guessed.chain(of_file).collect())
                .with_problem(problem)
        }
    }
}

/// Looks at a copy of a file for what it withholds. The lock file of an office program is not a
/// copy, unless it contains a record.
fn copied(
    source: &dyn FileSource,
    placement: &Placement,
    path: &Path,
    of: &Path,
    words: &Vocabularies,
) -> LoadedFile {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_record = |text: &str| {
        let read = |form: &FileLayout| Document::read(text, form, words).records;
        let mut records = placement.possible_layouts(path).into_iter().flat_map(|form| read(&form));
        records.any(|record| record.fields.iter().next().is_some())
    };
    if name.starts_with(LOCK) {
        let text = stamped_text(source, path);
        if !text.as_ref().is_ok_and(|(text, _)| is_record(text)) {
            let stamp = text.map_or_else(|_| source.stamp(path), |(_, stamp)| stamp);
            return LoadedFile::new(path, empty(Vec::new(), String::new())).stamped(stamp);
        }
    }
    let there = source.stamp(of).is_some() || source.read(of).is_ok();
    not_read(source, placement, path, copy(of, there), words)
}

fn copy(of: &Path, there: bool) -> Diagnostic {
    let of = of.file_name().unwrap_or_default().to_string_lossy();
    let message = format!("this is a copy of `{of}` that another program left, not a record");
    let help = if there {
        format!("write what is right in it into `{of}`, and remove this file")
    } else {
        format!("there is no `{of}`: rename this file to that, or remove it")
    };
    Diagnostic::new(Rule::UnknownKind, ByteRange::default(), message).help(help)
}

/// Returns records whose privacy keys are unknown: everything in them is withheld.
fn all_withheld(mut records: Vec<Record>) -> Vec<Record> {
    for record in &mut records {
        if record.kind.is_case() {
            record.mark_perhaps_confidential();
        }
        record.mark_unnamed();
    }
    records
}

fn read(
    source: &dyn FileSource,
    cache: &Cache,
    path: &Path,
    form: &FileLayout,
    words: &Vocabularies,
) -> LoadedFile {
    let cached = cache.get(path);
    let known = cached.and_then(|cached| Some((cached, source.stamp(path)?)));
    if let Some((cached, stamp)) = known
        && cached.is_unchanged(&stamp)
        && let Some(loaded) = cached.loaded(path, stamp, form)
    {
        return loaded;
    }
    match stamped_text(source, path) {
        Ok((text, stamp)) => {
            // A file with another stamp may still have the same bytes.
            let same = cached.filter(|cached| cached.is_of(text.as_bytes())).zip(stamp);
            let same = same.and_then(|(cached, stamp)| cached.loaded(path, stamp, form));
            same.unwrap_or_else(|| {
                LoadedFile::new(path, Document::read(text, form, words)).stamped(stamp)
            })
        }
        Err(unread) => {
            let form = Some(form).filter(|_| !unread.gone);
            unread.into_file(form)
        }
    }
}

/// Returns a file or folder that cannot be listed: if it is in the place of a case, it counts as a
/// case that cannot be read.
pub(super) fn unlisted(error: &ReadError) -> LoadedFile {
    match Placement::of(&error.path) {
        Placement::Records(form) if kind_of(&form).is_case() => {
            LoadedFile::unread(error, bare(&form), String::new())
                .guessed(all_withheld(guessed(&form, &[])))
        }
        Placement::Settings
        | Placement::Records(_)
        | Placement::Archived(_)
        | Placement::BadName(..)
        | Placement::UnknownKind(_)
        | Placement::Misnamed(_)
        | Placement::Copy(_)
        | Placement::MisnamedSettings
        | Placement::Foreign => LoadedFile::unread(error, Vec::new(), String::new()),
    }
}

fn kind_of(form: &FileLayout) -> Kind {
    match form {
        FileLayout::One { kind, .. } | FileLayout::Many { kind } => *kind,
    }
}

/// Returns the record of a file of which nothing can be read: the file is there, so links to its record
/// do not dangle. A case may be confidential.
fn bare(form: &FileLayout) -> Vec<Record> {
    let FileLayout::One { kind, id } = form else { return Vec::new() };
    let mut record = Record::bare(*kind, id.clone());
    if kind.is_case() {
        record.mark_perhaps_confidential();
    }
    vec![record]
}

/// A file of which nothing, or only a start, could be read.
pub(super) struct UnreadableFile {
    error: ReadError,
    start: String,
    /// As many of its bytes as could be read.
    bytes: Vec<u8>,
    gone: bool,
}

impl UnreadableFile {
    /// Returns the file, which holds records of that form.
    fn into_file(self, form: Option<&FileLayout>) -> LoadedFile {
        let Self { error, start, bytes, gone: _ } = self;
        let records = form.map(bare).unwrap_or_default();
        let guessed = form.map(|form| all_withheld(guessed(form, &bytes))).unwrap_or_default();
        LoadedFile::unread(&error, records, start).guessed(guessed)
    }
}

pub(super) fn stamped_text(
    source: &dyn FileSource,
    path: &Path,
) -> Result<(Arc<str>, Option<FileStamp>), Box<UnreadableFile>> {
    let (bytes, stamp) = source.read_stamped(path).map_err(|error| {
        let gone = error.gone;
        let bytes = if gone { Vec::new() } else { source.start(path) };
        Box::new(UnreadableFile { error, start: String::new(), bytes, gone })
    })?;
    // Without its mark, UTF-16 of Latin letters is also UTF-8, with a zero behind each letter.
    if is_utf16(&bytes) {
        let valid = str::from_utf8(&bytes).map_or_else(|error| error.valid_up_to(), |_| 0);
        return Err(Box::new(not_utf8(path, valid, bytes)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text.into(), stamp)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            Err(Box::new(not_utf8(path, valid, error.into_bytes())))
        }
    }
}

/// Returns the text that the bytes of a file are, where [`stamped_text`] would.
pub(super) fn text_of(bytes: &[u8]) -> Option<&str> {
    if is_utf16(bytes) { None } else { str::from_utf8(bytes).ok() }
}

fn not_utf8(path: &Path, valid: usize, bytes: Vec<u8>) -> UnreadableFile {
    let message = if is_utf16(&bytes) {
        "the file is in UTF-16"
    } else {
        "from here on the file is not in UTF-8"
    };
    let help = "save it in the encoding UTF-8; your editor has a setting for it";
    let start = bytes.get(..valid).and_then(|start| str::from_utf8(start).ok());
    let start = start.unwrap_or_default().to_owned();
    let error = ReadError {
        path: path.to_owned(),
        message: message.to_owned(),
        help: Some(help.to_owned()),
        gone: false,
    };
    UnreadableFile { error, start, bytes, gone: false }
}

fn misnamed(path: &Path, meant: &Path) -> Diagnostic {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let message = format!("`{name}` does not end in .toml, so it is not read");
    let called = meant.file_name().unwrap_or_default().to_string_lossy();
    Diagnostic::new(Rule::UnknownKind, ByteRange::default(), message)
        .help(format!("rename it to `{called}`, or keep it elsewhere where it is no record"))
}

fn unknown_kind(path: &Path, meant: Option<&str>) -> Diagnostic {
    let kinds = Kind::all().map(Kind::folder).collect::<Vec<_>>().join(", ");
    let top = path.iter().next().unwrap_or_default().to_string_lossy();
    let message = format!("not a record: `{top}` is outside the kinds' folders");
    let help = match meant {
        Some(meant) => did_you_mean(meant),
        None => format!("the folders are {kinds}"),
    };
    Diagnostic::new(Rule::UnknownKind, ByteRange::default(), message).help(help)
}

/// Reads the archived texts among these files; those that cannot be read are files with an error.
pub(super) fn archive(
    source: &dyn FileSource,
    paths: &[(Placement, PathBuf)],
) -> (Texts, Vec<LoadedFile>) {
    let read: Vec<(&Id, &PathBuf, Result<ArchivedText, LoadedFile>)> = paths
        .par_iter()
        .filter_map(|(placement, path)| match placement {
            Placement::Archived(id) => Some((id, path, archived(source, path))),
            Placement::Settings
            | Placement::Records(_)
            | Placement::BadName(..)
            | Placement::UnknownKind(_)
            | Placement::Misnamed(_)
            | Placement::Copy(_)
            | Placement::MisnamedSettings
            | Placement::Foreign => None,
        })
        .collect();
    let mut texts = Texts::new();
    let mut unreadable = Vec::new();
    for (id, path, text) in read {
        match text {
            Ok(text) => _ = texts.insert(path.clone(), (id.clone(), Arc::new(text))),
            Err(file) => unreadable.push(file),
        }
    }
    (texts, unreadable)
}

fn archived(source: &dyn FileSource, path: &Path) -> Result<ArchivedText, LoadedFile> {
    let bytes =
        source.read(path).map_err(|error| LoadedFile::unread(&error, Vec::new(), String::new()))?;
    ArchivedText::new(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        not_utf8(path, valid, error.into_bytes()).into_file(None)
    })
}

impl LoadedFile {
    /// Returns a file of which only a start could be read.
    pub(super) fn unread(error: &ReadError, records: Vec<Record>, start: String) -> Self {
        let end = start.len();
        let range = ByteRange::from_span(end..end);
        let mut problem = Diagnostic::new(Rule::Unreadable, range, error.message.clone());
        if let Some(consequence) = consequence(error) {
            problem = problem.with_consequence(consequence);
        }
        problem.help = error.help.as_deref().map(Into::into);
        let document = Document { records, ..empty(vec![problem], start) };
        Self::new(&error.path, document)
    }
}

/// Returns why a file could not be read; `None` where it could.
fn read_error_of(file: &File) -> Option<ReadError> {
    let problems = &file.now().problems;
    let problem = problems.iter().find(|problem| problem.code == Rule::Unreadable)?;
    let error = ReadError {
        path: file.path.clone(),
        message: problem.message.to_string(),
        help: problem.help.as_deref().map(str::to_owned),
        gone: false,
    };
    let Some(consequence) = consequence(&error) else { return Some(error) };
    // Of a file that is gone, nothing follows.
    Some(match error.message.strip_suffix(&format!("; {consequence}")) {
        Some(message) => ReadError { message: message.to_owned(), ..error },
        None => ReadError { gone: true, ..error },
    })
}

/// Returns what follows from a file that cannot be read.
fn consequence(error: &ReadError) -> Option<&'static str> {
    if error.gone {
        return None;
    }
    match Placement::of(&error.path) {
        Placement::Settings | Placement::MisnamedSettings => Some(UNREADABLE_SETTINGS),
        Placement::Records(FileLayout::One { kind, .. }) | Placement::BadName(kind, _)
            if kind.is_case() =>
        {
            Some("until it can be read, the case counts as confidential")
        }
        Placement::Records(FileLayout::Many { kind }) if kind.is_case() => {
            Some("until it can be read, the cases in it count as confidential")
        }
        Placement::Records(_)
        | Placement::BadName(..)
        | Placement::Archived(_)
        | Placement::UnknownKind(_)
        | Placement::Misnamed(_)
        | Placement::Copy(_)
        | Placement::Foreign => None,
    }
}

const UNREADABLE_SETTINGS: &str = "until it can be read, everything is masked, every case that does not say otherwise counts as confidential, and nothing is cached";

fn empty(problems: Vec<Diagnostic>, text: String) -> Document {
    Document { text: text.into(), records: Vec::new(), problems, stray_names: Vec::new() }
}
