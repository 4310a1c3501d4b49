//! Writes records, or a public release of a collection, to a new file or folder: for the command line and the browser.

mod release_check;

use std::io;
use std::path::Path;

use crate::collection::Collection;
use crate::exchange::{
    ExportError, ExportOptions, FORMATS, Format, NewOutput, Package as _, Readers, View, WriteError,
};
use crate::record::{Id, Kind};
use crate::redaction::{
    KeptLabels, PublicRelease, Redaction, ReleaseManifest, ReleaseSearch, SMALLEST_CLASS,
};

/// The file of a release that has its numbers.
const MANIFEST: &str = "release.json";
/// What is in every export that is not public.
pub(crate) const NOT_HELD_BACK: &str = "not held back: the names of all others, ids, titles, summaries, notes, quotes with their \
    sources, exact dates and places";
/// What is said of an evidence bag.
pub(crate) const BAG_IS_WHOLE: &str =
    "an evidence bag is never redacted: it has the files themselves, and all comments in them";
/// What a public release has.
pub(crate) const PUBLISHED: &str = "it has victims alone, one row a person, by gender, band of age, citizenship, country, year and what \
    was done to them, in classes of at least eleven people";
/// What a public release has not.
pub(crate) const NOT_PUBLISHED: &str = "held back: names, ids, titles, notes, quotes, sources of a case, days, places below a province, \
    all other records and confidential cases; values of rarer combinations, or these people";

/// Why nothing was written, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct ExportFailure {
    /// What is wrong, in a sentence without a full stop.
    pub what: String,
    /// What to do, in the imperative.
    pub remedy: String,
}

impl ExportFailure {
    /// Returns a failure with what to do.
    pub(crate) fn of(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }
}

impl From<WriteError> for ExportFailure {
    fn from(error: WriteError) -> Self {
        let remedy = if error.exists() {
            "choose another name, or delete it first: an export replaces nothing"
        } else {
            error.hint()
        };
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
        Self::of(format!("{error}{}", cause.unwrap_or_default()), remedy)
    }
}

/// Where an export goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExportTarget<'t> {
    /// The file, or the folder of a format of several files.
    pub(crate) path: &'t Path,
    /// Who may read it.
    pub(crate) readers: Readers,
    /// Whether it takes the place of a file of that name.
    pub(crate) replaces: bool,
}

impl ExportTarget<'_> {
    fn begin(self, format: &Format) -> Result<NewOutput, ExportFailure> {
        let Self { path, readers, replaces } = self;
        Ok(match (format.is_package(), replaces) {
            (true, _) => NewOutput::folder(path, readers)?,
            (false, false) => NewOutput::file(path, readers)?,
            (false, true) => NewOutput::in_place_of(path, readers)?,
        })
    }

    fn cannot_write(self, error: impl Into<ExportError>) -> ExportFailure {
        match error.into() {
            ExportError::Output(error) => ExportFailure::of(
                format!("cannot write {}: {error}", self.path.display()),
                "look whether the disk is full or the folder is gone",
            ),
            ExportError::Withheld(id) => ExportFailure::of(
                format!(
                    "the file of `{id}` names a person or place that is withheld, and this format cannot withhold anything"
                ),
                "choose another format",
            ),
        }
    }
}

/// The endings of files that no format of [`FORMATS`] has, and that a user may expect of an export.
const OTHER_ENDINGS: [&str; 3] = ["ndjson", "tsv", "zip"];

/// Returns why a format cannot be written at a path: a name that ends like that of a file is meant for one file, and several
/// files make a new folder. `one_table` says how one CSV table is written.
pub(crate) fn why_no_output(
    format: &Format,
    path: &Path,
    one_table: &str,
) -> Option<ExportFailure> {
    if !format.is_package() {
        return why_no_file(path, &format!("casebook-export.{}", format.extension));
    }
    if path.is_dir() {
        let new = path.join(format!("casebook-export-{}", format.name));
        return Some(ExportFailure::of(
            format!("{} already exists, and this format writes a new folder", shown(path)),
            format!("name one that does not exist yet, such as {}", shown(&new)),
        ));
    }
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    let is_of_file = OTHER_ENDINGS.contains(&&*ending)
        || FORMATS.iter().any(|format| format.extension == ending);
    if !is_of_file || is_folder_by_name(path) {
        return None;
    }
    let mut remedy = format!("name a folder, such as {}", shown(&path.with_extension("")));
    if format.name == "csv" {
        remedy.push_str("; ");
        remedy.push_str(one_table);
    }
    let what = format!("{} is the name of a file, and this format writes a folder", shown(path));
    Some(ExportFailure::of(what, remedy))
}

/// Returns why one file cannot be written at a path: it is a folder. `example` is a usual name.
pub(crate) fn why_no_file(path: &Path, example: &str) -> Option<ExportFailure> {
    (path.is_dir() || is_folder_by_name(path)).then(|| {
        ExportFailure::of(
            format!("{} is a folder, and one file is to be written", shown(path)),
            format!("name a file in it, such as {}", shown(&path.join(example))),
        )
    })
}

/// Returns a path without the `./` that says nothing.
fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// Returns whether a path ends as those of folders do.
fn is_folder_by_name(path: &Path) -> bool {
    path.to_string_lossy().ends_with(std::path::is_separator)
}

/// Writes records; nothing has its name until what is returned is finished. With it comes a sentence about all of them,
/// where the format has one.
pub(crate) fn write_records(
    format: &Format,
    view: &View<'_>,
    ids: &[&Id],
    target: ExportTarget<'_>,
) -> Result<(NewOutput, Option<String>), ExportFailure> {
    let notice = view.notice().map(|notice| ("CONFIDENTIAL.txt", format!("{notice}\n")));
    write(format, view, ids, target, notice.into_iter().collect())
}

/// Writes records, and in a folder some texts beside them.
fn write(
    format: &Format,
    view: &View<'_>,
    ids: &[&Id],
    target: ExportTarget<'_>,
    beside: Vec<(&'static str, String)>,
) -> Result<(NewOutput, Option<String>), ExportFailure> {
    let mut output = target.begin(format)?;
    if !format.is_package() {
        let written = format.write(view, ids, &mut output);
        let said = written.map_err(|error| target.cannot_write(error))?;
        return Ok((output, said));
    }
    let written = format.write_package(view, ids, &mut output);
    let said = written.map_err(|error| target.cannot_write(error))?;
    for (name, text) in beside {
        let added = output.add(name);
        let added = added.and_then(|file| output.put(file, text.as_bytes()));
        added.map_err(|error| target.cannot_write(error))?;
    }
    Ok((output, said))
}

/// Returns how many records of each kind were written.
pub(crate) fn counted_records(redaction: &Redaction<'_>, ids: &[&Id]) -> String {
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

/// Returns why a format cannot be published.
pub(crate) fn why_not_public(format: &Format) -> Option<ExportFailure> {
    (format.name == "bag").then(|| {
        ExportFailure::of(
            "an evidence bag has the files themselves and cannot be made public",
            "publish a release in another format, such as csv",
        )
    })
}

/// Returns why a part of a collection cannot be published.
pub(crate) fn why_no_part_is_public() -> ExportFailure {
    ExportFailure::of(
        format!(
            "a public release is of the whole collection: two releases of parts may differ by fewer than {SMALLEST_CLASS} people, and \
             being in one would say of a person what was searched for"
        ),
        format!(
            "leave out the query, and choose among the rows of the release: each number of them is 0 or at least {SMALLEST_CLASS}"
        ),
    )
}

/// Makes what may be published of a collection, which differs from an earlier release by no few people.
pub(crate) fn release<'c>(
    collection: &'c Collection,
    kept: Option<&KeptLabels>,
    earlier: Option<&ReleaseManifest>,
) -> Result<PublicRelease<'c>, ExportFailure> {
    let Some(release) = PublicRelease::with_labels(collection, kept) else {
        return Err(ExportFailure::of(
            format!(
                "nothing can be released: each combination of values has fewer than {SMALLEST_CLASS} people"
            ),
            "publish counts in words, or a release once there are more cases",
        ));
    };
    let few = earlier.map(|earlier| release.manifest().differs_by_few(earlier));
    if let Some((first, others)) = few.as_deref().and_then(<[String]>::split_first) {
        let more = match others.len() {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        return Err(ExportFailure::of(
            format!(
                "this release differs from the last one by fewer than {SMALLEST_CLASS}: {first}{more}"
            ),
            "the two together would tell of these few people: publish again once there are more cases",
        ));
    }
    if release.names_in_its_texts() {
        return Err(ExportFailure::of(
            "the title of the collection or the publisher of a source has the id of a case or a person",
            "give the record another id, if it is not by chance that they are the same",
        ));
    }
    Ok(release)
}

/// What is said of a release once it is written.
pub(crate) struct WrittenRelease {
    /// How many records it has.
    pub(crate) counted: String,
    /// A sentence about all of them, where the format has one.
    pub(crate) said: Option<String>,
    /// What it is and what it is not.
    pub(crate) report: String,
}

/// Writes a release, and reads it again: if it, or its name, names a person of the collection, nothing of it stays.
pub(crate) fn write_release(
    release: PublicRelease<'_>,
    format: &Format,
    options: &ExportOptions,
    target: ExportTarget<'_>,
) -> Result<WrittenRelease, ExportFailure> {
    let report = release.report();
    let options = &ExportOptions { notice: Some(report.clone()), ..options.clone() };
    let redaction = Redaction::everything(release.collection());
    let ids: Vec<&Id> = release.collection().ids().collect();
    let view = View::of(&redaction).with_options(options);
    let manifest = release.manifest().text();
    let manifest = manifest.map_err(|error| target.cannot_write(io::Error::from(error)))?;
    let beside = vec![
        ("RELEASE.txt", report.clone()),
        ("evidence.csv", release.evidence_table()),
        (MANIFEST, manifest),
    ];
    let (written, said) = write(format, &view, &ids, target, beside)?;
    let counted = counted_records(&redaction, &ids);
    drop((ids, redaction));
    // The names and quotes of the collection take as much memory as the release, which is written by now.
    checked(written, target, &release.into_search())?.finish()?;
    Ok(WrittenRelease { counted, said, report })
}

/// Reads the numbers of an earlier release, from its folder or its `release.json`; `read` reads a file.
pub(crate) fn read_manifest(
    path: &Path,
    read: &dyn Fn(&Path) -> io::Result<String>,
) -> Result<ReleaseManifest, ExportFailure> {
    let within = path.join(MANIFEST);
    let path = if path.is_dir() { &within } else { path };
    let text = read(path).map_err(|error| {
        ExportFailure::of(
            format!("cannot read {}: {error}", path.display()),
            "name the folder of a release, or its release.json",
        )
    })?;
    ReleaseManifest::read(&text).map_err(|error| {
        ExportFailure::of(
            format!("{}: {error}", path.display()),
            "name the folder of a release in a format of several files, such as csv",
        )
    })
}

/// Reads again what was written of a release. If it, or its name, names a person of the collection, nothing of it stays.
fn checked(
    mut written: NewOutput,
    target: ExportTarget<'_>,
    search: &ReleaseSearch<'_>,
) -> Result<NewOutput, ExportFailure> {
    let called = target.path.file_name().unwrap_or_default().to_string_lossy();
    if search.names(&release_check::in_words(&called)) {
        return Err(ExportFailure::of(
            "the name of the file or folder has a name or an id of the collection",
            "choose another name for what is to be published",
        ));
    }
    let mut named = None;
    written.read_back(&mut |name, file| {
        if named.is_none() {
            named = release_check::gives_away(search, name, file)?;
        }
        Ok(())
    })?;
    match named {
        None => Ok(written),
        Some(place) => Err(ExportFailure::of(
            format!(
                "{place} would have had a name, an id or five words of a quote of the collection, so nothing was written"
            ),
            "look in the title of the collection and in the titles and publishers of sources; a name may also be spelled as an ordinary word",
        )),
    }
}
