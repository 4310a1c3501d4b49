//! WACZ: WARC files with a list of pages and the hashes of all, in a zip file.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::LARGEST_CAPTURE;
use super::error::CaptureError;
use super::html_page::ReadPage;
use super::saved_address::is_same_address;
use super::warc::{WantedPages, WarcPage, find_pages};
use super::zip_entries::{ZipEntry, entries};

/// The files that describe a WACZ are no larger.
const LARGEST_LIST: usize = 16 * 1024 * 1024;

/// Returns the page of a WACZ that is wanted.
pub(super) fn read_wacz(
    bytes: &[u8],
    asked: Option<&str>,
    wanted: WantedPages<'_>,
) -> Result<ReadPage, CaptureError> {
    let mut pages = Vec::new();
    find_in_wacz(bytes, wanted, &mut pages)?;
    let entries = entries(bytes)?;
    let hashes = hashes(&entries)?;
    // Besides the pages that someone looked at, a crawl has frames and other pages that these fetched.
    let listed = listed(&entries, &hashes)?;
    let looked_at = |address: &str| listed.iter().any(|one| is_same_address(one, address));
    let is_wanted = pages.iter().any(|page| wanted.has(&page.address));
    if !is_wanted && pages.iter().any(|page| looked_at(&page.address)) {
        pages.retain(|page| looked_at(&page.address));
        if let (None, [first, ..]) = (wanted.asked, pages.as_slice()) {
            // Its bytes were kept only if it came first, so that it is looked for again by its address.
            let address = [first.address.clone()];
            if pages.iter().all(|page| is_same_address(&page.address, &address[0])) {
                let wanted = WantedPages { asked: None, expected: &address };
                let mut again = Vec::new();
                for entry in entries.iter().filter(|entry| entry.is_warc()) {
                    find_pages(&entry.read(LARGEST_CAPTURE)?, wanted, &mut again)?;
                }
                return wanted.chosen(again)?.read(asked);
            }
        }
    }
    wanted.chosen(pages)?.read(asked)
}

/// Adds the pages of a WACZ, as [`find_pages`] does for each WARC in it.
pub(super) fn find_in_wacz(
    bytes: &[u8],
    wanted: WantedPages<'_>,
    pages: &mut Vec<WarcPage>,
) -> Result<(), CaptureError> {
    let entries = entries(bytes)?;
    let hashes = hashes(&entries)?;
    for entry in entries.iter().filter(|entry| entry.is_warc()) {
        let warc = checked(entry, &hashes, LARGEST_CAPTURE)?;
        find_pages(&warc, wanted, pages)?;
    }
    Ok(())
}

/// Returns the hashes that the package gives of its files.
fn hashes(entries: &[ZipEntry<'_>]) -> Result<Vec<(String, String)>, CaptureError> {
    let Some(package) = entries.iter().find(|entry| entry.name == "datapackage.json") else {
        return Ok(Vec::new());
    };
    let package: Value = serde_json::from_slice(&package.read(LARGEST_LIST)?).map_err(|_| {
        CaptureError::Broken { form: "WACZ", what: "datapackage.json is no JSON".to_owned() }
    })?;
    let resources = package.get("resources").and_then(Value::as_array);
    let hash = |resource: &Value| {
        let text = |name: &str| resource.get(name).and_then(Value::as_str).map(str::to_owned);
        let hash = text("hash")?;
        Some((text("path")?, hash.strip_prefix("sha256:")?.to_ascii_lowercase()))
    };
    Ok(resources.into_iter().flatten().filter_map(hash).collect())
}

/// Returns the bytes of a file, which are those that the package says.
fn checked(
    entry: &ZipEntry<'_>,
    hashes: &[(String, String)],
    most: usize,
) -> Result<Vec<u8>, CaptureError> {
    let bytes = entry.read(most)?;
    let mut expected = hashes.iter().filter(|(path, _)| *path == entry.name);
    let mut sum = String::with_capacity(64);
    for byte in Sha256::digest(&bytes) {
        _ = write!(sum, "{byte:02x}");
    }
    if expected.any(|(_, expected)| *expected != sum) {
        return Err(CaptureError::OtherBytes(entry.name.clone()));
    }
    Ok(bytes)
}

/// Returns the addresses of the pages that someone looked at.
fn listed(
    entries: &[ZipEntry<'_>],
    hashes: &[(String, String)],
) -> Result<Vec<String>, CaptureError> {
    let Some(list) = entries.iter().find(|entry| entry.name == "pages/pages.jsonl") else {
        return Ok(Vec::new());
    };
    let list = checked(list, hashes, LARGEST_LIST)?;
    let list = String::from_utf8_lossy(&list).into_owned();
    let address = |line: &str| {
        let page: Value = serde_json::from_str(line).ok()?;
        page.get("url").and_then(Value::as_str).map(str::to_owned)
    };
    Ok(list.lines().filter_map(address).collect())
}
