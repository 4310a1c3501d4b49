//! Reading every file of a collection, in parallel, each with all that is wrong with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::iter::Either;
use rayon::prelude::*;

use crate::evidence::ArchivedText;
use crate::record::{Document, Form, Id, Kind, Problem, Record, Rule, Vocabularies, bad_id};
use crate::text::ByteRange;

use super::assemble::{Collection, Texts};
use super::cache::Cache;
use super::copies::LOCK;
use super::file::Standing;
use super::folder::{Shelf, Trouble};
use super::fresh::{Fresh, PRESSED};
use super::guess::{guessed, is_utf16, named};
use super::naming::may_be_named;
use super::placement::Placement;
use super::rules::Check;
use super::settings::Settings;
use super::stamp::Stamp;
use super::told::Met;

/// How far the reading of a collection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many files were read.
    pub read: usize,
    /// How many there are.
    pub of: usize,
}

/// A collection of which the first files were read.
pub struct Begun<'l> {
    /// How far the reading has come.
    pub progress: Progress,
    so_far: SoFar<'l>,
}

/// What was read of a collection.
enum SoFar<'l> {
    Some { files: &'l [Fresh], settings: &'l Settings, texts: &'l Texts },
    All(&'l Collection),
}

impl Begun<'_> {
    /// Returns what was read so far, as far as it can be shown: nobody has looked yet for what is wrong
    /// with it, since what a link leads to may come later. What is to be held back may come later too,
    /// so that of a part no word may be shown.
    pub fn collection(&self) -> Collection {
        match self.so_far {
            SoFar::Some { files, settings, texts } => {
                Collection::assemble(files.to_vec(), settings.clone(), texts.clone())
            }
            SoFar::All(collection) => {
                // Looked for once, here and in the collection that is going to be checked.
                _ = collection.confidential();
                collection.clone()
            }
        }
    }
}

/// Reads the collection on a shelf. Never fails: what cannot be read is among the findings.
pub fn load(shelf: &dyn Shelf) -> Collection {
    load_after(shelf, &Collection::default())
}

/// Reads the collection on a shelf, files that are in a cache as they are from there, and tells every
/// so many files how far it has come. Nobody has looked yet for what is wrong with it.
pub fn load_unchecked(
    shelf: &dyn Shelf,
    cache: &Cache,
    tell: &mut dyn FnMut(&Begun<'_>),
) -> Collection {
    read_after(shelf, (&Collection::default(), cache), tell)
}

/// Reads the collection on a shelf as [`load`] does, but that a file which breaks TOML's grammar now
/// keeps the records that it had in an earlier reading, if it was sound then.
pub fn load_after(shelf: &dyn Shelf, earlier: &Collection) -> Collection {
    load_telling(shelf, (earlier, &Cache::default()), &mut |_| {})
}

/// Reads the collection on a shelf as [`load_after`] does, files that are in a cache as they are from
/// there, and tells every so many files how far it has come: the records that cases link to first;
/// and once more when all are read, before they are checked.
pub fn load_telling(
    shelf: &dyn Shelf,
    from: (&Collection, &Cache),
    tell: &mut dyn FnMut(&Begun<'_>),
) -> Collection {
    read_after(shelf, from, tell).checked()
}

fn read_after(
    shelf: &dyn Shelf,
    (earlier, cache): (&Collection, &Cache),
    tell: &mut dyn FnMut(&Begun<'_>),
) -> Collection {
    // Both take a while.
    let (listed, _) = rayon::join(|| shelf.list(), || cache.is_empty());
    let (mut paths, mut files): (Vec<_>, Vec<_>) =
        listed.into_par_iter().partition_map(|listed| match listed {
            Ok(path) => Either::Left((Placement::of(&path), path)),
            Err(trouble) => Either::Right(unlisted(&trouble)),
        });
    let unlisted = files.iter().any(|fresh| Placement::of(&fresh.file.path).is_of_settings());
    let (settings, settings_file) = settings(shelf, (&paths, unlisted), earlier);
    files.extend(settings_file);
    let (settings, misnamed) = misnamed_settings(shelf, &paths, settings);
    files.extend(misnamed);
    let (texts, troubles) = archive(shelf, &paths);
    files.extend(troubles);
    let words = settings.vocabularies();
    // Tables first: they are few, and hold what the others link to.
    paths.sort_by_key(|(placement, _)| matches!(placement, Placement::Records(Form::One { .. })));
    let (mut rest, mut step) = (paths.as_slice(), FIRST_STEP);
    while let Some((next, behind)) =
        rest.split_at_checked(step.min(rest.len())).filter(|_| !rest.is_empty())
    {
        let read = next.par_chunks(PRESSED).map_init(Met::default, |met, some| {
            let read = some.iter().filter_map(|(placement, path)| {
                let file = file((shelf, cache), placement, path, &words)?;
                Some(file.or_as_it_was(earlier.file_at(path)))
            });
            Fresh::pressed(read.collect(), met)
        });
        files.par_extend(read.flatten_iter());
        (rest, step) = (behind, (2 * step).min(LARGEST_STEP));
        if !rest.is_empty() {
            let progress = Progress { read: paths.len() - rest.len(), of: paths.len() };
            let so_far = SoFar::Some { files: &files, settings: &settings, texts: &texts };
            tell(&Begun { progress, so_far });
        }
    }
    let mut collection = Collection::assemble(files, settings, texts);
    collection.hold_back_all_departed(earlier);
    let progress = Progress { read: paths.len(), of: paths.len() };
    tell(&Begun { progress, so_far: SoFar::All(&collection) });
    collection
}

impl Collection {
    /// Returns the collection with all that is wrong with it found, and how its fields stand counted.
    #[must_use]
    pub fn checked(mut self) -> Self {
        let checked = Check::all(&self);
        self.found = checked.iter().map(|(checked, _)| checked.problems.len()).sum();
        self.marks = checked.iter().map(|(_, marks)| *marks).sum();
        self.files = checked.into_iter().map(|(checked, _)| checked).collect();
        self
    }
}

/// After so many files somebody is told for the first time, after twice as many more again.
const FIRST_STEP: usize = 1024;
/// Nobody waits for more files than this.
const LARGEST_STEP: usize = 8192;

fn settings(
    shelf: &dyn Shelf,
    (paths, unlisted): (&[(Placement, PathBuf)], bool),
    earlier: &Collection,
) -> (Settings, Option<Fresh>) {
    let before = earlier.settings();
    let Some((_, path)) = paths.iter().find(|(placement, _)| *placement == Placement::Settings)
    else {
        // A file that is gone holds back what it held back, as long as the program runs.
        let settings = Settings::default().with_held_back_by(before);
        return (if unlisted { before.clone().unreadable() } else { settings }, None);
    };
    match stamped_text(shelf, path) {
        Ok((text, stamp)) => {
            let (settings, document) = Settings::read(text);
            let file = Fresh::new(path, document).stamped(stamp);
            let file = file.or_as_it_was(earlier.file_at(path));
            match file.file.standing {
                Standing::Current => (settings, Some(file)),
                Standing::Outdated(_) => (before.clone().with_held_back_by(&settings), Some(file)),
            }
        }
        Err(unread) => (before.clone().unreadable(), Some(unread.into_file(None))),
    }
}

/// Looks at the files that may be meant as the settings: where one tries to hold something back, all is
/// held back.
fn misnamed_settings(
    shelf: &dyn Shelf,
    paths: &[(Placement, PathBuf)],
    mut settings: Settings,
) -> (Settings, Vec<Fresh>) {
    let mut files = Vec::new();
    let has_own = paths.iter().any(|(placement, _)| *placement == Placement::Settings);
    for (_, path) in paths.iter().filter(|(place, _)| *place == Placement::MisnamedSettings) {
        let (holds_back, stamp) = match stamped_text(shelf, path) {
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
        let rule = if holds_back { Rule::HeldBackInDoubt } else { Rule::UnknownKind };
        let mut problem = Problem::new(rule, ByteRange::default(), message).help(help);
        if holds_back {
            settings = settings.unreadable();
            problem = problem.so(UNREADABLE_SETTINGS);
        }
        files.push(Fresh::new(path, empty(vec![problem], String::new())).stamped(stamp));
    }
    (settings, files)
}

/// Reads one file; `None` where it holds no records.
pub(super) fn file(
    from: (&dyn Shelf, &Cache),
    placement: &Placement,
    path: &Path,
    words: &Vocabularies,
) -> Option<Fresh> {
    match placement {
        // Those of settings are read before all others.
        Placement::Settings
        | Placement::MisnamedSettings
        | Placement::Archived(_)
        | Placement::Foreign => None,
        Placement::UnknownKind(meant) => {
            Some(not_read(from.0, (placement, path), unknown_kind(path, *meant), words))
        }
        Placement::Misnamed(meant) => {
            Some(not_read(from.0, (placement, path), misnamed(path, meant), words))
        }
        Placement::Copy(of) => Some(copied(from.0, (placement, path), of, words)),
        Placement::Records(form) => Some(read(from, path, form, words)),
        Placement::BadName(kind, stem) => {
            let problem = bad_id(stem, ByteRange::default());
            // Its record is still shown, under the nearest id or one that is made up.
            let form = Form::One { kind: *kind, id: Id::nearest_to(stem) };
            let file = read(from, path, &form, words);
            let mut guessed = file.file.guessed.to_vec();
            guessed.extend(file.file.contents.look(|records| named_for_file(&form, stem, records)));
            Some(file.guessed(guessed).with_problem(problem))
        }
    }
}

/// Returns the name of a file as that of the person of its record, held back as the record is.
fn named_for_file(form: &Form, stem: &str, records: &[Record]) -> Vec<Record> {
    let mut named = named(form, stem);
    for record in &mut named {
        if records.iter().any(|record| record.says_confidential() == Some(true)) {
            record.hold_back();
        }
        if records.iter().any(|record| !may_be_named(record)) {
            record.leave_unnamed();
        }
    }
    named
}

/// Looks at a file that is not read as a record for what it holds back: that is what it says, as far as
/// it holds back or it is plain what it was meant to be, and all where nobody can read it.
fn not_read(
    shelf: &dyn Shelf,
    (placement, path): (&Placement, &Path),
    problem: Problem,
    words: &Vocabularies,
) -> Fresh {
    let alone = |problem| Fresh::new(path, empty(vec![problem], String::new()));
    let forms = placement.forms_meant(path);
    // Its name may be that of the person, as where the file lies in its place.
    let called = if let Placement::Copy(of) = placement { of } else { path };
    let stem = called.file_stem().unwrap_or_default().to_string_lossy();
    let stem = stem.split_once('.').map_or(&*stem, |(stem, _)| stem);
    let is_table = |form: &Form| match form {
        Form::One { id, .. } => *id == Id::nearest_to(""),
        Form::Many { .. } => true,
    };
    match stamped_text(shelf, path) {
        Ok((text, stamp)) => {
            let read = forms.iter().map(|form| Document::read(Arc::clone(&text), form, words));
            let read =
                read.flat_map(|document| document.records.into_iter().chain(document.unread));
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
            let Unread { trouble, bytes, gone, .. } = *unread;
            if gone {
                return alone(problem);
            }
            let of_file = forms.iter().filter(|form| !is_table(form));
            let of_file = of_file.flat_map(|form| held_back(named(form, stem)));
            let guessed = forms.iter().flat_map(|form| held_back(guessed(form, &bytes)));
            Fresh::unread(&trouble, Vec::new(), String::new())
                .guessed(guessed.chain(of_file).collect())
                .with_problem(problem)
        }
    }
}

/// Looks at a copy of a file for what it holds back. The file by which an office program holds another open
/// is none, unless a record is in it.
fn copied(
    shelf: &dyn Shelf,
    (placement, path): (&Placement, &Path),
    of: &Path,
    words: &Vocabularies,
) -> Fresh {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_record = |text: &str| {
        let read = |form: &Form| Document::read(text, form, words).records;
        let mut records = placement.forms_meant(path).into_iter().flat_map(|form| read(&form));
        records.any(|record| record.fields.iter().next().is_some())
    };
    if name.starts_with(LOCK) {
        let text = stamped_text(shelf, path);
        if !text.as_ref().is_ok_and(|(text, _)| is_record(text)) {
            let stamp = text.map_or_else(|_| shelf.stamp(path), |(_, stamp)| stamp);
            return Fresh::new(path, empty(Vec::new(), String::new())).stamped(stamp);
        }
    }
    let there = shelf.stamp(of).is_some() || shelf.read(of).is_ok();
    not_read(shelf, (placement, path), copy(of, there), words)
}

fn copy(of: &Path, there: bool) -> Problem {
    let of = of.file_name().unwrap_or_default().to_string_lossy();
    let message = format!("this is a copy of `{of}` that another program left, and is no record");
    let help = if there {
        format!("write what is right in it into `{of}`, and remove this file")
    } else {
        format!("there is no `{of}`: rename this file to that, or remove it")
    };
    Problem::new(Rule::UnknownKind, ByteRange::default(), message).help(help)
}

/// Returns records of which nobody can tell what they hold back: everything.
fn held_back(mut records: Vec<Record>) -> Vec<Record> {
    for record in &mut records {
        if record.kind.is_case() {
            record.hold_back();
        }
        record.leave_unnamed();
    }
    records
}

fn read(
    (shelf, cache): (&dyn Shelf, &Cache),
    path: &Path,
    form: &Form,
    words: &Vocabularies,
) -> Fresh {
    let kept = cache.get(path);
    let known = kept.and_then(|kept| Some((kept, shelf.stamp(path)?)));
    if let Some((kept, stamp)) = known
        && kept.vouches_for(&stamp)
        && let Some(fresh) = kept.fresh(path, stamp, form)
    {
        return fresh;
    }
    match stamped_text(shelf, path) {
        Ok((text, stamp)) => {
            // What the file system does not vouch for may still have the same bytes.
            let same = kept.filter(|kept| kept.is_of(text.as_bytes())).zip(stamp);
            let same = same.and_then(|(kept, stamp)| kept.fresh(path, stamp, form));
            same.unwrap_or_else(|| {
                Fresh::new(path, Document::read(text, form, words)).stamped(stamp)
            })
        }
        Err(unread) => {
            let form = Some(form).filter(|_| !unread.gone);
            unread.into_file(form)
        }
    }
}

/// Returns a file or folder that cannot be listed: what lies in the place of a case is one, and nobody
/// can read it.
pub(super) fn unlisted(trouble: &Trouble) -> Fresh {
    match Placement::of(&trouble.path) {
        Placement::Records(form) if kind_of(&form).is_case() => {
            Fresh::unread(trouble, bare(&form), String::new())
                .guessed(held_back(guessed(&form, &[])))
        }
        Placement::Settings
        | Placement::Records(_)
        | Placement::Archived(_)
        | Placement::BadName(..)
        | Placement::UnknownKind(_)
        | Placement::Misnamed(_)
        | Placement::Copy(_)
        | Placement::MisnamedSettings
        | Placement::Foreign => Fresh::unread(trouble, Vec::new(), String::new()),
    }
}

fn kind_of(form: &Form) -> Kind {
    match form {
        Form::One { kind, .. } | Form::Many { kind } => *kind,
    }
}

/// Returns the record of a file of which nothing can be read: the file is there, so links to its record
/// do not dangle. A case may be confidential.
fn bare(form: &Form) -> Vec<Record> {
    let Form::One { kind, id } = form else { return Vec::new() };
    let mut record = Record::bare(*kind, id.clone());
    if kind.is_case() {
        record.hold_back();
    }
    vec![record]
}

/// A file of which nothing, or only a start, could be read.
struct Unread {
    trouble: Trouble,
    start: String,
    /// As many of its bytes as could be read.
    bytes: Vec<u8>,
    gone: bool,
}

impl Unread {
    /// Returns the file, which holds records of that form.
    fn into_file(self, form: Option<&Form>) -> Fresh {
        let Self { trouble, start, bytes, gone: _ } = self;
        let records = form.map(bare).unwrap_or_default();
        let guessed = form.map(|form| held_back(guessed(form, &bytes))).unwrap_or_default();
        Fresh::unread(&trouble, records, start).guessed(guessed)
    }
}

fn stamped_text(shelf: &dyn Shelf, path: &Path) -> Result<(Arc<str>, Option<Stamp>), Box<Unread>> {
    let (bytes, stamp) = shelf.read_stamped(path).map_err(|trouble| {
        let gone = trouble.gone;
        let bytes = if gone { Vec::new() } else { shelf.start(path) };
        Box::new(Unread { trouble, start: String::new(), bytes, gone })
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

fn not_utf8(path: &Path, valid: usize, bytes: Vec<u8>) -> Unread {
    let message = if is_utf16(&bytes) {
        "the file is in UTF-16"
    } else {
        "from here on the file is not in UTF-8"
    };
    let help = "save it in the encoding UTF-8; your editor has a setting for it";
    let start = bytes.get(..valid).and_then(|start| str::from_utf8(start).ok());
    let start = start.unwrap_or_default().to_owned();
    let trouble = Trouble {
        path: path.to_owned(),
        message: message.to_owned(),
        help: Some(help.to_owned()),
        gone: false,
    };
    Unread { trouble, start, bytes, gone: false }
}

fn misnamed(path: &Path, meant: &Path) -> Problem {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let message = format!("`{name}` does not end in .toml, and is not read");
    let called = meant.file_name().unwrap_or_default().to_string_lossy();
    Problem::new(Rule::UnknownKind, ByteRange::default(), message)
        .help(format!("rename it to `{called}`, or keep it elsewhere where it is no record"))
}

fn unknown_kind(path: &Path, meant: Option<&str>) -> Problem {
    let kinds = Kind::all().map(Kind::folder).collect::<Vec<_>>().join(", ");
    let top = path.iter().next().unwrap_or_default().to_string_lossy();
    let message = format!("`{top}` is no kind of record");
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the kinds are {kinds}"),
    };
    Problem::new(Rule::UnknownKind, ByteRange::default(), message).help(help)
}

/// Reads the archived texts among these files; those that cannot be read are files with trouble.
pub(super) fn archive(shelf: &dyn Shelf, paths: &[(Placement, PathBuf)]) -> (Texts, Vec<Fresh>) {
    let read: Vec<(&Id, &PathBuf, Result<ArchivedText, Fresh>)> = paths
        .par_iter()
        .filter_map(|(placement, path)| match placement {
            Placement::Archived(id) => Some((id, path, archived(shelf, path))),
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
    let mut troubles = Vec::new();
    for (id, path, text) in read {
        match text {
            Ok(text) => _ = texts.insert(path.clone(), (id.clone(), Arc::new(text))),
            Err(file) => troubles.push(file),
        }
    }
    (texts, troubles)
}

fn archived(shelf: &dyn Shelf, path: &Path) -> Result<ArchivedText, Fresh> {
    let bytes =
        shelf.read(path).map_err(|trouble| Fresh::unread(&trouble, Vec::new(), String::new()))?;
    ArchivedText::new(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        not_utf8(path, valid, error.into_bytes()).into_file(None)
    })
}

impl Fresh {
    /// Returns a file of which only a start could be read.
    pub(super) fn unread(trouble: &Trouble, records: Vec<Record>, start: String) -> Self {
        let end = start.len();
        let range = ByteRange::from_span(end..end);
        let mut problem = Problem::new(Rule::Unreadable, range, trouble.message.clone());
        if let Some(consequence) = consequence(trouble) {
            problem = problem.so(consequence);
        }
        problem.help.clone_from(&trouble.help);
        let document = Document { records, ..empty(vec![problem], start) };
        Self::new(&trouble.path, document)
    }
}

/// Returns what follows from a file that cannot be read.
fn consequence(trouble: &Trouble) -> Option<&'static str> {
    if trouble.gone {
        return None;
    }
    match Placement::of(&trouble.path) {
        Placement::Settings | Placement::MisnamedSettings => Some(UNREADABLE_SETTINGS),
        Placement::Records(Form::One { kind, .. }) | Placement::BadName(kind, _)
            if kind.is_case() =>
        {
            Some("until it can be read, the case counts as confidential")
        }
        Placement::Records(Form::Many { kind }) if kind.is_case() => {
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

fn empty(problems: Vec<Problem>, text: String) -> Document {
    Document { text: text.into(), records: Vec::new(), problems, unread: Vec::new() }
}
