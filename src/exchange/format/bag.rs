//! An evidence bag (`BagIt` 1.0): the files of a collection byte for byte, with their hashes, custody, and a report.
//!
//! Nothing in it is changed, so nothing is redacted: a file in which something is withheld is left out, and the report says
//! how many are. It has no time of its own; the files have the time 0.

mod ro_crate;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Component, Path};

use ro_crate::BagCrate;

use super::{ExportError, View, csl_json, csv};
use crate::evidence::Match;
use crate::exchange::package::{FileHash, HashedFile, Package, PackageWriter};
use crate::record::{FieldId, Fields, Id, Kind, RowKind};
use crate::redaction::{HandedFile, HandedOver, RedactedRecord};
use crate::text::counted;

/// The most bytes that are written at once.
const PIECE: usize = 2048;
/// The first line of what a bag says of itself, and of its report.
const NEVER_REDACTED: &str = "An evidence bag is never redacted: it has the files themselves, and all comments in them. Hand it over as you would hand over the collection.";

/// A bag that is being filled.
struct BagWriter<'p> {
    package: &'p mut dyn Package,
    /// The files so far: those below `data`, and then those that describe the bag.
    payload: Vec<BaggedFile>,
}

/// A file of a bag, in few bytes: there may be hundreds of thousands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct BaggedFile {
    path: Box<str>,
    hash: FileHash,
    bytes: u64,
}

/// How well the words of quotes are found in the archived text of a source.
#[derive(Clone, Copy, Debug, Default)]
struct QuoteChecks {
    verbatim: usize,
    but_for_typography: usize,
    not_found: usize,
}

/// An archived text or an original with what is known of how it was captured.
struct CustodyItem {
    path: String,
    hash: String,
    source: Id,
    /// The hash of the original that the text was taken from.
    extracted_from: String,
    is_original: bool,
}

/// Writes the files of a collection as a bag.
pub(super) fn write(
    view: &View<'_>,
    ids: &[&Id],
    package: &mut dyn Package,
) -> Result<Option<String>, ExportError> {
    let handed = view.redaction.handed_over(ids);
    let mut bag = BagWriter { package, payload: Vec::new() };
    let mut items = Vec::new();
    let (mut without_original, mut withheld_originals) = (0_usize, 0_usize);
    for file in &handed.files {
        let Some(bytes) = view.redaction.bytes_of(file) else { continue };
        let Some(source) = &file.text_of else {
            bag.add(&format!("data/cases/{}", slashed(&file.path)), &bytes)?;
            continue;
        };
        let (path, hash) = bag.add(&format!("data/{}", slashed(&file.path)), &bytes)?;
        let extracted_from = match original(view, file, source) {
            BaggedOriginal::None => String::new(),
            BaggedOriginal::Missing => {
                without_original += 1;
                String::new()
            }
            BaggedOriginal::Withheld => {
                withheld_originals += 1;
                String::new()
            }
            BaggedOriginal::Bytes(name, bytes) => {
                let (path, hash) = bag.add(&format!("data/{name}"), &bytes)?;
                let (source, extracted_from) = (source.clone(), String::new());
                let sum = hash.clone();
                items.push(CustodyItem { path, hash, source, extracted_from, is_original: true });
                sum
            }
        };
        let source = source.clone();
        items.push(CustodyItem { path, hash, source, extracted_from, is_original: false });
    }
    items.sort_by(|one, other| one.path.cmp(&other.path));
    let checks = quote_checks(view, ids);
    bag.add("data/custody.csv", custody(view, &items, &checks)?.as_bytes())?;
    bag.add("data/custody-events.csv", custody_events(view, ids)?.as_bytes())?;
    let sources: Vec<&Id> =
        ids.iter().copied().filter(|id| view.redaction.kind_of(id) == Some(Kind::Source)).collect();
    bag.add_with("data/sources.csl.json", |out| csl_json::write(view, &sources, out).map(|_| ()))?;
    let report = report(view, &handed, without_original, withheld_originals, &checks);
    bag.add("data/REPORT.txt", report.as_bytes())?;
    bag.payload.sort();
    let files = std::mem::take(&mut bag.payload);
    let day = newest_day(view, &sources);
    let title = view.redaction.title();
    let described =
        BagCrate { title: title.as_deref().unwrap_or("Case files"), day, files: &files };
    bag.add_with("data/ro-crate-metadata.json", |out| Ok(super::write_json(&described, out)?))?;
    bag.finish(view, files)?;
    Ok(None)
}

/// The original of an archived text, as far as it can be handed over.
enum BaggedOriginal {
    /// The source names none.
    None,
    /// It is not in the archive.
    Missing,
    /// Something that is withheld is in it, or may be.
    Withheld,
    /// Its path in the collection, and its bytes.
    Bytes(String, Vec<u8>),
}

fn original(view: &View<'_>, file: &HandedFile, source: &Id) -> BaggedOriginal {
    let Some(path) = view.redaction.original_of(source).filter(|path| *path != file.path) else {
        return BaggedOriginal::None;
    };
    let Some(bytes) = view.files.and_then(|read| read(&path)) else {
        return BaggedOriginal::Missing;
    };
    if !view.redaction.may_hand_over_bytes(&path, &bytes) {
        return BaggedOriginal::Withheld;
    }
    BaggedOriginal::Bytes(slashed(&path), bytes)
}

/// Returns a path with the sign that parts folders in a bag.
fn slashed(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            None
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Returns a path as a manifest has it.
pub(in crate::exchange) fn in_manifest(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

impl BagWriter<'_> {
    fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(String, String), ExportError> {
        self.add_with(path, |out| {
            bytes.chunks(PIECE).try_for_each(|piece| out.write_all(piece))?;
            Ok(())
        })
    }

    fn add_with(
        &mut self,
        path: &str,
        write: impl FnOnce(&mut dyn io::Write) -> Result<(), ExportError>,
    ) -> Result<(String, String), ExportError> {
        let mut file = HashedFile::add(self.package, path)?;
        write(&mut PackageWriter { package: self.package, file: &mut file })?;
        file.close(self.package)?;
        let (bytes, hash) = file.digest();
        self.payload.push(BaggedFile { path: path.into(), hash, bytes });
        Ok((path.to_owned(), hash.to_string()))
    }

    /// Adds what a bag says of its files, of which these were added before the last.
    fn finish(mut self, view: &View<'_>, mut payload: Vec<BaggedFile>) -> Result<(), ExportError> {
        payload.append(&mut self.payload);
        payload.sort();
        let bytes: u64 = payload.iter().map(|file| file.bytes).sum();
        let title = view.redaction.title();
        let title = title.as_deref().unwrap_or("Case files");
        let in_one_line: Vec<&str> = title.split_whitespace().collect();
        let info = format!(
            "Bag-Software-Agent: casebook {}\nExternal-Description: {}\nInternal-Sender-Description: {NEVER_REDACTED}\nPayload-Oxum: {bytes}.{}\n",
            env!("CARGO_PKG_VERSION"),
            in_one_line.join(" "),
            payload.len(),
        );
        self.add("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
        self.add("bag-info.txt", info.as_bytes())?;
        self.add_with("manifest-sha256.txt", |out| Ok(manifest(&payload, out)?))?;
        let mut tags = std::mem::take(&mut self.payload);
        tags.sort();
        self.add_with("tagmanifest-sha256.txt", |out| Ok(manifest(&tags, out)?))?;
        Ok(())
    }
}

/// Writes a line for each file with its hash and its path.
fn manifest(files: &[BaggedFile], out: &mut dyn io::Write) -> io::Result<()> {
    files.iter().try_for_each(|BaggedFile { path, hash, bytes: _ }| {
        out.write_all(format!("{hash}  {}\n", in_manifest(path)).as_bytes())
    })
}

/// Counts for each source how the words of its quotes are found in its archived text.
fn quote_checks(view: &View<'_>, ids: &[&Id]) -> BTreeMap<Id, QuoteChecks> {
    let found = |released: &RedactedRecord<'_>| {
        let evidence = released.evidence();
        let quotes = released.quotes().iter().enumerate().filter_map(|(at, quote)| {
            Some((quote.source()?.clone(), evidence.as_ref()?.quote(at)))
        });
        quotes.collect::<Vec<_>>()
    };
    let mut checks: BTreeMap<Id, QuoteChecks> = BTreeMap::new();
    for (source, found) in view.redaction.map_records(ids.iter().copied(), found).flatten() {
        let of_source = checks.entry(source).or_default();
        match found {
            Match::Verbatim(_) => of_source.verbatim += 1,
            Match::ButForTypography(_) => of_source.but_for_typography += 1,
            Match::Close(_) | Match::NotFound => of_source.not_found += 1,
            Match::NotArchived => {}
        }
    }
    checks
}

/// Returns the table of how each archived file was captured.
fn custody(
    view: &View<'_>,
    items: &[CustodyItem],
    checks: &BTreeMap<Id, QuoteChecks>,
) -> Result<String, ExportError> {
    let style = ::csv::QuoteStyle::Necessary;
    let header = [
        "item",
        "sha256",
        "source",
        "url",
        "collected_at",
        "collected_by",
        "collection_method",
        "extracted_with",
        "extracted_from",
        "recorded_sha256",
        "quotes_verbatim",
        "quotes_but_for_typography",
        "quotes_not_found",
    ];
    let mut table = csv::line(style, header.into_iter())?;
    for item in items {
        let released = view.redaction.get(&item.source);
        let text = |name: FieldId| {
            let fields: Option<&Fields> = released.as_ref().map(RedactedRecord::fields);
            let items = fields.and_then(|fields| fields.get(name)).map(|entry| &entry.items);
            let first = items.and_then(|items| items.first());
            first.map(|item| item.value.written().into_owned()).unwrap_or_default()
        };
        let found = checks.get(&item.source).copied().unwrap_or_default();
        // The quotes are checked against the text, not against what it was taken from.
        let numbers = [found.verbatim, found.but_for_typography, found.not_found]
            .map(|number| if item.is_original { String::new() } else { number.to_string() });
        let [verbatim, typography, not_found] = numbers;
        let recorded = if item.is_original { FieldId::OriginalSha256 } else { FieldId::Sha256 };
        let with = if item.is_original { String::new() } else { text(FieldId::ExtractedWith) };
        let cells = [
            item.path.clone(),
            item.hash.clone(),
            item.source.to_string(),
            text(FieldId::Url),
            text(FieldId::CollectedAt),
            text(FieldId::CollectedBy),
            text(FieldId::CollectionMethod),
            with,
            item.extracted_from.clone(),
            text(recorded),
            verbatim,
            typography,
            not_found,
        ];
        table.push_str(&csv::line(style, cells.into_iter())?);
    }
    Ok(table)
}

/// Returns the table of what was done with the copies of sources after they were captured.
fn custody_events(view: &View<'_>, ids: &[&Id]) -> Result<String, ExportError> {
    let style = ::csv::QuoteStyle::Necessary;
    let mut table = csv::line(style, ["source", "at", "by", "action"].into_iter())?;
    let lines = |released: &RedactedRecord<'_>| {
        let rows = released.rows(RowKind::Custody).map(|row| {
            let text = |name: FieldId| {
                let items = row.fields.get(name).map_or(&[][..], |entry| &entry.items);
                let first = items.first().map(|item| item.value.written().into_owned());
                first.unwrap_or_default()
            };
            let [at, by, action] = [FieldId::At, FieldId::By, FieldId::Action].map(text);
            csv::line(style, [released.id().to_string(), at, by, action].into_iter())
        });
        rows.collect::<Vec<_>>()
    };
    for line in view.redaction.map_records(ids.iter().copied(), lines).flatten() {
        table.push_str(&line?);
    }
    Ok(table)
}

/// Returns what is in the bag, what was left out and why, and what `check` says.
fn report(
    view: &View<'_>,
    handed: &HandedOver,
    without_original: usize,
    withheld_originals: usize,
    checks: &BTreeMap<Id, QuoteChecks>,
) -> String {
    let texts = handed.files.iter().filter(|file| file.text_of.is_some()).count();
    let title = view.redaction.title();
    let mut report =
        format!("{}\n\n{NEVER_REDACTED}\n\n", title.as_deref().unwrap_or("Case files"));
    _ = writeln!(
        report,
        "In it: {} of records, {}.",
        files(handed.files.len() - texts),
        counted(texts, "archived text"),
    );
    let mut left_out = Vec::new();
    for (count, why) in [
        (
            handed.withheld_files,
            "of records, which have a confidential case, or a name or place that is withheld",
        ),
        (handed.withheld_texts, "of archived texts, which have a name that is withheld"),
        (withheld_originals, "of originals, which have such a name or cannot be searched for one"),
        (without_original, "of originals, which are not in the archive"),
    ] {
        if count > 0 {
            left_out.push(format!("  {} {why}\n", files(count)));
        }
    }
    if left_out.is_empty() {
        report.push_str("Nothing was left out.\n");
    } else {
        report.push_str("Left out:\n");
        report.extend(left_out);
    }
    if handed.without_text > 0 {
        let sources = if handed.without_text == 1 { "source has" } else { "sources have" };
        _ = writeln!(report, "{} {sources} no archived text.", handed.without_text);
    }
    let sum = checks.values().fold(QuoteChecks::default(), |sum, one| QuoteChecks {
        verbatim: sum.verbatim + one.verbatim,
        but_for_typography: sum.but_for_typography + one.but_for_typography,
        not_found: sum.not_found + one.not_found,
    });
    let QuoteChecks { verbatim, but_for_typography, not_found } = sum;
    _ = writeln!(
        report,
        "Quotes whose source is archived: {verbatim} verbatim, {but_for_typography} but for typography, {not_found} not found."
    );
    let [errors, warnings] = handed.problems;
    _ = writeln!(
        report,
        "`casebook check` on the whole collection: {}, {}.",
        counted(errors, "error"),
        counted(warnings, "warning"),
    );
    report.push_str(
        "\nTo find out whether anything was changed since: casebook bag check FOLDER, or any program that knows BagIt.\n\
         custody.csv has a row for each archived file; custody-events.csv what was done with copies afterwards.\n\
         A time stamp of manifest-sha256.txt (RFC 3161, OpenTimestamps) may be put beside the bag.\n",
    );
    report
}

fn files(count: usize) -> String {
    counted(count, "file")
}

/// Returns the newest day that a source names: nothing of the clock is in an export.
fn newest_day(view: &View<'_>, sources: &[&Id]) -> Option<String> {
    let newest = |released: &RedactedRecord<'_>| {
        let days = [FieldId::Published, FieldId::CollectedAt].map(|name| {
            let (year, month, day) = released.fields().date(name)?.earliest()?.parts()?;
            (1..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
        });
        days.into_iter().flatten().max()
    };
    view.redaction.map_records(sources.iter().copied(), newest).flatten().max()
}
