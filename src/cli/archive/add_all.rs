//! `casebook archive add --all`: adds the saved pages of a folder, each to the source that it is of.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use crate::capture::{CaptureRequest, LARGEST_CAPTURE, SavedPage, web_address};
use crate::cli::locate::CollectionPlace;
use crate::cli::{bounded_read, output};
use crate::collection::Collection;
use crate::record::{Id, Kind};
use crate::redaction::{Policy, Redaction};
use crate::text::counted;

use super::add::{AddedText, Arguments, KeptFile, read};
use super::provenance::addresses_of;

/// A page that is to be added to a source.
struct MatchedPage {
    file: PathBuf,
    page: SavedPage,
    kept: Option<KeptFile>,
}

/// The sources of a collection by their addresses; `None` where several have the same.
type SourcesByAddress = BTreeMap<String, Option<Id>>;

/// Adds the files that lie in a folder, not those in folders below it: there browsers keep parts of pages.
pub(super) fn run(
    place: &CollectionPlace,
    folder: &Path,
    arguments: &Arguments,
) -> anyhow::Result<ExitCode> {
    let collection = place.load();
    let redaction = Redaction::of(&collection, Policy::Default);
    let by_address = by_address(&collection);
    let mut matched: BTreeMap<Id, Vec<MatchedPage>> = BTreeMap::new();
    let mut left = 0;
    let mut leave = |file: &Path, why: &str| {
        left += 1;
        output::print_message(&format!("{}: {why}", file.display()));
    };
    for file in files(folder)? {
        let bytes = match bounded_read::read_plain_up_to(&file, LARGEST_CAPTURE) {
            Ok(bytes) => bytes,
            Err(error) => {
                leave(&file, &format!("not read: {error}"));
                continue;
            }
        };
        match pages(&file, &bytes, arguments, &collection, &by_address) {
            Ok(pages) => {
                for (id, page, request) in pages {
                    let kept = KeptFile::of_page(&page, &bytes, &request);
                    let page = MatchedPage { file: file.clone(), page, kept };
                    matched.entry(id).or_default().push(page);
                }
            }
            Err(why) => leave(&file, &why),
        }
    }
    let mut added = 0;
    for (id, pages) in &matched {
        let [MatchedPage { file, page, kept }] = pages.as_slice() else {
            for MatchedPage { file, .. } in pages {
                leave(
                    file,
                    &format!(
                        "several files are of the source {}; add one of them alone",
                        redaction.id(id)
                    ),
                );
            }
            continue;
        };
        let Some(located) = collection.get(id.as_str()) else { continue };
        let text = AddedText { page, original: kept.as_ref(), replace: arguments.replace };
        match text.store(place, &collection, located) {
            Ok(stored) => {
                added += 1;
                for warning in &stored.warnings {
                    output::print_message(&format!("warning: {}: {warning}", file.display()));
                }
                let shown = redaction.path(&place.path_of(&stored.path));
                output::print(&format!("{shown}\n"))?;
            }
            Err(error) => leave(file, &redaction.text_with_places(&format!("{error:#}"))),
        }
    }
    let archived = counted(added, "text");
    output::print_message(&match left {
        0 => format!("archived {archived}"),
        1 => format!("archived {archived}; 1 file was left out"),
        _ => format!("archived {archived}; {left} files were left out"),
    });
    Ok(if left == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Returns the files in a folder, by their names.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let read = || format!("cannot read {}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(read)? {
        let entry = entry.with_context(read)?;
        let is_seen = !entry.file_name().as_encoded_bytes().starts_with(b".");
        if is_seen && entry.file_type().with_context(read)?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn by_address(collection: &Collection) -> SourcesByAddress {
    let mut sources = SourcesByAddress::new();
    for located in collection.of_kind(Kind::Source) {
        for address in addresses_of(located.record).filter_map(web_address) {
            let id = Some(located.record.id.clone());
            let known = sources.entry(address).or_insert_with(|| id.clone());
            if *known != id {
                *known = None;
            }
        }
    }
    sources
}

/// Returns the pages of a file with the sources that they are of; why there is none.
fn pages(
    file: &Path,
    bytes: &[u8],
    arguments: &Arguments,
    collection: &Collection,
    by_address: &SourcesByAddress,
) -> Result<Vec<(Id, SavedPage, CaptureRequest)>, String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let in_words = |error: &dyn std::fmt::Display| format!("not archived: {error}");
    let request = |url: Option<String>| CaptureRequest {
        encoding: arguments.encoding.clone(),
        url,
        ..CaptureRequest::default()
    };
    let several = SavedPage::addresses(bytes, &name).map_err(|error| in_words(&error))?;
    let mut found: BTreeMap<Id, String> = BTreeMap::new();
    for address in several {
        if let Some(Some(id)) = web_address(&address).and_then(|address| by_address.get(&address)) {
            found.insert(id.clone(), address);
        }
    }
    if !found.is_empty() {
        let read = |(id, address): (Id, String)| {
            let request = request(Some(address));
            let page = SavedPage::read(bytes, &name, &request);
            Ok((id, page.map_err(|error| in_words(&error))?, request))
        };
        return found.into_iter().map(read).collect();
    }
    let page = read(file, bytes, &request(None)).map_err(|failure| match failure.remedy() {
        Some(remedy) => format!("{}; {remedy}", in_words(&failure)),
        None => in_words(&failure),
    })?;
    let address = page.address.as_deref().and_then(web_address);
    match address.as_ref().and_then(|address| by_address.get(address)) {
        Some(Some(id)) => return Ok(vec![(id.clone(), page, request(None))]),
        Some(None) => return Err("not archived: several sources have its address".to_owned()),
        None => {}
    }
    let stem = name.split('.').next().unwrap_or_default();
    let named = Id::new(stem).filter(|id| collection.kind_of(id) == Some(Kind::Source));
    match named {
        Some(id) => Ok(vec![(id, page, request(None))]),
        None => Err(no_source(file, &page, collection)),
    }
}

/// No id that is offered is longer.
const LONGEST_ID: usize = 40;

/// Returns that no source is that of a page, with the commands that make one.
fn no_source(file: &Path, page: &SavedPage, collection: &Collection) -> String {
    let words = page
        .title
        .clone()
        .or_else(|| file.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    let id = Id::nearest_to(&words.unwrap_or_default());
    let mut short = String::new();
    for part in id.as_str().split('-') {
        if short.len() + part.len() > LONGEST_ID {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        short.push_str(part);
    }
    let is_free = |id: &str| Id::new(id).is_some_and(|id| collection.kind_of(&id).is_none());
    let mut free = short.clone();
    let mut number = 2;
    while !is_free(&free) && number < 1000 {
        free = format!("{}-{number}", if short.is_empty() { "source" } else { &short });
        number += 1;
    }
    let path = shell_words::quote(&file.to_string_lossy()).into_owned();
    let address = match &page.address {
        Some(address) => format!("no source has its address {address}"),
        None => "it does not say its address, and no source has its name as id".to_owned(),
    };
    format!(
        "{address}; to add it: casebook new source {free} && casebook archive add {free} {path}"
    )
}
