//! MHTML: a page and its parts in one file, as a mail has them.

use super::LARGEST_PAGE;
use super::encoding::{DeclaredEncoding, decoded};
use super::error::CaptureError;
use super::html_page::{ReadPage, of_mail, read_page};
use super::mail_headers::MailHeaders;

/// Parts are nested no deeper.
const DEEPEST_PARTS: usize = 8;
/// There are no more parts.
const MOST_PARTS: usize = 20_000;

/// Returns whether the start of a file looks like MHTML.
pub(super) fn looks_like_mhtml(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    let head = text.split("\n\n").next().unwrap_or_default();
    let head = head.split("\r\n\r\n").next().unwrap_or_default();
    let has = |name: &str| head.lines().any(|line| line.starts_with(name));
    has("mime-version:") && has("content-type:")
}

/// A page in a file, not decoded yet.
struct FoundPage {
    body: Vec<u8>,
    encoding: Option<String>,
    address: Option<String>,
    is_html: bool,
}

/// Returns the page of an MHTML file.
pub(super) fn read_mhtml(bytes: &[u8], asked: Option<&str>) -> Result<ReadPage, CaptureError> {
    let (headers, body) = MailHeaders::split(bytes)
        .ok_or_else(|| broken("it has no empty line behind its first lines"))?;
    let address = headers.get("snapshot-content-location").map(without_breaks);
    let saved = headers.get("date").and_then(of_mail);
    let mut pages = Vec::new();
    let mut parts = 0;
    find_pages(&headers, body, 0, &mut parts, &mut pages)?;
    let is_wanted =
        |page: &FoundPage| page.is_html && page.address.is_some() && page.address == address;
    let number = pages
        .iter()
        .position(is_wanted)
        .or_else(|| pages.iter().position(|page| page.is_html))
        .or_else(|| (!pages.is_empty()).then_some(0))
        .ok_or(CaptureError::NoPage)?;
    let page = pages.swap_remove(number);
    let mut read = if page.is_html {
        read_page(&page.body, asked, page.encoding.as_deref())?
    } else {
        let declared = DeclaredEncoding { asked, header: page.encoding.as_deref(), is_html: false };
        let (text, encoding) = decoded(&page.body, declared)?;
        ReadPage { text, encoding, ..ReadPage::default() }
    };
    read.address = address.or(page.address).or(read.address);
    read.saved = saved.or(read.saved);
    Ok(read)
}

/// An address that was broken at the end of a line has a space there.
fn without_breaks(address: &str) -> String {
    address.split_ascii_whitespace().collect()
}

fn find_pages(
    headers: &MailHeaders,
    body: &[u8],
    depth: usize,
    parts: &mut usize,
    pages: &mut Vec<FoundPage>,
) -> Result<(), CaptureError> {
    let kind = headers.first("content-type").unwrap_or_else(|| "text/plain".to_owned());
    if !kind.starts_with("multipart/") {
        let is_html = matches!(kind.as_str(), "text/html" | "application/xhtml+xml");
        if is_html || kind == "text/plain" && depth <= 1 {
            pages.push(FoundPage {
                body: transferred(headers, body)?,
                encoding: headers.parameter("content-type", "charset"),
                address: headers.get("content-location").map(without_breaks),
                is_html,
            });
        }
        return Ok(());
    }
    if depth >= DEEPEST_PARTS {
        return Err(CaptureError::TooDeep { what: "its parts", limit: DEEPEST_PARTS });
    }
    let boundary = headers
        .parameter("content-type", "boundary")
        .filter(|boundary| !boundary.is_empty())
        .ok_or_else(|| broken("it does not say what parts its parts"))?;
    for part in parts_of(body, &boundary) {
        *parts += 1;
        if *parts > MOST_PARTS {
            return Err(broken("it has more than 20,000 parts"));
        }
        // A part without a line that says what it is is plain text.
        let (headers, body) =
            MailHeaders::split(part).unwrap_or_else(|| (MailHeaders::default(), part));
        find_pages(&headers, body, depth + 1, parts, pages)?;
    }
    Ok(())
}

/// Returns what is between the lines that part the parts.
fn parts_of<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let mark = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut begin = None;
    for at in memchr::memmem::find_iter(body, mark.as_bytes()) {
        let is_line = at == 0 || body.get(at - 1) == Some(&b'\n');
        let behind = body.get(at + mark.len()..).unwrap_or_default();
        let is_last = behind.starts_with(b"--");
        let rest = if is_last { behind.get(2..).unwrap_or_default() } else { behind };
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        let line_end = rest.get(blank);
        if !is_line || line_end.is_some_and(|byte| *byte != b'\n') {
            continue;
        }
        if let Some(begin) = begin {
            // The line end before the mark belongs to the mark.
            let part = body.get(begin..at).unwrap_or_default();
            let part = part.strip_suffix(b"\n").unwrap_or(part);
            parts.push(part.strip_suffix(b"\r").unwrap_or(part));
        }
        begin = (!is_last).then_some((body.len() - rest.len() + blank + 1).min(body.len()));
        if is_last {
            break;
        }
    }
    // A file that was cut off has its last part all the same.
    if let Some(begin) = begin {
        parts.push(body.get(begin..).unwrap_or_default());
    }
    parts
}

/// Returns the bytes of a part as they were before they were made fit for mail.
fn transferred(headers: &MailHeaders, body: &[u8]) -> Result<Vec<u8>, CaptureError> {
    let how = headers.first("content-transfer-encoding").unwrap_or_default();
    let bytes = match how.as_str() {
        "quoted-printable" => from_quoted_printable(body),
        "base64" => from_base64(body).ok_or_else(|| broken("its page is no base64"))?,
        "" | "7bit" | "8bit" | "binary" => body.to_vec(),
        other => return Err(CaptureError::Compression(other.to_owned())),
    };
    if bytes.len() > LARGEST_PAGE {
        let megabytes = (LARGEST_PAGE >> 20) as u64;
        return Err(CaptureError::TooLarge { what: "its page", megabytes });
    }
    Ok(bytes)
}

/// Returns bytes that were written with `=` and two digits for some of them. What is no such thing stays as it is.
fn from_quoted_printable(body: &[u8]) -> Vec<u8> {
    let digit = |at: usize| body.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        at += 1;
        if *byte != b'=' {
            bytes.push(*byte);
            continue;
        }
        let blank = body.get(at..).unwrap_or_default();
        let blank = blank.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        if body.get(at + blank).is_none_or(|byte| *byte == b'\n') {
            at += blank + 1;
        } else if let (Some(high), Some(low)) = (digit(at), digit(at + 1)) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
            at += 2;
        } else {
            bytes.push(b'=');
        }
    }
    bytes
}

/// Returns bytes that were written as base64; `None` if they are none.
fn from_base64(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in body.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).unwrap_or_default());
            bits &= (1 << count) - 1;
        }
    }
    Some(bytes)
}

fn broken(what: &str) -> CaptureError {
    CaptureError::Broken { form: "MHTML", what: what.to_owned() }
}
