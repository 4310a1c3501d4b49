//! WARC: what a crawler was answered, one record after the other.

use super::decompressed::ByteStream;
use super::encoding::{DeclaredEncoding, decoded};
use super::error::CaptureError;
use super::html_page::{ReadPage, of_iso, read_page};
use super::http_response::{ServedPage, is_page, served_page};
use super::mail_headers::{LONGEST_HEADERS, MailHeaders};
use super::saved_address::is_same_address;
use super::{LARGEST_PAGE, MOST_DECOMPRESSED};

/// There are no more records in a file.
const MOST_RECORDS: usize = 1_000_000;

/// A page in a WARC, as it lies there.
#[derive(Clone, Debug)]
pub(super) struct WarcPage {
    /// Its address.
    pub(super) address: String,
    saved: Option<String>,
    /// What the server answered; for a page that was put there by a program, the page.
    bytes: Vec<u8>,
    is_answer: bool,
    encoding: Option<String>,
}

/// Which pages of a WARC are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct WantedPages<'w> {
    /// The address that was asked for.
    pub(super) asked: Option<&'w str>,
    /// The addresses that the page may have, where none was asked for.
    pub(super) expected: &'w [String],
}

/// Adds the pages of a WARC: the addresses of all, and with their bytes those that are wanted, or the first.
pub(super) fn find_pages(
    bytes: &[u8],
    wanted: WantedPages<'_>,
    pages: &mut Vec<WarcPage>,
) -> Result<(), CaptureError> {
    let mut stream = ByteStream::of(bytes);
    for _ in 0..MOST_RECORDS {
        let Some(first) = first_line(&mut stream)? else { return Ok(()) };
        if !first.starts_with(b"WARC/") {
            return Err(broken("a record in it does not begin with WARC/"));
        }
        let headers = headers(&mut stream)?;
        let length: u64 = headers
            .get("content-length")
            .and_then(|length| length.parse().ok())
            .ok_or_else(|| broken("a record in it has no length"))?;
        if length > MOST_DECOMPRESSED {
            return Err(broken("a record in it is longer than all that is read"));
        }
        let kind = headers.first("warc-type").unwrap_or_default();
        let is_answer = kind == "response";
        let is_put = matches!(kind.as_str(), "resource" | "conversion")
            && matches!(
                headers.first("content-type").as_deref(),
                Some("text/html" | "application/xhtml+xml")
            );
        let address = headers.get("warc-target-uri").unwrap_or_default();
        let address = address.trim_start_matches('<').trim_end_matches('>').to_owned();
        let is_of_web = address.starts_with("http://") || address.starts_with("https://");
        if !is_of_web || !(is_answer || is_put) || length > LARGEST_PAGE as u64 {
            stream.skip(length)?;
            continue;
        }
        let bytes = stream.bytes(length)?;
        if is_answer && !is_page(&bytes) {
            continue;
        }
        // Without the bytes of what is not wanted: a crawl may have thousands of pages.
        let is_wanted = pages.is_empty() || wanted.has(&address);
        pages.push(WarcPage {
            address,
            saved: headers.get("warc-date").and_then(of_iso),
            bytes: if is_wanted { bytes } else { Vec::new() },
            is_answer,
            encoding: headers.parameter("content-type", "charset").filter(|_| is_put),
        });
    }
    Err(broken("it has more than a million records"))
}

impl WantedPages<'_> {
    /// Returns whether a page with this address may be meant.
    pub(super) fn has(&self, address: &str) -> bool {
        match self.asked {
            Some(asked) => is_same_address(asked, address),
            None => self.expected.iter().any(|expected| is_same_address(expected, address)),
        }
    }

    /// Returns the page that is meant: the one that was asked for or is expected, else the only one.
    pub(super) fn chosen(&self, mut pages: Vec<WarcPage>) -> Result<WarcPage, CaptureError> {
        let mut addresses: Vec<String> = Vec::new();
        for page in &pages {
            if !addresses.contains(&page.address) && addresses.len() < 10_000 {
                addresses.push(page.address.clone());
            }
        }
        // Of several answers for one address the last was saved last.
        let found = pages.iter().rposition(|page| self.has(&page.address));
        let only = addresses.len() == 1 && self.asked.is_none();
        match (found, addresses.as_slice()) {
            (_, []) => Err(CaptureError::NoPage),
            (Some(found), _) => Ok(pages.swap_remove(found)),
            (None, [_]) if only => Ok(pages.swap_remove(0)),
            (None, _) => Err(CaptureError::WhichPage(addresses)),
        }
    }
}

impl WarcPage {
    /// Returns what is in the page.
    pub(super) fn read(&self, asked: Option<&str>) -> Result<ReadPage, CaptureError> {
        let ServedPage { body, encoding, is_html } = if self.is_answer {
            served_page(&self.bytes)?
        } else {
            let encoding = self.encoding.clone();
            ServedPage { body: self.bytes.clone(), encoding, is_html: true }
        };
        let mut read = if is_html {
            read_page(&body, asked, encoding.as_deref())?
        } else {
            let declared = DeclaredEncoding { asked, header: encoding.as_deref(), is_html: false };
            let (text, encoding) = decoded(&body, declared)?;
            ReadPage { text, encoding, ..ReadPage::default() }
        };
        read.address = Some(self.address.clone());
        read.saved.clone_from(&self.saved);
        Ok(read)
    }
}

/// Returns the first line of the next record; `None` at the end. Empty lines part the records.
fn first_line(stream: &mut ByteStream<'_>) -> Result<Option<Vec<u8>>, CaptureError> {
    for _ in 0..16 {
        match stream.line(LONGEST_HEADERS)? {
            Some(line) if line.is_empty() => {}
            line => return Ok(line),
        }
    }
    Err(broken("it has many empty lines where a record should begin"))
}

fn headers(stream: &mut ByteStream<'_>) -> Result<MailHeaders, CaptureError> {
    let mut lines = String::new();
    while lines.len() < LONGEST_HEADERS {
        match stream.line(LONGEST_HEADERS)? {
            None => return Err(broken("it was cut off")),
            Some(line) if line.is_empty() => return Ok(MailHeaders::of(&lines)),
            Some(line) => {
                lines.push_str(&String::from_utf8_lossy(&line));
                lines.push('\n');
            }
        }
    }
    Err(broken("a record in it has headers without end"))
}

fn broken(what: &str) -> CaptureError {
    CaptureError::Broken { form: "WARC", what: what.to_owned() }
}
